"""Walks over a row of tokens: to the ends of a stretch, past tokens of some kinds, around and out of brackets."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import accumulate

from archcalc.quiz.text.token import Token

STOPS = frozenset({"STOP", "ASK"})
"""What ends a sentence."""


def start_of(tokens: list[Token], at: int, bounds: Container[str] = STOPS) -> int:
    """Where the stretch of a place begins: behind the nearest bound before it."""
    return next((place + 1 for place in range(at - 1, -1, -1) if tokens[place].kind in bounds), 0)


def end_of(tokens: list[Token], at: int, bounds: Container[str] = STOPS) -> int:
    """The nearest bound from a place on; the number of tokens if there is none."""
    return next((place for place in range(at, len(tokens)) if tokens[place].kind in bounds), len(tokens))


def stretch(tokens: list[Token], at: int, bounds: Container[str] = STOPS) -> range:
    """The places around one, it included, to the nearest bounds on both sides: the sentence, if none are given."""
    return range(start_of(tokens, at, bounds), end_of(tokens, at + 1, bounds))


def between(places: range, at: int, cuts: Iterable[int]) -> range:
    """Those of the places that lie around one, up to the nearest cuts on both sides."""
    low, high = places.start, places.stop
    for cut in cuts:
        if cut < at:
            low = max(low, cut + 1)
        elif cut > at:
            high = min(high, cut)
    return range(low, high)


def past(tokens: list[Token], at: int, passed: Container[str], step: int = 1) -> int:
    """The first place from one on, in steps, whose token is none of those passed over; it may lie beyond the text."""
    while 0 <= at < len(tokens) and tokens[at].kind in passed:
        at += step
    return at


def opening(tokens: list[Token], at: int) -> int | None:
    """The place of the bracket that is open in front of a place."""
    depth = 0
    for place in range(at - 1, -1, -1):
        depth += (tokens[place].kind == "LP") - (tokens[place].kind == "RP")
        if depth > 0:
            return place
    return None


def outside(tokens: Iterable[Token]) -> list[Token]:
    """The tokens that stand in no brackets, and none of the brackets."""
    tokens = list(tokens)
    return [token for token, depth in zip(tokens, depths(tokens), strict=True) if depth <= 0 and token.kind != "RP"]


def depths(tokens: Iterable[Token]) -> list[int]:
    """How many brackets are open at each token; an opening one counts for itself, a closing one no longer."""
    return list(accumulate((token.kind == "LP") - (token.kind == "RP") for token in tokens))


def kinds_among(tokens: Iterable[Token]) -> frozenset[str]:
    """Which kinds of tokens there are."""
    return frozenset(token.kind for token in tokens)
