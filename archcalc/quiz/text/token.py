"""What a text is cut into, and the text in one spelling of its signs, those of LaTeX included."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_COMMANDS = {
    "times": "x",
    "cdot": "*",
    "ast": "*",
    "to": "→",
    "rightarrow": "→",
    "longrightarrow": "→",
    "Rightarrow": "→",
    "quad": "",
    "qquad": "",
    "left": "",
    "right": "",
    "mathrm": "",
    "text": "",
    "mathbf": "",
    "lfloor": "⌊",
    "rfloor": "⌋",
}
_COMMAND = re.compile(r"\\([A-Za-z]+)|\\[,;:!  ]")
_SUBSCRIPT = re.compile(r"_\{(\w{1,5})\}|_\{\\(?:mathrm|text)\{(\w{1,5})\}\}")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]{1,60})\}\{([^{}]{1,60})\}")
_MATRIX = re.compile(r"\\begin\{([bp]?matrix|array)\}(?:\{[lcr|]+\})?(.{1,1500}?)\\end\{\1\}", re.DOTALL)


def without_latex(text: str) -> str:
    """The text with LaTeX's commands as plain signs: `\\times` as x, `C_{in}` as C_in, matrices in brackets."""
    if "\\" not in text and "$" not in text and "_{" not in text:
        return text
    text = _MATRIX.sub(_bracketed, text)
    text = _SUBSCRIPT.sub(lambda found: _padded(f"_{found.group(1) or found.group(2)}", found), text)
    text = _FRACTION.sub(lambda found: _padded(f"({found.group(1)})/({found.group(2)})", found), text)
    text = _COMMAND.sub(lambda found: _padded(_COMMANDS.get(found.group(1) or "quad", found.group()), found), text)
    return text.replace("$", " ")


def _padded(sign: str, found: re.Match[str]) -> str:
    """As many letters as before: the rest is blank."""
    return sign.ljust(len(found.group()))[: len(found.group())]


def _bracketed(found: re.Match[str]) -> str:
    r"""`1 & 2 \\ 3 & 4` as `[[1 , 2],[3 , 4]]`."""
    rows = [row.replace("&", " ") for row in re.split(r"\\\\", found.group(2)) if row.strip()]
    return _padded("[" + ",".join(f"[{row}]" for row in rows) + "]", found)


class Token(NamedTuple):
    """A piece of the text: what it is, what it stands for, and where it is."""

    kind: str
    value: Any
    start: int
    end: int


def kind_at(tokens: list[Token], index: int, beyond: str = "") -> str:
    """The kind of the token at a place; `beyond` where the text has ended or not begun (an end may count as a stop)."""
    return tokens[index].kind if 0 <= index < len(tokens) else beyond


def last_kind(tokens: list[Token]) -> str:
    """The kind of the last token, "" if there is none."""
    return tokens[-1].kind if tokens else ""


_PLAIN = str.maketrans(
    {
        "×": "x",
        "✕": "x",
        "✖": "x",
        "ⅹ": "x",
        "╳": "x",
        "＊": "*",
        "∗": "*",
        "⋅": "*",
        "·": "*",
        "−": "-",
        "–": "-",
        "—": "-",
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "，": ",",
        "。": ".",
        "？": "?",
        "：": ":",
        "；": ";",
        "＝": "=",
        "⟶": "→",
        "⇒": "→",
        "➔": "→",
        "➜": "→",
        "➝": "→",
        "⟹": "→",
        "➡": "→",
        **dict.fromkeys("↓⇓⟼↦", "→"),
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\u3000": " ",
        "、": ",",
        "％": "%",
        "～": "~",
        **dict.fromkeys("│┌┐└┘┃║", " "),
        **dict.fromkeys("─├┤┼┬┴━", "-"),
        **{chr(ord("₀") + digit): str(digit) for digit in range(10)},
        "²": "^",
        **dict.fromkeys("³⁰⁴⁵⁶⁷⁸⁹", "^"),  # only in `10⁶ bytes`
        "X": "x",
    }
)
_LISTING_DOT = re.compile(r"(?<=[가-힣])[·ㆍ]|[·ㆍ](?=[가-힣]|(?!MAC|mac|FLOP)[A-Za-z]{3,})")
_LEADS_ON = re.compile(r"(?<=\S)[▸►▶]|(?<=\S )[▸►▶]")
"""An arrow; at the beginning of a line such a sign is a bullet."""
_FULLWIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)}


def plain(text: str) -> str:
    """The text with one spelling for each sign, letter for letter: positions stay."""
    text = _LEADS_ON.sub("→", _LISTING_DOT.sub(",", without_latex(text)))
    return text.translate(_PLAIN).translate(_FULLWIDTH)


def lowered(text: str) -> str:
    """Lower case, letter for letter."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Source(NamedTuple):
    """The text in its two spellings: with the case kept, for code, and in lower case."""

    cased: str
    lower: str
    about_vectors: bool = False  # softmax and losses: a row of numbers is a vector
