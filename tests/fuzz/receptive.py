"""Receptive fields by what a network does to a NaN: whatever depends on it becomes one.

A sample for each place of an axis has NaN there and ones elsewhere. After any layer the positions that are NaN are
those that see the place: sums, products, maxima and every activation pass it on, whatever the weights are. No
formula and no index of a window is involved.
"""

from __future__ import annotations

from fractions import Fraction

import torch

from archcalc.crosscheck.build import build
from archcalc.graph import INPUT, Graph
from archcalc.receptive import AxisField, input_field
from archcalc.rows import Row

Place = int | Fraction
Seen = list[tuple[int, int] | None]
"""First and last place of the input that each position depends on; None for none."""

WIDENING = ("conv_transpose", "upsample", "adaptive_avgpool", "adaptive_maxpool", "groupnorm", "instancenorm")
"""Positions behind these see different amounts: what the engine says of them is tested on its own."""

SEE_ALL = ("linear", "rbf", "global_avgpool", "global_maxpool")


def receptive_faults(graph: Graph, rows: tuple[Row, ...]) -> list[str]:
    """Where the engine's receptive fields are not what the network does."""
    found: list[str] = []
    exact, bounded = _reliable(graph, rows)
    for axis in range(len(graph.input) - 1):
        covered = _covered(graph, rows, axis)
        for index, seen in enumerate(places_seen(graph, axis)):
            if bounded[index]:
                field = rows[index].receptive[axis]
                if not any(seen):  # every window lies in the padding of another axis
                    continue
                if len(seen) != field.positions:  # a flattened map: its elements keep the positions they came from
                    continue
                wrong = _differ(field, seen, covered[index] if exact[index] else (0, -1))
                found += [f"receptive: {graph.nodes[index].path}, axis {axis}: {wrong}"] if wrong else []
    return found


def places_seen(graph: Graph, axis: int) -> list[Seen]:
    """For each node, what each of its positions along the axis depends on."""
    network = build(graph).double().eval()
    outputs: dict[str, torch.Tensor] = {}
    for name in network.module_names:
        network.get_submodule(name).register_forward_hook(
            lambda module, inputs, output, name=name: outputs.__setitem__(name, output.isnan())
        )
    length = graph.input[1 + axis]
    x = torch.ones((length, *graph.input), dtype=torch.float64)
    for place in range(length):
        x[place].select(1 + axis, place).fill_(float("nan"))
    with torch.no_grad():
        network(x)
    return [_hulls(outputs[name], axis) for name in network.module_names]


def _hulls(isnan: torch.Tensor, axis: int) -> Seen:
    """A vector has a single position, which sees what any of its elements does."""
    others = [number for number in range(1, isnan.dim()) if number != axis + 2 or isnan.dim() == 2]
    depends = isnan.amax(others).reshape(len(isnan), -1).T
    return [(int(row.int().argmax()), int(row.nonzero().max())) if row.any() else None for row in depends]


def _reliable(graph: Graph, rows: tuple[Row, ...]) -> tuple[list[bool], list[bool]]:
    """For each node, whether its field is exact inside the map, and whether it bounds what is seen at the border.

    It only bounds it where a slice or a connection table takes some branches of a concat and leaves others. Neither
    where branches of different strides meet on maps that happen to be of one size, or behind a gate.
    """
    exact: list[bool] = []
    bounded: list[bool] = []
    for index, node in enumerate(graph.nodes):
        key = node.operation.key
        sources = node.inputs[:1] if key == "crop" else node.inputs  # the second says a size
        inputs = [source for source in sources if source != INPUT]
        fields = [rows[i].receptive if i != INPUT else input_field(graph.input[1:]) for i in sources]
        aligned = len({tuple((axis.jump, axis.positions) for axis in field) for field in fields}) == 1
        plain = key not in WIDENING and aligned
        copies = getattr(node.operation, "padding_mode", "zeros") != "zeros"
        chosen = key == "slice" or getattr(node.operation, "table", None) is not None
        exact.append(plain and all(exact[i] for i in inputs) and not chosen and key not in SEE_ALL and key != "flatten")
        bounded.append(plain and not copies and all(bounded[i] for i in inputs))
        assert len(exact) == index + 1
    return exact, bounded


def _covered(graph: Graph, rows: tuple[Row, ...], axis: int) -> list[tuple[Place, Place]]:
    """For each node, the places that all maps before it reach to: strides leave some out at the end."""
    found: list[tuple[Place, Place]] = []
    for node, row in zip(graph.nodes, rows, strict=True):
        ends = [found[i] if i != INPUT else (0, graph.input[1 + axis] - 1) for i in node.inputs]
        own = row.receptive[axis]
        last = own.start + (own.positions - 1) * own.jump + own.size - 1
        found.append((max(own.start, *(end[0] for end in ends)), min(last, *(end[1] for end in ends))))
    return found


def _differ(field: AxisField, seen: Seen, covered: tuple[Place, Place]) -> str:
    """What is wrong with a field; it is exact where it lies within `covered`."""
    for position, ends in enumerate(seen):
        first = field.start + position * field.jump
        last = first + field.size - 1
        if ends is not None and not first <= ends[0] <= ends[1] <= last:
            return f"position {position} sees {ends}, and its field is {first} to {last}"
        if covered[0] <= first and last <= covered[1] and ends != (first, last):
            return f"position {position} sees {ends}, and its field, inside the input, is {first} to {last}"
    return ""
