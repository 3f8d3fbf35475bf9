"""Bars in a table: beside each figure, as long as it is large."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.output.table import GAP, Cell, Column, Table, column_widths

BARS = {"parameters": "parameters_bar", "share": "work_bar"}
"""Columns that get a bar to their right: the parameters, and the share of the work."""

_LONGEST, _SHORTEST, _EASY = 16, 4, 8  # columns of text
_GIVE_WAY = {"receptive_field": _EASY, "operation": _EASY, "output": _SHORTEST}
"""Columns that give way, and the length of a bar at which they need not."""

_NAME_ROOM = 24  # what a name is counted with on a terminal, where it can be cut
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(value: float, largest: float, columns: int, blocks: bool = True) -> str:
    """`value` as a bar, when `largest` fills the columns; whatever is not nothing can be seen.

    With blocks, the bar is right to half an eighth of a column; without, it is made of `#`, or a dot.
    """
    if value <= 0 or largest <= 0:
        return ""
    if not blocks:
        return "#" * round(value / largest * columns) or "."
    eighths = max(1, round(value / largest * columns * 8))
    full, rest = divmod(eighths, 8)
    return _EIGHTHS[8] * full + (_EIGHTHS[rest] if rest else "")


def with_bars(table: Table, room: int, blocks: bool = True, cut_names: bool = False) -> Table:
    """The table of layers with bars, in a room of so many columns.

    The receptive field, the operation and the output give way to the bars, in this order; then the bars become
    shorter, and that of the parameters is left out. A table that is too wide without all that gets short bars.

    Args:
        table: with the columns of `summary.layer_table`.
        room: columns of text.
        blocks: whether the output has block characters.
        cut_names: whether names can be cut, as on a terminal.
    """
    for key, enough in _GIVE_WAY.items():
        if _spare(table, room, cut_names, len(BARS)) >= enough:
            break
        table = _without(table, key)
    spare = _spare(table, room, cut_names, len(BARS))
    single = _spare(table, room, cut_names, 1)
    if spare >= _SHORTEST or single < _SHORTEST:
        return _with(table, BARS, max(_SHORTEST, min(spare, _LONGEST)), blocks)
    return _with(table, {"share": BARS["share"]}, min(single, _LONGEST), blocks)


def _spare(table: Table, room: int, cut_names: bool, bars: int) -> int:
    """Columns that are left for each of so many bars."""
    widths = [
        min(wide, _NAME_ROOM) if cut_names and column.shrinks else wide
        for column, wide in zip(table.columns, column_widths(table), strict=True)
    ]
    return (room - sum(widths) - GAP * (len(widths) - 1)) // bars - GAP


def _without(table: Table, key: str) -> Table:
    kept = [i for i, column in enumerate(table.columns) if column.key != key]
    return table._replace(
        columns=tuple(table.columns[i] for i in kept), rows=[[row[i] for i in kept] for row in table.rows]
    )


def _with(table: Table, bars: dict[str, str], columns: int, blocks: bool) -> Table:
    """The table with a column of bars to the right of each that has one."""
    heads: list[Column] = []
    cells: list[Sequence[Cell]] = []
    for number, column in enumerate(table.columns):
        values = [row[number] for row in table.rows]
        heads.append(column)
        cells.append(values)
        if column.key in bars:
            heads.append(Column(bars[column.key], "", whole=True))
            cells.append(_bars(values, columns, blocks))
    return table._replace(columns=tuple(heads), rows=list(zip(*cells, strict=True)))


def _bars(values: Sequence[Cell], columns: int, blocks: bool) -> list[str]:
    figures = [value if isinstance(value, (int, float)) else 0 for value in values]
    return [bar(value, max(figures), columns, blocks) for value in figures]
