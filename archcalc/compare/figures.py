"""The figures of one network in a comparison: totals, stages, and what its last map sees of the input."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.analysis import Analysis
from archcalc.groups import fold
from archcalc.last_map import LastMap, last_map
from archcalc.output.data import totals_data
from archcalc.shape import Shape, shape_text

FIGURES = (
    "parameters",
    "trainable_parameters",
    "macs",
    "flops",
    "cost",
    "activations",
    "parameter_bytes",
    "peak_activation_bytes",
    "training_activation_bytes",
    "weighted_layers",
    "layers",
)
"""Keys of the totals that are compared, in the order of the table; `cost` only where it counts other than `macs`."""


class Stage(NamedTuple):
    """A part of a network at the top of its paths, as `summarize --depth 1` shows it."""

    name: str
    layers: int
    parameters: int
    macs: int
    output: Shape


class Entry(NamedTuple):
    """One network of a comparison."""

    label: str
    analysis: Analysis
    stages: tuple[Stage, ...]
    last_map: LastMap | None

    def figure(self, name: str) -> int:
        """A total by its name in `FIGURES`."""
        return totals_data(self.analysis.totals)[name]


def entry(analysis: Analysis, label: str = "") -> Entry:
    """One network, by a label of one's own or by its name, knobs and input."""
    return Entry(label or label_of(analysis), analysis, stages(analysis), last_map(analysis))


def label_of(analysis: Analysis) -> str:
    """`mobilenet_v1:width=0.5@3x160x160`: what was set, and the input where it is another than the network's."""
    network = analysis.network
    knobs = ",".join(f"{name}={value}" for name, value in network.given.items())
    size = "" if analysis.input == network.input else f"@{shape_text(analysis.input)}"
    return f"{network.name}{f':{knobs}' if knobs else ''}{size}"


def stages(analysis: Analysis) -> tuple[Stage, ...]:
    """The parts of a network; their parameters and MACs sum to its totals."""
    return tuple(
        Stage(
            group.name,
            len(group.rows),
            sum(row.parameters for row in group.rows),
            sum(row.macs for row in group.rows),
            group.rows[-1].output,
        )
        for group in fold(analysis.layers, 1)
    )
