"""What a spec file says, as typed records: the product of reading, the input of expanding.

Nothing here has been computed yet: a value may still be an expression, a repeat is still one item, and a
block is named, not copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from archcalc.errors import Fault, Place, Source, SpecError
from archcalc.ops import Operation
from archcalc.shape import Shape
from archcalc.spec.arithmetic import ArithmeticFault, Expression, compile_expression
from archcalc.spec.papers import Figure, Paper

Scope = Mapping[str, Any]
"""Variables an expression can name: knobs, block arguments, `in`, `index`."""


class Value:
    """A value as the spec gives it: a constant, or an expression to evaluate in a scope."""

    __slots__ = ("_expressions", "constant", "is_constant", "place")

    def __init__(
        self, constant: Any, place: Place, expressions: tuple[tuple[int | None, Expression, Place], ...] = ()
    ) -> None:
        self.constant = constant  # the value itself, or a list whose expressions are filled in
        self.place = place
        self._expressions = expressions  # with their index in the list, None where the value is one
        self.is_constant = not expressions

    @property
    def expressions(self) -> Iterator[tuple[Expression, Place]]:
        """The expressions in the value, each with the place of its text."""
        for _, expression, place in self._expressions:
            yield expression, place

    def element(self, index: int) -> Value:
        """One of the values of the list that this expression gives, as an expression."""
        ((_, expression, place),) = self._expressions
        return Value(None, self.place, ((None, compile_expression(f"({expression.text})[{index}]"), place),))

    def within(self, scope: Scope) -> Any:
        """The value in this scope.

        Raises:
            SpecError: the expression names something unknown or cannot be computed.
        """
        if not self._expressions:
            return self.constant
        index, expression, place = self._expressions[0]
        try:
            if index is None:
                return expression.evaluate(scope)
            filled = list(self.constant)
            for index, expression, place in self._expressions:  # noqa: B007 -- for the fault below
                filled[index or 0] = expression.evaluate(scope)
            return filled
        except ArithmeticFault as fault:
            raise SpecError(at_offset(place, expression.text, fault)) from None


def at_offset(place: Place, text: str, fault: ArithmeticFault) -> Fault:
    """A fault inside an expression, at its place in the file; `place` is that of the whole text."""
    quotes = place.width - len(text)
    if quotes in (0, 2):  # else escapes or line breaks hide which part it is
        place = place._replace(column=place.column + quotes // 2 + fault.offset, width=fault.width)
    return Fault(fault.message, place, fault.hint)


Values = dict[str, Value]


def takes_text(takes: Mapping[str, Value | None]) -> str:
    """What a block takes, as a hint says it."""
    names = [name if default is None else f"{name} (optional)" for name, default in takes.items()]
    return f"it takes {', '.join(names)}" if names else "it takes no arguments"


class Wiring(NamedTuple):
    """What any item may say: where its input comes from, and when it is there.

    Where `when` is false the item stands for its input; where `present` (`if:`) is, a branch is not there at all.
    """

    place: Place
    sources: tuple[Value, ...] = ()
    when: Value | None = None
    present: Value | None = None


class Beside(NamedTuple):
    """A normalisation or activation written beside an operation: its word, and the fields written with that.

    `defaults` are the file's, by operation: an expression decides only later what the word is.
    """

    word: Value
    fields: Values
    defaults: Mapping[str, Values]

    def fields_of(self, key: str) -> Values:
        """The fields of the operation `key`, for which the word stands."""
        return {**self.defaults.get(key, {}), **self.fields}


class Layer(NamedTuple):
    """One operation, with the normalisation and activation written beside it."""

    wiring: Wiring
    operation: type[Operation]
    fields: Values
    norm: Beside | None
    activation: Beside | None


class Join(NamedTuple):
    """Branches that meet in an add, concat, multiply or crop; `split` gives each its own part of the channels."""

    wiring: Wiring
    operation: type[Operation]
    branches: tuple[Named, ...]
    split: Value | None
    norm: Beside | None
    activation: Beside | None


class BlockUse(NamedTuple):
    """A block of the file, used with arguments: by name and, for the first ones, by position."""

    wiring: Wiring
    block: Value
    positional: tuple[Value, ...]
    arguments: Values


class Sequence(NamedTuple):
    """Items one after the other."""

    wiring: Wiring
    items: tuple[Named, ...]


class Repeat(NamedTuple):
    """An item several times; `first` is the item of the first iteration, which may differ."""

    wiring: Wiring
    times: Value
    item: Item
    first: Item


class Auxiliary(NamedTuple):
    """A head that exists only in training; what comes after takes the same input as the head."""

    wiring: Wiring
    item: Item


class Reference(NamedTuple):
    """The output of a named layer, and nothing done to it."""

    wiring: Wiring


Item = Layer | Join | BlockUse | Sequence | Repeat | Auxiliary | Reference


class Named(NamedTuple):
    """An item and the name the spec gives it, if any."""

    name: str | None
    item: Item


class Block(NamedTuple):
    """A block's parameters (with their defaults, None where one must be given) and its layers."""

    name: str
    place: Place
    takes: Mapping[str, Value | None]
    body: Item


class Knob(NamedTuple):
    """A variable that the command line can set; `choices` limits it if there are any."""

    name: str
    default: Any
    choices: tuple[Any, ...]
    about: str
    place: Place


class Variant(NamedTuple):
    """A column of the family's table: knob values, and whatever else differs."""

    name: str
    place: Place
    knobs: dict[str, Any]
    title: str
    about: str
    input: Shape | None
    layers: Item | None
    published: tuple[Figure, ...]


class Spec(NamedTuple):
    """A spec file as read."""

    source: Source
    name: str
    title: str
    family: str
    about: str
    paper: Paper
    input: Shape
    knobs: dict[str, Knob]
    blocks: dict[str, Block]
    layers: Item | None
    variants: dict[str, Variant]
    published: tuple[Figure, ...]
    outputs: tuple[Value, ...] = ()


class Network(NamedTuple):
    """One architecture of a spec with every knob set: what is expanded and analysed.

    `given` holds the knobs that were set by the caller, `knobs` all of them.
    """

    name: str
    title: str
    spec: Spec
    input: Shape
    knobs: dict[str, Any]
    given: dict[str, Any]
    layers: Item
    published: tuple[Figure, ...]

    @property
    def about(self) -> str:
        """What the spec says about this network, or else about all of its networks."""
        variant = self.spec.variants.get(self.name)
        return (variant.about if variant else "") or self.spec.about
