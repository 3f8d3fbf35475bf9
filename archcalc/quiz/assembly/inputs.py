"""Numbers that are about no layer: sizes of the input and of the stated output, the batch, the channels, factors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.quiz.answers import contradiction
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene, same_or_refuse
from archcalc.quiz.text.token import Token


def place_input(scene: Scene, token: Token) -> None:
    """Enter a size of the input; a second one must agree, or it is the output of what was said before."""
    layout, batch, channels, sizes = split_shape(scene, token)
    if min((*sizes, channels or 1, batch or 1)) < 1:
        raise contradiction("sizes are at least 1", "크기는 1 이상이어야 합니다")
    if scene.input is not None and scene.input != sizes:
        scene.numbers.setdefault("more", []).append((token, sizes, channels))
        return
    scene.input = sizes
    if batch is not None:
        scene.batch = same_or_refuse(scene.batch, batch, "two batch sizes", "배치 크기가 둘")
    if channels is not None:
        scene.channels = same_or_refuse(scene.channels, channels, "two numbers of channels", "채널 수가 둘")
        scene.layout, scene.full_shape = layout, True


def split_shape(scene: Scene, token: Token) -> tuple[str, int | None, int | None, tuple[int, ...]]:
    """Layout, batch, channels and sizes of a shape."""
    value: Any = token.value
    if token.kind == "COUNTED":
        return "HWC", None, value[0], value[1]
    if token.kind == "ORDERED":
        return _split_ordered(*value)
    sizes = tuple(value)
    axes = scene.axes
    if len(sizes) == axes:
        return "HWC", None, None, sizes
    if len(sizes) == axes + 1:
        first = _channels_first(scene, sizes) and not _as_in_prose(scene, token)
        return ("CHW", None, sizes[0], sizes[1:]) if first else ("HWC", None, sizes[-1], sizes[:-1])
    if len(sizes) == axes + 2:
        last = _is_keras(scene) or (axes == 2 and sizes[1] == sizes[2] != sizes[3])
        return (
            ("NHWC", sizes[0], sizes[3], sizes[1:3]) if last and axes == 2 else ("NCHW", sizes[0], sizes[1], sizes[2:])
        )
    raise contradiction(f"a size with {len(sizes)} numbers", f"수가 {len(sizes)}개인 크기")


def _split_ordered(order: str, sizes: tuple[int, ...]) -> tuple[str, int | None, int | None, tuple[int, ...]]:
    """The parts of a shape whose order of axes is written beside it: `1x3x8x8 (N, C, H, W)`."""
    named = dict(zip(order, sizes, strict=True))
    spatial = tuple(size for axis, size in zip(order, sizes, strict=True) if axis not in "nc")
    layout = ("N" if "n" in named else "") + ("CHW" if "c" in named and not order.endswith("c") else "HWC")
    return layout, named.get("n"), named.get("c"), spatial


def _is_keras(scene: Scene) -> bool:
    return any(token.kind == "CALL" and token.value.framework == "keras" for token in scene.tokens)


def is_torch(scene: Scene) -> bool:
    """Whether the question is about PyTorch code."""
    return any(token.kind == "CALL" and token.value.framework == "torch" for token in scene.tokens)


def _as_in_prose(scene: Scene, token: Token) -> bool:
    """`16x16x256` beside `ConvTranspose2d(256, ...)`: only the last number is what the code takes."""
    taken = {one.value.fields.get("in") for one in scene.tokens if one.kind == "CALL"} - {None}
    written = scene.body[token.start : token.start + 1].isdigit()
    return written and token.value[-1] in taken and token.value[0] not in taken


def _channels_first(scene: Scene, sizes: tuple[int, ...]) -> bool:
    if _is_keras(scene):
        return False
    if is_torch(scene):
        return scene.axes != 2 or not _is_channels_last(sizes)
    if scene.axes == 1:
        return False
    if sizes[0] in (1, 3) and sizes[-1] not in (1, 3):
        return True
    return sizes[-2] == sizes[-1] != sizes[0]


_LONGEST = 2
"""Maps whose one side is more than this many times the other are rare."""


def _is_channels_last(sizes: tuple[int, ...]) -> bool:
    """`32x32x3`, `29x25x6` beside PyTorch code: the first two numbers look like the sides of a map, others do not."""
    first, second, third = sizes
    alike = max(first, second) <= _LONGEST * min(first, second)
    return alike and third < min(first, second) and max(second, third) > _LONGEST * min(second, third)


def place_output(scene: Scene, value: tuple[int, ...]) -> None:
    """Enter the stated output."""
    axes = scene.axes
    if len(value) == axes + 2 and scene.input is None:  # a whole batch: (4, 64, 112, 112)
        return place_input(scene, Token("DIMS", value, 0, 0))
    if len(value) == axes + 2 and value[0] == scene.batch and scene.layout in ("NCHW", "NHWC"):
        value = value[1:]
    if len(value) == axes:
        sizes, channels = value, None
    elif len(value) == axes + 1:
        first = scene.layout in ("CHW", "NCHW") or (value[0] != value[1] and value[1] == value[2])
        sizes, channels = (value[1:], value[0]) if first else (value[:-1], value[-1])
    else:
        raise contradiction(f"an output with {len(value)} numbers", f"수가 {len(value)}개인 출력")
    scene.out_sizes = same_or_refuse(scene.out_sizes, sizes, "two output sizes", "출력 크기가 둘")
    if channels is not None:
        scene.out_channels = same_or_refuse(scene.out_channels, channels, "two output depths", "출력 채널 수가 둘")
    return None


def _is_of_dense(scene: Scene) -> bool:
    """`Dense(10), input length 1280`: behind no convolution, one number is the length of a vector."""
    calls = [token.value.kind for token in scene.tokens if token.kind == "CALL"]
    dense = bool(calls) and set(calls) <= {"linear", "none", "input"} and len(scene.roles("side")) == 1
    return dense and not scene.has("CONV", "CONVLAYER", "FILTER", "FLAT", "DIMS", "IMAGE", "CH", "SPATIAL")


def place_side(scene: Scene, role: str, value: Any) -> None:
    """One number for all axes: `input size 32`, `N = 7`."""
    if not isinstance(value, int) or value < 1:
        raise contradiction(f"a size of {value}", f"크기 {value}")
    sizes = (value,) * scene.axes
    if role == "outside":
        scene.out_sizes = same_or_refuse(scene.out_sizes, sizes, "two output sizes", "출력 크기가 둘")
    elif _is_of_dense(scene):
        scene.numbers["vector"] = same_or_refuse(scene.numbers.get("vector"), value, "two inputs", "입력이 둘")
    elif scene.input is not None and scene.input != sizes and scene.axes == len(scene.roles("side")) == 2:
        scene.input = (scene.input[0], value)
    else:
        scene.input = same_or_refuse(scene.input, sizes, "two input sizes", "입력 크기가 둘")


def _place_sheets(scene: Scene, role: str, value: int) -> None:
    """Maps are counted there, not measured."""
    if role == "side":
        scene.channels = same_or_refuse(scene.channels, value, "two numbers of channels", "채널 수가 둘")
    else:
        scene.out_channels = same_or_refuse(scene.out_channels, value, "two output depths", "출력 채널 수가 둘")


_MAPPED = (
    *("CONV", "CONVLAYER", "FILTER", "POOL", "MAXPOOL", "AVGPOOL", "FLAT", "CALL"),
    *("IMAGE", "MAP", "GRAY", "RGB", "DIMS", "SPATIAL", "SIZE", "SIDE"),
)


def _enters_dense(scene: Scene) -> bool:
    """`FC 300 → FC 100 (입력 784)`: as many values, where nothing has a height and a width."""
    return scene.has("FC", "FCNAME") and not scene.has(*_MAPPED)


_KEPT = frozenset(
    {"given", "work", "bits", "bytes", "border", "chain", "multiplier", "task", "growth", "denselayers", "ends", "seen"}
    | {"entries", "levels"}
)
"""Roles under whose name the number is kept."""


def place_numbers(scene: Scene) -> None:
    """Enter what is said of the input, of the output and of the whole."""
    for one in scene.found:
        if one.role in _PLACED:
            _PLACED[one.role](scene, one)
        elif one.role in _KEPT:
            scene.numbers[one.role] = one.token.value
            if one.role in ("given", "work"):  # `the network has 60,000 parameters`: stated, not asked
                scene.stated |= set(range(one.first, one.last + 1))
    for token in scene.tokens:
        if token.kind == "FACTOR":  # `expansion factor t = 6`
            name, value = token.value
            scene.numbers[name] = same_or_refuse(scene.numbers.get(name), value, f"two {name} factors", "계수가 둘")


def _place_units(scene: Scene, one: Found) -> None:
    """`the output is 28` of a convolution."""
    dense = scene.has("FC", "FCNAME", "FLAT", "UNITS", "UNITSIN", "UNITSOUT", "CLASS")
    if scene.tokens[one.first].kind == "OUTPUT" and one.last == one.first + 1 and not dense:
        place_side(scene, "outside", one.token.value)


def _place_named_side(scene: Scene, one: Found) -> None:
    """One side of a map; counted in sheets, the number of maps; a vector's length where nothing has sides."""
    role, value = one.role, one.token.value
    if "장" in scene.body[one.token.start : one.token.end]:  # `입력 특징맵이 24장`
        _place_sheets(scene, role, value)
    elif role == "side" and _enters_dense(scene):
        scene.numbers["vector"] = value
    else:
        place_side(scene, role, value)


def _place_maps(scene: Scene, one: Found) -> None:
    """A number of maps; a second one is that of the output: `80 maps onto 160 maps`."""
    if scene.numbers.setdefault("maps", one.token.value) != one.token.value:
        scene.out_channels = one.token.value


def _place_batch(scene: Scene, one: Found) -> None:
    """How many inputs enter at once; of one signal, how long it is."""
    value, counted = one.token.value, {scene.tokens[one.first].kind, scene.tokens[one.last].kind}
    if scene.axes == 1 and counted & {"SAMPLES", "IMAGE", "FRAMES"} and scene.input is None:
        place_side(scene, "side", value)
    elif isinstance(value, int) and value > 0 and not (value == 1 and one.token.kind == "WNUM"):
        scene.batch = value


def _check_again(scene: Scene, one: Found) -> None:
    """The width of a layer, said a second time."""
    before = [other.token.value for other in scene.found if other.match == one.match and other.role == "units"]
    same_or_refuse(before[0], one.token.value, "the widths of two layers", "두 층의 폭")


_PLACED: dict[str, Callable[[Scene, Found], None]] = {
    "in": lambda scene, one: place_input(scene, one.token),
    "out": lambda scene, one: place_output(scene, one.token.value),
    "units": _place_units,
    "side": _place_named_side,
    "outside": _place_named_side,
    "maps": _place_maps,
    "batch": _place_batch,
    "again": _check_again,
}
