"""What problems share: the names and units of answers, and how a result is put together."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.answers import Alternative, Answer, Value
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


def ratio(old: int, new: int) -> Fraction:
    """Old divided by new."""
    return Fraction(old, new)


def saving_percent(old: int, new: int) -> Fraction:
    """What share of the old is saved."""
    return 100 - Fraction(100 * new, old)


def told_channels(scene: Scene) -> int | None:
    """The channels of a map that no layer works on: `a volume of height 48, width 64 and depth 10`; None if unclear."""
    said = {one.token.value for one in (*scene.roles("ch"), *scene.roles("cin"), *scene.roles("filters"))}
    return said.pop() if len(said) == 1 else None
