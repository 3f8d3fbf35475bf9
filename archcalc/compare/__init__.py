"""Networks side by side: their figures, their stages, and where the difference of two of them comes from.

- `units`: a network's layers, each with the norm and activation beside it
- `match`: which layer of one network is which of the other
- `aspects`: in what a layer differs from its counterpart
- `patterns`: many paths in a few words
- `causes`: the waterfall, a list of causes that sum to the difference
- `figures`: totals, stages, the receptive field of the last map
- `tables`, `waterfalls`, `data`, `words`: as tables and data, in English and Korean
"""

from collections.abc import Sequence
from typing import NamedTuple

from archcalc.analysis import Analysis
from archcalc.compare.causes import Cause, Waterfall, waterfall
from archcalc.compare.figures import Entry, Stage, entry
from archcalc.errors import Fault, UsageError

__all__ = ["Cause", "Comparison", "Entry", "Stage", "Waterfall", "compare"]


class Comparison(NamedTuple):
    """Networks side by side; `waterfalls` lead from the first network to each of the others."""

    networks: tuple[Entry, ...]
    waterfalls: tuple[Waterfall, ...]


def compare(analyses: Sequence[Analysis], labels: Sequence[str] = ()) -> Comparison:
    """Compare networks with the first one.

    Args:
        analyses: two or more, under one convention, for one batch size and one dtype.
        labels: what to call them; by default name, knobs and input. Equal ones are numbered.

    Raises:
        UsageError: fewer than two, or they are not counted in the same way.
    """
    if len(analyses) < 2:
        hint = "for example: archcalc compare resnet50 resnet101"
        raise UsageError(Fault("two or more networks are needed to compare", hint=hint))
    ways = {(a.convention.name, a.batch, a.dtype) for a in analyses}
    if len(ways) > 1:
        raise UsageError("networks are compared under one convention, for one batch and one dtype")
    entries: list[Entry] = []
    for number, analysis in enumerate(analyses):
        found = entry(analysis, labels[number] if labels else "")
        same = sum(other.label.partition(" (")[0] == found.label for other in entries)
        entries.append(found._replace(label=f"{found.label} ({same + 1})") if same else found)
    first = analyses[0]
    return Comparison(tuple(entries), tuple(waterfall(first, other) for other in analyses[1:]))
