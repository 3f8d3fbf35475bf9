"""Roles of numbers: the patterns of `patterns.txt`, compiled into regular expressions over kinds of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archcalc.quiz.text.elements import BETWEEN, Element, element, kind_of
from archcalc.quiz.text.rulefiles import table
from archcalc.quiz.text.token import Token


class Found(NamedTuple):
    """A role given to a token, and which match of which pattern gave it."""

    role: str
    token: Token
    match: int
    first: int  # index of the first token of the match
    last: int  # index of the last one
    sure: bool = True  # words said so; else it is only the likeliest of several roles


_CODES: dict[str, str] = {}


def _code(kind: str) -> str:
    """One private-use letter for each kind."""
    return _CODES.setdefault(kind, chr(0xE000 + len(_CODES)))


_MEASURED = frozenset({"pad", "stride", "dil", "dils", "border", "stride&pad"})
"""Roles of numbers that measure: none of them is counted in pieces (`6개`, `3장`)."""


def _letters(one: Element) -> str:
    """The codes of the kinds that fit."""
    return "".join(sorted(_code(kind) for kind in one.kinds if kind != "PIECES" or one.name not in _MEASURED))


def _expression(one: Element) -> str:
    kinds = f"[{_letters(one)}]"
    if one.absent:
        return f"(?!{kinds})"
    return (f"({kinds})" if one.name else kinds) + one.often


class _Pattern(NamedTuple):
    """A line of the table as an expression: its body, the roles of its groups, and the kinds it can begin with."""

    body: str
    roles: tuple[str, ...]
    first: frozenset[str]


def _compiled(line: str) -> _Pattern:
    elements = [element(text) for text in line.split()]
    if any(one.words or BETWEEN in one.kinds for one in elements):
        raise ValueError("roles are told by kinds alone")
    roles = tuple(one.name for one in elements if one.name)
    return _Pattern("".join(map(_expression, elements)), roles, frozenset(_first(elements)))


def _first(elements: list[Element]) -> Iterator[str]:
    """The codes of the kinds that can stand first: those of the leading elements that may be left out, and one more."""
    for one in elements:
        yield from _letters(one)
        if not one.often:
            return


PATTERNS = table(Path(__file__).parent / "patterns.txt", _compiled)


@cache
def _beginning_with(code: str) -> re.Pattern[str] | None:
    """The patterns that can begin with a kind, in order, as one expression: no token is tried against all of them."""
    fitting = [f"(?P<p{number}>{one.body})" for number, one in enumerate(PATTERNS) if code in one.first]
    return re.compile("|".join(fitting)) if fitting else None


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The first pattern that fits at each place, from left to right."""
    place = 0
    while place < len(text):
        pattern = _beginning_with(text[place])
        match = pattern.match(text, place) if pattern else None
        if match and match.end() > place:
            yield match
        place = max(place + 1, match.end() if match else 0)


def find_roles(tokens: list[Token], body: str) -> list[Found]:
    """The roles of all tokens that some pattern knows, in the order of the text."""
    text = "".join(_CODES.get(kind_of(token, body), "\uf8ff") for token in tokens)
    found: list[Found] = []
    for index, match in enumerate(_matches(text)):
        pattern = str(match.lastgroup)
        roles = PATTERNS[int(pattern[1:])].roles
        for group, role in enumerate(roles, match.re.groupindex[pattern] + 1):
            position = match.start(group)
            if position >= 0:
                for part in role.split("&"):
                    if part == "kernel" and "&" in role and _is_sized_before(tokens, match.start()):
                        continue
                    found.append(Found(part, tokens[position], index, match.start(), match.end() - 1))
        for position in range(match.start(), match.end()):  # padding named in passing: `3x3 same convolution`
            passing = {"SAME": "same", "VALID": "nopad"}.get(tokens[position].kind)
            if passing and not _has_role(found, tokens[position]):
                found.append(Found(passing, tokens[position], index, match.start(), match.end() - 1))
    return in_order(found)


def in_order(found: list[Found]) -> list[Found]:
    """Roles as they follow one another in the text."""
    return sorted(found, key=lambda one: (one.token.start, one.match))


def _is_sized_before(tokens: list[Token], first: int) -> bool:
    """`a 2x2 kernel and stride 2`: the kernel has its size already."""
    return (
        first > 0
        and tokens[first - 1].kind in ("DIMS", "STEPPED", "NUM", "WNUM")
        and tokens[first].kind in ("FILTER", "KSIZE")
    )


def _has_role(found: list[Found], token: Token) -> bool:
    return any(one.token is token for one in found[-8:])
