"""What was worked out last, kept for the next who asks."""

from __future__ import annotations

from collections.abc import Hashable
from types import NoneType
from typing import Any, Generic, TypeVar

V = TypeVar("V")

MOST_VALUES = 64


class Recent(Generic[V]):
    """The values used last, by key: at most `MOST_VALUES` of them, and together not heavier than `most`.

    Threads may share it: each step is one call of a dict, and a value that is lost to another thread's step is
    worked out again.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[Hashable, tuple[V, int]] = {}  # the one used last comes last
        _ALL.append(self)

    def get(self, key: Hashable) -> V | None:
        """The value that was kept for a key, if it still is."""
        found = self._kept.pop(key, None)
        if found is None:
            return None
        self._kept[key] = found
        return found[0]

    def keep(self, key: Hashable, value: V, weight: int) -> None:
        """Keep a value, and let go of those that were not used for the longest time if it is too much."""
        if weight > self.most:
            return
        self._kept.pop(key, None)
        self._kept[key] = (value, weight)
        entries = list(self._kept.items())
        excess = sum([held for _, (_, held) in entries]) - self.most
        for place, (oldest, (_, held)) in enumerate(entries):
            if excess <= 0 and len(entries) - place <= MOST_VALUES:
                break
            self._kept.pop(oldest, None)
            excess -= held

    def clear(self) -> None:
        self._kept.clear()


_ALL: list[Recent[Any]] = []


def forget() -> None:
    """Let go of all that is kept, in the whole program."""
    for recent in _ALL:
        recent.clear()


def exact_key(value: Any) -> Hashable:
    """A plain value as a key that tells it from all others: 1, 1.0 and true are three.

    Raises:
        TypeError: a value of another kind, of which nobody knows what equals it.
    """
    kind = value.__class__
    if kind in (int, str, bool, float, NoneType):
        return (kind, value)
    if kind in (list, tuple):
        return (kind, *map(exact_key, value))
    raise TypeError(f"{kind.__name__} is not a plain value")
