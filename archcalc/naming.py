"""Paths of layers: each is unique, a layer is found from where it is named, and patterns mean several."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from archcalc.errors import Fault, UsageError, did_you_mean, shown
from archcalc.spec.model import Auxiliary, BlockUse, Item, Join, Layer, Repeat, Sequence


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

    def stand_in(self, path: str, index: int) -> None:
        """Let a name stand for a node; a layer that has it, or comes to have it, is meant before that."""
        if path not in self.taken:
            self.outputs[path] = index

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


def repeated_name(item: Item) -> str:
    """The name of an unnamed repeat: what it repeats."""
    if isinstance(item, (Layer, Join)):
        return item.operation.key
    if isinstance(item, BlockUse):
        return str(item.block.constant) if item.block.is_constant else "block"
    return "repeat"


def matching(patterns: Iterable[str], paths: Collection[str]) -> set[str]:
    """The layers that patterns mean.

    A pattern is a layer's path with wildcards (`conv*`, `conv2_x.*.conv1`); it covers everything below.

    Raises:
        UsageError: a pattern matches no layer.
    """
    from fnmatch import fnmatchcase  # few commands take patterns

    found: set[str] = set()
    for pattern in patterns:
        matched = {path for path in paths if fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern}.*")}
        if not matched:
            heads = [path.partition(".")[0] for path in paths]
            hint = did_you_mean(pattern, dict.fromkeys([*heads, *paths]), "layers")
            raise UsageError(Fault(f"no layer matches '{shown(pattern)}'", hint=hint))
        found |= matched
    return found
