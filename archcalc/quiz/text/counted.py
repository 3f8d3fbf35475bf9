"""What a note says of how work is counted: in `each MAC costs 2 FLOPs` neither MACs nor costs are asked for."""

from __future__ import annotations

from itertools import pairwise

from archcalc.quiz.text.token import Source, Token

_WORK = frozenset({"MACS", "MULTS", "ADDS", "OPS"})
_BOUNDS = frozenset({"COMMA", "STOP", "ASK", "LP", "RP", "COMPUTE", "COLON", "FLOPS", "AND", "ITEM", "SLASH"})
_PAIR = (("multiplication", "multiplications", "곱셈"), ("addition", "additions", "덧셈"))


def without_counted(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens without the work in the clause of such a note, and without `one multiplication and one addition`."""
    notes = [at for at, token in enumerate(tokens) if token.kind == "TWOFLOPS"]
    gone: set[int] = set()
    for note in notes:
        for step in (-1, 1):
            place = note + step
            while 0 <= place < len(tokens) and tokens[place].kind not in _BOUNDS:
                gone |= {place} if tokens[place].kind in _WORK else set()
                place += step
    if notes:
        gone |= _paired(tokens)
    return [token for at, token in enumerate(tokens) if at not in gone]


def _paired(tokens: list[Token]) -> set[int]:
    """`one multiplication and one addition`, `곱셈과 덧셈을 따로`: the two halves of a multiply-add."""
    places = [at for at, token in enumerate(tokens) if token.kind not in ("WNUM", "NUM", "AND", "PLUS")]
    for one, two in pairwise(places):
        words = (str(tokens[one].value).lower(), str(tokens[two].value).lower())
        if tokens[one].kind == "MULTS" and all(word in pair for word, pair in zip(words, _PAIR, strict=True)):
            return set(range(one - (tokens[one - 1].kind in ("WNUM", "NUM")), two + 1))
    return set()
