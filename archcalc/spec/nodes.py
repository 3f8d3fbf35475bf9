"""The tree of a spec file: scalars, lists and mappings that know where they stand."""

from __future__ import annotations

from collections.abc import Collection

from archcalc.errors import Place, Source


class ScalarNode:
    """A word, number or text; `plain` if it stood without quotes. `scalars.parse_scalar` gives its value."""

    __slots__ = ("column", "line", "plain", "source", "text", "width")

    def __init__(self, text: str, plain: bool, source: Source, line: int, column: int, width: int) -> None:
        self.text = text
        self.plain = plain
        self.source = source
        self.line = line
        self.column = column
        self.width = width  # of the token in the file, quotes included; 1 if it runs over several lines

    @property
    def place(self) -> Place:
        return Place(self.source, self.line, self.column, self.width)


class ListNode:
    """A sequence."""

    __slots__ = ("column", "items", "line", "source")

    def __init__(self, source: Source, line: int, column: int) -> None:
        self.items: list[Node] = []
        self.source = source
        self.line = line
        self.column = column

    @property
    def place(self) -> Place:
        return Place(self.source, self.line, self.column)


class MapNode:
    """A mapping, in the order of the file."""

    __slots__ = ("column", "entries", "line", "source")

    def __init__(self, source: Source, line: int, column: int) -> None:
        self.entries: dict[str, tuple[ScalarNode, Node]] = {}
        self.source = source
        self.line = line
        self.column = column

    @property
    def place(self) -> Place:
        return Place(self.source, self.line, self.column)

    @property
    def items(self) -> Collection[tuple[ScalarNode, Node]]:
        return self.entries.values()

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node = ScalarNode | ListNode | MapNode
