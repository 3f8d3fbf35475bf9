"""How many columns a text takes on a terminal: Korean syllables take two."""

from __future__ import annotations


def width(text: str) -> int:
    """Columns of `text`."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def left(text: str, columns: int) -> str:
    """`text`, filled up to `columns` at the right."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """`text`, filled up to `columns` at the left."""
    return " " * (columns - width(text)) + text
