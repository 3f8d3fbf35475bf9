"""How often a layer is put there, with a sign of multiplication: `[conv3-64]×2`, `3 × conv`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_TIMES = re.compile(r"(?<=[\])\s])[x*]\s?([2-9]|[1-4]\d)(?![\dx*a-z]|\.\d|\s?[x*(=:]|\s\d)")
_TIMES_BEFORE = re.compile(
    r"(?<![\d.x*^])([2-9]|1\d)\s?[x*]\s?(?:\[(?=(?:\d+\s?x\s?\d+\s)?(?:conv|합성곱|컨볼루션)[^\]→>+;]*\])(?![^\]]*(?:pool|풀링|conv[^\]]*conv))|"
    r"(?=(?:conv|max\W?pool|합성곱|컨볼루션)))"
)

_TIMES_SEVERAL = re.compile(r"(?<![\d.x*^])(?:[2-9]|1\d)\s?[x*]\s?[\[(](?=[^\])]*(?:conv|합성곱))")
"""Several layers in brackets, so many times: not read."""


def times(source: Source, position: int) -> Token | None:
    """`[conv3-64]×2`, `3x3 conv (64) x3`, `2 × [conv 5×5]`: the layer, or those in the brackets, so many times."""
    if source.lower[position].isdigit():
        before = _TIMES_BEFORE.match(source.lower, position)
        if not before:
            several = _TIMES_SEVERAL.match(source.lower, position)
            return Token("BADNUM", several.group(), position, several.end()) if several else None
        return Token("WNUM", int(before.group(1)), position, before.end())
    found = _TIMES.match(source.lower, position)
    if found and source.cased[position] == "X" and "X1" in source.cased:
        return None  # `W2 = ... (for X2)`: the name of a matrix
    return Token("REPEAT", int(found.group(1)), position, found.end()) if found else None
