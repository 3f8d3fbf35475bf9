"""Figures of all configurations of a box: one walk over the network for each group that has the same layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from archcalc.errors import SpecError
from archcalc.spec.model import Network
from archcalc.sweep.each import Refused
from archcalc.sweep.expanding import expand_lanes
from archcalc.sweep.figures import FIGURES, figures
from archcalc.sweep.grid import Box, column_of, lanes_of, parts_of
from archcalc.sweep.lanes import LARGEST, Array, Lanes, Split
from archcalc.sweep.plan import BATCH, Plan, input_at


class Columns(NamedTuple):
    """One entry per configuration, in the order of the grid.

    `knobs` are the swept values, `figures` whole numbers: int64, or Python's own where one is larger than that.
    `reasons` say why a configuration is no network, and are None where it is one; its figures are 0 then.
    """

    knobs: dict[str, Array]
    figures: dict[str, Array]
    reasons: Array

    @property
    def valid(self) -> Array:
        nothing: Any = None
        return np.asarray(self.reasons == nothing, bool)

    def __len__(self) -> int:
        return len(self.reasons)

    def chosen(self, which: Array | slice) -> Columns:
        """The configurations that a mask or an array of indices names."""
        knobs = {name: column[which] for name, column in self.knobs.items()}
        return Columns(knobs, {name: column[which] for name, column in self.figures.items()}, self.reasons[which])


def run_box(plan: Plan, box: Sequence[range]) -> Columns:
    """All configurations of a box of the plan's grid."""
    lengths = tuple(map(len, box))
    found = {name: np.zeros(lengths, np.int64) for name in FIGURES}
    reasons = np.full(lengths, None, object)
    for part, result in _groups(plan, tuple(np.arange(axis.start, axis.stop) for axis in box)):
        at = np.ix_(*[indices - axis.start for indices, axis in zip(part, box, strict=True)])
        if not isinstance(result, dict):
            reasons[at] = result.array if isinstance(result, Lanes) else result
            continue
        for name, figure in result.items():
            values = figure.array if isinstance(figure, Lanes) else _single(figure)
            if values.dtype == object and found[name].dtype != object:
                found[name] = found[name].astype(object)
            found[name][at] = values
    knobs = {axis.name: column_of(axis.values, box, number) for number, axis in enumerate(plan.axes)}
    return Columns(knobs, {name: _narrow(values.ravel()) for name, values in found.items()}, reasons.ravel())


def joined(parts: Sequence[Columns]) -> Columns:
    """Columns one after the other."""
    first = parts[0]
    if len(parts) == 1:
        return first
    knobs = {name: np.concatenate([part.knobs[name] for part in parts]) for name in first.knobs}
    found = {name: np.concatenate([part.figures[name] for part in parts]) for name in first.figures}
    return Columns(knobs, found, np.concatenate([part.reasons for part in parts]))


def _groups(plan: Plan, box: Box) -> Iterator[tuple[Box, dict[str, Any] | Any]]:
    """Parts of the box, each with its figures, or with the reason why its configurations are none."""
    for axis, refused in enumerate(plan.refused):
        outside = [index for index in box[axis].tolist() if index in refused]
        for index in outside:
            yield _with(box, axis, np.array([index])), refused[index]
        box = _with(box, axis, np.setdiff1d(box[axis], np.array(outside, np.int64)))
    boxes = [box] if all(map(len, box)) else []
    while boxes:
        part = boxes.pop()
        network, batch = _varied(plan, part)
        try:
            graph, maker = expand_lanes(network)
            yield part, figures(graph, maker, batch, plan.dtype)
        except Split as split:
            smaller = parts_of(part, split.codes)
            assert len(smaller) > 1, "a part that cannot be split was split"
            boxes += smaller
        except Refused as refusal:
            yield part, refusal.reasons
        except SpecError as error:
            yield part, error.faults[0].message


def _with(box: Box, axis: int, indices: Array) -> Box:
    return (*box[:axis], indices, *box[axis + 1 :])


def _varied(plan: Plan, box: Box) -> tuple[Network, Any]:
    """The network with lanes for what is swept, and the batch."""
    network: Network = plan.network
    batch: Any = plan.batch
    knobs = {**network.knobs}
    input = network.input
    for number, (name, values) in enumerate(plan.axes):
        if name in network.knobs:
            knobs[name] = lanes_of(values, box, number)
        elif name == BATCH:
            batch = lanes_of(values, box, number)
        else:
            shapes = [input_at(network, name, values[index]) for index in box[number]]
            local = tuple(np.arange(len(indices)) for indices in box)
            input = tuple(lanes_of(sizes, local, number) for sizes in zip(*shapes, strict=True))
    return network._replace(knobs=knobs, input=input), batch


def _single(value: int) -> Array:
    return np.array(value, np.int64 if abs(value) <= LARGEST else object)


def _narrow(values: Array) -> Array:
    """Python's integers as int64, if all of them fit."""
    if values.dtype == object and all(-LARGEST <= value <= LARGEST for value in values.tolist()):
        return values.astype(np.int64)
    return values
