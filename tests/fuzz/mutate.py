"""Mutates specs as trees: changed byte by byte they are mostly no YAML any more, and only the YAML parser is tested."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import yaml

from .networks import network

SCALARS: tuple[Any, ...] = (0, 1, -1, 2, 3, 7, 64, 10**9, 10**18, 10**19, 0.5, -2.5, 1e308, True, False, None)
SCALARS += ("", "none", "same", "x")
SCALARS += (
    "$in",
    "$index",
    "$width",
    "1x7",
    "7×7",
    "$in // 0",
    "2 ** 70",
    "$in if $in > 3 else 'a'",
    "3x8x8",
    "é",
    "-",
)


def mutated(data: bytes, seed: int, words: Sequence[str]) -> bytes:
    """The spec with one to four places of its tree changed; a drawn one where it is no YAML."""
    choose = random.Random(seed)
    try:
        tree = yaml.load(data, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        tree = None
    if not isinstance(tree, dict):
        tree = network(seed)
    for _ in range(choose.choice((1, 1, 2, 4))):
        _change(tree, choose, words)
    try:
        return yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True).encode("utf-8", "replace")
    except (yaml.YAMLError, RecursionError):
        return data


def _change(tree: Any, choose: random.Random, words: Sequence[str]) -> None:
    """Replace, move, add or remove something somewhere."""
    holders = [place for place in _holders(tree) if place]
    if not holders:
        return
    holder = choose.choice(holders)
    keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    key = choose.choice(keys)
    what = choose.randrange(6)
    if what == 0:
        del holder[key]
    elif what == 1:
        holder[key] = choose.choice(SCALARS)
    elif what == 2:
        source = choose.choice(holders)
        values = list(source.values()) if isinstance(source, dict) else source
        if len(yaml.dump(values)) < 2000:
            holder[key] = choose.choice(values)
    elif what == 3 and isinstance(holder, dict):
        word = choose.choice(words).strip(": ")
        holder[word] = holder.pop(key) if choose.random() < 0.5 else choose.choice(SCALARS)
    elif what == 4:
        holder[key] = choose.choice(({"repeat": 2, "layers": [holder[key]]}, [holder[key]], {"add": [holder[key]]}))
    elif isinstance(holder[key], int):
        holder[key] = choose.choice((holder[key] + 1, holder[key] - 1, -holder[key], holder[key] * 10**6))


def _holders(value: Any, depth: int = 0) -> list[Any]:
    """All mappings and lists."""
    if depth > 20 or not isinstance(value, (dict, list)):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [value, *(holder for part in inner for holder in _holders(part, depth + 1))]


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
