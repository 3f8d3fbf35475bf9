"""`print(sum(p.numel() for p in conv.parameters()))  What is printed?`: the line of code asks already."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import QUANTITIES
from archcalc.quiz.text.token import Token, kind_at

_ABOUT_PRINTING = re.compile(
    r"\W*(?:(?:what|which)\s(?:\w+\s){0,4}?(?:print\w*|appears?|displayed|shown|output\w*|come\sout|comes\sout)|"
    r"(?:어떤\s|무슨\s)?(?:수|값|숫자|것|무엇|뭐|결과)\S*\s?(?:이|가|은|는)?\s?(?:출력|찍히|찍힐|나오|나올|표시|얼마|몇|무엇)|"
    r"(?:출력|찍히|표시)\S*\s?(?:수|값|숫자|것|결과)?\S*\s?(?:무엇|뭐|얼마|몇))[^?]{0,20}\?*\s*$"
)


def without_asking_twice(tokens: list[Token], text: str) -> list[Token]:
    """Without a last sentence that only asks what a line of code before it prints, where the line names a quantity."""
    ends = [at for at, token in enumerate(tokens[:-1]) if token.kind in ("STOP", "ASK")]
    if not ends or not _ABOUT_PRINTING.match(text[tokens[ends[-1]].end :].lower()):
        return tokens
    lines = [at for at, token in enumerate(tokens) if token.kind == "COMPUTE" and kind_at(tokens, at + 1) == "LP"]
    lines = [at for at in lines if str(tokens[at].value).lower() == "print" and at < ends[-1]]
    printed = [one for at in lines[-1:] for one in tokens[at : ends[-1]]]
    named = [one.kind for one in printed if one.kind in QUANTITIES]
    several = any(one.kind == "COMMA" for one in printed)
    return tokens[: ends[-1] + 1] if len(named) == 1 and not several else tokens
