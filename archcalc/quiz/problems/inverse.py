"""The inverse: which padding, stride, kernel, input or number of layers gives a stated result."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.formula import effective_kernel, window_output
from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.layers import Layer, spread
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.general import solve_general
from archcalc.quiz.problems.padding import is_only_padded, solve_border, solve_padding
from archcalc.quiz.problems.stacked import layers_for_field
from archcalc.quiz.problems.unknown import (
    solve_last_channels,
    solve_transposed,
    solve_unknown,
    unknown_of,
)
from archcalc.quiz.quantities import Ask, kinds_of
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words, asking, sentence_at
from archcalc.quiz.working import worked

ATTRIBUTES = frozenset({"NFILT", "FILTER", "COUT", "CIN", "CH", "KSIZE", "GROUP", "UNITS"})
"""What can be asked of a layer whose parameters are stated."""
_COUNTED = frozenset({"NFILT", "FILTER", "COUT"})
_SIDES = frozenset({"한 변", "한변", "변의 길이", "한 변의 길이", "side", "side length"})


def solve_inverse(scene: Scene, asks: list[Ask]) -> Result:
    """Answer what is asked of a layer whose result is known."""
    kinds = kinds_of(asks)
    if "LAYERS" in kinds:
        return layers_for_field(scene)
    if len(scene.layers) > 1 and "given" in scene.numbers and kinds & {"COUT", "NFILT"}:
        return solve_last_channels(scene, asks)
    if kinds & {"PAD", "PADTOTAL"} and is_only_padded(scene):
        return solve_border(scene, asks)
    if len(scene.layers) == 1 and scene.layers[0].kind == "transposed" and scene.layers[0].repeat == 1:
        return solve_transposed(scene, scene.layers[0], asks)
    layer = _only_layer(scene)
    if kinds & {"PAD", "PADTOTAL"}:
        return solve_padding(scene, layer, asks)
    if layer.is_pool and kinds & {"KSIZE", "STRIDE"} and layer.kernel is layer.stride is None:
        return _tiles(scene, layer, asks)
    if scene.out_channels is not None and "given" not in scene.numbers and _COUNTED & kinds:
        return _with_filters(scene, layer, asks, scene.out_channels)
    unknown = unknown_of(scene, layer, kinds)
    if unknown:
        return solve_unknown(scene, layer, unknown)
    if wants_input(scene, asks):
        if scene.out_sizes is None:
            scene.input, scene.out_sizes = None, scene.input
        return _input(scene, layer)
    raise not_understood("what is asked", "무엇을 묻는지")


def _with_filters(scene: Scene, layer: Layer, asks: list[Ask], maps: int) -> Result:
    """`turns 32x32x3 into 28x28x6: filter size and number of filters?`: one filter for each map, and the size."""
    filters = answer("output_channels", maps)
    unknown = unknown_of(scene, layer, kinds_of(asks) - _COUNTED)
    if not unknown:
        return Result((filters,))
    found = solve_unknown(scene, layer, unknown)
    ahead = min(ask.place for ask in asks if ask.kind in _COUNTED) < asks[-1].place
    parts = (filters, *found.answers) if ahead else (*found.answers, filters)
    return Result(parts, found.steps)


def solve_beside_padding(scene: Scene, asks: list[Ask]) -> Result:
    """The padding that is asked, and what else is asked of the layer that has it."""
    layer = _only_layer(scene)
    padding = [ask for ask in asks if ask.kind in ("PAD", "PADTOTAL")]
    found = solve_padding(scene, layer, padding)
    total = found.answers[0].value
    if found.answers[0].name == "padding" and isinstance(total, int):
        layer.pad, layer.same = (total,) * scene.axes, False
    rest = solve_general(scene, [ask for ask in asks if ask not in padding])
    first, second = (found, rest) if asks[0] in padding else (rest, found)
    return Result((*first.answers, *second.answers), (*first.steps, *second.steps), rest.assumptions)


def wants_input(scene: Scene, asks: list[Ask]) -> bool:
    """Whether the input's size is asked; a map named only behind the layer, or as what is behind it, is its output."""
    place = next((ask.place for ask in asks if ask.kind == "INPUT"), None)
    if place is None:
        return False
    if scene.input is None:
        return True
    given = next((one for one in scene.found if one.role == "in"), None)
    opener = scene.word(place - 1) if place else ""
    word = scene.word(place)
    sized = (
        opener in ("how large", "how big")
        or word.endswith(("size", "크기"))
        or (
            scene.kinds_in(place + 1, place + 1) in (["SIZE"], ["SPATIAL"])
            or (scene.language == "en" and scene.tokens[place - 1].kind in ("SIZE", "SPATIAL", "OUTPUT"))
        )
    )
    if given is None or not sized or scene.out_sizes is not None or not scene.layers:
        return False
    named = set(scene.kinds_in(given.first, given.last))
    behind = scene.layers[0].start < given.token.start or _is_told_behind(scene, given)
    return "INPUT" not in named and behind


def _is_told_behind(scene: Scene, given: Found) -> bool:
    """`the map after a conv layer measures 30x30`, `적용한 뒤의 맵이 60×60`."""
    part = scene.tokens[sentence_at(scene.tokens, given.first).first : given.first + 2]
    return any(one.kind in ("THEN", "FOLLOWS") or one.value in ("after", "뒤", "후", "지난", "거친") for one in part)


_EQUAL = re.compile(
    r"non-?overlap|not overlap|no overlap|without overlap|\bequal\b|\bequals\b|same as|the same\b|"
    r"겹치지\s?않|겹침\s?없|같[은다을고게]|동일"
)


def _tiles(scene: Scene, layer: Layer, asks: list[Ask]) -> Result:
    """`window and stride are equal: how large?`: a window that moves by its own size; both where both are asked."""
    if not _EQUAL.search(scene.body.lower()):
        raise missing("the stride, or the window", "스트라이드나 창의 크기")
    found = solve_unknown(scene, layer, "kernel_size")
    side = found.answers[0].value
    named = [ask.kind for ask in asks if ask.kind in ("KSIZE", "STRIDE")]
    together = _EQUAL.search(" ".join(asked_words(scene)))  # `window and stride are equal: how large?`
    order = named[:1] if together else list(dict.fromkeys(named))
    names = {"KSIZE": "kernel_size", "STRIDE": "stride"}
    return Result(tuple(answer(names[kind], side) for kind in order), found.steps)


def _only_layer(scene: Scene) -> Layer:
    if not scene.layers and scene.input is not None and scene.out_sizes is not None:
        words = " ".join(str(token.value).lower() for token in scene.tokens if token.kind == "KSIZE")
        return Layer("pool" if "pool" in words or "풀링" in words else "conv")
    if len(scene.layers) != 1 or scene.layers[0].repeat != 1:
        raise not_understood("an unknown among several layers", "여러 층 사이의 미지수")
    layer = scene.layers[0]
    if layer.kind not in ("conv", "maxpool", "avgpool", "pool", "fc"):
        raise not_understood("an unknown of this kind of layer", "이 종류의 층의 미지수")
    return layer


def _input(scene: Scene, layer: Layer) -> Result:
    """The input that gives an output; above stride 1 the smallest one, which leaves no rest."""
    if scene.out_sizes is None:
        raise missing("the output size", "출력 크기")
    kernel = spread(layer.need_kernel(), len(scene.out_sizes))
    strides = layer.strides(len(scene.out_sizes))
    if layer.same:
        if max(strides) > 1:
            raise missing("several inputs fit", "여러 입력 크기가 가능함")
        sizes = list(scene.out_sizes)
    else:
        pads = layer.pads(len(scene.out_sizes))
        sizes = [
            (o - 1) * s + effective_kernel(k, layer.dilation) - p
            for o, s, k, p in zip(scene.out_sizes, strides, kernel, pads, strict=True)
        ]
    if min(sizes) < 1:
        raise contradiction("no input gives this output", "이 출력을 주는 입력이 없습니다")
    pad = layer.pads(1)[0]
    line = worked("output size", window_output, H=sizes[0], P=pad, K=kernel[0], S=strides[0], D=layer.dilation)
    if _asks_one_side(scene) and len(set(sizes)) == 1:
        return Result((answer("input_size", sizes[0], "px"),), (line,))
    return Result((answer("input_size", sizes, "HxW" if len(sizes) == 2 else "samples"),), (line,))


def _asks_one_side(scene: Scene) -> bool:
    """`입력의 한 변은 몇`, `the side length of the square input`: one number."""
    asked = [token for one in asking(scene) for token in scene.tokens[one.first : one.last + 1]]
    if any(str(token.value).lower() == "side length" for token in asked):
        return True
    if any(
        str(one.value).lower() in ("how wide", "how high", "how tall") and two.kind in ("INPUT", "IMAGE")
        for one, two in pairwise(asked)
    ):
        return True
    return any(
        one.kind in ("INPUT", "IMAGE") and two.kind == "SIZE" and str(two.value).lower() in _SIDES
        for one, two in pairwise(asked)
    )
