"""Memory of a map or of parameters: bytes, and the unit the question wants."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from archcalc.formula import elements
from archcalc.quiz.answers import Answer, missing
from archcalc.quiz.network import parameters
from archcalc.quiz.problems.base import answer, told_channels
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import kinds_beside
from archcalc.quiz.working import divided, multiplied

if TYPE_CHECKING:
    from archcalc.quiz.problems.state import State

_SCALES = {
    "KIB": (2**10, "KiB"),
    "MIB": (2**20, "MiB"),
    "GIB": (2**30, "GiB"),
    "KB": (10**3, "KB"),
    "MB": (10**6, "MB"),
    "GB": (10**9, "GB"),
}


_BINARY = re.compile(r"1,?024|1,?048,?576|2\s?\^\s?\d0|2\^\^")


def memory_answer(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Bytes, or bytes in the asked unit."""
    count, width = _packed(state.scene, _count(state, ask)), width_of(state.scene)
    line = multiplied("bytes", (count, *([state.batch] if state.batch > 1 else []), width))
    if line not in state.steps:
        state.steps.append(line)
    if ask.kind != "MEM":
        state.steps.append(divided("in total", count * width * state.batch, _scale(state.scene, ask.kind)[0]))
    return stored(state.scene, ask, count * state.batch)


def stored(scene: Scene, ask: Ask, count: int) -> list[Answer]:
    """What so many values take up; nothing where bytes are only the general word for the unit named behind."""
    size = count * width_of(scene)
    if ask.kind == "MEM":
        following = [one.kind for one in scene.tokens[ask.place :]]
        if not _names_bytes(scene, ask.place) and any(kind in _SCALES for kind in following[1:]):
            return []
        return [answer("memory_bytes", size)]
    scale, unit = _scale(scene, ask.kind)
    return [answer(f"memory_{unit.lower()}", Fraction(size, scale), unit)]


def _packed(scene: Scene, count: int) -> int:
    """Values of less than a byte, as many as share one: 4 bits each are half as many bytes."""
    bits = int(scene.numbers.get("bits") or (4 if scene.has("INT4") else 8))
    return -(-count * bits // 8) if bits < 8 else count


def _names_bytes(scene: Scene, place: int) -> bool:
    """Whether bytes are wanted besides a larger unit: `how much memory ..., in bytes and in MiB`."""
    for token in scene.tokens[place:]:
        if token.kind in _SCALES or token.kind in ("STOP", "ASK"):
            return False
        if token.kind == "MEM" and str(token.value or "").lower().startswith(("byte", "바이트")):
            return True
    return False


def _scale(scene: Scene, kind: str) -> tuple[int, str]:
    """Bytes of a unit, and its name. `1 KB = 1024 bytes`: the text says which kilobyte it means."""
    said = any(token.kind == "NOTE" and _BINARY.search(token.value) for token in scene.tokens)
    return _SCALES[{"KB": "KIB", "MB": "MIB", "GB": "GIB"}.get(kind, kind) if said else kind]


def width_of(scene: Scene) -> int:
    """Bytes of one value."""
    if "bytes" in scene.numbers:
        return int(scene.numbers["bytes"])
    if "bits" in scene.numbers:
        return max(1, int(scene.numbers["bits"]) // 8)
    for kind, width in (("FLOAT32", 4), ("FLOAT16", 2), ("FLOAT64", 8), ("INT8", 1), ("INT4", 1)):
        if scene.has(kind):
            return width
    raise missing("how many bytes a value takes", "값 하나의 바이트 수")


def _is_kernels_alone(state: State) -> bool:
    """`the kernels of a 512→512 convolution (no bias) are saved`: layers whose biases are told, and no map."""
    scene, layers = state.scene, [one.layer for one in state.walked]
    told = all(one.is_conv and None not in (one.kernel, one.cin, one.cout, one.bias) for one in layers)
    return bool(layers) and told and scene.input is None and scene.out_sizes is None


_LEARNED = frozenset({"PARAMS", "WEIGHTS", "WSHAPE"})
_ON_MAPS = frozenset({"OUTPUT", "OUTMAP", "MAP", "ELEMENTS"})


def _is_of_parameters(scene: Scene, ask: Ask) -> bool:
    """Whether what is stored are parameters: by the sentence that asks, else by what is spoken of before.

    `How many parameters? How much memory does the output need?` is about the map.
    """
    kinds = set(kinds_beside(scene, ask.place))
    return bool(kinds & _LEARNED) or (scene.has(*_LEARNED) and not kinds & _ON_MAPS)


def _count(state: State, ask: Ask) -> int:
    """How many values are stored."""
    if state.scene.numbers.get("given"):
        return int(state.scene.numbers["given"])
    if _is_of_parameters(state.scene, ask):
        weights, biases = parameters(state.walked, state.steps)
        kinds = [token.kind for token in state.scene.tokens]
        both = any(kinds[at : at + 3] == ["WEIGHTS", "AND", "BIAS"] for at in range(len(kinds)))
        return weights + (biases if state.scene.has("PARAMS") or both else 0)
    return sum(parameters(state.walked, state.steps)) if _is_kernels_alone(state) else _values_of_map(state)


def _values_of_map(state: State) -> int:
    """Of the last map that is made, else of the one that is told."""
    scene = state.scene
    windowed = [one for one in state.walked if one.out is not None and one.layer.kernel is not None]
    if windowed:
        channels, out = windowed[-1].channels, windowed[-1].out
    else:
        channels, out = scene.channels or scene.out_channels or told_channels(scene), scene.input or scene.out_sizes
        made = {layer.cout for layer in scene.convs} - {None, scene.channels}
        if scene.input is not None and scene.channels is not None and made:
            raise missing("the kernel size", "커널 크기")  # it is not the input that takes up the memory
    if out is None:
        raise missing("the size of the map", "특징맵의 크기")
    if channels is None:
        raise missing("the number of channels", "채널 수")
    return elements((channels, *out))
