"""Relations and units that are asked must be answered: ratios, differences, `each`, bytes and MiB."""

from __future__ import annotations

import re

from archcalc.quiz.answers import part_unanswered
from archcalc.quiz.problems.base import Result
from archcalc.quiz.problems.compare.relation import is_difference
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking, said_words
from archcalc.quiz.text.token import kind_at


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
    if (any(name.startswith("memory") for name in names) and not _units(scene) <= units) or scene.has("OTHERUNIT"):
        raise part_unanswered()
    costs = len({ask.kind for ask in asks if ask.kind in COSTS}) if scene.has("VERSUS", "STANDARD") else 1
    apart = any(is_difference(scene, ask) for ask in asks if ask.kind in COSTS)
    if apart and not any("saved" in name or name.startswith(_RELATED) for name in names):
        raise part_unanswered()
    if not related and any(map(_PERCENT.search, said_words(scene))):
        raise part_unanswered()
    for sentence in asking(scene):
        _refuse_lone_difference(scene.words(sentence.first, sentence.last).lower(), names)
        inside = [at for at in range(sentence.first, sentence.last + 1) if at not in used]
        kinds = {scene.tokens[at].kind for at in inside}
        each = any(_means_each(scene, at) for at in inside)
        text = scene.words(sentence.first, sentence.last).lower()
        each = each or any(word in text for word in _IN_TURN) or bool(_SEPARATELY.search(text))
        if (kinds & {"RATIO", "DIVIDE"} and not related) or (
            each and "TOTAL" not in kinds and len(names) - len(related) == max(1, costs) and not _is_size(names)
        ):
            raise part_unanswered()


_PERCENT = re.compile(r"몇\s?(?:%|퍼센트|프로)|[a-z] ?[:÷/] ?[a-z ]+ as a (?:number|ratio|factor|fraction)")
"""`몇 % 아끼는지도`, `..., and plain : block as a number`: a relation, wherever it stands."""


_APART = re.compile(
    r"[와과],? (?:그 |둘의 |두 값의 )차이|차이(?:도|까지)|(?:and|,) (?:the|their) difference(?! between)"
)
_AND_APART = re.compile(
    r"수[와과] [^.?]{0,40}몇 ?(?:개|번|회)(?:나|가)? ?(?:더 ?)?(?:적|많|줄|덜|늘)|"
    r"(?:parameters|weights|macs|multiplications),? and (?:by )?how (?:much|many) (?:fewer|less|more)(?! times)|"
    r"수(?:\([^)]*\))?[와과] [^.?]{0,30}차이"
)


_BY_HOW_MUCH = re.compile(r"and by how (?:much|many)\b(?! percent)")


def _refuse_lone_difference(text: str, names: list[str]) -> None:
    """`가중치 수와 그 차이는`, `parameters, and by how much fewer`: a difference beside what differs."""
    given = any("saved" in name or "difference" in name for name in names)
    if _BY_HOW_MUCH.search(text) and not given and not any(name.startswith(_RELATED) for name in names):
        raise part_unanswered()
    if (_APART.search(text) and not given) or (_AND_APART.search(text) and len(names) < 2):
        raise part_unanswered()


def _units(scene: Scene) -> set[str]:
    """Units of memory that are named to be answered in, not in a remark."""
    units = ("KIB", "MIB", "GIB", "KB", "MB", "GB")
    return {token.kind.replace("I", "") for token in scene.tokens if token.kind in units}


_IN_TURN = (
    "차례로 몇",
    "순서대로 몇",
    "차례로 나타",
    "차례로 구하",
    "차례로 쓰",
    "순서대로 쓰",
    "순서대로 구하",
    "차례대로 쓰",
    "차례대로 구하",
    "층별로",
    "단계별로",
    "따로 ",
    "individually",
)
_SEPARATELY = re.compile(r"(?<!counted )\bseparately\s?[?.]")
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
