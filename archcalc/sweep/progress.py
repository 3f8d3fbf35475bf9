"""How far a sweep is, on a terminal's standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def shown(items: Iterable[Item], total: int, done: int = 0) -> Iterator[Item]:
    """The items as they come, with a bar that counts them from `done` to `total`; silent in a pipe."""
    if not sys.stderr.isatty() or total < 2:
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sweep", total=total, completed=done)
        for item in items:
            yield item
            bar.advance(task)
