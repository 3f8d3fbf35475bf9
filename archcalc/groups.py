"""Layers taken together: the parts of a network, or a layer with what is written beside it."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.rows import Row


class Group:
    """Consecutive rows that are shown as one."""

    __slots__ = ("name", "rows")

    def __init__(self, name: str, row: Row) -> None:
        self.name = name
        self.rows = [row]

    def describe(self) -> str:
        """The one operation that does the work, or how many layers there are."""
        if len(self.rows) == 1:
            return self.rows[0].operation.describe()
        main, *beside = self.rows
        if main.name == self.name and all(row.name.startswith(f"{self.name}.") for row in beside):
            return " + ".join([main.operation.describe(), *(row.operation.key for row in beside)])
        return f"{len(self.rows)} layers"


def fold(rows: Iterable[Row], depth: int | None) -> list[Group]:
    """Rows in groups by the first `depth` parts of their names; each its own without a depth."""
    groups: list[Group] = []
    for row in rows:
        name = row.name if depth is None else ".".join(row.name.split(".")[:depth])
        if depth is not None and groups and groups[-1].name == name:
            groups[-1].rows.append(row)
        else:
            groups.append(Group(name, row))
    return groups


def units(rows: Iterable[Row]) -> list[Group]:
    """Each layer with the norm and activation written beside it, as papers' tables count layers."""
    groups: list[Group] = []
    for row in rows:
        if groups and row.name.startswith(f"{groups[-1].name}."):
            groups[-1].rows.append(row)
        else:
            groups.append(Group(row.name, row))
    return groups
