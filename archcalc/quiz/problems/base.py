"""What problems share: the names and units of answers, and how a result is put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.answers import Alternative, Answer, Refused, Value, not_understood
from archcalc.quiz.quantities import Ask, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step

UNITS = {
    "parameters": "params",
    "weights": "weights",
    "biases": "biases",
    "macs": "MACs",
    "flops": "FLOPs",
    "multiplications": "multiplications",
    "additions": "additions",
    "output_channels": "channels",
    "flatten_length": "elements",
    "receptive_field": "px",
    "connections": "connections",
    "neurons": "neurons",
    "inputs_per_neuron": "connections",
    "elements": "elements",
    "padding": "px",
    "output_padding": "px",
    "total_padding": "px",
    "kernel_size": "px",
    "stride": "px",
    "input_size": "HxW",
    "layers": "layers",
    "filters": "filters",
    "ratio": "x",
    "saving_percent": "%",
    "percent": "%",
    "memory_bytes": "bytes",
    "softmax": "vector",
    "dilation": "",
    "groups": "groups",
    "input_channels": "channels",
}
NAME_OF = {
    "PARAMS": "parameters",
    "WEIGHTS": "weights",
    "BIASES": "biases",
    "MACS": "macs",
    "FLOPS": "flops",
    "MULTS": "multiplications",
    "ADDS": "additions",
    "OPS": "macs",
    "CONNECTIONS": "connections",
}
BIAS_IN = ("bias included", "편향 포함")
NO_PADDING = ("no padding", "패딩 없음")
SIZE_KEPT = ("padding that keeps the size", "크기를 유지하는 패딩")
STRIDE_ONE = ("stride 1", "스트라이드 1")
ONE_CHANNEL = ("one input channel", "입력 1채널")
"""What is assumed where the text is silent."""


class Result(NamedTuple):
    """What a problem gives before it is dressed for the question's language."""

    answers: tuple[Answer, ...]
    steps: tuple[Step, ...] = ()
    assumptions: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[Alternative, ...] = ()


def answer(name: str, value: Value, unit: str | None = None) -> Answer:
    """An answer with the unit of its name; `parameters_direct` has that of `parameters`."""
    if unit is None:
        unit = UNITS.get(name) or UNITS.get(name.partition("_")[0], "")
    return Answer(name, value, unit)


def answered_by(values: Mapping[str, int | Answer], asks: Sequence[Ask], unread: Refused) -> tuple[Answer, ...]:
    """What is asked, from the values by kind; the refusal is raised where there is none of a kind."""
    if kinds_of(asks) - values.keys():
        raise unread
    found = [(ask.kind, values[ask.kind]) for ask in asks]
    return tuple(one if isinstance(one, Answer) else answer(NAME_OF[kind], one) for kind, one in found)


_AXES = {1: "L", 2: "HxW", 3: "DxHxW"}


def shaped(
    name: str, sizes: Sequence[int], channels: int | None, channels_first: bool = False, batch: int | None = None
) -> Answer:
    """A map as its sizes, with the channels behind or in front of them, and the samples of a batch."""
    axes = _AXES[len(sizes)]
    sample, samples = ([], "") if batch is None else ([batch], "Nx")
    if channels is None:
        return answer(name, [*sample, *sizes], samples + axes)
    if channels_first:
        return answer(name, [*sample, channels, *sizes], f"{samples}Cx{axes}")
    return answer(name, [*sample, *sizes, channels], f"{samples}{axes}xC")


def told_channels(scene: Scene) -> int | None:
    """The channels of a map that no layer works on: `a volume of height 48, width 64 and depth 10`; None if unclear."""
    said = {one.token.value for one in (*scene.roles("ch"), *scene.roles("cin"), *scene.roles("filters"))}
    return said.pop() if len(said) == 1 else None


_LARGER = {"MILLIONS": ("millions", 10**6, "M"), "MYRIADS": ("man", 10**4, "만"), "EOK": ("eok", 10**8, "억")}


def in_larger_unit(before: list[Answer], kind: str) -> Answer:
    """The count before, once more in millions, in ten thousands (만) or in hundreds of millions (억).

    Raises:
        Refused: no count stands before.
    """
    if not before or not isinstance(before[-1].value, int):
        raise not_understood("what is wanted in another unit", "무엇을 다른 단위로 나타내는지")
    name, scale, unit = _LARGER[kind]
    return answer(f"{before[-1].name}_in_{name}", Fraction(before[-1].value, scale), unit)
