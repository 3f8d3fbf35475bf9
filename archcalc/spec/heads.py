"""What can stand at the head of an item: an operation with its fields, a block with its arguments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from archcalc.errors import Fault, Place, SpecError, did_you_mean, shown
from archcalc.ops import OPERATIONS, Operation
from archcalc.ops.fields import REQUIRED, Field
from archcalc.spec.grammar import BESIDE, is_empty, is_word_for
from archcalc.spec.model import Beside, BlockUse, Item, Layer, Value, Values, Wiring, takes_text
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.report import Entries, Entry, Report
from archcalc.spec.scalars import is_hexadecimal, trap

Parameters = dict[str, Value | None]
"""A block's parameters and their defaults, None where an argument must be given."""


class Given(NamedTuple):
    """What a spec says of an operation: its fields, and by `norm` and `activation` what stands beside it."""

    fields: Values
    beside: dict[str, Beside]


class HeadReader:
    """Reads operations and block uses of one file."""

    def __init__(self, report: Report, blocks: Mapping[str, Parameters]) -> None:
        self.report = report
        self.blocks = blocks
        self.defaults: dict[str, Given] = {}  # the file's own, per operation
        self.default_fields: dict[str, Values] = {}

    # Operations.

    def read_defaults(self, operation: type[Operation], entries: Entries) -> None:
        """What an operation has in this file unless a layer says otherwise."""
        self.report.refuse(entries, (*operation.fields, *BESIDE), operation.key)
        given = self.given(operation, entries)
        self.defaults[operation.key] = given
        self.default_fields[operation.key] = given.fields

    def layer(self, operation: type[Operation], entry: Entry, rest: Entries, wiring: Wiring) -> Layer:
        """`{conv: 64, kernel: 3}`, `{conv: {filters: 64, kernel: 3}}`, `{relu: }`."""
        key, _ = entry
        rest = self.spelled_out(operation, entry, rest)
        meant = self.report.refuse(rest, (*operation.fields, *BESIDE), operation.key)
        given, default = self.given(operation, rest), self.defaults.get(operation.key, Given({}, {}))
        fields, beside = {**default.fields, **given.fields}, {**default.beside, **given.beside}
        self.check_required(operation, key.place, {*fields, *rest, *meant})
        return Layer(wiring, operation, fields, beside.get("norm"), beside.get("activation"))

    def spelled_out(self, operation: type[Operation], entry: Entry, rest: Entries) -> Entries:
        """All that is said of an operation, by name: what follows its key, and what stands beside that."""
        key, main = entry
        if isinstance(main, MapNode):
            return {**rest, **main.entries}
        if is_empty(main):
            return rest
        if operation.main is None:
            hint = f"it has {', '.join(operation.fields)}" if operation.fields else f"write it as '{operation.key}'"
            raise SpecError(Fault(f"{operation.key} takes no value", main.place, hint))
        if operation.main in rest:
            twice = f"'{operation.main}' of {operation.key} is given twice"
            raise SpecError(Fault(twice, rest[operation.main][0].place, f"it is what follows '{operation.key}:'"))
        return {operation.main: (key, main), **rest}

    def given(self, operation: type[Operation], entries: Entries) -> Given:
        """The values that can be read; the others have their faults."""
        fields = {n: self.value(operation, n, v) for n, (_, v) in entries.items() if n in operation.fields}
        beside = {what: self.beside(what, entries[what][1]) for what in BESIDE if what in entries}
        return Given(
            {name: value for name, value in fields.items() if value is not None},
            {what: written for what, written in beside.items() if written is not None},
        )

    def check_required(self, operation: type[Operation], place: Place, named: Collection[str]) -> None:
        """Whether every field that has to be given is; those `named` are, or have faults of their own."""
        for name, field in operation.fields.items():
            if field.default is REQUIRED and name not in named:
                from archcalc.spec.hints import field_example

                message = f"{operation.key} needs '{name}' ({field.doc})"
                self.report.fault(message, place, field_example(operation, name))

    def value(self, operation: type[Operation], name: str, node: Node) -> Value | None:
        """A field's value; a constant is checked right here, where its place is known."""
        field = operation.fields[name]
        if field.sized and isinstance(node, ScalarNode) and is_hexadecimal(node.text, node.plain):
            sizes = ", ".join(node.text.split("x"))
            message = f"'{name}' of {operation.key}: {node.text} is the number {int(node.text, 16)} to readers of YAML"
            self.report.fault(message, node.place, f"for one size per axis write [{sizes}]")
            return None
        value = self.report.value(node, numeric=field.numeric)
        if value is None or not value.is_constant:
            return value
        reason = field_reason(field, value.constant)
        if not reason:
            return value
        hint = self.likely(value.constant, node)
        self.report.fault(f"'{name}' of {operation.key}: {reason}", node.place, hint)
        return None

    def beside(self, what: str, node: Node) -> Beside | None:
        """What follows `norm:` or `activation:`: a word, or a word with its fields, `{leaky_relu: 0.1}`."""
        if isinstance(node, MapNode):
            return self.beside_with_fields(what, node)
        value = self.report.value(node, numeric=False)
        if value is None:
            return None
        if not value.is_constant or is_word_for(what, value.constant):
            return Beside(value, {}, self.default_fields)
        from archcalc.spec.hints import BESIDE_EXAMPLES, unknown_beside

        if isinstance(node, ScalarNode):
            self.report.add([unknown_beside(what, node.text, node.place)])
        else:
            self.report.fault(f"{what} is one word", node.place, BESIDE_EXAMPLES[what])
        return None

    def beside_with_fields(self, what: str, node: MapNode) -> Beside | None:
        """`{leaky_relu: 0.1}` or `{batch: {affine: false}}`."""
        if len(node.entries) != 1 or next(iter(node.entries)) not in BESIDE[what]:
            from archcalc.spec.hints import no_beside

            self.report.add([no_beside(what, node)])
            return None
        ((word, (key, main)),) = node.entries.items()
        operation = OPERATIONS[BESIDE[what][word]]
        entries = self.spelled_out(operation, (key, main), {})
        meant = self.report.refuse(entries, operation.fields, operation.key)
        fields = self.given(operation, entries).fields
        self.check_required(operation, key.place, {*self.default_fields.get(operation.key, {}), *entries, *meant})
        return Beside(Value(word, key.place), fields, self.default_fields)

    def likely(self, constant: Any, node: Node) -> str:
        """What was meant by a value that does not fit: a variable, or what others read into the word."""
        if not isinstance(constant, str) or not isinstance(node, ScalarNode):
            return ""
        if constant in self.report.variables:
            return f"for the variable write ${constant}"
        return trap(constant) if node.plain else ""

    # Blocks.

    def block_use(self, head: str, entry: Entry, rest: Entries, wiring: Wiring) -> BlockUse:
        """`{unit: [64, 2]}`, `{unit: 64, stride: 2}`, `{unit: {out: 64}}`, `{block: unit, out: 64}`."""
        key, main = entry
        if head == "block":
            block = self.report.value(main, numeric=False)
            if block is not None and block.is_constant:
                self.check_block(block, main.place, (), rest)
            return BlockUse(wiring, block or Value(None, main.place), (), self.arguments(rest))
        positional: tuple[Value | None, ...] = ()
        if isinstance(main, MapNode):
            for name in rest.keys() & main.entries.keys():
                self.report.fault(f"'{name}' of block '{head}' is given twice", main.entries[name][0].place)
            rest = {**rest, **main.entries}
        elif isinstance(main, ListNode):
            positional = tuple(self.report.value(item) for item in main.items)
        elif not is_empty(main):
            positional = (self.report.value(main),)
        self.check_block(Value(head, key.place), main.place, positional, rest)
        values = tuple(value or Value(None, main.place) for value in positional)
        return BlockUse(wiring, Value(head, key.place), values, self.arguments(rest))

    def arguments(self, entries: Entries) -> Values:
        values = {name: self.report.value(node) for name, (_, node) in entries.items()}
        return {name: value or Value(None, entries[name][1].place) for name, value in values.items()}

    def check_block(self, block: Value, place: Place, positional: tuple[Value | None, ...], named: Entries) -> None:
        """Whether the block exists and its arguments are what it takes."""
        name = block.constant
        if not isinstance(name, str) or name not in self.blocks:
            hint = did_you_mean(str(name), self.blocks, "blocks")
            self.report.fault(f"there is no block '{shown(str(name))}'", block.place, hint)
            return
        takes = self.blocks[name]
        if len(positional) > len(takes):
            self.report.fault(_too_many(name, takes, len(positional)), place, takes_text(takes))
            return
        meant = self.report.refuse(named, takes, f"block '{name}'")
        by_position = list(takes)[: len(positional)]
        for twice in [parameter for parameter in by_position if parameter in named]:
            hint = f"it is the first value after '{name}:'" if twice == by_position[0] else ""
            self.report.fault(f"'{twice}' of block '{name}' is given twice", named[twice][0].place, hint)
        if len(positional) == 1 and (positional[0] is None or not positional[0].is_constant):
            return  # it may give a list of all of them, or has a fault of its own
        given = {*named, *by_position, *meant}
        missing = [f"'{name}'" for name, default in takes.items() if default is None and name not in given]
        if missing:
            last = f" and {missing.pop()}" if len(missing) > 1 else ""
            message = f"block '{block.constant}' needs {', '.join(missing)}{last}"
            self.report.fault(message, block.place, takes_text(takes))

    def first(self, item: Item, head: str, entries: Entries) -> Item:
        """The item of the first iteration: the same, but for what `first:` says."""
        key, node = entries["first"]
        if not isinstance(node, MapNode):
            message = "'first' is a mapping of what is different in the first iteration"
            raise SpecError(Fault(message, node.place, "for example first: {stride: 2}"))
        own = node.entries
        if isinstance(item, BlockUse):
            if head != "block":
                self.report.refuse(own, self.blocks[head], f"block '{head}'")
            return item._replace(arguments={**item.arguments, **self.arguments(own)})
        if isinstance(item, Layer):
            fields = item.operation.fields
            self.report.refuse(own, fields, item.operation.key)
            values = {n: self.value(item.operation, n, v) for n, (_, v) in own.items() if n in fields}
            return item._replace(fields={**item.fields, **{n: v for n, v in values.items() if v is not None}})
        message = f"'first' goes with a repeated operation or block, not with '{head}'"
        raise SpecError(Fault(message, key.place, "in its layers use $index == 0"))


def field_reason(field: Field, value: Any, axes: int | None = None) -> str:
    """Why a constant cannot be this field's value, or the empty string; `axes` None: whatever the input."""
    if axes is None:
        sizes = value.replace("×", "x").split("x") if isinstance(value, str) and field.sized else value
        axes = len(sizes) if isinstance(sizes, list) and 1 <= len(sizes) <= 3 else 2
    try:
        if value is not None:
            field.normalise(value, axes)
    except ValueError as reason:
        return str(reason)
    return ""


def _too_many(name: str, takes: Parameters, given: int) -> str:
    values = "1 value" if len(takes) == 1 else f"{len(takes)} values"
    return f"block '{name}' takes {values}, and {given} are given" if takes else f"block '{name}' takes no values"
