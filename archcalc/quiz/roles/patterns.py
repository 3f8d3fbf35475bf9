"""Roles of numbers: the patterns of `patterns.txt`, compiled into regular expressions over kinds of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archcalc.quiz.text.token import Token

SETS = {
    "HEAD": "CONV/CONVLAYER/DWSEP/DW/PW/TRANS/GROUPED/DIL",
    "POOLS": "MAXPOOL/AVGPOOL/POOL",
    "KIND": "SHARED/D1/D2/D3/DIL/GROUPED/TRANS/DW/PW/STANDARD/SAME/VALID/BOTTLENECK/GRAY/STRIDE",
    "MAPS": "MAP/IMAGE/INPUT",
    "IS": "EQ/COLON/LP/SIZE/SPATIAL",
    "JOIN": "AND/COMMA/SLASH",
    "ARR": "ARROW/TO",
    "ANYNUM": "NUM/DIMS",
    "KISH": "CONV/CONVLAYER/DWSEP/DW/PW/TRANS/GROUPED/DIL/MAXPOOL/AVGPOOL/POOL/FILTER/KSIZE/LOCALRF/VALID/SAME/LAYER/"
    "SHARED/D1/D2/D3/STANDARD",
    "OUTS": "OUTPUT/OUTMAP",
}


def _patterns() -> tuple[str, ...]:
    lines = (Path(__file__).parent / "patterns.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


PATTERNS = _patterns()


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
_PIECES = ("개", "장")


def _kinds(text: str, role: str = "") -> list[str]:
    kinds: list[str] = []
    for kind in text.split("/"):
        kinds += SETS[kind].split("/") if kind in SETS else [kind]
    if role not in _MEASURED and ({"NUM", "DIGITS"} & set(kinds)):
        kinds = [*kinds, "PIECES"]
    kinds = [*kinds, "WNUM"] if "NUM" in kinds and "WNUM" not in kinds else kinds
    return ["NUM" if kind == "DIGITS" else kind for kind in kinds]


def _element(text: str, group: str, roles: list[str]) -> str:
    if text == "~":
        return f"[{_code('WORD')}]{{0,2}}"
    role, equals, kinds = text.rpartition("=")
    suffix = kinds[-1] if kinds[-1] in "?*" else ""
    ahead = kinds.startswith("!")
    letters = "".join(_code(kind) for kind in _kinds(kinds.strip("!?*"), role))
    body = f"[{letters}]"
    if ahead:
        return f"(?!{body})"
    if equals:
        roles.append(role)
        return f"(?P<{group}_{len(roles) - 1}>{body}){suffix}"
    return body + suffix


class _Pattern(NamedTuple):
    """A line of the table as an expression: its body, the roles of its groups, and the kinds it can begin with."""

    body: str
    roles: tuple[str, ...]
    first: frozenset[str]


def _compiled(number: int, line: str) -> _Pattern:
    roles: list[str] = []
    body = "".join(_element(text, f"g{number}", roles) for text in line.split())
    return _Pattern(body, tuple(roles), frozenset(_first(line.split())))


def _first(elements: list[str]) -> Iterator[str]:
    """The codes of the kinds that can stand first: those of the leading elements that may be left out, and one more."""
    for text in elements:
        role, _, kinds = text.rpartition("=")
        yield from [_code("WORD")] if text == "~" else map(_code, _kinds(kinds.strip("?*"), role))
        if text != "~" and kinds[-1] not in "?*":
            return


_COMPILED = [_compiled(number, line) for number, line in enumerate(PATTERNS)]


@cache
def _beginning_with(code: str) -> re.Pattern[str] | None:
    """The patterns that can begin with a kind, in order, as one expression: no token is tried against all of them."""
    fitting = [f"(?P<p{number}>{one.body})" for number, one in enumerate(_COMPILED) if code in one.first]
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
    text = "".join(_CODES.get(_kind_of(token, body), "\uf8ff") for token in tokens)
    found: list[Found] = []
    for index, match in enumerate(_matches(text)):
        number = int(str(match.lastgroup)[1:])
        roles = _COMPILED[number].roles
        for place, role in enumerate(roles):
            position = match.start(f"g{number}_{place}")
            if position >= 0:
                for part in role.split("&"):
                    if part == "kernel" and "&" in role and _is_sized_before(tokens, match.start()):
                        continue
                    found.append(Found(part, tokens[position], index, match.start(), match.end() - 1))
        for position in range(match.start(), match.end()):  # padding named in passing: `3x3 same convolution`
            passing = {"SAME": "same", "VALID": "nopad"}.get(tokens[position].kind)
            if passing and not _has_role(found, tokens[position]):
                found.append(Found(passing, tokens[position], index, match.start(), match.end() - 1))
        if not roles:
            found.append(Found("marker", tokens[match.start()], index, match.start(), match.end() - 1))
    return in_order(found)


def in_order(found: list[Found]) -> list[Found]:
    """Roles as they follow one another in the text."""
    return sorted(found, key=lambda one: (one.token.start, one.match))


def _kind_of(token: Token, body: str) -> str:
    counted = token.kind == "NUM" and any(piece in body[token.start : token.end] for piece in _PIECES)
    return "PIECES" if counted else token.kind


def _is_sized_before(tokens: list[Token], first: int) -> bool:
    """`a 2x2 kernel and stride 2`: the kernel has its size already."""
    return (
        first > 0
        and tokens[first - 1].kind in ("DIMS", "STEPPED", "NUM", "WNUM")
        and tokens[first].kind in ("FILTER", "KSIZE")
    )


def _has_role(found: list[Found], token: Token) -> bool:
    return any(one.token is token for one in found[-8:])
