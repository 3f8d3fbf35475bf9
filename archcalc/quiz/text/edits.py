"""Clauses that change one layer of a network told before: taken out of the text, to be applied to the layers.

`the last of the three has been removed`, `the third one is 1x1, not 3x3`, `only the last layer has stride 2`,
`가운데 층만 1x1로 바꿨다`, `편향은 첫 합성곱층과 FC에만 있다`, `conv1은 동결`, `출력층을 제외한`
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from archcalc.quiz.text.rulefiles import Parts, table
from archcalc.quiz.text.token import plain

LAST, MIDDLE, ALL = -1, -2, 0
"""Places of a layer that are no number."""


class Target(NamedTuple):
    """Which layer of its kind is meant: `the second pooling` is (2, pool)."""

    place: int
    kind: str  # conv, pool, fc, dw, pw; empty for a layer of any kind


class Edit(NamedTuple):
    """What is done to which layers, and the words that say so."""

    what: str
    targets: tuple[Target, ...]
    value: int | tuple[int, ...] | None
    words: str


_ORDINALS = (
    (r"first|1st|첫", 1),
    (r"second|2nd|두\s?번|둘", 2),
    (r"third|3rd|세\s?번|셋", 3),
    (r"fourth|4th|네\s?번|넷", 4),
    (r"fifth|5th|다섯", 5),
    (r"last|final|output|마지막|최종|출력", LAST),
    (r"middle|가운데|중간", MIDDLE),
)
_KINDS = (
    (r"pool|풀링", "pool"),
    (r"pointwise|점별|포인트와이즈", "pw"),
    (r"depthwise|깊이별|뎁스와이즈", "dw"),
    (r"conv|합성곱|컨볼루션", "conv"),
    (r"fc|dense|connected|linear|완전|output layer|출력\s?층|밀집", "fc"),
)


class _Forms:
    """What the lines of `edits.txt` say, one after the other."""

    def __init__(self) -> None:
        self.parts = Parts()
        self.what = ""

    def read(self, line: str) -> tuple[str, re.Pattern[str]] | None:
        """A change with one of its forms; none where the line names a part, or the change of those below it."""
        if line.startswith("  "):
            return self.what, re.compile(rf"(?<![a-z가-힣]){self.parts.filled(line[2:])}")
        if not self.parts.names(line):
            self.what = line
        return None


_FORMS = table(Path(__file__).parent / "edits.txt", _Forms().read)
_CUE = re.compile(
    r"remov|delet|drop|took|taken|omit|replac|chang|swap|only|except|bias|frozen|freez|count|leav|, not |apart|exclud|"
    r"thrown|shar|same w|same p|re-?us|concat|left|"
    r"공유|이어|연접|왼쪽|삭제|제거|없애|없앴|뺐|빼|뺀|바꿔|바꾸|바꿨|바꾼|교체|변경|만 |에만|freeze|동결|고정|제외"
)
"""Without one of these no form fits."""


def without_edits(text: str) -> tuple[str, tuple[Edit, ...]]:
    """The text with such clauses blanked letter for letter, and what they say."""
    lower = plain(text).lower()
    if len(lower) != len(text) or not _CUE.search(lower):
        return text, ()
    edits: list[Edit] = []
    for what, form in _FORMS:
        for found in form.finditer(lower):
            if what == "uncounted" and not _is_of_count(lower, found):
                continue
            edits.append(_edit(what, found, text))
            blank = " " * (found.end() - found.start())
            lower = lower[: found.start()] + blank + lower[found.end() :]
            text = text[: found.start()] + blank + text[found.end() :]
    return text, tuple(edits)


_COUNT = re.compile(r"param|weight|\bmacs?\b|multipl|flop|operation|파라미터|매개변수|가중치|모수|mac|곱셈|연산")
_OTHERS = re.compile(r"relu|activ|bias|strid|pad|kernel|활성|편향|바이어스|스트라이드|패딩|커널|필터")


def _is_of_count(text: str, found: re.Match[str]) -> bool:
    """`the number of parameters excluding the output layer`, not `ReLU in all layers excluding the output layer`."""
    low = max(text.rfind(mark, 0, found.start()) for mark in ".?!")
    high = min((at for mark in ".?!" if (at := text.find(mark, found.end())) >= 0), default=len(text))
    before, behind = text[low + 1 : found.start()], text[found.end() : high]
    asked = before if before.strip(" (") else text[:low]
    beside = (before[-25:], behind[:25])
    return bool(_COUNT.search(asked + behind)) and not any(map(_OTHERS.search, beside))


def _edit(what: str, found: re.Match[str], text: str) -> Edit:
    groups = found.groupdict()
    said = groups.get("which") or groups.get("other") or ""
    targets = tuple(_target(part) for part in re.split(r"\sand\s|와\s|과\s|,\s?|\s및\s|이랑\s", said))
    value = tuple(int(one) for one in re.findall(r"\d+", groups.get("value") or ""))
    if what == "attribute":
        what = _named_attribute(groups["attribute"])
    numbers = value if what == "kernel" else value[0] if value else None
    return Edit(what, targets, numbers, text[found.start() : found.end()].strip())


def _named_attribute(word: str) -> str:
    return "stride" if word[0] in "s스보" else "dilation" if word[0] in "d팽" else "padding"


def _target(said: str) -> Target:
    """`the second pooling`, `conv2`, `출력층`."""
    kind = next((kind for form, kind in _KINDS if re.search(form, said)), "")
    place = next((place for form, place in _ORDINALS if re.search(form, said)), None)
    number = re.search(r"(?:conv|fc|pool)\s?(\d)(?!\d)", said)
    if place is None:
        place = int(number.group(1)) if number else ALL
    return Target(place, kind)
