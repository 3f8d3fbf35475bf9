"""Marks and signs of a text: places to fill in, labels of a list, abbreviations, punctuation, arrows."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_IDLE = re.compile(
    r"\A\s*(?:문제|problem|question|exercise|task|ex|q)\.?\s?\d{1,3}\s?[.):\]]|"
    r"(?:(?<=\))|(?<=weight)|(?<=bias))\[\d(?:\s?,\s?\d)*\](?![\[\d])|(?<=출력\s)\[0\s?,\s?0\]|#\s?\(\d+(?:\s?,\s?\d+)+\)(?=\s*(?:\n|$))|"
    r"(?<![a-z])(?:w\.\s?r\.\s?t\.(?:\s(?:the\s)?input(?:\simage)?)?|i\.\s?e\.|e\.\s?g\.|cf\.|approx\.|resp\.|fig\.)|"
    r"(?:물음표|빈\s?칸|네모)\s?(?:두|세|네|다섯|[2-5])\s?(?:개|곳)(?:에|의|를)?|(?:the\s)?(?:two|three|four|five)\s(?:blanks|question\smarks|boxes)|180\s?(?:°|도|degrees?)"
)


def idle(source: Source, position: int) -> Token | None:
    """`i.e.`, whose points end no sentence, and half a turn."""
    found = _IDLE.match(source.lower, position)
    return Token("DROP", None, position, found.end()) if found else None


_GAP = (
    r"(?:\[\s*\?\s*\]|\(\s*\?\s*\)|\(\s{1,12}\)|\[\s{1,12}\]|\(\s?_{2,}\s?\)|\[\s?_{2,}\s?\]|"
    r"(?<![a-wyz0-9_])_{2,}(?![a-wyz0-9])|[□▢](?!\s?\d))"
)
_BLANK = re.compile(
    rf"[(\[]\s?{_GAP}(?:\s?[,x*]\s?{_GAP})+\s?[)\]]|{_GAP}(?:\s?[x*]\s?{_GAP})*(?:\s?:\s?1(?![\d.]))?|(?<=[→>])\s*\?"
)


_HOLE = r"(?:\?|_{1,8}|[□▢☐㉠-㉭]|\(\s{0,9}\)|\[\s{0,9}\])"
_HOLES = re.compile(
    rf"(?<![\w.])(?:\(\s{{1,9}}(?:,\s{{1,9}}){{1,4}}\)|[\[(]\s*(?:(?:none|batch|[nb])\s*,\s*)?{_HOLE}(?:\s*[x*,]\s*{_HOLE}){{1,4}}\s*[\])]|{_HOLE}(?:\s*[x*@]\s*{_HOLE}){{1,3}}|"
    rf"\[\s*(?:\[\s*{_HOLE}(?:\s*,\s*{_HOLE})*\s*\]\s*,?\s*)+\])"
)
SHAPE = "shape to fill in"
"""The value of a token that stands for several places to fill in: `__ × __ × __`, `[?, ?, ?]`."""


def holes(source: Source, position: int) -> Token | None:
    """`? × ? × ?`, `( _ , _ , _ , _ )`, `[[__, __], [__, __]]`: all sides or entries of one thing."""
    found = _HOLES.match(source.lower, position) if source.lower[position] in "?_□▢☐([㉠" else None
    return Token("BLANK", SHAPE, position, found.end()) if found else None


def is_shape(token: Token) -> bool:
    """`___×___`, `(___, ___, ___)`: blanks for the sides of one size."""
    return token.kind == "BLANK" and token.value == SHAPE


def blank(source: Source, position: int) -> Token | None:
    """`→ [ ? ]`: a place to fill in."""
    found = _BLANK.match(source.lower, position) or _open_line(source.lower, position)
    return Token("BLANK", found.group(), position, found.end()) if found else None


_LINE_END = re.compile(r"[=:][ \t]*(?=\n|\Z)")
_LABELLED_LINE = re.compile(r"[ \t]*(?:[①-⑧⑴-⑼·•#]|\([가-힣a-e1-9]\)|[1-9][.)])\s?\S")


def _open_line(lower: str, position: int) -> re.Match[str] | None:
    """`① standard: ` with nothing behind the sign: a labelled line that is left open, where others are too."""
    found = _LINE_END.match(lower, position)
    line = lower[lower.rfind("\n", 0, position) + 1 : position]
    several = len(re.findall(r"[=:][ \t]*(?:\n|\Z)", lower)) > 1
    return found if found and several and _LABELLED_LINE.match(line) else None


LABEL_SIGNS = "(⑴⑵⑶⑷⑸⑹⑺⑻⑼①②③④⑤⑥⑦⑧가나다라마abcd123456789i"
_LABEL = re.compile(
    r"(?:\(\d\)|[⑴-⑼①-⑧]|[가나다라마]\)|[a-d]\)|\((?:[a-e]|[가나다라마]|i{1,3}|iv)\))(?=\s*[가-힣a-z0-9(①-⑧])"
)


def label(source: Source, position: int) -> Token | None:
    """`(1) the output size (2) the parameters`: places in a list of things asked."""
    if source.lower[position] not in LABEL_SIGNS or source.lower[position - 1 : position].isalnum():
        return None
    found = _LABEL.match(source.lower, position) or _half_bracketed(source.lower, position)
    return Token("COMMA", found.group(), position, found.end()) if found else None


_HALF_BRACKETED = re.compile(r"(?:[1-9]|i{1,3}|iv)\)(?=\s*[가-힣a-z])")


def _half_bracketed(lower: str, position: int) -> re.Match[str] | None:
    """`1) Output shape? 2) Parameters?`: where no bracket is open, and several are counted."""
    found = _HALF_BRACKETED.match(lower, position)
    several = "2)" in lower or "ii)" in lower
    closed = lower.rfind("(", 0, position) <= lower.rfind(")", 0, position)
    return found if found and several and closed else None


def is_label(token: Token) -> bool:
    """`(a)`, `(2)`: a mark in front of one of several things asked."""
    value = str(token.value)
    if token.kind == "ITEM":
        return value.startswith("(")
    return (
        token.kind == "COMMA" and value[:1] in LABEL_SIGNS and bool(value) and (value.endswith(")") or len(value) == 1)
    )


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
