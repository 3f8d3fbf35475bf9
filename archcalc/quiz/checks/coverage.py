"""Every part of the asking sentences must have its answer: half an answer is none."""

from __future__ import annotations

import itertools
import re

from archcalc.quiz.answers import not_understood
from archcalc.quiz.asks.blanks import blanks_of
from archcalc.quiz.problems.base import NAME_OF, Result
from archcalc.quiz.quantities import COSTS, QUANTITIES, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence, asking, sentences
from archcalc.quiz.text.marks import is_label
from archcalc.quiz.text.token import kind_at

_OPENERS = ("how many", "how large", "how big", "how much", "what")
_OPENERS_OF_VALUES = (*_OPENERS, "which", "how long", "몇", "얼마", "무엇")
_SIZES = frozenset({"OUTPUT", "PADDEDSHAPE", "SIZE", "MAP", "SPATIAL"})
_ALIKE = (_SIZES, frozenset({"LAYERS"}))
_RHETORICAL = ("볼까요", "볼까", "하죠", "해요", "했죠", "있죠")
"""`이 필터를 적용해 볼까요?` asks for nothing."""
_PARTS = frozenset({"COMMA", "STOP", "ASK", "AND", "ITEM", "PLUS"})
_NAMED = frozenset(
    {
        *("PARAMS", "WEIGHTS", "MACS", "FLOPS", "MULTS", "ADDS", "RF", "EFFK", "OUTW", "FLAT", "NEURONS", "LEARNED"),
        *("CONNECTIONS", "RATIO", "PERCENT", "KIB", "MIB"),
    }
)
_GIVEN = frozenset({"NUM", "DIMS", "WNUM", "INCL", "EXCL", "BIAS", "GIVES", "TAKES"})


def refuse_unanswered(scene: Scene, asks: list[Ask]) -> None:
    """`how many parameters ..., and what ...`: where one part asks for nothing known, no half answer is given."""
    if not asks or scene.has("MATRIX", "VECTOR"):
        return
    openers = [
        i for i, token in enumerate(scene.tokens) if token.kind == "COMPUTE" and str(token.value).lower() in _OPENERS
    ]
    openers = [at for at in openers if at - 2 not in openers]  # `how many x how many pixels`
    if len(openers) < 2:
        return
    for place, index in enumerate(openers):
        end = openers[place + 1] if place + 1 < len(openers) else len(scene.tokens)
        if end - index > 2 and not any(index <= ask.place < end for ask in asks):
            raise not_understood("one part of the question", "질문의 한 부분")


def refuse_half_answered(scene: Scene, asks: list[Ask]) -> None:
    """A sentence that ends in a question mark asks something of its own.

    Raises:
        Refused: nothing was found in one of several such sentences.
    """
    unknown = any(token.kind == "CALL" and token.value.unknown for token in scene.tokens)  # `padding=?`
    if not asks or unknown or scene.has("MATRIX", "VECTOR"):
        return
    alike = next((some for some in _ALIKE if {ask.kind for ask in asks} <= some), frozenset())
    for sentence in sentences(scene.tokens):
        size = sentence.last - sentence.first
        restated = any(token.kind in alike for token in scene.tokens[sentence.first : sentence.last])
        if restated:  # `How large is it then? Give the new size.`
            continue
        mark = scene.tokens[sentence.last]
        named = any(token.kind in QUANTITIES for token in scene.tokens[sentence.first : sentence.last])
        if mark.kind != "ASK" or size < (2 if named else 3) or scene.tokens[sentence.last - 1].kind in ("ARROW", "EQ"):
            continue
        if scene.body[: mark.start].rstrip().endswith(_RHETORICAL):
            continue
        if not any(sentence.first <= ask.place <= sentence.last for ask in asks):
            raise not_understood("one part of the question", "질문의 한 부분")


def refuse_unanswered_part(scene: Scene, asks: list[Ask]) -> None:
    """`Output dims and parameter count`: each part that names a quantity asks for it.

    Raises:
        Refused: nothing was found in such a part.
    """
    if not asks or scene.has("MATRIX", "VECTOR"):
        return
    open_kinds = _NAMED - ({"RATIO", "PERCENT"} if {ask.kind for ask in asks} & {"RATIO", "PERCENT"} else set())
    used = scene.covered()
    for sentence in asking(scene):
        inside = {ask.kind for ask in asks if sentence.first <= ask.place <= sentence.last}
        if inside and inside <= {"RATIO", "PERCENT"}:  # `by what factor does ... reduce the weights of ...`
            continue
        # `how many weights, without biases, are learned`
        told = {"LEARNED"} if inside & {"PARAMS", "WEIGHTS"} else set()
        for part in _parts(scene, sentence, asks):
            kinds = {scene.tokens[index].kind for index in part}
            free = {scene.tokens[index].kind for index in part if index not in used}
            if free & (open_kinds - told) and not kinds & _GIVEN and not any(ask.place in part for ask in asks):
                raise not_understood("one part of the question", "질문의 한 부분")


def _parts(scene: Scene, sentence: Sentence, asks: list[Ask], cuts: frozenset[str] = _PARTS) -> list[list[int]]:
    """The asking sentence from where it begins to ask, cut at commas and conjunctions outside brackets."""
    openers = [at for at in range(sentence.first, sentence.last + 1) if scene.tokens[at].kind == "COMPUTE"]
    low = asks[0].place if scene.language == "ko" else openers[0] if openers else sentence.first
    parts: list[list[int]] = [[]]
    depth = 0
    for at in range(max(sentence.first, low), sentence.last + 1):
        kind = scene.tokens[at].kind
        depth += (kind == "LP") - (kind == "RP")
        if kind in cuts and depth <= 0:
            parts.append([])
        else:
            parts[-1].append(at)
    return parts


def refuse_fewer(scene: Scene, result: Result) -> None:
    """`(a) ... (b) ...`, `how many ..., and how many ...`: each label and each such word asks for something of its own.

    Raises:
        Refused: there are fewer answers.
    """
    labels = {
        str(scene.tokens[index].value)
        for sentence in asking(scene)
        for index in range(sentence.first, sentence.last + 1)
        if is_label(scene.tokens[index])
    }  # `(iv) the sum of (ii) and (iii)` names two of them again
    parts = _parts_of_numeric(scene) if scene.has("MATRIX", "VECTOR") else 0
    if max(len(labels), parts, len(blanks_of(scene.tokens)), _openings(scene)) > max(1, len(result.answers)):
        raise not_understood("one part of the question", "질문의 한 부분")


_HALVES = frozenset({"DW", "PW"})
_WHOLES = frozenset({"STANDARD", "GROUPED", "DWSEP", "BOTTLENECK"})


def refuse_unanswered_sides(scene: Scene, asks: list[Ask], result: Result) -> None:
    """`MACs of the depthwise step, of the pointwise step, and of an ordinary convolution`, `total MACs`.

    Raises:
        Refused: there are fewer answers than such sides, or only parts of a total.
    """
    names = {one.name for one in result.answers}
    costs = [ask for ask in asks if ask.kind in COSTS]
    if not asks or len(costs) != len(asks) or scene.has("MATRIX", "VECTOR") or any("saved" in name for name in names):
        return
    wanted = {NAME_OF[ask.kind] for ask in costs if _is_total(scene, ask)}
    parts = all("_" in name for name in names)
    if _sides(scene, asks) > max(1, len(names)) or (parts and len(asks) == 1 and wanted and not wanted & names):
        raise not_understood("one part of the question", "질문의 한 부분")


def refuse_unanswered_relation(scene: Scene, asks: list[Ask], result: Result) -> None:
    """`multiplications for both, and the ratio`, `각각 몇 개인가`: the relation, and each side of it.

    Raises:
        Refused: a ratio or a percentage is named where it is asked and not given, or `each` has one answer only.
    """
    if not asks or scene.has("MATRIX", "VECTOR"):
        return
    names = [one.name for one in result.answers]
    used = scene.covered()
    related = [name for name in names if name.startswith(_RELATED) or "saved" in name]
    units = {one.unit.upper().replace("I", "") for one in result.answers}  # `KB (1024 bytes)` are KiB
    if any(name.startswith("memory") for name in names) and not _units(scene) <= units:
        raise not_understood("one part of the question", "질문의 한 부분")
    for sentence in asking(scene):
        inside = [at for at in range(sentence.first, sentence.last + 1) if at not in used]
        kinds = {scene.tokens[at].kind for at in inside}
        each = any(_means_each(scene, at) for at in inside)
        text = scene.words(sentence.first, sentence.last).lower()
        each = each or (len(scene.layers) > 1 and any(word in text for word in _IN_TURN))
        if (kinds & {"RATIO", "DIVIDE"} and not related) or (
            each and "TOTAL" not in kinds and len(names) - len(related) == 1 and not _is_size(names)
        ):
            raise not_understood("one part of the question", "질문의 한 부분")


def _units(scene: Scene) -> set[str]:
    """Units of memory that are named to be answered in, not in a remark."""
    units = ("KIB", "MIB", "GIB", "KB", "MB", "GB")
    return {token.kind.replace("I", "") for token in scene.tokens if token.kind in units}


_IN_TURN = (
    "차례로 몇",
    "차례대로 몇",
    "순서대로 몇",
    "차례로 얼마",
    "차례로 나타",
    "차례로 구하",
    "차례로 쓰",
    "순서대로 쓰",
    "순서대로 구하",
    "차례대로 쓰",
    "차례대로 구하",
)
_RELATED = ("ratio", "saving", "percent")


def _is_size(names: list[str]) -> bool:
    """`the height and width each`: one answer holds both."""
    return names[0].startswith(("output", "input", "size", "padded", "effective", "receptive", "padding"))


def _means_each(scene: Scene, at: int) -> bool:
    """`for both`, `각각`, at the end of what is asked; `64 filters each` describes."""
    token = scene.tokens[at]
    behind = kind_at(scene.tokens, at + 1, "STOP")
    word = str(token.value).lower()
    if scene.language == "ko":
        return word == "각각" and behind in ("COMPUTE", "STOP", "ASK", "WORD")
    described = word == "each" and at > 0 and scene.tokens[at - 1].kind in ("MAP", "FILTER", "CH", "UNITS", "MAPS")
    return not described and word in ("both", "each", "respectively") and behind in ("STOP", "ASK", "COMMA", "AND")


def _sides(scene: Scene, asks: list[Ask]) -> int:
    """How many halves of a separable convolution, or designs, the asking sentences list."""
    kinds = [
        {scene.tokens[index].kind for index in part}
        for sentence in asking(scene)
        for part in _parts(scene, sentence, asks, _PARTS - {"PLUS"})
    ]
    halves = sum(bool(one & _HALVES) for one in kinds)
    wholes = sum(bool(one & (_WHOLES if not halves else {"STANDARD"}) - _HALVES) for one in kinds)
    return halves + wholes


def _is_total(scene: Scene, ask: Ask) -> bool:
    """`총 MACs`; `총 곱셈 수를 각각` is the total of each."""
    behind = {token.kind for token in scene.tokens[ask.place + 1 : ask.place + 3]}
    return ask.place > 0 and scene.tokens[ask.place - 1].kind == "TOTAL" and "EACH" not in behind


def _openings(scene: Scene) -> int:
    """How often a value is asked for with a word of its own: `몇 개이고 ... 얼마인가`, `how many ..., and how many`."""
    count, fresh, before = 0, True, ""
    for token in scene.tokens:
        relative = token.value == "which" and before in ("COMMA", "TO")  # `the layer, which connects ...`
        fresh = fresh or token.kind in ("COMMA", "STOP", "ASK", "AND")
        before = token.kind
        if (
            token.kind == "COMPUTE"
            and fresh
            and not relative
            and str(token.value).lower().startswith(_OPENERS_OF_VALUES)
        ):
            count, fresh = count + 1, False
    return count


_AND_WRITE = re.compile(r"(?:구하|쓰|적|나타내|답하)고(?=[\s,])")


def _parts_of_numeric(scene: Scene) -> int:
    """How many things are asked by signs that stand between them: `...? ...?`, `..., and what ...`, `... 구하고`."""
    tokens = scene.tokens
    marks = sum(token.kind == "ASK" for token in tokens)
    openers = [
        two for one, two in itertools.pairwise(tokens) if one.kind == "AND" and str(two.value).lower() in _OPENERS
    ]
    return max(marks, 1 + len(openers), 1 + len(_AND_WRITE.findall(scene.body)))
