"""Numbers that no pattern knew, placed by what is still open around them."""

from __future__ import annotations

from archcalc.quiz.assembly.anchor import Anchor
from archcalc.quiz.assembly.attributes import set_attribute
from archcalc.quiz.assembly.segments import segment
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.text.stretches import STOPS, end_of, kinds_among, opening, start_of, stretch
from archcalc.quiz.text.token import Token, kind_at

_LIST_NEIGHBOURS = frozenset(
    {"COMMA", "LP", "RP", "ARROW", "STOP", "COLON", "DIMS", "CONV", "CONVLAYER", "SLASH", "THEN"}
)
_SMALL = 6
_NEAR = 4


def unplaced(scene: Scene) -> list[Token]:
    """Numbers without a role; a spelled-out one says little more than `a`."""
    placed = {one.token.start for one in scene.found}
    values = [one.token.value for one in scene.found]
    return [
        token
        for index, token in enumerate(scene.tokens)
        if token.kind in NUMERIC
        and token.start not in placed
        and not (token.kind == "WNUM" and token.value == 1)
        and not (token.kind == "DIMS" and _says_input_again(scene, token, index))
        and not _counts_classes(scene, index)
        and not (index and scene.tokens[index - 1].kind == "LETTER" and token.value in values)
    ]


def _counts_classes(scene: Scene, index: int) -> bool:
    """`fine-tuned on 200 bird species, ... → FC-200`: as many as the last layer gives."""
    token, last = scene.tokens[index], scene.layers[-1] if scene.layers else None
    told = last is not None and last.kind == "fc" and last.cout == token.value and token.start < last.start
    return token.kind == "NUM" and told and kind_at(scene.tokens, index + 1) == "WORD"


def _says_input_again(scene: Scene, token: Token, index: int) -> bool:
    """`150x200x32 (height 150, width 200)`: the size in brackets is that of the input."""
    bracketed = index > 0 and scene.tokens[index - 1].kind == "LP"
    return bracketed and scene.input is not None and tuple(token.value) == tuple(scene.input)


def place_leftovers(scene: Scene, anchors: list[Anchor]) -> None:
    """Filters of the one layer of a list entry that has none yet; counts of layers that are listed anyway."""
    for token in unplaced(scene):
        index = scene.place(token)
        role = _role(scene, anchors, token, index)
        if role:
            scene.found.append(Found(role, token, -4, index, index))
    for one in scene.roles("skip"):  # `the weights are 4,608` says something where the groups are asked
        beside = scene.kinds_of(one) & _COUNTED
        if beside and one.token.kind == "NUM" and _is_given(scene, scene.place(one.token)):
            scene.numbers["given"] = one.token.value
            scene.replace([one._replace(role="given")])


def _role(scene: Scene, anchors: list[Anchor], token: Token, index: int) -> str:
    """The role of a number by what is still open; filters are entered at once."""
    if _says_little(scene, anchors, token, index):
        return "skip"
    if _is_given(scene, index):
        scene.numbers["given"] = token.value
        return "given"
    if token.kind != "NUM" or not isinstance(token.value, int) or token.value < 1:
        return ""
    anchor = _open_anchor(scene, anchors, index)
    if anchor is None or not _stands_apart(scene, token, index):
        return ""
    set_attribute(scene, anchor.layer, "filters", token.value)
    return "filters"


def _says_little(scene: Scene, anchors: list[Anchor], token: Token, index: int) -> bool:
    """Whether a number counts what the text shows anyway: the layers, the stages, the rows of a matrix."""
    if token.kind == "WNUM" and token.value <= _SMALL:
        listed = _listed_before(scene, anchors, index)
        if _counts_layers(anchors, token.value) or 2 <= token.value <= listed:
            return True
        stages = token.value == 2 and kind_at(scene.tokens, index + 1) == "STAGE" and scene.has("DW", "PW")
        if stages or 2 <= token.value == _listed_behind(scene, anchors, index):
            return True
    if scene.has("MATRIX") and (token.kind == "WNUM" or _counts_rows(scene, token)):
        return True
    return scene.has("AVGFILTER") and "SLASH" in scene.kinds_in(index - 1, index + 1)  # `all entries 1/9`


_COUNTED = frozenset({"PARAMS", "WEIGHTS"})
_WANTED = frozenset({"FILTER", "NFILT", "COUT", "CH", "UNITS", "CIN", "KSIZE", "GROUP"})


def _is_given(scene: Scene, index: int) -> bool:
    """`its parameters, biases included, come to 12,832`: a count that is stated, where something else is asked."""
    if "given" in scene.numbers or scene.tokens[index].kind != "NUM" or not scene.has("ASK", "COMPUTE"):
        return False
    clause = stretch(scene.tokens, index, STOPS | {"COMMA"})
    around = kinds_among(scene.tokens[clause.start : clause.stop])
    later = kinds_among(scene.tokens[clause.stop :])
    given = bool(around & _COUNTED) and "COMPUTE" not in around and bool(later & _WANTED) and not later & _COUNTED
    if given:
        scene.stated |= set(clause)
    return given


def _counts_rows(scene: Scene, token: Token) -> bool:
    """`2 rows`, `1행짜리`: the matrix itself shows how many there are."""
    behind = scene.body[token.end : token.end + 8].lower().lstrip()
    return behind.startswith(("row", "column", "행", "열", "줄"))


def _counts_layers(anchors: list[Anchor], count: int) -> bool:
    """`두 단계`, `the two stages`: as many as there are layers."""
    convs = sum(anchor.layer.is_conv for anchor in anchors)
    return count in (len(anchors), convs, len(anchors) - convs)


def _listed_before(scene: Scene, anchors: list[Anchor], index: int) -> int:
    """How many layers are listed in the sentence before a token: `1x7, 7x1 두 개로 나눈다`."""
    first = start_of(scene.tokens, index)
    return sum(first <= anchor.index < index for anchor in anchors)


def _listed_behind(scene: Scene, anchors: list[Anchor], index: int) -> int:
    """How many layers are listed in the brackets behind a token: `as two passes (15x1 and 1x15)`."""
    opened = end_of(scene.tokens, index + 1, ("LP",))
    closed = end_of(scene.tokens, opened, ("RP",))
    return sum(opened < anchor.index < closed for anchor in anchors) if opened - index <= _NEAR else 0


def _open_anchor(scene: Scene, anchors: list[Anchor], index: int) -> Anchor | None:
    """The one convolution around a number whose filters are not counted yet."""
    near = segment(scene, index)
    inside = [anchor for anchor in anchors if anchor.index in near]
    inside = _of_bracket(scene, inside, index) or inside
    if len(inside) != 1 or not inside[0].layer.is_conv or inside[0].layer.cout is not None:
        return None
    leads = inside[0].index == index + 1 and scene.language == "en"  # `96 1x1 then 128 3x3`
    return inside[0] if inside[0].index < index or leads else None


def _of_bracket(scene: Scene, anchors: list[Anchor], index: int) -> list[Anchor]:
    """`(1×1, 256) 구조의 블록과, 3×3`: the layer in the brackets that the number stands in."""
    opened = opening(scene.tokens, index)
    closed = end_of(scene.tokens, index, ("RP",))
    return [anchor for anchor in anchors if opened < anchor.index < closed] if opened is not None else []


def _stands_apart(scene: Scene, token: Token, index: int) -> bool:
    """An entry of its own in a list (`3x3, 16, S=1`), or counted (`16개`)."""
    if any(counter in scene.body[token.start : token.end] for counter in "개장"):
        return True
    before = kind_at(scene.tokens, index - 1)
    behind = kind_at(scene.tokens, index + 1, "STOP")
    if behind == "DIMS" and before in _LIST_NEIGHBOURS | {"ITEM"} and scene.has("FILTER"):
        return True
    return before in _LIST_NEIGHBOURS and behind in _LIST_NEIGHBOURS and scene.has("ARROW", "ORD", "DASH", "BRANCH")
