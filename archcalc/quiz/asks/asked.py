"""Whether a word that names a quantity asks for it, or only speaks of it: the rules of `named.txt` and `asked.txt`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archcalc.quiz.asks.conditions import CONDITIONS, EXPRESSIONS, Place
from archcalc.quiz.quantities import COSTS, QUANTITIES
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence
from archcalc.quiz.text.elements import Element, element, fitting
from archcalc.quiz.text.rulefiles import table

Condition = Callable[[Place], bool]


class Rule(NamedTuple):
    """A line of the tables: the token it is about, what must hold, and what the token asks for then."""

    token: Element
    conditions: tuple[Condition, ...]
    meaning: str


def asked(scene: Scene, index: int, used: set[int], sentence: Sentence) -> str:
    """What the token at a place asks for; empty if nothing."""
    if index in scene.stated:
        return ""
    place = Place(scene, index, sentence, scene.tokens[index].kind)
    if index not in used:
        place = place._replace(kind=_decided("named", place))
    counted = place.kind == "WEIGHTS" and scene.word(index - 1) == "how many"
    if index in used and not counted and place.kind not in COSTS - {"WEIGHTS"}:
        return ""
    return _decided("asked", place) if place.kind in _KNOWN else ""


_KNOWN = QUANTITIES | {"COMPUTE", "OUTMAP", "OUTW"}


def _decided(name: str, place: Place) -> str:
    """What the first rule of a table that fits says; the kind itself where none does."""
    rules = _rules_about(name, place.kind)
    return next((rule.meaning for rule in rules if all(holds(place) for holds in rule.conditions)), place.kind)


@cache
def _rules_about(name: str, kind: str) -> tuple[Rule, ...]:
    """The rules of a table that are about a kind."""
    return tuple(rule for rule in _rules(name) if (kind in rule.token.kinds) != rule.token.absent)


@cache
def _rules(name: str) -> list[Rule]:
    return table(Path(__file__).parent / f"{name}.txt", read_rule)


def read_rule(line: str) -> Rule:
    """The rule that a line of a table tells.

    Raises:
        ValueError: it tells none.
    """
    left, arrow, meaning = line.partition(" # ")[0].strip().partition(" => ")
    for name, expression in EXPRESSIONS.items():
        left = left.replace(f"<{name}>", expression)
    parts = left.split()
    places = [at for at, part in enumerate(parts) if part[0] == "[" and part[-1] == "]"]
    if not arrow or len(places) != 1:
        raise ValueError("a rule has one token in brackets, and an arrow")
    token = element(parts[places[0]][1:-1])
    front, behind = (
        tuple(element(part) for part in some if not _is_condition(part))
        for some in (parts[: places[0]], parts[places[0] + 1 :])
    )
    conditions = [_condition(part) for part in parts if _is_condition(part)]
    if token.words:
        conditions.append(_says(token.words))
    if front or behind:
        conditions.append(_stands_between(front[::-1], behind))
    return Rule(token, tuple(conditions), meaning.strip().replace("-", ""))


def _is_condition(part: str) -> bool:
    plain = part.removeprefix("!")
    return plain in ("ko", "en") or plain[0] in "<>+@" or plain.count("~") == 2


def _condition(text: str) -> Condition:
    if text.startswith("!"):
        holds = _condition(text[1:])
        return lambda place: not holds(place)
    if text in ("ko", "en"):
        return lambda place: place.scene.language == text
    if text[0] == "@":
        if text[1:] not in CONDITIONS:
            raise ValueError(f"there is no condition {text}")
        return CONDITIONS[text[1:]]
    if text[0] == "+":
        kinds = element(text[1:]).kinds
        return lambda place: place.scene.has(*kinds)
    if text[0] in "<>":
        return _window(text)
    return _text_beside(*text.split("~")[:2])


def _text_beside(side: str, expression: str) -> Condition:
    if side == "front":
        ends = re.compile(f"(?:{expression})$")
        return lambda place: bool(ends.search(place.scene.before(place.at)))
    if side != "behind":
        raise ValueError(f"{side!r} is no side of a token")
    begins = re.compile(expression)
    return lambda place: bool(begins.match(place.scene.behind(place.at)))


def _window(text: str) -> Condition:
    """`<3:KIND`, `>:KIND`, `<>:KIND`: among the tokens beside it that stand in its sentence."""
    window = re.fullmatch(r"(?P<side><|>|<>)(?P<count>\d*):(?P<kinds>\S+)", text)
    if window is None:
        raise ValueError(f"{text!r} is no window")
    reach, kinds = int(window["count"] or 1000), element(window["kinds"]).kinds
    front, behind = (reach if sign in window["side"] else 0 for sign in "<>")

    def holds(place: Place) -> bool:
        low, high = max(place.sentence.first, place.at - front), min(place.sentence.last, place.at + behind)
        itself = set() if front and behind else {place.at}
        return any(place.scene.tokens[at].kind in kinds for at in {*range(low, high + 1)} - itself)

    return holds


def _says(words: re.Pattern[str]) -> Condition:
    return lambda place: bool(words.fullmatch(place.scene.word(place.at)))


def _stands_between(front: tuple[Element, ...], behind: tuple[Element, ...]) -> Condition:
    def holds(place: Place) -> bool:
        tokens, text = place.scene.tokens, place.scene.body
        return (
            fitting(behind, tokens, place.at + 1, 1, text) is not None
            and fitting(front, tokens, place.at - 1, -1, text) is not None
        )

    return holds
