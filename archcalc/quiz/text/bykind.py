"""One attribute of several kinds of layers in a row: `strides are 1 for conv and 2 for the pools`."""

from __future__ import annotations

from archcalc.quiz.text.token import Token

_ATTRIBUTES = frozenset({"STRIDE", "PAD"})
_CONVS = frozenset({"CONV", "CONVLAYER"})
_POOLS = frozenset({"POOL", "MAXPOOL", "AVGPOOL"})
_NUMBERS = frozenset({"NUM", "WNUM"})


def told_by_kind(tokens: list[Token]) -> list[Token]:
    """The tokens with each kind of layers in front of its own number, as `convs: stride 1. pools: stride 2` has it."""
    told: list[Token] = []
    at = 0
    while at < len(tokens):
        row = tokens[at : at + 6]
        if tokens[at].kind in _ATTRIBUTES and _is_row([token.kind for token in row[1:]]):
            attribute, one, first, _, two, second = row
            stop = Token("STOP", ";", first.end, first.end)
            opens = [stop._replace(start=attribute.start, end=attribute.start)] if told else []
            again = attribute._replace(start=two.start, end=two.start)
            told += [*opens, first, attribute, one, stop, second, again, two]
            at += 6
        else:
            told.append(tokens[at])
            at += 1
    return told


def _is_row(kinds: list[str]) -> bool:
    """`1 conv and 2 pools`."""
    if len(kinds) < 5 or kinds[0] not in _NUMBERS or kinds[2] not in ("AND", "COMMA") or kinds[3] not in _NUMBERS:
        return False
    return (kinds[1] in _CONVS and kinds[4] in _POOLS) or (kinds[1] in _POOLS and kinds[4] in _CONVS)
