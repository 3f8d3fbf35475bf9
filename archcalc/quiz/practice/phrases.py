"""English around numbers."""

from __future__ import annotations

import re


def an(thing: str) -> str:
    """`a 7x7 kernel`, `an 8x8 kernel`: by how the number in front is read aloud."""
    eleven = re.match(r"(?:11|18)(?:\d{3})*(?!\d)", thing)  # eleven, eighteen thousand; 110 is one hundred and ten
    return f"{'an' if thing.startswith('8') or eleven else 'a'} {thing}"


def counted(number: int, noun: str) -> str:
    """`1 filter`, `8 filters`.

    >>> counted(1, "input channel"), counted(3, "input channel")
    ('1 input channel', '3 input channels')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
