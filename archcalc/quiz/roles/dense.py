"""Fully connected networks in words: `8 inputs, two hidden layers of 16 units each, 3 outputs`.

Where a text speaks of nothing but such layers, its numbers are their widths: the input's, the hidden ones in order, the
output's. They become one chain. Where a number does not fit in, the text is left as it is.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from archcalc.formula import prod
from archcalc.quiz.answers import not_understood
from archcalc.quiz.roles.densewords import are_all_layers, is_flattened, is_listed, joins_both
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import POOLS, Scene, same_or_refuse
from archcalc.quiz.text.stretches import kinds_among
from archcalc.quiz.text.token import Token

_DENSE = ("FC", "FCNAME", "UNITS", "UNITSIN", "UNITSOUT")
_OTHERS = frozenset(
    {
        *("CONV", "CONVLAYER", "CONVNAME", "FILTER", "KSIZE", "TRANS", "DW", "PW", "DWSEP", "DIL", "LOCALRF", "GROUP"),
        *("CALL", "BADCODE", "COUNTED", "STEPPED", "MATRIX", "VECTOR", "CHAIN", "ORDERED", "BN", "GAP", "CH", "CIN"),
        *("COUT", "STRIDE", "PAD", "RF", "VERSUS", "COMPARE", *POOLS),
    }
)
_KEPT = frozenset({"given", "bits", "bytes", "batch"})
_BOUNDS = frozenset({"COMMA", "STOP", "ASK", "ARROW", "TO", "THEN", "NUM", "WNUM", "DIMS", "FC", "ITEM", "DASH"})
_INS = frozenset({"INPUT", "UNITSIN", "VEC", "FLAT"})
_OUTS = frozenset({"OUTPUT", "UNITSOUT", "CLASS", "TASK"})
_LINKS = frozenset({"ARROW", "TO"})
_CONNECTS = ("connects", "connecting", "links", "linking")
_LATER = ("뒤", "후", "다음", "나서")
_REACH = 3
MOST_LAYERS = 10
"""A larger number in front of `layers` is a width."""


class Width(NamedTuple):
    """A number, and what it is: in, out, hidden, or a count of layers (`layers`) or of hidden ones (`within`)."""

    token: Token
    place: int
    side: str

    @property
    def counts(self) -> bool:
        return self.side in ("layers", "within")


def label_dense(scene: Scene) -> None:
    """Enter the widths as a chain, in place of the roles that patterns gave them."""
    if not scene.has(*_DENSE) or scene.has(*_OTHERS) or _begins_with_map(scene):
        return
    widths = _widths(scene)
    chain = _chain(scene, widths) if widths else None
    if chain is None or len(chain) < 2:
        return
    spans = {one.token.start: (one.first, one.last) for one in scene.found}
    new = []
    for number, one in enumerate(widths):
        token = Token("CHAIN", tuple(chain), one.token.start, one.token.end)
        role, token = ("skip", one.token) if number else ("chain", token)
        new.append(Found(role, token, -6, *spans.get(one.token.start, (one.place, one.place))))
    scene.replace(new)


def _begins_with_map(scene: Scene) -> bool:
    """`7×7×512 → FC 4096 → FC 200`: the first layer takes the map, and every layer is told by itself."""
    kinds = [token.kind for token in scene.tokens]
    solid = [at for at, token in enumerate(scene.tokens) if token.kind == "DIMS" and len(token.value) == 3]
    return any(kinds[at + 1 : at + 3] == ["ARROW", "FC"] for at in solid)


def _widths(scene: Scene) -> list[Width]:
    """The numbers that describe layers."""
    kept = {one.token.start for one in scene.found if one.role in _KEPT}
    aside = {one.token.start for one in scene.found if one.role == "skip"}
    found = []
    for token in scene.tokens:
        if token.kind not in ("NUM", "WNUM") or not isinstance(token.value, int) or token.start in kept:
            continue
        index = scene.place(token)
        side = _side(scene, index)
        single = token.kind == "WNUM" and token.value == 1
        if (single or (token.start in aside and not is_listed(scene, index))) and side not in ("out", "within"):
            continue
        found.append(Width(token, index, side))
    return found


def _side(scene: Scene, index: int) -> str:
    """What the nouns around a number say of it."""
    tokens = scene.tokens
    if is_flattened(tokens, index):
        return "in"
    behind = _near(tokens[index + 1 : index + 1 + _REACH])
    before = _near(tokens[max(0, index - _REACH) : index][::-1])
    taken = behind if scene.language == "ko" else before
    led = [token.kind for token in tokens[max(0, index - _REACH) : index] if token.kind in ("FC", "TO", "NUM")]
    if any(token.kind in ("TAKES", "FROM") for token in taken) or led == ["FC", "TO"]:
        return "in"
    counted = scene.body[tokens[index].start : tokens[index].end].endswith("개의")  # `40개의 출력 뉴런`
    ordered = [*before, *behind] if scene.language == "ko" and not counted else [*behind, *before]
    sides = [side for side in map(_side_of, ordered) if side]
    return _counted_layers(scene, index) or next((side for side in sides if side != "hidden"), "hidden")


def _near(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        if token.kind in _BOUNDS or token.value in _LATER or (token.kind in ("AND", "LP", "RP") and kept):
            break
        kept.append(token)
        if token.kind == "LAYER":
            break
    return kept


def _side_of(token: Token) -> str:
    word = str(token.value or "").lower()
    if token.kind in _INS:
        return "in"
    if token.kind in _OUTS or (token.kind == "UNITS" and word.startswith(("output", "출력"))):
        return "out"
    return "hidden" if token.kind == "UNITS" else ""


def _counted_layers(scene: Scene, index: int) -> str:
    """`two hidden layers`, `은닉층 두 개`, `2층 신경망`: a small number beside `layers`, with no units."""
    tokens, token = scene.tokens, scene.tokens[index]
    behind = tokens[index + 1] if index + 1 < len(tokens) else token
    before = tokens[index - 1] if index else token
    noun = behind if behind.kind == "LAYER" else before
    layered = before.kind == "LAYER" or (before.kind == "FC" and str(before.value).endswith(("층", "계층", "레이어")))
    counted = before.kind == "LAYER" or "개" in scene.body[token.start : token.end]  # `완전연결층 세 개`
    korean = (
        scene.language == "ko" and layered and counted and behind.kind not in ("UNITS", "CLASS", "PARAMS", "WEIGHTS")
    )
    if token.value > MOST_LAYERS or not (behind.kind == "LAYER" or korean):
        return ""
    words = scene.body[min(token.start, noun.start) : max(token.end, noun.end)].lower()
    return "within" if "hidden" in words or "은닉" in words else "layers"


def _chain(scene: Scene, widths: list[Width]) -> list[int] | None:
    """The widths from the input to the output; None where they do not make one network."""
    ins = list(dict.fromkeys(one.token.value for one in widths if one.side == "in"))
    outs = [one.token.value for one in widths if one.side == "out"]
    if len(ins) > 1 or len(outs) > 1:
        return None
    inner = _repeated(widths, len(outs))
    if inner is None:
        return None
    if not ins and _is_linked(scene, widths):
        told = _without_restated(scene, [one.token.value for one in widths])
        return [*_entering(scene, told), *told]
    if ins and not _agrees(scene, ins[0]):
        return None
    entering = ins or _flattened(scene)
    return [*entering, *inner, *outs] if entering else None


def _without_restated(scene: Scene, told: list[int]) -> list[int]:
    """`FC 400 → 120 → FC 120 → 84`: both widths of each layer are told, so the inner ones come twice.

    Raises:
        Refused: such a layer takes another number than the one before gives.
    """
    kinds = [token.kind for token in scene.tokens]
    layers = [at for at, kind in enumerate(kinds) if kind in ("FC", "FCNAME")]
    paired = all(kinds[at + 1 : at + 4] == ["NUM", "ARROW", "NUM"] for at in layers)
    if not paired or not len(told) == 2 * len(layers) > 2:
        return told
    same_or_refuse(told[1:-1:2], told[2::2], "the widths of two layers", "두 층의 폭")
    return [told[0], *told[1::2]]


def _entering(scene: Scene, told: list[int]) -> list[int]:
    """`8x8x4 → flatten → FC 40 → FC 10`: the values of the map, where each width stands with a layer of its own."""
    kinds = [token.kind for token in scene.tokens]
    layers = kinds.count("FC") + kinds.count("FCNAME")
    return _flattened(scene) if "FLAT" in kinds and layers >= len(told) else []


def _repeated(widths: list[Width], ends: int) -> list[int] | None:
    """The hidden widths, the one width of several hidden layers once for each; None where they are not as many.

    Raises:
        Refused: hidden layers are counted, and other numbers of widths are given.
    """
    values = [one.token.value for one in widths if one.side == "hidden"]
    for one in widths:
        if one.side == "within":
            values = values * one.token.value if len(values) == 1 else values
            if len(values) != one.token.value:
                raise not_understood("how wide the hidden layers are", "은닉층의 너비")
        elif one.side == "layers" and one.token.value not in (len(values) + ends, len(values) + 1 + ends):
            return None
    return values


def _is_linked(scene: Scene, widths: list[Width]) -> bool:
    """`20 → 64 → 3`, `maps 4096 units to 1000 classes`, `a layer of 400 and one of 120 are fully connected`."""
    sized = [one for one in widths if not one.counts]
    between = [kinds_among(scene.tokens[one.place : two.place]) for one, two in pairwise(sized)]
    if not between:
        return False
    if all("ARROW" in kinds for kinds in between):
        return True
    if (
        all(kinds <= {"NUM", "COMMA", "AND"} for kinds in between)
        and len(sized) > 2
        and are_all_layers(scene, sized[0].place)
    ):
        return True
    if len(sized) != 2 or "STOP" in between[0]:
        return False
    layers = joins_both(scene, sized[0].token, sized[1].token) or all(
        scene.tokens[one.place + 1].kind == "LAYER" for one in sized if one.place + 1 < len(scene.tokens)
    )
    before = scene.tokens[max(0, sized[0].place - 2) : sized[0].place]
    mapped = any(token.kind == "MAP" or token.value in _CONNECTS for token in before)
    return layers or (mapped and bool(between[0] & _LINKS))


def _agrees(scene: Scene, width: int) -> bool:
    """Whether the input is as wide as the maps or images that are spoken of, if there are any."""
    values = [prod(token.value) for token in scene.tokens if token.kind == "DIMS"]
    return not values or width in values


def _flattened(scene: Scene) -> list[int]:
    """The values of the one image that is unrolled, where its channels are said."""
    if scene.has("NETWORK"):  # what the image meets first is no fully connected layer
        return []
    sizes = [token.value for token in scene.tokens if token.kind == "DIMS"]
    if len(sizes) != 1 or len(sizes[0]) not in (2, 3):
        return []
    if len(sizes[0]) == 3:
        return [prod(sizes[0])]
    scene.one_channel = not scene.has("GRAY", "RGB")
    return [prod(sizes[0]) * (3 if scene.has("RGB") else 1)]
