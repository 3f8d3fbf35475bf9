"""Ways that cross: units in columns, each behind all that it takes, and a line for each tensor."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.drawing.blocks import BETWEEN, FAN, Block
from archcalc.drawing.pen import Pen


def tangle(blocks: Sequence[Block], sources: Sequence[Sequence[int]], leaves: Sequence[bool]) -> Block:
    """Blocks in columns. `sources` are what each takes (-1: what comes in), `leaves` tells what goes out."""
    columns = _columns(sources)
    last = max(columns) + 1
    rows = _rows(columns, sources, leaves)
    wide = [max(b.width for b, c in zip(blocks, columns, strict=True) if c == column) for column in range(last)]
    lefts = [sum(wide[:column]) + FAN * (column + 1) for column in range(last)]
    levels, up, down = _levels(blocks, rows)
    width = sum(wide) + FAN * (last + 1)

    def draw(pen: Pen, x: float, y: float) -> None:
        starts = [(x + lefts[c], y + levels[r]) for c, r in zip(columns, rows, strict=True)]
        ends = [(sx + wide[c], sy) for (sx, sy), c in zip(starts, columns, strict=True)]
        for (sx, sy), taken in zip(starts, sources, strict=True):
            for source in taken:
                ex, ey = (x, y) if source < 0 else ends[source]
                if source < 0:  # to its row at once, and along it
                    pen.line((ex, ey), (x + FAN, sy))
                    pen.line((x + FAN, sy), (sx, sy))
                else:
                    pen.line((ex, ey), (sx - FAN, ey))
                    pen.line((sx - FAN, ey), (sx, sy))
        for number, block in enumerate(blocks):
            (sx, sy), (ex, _) = starts[number], ends[number]
            block.draw(pen, sx, sy)
            pen.line((sx + block.width, sy), (ex, sy))
            if leaves[number]:
                pen.line((ex, sy), (x + width - FAN, sy))
                pen.line((x + width - FAN, sy), (x + width, y))

    return Block(width, up, down, draw)


def _columns(sources: Sequence[Sequence[int]]) -> list[int]:
    """The column of each unit, as far to the right as those that take it allow."""
    columns: list[int] = []
    for taken in sources:
        columns.append(max((columns[source] for source in taken if source >= 0), default=-1) + 1)
    takers: list[list[int]] = [[] for _ in sources]
    for number, taken in enumerate(sources):
        for source in taken:
            if source >= 0:
                takers[source].append(number)
    for number in reversed(range(len(sources))):
        if takers[number]:
            columns[number] = min(columns[taker] for taker in takers[number]) - 1
    return columns


def _rows(columns: Sequence[int], sources: Sequence[Sequence[int]], leaves: Sequence[bool]) -> list[int]:
    """A row for each unit, free up to where its line ends; and from the start where it takes what comes in."""
    until = [max(columns) if leaves[number] else column for number, column in enumerate(columns)]
    for number, taken in enumerate(sources):
        for source in taken:
            if source >= 0:
                until[source] = max(until[source], columns[number] - 1)
    rows: list[int] = []
    used: dict[int, set[int]] = {}
    for number, taken in enumerate(sources):
        wanted = [rows[source] for source in taken if source >= 0]
        needs = set(range(columns[number] if wanted else 0, until[number] + 1))
        row = next(row for row in [*wanted, *range(len(columns))] if needs.isdisjoint(used.get(row, ())))
        used.setdefault(row, set()).update(needs)
        rows.append(row)
    return rows


def _levels(blocks: Sequence[Block], rows: Sequence[int]) -> tuple[list[float], float, float]:
    """The level of each row, and the reach above and below the flow line, which lies in the middle."""
    levels: list[float] = []
    below = 0.0
    for row in range(max(rows) + 1):
        inside = [block for block, at in zip(blocks, rows, strict=True) if at == row]
        levels.append(below + max((block.up for block in inside), default=0.0))
        below = levels[-1] + max((block.down for block in inside), default=0.0) + BETWEEN
    middle = (below - BETWEEN) / 2
    return [level - middle for level in levels], middle, middle
