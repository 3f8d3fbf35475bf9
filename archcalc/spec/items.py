"""From nodes to items: what one layer, join, block use or repeat of a spec says.

The grammar, in short: an item is a word (`relu`), a mapping with one head (`{conv: 64, kernel: 3}`), or a list
of items. Heads are operations, blocks of the file, `block`, `layers` and `auxiliary`; `repeat`, `first`, `from`,
`when`, `norm`, `activation` and `split` say more about a head.
"""

from __future__ import annotations


from collections.abc import Collection
from typing import Any

from archcalc.errors import Fault, OperationError, Place, SpecError, did_you_mean, nearest, quoted
from archcalc.ops import OPERATIONS, Operation
from archcalc.ops.fields import REQUIRED, Field
from archcalc.spec.model import (
    Auxiliary,
    BlockUse,
    Item,
    Join,
    Layer,
    Named,
    Reference,
    Repeat,
    Sequence,
    Value,
    Values,
    Wiring,
)
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.values import read_value

STRUCTURE = ("block", "layers", "auxiliary")
"""Heads that are neither an operation nor a block."""

MODIFIERS = ("repeat", "first", "from", "when", "norm", "activation", "split")
"""Keys that say more about a head."""

JOINS = frozenset(key for key, operation in OPERATIONS.items() if operation.fan_in[1] is None)

# What other tools call it, for the hint of an unknown word.
SYNONYMS = {
    "kernel_size": "kernel", "pool_size": "kernel", "strides": "stride", "pad": "padding", "dilation_rate": "dilation",
    "out_channels": "filters", "features": "filters", "channels": "filters", "units": "features", "p": "rate",
    "out_features": "features", "use_bias": "bias", "ceil_mode": "ceil", "group": "groups", "output_size": "size",
    "conv1d": "conv", "conv2d": "conv", "conv3d": "conv", "fc": "linear", "dense": "linear", "bn": "batchnorm",
    "max_pool": "maxpool", "avg_pool": "avgpool", "average_pool": "avgpool", "gap": "global_avgpool",
    "global_pool": "global_avgpool", "globalpool": "global_avgpool", "silu": "swish", "concatenate": "concat",
    "sum": "add", "mul": "multiply", "deconv": "conv_transpose", "dwconv": "depthwise", "dropout2d": "dropout",
    "batch_norm": "batchnorm", "lrn2d": "lrn", "hardswish": "hard_swish", "hardsigmoid": "hard_sigmoid",
    "leakyrelu": "leaky_relu", "sequential": "layers", "aux": "auxiliary", "residual": "add",
}  # fmt: skip


class ItemReader:
    """Reads items of one file; collects every fault in `faults` and goes on."""

    def __init__(self, blocks: dict[str, list[str]], defaults: dict[str, Values]) -> None:
        """`blocks`: names of the file's blocks and of their parameters; `defaults`: per operation."""
        self.blocks = blocks
        self.defaults = defaults
        self.faults: list[Fault] = []

    # Entrances.

    def named_layers(self, node: Node) -> Item:
        """The value of `layers:`, a mapping of names to items or a list of items."""
        if isinstance(node, MapNode):
            items = [self.named(key, value) for key, value in node.items]
            return Sequence(Wiring(node.place), tuple(item for item in items if item))
        if isinstance(node, ListNode) and node.items:
            return self.item(node)
        self.fault("layers are a mapping of names to layers, or a list of layers", node.place)
        return Sequence(Wiring(node.place), ())

    def named(self, key: ScalarNode, node: Node) -> Named | None:
        """An entry `name: item`; an empty one is the operation or block of that name."""
        name = key.text
        if not is_name(name):
            hint = "letters, digits, _ and - make a name" + ("; 'input' is the block's input" if name == "input" else "")
            self.fault(f"'{name}' cannot be the name of a layer", key.place, hint)
            return None
        if isinstance(node, ScalarNode) and node.plain and node.text in ("", "~", "null"):
            if name not in OPERATIONS and name not in self.blocks:
                hint = did_you_mean(name, [*OPERATIONS, *self.blocks], "operations")
                self.fault(f"layer '{name}' says nothing, and there is no operation of that name", key.place, hint)
                return None
            return Named(name, self.word(key))
        return Named(name, self.item(node))

    def item(self, node: Node) -> Item:
        """An item; what cannot be read becomes an empty sequence and a fault."""
        try:
            if isinstance(node, ScalarNode):
                return self.word(node)
            if isinstance(node, ListNode):
                return Sequence(Wiring(node.place), tuple(self.element(child) for child in node.items))
            assert isinstance(node, MapNode)
            return self.mapping(node)
        except SpecError as error:
            self.faults.extend(error.faults)
            return Sequence(Wiring(node.place), ())

    # The forms of an item.

    def word(self, node: ScalarNode) -> Item:
        """`relu`, a block without arguments, or the name of an earlier layer."""
        wiring = Wiring(node.place)
        if node.text in OPERATIONS:
            operation = OPERATIONS[node.text]
            fields = self.with_defaults(operation, {})
            self.demand_fields(operation, fields.keys(), node.place)
            return Layer(wiring, operation, *self.beside(fields))
        if node.text in self.blocks:
            return BlockUse(wiring, Value(node.text, node.place), (), {})
        if not is_name(node.text.replace(".", "_")):
            raise SpecError(Fault(f"a layer is expected, not '{node.text}'", node.place))
        return Reference(Wiring(node.place, (Value(node.text, node.place),)))

    def element(self, node: Node) -> Named:
        """An element of a list: an item, or `name: item`."""
        if isinstance(node, MapNode) and len(node.entries) == 1:
            ((key, value),) = node.items
            if self.is_naming(key.text, value):
                named = self.named(key, value)
                if named:
                    return named
        return Named(None, self.item(node))

    def is_naming(self, key: str, value: Node) -> bool:
        """Whether `key: value` names an item, rather than being one."""
        known = key in OPERATIONS or key in self.blocks or key in STRUCTURE
        if isinstance(value, MapNode):
            return any(self.is_head(k.text) or k.text == "from" for k, _ in value.items) and key not in STRUCTURE + tuple(JOINS)
        if isinstance(value, ListNode):
            return not known
        return not known and (value.text in OPERATIONS or value.text in self.blocks)

    def is_head(self, key: str) -> bool:
        return key in OPERATIONS or key in self.blocks or key in STRUCTURE

    def mapping(self, node: MapNode) -> Item:
        """`{head: ..., more}`: find the head, then read what is said about it."""
        entries = node.entries
        heads = [key for key in entries if self.is_head(key)]
        if len(heads) > 1:
            raise SpecError(self.two_heads(heads, entries))
        wiring = self.wiring(node, entries)
        if not heads:
            if set(entries) == {"from"} and len(wiring.sources) == 1:
                return Reference(wiring)
            raise SpecError(self.no_head(node))
        head = heads[0]
        if "repeat" in entries:
            return self.repeat(node, head, entries, wiring)
        if "first" in entries:
            raise SpecError(Fault("'first' needs 'repeat': it says what is different in the first iteration", entries["first"][0].place))
        return self.headed(node, head, entries, wiring)

    def headed(self, node: MapNode, head: str, entries: Entries, wiring: Wiring) -> Item:
        rest = {key: value for key, value in entries.items() if key not in (head, "repeat", "first", "from", "when")}
        main = entries[head][1]
        if head == "layers" or head == "auxiliary":
            self.refuse(rest, (), f"'{head}'")
            inner = self.named_layers(main) if head == "layers" or isinstance(main, ListNode) else self.item(main)
            if head == "auxiliary":
                return Auxiliary(wiring, inner)
            assert isinstance(inner, Sequence)
            return inner._replace(wiring=wiring)
        if head in JOINS:
            return self.join(OPERATIONS[head], main, rest, wiring)
        if head in OPERATIONS:
            return self.layer(OPERATIONS[head], entries[head], rest, wiring)
        return self.block_use(head, entries[head], rest, wiring)

    def layer(self, operation: type[Operation], entry: Entry, rest: Entries, wiring: Wiring) -> Layer:
        key, main = entry
        if isinstance(main, MapNode):  # {conv: {filters: 64, kernel: 3}}
            rest = {**rest, **main.entries}
        elif not _is_empty(main):
            if operation.main is None:
                raise SpecError(Fault(f"{operation.key} takes no value", main.place, _fields_hint(operation)))
            if operation.main in rest:
                raise SpecError(Fault(f"'{operation.main}' of {operation.key} is given twice", rest[operation.main][0].place))
            rest = {operation.main: (key, main), **rest}
        self.refuse(rest, (*operation.fields, "norm", "activation"), operation.key)
        given = {name: self.value(operation, name, node) for name, (_, node) in rest.items() if name in operation.fields or name in ("norm", "activation")}
        fields = self.with_defaults(operation, {name: value for name, value in given.items() if value})
        self.demand_fields(operation, fields.keys() | rest.keys(), key.place)
        return Layer(wiring, operation, *self.beside(fields))

    def value(self, operation: type[Operation], name: str, node: Node) -> Value | None:
        """A field's value; a constant is checked right here, where its place is known."""
        field = operation.fields.get(name)
        try:
            value = read_value(node, numeric=field is not None and field.numeric)
        except SpecError as error:
            self.faults.extend(error.faults)
            return None
        if field is None or not value.is_constant:
            return value
        reason = field_reason(field, value.constant)
        if reason:
            self.fault(f"'{name}' of {operation.key}: {reason}", node.place)
            return None
        return value

    def with_defaults(self, operation: type[Operation], given: Values) -> Values:
        return {**self.defaults.get(operation.key, {}), **given}

    def demand_fields(self, operation: type[Operation], names: Collection[str], place: Place) -> None:
        for name, field in operation.fields.items():
            if field.default is REQUIRED and name not in names:
                self.fault(f"{operation.key} needs '{name}' ({field.doc})", place, _example(operation, name))

    def beside(self, fields: Values) -> tuple[Values, Value | None, Value | None]:
        """An operation's own fields, and the norm and activation written beside it."""
        norm, activation = fields.pop("norm", None), fields.pop("activation", None)
        return fields, norm, activation

    def join(self, operation: type[Operation], main: Node, rest: Entries, wiring: Wiring) -> Join:
        self.refuse(rest, ("norm", "activation", "split"), operation.key)
        words = {name: self.plain_value(node) for name, (_, node) in rest.items() if name in ("norm", "activation", "split")}
        branches: list[Named | None] = []
        if isinstance(main, MapNode):
            branches = [self.named(key, value) for key, value in main.items]
        elif isinstance(main, ListNode):
            branches = [self.element(child) for child in main.items]
        elif not _is_empty(main):
            self.fault(f"{operation.key} takes a list of branches", main.place, f"for example {operation.key}: [identity, [relu]]")
        elif len(wiring.sources) < 2:
            self.fault(f"{operation.key} takes a list of branches, or 'from' with several layers", wiring.place)
        if branches and len(wiring.sources) > 1:
            self.fault(f"{operation.key} has branches, so 'from' names the one layer they start from", wiring.place)
        found = tuple(branch for branch in branches if branch)
        return Join(wiring, operation, found, words.get("split"), words.get("norm"), words.get("activation"))

    def block_use(self, head: str, entry: Entry, rest: Entries, wiring: Wiring) -> BlockUse:
        key, main = entry
        arguments = {name: self.plain_value(node) for name, (_, node) in rest.items()}
        if head == "block":
            return BlockUse(wiring, self.plain_value(main), (), arguments)
        parameters = self.blocks[head]
        self.refuse(rest, tuple(parameters), f"block '{head}'")
        if isinstance(main, MapNode):
            inner = main.entries
            self.refuse(inner, tuple(parameters), f"block '{head}'")
            arguments |= {name: self.plain_value(node) for name, (_, node) in inner.items()}
            positional: tuple[Value, ...] = ()
        elif isinstance(main, ListNode):
            positional = tuple(self.plain_value(item) for item in main.items)
        else:
            positional = () if _is_empty(main) else (self.plain_value(main),)
        for name in parameters[: len(positional)]:
            if name in arguments:
                self.fault(f"'{name}' of block '{head}' is given twice", arguments[name].place)
        return BlockUse(wiring, Value(head, key.place), positional, arguments)

    def repeat(self, node: MapNode, head: str, entries: Entries, wiring: Wiring) -> Repeat:
        count = self.plain_value(entries["repeat"][1])
        if count.is_constant and (isinstance(count.constant, bool) or not isinstance(count.constant, int) or count.constant < 0):
            self.fault("repeat needs a whole number", count.place)
        item = self.headed(node, head, entries, Wiring(wiring.place))
        first = item
        if "first" in entries:
            first = self.first(item, head, entries)
        return Repeat(wiring, count, item, first)

    def first(self, item: Item, head: str, entries: Entries) -> Item:
        """The item of the first iteration: the same, but for what `first:` says."""
        key, node = entries["first"]
        if not isinstance(node, MapNode):
            raise SpecError(Fault("'first' is a mapping of what is different, such as {stride: 2}", node.place))
        own = node.entries
        if isinstance(item, BlockUse):
            if head != "block":
                self.refuse(own, tuple(self.blocks[head]), f"block '{head}'")
            return item._replace(arguments={**item.arguments, **{n: self.plain_value(v) for n, (_, v) in own.items()}})
        if isinstance(item, Layer):
            self.refuse(own, tuple(item.operation.fields), item.operation.key)
            values = {n: self.value(item.operation, n, v) for n, (_, v) in own.items() if n in item.operation.fields}
            return item._replace(fields={**item.fields, **{n: v for n, v in values.items() if v}})
        raise SpecError(Fault("'first' goes with a repeated operation or block; in 'layers' use $index == 0", key.place))

    # Small parts.

    def wiring(self, node: MapNode, entries: Entries) -> Wiring:
        sources: tuple[Value, ...] = ()
        if "from" in entries:
            target = entries["from"][1]
            names = target.items if isinstance(target, ListNode) else [target]
            sources = tuple(self.plain_value(name, numeric=False) for name in names)
        when = self.plain_value(entries["when"][1]) if "when" in entries else None
        return Wiring(node.place, sources, when)

    def plain_value(self, node: Node, numeric: bool = True) -> Value:
        try:
            return read_value(node, numeric)
        except SpecError as error:
            self.faults.extend(error.faults)
            return Value(None, node.place)

    def refuse(self, entries: Entries, known: tuple[str, ...], what: str) -> None:
        """A fault for each key that `what` does not have."""
        for name, (key, _) in entries.items():
            if name not in known:
                hint = unknown_hint(name, known, what)
                self.fault(f"{what} has no '{name}'", key.place, hint)

    def fault(self, message: str, place: Place, hint: str = "") -> None:
        self.faults.append(Fault(message, place, hint))

    def two_heads(self, heads: list[str], entries: Entries) -> Fault:
        first, second = heads[:2]
        hint = "write them as two layers"
        if second in OPERATIONS and OPERATIONS[second].__module__.endswith("activation"):
            hint += f", or write 'activation: {second}'"
        return Fault(f"one layer has two operations, '{first}' and '{second}'", entries[second][0].place, hint)

    def no_head(self, node: MapNode) -> Fault:
        """Nothing says which operation it is: the key that is most likely meant for one, or the list."""
        known = [*OPERATIONS, *self.blocks, *STRUCTURE]
        for key, _ in node.items:
            meant = SYNONYMS.get(key.text.lower(), "") if key.text not in MODIFIERS else ""
            meant = meant if meant in known else nearest(key.text, known)
            if meant and key.text not in MODIFIERS:
                return Fault(f"there is no operation or block '{key.text}'", key.place, f"did you mean '{meant}'?")
        hint = f"operations: {quoted(sorted(OPERATIONS))}"
        if self.blocks:
            hint += f"; blocks of this file: {quoted(sorted(self.blocks))}"
        names = [key for key, _ in node.items if key.text not in MODIFIERS]
        if len(names) == 1:
            return Fault(f"there is no operation or block '{names[0].text}'", names[0].place, hint)
        return Fault("nothing here says which operation it is", node.place, hint)


Entry = tuple[ScalarNode, Node]
Entries = dict[str, Entry]


def is_name(text: str) -> bool:
    """Whether a layer, block, knob or variant can be called this."""
    return text != "input" and len(text) <= 100 and text.replace("_", "a").replace("-", "a").isalnum()


def field_reason(field: Field, value: Any) -> str:
    """Why a constant cannot be this field's value, whatever the input, or the empty string."""
    axes = len(value) if isinstance(value, list) and 1 <= len(value) <= 3 else 2
    try:
        if value is not None:
            field.normalise(value, axes)
    except ValueError as reason:
        return str(reason)
    return ""


def unknown_hint(name: str, known: tuple[str, ...], what: str) -> str:
    """What an unknown key most likely stands for."""
    meant = SYNONYMS.get(name.lower(), "")
    if meant in known:
        return f"did you mean '{meant}'?"
    return did_you_mean(name, known, f"fields of {what}")


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.plain and node.text in ("", "~", "null")


def _fields_hint(operation: type[Operation]) -> str:
    return f"it has {quoted(operation.fields)}" if operation.fields else f"write it as '{operation.key}'"


def _example(operation: type[Operation], name: str) -> str:
    if name == operation.main:
        return f"for example {{{operation.key}: 3}}"
    return f"for example {{{operation.key}: 16, {name}: 3}}" if operation.main else ""


