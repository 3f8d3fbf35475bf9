"""Sizes of maps: outputs, padded inputs, flattened vectors, numbers of elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from archcalc.formula import elements, prod
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.assembly.inputs import is_torch
from archcalc.quiz.network import known_sizes
from archcalc.quiz.problems.base import answer, shaped, told_channels
from archcalc.quiz.problems.channels import is_entering, map_of
from archcalc.quiz.problems.eachof import counts_maps
from archcalc.quiz.problems.spatialonly import is_spatial_only
from archcalc.quiz.problems.state import State
from archcalc.quiz.quantities import Ask, asks_for
from archcalc.quiz.relations import ratio
from archcalc.quiz.text.token import Token
from archcalc.quiz.working import Step, divided, multiplied


def output(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    named = state.which(ask)
    if named is not None and len(named.places) > 1:
        return _sizes_of(state, named.places, ask)
    if _each_layer(state, ask):
        return _sizes_of(state, range(len(state.walked)), ask)
    last = state.walked[-1 if named is None else named.places[-1]] if state.walked else None
    if last is None:
        raise missing("the layer", "층의 구성")
    if last.layer.kind == "fc":
        return [answer("output_size", [last.layer.need_cout()], "elements")]
    if last.layer.kind == "flatten":
        return flat(state, ask, before)
    if last.layer.is_conv and last.layer.kernel is None:
        last.layer.need_kernel()
    if named is not None and (_is_input_of(state, ask) or is_entering(state, ask)):
        return [_entering(state, named.places[-1], ask)]
    _, out = known_sizes(last)
    shape = shape_answer(state, out, last.channels, ask)
    if named is not None and state.repeats(ask):
        return [shape._replace(name=f"{shape.name}_{state.label(named.places[-1])}")]
    return [shape]


def _entering(state: State, place: int, ask: Ask) -> Answer:
    """The map in front of a layer."""
    channels, *sizes = map_of(state, place, True)
    shape = shape_answer(state, tuple(sizes), channels, ask)
    return shape._replace(name=shape.name.replace("output", "input")) if _is_input_of(state, ask) else shape


def _is_input_of(state: State, ask: Ask) -> bool:
    """`the input and output shape of conv2`: the input is asked by name, beside the output."""
    return ask.kind == "INPUT" and asks_for(state.asks, "OUTPUT")


def shape_answer(state: State, out: tuple[int, ...], channels: int | None, ask: Ask) -> Answer:
    """The output's size, with channels where the text knows them, in the axis order of the input."""
    scene = state.scene
    wanted = _wanted_order(state, ask)
    if scene.axes == 1 and _asks_length(state, ask):
        return answer("output_length", out[0], "samples")
    if wanted and channels is not None:
        return _in_order(wanted, out, channels, scene.batch)
    if scene.axes == 1 and channels is not None and not scene.batch and _word_of(state, ask).endswith(_SHAPES):
        return shaped("output_shape", out, channels, is_torch(scene))
    if scene.axes == 1 and (channels is None or not scene.full_shape or not scene.batch):
        return answer("output_length", out[0], "samples")
    if is_spatial_only(state, ask):
        return shaped("output_size", out, None)
    if channels is None:
        if any(one.layer.is_conv for one in state.walked) and scene.channels is not None and scene.full_shape:
            raise missing("the number of filters", "필터 수")
        return shaped("output_size", out, None)
    flat_map = scene.one_filter and not any(word in _word_of(state, ask) for word in _SOLID)
    if channels == 1 and (not scene.full_shape or flat_map):
        return shaped("output_size", out, None)
    written = {"NCHW": True, "NHWC": False}.get(scene.layout)
    if written is not None and scene.batch is not None:
        return shaped("output_shape", out, channels, written, scene.batch)
    first = scene.layout == "CHW" or (is_torch(scene) and not scene.full_shape)
    return shaped("output_shape", out, channels, first, scene.batch if first else None)


_SHAPES = ("shape", "형태", "모양")
_SOLID = ("volume", "shape", "tensor", "볼륨", "형태", "shape", "텐서", "모양", "차원")
"""Words for a result with its channels, be it only one."""


def _asks_length(state: State, ask: Ask) -> bool:
    """`출력의 길이`, `how long is the output`: one number, whatever the input's shape."""
    near = state.scene.tokens[max(0, ask.place - 1) : ask.place + 3]
    return any(any(word in str(token.value).lower() for word in ("길이", "length", "how long")) for token in near)


_WRITTEN = {"n": "N", "d": "D", "h": "H", "w": "W", "c": "C", "l": "L"}


def _wanted_order(state: State, ask: Ask) -> str:
    """The order of axes that the asking sentence names, if it is another than the input's: `as C x H x W`."""
    first, last = state.span(ask)
    beside = state.scene.tokens[max(first, ask.place - 6) : min(last, ask.place + 8) + 1]
    return next((str(token.value) for token in beside if token.kind == "AXES" and "c" in token.value), "")


def _in_order(order: str, out: tuple[int, ...], channels: int, batch: int | None) -> Answer:
    """The shape with its axes as asked; width before height makes a difference only where they differ."""
    order = order.replace("wh", "hw") if len(set(out)) == 1 else order
    axes = "l" if len(out) == 1 else "hw" if len(out) == 2 else "dhw"
    sizes = dict(zip(axes, out, strict=True)) | {"c": channels}
    if "n" in order and batch is not None:
        sizes["n"] = batch
    order = order if "n" in sizes else order.replace("n", "")
    if set(order) != set(sizes):
        raise not_understood("the order of the axes", "축의 순서")
    return answer("output_shape", [sizes[axis] for axis in order], "x".join(_WRITTEN[axis] for axis in order))


def _word_of(state: State, ask: Ask) -> str:
    return state.scene.word(ask.place)


def _counts(token: Token, number: int) -> bool:
    """`the three layers`; `after three poolings` only looks back."""
    return token.kind != "REPEAT" and bool(token.value == number)


def _each_layer(state: State, ask: Ask) -> bool:
    """Whether the map behind every layer is asked: by a word for each, by their number, or as a list in order."""
    first, last = state.span(ask)
    near = {token.kind for token in state.scene.tokens[max(first, ask.place - 5) : min(last, ask.place + 6) + 1]}
    if len(state.walked) < 2 or "LABELLED" in near:
        return len(state.walked) > 1
    in_order = _in_order_said(state, ask, last)
    counted = any(one.role == "repeat" and _counts(one.token, len(state.walked)) for one in state.scene.found)
    counted = counted or counts_maps(state.scene, ask, sum(one.layer.kernel is not None for one in state.walked))
    return (counted and ("EACH" in near or in_order)) or (in_order and len(state.asks) == 1)


_IN_ORDER = ("순서대로", "차례대로", "차례로", "in order", "in sequence", "in turn")


def _in_order_said(state: State, ask: Ask, last: int) -> bool:
    """`네 층의 출력 해상도를 순서대로 쓰라`: said behind the quantity, of the answers."""
    tokens = state.scene.tokens
    end = tokens[last + 1].start if last + 1 < len(tokens) else len(state.scene.body)
    behind = state.scene.body[tokens[ask.place].end : end].lower()
    return any(word in behind for word in _IN_ORDER)


_MAP_SIZE = re.compile(r"(?:map|맵)s?(?:\s|의\s)?(?:size|크기)|공간")


def _sizes_of(state: State, places: Iterable[int], ask: Ask) -> list[Answer]:
    """The map behind each of these layers: with its channels unless only its size is asked."""
    found = []
    windowed = [at for at in places if state.walked[at].layer.kind not in ("bn", "flatten", "fc")]
    for number, one in enumerate((state.walked[at] for at in windowed), 1):
        if one.out is None:
            raise missing("the size of the input", "입력 크기")
        alone = bool(_MAP_SIZE.search(_word_of(state, ask))) and not _with_channels(state, ask)
        shape = shape_answer(state, one.out, None if alone else one.channels, ask)
        name = "size" if shape.name == "output_size" else shape.name
        found.append(answer(f"{name}_{number}", shape.value, shape.unit))
    return found


def _with_channels(state: State, ask: Ask) -> bool:
    """`the shape of each layer, channels included`, `출력 크기(채널 포함)`."""
    first, last = state.span(ask)
    kinds = [token.kind for token in state.scene.tokens[first : last + 1]]
    return any(set(pair) == {"CH", "INCL"} for pair in pairwise(kinds))


def flat(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    scene = state.scene
    windowed = [one for one in state.walked if one.layer.kind not in ("fc", "flatten")]
    if windowed:
        channels = windowed[-1].channels if windowed[-1].channels is not None else scene.out_channels
        stated = scene.out_sizes if windowed[-1].out is None and len(windowed) == 1 else None
        out = stated or known_sizes(windowed[-1])[1]
    elif scene.input is not None:
        channels, out = scene.channels, scene.input
    elif scene.out_sizes is not None and not state.walked:
        channels, out = scene.out_channels, scene.out_sizes
    else:
        raise missing("the map that is flattened", "펼칠 특징맵")
    if channels is None:
        raise missing("the number of channels", "채널 수")
    length = elements((channels, *out))
    state.steps.append(multiplied("flattened", (*out, channels)))
    return [answer("flatten_length", length)]


def padded(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    scene = state.scene
    if scene.input is None:
        raise missing("the size of the input", "입력 크기")
    layer = state.walked[0].layer if state.walked else None
    pad = layer.pad[0] if layer and layer.pad else scene.numbers.get("border")
    if pad is None:
        raise missing("the padding", "패딩 값")
    sizes = [size + 2 * pad for size in scene.input]
    for size in dict.fromkeys(scene.input):
        state.steps.append(Step("padded size", f"{size} + 2·{pad} = {size + 2 * pad}"))
    channels = told_channels(scene) if scene.channels is None and layer is None else scene.channels
    return [shaped("padded_shape", sizes, channels, scene.layout == "CHW")]


def pooling_ratio(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Input elements to output elements of a pooling."""
    windowed = [one for one in state.walked if one.out is not None and one.sizes is not None]
    if len(windowed) != 1 or not (windowed[0].layer.is_pool or windowed[0].layer.kind == "gap"):
        raise not_understood("what is compared", "무엇과 무엇의 비율인지")
    old, new = prod(windowed[0].sizes or ()), prod(windowed[0].out or ())
    state.steps.append(divided("ratio", old, new))
    return [ratio(old, new)]
