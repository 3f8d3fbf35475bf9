"""What is asked a second time: `print(p.numel())  What is printed?`, `파라미터 몇 개 안 되죠? 정확히 몇 개?`."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import QUANTITIES
from archcalc.quiz.text.token import Token, kind_at

_ABOUT_PRINTING = re.compile(
    r"\W*(?:(?:what|which)\s(?:\w+\s){0,4}?(?:print\w*|appears?|displayed|shown|output\w*|come\sout|comes\sout)|"
    r"(?:어떤\s|무슨\s)?(?:수|값|숫자|것|무엇|뭐|결과)\S*\s?(?:이|가|은|는)?\s?(?:출력|찍히|찍힐|나오|나올|표시|얼마|몇|무엇)|"
    r"(?:출력|찍히|표시)\S*\s?(?:수|값|숫자|것|결과)?\S*\s?(?:무엇|뭐|얼마|몇))[^?]{0,20}\?*\s*$"
)
_ASKS_AGAIN = re.compile(
    r"\W*(?:(?:그래서|그럼|그러면|정확히|정확한|정확하게|대체|도대체|모두|총|전부)\s)*(?:(?:개수|수|값)(?:는|가)?\s?)?"
    r"(?:(?:몇\s?(?:개|번|회|장)|얼마)(?:인가요|인지|예요|이에요|인가|일까요|이죠|죠|야|임|나요|입니까)?)?\s?"
    r"(?:(?:알려|구해|말해|계산해|세어|답해)\s?(?:주세요|줘|줘요|주십시오|보세요|봐))?\W*|"
    r"\W*(?:(?:so|but|then|exactly|precisely|how|many|much|what|is|the|exact|precise|number|count|please|tell|give|me|it|and|are|there)\W+)+",
)


def without_asking_twice(tokens: list[Token], text: str) -> list[Token]:
    """Without a last sentence that only asks what a line of code before it prints, or what was asked before it."""
    ends = [at for at, token in enumerate(tokens[:-1]) if token.kind in ("STOP", "ASK")]
    if ends and _ASKS_AGAIN.fullmatch(text[tokens[ends[-1]].end :].lower()):
        return tokens[: ends[-1] + 1] if _asks_one_thing(tokens[: ends[-1] + 1]) else tokens
    if not ends or not _ABOUT_PRINTING.match(text[tokens[ends[-1]].end :].lower()):
        return tokens
    lines = [at for at, token in enumerate(tokens) if token.kind == "COMPUTE" and kind_at(tokens, at + 1) == "LP"]
    lines = [at for at in lines if str(tokens[at].value).lower() == "print" and at < ends[-1]]
    printed = [one for at in lines[-1:] for one in tokens[at : ends[-1]]]
    named = [one.kind for one in printed if one.kind in QUANTITIES]
    several = any(one.kind == "COMMA" for one in printed)
    return tokens[: ends[-1] + 1] if len(named) == 1 and not several else tokens


def _asks_one_thing(tokens: list[Token]) -> bool:
    """Whether the last of some sentences is a question that names one quantity, and those before it ask nothing."""
    first = max((at + 1 for at, token in enumerate(tokens[:-1]) if token.kind in ("STOP", "ASK")), default=0)
    named = [token.kind for token in tokens[first:] if token.kind in QUANTITIES]
    earlier = any(token.kind == "ASK" for token in tokens[:first])
    return tokens[-1].kind == "ASK" and len(named) == 1 and not earlier
