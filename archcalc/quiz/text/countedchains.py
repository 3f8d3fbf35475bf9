"""Fully connected layers that are counted beside their widths: `1024 → 256 → 10으로 이어지는 완전연결층 두 개`."""

from __future__ import annotations

from archcalc.quiz.text.token import Token, kind_at

_OTHERS = frozenset(
    {"CONV", "CONVLAYER", "CONVNAME", "FILTER", "KSIZE", "CALL", "MAXPOOL", "AVGPOOL", "POOL", "DIMS", "NETWORK"}
)
_COUNTS = ("WNUM", "NUM", "REPEAT")


def with_counted_chains(tokens: list[Token]) -> list[Token]:
    """The widths as one chain, without the count of the layers that it makes anyway.

    Example: `two FC layers, 1024 → 256 → 10` has as many layers as arrows, and repeats none of them.
    """
    kinds = {token.kind for token in tokens}
    spans = _chains(tokens) if "FC" in kinds and not kinds & _OTHERS else []
    if len(spans) != 1:
        return tokens
    first, last = spans[0]
    widths = tuple(token.value for token in tokens[first : last + 1 : 2])
    counts = [at for at in _counts_of_layers(tokens) if not first <= at <= last]
    if len(counts) != 1 or tokens[counts[0]].value != len(widths) - 1:
        return tokens
    chain = Token("CHAIN", widths, tokens[first].start, tokens[last].end)
    dropped = {counts[0], *range(first + 1, last + 1)}
    return [chain if at == first else token for at, token in enumerate(tokens) if at not in dropped]


def _chains(tokens: list[Token]) -> list[tuple[int, int]]:
    """First and last place of each row of three or more numbers with arrows between them."""
    found, at = [], 0
    while at < len(tokens):
        last = at
        while kind_at(tokens, last) == "NUM" and kind_at(tokens, last + 1) == "ARROW" and _is_width(tokens, last + 2):
            last += 2
        if last - at >= 4:
            found.append((at, last))
        at = last + 1
    return found


def _is_width(tokens: list[Token], at: int) -> bool:
    return kind_at(tokens, at) == "NUM" and isinstance(tokens[at].value, int)


def _counts_of_layers(tokens: list[Token]) -> list[int]:
    """The places of numbers that count the layers: right before `FC layers`, in Korean also right behind."""
    return [
        at
        for at, token in enumerate(tokens)
        if token.kind in _COUNTS
        and "FC" in (kind_at(tokens, at - 1), kind_at(tokens, at + 1))
        and kind_at(tokens, at + 1) not in ("ARROW", "UNITS", "CLASS")
        and kind_at(tokens, at - 1) != "ARROW"
    ]
