"""Paths of layers: each is unique, and a layer is found from where it is named."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.errors import did_you_mean, shown
from archcalc.spec.model import Auxiliary, Item, Join, Repeat, Sequence


class Names:
    """The paths given so far, and the node behind each finished one."""

    def __init__(self) -> None:
        self.outputs: dict[str, int] = {}
        self.taken: set[str] = set()
        self.counts: dict[str, int] = {}

    def path(self, first: str) -> str:
        """A path that no layer has yet: the second `conv` of a scope is `conv_2`."""
        path = first
        if path in self.taken:
            count = self.counts.get(first, 1)  # where the last search ended: 10,000 unnamed layers stay linear
            while path in self.taken:
                count += 1
                path = f"{first}_{count}"
            self.counts[first] = count
        self.taken.add(path)
        return path

    def find(self, name: str, prefix: str, root: str) -> int | None:
        """The node that `name` stands for inside of `prefix`, from the inside out, but within `root`."""
        while True:
            if prefix + name in self.outputs:
                return self.outputs[prefix + name]
            if prefix == root:
                return None
            prefix = prefix[: prefix.rstrip(".").rfind(".") + 1]

    def why_not(self, name: str, prefix: str, root: str, body: Item) -> str:
        """A hint for a name that was not found; `body` is the network's or the block's layers."""
        shown_name = shown(name)
        if prefix + name in self.taken:
            return f"'{shown_name}' is not complete here: a layer cannot take its own output"
        if name in _named(body):
            return f"'{shown_name}' comes later: a layer takes what comes before it"
        if root and name in self.outputs:
            return f"'{shown_name}' is outside of this block; what comes into the block is called input"
        known = [path.removeprefix(root) for path in self.outputs if path.startswith(root)][-200:]
        if known:
            return did_you_mean(name, known, "layers before this one")
        return "no layer comes before this one; the network's input is called input"


def _named(item: Item) -> Iterator[str]:
    """All names given within an item."""
    if isinstance(item, Sequence):
        parts = item.items
    elif isinstance(item, Join):
        parts = item.branches
    else:
        if isinstance(item, (Repeat, Auxiliary)):
            yield from _named(item.item)
        return
    for name, inner in parts:
        if name:
            yield name
        yield from _named(inner)
