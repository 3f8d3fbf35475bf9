"""Fully connected layers told by their widths: `은닉층(784→128)과 출력층(128→10)`, `1024 → 256 → 10, two FC layers`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Token, kind_at

_HIDDEN = re.compile(r"(?:은닉|hidden)\s?(?:층|레이어|계층|layers?)$", re.IGNORECASE)
_OUTPUT = re.compile(r"(?:출력|output)\s?(?:층|레이어|계층|layers?)$", re.IGNORECASE)
_ENDS = ["LP", "NUM", "ARROW", "NUM", "RP"]


def with_dense_names(tokens: list[Token], text: str) -> list[Token]:
    """Such layers as named dense ones; several hidden ones are numbered. A single layer needs no name."""
    names = {at: name for at in range(len(tokens)) if (name := _name(tokens, at, text))}
    others = any(_is_told(tokens, at) and token.kind == "FCNAME" for at, token in enumerate(tokens))
    if len(names) < 2 and not (names and others):
        return tokens
    hidden = [at for at, name in names.items() if name == "hidden"]
    if len(hidden) > 1:
        names |= {at: f"hidden{number}" for number, at in enumerate(hidden, 1)}
    return [token._replace(kind="FCNAME", value=names[at]) if at in names else token for at, token in enumerate(tokens)]


def _name(tokens: list[Token], at: int, text: str) -> str:
    """`hidden` or `output`, of a layer whose two ends follow in brackets; else empty."""
    said = text[tokens[at].start : tokens[at].end].strip()
    if tokens[at].kind not in ("LAYER", "UNITS", "UNITSOUT", "FC", "OUTPUT") or not _is_told(tokens, at):
        return ""
    return "hidden" if _HIDDEN.search(said) else "output" if _OUTPUT.search(said) else ""


def _is_told(tokens: list[Token], at: int) -> bool:
    return [token.kind for token in tokens[at + 1 : at + 6]] == _ENDS


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
