"""Punctuation, arrows and other signs as tokens."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_ARROW = re.compile(r"→|[-=]+>|[-=]{1,2}>")
_AT_LEAST = re.compile(r"≥|≧|>=|⩾")
_NUMBER_OF = re.compile(r"#\s?([wp])(?![a-z0-9])")
"""`#W`, `# P`: the number of them."""
_PUNCTUATION = {
    "(": "LP",
    ")": "RP",
    ",": "COMMA",
    ";": "STOP",
    "→": "ARROW",
    "=": "EQ",
    ":": "COLON",
    "/": "SLASH",
    "+": "PLUS",
    "?": "ASK",
    "!": "STOP",
    "%": "PERCENT",
    "&": "AND",
    "~": "WORD",
    "^": "POWER",
    "÷": "DIVIDE",
}


def sign(source: Source, position: int) -> Token | None:
    lower = source.lower
    arrow = _ARROW.match(lower, position)
    if arrow:
        return Token("ARROW", None, position, arrow.end())
    letter = lower[position]
    counted = _NUMBER_OF.match(lower, position)
    if counted:
        return Token({"w": "WEIGHTS", "p": "PARAMS"}[counted.group(1)], counted.group(), position, counted.end())
    bound = _AT_LEAST.match(lower, position)
    if bound:
        return Token("LEAST", bound.group(), position, bound.end())
    if letter == "\n":
        return Token("STOP", "\n", position, position + 1)
    if letter == ".":
        joins = lower[position - 1 : position].isalpha() and lower[position + 1 : position + 2].isalpha()
        return Token("DROP" if joins else "STOP", ".", position, position + 1)
    if letter == "*" and re.match(
        r"[가-힣]\s?\*\s?[가-힣a-z]", lower[max(0, position - 1 - (lower[position - 1 : position] == " ")) :]
    ):
        return Token("COMMA", letter, position, position + 1)
    if lower.startswith("'s", position) and not lower[position + 2 : position + 3].isalpha():
        return Token("DROP", "'s", position, position + 2)
    if letter == "?" and lower[position - 1 : position] == "?" and position:  # `??`
        return Token("DROP", letter, position, position + 1)
    if letter in _PUNCTUATION:
        return Token(_PUNCTUATION[letter], letter, position, position + 1)
    if letter == "-":
        spaced = lower[position - 1 : position] in (" ", "\n") and lower[position + 1 : position + 2] == " "
        return Token("DASH" if spaced else "HYPHEN", letter, position, position + 1)
    if letter in "'\"`*[]{}|<>_#“”«»…•※■□●○▶·▪▫◦‣▸▹►◆◇★☆✓✔❑❖":
        return Token("DROP", letter, position, position + 1)
    return None
