"""What is left out of a network in the making: branches and layers, and what a message says of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from archcalc.errors import Note, Place, SpecError, shown
from archcalc.graph import Node
from archcalc.making import Frame
from archcalc.shape import Shape, shape_text
from archcalc.spec.model import Item, Join, Layer, Named, Value
from archcalc.spec.model import Sequence as SequenceItem


class End(NamedTuple):
    """What a branch gives, and the layers in it; `item` is None where `from` names several layers."""

    place: Place
    shape: Shape
    item: Item | None = None
    left_out: bool = False
    nodes: Sequence[Node] = ()


def is_condition(value: object, word: str, place: Place, frame: Frame) -> bool:
    """The value of a `when` or an `if`.

    Raises:
        SpecError: it is neither true nor false.
    """
    if not isinstance(value, bool):
        raise frame.fault(f"'{word}' needs true or false, not {value}", place, "compare it: x > 0")
    return value


def with_branches(item: Join, holds: Callable[[Value], bool], frame: Frame) -> Join:
    """The join with the branches that are there: those without an `if`, and those whose `if` holds.

    Raises:
        SpecError: too few are there.
    """
    conditions = [branch.item.wiring.present for branch in item.branches]
    if not any(conditions):
        return item
    there = [condition is None or holds(condition) for condition in conditions]
    least = item.operation.fan_in[0]
    if sum(there) < least:
        many = f"at least {least} branches" if least > 1 else "a branch"
        left_out = [condition for condition, is_there in zip(conditions, there, strict=True) if not is_there]
        notes = tuple(Note("this branch is left out by its 'if'", value.place) for value in left_out if value)
        message = f"{item.operation.key} needs {many}, and {sum(there)} of its {len(there)} is there"
        hint = "a 'when' beside the whole join leaves all of it out"
        raise frame.fault(message, item.wiring.place, hint, notes)
    branches = zip(item.branches, there, strict=True)
    return item._replace(branches=tuple(branch for branch, is_there in branches if is_there))


def branch_notes(ends: Sequence[End], entering: int) -> tuple[Note, ...]:
    """What each branch gives, and what led to it; `entering` channels arrive at the join."""
    notes = []
    for number, end in enumerate(ends[:8], 1):
        which = f"branch {number} of {len(ends)}"
        if end.left_out:
            why = "is left out by its 'when' and stands for its input"
            notes.append(Note(f"{which} {why}, {shape_text(end.shape)} ('if' removes a branch)", end.place))
        else:
            notes.append(Note(f"{which} gives {shape_text(end.shape)}", end.place))
        value = _channels_of(end.item) if end.shape[0] != entering else None
        if value is not None and end.item is not None:
            notes += _told_of_in(value, end, entering)
    return tuple(notes)


def _told_of_in(value: Value, end: End, entering: int) -> list[Note]:
    """What `$in` is in a branch's last layer with filters, where it is not what arrives at the join."""
    nodes = [node for node in end.nodes if node.place is not None and node.place[1:3] < value.place[1:3]]
    arriving = nodes[-1].shapes[0][0] if nodes else entering
    named = any("in" in expression.names for expression, _ in value.expressions)
    if not named or arriving == entering:
        return []
    text = f"$in is {arriving} here, the channels that arrive at this layer; {entering} arrive at the join"
    return [Note(f"{text} (a block's 'takes: {{channels: $in}}' keeps those)", value.place)]


def _channels_of(item: Item | None) -> Value | None:
    """The output channels that a branch's last layer with filters has, as the spec gives them."""
    if isinstance(item, SequenceItem):
        found = (_channels_of(named.item) for named in reversed(item.items))
        return next((value for value in found if value is not None), None)
    if isinstance(item, Layer):
        return item.fields.get("filters") or item.fields.get("features")
    return None


def takes_what_flows(item: Item) -> bool:
    """Whether an item takes the output of the one before it, without naming it."""
    if item.wiring.sources:
        return False
    if isinstance(item, SequenceItem):
        return bool(item.items) and takes_what_flows(item.items[0].item)
    if isinstance(item, Join):
        return any(takes_what_flows(branch.item) for branch in item.branches)
    return True


def strays(left_out: Named, follows: Item, frame: Frame) -> SpecError:
    """The error of what follows a layer that is left out, and would take the layer that this one names in `from`."""
    wiring = left_out.item.wiring
    source = shown(str(wiring.sources[0].constant))
    notes = (Note("this 'when' is false", wiring.when.place),) if wiring.when else ()
    message = f"is it '{source}' that this takes? The layer before it is left out, and its 'from' names '{source}'"
    hint = f"write from: {left_out.name or source} if it is, or else name the layer that it takes"
    return frame.fault(message, follows.wiring.place, hint, notes)
