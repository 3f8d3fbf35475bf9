"""Which uses of a block may share a class."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from archcalc.export.pytorch.steps import Step


def together(step: Step) -> Hashable:
    """All uses."""
    return ()


def by_structure(step: Step) -> Hashable:
    """Those with the same items, of the same kinds."""
    operations = tuple(type(node.operation) for node in step.nodes)
    name = step.block.name if step.block else ""
    return step.taken, type(step.item), name, operations, tuple(by_structure(child) for child in step.children)


def by_details(step: Step) -> Hashable:
    """Those that are the same in everything."""
    layers = tuple((node.operation, node.shapes) for inner in step.walk() for node in inner.nodes)
    return by_structure(step), step.start_shape, layers


FINER: tuple[Callable[[Step], Hashable], ...] = (together, by_structure, by_details)
"""From one class for all to one for each."""
