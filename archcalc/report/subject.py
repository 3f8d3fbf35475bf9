"""A network that a report is about, and the name of its files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from archcalc.analysis import Analysis
from archcalc.published import Comparison, compare_published
from archcalc.savings import Account, account

RESERVED = ("readme", "index", "published", "savings", "quiz", "calculator", "comparison")
"""Names of the files that are about several networks."""

_LONGEST = 120  # of a file's name, so that an ending fits behind it


class Subject:
    """An analysis with what else is worked out of it, each once.

    `asked` is how the network is named on a command line, `label` what it is called there in short, `stem` the name
    of its files without their endings.
    """

    def __init__(self, asked: str, label: str, analysis: Analysis, stem: str) -> None:
        self.asked = asked
        self.label = label
        self.analysis = analysis
        self.stem = stem

    @property
    def name(self) -> str:
        return self.analysis.network.name

    @cached_property
    def account(self) -> Account:
        """What its constructions save."""
        return account(self.analysis.graph, self.analysis.batch)

    @cached_property
    def published(self) -> list[Comparison]:
        """What papers print of it, beside the engine's figures; nothing for a network that is set otherwise."""
        network = self.analysis.network
        as_it_comes = not network.given and self.analysis.input == network.input
        return compare_published(network) if as_it_comes else []


def subjects(asked: Iterable[tuple[str, str, Analysis]]) -> list[Subject]:
    """Networks as they were asked for: on a command line, in short, and analysed.

    The files of no two have one name, on any file system; `mobilenet_v1:width=0.5@160` makes
    `mobilenet_v1-width-0.5-160`.
    """
    taken = set(RESERVED)
    found = []
    for text, label, analysis in asked:
        stem = _free(re.sub(r"[^\w.]+", "-", label)[:_LONGEST].strip(".-") or "network", taken)
        taken.add(stem.casefold())
        known = text.encode("utf-8", "replace").decode("utf-8")  # a path can have bytes that are no text
        found.append(Subject(known, label, analysis, stem))
    return found


def _free(stem: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is taken."""
    number, free = 1, stem
    while free.casefold() in taken:
        number += 1
        free = f"{stem}-{number}"
    return free
