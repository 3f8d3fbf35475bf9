"""A depth that is a letter: `n layers of 3x3 convs ... n_min = ?`, `stack of n convs`, `n번 반복`, `range(n)`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_LAYERED = r"(?:conv(?:olution(?:al)?)?s?|layers?|copies|blocks?)(?![a-z])"
_BETWEEN = r"(?:(?:such|identical|equal|stacked|consecutive|of|the|these|\d+\s?x\s?\d+)\s)*"
_KOREAN = r"(?:개의?|층|겹|번|회|단)(?:\s?(?:\d+\s?x\s?\d+\s?)?(?:합성곱|컨볼루션|conv|층|레이어|반복|쌓|연속|이어))?"
_COUNTING = re.compile(
    rf"(?<![a-z0-9_])([nlm])\s{_BETWEEN}{_LAYERED}|(?:stack|chain|row|sequence)\sof\s([nlm])(?![a-z0-9_])|"
    rf"(?:repeated|stacked|applied|chained)\s([nlm])\stimes|range\(([nlm])\)|(?<![a-z0-9_])([nlm]){_KOREAN}|(?:층수|층\s수|깊이)를?\s([nlm])(?![a-z0-9_])"
)


def lettered_depths(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with each later mention of such a letter as the number of layers: `find the smallest n`."""
    found = _COUNTING.search(source.lower)
    if not found:
        return tokens
    letter = next(group for group in found.groups() if group)
    names = (letter, f"{letter}_min", f"{letter}min")
    kept = []
    for token in tokens:
        named = token.kind == "WORD" and str(token.value).lower() in names
        if named and found.start() <= token.start < found.end():
            continue
        kept.append(token._replace(kind="LAYERS") if named else token)
    return kept
