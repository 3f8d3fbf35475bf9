"""Matrices as aligned text, and blocks of text beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archcalc.numeric.numbers import Matrix, number_text
from archcalc.output.width import left, right, width

GAP = "    "


class Block(NamedTuple):
    """A few lines with a title over them."""

    title: str
    lines: Sequence[str]


def grid(cells: Iterable[Iterable[str]]) -> list[str]:
    """Cells in columns of one width, to the right, so that a matrix looks like one."""
    rows = [list(row) for row in cells]
    room = max(width(cell) for row in rows for cell in row)
    return [" ".join(right(cell, room) for cell in row) for row in rows]


def matrix_lines(matrix: Matrix) -> list[str]:
    """A matrix of numbers as lines."""
    return grid(map(number_text, row) for row in matrix)


def beside(blocks: Sequence[Block]) -> str:
    """Blocks from left to right, their first lines level."""
    height = max(len(block.lines) for block in blocks)
    columns = []
    for block in blocks:
        lines = [block.title, *block.lines, *[""] * (height - len(block.lines))]
        room = max(map(width, lines))
        columns.append([left(line, room) for line in lines])
    return "".join(GAP.join(parts).rstrip() + "\n" for parts in zip(*columns, strict=True))


def labelled(pairs: Sequence[tuple[str, str]]) -> str:
    """Lines with a label each, aligned; a pair without a label goes on with the one before."""
    room = max(width(label) for label, _ in pairs)
    return "".join(f"{left(label, room)}  {text}".rstrip() + "\n" for label, text in pairs)
