"""LaTeX in a question, brought to plain signs letter for letter, so that positions in the text stay."""

from __future__ import annotations

import re

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
