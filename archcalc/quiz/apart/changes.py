"""The answers to a question about a change: costs of the old and the new, and their relation, as far as asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from archcalc.quiz.answers import Answer, Refusal, Solution
from archcalc.quiz.apart.changed import Change, change_of, told
from archcalc.quiz.apart.multiplied import multiplied_of

Solve = Callable[[str], Solution | Refusal]
_MEASURES = {
    ("parameters", "파라미터 수"): r"param(?:eter)?s?\b|파라미터|매개변수",
    ("weights", "가중치 수"): r"\bweights?\b|가중치",
    ("MACs", "MAC 연산 수"): r"\bmacs?(?![a-z])|multiply-accumulates?",
    ("FLOPs", "FLOPs"): r"\bflops?(?![a-z])",
    ("multiplications", "곱셈 횟수"): r"\bmultiplications?\b|곱셈",
}
_BIASLESS = re.compile(r"(?:no|without|ignoring)\s(?:a\s)?bias(?:es)?|bias-?less|편향(?:은|이|을)?\s?(?:없|제외|무시)")
_LESS = (
    r"fewer|less|sav\w+|reduc\w+|drops?|cheaper|lower|smaller|fall\w*|cut|decreas\w+|shrink\w*|"
    r"줄|감소|절약|절감|적|싸|분의"
)
_MORE = r"more|increas\w+|grows?|larger|higher|dearer|extra|additional|rises?|늘|증가|많|커"
_RELATIONS = {
    "ratio": r"how many times|(?:what|which) factor|\bratio\b|몇\s?배|몇\s?분의",
    "percent": r"per\s?cent|%|퍼센트",
    "difference": r"how many (?!times|per)(?:\w+\s){0,2}(?:more|fewer|less|additional|extra)(?! times)\b|"
    r"by how many (?!times|per)|"
    r"몇\s?(?:개|번|회)(?:나|가|를)?\s?(?:더|덜|늘|줄|증가|감소|많|적)",
}
_BOTH = r"before and after|in (?:both|each) cases?|for both|of both|전과\s(?:\S+\s)?후|전후|각각"
_NEW = (
    r"\bnew\b|\bnow\b|\bremain(?:s|ing)?\b|\b(?:are|is) left\b|"
    r"after the change|afterwards|(?:바꾼|바뀐|낮춘|줄인|늘린|키운|높인|올린)\s(?:뒤|후)|이제|"
    r"얼마가\s?되|몇\s?(?:번|개|회)[이가]\s?되|(?:^|\s)(?:뒤|후)(?:의|에는?)?\s"
)
_OPENERS = r"how many|how much|how large|what|which|give|state|compute|find|calculate|몇|얼마|구하"


def solve_change(text: str, solve: Solve) -> Solution | None:
    """The answers; None where no change is told, or not all that is asked is understood."""
    change = change_of(text) or multiplied_of(text)
    if change is None:
        return None
    korean = bool(re.search(r"[가-힣]", text))
    asked = _asked(text, change)
    measures = [names for names, said in _MEASURES.items() if re.search(said, asked)]
    items = _items(asked)
    if len(measures) != 1 or not items or re.search(r"\d", asked):
        return None
    wanted = measures[0][korean] + ("는?" if korean else "?")
    costs = []
    for value in (change.old, change.new):
        outcome = solve(f"{_description(text, change, value, korean)} {wanted}")
        if isinstance(outcome, Refusal) or len(outcome.answers) != 1 or not isinstance(outcome.answers[0].value, int):
            return None
        costs.append(outcome)
    return _answered(items, costs[0], costs[1], asked)


def _asked(text: str, change: Change) -> str:
    """The asking sentences without what tells of the change, in lower case."""
    asked = " ".join(one for one in _sentences(text, change, "") if _asks(one)).lower()
    return re.sub(r"분의\s?(?:1|일)", "분의", asked)


def _description(text: str, change: Change, value: str, korean: bool) -> str:
    """All that does not ask, with one value of what changes."""
    if change.at is not None:
        first, last = change.at
        moved = len(value) - (last - first)
        text = text[:first] + value + text[last:]
        change = change._replace(start=change.start + moved, end=change.end + moved)
    said = told(change, value, korean) if change.name else ""
    kept = [one for one in _sentences(text, change, said) if not _asks(one)]
    bias = [" 편향 없음." if korean else " No bias."] if _BIASLESS.search(_asked(text, change)) else []
    placed = any(said in one for one in kept)
    return " ".join([*kept, *([] if placed or not said else [f"{said}."]), *bias])


def _sentences(text: str, change: Change, instead: str) -> list[str]:
    conditional = text[change.start : change.end].endswith("면")  # `스트라이드를 1에서 2로 바꾸면 MACs는`
    whole = f"{text[: change.start]}{instead}{'. ' if conditional else ''}{text[change.end :]}"
    return [one for one in re.split(r"(?<=[.?!])\s+|(?<=:)\s+(?=[A-Za-z가-힣])", whole) if one.strip()]


def _asks(sentence: str) -> bool:
    return sentence.rstrip().endswith("?") or bool(re.search(rf"(?:^|\b)(?:{_OPENERS})", sentence.lower()))


def _items(asked: str) -> list[str]:
    """What is asked, in order: `both`, `new`, and relations; empty if words open more questions than these."""
    found = {name: one.start() for name, said in _RELATIONS.items() if (one := re.search(said, asked))}
    for name, said in (("both", _BOTH), ("new", _NEW)):
        one = re.search(said, asked)
        if one and "both" not in found:
            found[name] = one.start()
    openers = len(re.findall(_OPENERS, asked))
    named = [name for name in found if name not in ("both", "new")]
    if len(named) > 1 or openers > len(found):
        return []
    ends = sorted(found[name] for name in (*named, *(["new"] if "new" in found else [])))
    if "new" in found and len(ends) > 1 and not re.search(r",|\band\b|[고와과며]\s", asked[ends[0] : ends[1]]):
        del found["new"]  # `how many more does it need now`: one number
    return sorted(found, key=lambda name: found[name])


def _answered(items: list[str], old: Solution, new: Solution, asked: str) -> Solution | None:
    """The items worked out from the cost before and after."""
    one, two = old.answers[0], new.answers[0]
    before, after = Fraction(one.value), Fraction(two.value)  # type: ignore[arg-type]
    answers: list[Answer] = []
    for item in items:
        if item == "both":
            answers += [one._replace(name=f"{one.name}_before"), two._replace(name=f"{two.name}_after")]
        elif item == "new":
            answers.append(two)
        elif item == "difference":
            answers.append(Answer(f"{one.name}_difference", abs(before - after), one.unit))
        elif (made := _relation(item, before, after, asked)) is not None:
            answers.append(made)
        else:
            return None
    working = tuple(dict.fromkeys((*old.working, *new.working)))
    assumed = tuple(dict.fromkeys((*old.assumptions, *new.assumptions)))
    return Solution(old.language, tuple(answers), assumed, (), working, None, (*old.reading, *new.reading))


def _relation(item: str, before: Fraction, after: Fraction, asked: str) -> Answer | None:
    """The ratio or the percentage; None where the words speak of the other direction, or of none."""
    if before == after or min(before, after) <= 0:
        return None
    less, more = bool(re.search(_LESS, asked)), bool(re.search(_MORE, asked))
    if less == more or less != (after < before):
        return None
    if item == "ratio":
        return Answer("ratio", max(before, after) / min(before, after), "x")
    name = "saving_percent" if less else "increase_percent"
    return Answer(name, 100 * abs(before - after) / before, "%")
