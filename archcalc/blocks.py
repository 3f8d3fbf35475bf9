"""Blocks in the making: what goes into one, how its channels are split, and blocks that never end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from archcalc.errors import Fault, Note, Place, did_you_mean
from archcalc.making import Frame, Maker
from archcalc.shape import Shape
from archcalc.spec.model import Block, BlockUse, Network, Value, takes_text


class Use(NamedTuple):
    """A block that is being expanded."""

    block: Block
    item: BlockUse


def spread(item: BlockUse, block: Block, evaluate: Callable[[Value], object]) -> BlockUse:
    """The use with its values one by one, where a single expression gives the list of them.

    `{unit: "$rows[$index]"}` is a row of a table for a block that needs several arguments; one that needs no more
    than its first takes the list itself.
    """
    if len(item.positional) != 1 or item.positional[0].is_constant:
        return item
    (value,) = item.positional
    needed = [name for name, default in block.takes.items() if default is None and name not in item.arguments]
    values = evaluate(value) if set(needed) - {next(iter(block.takes), "")} else None
    if not isinstance(values, list):
        return item
    return item._replace(positional=tuple(value.element(index) for index in range(len(values))))


def arguments_given(item: BlockUse, block: Block) -> dict[str, Value]:
    """What a use of a block gives, by position or by name."""
    return {**dict(zip(block.takes, item.positional, strict=False)), **item.arguments}


def arguments(
    item: BlockUse, block: Block, shape: Shape, frame: Frame, maker: Maker, knobs: Mapping[str, object]
) -> dict[str, object]:
    """The variables inside a block: knobs, what was passed, defaults for the rest, `in`."""
    if len(item.positional) > len(block.takes):
        message = f"block '{block.name}' takes {len(block.takes)} values, and this list has {len(item.positional)}"
        raise frame.fault(message, item.positional[0].place, takes_text(block.takes))
    given = arguments_given(item, block)
    for name in given.keys() - block.takes.keys():
        hint = did_you_mean(name, block.takes, "arguments")
        raise frame.fault(f"block '{block.name}' does not take '{name}'", given[name].place, hint)
    scope: dict[str, object] = {**knobs, "in": shape[0]}
    for name, default in block.takes.items():
        chosen = given.get(name)
        if chosen is not None:
            scope[name] = maker.evaluate(chosen, shape, frame)
        elif default is not None:
            scope[name] = default.within(scope)
        else:
            hint = takes_text(block.takes)
            raise frame.fault(f"block '{block.name}' needs '{name}'", item.wiring.place, hint)
    return scope


def channel_parts(parts: object, channels: int, branches: int, place: Place, frame: Frame) -> list[int]:
    """The channels of each branch, as `split` says them: a number of equal parts, or a list."""
    if isinstance(parts, int) and not isinstance(parts, bool):
        if parts == branches and channels % parts == 0:
            return [channels // parts] * parts
        reason = f"{channels} channels do not divide into {parts} equal parts"
        if parts != branches:
            reason = f"split makes {parts} parts, and there are {branches} branches"
        raise frame.fault(reason, place)
    if not isinstance(parts, list) or not all(part.__class__ is int and part > 0 for part in parts):
        raise frame.fault("split is a number of equal parts, or a list of channels", place, "for example split: 2")
    if len(parts) != branches:
        raise frame.fault(f"split makes {len(parts)} parts, and there are {branches} branches", place)
    if sum(parts) != channels:
        raise frame.fault(f"the parts of split sum to {sum(parts)}, and {channels} channels arrive", place)
    return parts


def too_deep(uses: Sequence[Use], network: Network) -> Fault:
    """The fault of blocks without end: the chain of those that use each other."""
    names = [use.block.name for use in uses]
    last = names[-1] if names else ""
    if last not in names[:-1]:
        return Fault("blocks, branches and lists are nested too deeply", network.layers.wiring.place)
    begin = len(names) - 2 - names[-2::-1].index(last)
    chain = uses[begin + 1 :]
    notes = tuple(Note(f"block '{use.block.name}' is used here", use.item.wiring.place) for use in chain[:-1])
    message = f"block '{last}' uses itself without end: {' -> '.join(names[begin:])}"
    hint = "a block may use itself only under a 'when' or 'if' that ends it"
    return Fault(message, chain[-1].item.wiring.place, hint, notes)
