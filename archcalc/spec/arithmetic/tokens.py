"""From the text of an expression to its tokens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from archcalc.spec.arithmetic.values import ArithmeticFault, Span

if TYPE_CHECKING:
    import re


class Token(NamedTuple):
    kind: str  # number, name, word, text, sign or end
    text: str
    span: Span


_SPELLINGS = {  # what hands used to other notations write
    "×": "write '*'",
    "·": "write '*'",
    "÷": "write '/'",
    "−": "write '-'",
    "^": "write '**' for a power",
    "=": "write '==' to compare",
    "≠": "write '!='",
    "≤": "write '<='",
    "≥": "write '>='",
    "!": "write 'not' or '!='",
    "&": "write 'and'",
    "|": "write 'or'",
    "$": "a name follows '$', such as $out",
    "'": "this quote is never closed",
    '"': "this quote is never closed",
}


@lru_cache(maxsize=1)
def _token_pattern() -> re.Pattern[str]:
    import re

    return re.compile(  # on first use: compiling it costs more than many a whole command's arithmetic
        r"""(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
        | \$(?P<name>[^\W\d]\w*)
        | (?P<word>[^\W\d]\w*)
        | (?P<text>'[^']*'|"[^"]*")
        | (?P<sign>\*\*|//|[<>=!]=|[-+*/%<>()\[\],])
        | (?P<space>\s+)""",
        re.VERBOSE,
    )


def tokens_of(text: str) -> Iterator[Token]:
    position = 0
    match = _token_pattern().match
    while position < len(text):
        found = match(text, position)
        if found is None:
            letter = text[position]
            shown = letter if letter.isprintable() else ascii(letter)[1:-1]
            raise ArithmeticFault(f"cannot read '{shown}' here", position, hint=_SPELLINGS.get(letter, ""))
        kind, start, position = found.lastgroup or "", position, found.end()
        if kind != "space":
            yield Token(kind, found[kind], Span(start, position))
    yield Token("end", "", Span(len(text), len(text) + 1))
