"""The answers to a question about a change: costs of the old and the new, and their relation, as far as asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from archcalc.quiz.answers import Answer, Solution, put_together
from archcalc.quiz.apart.attributes import told
from archcalc.quiz.apart.changed import Change, told_change
from archcalc.quiz.apart.cuts import Variants
from archcalc.quiz.apart.relations import compared
from archcalc.quiz.relations import HOW_MANY_TIMES, LESS, MORE
from archcalc.quiz.text.hangul import is_korean

_MEASURES = {
    ("parameters", "파라미터 수"): r"param(?:eter)?s?\b|파라미터|매개변수",
    ("weights", "가중치 수"): r"\bweights?\b|가중치",
    ("MACs", "MAC 연산 수"): r"\bmacs?(?![a-z])|multiply-accumulates?|곱셈-누산",
    ("FLOPs", "FLOPs"): r"\bflops?(?![a-z])",
    ("multiplications", "곱셈 횟수"): r"\bmultiplications?\b|곱셈(?!-)",
    (
        "output size",
        "출력 크기",
    ): r"\boutput (?:size|shape|volume|map|width|resolution)\b|출력(?:의|\s특징맵의?|\s볼륨의?)?\s?(?:크기|형태|shape)",
    ("effective kernel size", "유효 커널 크기"): r"\beffective (?:kernel )?size|유효\s?(?:커널\s?)?크기",
}
_BIASLESS = re.compile(
    r"(?:no|without|ignoring|not\scounting|excluding|neglecting)\s(?:a\s|the\s)?bias(?:es)?|"
    r"bias(?:es)?\s(?:are\s)?ignored|bias-?less|편향(?:은|이|을)?\s?(?:없|제외|무시)"
)
_RELATIONS = {
    "ratio": rf"{HOW_MANY_TIMES}|몇\s?분의",
    "percent": r"per\s?cent|%|퍼센트",
    "difference": r"how many (?!times|per)(?:\w+\s){0,2}"
    r"(?:more|fewer|less|additional|extra|(?:are|is) (?:added|saved|removed))(?! times)\b|"
    r"by how many (?!times|per)|how many \w+ (?:does|do) [^?]{1,60}(?:gain|lose|save)\b|"
    r"몇\s?(?:개|번|회)(?:나|가|를|만큼)?\s?(?:더|덜|늘(?!어난\s뒤)|줄|증가|감소|많|적|추가)",
}
_BOTH = (
    r"before and after|before[^.]{1,40}after|in (?:both|each) cases?|for both|of both|전과\s(?:\S+\s)?후|전후|각각|"
    r"(?:얼마|몇\s?\S{0,3})에서\s(?:얼마|몇)|how (?:do|does)[^.?]{1,80}change|from (?:what|how many) to|"
    r"어떻게\s(?:변하|변화|달라|바뀌)"
)
_NEW = (
    r"\bnew\b|\bnow\b|\bremain(?:s|ing)?\b|\b(?:are|is) left\b|"
    r"after the change|afterwards|(?:바꾼|바뀐|낮춘|줄인|늘린|키운|높인|올린)\s(?:뒤|후)|이제|"
    r"얼마가\s?되|몇\s?(?:번|개|회)[이가]\s?되|(?:^|\s)(?:뒤|후)(?:의|에는?)?\s"
)
_OLD = (
    r"\bdid\s(?:it|they|the\s(?:layer|network))\s(?:have|need|take|use)\b|\bhad\b|\bbefore\b|\boriginal(?:ly)?\b|\bold\b(?!\s?[:/])|원래|기존|전에는|"
    r"(?:바꾸|늘리|줄이|키우|낮추|높이|올리)기\s전(?:의|에는?)?"
)
_REFERENCE = r"(?:than|of|from|over|to|compared with)\s(?:the\s|it\s)?$"
"""`fewer than before`: what the new one is taken to."""
_OPENERS = r"how many|how much|how large|what|which|give|state|compute|find|calculate|몇|얼마|구하"


def variants_of_change(text: str) -> Variants | None:
    """The question before and after the change; None where none is told, or not all that is asked is understood."""
    text, change = told_change(text)
    if change is None:
        return None
    korean = is_korean(text)
    asked = _asked(text, change).lower()
    measures = [(names, said) for names, said in _MEASURES.items() if re.search(said, asked)]
    items = _items(asked, change.referred)
    if len(measures) != 1 or not items:
        return None
    names, said = measures[0]
    values = (change.old, change.new)
    texts = [_question(*_with_value(text, change, value), value, names[korean], said) for value in values]
    return Variants(tuple(texts), partial(_answered, items, asked), always=True) if all(texts) else None


def _with_value(text: str, change: Change, value: str) -> tuple[str, Change]:
    """The text with a value in place of the one that it tells itself."""
    if change.at is None:
        return text, change
    first, last = change.at
    moved = len(value) - (last - first)
    behind = change.start >= last
    start, end = (change.start + moved, change.end + moved) if behind else (change.start, change.end)
    return text[:first] + value + text[last:], change._replace(start=start, end=end)


def _question(text: str, change: Change, value: str, wanted: str, said: str) -> str:
    """The question for one of the values; empty where numbers of the asking sentence would get lost."""
    korean = is_korean(text)
    asked = _asked(text, change)
    moved = _told_while_asking(asked, said, korean)
    if re.search(r"\d", asked) and not moved:
        return ""
    description = _description(text, change, value, korean)
    return f"{description} {moved} {wanted}는?".strip() if korean else f"{description} {moved} {wanted}?".strip()


def _told_while_asking(asked: str, measure: str, korean: bool) -> str:
    """What the asking sentence tells of the layer, where it has numbers; empty if it has none.

    `3×3, 입력 64채널 합성곱층의 파라미터는 몇 개 늘어나는가`; `by how many does a 3x3 layer on 64 channels grow`.
    """
    if korean:
        at = next(re.finditer(measure, asked.lower())).start()
        return asked[:at].strip() if re.search(r"\d", asked[:at]) and not re.search(r"\d", asked[at:]) else ""
    found = _NOUN_PHRASE.search(asked)
    whole = found is not None and not re.search(r"\d", asked[: found.start(1)] + asked[found.end(1) :])
    return f"{found.group(1)}." if found and whole else ""


_NOUN_PHRASE = re.compile(
    r"\b(?:does|do|of|in|for|has|have|is)\s((?:an?|the|this)\s[^?]*?\d[^?]*?)"
    r"(?=\s(?:grow|increase|change|need|have|shrink|rise|drop|fall|get|gain|become|take|require|when|if|after|before|by)\b|,\s(?:if|when|by)\b|\s?\?|$)",
    re.IGNORECASE,
)


def _asked(text: str, change: Change) -> str:
    """The asking sentences without what tells of the change."""
    asked = " ".join(one for one in _sentences(text, change, "") if _asks(one))
    return re.sub(r"분의\s?(?:1|일)", "분의", asked)


def _description(text: str, change: Change, value: str, korean: bool) -> str:
    """All that does not ask, with one value of what changes."""
    said = told(change.name, value, change.of, korean) if change.name else ""
    kept = [one for one in _sentences(text, change, said) if not _asks(one)]
    bias = [" 편향 없음." if korean else " No bias."] if _BIASLESS.search(_asked(text, change).lower()) else []
    placed = any(said in one for one in kept)
    return " ".join([*kept, *([] if placed or not said else [f"{said}."]), *bias])


_CONDITION = re.compile(r"(?:면|때|경우|뒤|후)$")


def _sentences(text: str, change: Change, instead: str) -> list[str]:
    conditional = _CONDITION.search(text[change.start : change.end])  # `스트라이드를 1에서 2로 바꾸면 MACs는`
    behind = re.sub(r"^\s?(?:때|경우),?", "", text[change.end :])
    parted = conditional or behind != text[change.end :]
    whole = f"{text[: change.start]}{instead}{'. ' if parted else ''}{behind if parted else text[change.end :]}"
    return [one for one in re.split(r"(?<=[.?!])\s+|(?<=:)\s+(?=[A-Za-z가-힣])", whole) if re.search(r"\w", one)]


def _asks(sentence: str) -> bool:
    return sentence.rstrip().endswith("?") or bool(re.search(rf"(?:^|\b)(?:{_OPENERS})", sentence.lower()))


def _items(asked: str, referred: bool = False) -> list[str]:
    """What is asked, in order: `both`, `new`, and relations; empty if words open more questions than these."""
    found = {name: one.start() for name, said in _RELATIONS.items() if (one := re.search(said, asked))}
    for name, said in (("both", _BOTH), ("new", _NEW)):
        one = re.search(said, asked)
        if one and "both" not in found:
            found[name] = one.start()
    if "both" not in found and (one := next(filter(_is_asked(asked), re.finditer(_OLD, asked)), None)):
        found["old"] = one.start()
    openers = len(re.findall(_OPENERS, re.sub(r"(?:얼마|몇\s?\S{0,3})에서", "", asked)))
    named = [name for name in found if name not in ("both", "new", "old")]
    if referred and len(named) == 1 and openers == 2:
        return ["new", *named]  # `how many MACs at stride 2, and how many times fewer than at stride 1`
    if len(named) > 1 or openers > len(found) or ("old" in found and "new" not in found):
        return []
    ends = sorted(found[name] for name in (*named, *(["new"] if "new" in found else [])))
    if (
        "new" in found
        and "old" not in found
        and len(ends) > 1
        and not re.search(r",|\band\b|[고와과며]\s", asked[ends[0] : ends[1]])
    ):
        del found["new"]  # `how many more does it need now`: one number
    return sorted(found, key=lambda name: found[name])


def _is_asked(asked: str) -> Callable[[re.Match[str]], bool]:
    """Whether such a word is asked for itself, and no reference: `바꾸기 전의 몇 배`, `less than before`."""

    def tells(one: re.Match[str]) -> bool:
        referred = re.search(_REFERENCE, asked[: one.start()]) or re.match(
            r"\s?(?:몇|보다|에\s비|대비)", asked[one.end() :]
        )
        return not referred

    return tells


def _answered(items: list[str], asked: str, solutions: Sequence[Solution]) -> Solution | None:
    """The items worked out from the cost before and after."""
    if any(len(one.answers) != 1 for one in solutions):
        return None
    old, new = (one.answers[0] for one in solutions)
    if old.value == new.value:
        return None  # what changes was not read
    answers: list[Answer | None] = []
    labels = ("_before", "_after") if {"both", "old"} & set(items) else ("", "")
    named = [one._replace(name=f"{one.name}{label}") for one, label in zip((old, new), labels, strict=True)]
    for item in items:
        asked_for = {"both": named, "old": named[:1], "new": named[1:]}.get(item)
        answers += asked_for or [_relation(item, old, new, asked)]
    return put_together([one for one in answers if one], solutions) if all(answers) else None


def _relation(item: str, old: Answer, new: Answer, asked: str) -> Answer | None:
    """The difference, ratio or percentage; None where the words speak of the other direction, or of none."""
    if not isinstance(old.value, int) or not isinstance(new.value, int):
        return None
    less, more = bool(re.search(LESS, asked)), bool(re.search(MORE, asked))
    bare = item == "ratio" and not less and not more and (new.value > old.value or "ratio" in asked)
    told = bare or (less != more and less == (new.value < old.value))  # `파라미터는 몇 배가 되는가`
    if item == "ratio" and new.value > old.value:
        old, new = new, old
    return compared(item, old, new) if told or item == "difference" else None
