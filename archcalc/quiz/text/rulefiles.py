"""Files of rules, one a line: their lines, and parts of patterns that they name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_PART = re.compile(r"([A-Z_]+) = (.+)")
_NAMED = re.compile(r"<([A-Z_]+)>")
Rule = TypeVar("Rule")


def table(path: Path, read: Callable[[str], Rule | None]) -> list[Rule]:
    """What the lines of a table say, without those that are empty or begin with `#`; one may say nothing by itself.

    Raises:
        ValueError: a line says nothing; which one, and why.
    """
    rules: list[Rule] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            try:
                rule = read(line)
            except (ValueError, re.error) as wrong:
                raise ValueError(f"{path.name}:{number}: {wrong}") from None
            rules += [rule] if rule is not None else []
    return rules


class Parts:
    """Parts of patterns that a table names, to be used in others: `NAME = part`, then `<NAME>`."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}

    def names(self, line: str) -> bool:
        """Whether a line names a part; it is kept."""
        found = _PART.fullmatch(line)
        if found:
            self.by_name[found[1]] = self.filled(found[2])
        return bool(found)

    def filled(self, pattern: str) -> str:
        """The pattern with all parts that it names.

        Raises:
            ValueError: no line has named one of them.
        """
        unknown = {name for name in _NAMED.findall(pattern) if name not in self.by_name}
        if unknown:
            raise ValueError(f"no part is named {', '.join(sorted(unknown))}")
        return _NAMED.sub(lambda name: self.by_name[name[1]], pattern)
