"""What is said of layers must have been read, and the layers must be told whole: nothing of them is guessed."""

from __future__ import annotations

import re

from archcalc.quiz.answers import Refused, missing, not_understood, unclear
from archcalc.quiz.checks.question import Question
from archcalc.quiz.layercosts import check_groups
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.parts import bias_readings
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import kinds_beside
from archcalc.quiz.text.forward import is_placed_in_words, is_reused
from archcalc.quiz.text.token import kind_at

_ENDS = frozenset({"STOP", "ASK", "COMMA"})
_REACH = 4
_BIASED = frozenset({"PARAMS", "CONNECTIONS", "MEM", "KB", "MB", "GB", "KIB", "MIB", "GIB", "RATIO", "PERCENT"})
_SIZED = frozenset(
    {"OUTPUT", "MACS", "MULTS", "FLOPS", "OPS", "ADDS", "FLAT", "ELEMENTS", "NEURONS", "CONNECTIONS", "SIZE", "SPATIAL"}
)


def unread_attribute(question: Question) -> Refused | None:
    """`stride as above`: words on padding or stride that no pattern took up, where the layers are silent about them."""
    scene, kinds = question.scene, question.kinds
    used = question.covered | {ask.place for ask in question.asks}
    idle = {token.kind for at, token in enumerate(scene.tokens) if at not in used and not _is_free(scene, at)}
    if question.is_single and kinds & (_SIZED | {"PARAMS", "WEIGHTS", "RF"}) and scene.has("AGAIN"):
        return not_understood("what comes once more", "무엇이 한 번 더 나오는지")
    convs = [layer for layer in scene.layers if layer.is_conv and not layer.framework]
    if kinds & _SIZED and idle & {"PAD", "KEEP", "KEPT", "SAME", "ZEROS"} and any(map(_is_padding_open, convs)):
        return not_understood("what is said of the padding", "패딩에 대한 설명")
    if kinds & _SIZED and "STRIDE" in idle and any(layer.stride is None for layer in convs):
        return not_understood("what is said of the stride", "스트라이드에 대한 설명")
    return None


def _is_padding_open(layer: Layer) -> bool:
    return set(layer.kernel or ()) != {1} and not layer.tells_padding


def _is_free(scene: Scene, at: int) -> bool:
    """`pooling has no parameters`: a denial that is about no layer with weights."""
    return scene.tokens[at].kind == "EXCL" and kind_at(scene.tokens, at + 1) in ("PARAMS", "WEIGHTS")


def unread_negation(question: Question) -> Refused | None:
    """`None of the layers has a bias`: where a negation stands beside bias or padding, it must have been read."""
    scene, kinds = question.scene, question.kinds
    both = any(_asks_both(scene, ask) for ask in question.asks)
    words = ("BIAS", "PAD") if (kinds - ({"PARAMS"} if both else set())) & _BIASED else ("PAD",)
    for at, token in enumerate(scene.tokens):
        if token.kind in words and at not in question.covered and _is_negated(question, at):
            return not_understood("whether there is a bias or padding", "편향이나 패딩이 있는지")
    return None


def _asks_both(scene: Scene, ask: Ask) -> bool:
    """`with a bias and without one`: the denial is of what is asked, not of the layer."""
    return ask.kind == "PARAMS" and bool(bias_readings(scene, ask))


def _is_negated(question: Question, at: int) -> bool:
    """Whether a denial that nothing has read stands near, on either side."""
    scene = question.scene
    for step in (-1, 1):
        for place in range(at + step, at + step * (_REACH + 1), step):
            kind = kind_at(scene.tokens, place, "STOP")
            if kind in _ENDS:
                break
            if kind == "EXCL" and place not in question.covered and not _is_free(scene, place):
                return True
    return False


_LISTING = frozenset({"ARROW", "DASH"})
_IDENTIFIER = re.compile(r"(?:[A-Z][a-z]+){1,5}[123][dD]")
"""`LocallyConnected2D`: the name of a layer in code."""


def unknown_entry(question: Question) -> Refused | None:
    """`conv → something → pool`: each entry of a row of layers must be known."""
    scene = question.scene
    for at, token in enumerate(scene.tokens):
        shown = scene.body[token.start : token.end]
        listed = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)} <= _LISTING
        if token.kind == "WORD" and (listed or _IDENTIFIER.fullmatch(shown)):
            return unclear(shown)
    return None


_NOT_BEHIND = re.compile(r"대신|이전|앞|instead|rather than|before|replac")
"""`풀링 대신`, `in front of the pooling`: the receptive field does not pass it."""


def pooling_without_window(question: Question) -> Refused | None:
    """`conv → ReLU → pool`: a pooling of a row whose window is not told changes every size behind it."""
    scene = question.scene
    if not scene.layers or any(layer.is_pool or layer.kind == "gap" for layer in scene.layers):
        return None
    asked = question.kinds & _SIZED or (scene.has("PARAMS", "WEIGHTS") and scene.has("FC", "FLAT"))
    seen = "RF" in question.kinds and not (scene.has("EXCL", "NETWORK") or _NOT_BEHIND.search(question.text))
    for at, token in enumerate(scene.tokens):
        beside = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)}
        if token.kind in POOLS and (seen or (asked and beside & _LISTING)):
            return missing("the pooling window", "풀링 창의 크기")
    return None


_MODULES = (
    (re.compile(r"(?<![a-z])fire\s?(?:module|\d)|fire\s?모듈|파이어\s?모듈"), 3),
    (re.compile(r"inverted\s(?:residual|bottleneck)|역전된\s잔차|역잔차"), 2),
    (re.compile(r"squeeze[\s-](?:and|&)[\s-]excitation|(?<![a-z])se[\s-](?:block|module|블록|모듈)"), 2),
)
"""Modules that are known by name, and how many weighted layers they have at least."""
_OF_PARTS = frozenset({"DIMS", "ORD", "CONVNAME", "BRANCH", "LAYER", "CONV", "CONVLAYER", "DW", "PW", "GROUPED", "FC"})


def module_in_part(question: Question) -> Refused | None:
    """`A Fire module squeezes to 16 channels. Parameters of the module?`: the layers that are not told are missing."""
    scene = question.scene
    weighted = sum(layer.repeat for layer in scene.layers if layer.is_weighted)
    least = max((least for form, least in _MODULES if form.search(question.text)), default=0)
    if weighted >= least or not weighted:
        return None
    if any(_OF_PARTS.isdisjoint(kinds_beside(scene, ask.place)) for ask in question.asks):
        return missing("the other layers of the module", "모듈의 나머지 층")
    return None


def groups_that_do_not_divide(question: Question) -> Refused | None:
    """`Conv2d(30, 64, 3, groups=4)`: such a layer cannot be, whatever is asked of it.

    Raises:
        Refused: the groups of a layer do not divide its channels.
    """
    for layer in question.scene.layers:
        if layer.kind == "conv" and layer.groups and layer.cin and layer.cout:
            check_groups(layer.cin, layer.cout, layer.groups)
    return None


def layer_used_again(question: Question) -> Refused | None:
    """`pool` defined once and applied behind each convolution: how often each layer is passed was not read."""
    scene = question.scene
    again = scene.has("CALL") and (is_reused(scene.body) or is_placed_in_words(scene.body))
    return not_understood("in which order the layers follow", "층들의 순서") if again else None


def map_of_open_size(question: Question) -> Refused | None:
    """`a dense layer that follows a 16-channel feature map`: how many values the map has is not told."""
    scene = question.scene
    maps = any(kind_at(scene.tokens, one.last + 1) == "MAP" for one in scene.roles("ch"))
    dense = [layer.kind for layer in scene.layers] == ["fc"]
    if maps and dense and scene.input is None and not scene.has("GAP", "FLAT", "VEC", "UNITSIN"):
        return missing("the height and width of the map", "특징맵의 높이와 너비")
    return None


_OF_LAYERS = {"stride": ("stride", 1), "pad": ("pad", 0), "dil": ("dilation", 1), "groups": ("groups", 1)}
"""Roles, the attributes of a layer that such numbers become, and what a layer has of which nothing is said."""


def lost_attribute(question: Question) -> Refused | None:
    """`conv 3x3 with padding 1 ... First the image gets three rows of zeros`: the three went to no layer."""
    scene = question.scene
    if question.has_values or not scene.layers:
        return None
    for one in scene.found:
        if one.role not in _OF_LAYERS or one.token.kind not in ("NUM", "DIMS"):
            continue  # `each of the four steps`
        if not _numbers(one.token.value) <= _told(scene, *_OF_LAYERS[one.role]):
            return unclear(scene.body[one.token.start : one.token.end].strip())
    return None


def _told(scene: Scene, attribute: str, default: int) -> set[int]:
    """The values of an attribute in all layers; zeros may also stand around the input alone."""
    found = {number for layer in scene.layers for number in _values(layer, attribute, default)}
    return found | _numbers(scene.numbers.get("border")) if attribute == "pad" else found


def _values(layer: Layer, attribute: str, default: int) -> set[int]:
    told = _numbers(getattr(layer, attribute)) or {default}
    return told | _numbers(layer.pad_total) | {layer.out_pad} if attribute == "pad" else told


def _numbers(value: object) -> set[int]:
    """The whole numbers of a value, which may be a number, a size, or nothing."""
    return {value} if isinstance(value, int) else set(value) if isinstance(value, tuple) else set()
