"""The entries of a row of layers, and counts of them: `1×1, 64 / 3×3, 64 / 1×1, 256 세 층` repeats none."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.quiz.scene import POOLS
from archcalc.quiz.text.token import Token

CONVS = frozenset({"CONV", "CONVLAYER", "DW", "PW", "GROUPED", "TRANS", "SAME", "VALID", "STANDARD", "D2"})
_ATTRIBUTES = frozenset({"stride", "pad", "groups", "same", "nopad"})


class Entry(NamedTuple):
    """One layer of a row: its tokens from `first` to `last`, and the roles of those that have one."""

    first: int
    last: int
    roles: tuple[tuple[str, int], ...]
    kinds: frozenset[str]

    @property
    def is_pool(self) -> bool:
        return bool(self.kinds & {*POOLS, "POOLNAME"})

    @property
    def is_counted(self) -> bool:
        """Whether it says how many channels come out; of a depthwise layer that needs no saying."""
        return "DW" in self.kinds or any(role == "filters" for role, _ in self.roles)


def without_common(tokens: list[Token], row: list[Entry]) -> list[Entry]:
    """The entries; what stands behind a comma at the end of the last one, and in no other, may be about them all."""
    *others, last = row
    last = _without_count_of_all(tokens, others, last)
    own = {role for entry in others if entry.is_pool == last.is_pool for role, _ in entry.roles}
    kept = tuple(
        (role, at)
        for role, at in last.roles
        if role not in _ATTRIBUTES or role in own or not _behind_comma(tokens, last.first, at)
    )
    return [*others, last._replace(roles=kept)]


def _without_count_of_all(tokens: list[Token], others: list[Entry], last: Entry) -> Entry:
    """`1×1, 64 / 3×3, 64 / 1×1, 256 세 층`: a count behind the last entry may be one of the whole row."""
    kernel = next(at for role, at in last.roles if role == "kernel")
    counts = [at for role, at in last.roles if role == "repeat" and at > kernel]
    alone = not any(role == "repeat" for entry in others for role, _ in entry.roles)
    headed = bool(last.kinds & (CONVS | set(POOLS)))
    if not counts or not alone or (headed and tokens[counts[0]].value != len(others) + 1):
        return last
    kept = tuple(pair for pair in last.roles if pair[1] < counts[0])
    return last._replace(roles=kept, last=counts[0] - 1)


def _behind_comma(tokens: list[Token], first: int, at: int) -> bool:
    kinds = [token.kind for token in tokens[first : at + 1]]
    return kinds.count("LP") == kinds.count("RP") and "COMMA" in kinds[-3:-1]
