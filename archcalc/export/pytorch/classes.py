"""One class for each block of the spec, and more than one where its uses cannot share one."""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Code, Text, texts
from archcalc.export.pytorch.definition import Definition, Found, Fusing
from archcalc.export.pytorch.expressions import Symbols
from archcalc.export.pytorch.forward import Forward
from archcalc.export.pytorch.grouping import FINER
from archcalc.export.pytorch.literals import all_same, words
from archcalc.export.pytorch.modules import Modules
from archcalc.export.pytorch.names import class_name, unique_class, variable_name
from archcalc.export.pytorch.parameters import NO_DEFAULT, CannotShareError, Lane, Lanes, Parameters
from archcalc.export.pytorch.steps import Step, reads_of
from archcalc.export.pytorch.views import View
from archcalc.spec.model import Block, Value
from archcalc.spec.model import Sequence as SequenceItem


class Body(NamedTuple):
    """What a class is made from: its layers in each use, and the variables that they may name.

    `takes` gives the spec's default of each variable, `scopes` its value in each use.
    """

    name: str
    doc: str
    steps: list[Step]
    takes: dict[str, Value | None]
    scopes: list[dict[str, Any]]
    is_network: bool = False


class Library:
    """All classes of a network. A block's class is written when its first use is met, from all its uses.

    `classes_name` is what the number of classes is called where it is an argument, or empty.
    """

    def __init__(self, roots: list[Step], knobs: dict[str, Any], classes_name: str, fusing: Fusing) -> None:
        self.fusing = fusing
        self.classes_name = classes_name
        self.knobs: dict[str, ast.expr | None] = {name: expressions.constant(v) for name, v in knobs.items()}
        if classes_name:
            self.knobs["classes"] = expressions.name(classes_name)
        self.definitions: list[Definition] = []
        self.taken: set[str] = set()
        self.uses: dict[tuple[str, int], list[Step]] = {}
        self.places: dict[int, tuple[str, int]] = {}
        self.found: dict[int, Found] = {}
        for root in roots:
            self._collect(root, ())

    def _collect(self, step: Step, outer: tuple[str, ...]) -> None:
        """Note all uses of blocks; a block inside of itself counts as another one."""
        if step.block is not None and step.taken:
            place = (step.block.name, outer.count(step.block.name))
            self.places[step.key] = place
            self.uses.setdefault(place, []).append(step)
            outer = (*outer, step.block.name)
        for child in step.children:
            self._collect(child, outer)

    def class_of(self, step: Step) -> Found:
        """The class of a use of a block, or of a part that has been defined."""
        if step.key not in self.found:
            self._define(self.uses[self.places[step.key]])
        return self.found[step.key]

    def _define(self, uses: list[Step]) -> None:
        """One class for all uses, or one for each way in which they are built, or for each use that differs."""
        for sort in FINER:
            groups: dict[Any, list[Step]] = {}
            for step in uses:
                groups.setdefault(sort(step), []).append(step)
            try:
                made = [(group, self._block_class(group)) for group in groups.values()]
            except CannotShareError:
                continue
            for group, definition in made:
                self._add(definition, group)
            return
        raise AssertionError("a use of a block shares everything with itself")

    def _add(self, definition: Definition, steps: list[Step]) -> None:
        self.definitions.append(definition)
        self.found |= {step.key: Found(definition, use) for use, step in enumerate(steps)}

    def _block_class(self, uses: list[Step]) -> Definition:
        block = uses[0].block
        assert block is not None
        scopes = [step.scope for step in uses]
        return self.build(Body(block.name, comment_of(block), [s.body for s in uses], dict(block.takes), scopes))

    def define_part(self, name: str, lanes: Lanes, symbols: Symbols) -> None:
        """A class for a part of the spec that is no block: the body of a repeat, a head.

        Its arguments are the variables that are expressions outside.
        """
        apart = ("in", "index", "classes")
        takes: dict[str, Value | None] = {
            key: None for key, tree in symbols.items() if tree is not None and key not in apart
        }
        steps = [lane.step for lane in lanes]
        self._add(self.build(Body(name, "", steps, takes, [step.scope for step in steps])), steps)

    def build(self, body: Body) -> Definition:
        """The class of these uses.

        Raises:
            CannotShareError: they differ in more than numbers.
        """
        mark, taken = len(self.definitions), set(self.taken)
        try:
            return self._build(body)
        except CannotShareError:
            del self.definitions[mark:]  # classes that only this attempt needed
            self.taken = taken
            self.found = {key: found for key, found in self.found.items() if found.definition in self.definitions}
            raise

    def _build(self, body: Body) -> Definition:
        in_name = "in_channels" if len(body.steps[0].start_shape) > 1 else "in_features"
        view = self._view(body, in_name)
        modules = Modules([reads_of(step) for step in body.steps], self)
        name = class_name(body.name) if not body.is_network else body.name
        begin = (unique_class(name, self.taken), variable_name(body.name), body.doc, in_name)
        chain = modules.chain(view) if _is_nameless(body.steps[0]) and not body.is_network else None
        if chain is not None and len(chain.codes) > 1:
            return Definition(*begin, *_needed(view.parameters, chain.codes), chain=tuple(chain.codes))
        forward = Forward(modules, view, body.is_network)
        forward.write()
        script = forward.script
        return Definition(
            *begin,
            *_needed(view.parameters, [code for _, code in script.assignments]),
            assignments=tuple(script.assignments),
            statements=tuple(script.statements),
            heads=tuple(script.heads),
            several=len(body.steps[0].results) > 1,
        )

    def _view(self, body: Body, in_name: str) -> View:
        """The uses side by side, with the variables of the class: literals, arguments, or what follows from them."""
        parameters = Parameters(len(body.steps))
        lanes = tuple(Lane(owner, step) for owner, step in enumerate(body.steps))
        incoming = [step.start_shape[0] for step in body.steps]
        channels = _constant(incoming) or parameters.add(in_name, incoming)
        symbols: dict[str, ast.expr | None] = {**self.knobs, "in": channels, "index": None}
        for name, default in body.takes.items():
            values = [scope[name] for scope in body.scopes]
            symbols[name] = _constant(values) or _derived(parameters, lanes, values, default, symbols, name)
            if symbols[name] is None:
                constant = default.constant if default is not None and default.is_constant else NO_DEFAULT
                symbols[name] = parameters.add(name, values, constant, source=name)
        if self.classes_name and "classes" not in body.takes:
            values = [scope["classes"] for scope in body.scopes]
            parameters.add(self.classes_name, values, values[0] if body.is_network else NO_DEFAULT, "classes")
        return View(parameters, lanes, symbols, channels)


def _constant(values: list[Any]) -> ast.expr | None:
    """The value as a literal if all are the same."""
    return expressions.constant(values[0]) if all_same(values) else None


def _derived(
    parameters: Parameters, lanes: Lanes, values: list[Any], default: Value | None, symbols: Symbols, wanted: str
) -> ast.expr | None:
    """An argument that its default gives in every use is no argument, if the default is a simple expression."""
    if default is None or default.is_constant:
        return None
    found = parameters.find(lanes, values, [expressions.of_value(default, symbols)])
    if found is None or expressions.has_call(found):
        return None
    return parameters.local(found, wanted) if isinstance(found, ast.IfExp) else found


def _needed(parameters: Parameters, codes: list[Code]) -> tuple[list[Any], tuple[tuple[str, Code], ...]]:
    """The arguments and local variables that the code reads."""
    read = words(text for code in codes for text in texts(code))
    chosen: list[tuple[str, Code]] = []
    for name, tree in reversed(parameters.locals.items()):  # a later one may read an earlier one
        if name in read:
            chosen.insert(0, (name, Text(expressions.text_of(tree))))
            read |= expressions.names_in(tree)
    return parameters.needed_by([*codes, *(code for _, code in chosen)]), tuple(chosen)


def _is_nameless(body: Step) -> bool:
    """Whether nothing in a block has a name: then it is a plain sequence."""
    return isinstance(body.item, SequenceItem) and all(named.name is None for named in body.item.items)


def comment_of(block: Block) -> str:
    """The comment beside a block's name in the spec: where the paper shows it."""
    line = block.place.source.line(block.place.line)
    _, mark, comment = line[block.place.column - 1 :].partition(" #")
    return comment.strip() if mark else ""
