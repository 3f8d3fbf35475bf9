"""Items as constructor calls: a layer, a block, a chain of them, a repeat as a loop.

What cannot be written as modules that run one after the other (joins, wiring that jumps) gives None, and
`forward` writes it out.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archcalc.blocks import arguments_given
from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.beside import layer_modules
from archcalc.export.pytorch.calls import channel_candidates, class_call
from archcalc.export.pytorch.code import IDENTITY, Call, Choice, Code, Each, sequential
from archcalc.export.pytorch.expressions import Symbols
from archcalc.export.pytorch.loops import looped
from archcalc.export.pytorch.parameters import CannotShareError, Lane, Lanes
from archcalc.export.pytorch.steps import is_inline, name_of
from archcalc.export.pytorch.views import View
from archcalc.ops.reshape import Identity
from archcalc.spec.model import Auxiliary, Block, BlockUse, Layer, Repeat
from archcalc.spec.model import Sequence as SequenceItem

if TYPE_CHECKING:
    from archcalc.export.pytorch.classes import Library


class Element(NamedTuple):
    """A module of a chain, and in which lanes it is there (None: in all)."""

    code: Code
    condition: str = ""
    present: tuple[bool, ...] | None = None


class Chain(NamedTuple):
    """Modules that run one after the other, and the channels that come out."""

    elements: tuple[Element, ...]
    channels: ast.expr | None

    @property
    def codes(self) -> list[Code]:
        """The modules as code."""
        return [element.code for element in self.elements]


class Modules:
    """Writes constructor calls in terms of one class's arguments."""

    def __init__(self, reads: list[Counter[int]], library: Library) -> None:
        self.reads = reads  # how often each value is read, in each use of the class
        self.library = library

    def chain(self, view: View) -> Chain | None:
        """The item's modules, or None if it is more than a chain of modules."""
        if not any(view.present):
            return Chain((), view.channels)
        if not all(view.present):
            return self.conditional(view)
        item = view.step.item
        if any(type(step.item) is not type(item) for step in view.steps):
            raise CannotShareError(name_of(view.step))
        if isinstance(item, Layer):
            return self.layer(view)
        if isinstance(item, BlockUse):
            return self.block_use(view)
        if isinstance(item, SequenceItem):
            return self.sequence(view)
        if isinstance(item, Repeat):
            return self.repeat(view)
        if isinstance(item, Auxiliary) and not any(step.children for step in view.steps):
            return Chain((), view.channels)
        return None

    def conditional(self, view: View) -> Chain | None:
        """The item where it is there, nn.Identity where it is not."""
        inner = self.chain(view.taken())
        if inner is None:
            return None
        after = view.channels_after([inner.channels, view.channels])
        if not inner.elements:
            return Chain((), after)
        condition = self.condition(view)
        choice = Choice(sequential(inner.codes), condition, IDENTITY)
        return Chain((Element(choice, condition, view.present),), after)

    def condition(self, view: View) -> str:
        """When the item is there, as an expression of the constructor's arguments."""
        found = view.expression(view.step.item.wiring.when)
        return expressions.text_of(view.resolve(view.present, [found], f"has_{name_of(view.step)}"))

    def layer(self, view: View) -> Chain | None:
        if any(isinstance(node.operation, Identity) for node in view.nodes):
            return Chain((), view.channels_after([view.channels]))
        codes = layer_modules(view)
        if codes is None:
            return None
        return Chain(tuple(map(Element, codes)), view.channels_after(channel_candidates(view)))

    def sequence(self, view: View) -> Chain | None:
        elements: list[Element] = []
        channels = view.channels
        for children in view.children():
            part = self.chain(view.of(children, channels)) if self.follows(view, children) else None
            if part is None:
                return None
            channels = part.channels
            for element in part.elements:
                _append(elements, element)
        return Chain(tuple(elements), channels)

    def follows(self, view: View, children: Lanes) -> bool:
        """Whether a child takes what the one before it gives, which nothing else reads."""
        for outer, inner in zip(view.lanes, children, strict=True):
            siblings = outer.step.children
            position = siblings.index(inner.step)
            before = siblings[position - 1].end if position else outer.step.start
            if inner.step.start != before:
                return False
            if before != outer.step.start and self.reads[outer.owner][before] > 1:
                return False
        return True

    def repeat(self, view: View) -> Chain | None:
        view = view.of(view.lanes, view.channels, {**view.symbols, "index": None})
        if not all(self.follows(view, children) for children in view.children(shortest=True)):
            return None
        if len({len(step.children) for step in view.steps}) > 1:
            return self.varying_repeat(view)
        iterations: list[list[Code]] = []
        channels = view.channels
        for children in view.children():
            part = self.chain(view.of(children, channels))
            if part is None:
                return None
            iterations.append(part.codes)
            channels = part.channels
        return Chain(tuple(map(Element, looped(iterations))), channels)

    def varying_repeat(self, view: View) -> Chain | None:
        """A repeat whose count depends on the use: the first iteration, then a loop over the others, all alike."""
        if min(len(step.children) for step in view.steps) < 1:
            raise CannotShareError("a repeat that may be empty")
        first = self.chain(view.of(tuple(Lane(o, step.children[0]) for o, step in view.lanes), view.channels))
        others = tuple(Lane(owner, child) for owner, step in view.lanes for child in step.children[1:])
        rest = self.chain(view.of(others, first.channels)) if first else None
        if first is None or rest is None:
            return None
        alike = first.codes == rest.codes
        loop = Each(sequential(rest.codes), f"for _ in range({self.times(view, less=0 if alike else 1)})")
        after = view.channels_after([rest.channels, first.channels])
        return Chain((*(() if alike else first.elements), Element(loop)), after)

    def times(self, view: View, less: int) -> str:
        """How often a repeat repeats."""
        item = view.step.item
        assert isinstance(item, Repeat)
        times = view.expression(item.times)
        if times is not None:
            times = expressions.binary(ast.Sub, times, expressions.constant(less))
        counts = [len(step.children) - less for step in view.steps]
        return expressions.text_of(view.resolve(counts, [times], "repeats"))

    def block_use(self, view: View) -> Chain | None:
        block = view.step.block
        assert block is not None
        if any(step.block is not block for step in view.steps):
            raise CannotShareError(block.name)
        inner = self.symbols_inside(view)
        if is_inline(block):
            return self.chain(view.of(view.body(), view.channels, inner))
        code = class_call(view, self.library, inner)
        return Chain((Element(code),), view.channels_after([*inner.values(), view.channels]))

    def symbols_inside(self, view: View) -> Symbols:
        """A block's variables in terms of those outside."""
        item, block = view.step.item, view.step.block
        assert isinstance(item, BlockUse) and isinstance(block, Block)
        given = arguments_given(item, block)
        inner: dict[str, ast.expr | None] = {**self.library.knobs, "in": view.channels}
        for name, default in block.takes.items():
            chosen = given.get(name)
            inner[name] = view.expression(chosen) if chosen else expressions.of_value(default, inner)
        return inner


def _append(elements: list[Element], element: Element) -> None:
    """Add a module; two that depend on the same condition become one choice."""
    last = elements[-1] if elements else None
    if last is None or last.present is None or element.present is None:
        elements.append(element)
        return
    assert isinstance(last.code, Choice) and isinstance(element.code, Choice)
    if last.code.otherwise == IDENTITY == element.code.otherwise:
        if last.present == element.present:
            both = sequential([*_flat(last.code.then), *_flat(element.code.then)])
            elements[-1] = last._replace(code=Choice(both, last.condition, IDENTITY))
            return
        if all(a != b for a, b in zip(last.present, element.present, strict=True)):
            elements[-1] = last._replace(code=Choice(last.code.then, last.condition, element.code.then))
            return
    elements.append(element)


def _flat(code: Code) -> list[Code]:
    """The modules in an nn.Sequential, or the one module."""
    return list(code.arguments) if isinstance(code, Call) and code.function == "nn.Sequential" else [code]
