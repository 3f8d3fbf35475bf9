"""Two sequences side by side: what lies between known pairs, and equal entries in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence

Pair = tuple[int, int]
"""A place in the first sequence and one in the second."""

MOST_STEPS = 4_000_000
"""Of an alignment, whose time grows with the product of both lengths; longer ones are left alone."""


def gaps(pairs: Sequence[Pair], first: int, second: int) -> Iterator[tuple[list[int], list[int]]]:
    """Places without a pair between known pairs that are in order, for sequences of these lengths."""
    taken = tuple({pair[side] for pair in pairs} for side in (0, 1))
    low: Pair = (-1, -1)
    for high in [*increasing(sorted(pairs)), (first, second)]:
        ours, theirs = ([i for i in range(low[s] + 1, high[s]) if i not in taken[s]] for s in (0, 1))
        if ours and theirs:
            yield ours, theirs
        low = high


def aligned(
    ours: Sequence[int],
    theirs: Sequence[int],
    keys: Sequence[Hashable],
    other_keys: Sequence[Hashable],
    least: int = 1,
) -> Iterator[Pair]:
    """Places with equal keys, in the same order in both sequences, at least so many of them in a row."""
    if not ours or not theirs or len(ours) * len(theirs) > MOST_STEPS:
        return
    from difflib import SequenceMatcher

    for block in SequenceMatcher(None, keys, other_keys, autojunk=False).get_matching_blocks():
        if block.size >= least:
            yield from zip(ours[block.a : block.a + block.size], theirs[block.b : block.b + block.size], strict=True)


def increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs, sorted by their first place, that are in order in their second as well."""
    ends: list[int] = []  # where the best run of each length ends, in the second sequence
    last: list[int] = []  # and with which pair
    before: list[int] = []
    for index, (_, other) in enumerate(pairs):
        place = bisect_left(ends, other)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1], last[place : place + 1] = [other], [index]
    run: list[Pair] = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]
