"""What follows once all attributes are set: channels handed on, the depth of filters, padding that is known."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.answers import contradiction
from archcalc.quiz.assembly.attributes import set_attribute
from archcalc.quiz.assembly.norms import spread_norms
from archcalc.quiz.assembly.padding import check_said_padding, keep_known_sizes
from archcalc.quiz.assembly.settle import give_to_dense
from archcalc.quiz.layers import WINDOW, Layer
from archcalc.quiz.scene import Scene

_NO_CEIL = re.compile(r"올림[가-힣]*\s?않|not\s(?:be\s|is\s)?round(?:ed|ing)?\sup")


def finish(scene: Scene) -> None:
    """What follows from all attributes together: channels handed on, filter depths checked.

    Raises:
        Refused: what is said of the layers, the input and the padding cannot be true together.
    """
    _do_as_before(scene.convs)
    keep_known_sizes(scene)
    give_to_dense(scene)
    _enter_channels(scene)
    _place_ends(scene)
    if scene.dense and scene.dense[-1].cout is None:
        scene.dense[-1].cout = scene.numbers.get("task")  # a classifier of as many classes
    for layer in scene.layers:
        _read_depth(scene, layer)
    _round_up(scene)
    _hand_to_first(scene)
    _refuse_unequal_sum(scene)
    for layer in scene.convs:
        check_said_padding(scene, layer)
    if len(scene.layers) == len(scene.convs) == 1:
        _give_one_map(scene, scene.layers[0])
    if len(scene.convs) == 1 and scene.has("DW") and not scene.has("PW", "DWSEP", "STANDARD"):
        scene.convs[0].depthwise, scene.convs[0].groups = True, None
    _multiply_depthwise(scene)
    spread_norms(scene)
    _do_as_before([layer for layer in scene.layers if layer.is_pool])


def _enter_channels(scene: Scene) -> None:
    """The channels that colours, LeNet's first layer, or a map in front of a fully connected layer tell."""
    first = scene.layers[0] if scene.layers else None
    if scene.input is None and scene.out_channels is not None and first is not None and first.kind == "fc":
        scene.input, scene.channels = scene.out_sizes, scene.out_channels  # what the last pooling delivers
        scene.out_sizes, scene.out_channels = None, None
    elif scene.channels is None and scene.has("RGB") and not scene.has("GRAY"):
        scene.channels = 3
    elif scene.channels is None and (scene.has("GRAY") or _is_first_of_lenet(scene)):
        scene.channels = 1


def _is_first_of_lenet(scene: Scene) -> bool:
    names = {token.value for token in scene.tokens if token.kind in ("LAYERNAME", "CONVNAME")}
    named = any(token.kind == "NETWORK" and token.value.startswith("le") for token in scene.tokens)
    return named and names in ({"c1"}, {"conv1"})


def _round_up(scene: Scene) -> None:
    """`rounded up`: sizes behind the poolings, or behind all layers where there is none."""
    if scene.has("CEIL") and not _NO_CEIL.search(scene.body.lower()):
        for layer in [layer for layer in scene.layers if layer.is_pool] or scene.layers:
            layer.ceil = layer.ceil or layer.kernel is not None


def _read_depth(scene: Scene, layer: Layer) -> None:
    """`conv 5x5x8`: a layer's third number counts its filters, a filter's is its depth."""
    first = layer is scene.layers[0]
    entering = scene.channels if first else None
    if layer.counted and layer.depth is not None and layer.cout is None and layer.depth != entering:
        layer.cout, layer.depth = layer.depth, None
    if layer.depth is not None:
        known = _from_depth(layer, layer.depth, entering)
        scene.channels = known if first else scene.channels


def _hand_to_first(scene: Scene) -> None:
    """The channels of the input are those that the first layer takes."""
    first = scene.layers[0] if scene.layers else None
    if first is None or first.kind == "fc":
        return
    if first.cin is None:
        first.cin = scene.channels
    elif scene.channels not in (None, first.cin, first.cin // (first.groups or 1)):
        raise contradiction(
            f"the input has {scene.channels} channels, and the layer takes {first.cin}",
            f"입력은 {scene.channels}채널인데 층은 {first.cin}채널을 받습니다",
        )
    scene.channels = first.cin


_SINGLE = re.compile(
    r"(?<![a-z])(?:an?|one|single)\s\d{1,2}\s?(?:x|×|by)\s?\d{1,2}(?:\s?(?:x|×)\s?\d{1,4})?\s(?:filter|kernel|mask)(?![a-z])|필터\s(?:하나|한\s개)"
)
"""`a 5x5 filter is convolved with a grey image`: one filter, and so one map."""


def _give_one_map(scene: Scene, only: Layer) -> None:
    """One map enters or leaves the only layer where nothing else is said of it."""
    if scene.one_map:
        only.cin = scene.channels = scene.channels or 1
        only.cout = only.cout or scene.out_channels or 1
    spans = (scene.channels == 1 and not scene.full_shape) or (only.depth is not None and only.depth == scene.channels)
    if only.cout is None and scene.out_channels is None and spans and _SINGLE.search(scene.body.lower()):
        only.cout, scene.one_filter = 1, True


def _multiply_depthwise(scene: Scene) -> None:
    """`a depth multiplier of 2`: as many filters for each channel of the one depthwise layer."""
    times = scene.numbers.get("multiplier", 1)
    words = [str(token.value).lower() for token in scene.tokens if token.kind == "MULTIPLIER"]
    told = any(word.startswith(("depth", "channel", "깊이", "채널")) for word in words)
    if isinstance(times, int) and told and len(scene.layers) == 1 and scene.layers[0].depthwise:
        scene.layers[0].multiplier = times
        scene.numbers["multiplier"] = 1


def _do_as_before(layers: list[Layer]) -> None:
    """`same settings`, `max-pooled again in the same way`: what is told of the layer before holds for this one too."""
    for before, layer in pairwise(layers):
        if layer.like_previous:
            layer.take(before, WINDOW)


def _refuse_unequal_sum(scene: Scene) -> None:
    """An identity shortcut adds the input to the output: both must have as many channels."""
    said = [str(token.value).lower() for token in scene.tokens if token.kind == "SKIP"]
    identity = any(word in one for one in said for word in ("identity", "항등", "residual", "잔차"))
    convs = scene.convs
    if not (identity or (said and scene.has("ADDED"))) or not convs or any(layer.branch for layer in convs):
        return
    if any(layer.kind == "join" or layer.carries for layer in scene.layers):
        return
    entering, leaving = convs[0].cin, convs[-1].cout
    if None not in (entering, leaving) and entering != leaving:
        raise contradiction("what is added has different channels", "더하는 특징맵의 채널 수가 서로 다릅니다")


def _place_ends(scene: Scene) -> None:
    """`입출력 64채널`: what enters the first convolution and what leaves the last."""
    ends = scene.numbers.get("ends")
    if ends is not None and scene.convs:
        set_attribute(scene, scene.convs[0], "cin", ends)
        set_attribute(scene, scene.convs[-1], "cout", ends)


def _from_depth(layer: Layer, depth: int, channels: int | None) -> int:
    """A filter written 5x5x3 spans the input's channels, or one group of them."""
    whole = depth * (layer.groups or 1)
    known = layer.cin if layer.cin is not None else channels
    if known not in (None, depth, whole):
        raise contradiction(
            f"the filter's depth ({depth}) must equal the input's depth ({known})",
            f"필터의 깊이({depth})는 입력의 깊이({known})와 같아야 합니다",
        )
    if known == depth != whole:
        return depth
    if layer.cin is None:
        layer.cin = whole if known is None else known
    return layer.cin
