"""From nodes to items: what one layer, join, block use or repeat of a spec says.

The grammar, in short: an item is a word (`relu`), a mapping with one head (`{conv: 64, kernel: 3}`), or a
list of items. Heads are operations, blocks of the file, `block`, `layers` and `auxiliary`; `repeat`, `first`,
`from`, `when`, `if`, `norm`, `activation` and `split` say more about a head.
"""

from __future__ import annotations

from collections.abc import Mapping

from archcalc.errors import Fault, SpecError, shown
from archcalc.ops import OPERATIONS, Operation
from archcalc.spec.grammar import JOINS, MODIFIERS, STRUCTURE, is_empty, is_name
from archcalc.spec.heads import HeadReader, Parameters
from archcalc.spec.model import (
    Auxiliary,
    Item,
    Join,
    Named,
    Reference,
    Repeat,
    Sequence,
    Value,
    Wiring,
)
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.report import Entries, Report
from archcalc.spec.wiring import WiringReader, in_words


class ItemReader:
    """Reads the items of one file; every fault goes to the report, and reading goes on."""

    def __init__(self, report: Report, blocks: Mapping[str, Parameters]) -> None:
        """`blocks`: the file's blocks and what they take."""
        self.report = report
        self.blocks = blocks
        self.heads = HeadReader(report, blocks)
        self.names: set[str] = {"input"}
        self.wirings = WiringReader(report)

    # Entrances.

    def named_layers(self, node: Node) -> Item:
        """The value of `layers:`, a mapping of names to items or a list of items."""
        if isinstance(node, MapNode) and node.entries:
            items = [self.named(key, value) for key, value in node.items]
            return self.in_order(node, [item for item in items if item])
        if isinstance(node, ListNode) and node.items:
            return self.item(node)
        from archcalc.spec.hints import not_layers

        self.report.add([not_layers(node)])
        return Sequence(Wiring(node.place), ())

    def item(self, node: Node) -> Item:
        """An item; what cannot be read becomes an empty sequence and a fault."""
        try:
            if isinstance(node, ScalarNode):
                return self.word(node)
            if isinstance(node, ListNode):
                return self.in_order(node, [self.element(child) for child in node.items])
            return self.mapping(node)
        except SpecError as error:
            self.report.add(error.faults)
            return Sequence(Wiring(node.place), ())

    def check_references(self) -> None:
        """Refuse words and `from` that name nothing in the whole file; order is known only when expanding."""
        for value in self.wirings.references:
            if not self.is_known(value):
                from archcalc.spec.hints import unknown_reference

                self.report.add([unknown_reference(str(value.constant), value.place, self.blocks, self.names)])

    def is_known(self, value: Value) -> bool:
        """Whether something in the file may have this name."""
        head = str(value.constant).partition(".")[0]
        stem, _, number = head.rpartition("_")  # the second conv without a name is conv_2
        named = {head, stem} if number.isdecimal() else {head}
        return not named.isdisjoint(self.names) or any(self.is_head(word) for word in named)

    # The forms of an item.

    def in_order(self, node: Node, items: list[Named]) -> Sequence:
        """Items one after the other; none of them is a branch."""
        for _, item in items:
            self.no_branch(item)
        return Sequence(Wiring(node.place), tuple(items))

    def no_branch(self, item: Item) -> None:
        if item.wiring.present is not None:
            message = "'if' leaves a branch out of its join, and this is no branch"
            self.report.fault(message, item.wiring.present.place, "a layer is left out with 'when'")

    def named(self, key: ScalarNode, node: Node) -> Named | None:
        """An entry `name: item`; an empty one is the operation or block of that name."""
        name = key.text
        if not is_name(name):
            hint = "letters, digits, _ and - make a name"
            if name == "input":
                hint = "'input' is what comes in: the network's or the block's input"
            self.report.fault(f"'{shown(name)}' cannot be the name of a layer", key.place, hint)
            return None
        self.names.add(name)
        if not is_empty(node):
            return Named(name, self.item(node))
        if name in OPERATIONS or name in self.blocks:
            return Named(name, self.item(key))
        from archcalc.spec.hints import says_nothing

        self.report.add([says_nothing(key, self.blocks)])
        return None

    def word(self, node: ScalarNode) -> Item:
        """`relu`, a block without arguments, or the name of an earlier layer."""
        word, place = node.text, node.place
        wiring = Wiring(place)
        if word in JOINS:
            from archcalc.spec.hints import no_branches

            raise SpecError(no_branches(word, place))
        if word in OPERATIONS:
            return self.heads.layer(OPERATIONS[word], (node, _nothing(node)), {}, wiring)
        if word in self.blocks:
            return self.heads.block_use(word, (node, _nothing(node)), {}, wiring)
        if is_empty(node):
            raise SpecError(Fault("a layer is missing here", place, "for example relu, or {conv: 64, kernel: 3}"))
        if word != "input" and not is_name(word.replace(".", "_")):
            from archcalc.spec.hints import EXAMPLE

            raise SpecError(Fault(f"a layer is expected, not '{shown(word)}'", place, EXAMPLE))
        return Reference(wiring._replace(sources=(self.wirings.source(node),)))

    def element(self, node: Node) -> Named:
        """An element of a list: an item, or `name: item`."""
        if isinstance(node, MapNode) and len(node.entries) == 1:
            ((key, value),) = node.items
            if self.is_naming(key.text, value):
                return self.named(key, value) or Named(None, Sequence(Wiring(node.place), ()))
        return Named(None, self.item(node))

    def is_naming(self, key: str, value: Node) -> bool:
        """Whether `key: value` names an item, rather than being one."""
        if key in STRUCTURE or key in JOINS or key in MODIFIERS:
            return False
        if isinstance(value, MapNode):
            return any(self.is_head(inner) or inner == "from" for inner in value.entries)
        if self.is_head(key):
            return False
        return isinstance(value, ListNode) or value.text in OPERATIONS or value.text in self.blocks

    def is_head(self, key: str) -> bool:
        return key in OPERATIONS or key in self.blocks or key in STRUCTURE

    def mapping(self, node: MapNode) -> Item:
        """`{head: ..., more}`: find the head, then read what is said about it."""
        entries = node.entries
        heads = [key for key in entries if self.is_head(key)]
        wiring = self.wirings.wiring(node, entries)
        if len(heads) > 1:
            from archcalc.spec.hints import two_heads

            raise SpecError(two_heads(heads, entries))
        if not heads:
            if set(entries) == {"from"} and len(wiring.sources) == 1:
                return Reference(wiring)
            from archcalc.spec.hints import no_head

            raise SpecError(no_head(node, self.blocks))
        head = heads[0]
        if len(wiring.sources) > 1 and head not in JOINS:
            message = f"'{head}' takes one layer, and 'from' names {len(wiring.sources)}"
            self.report.fault(message, wiring.sources[1].place, "add, concat, crop and multiply take several")
        if "repeat" in entries:
            return self.repeat(head, entries, wiring)
        if "first" in entries:
            self.report.fault(
                "'first' needs 'repeat': it says what is different in the first iteration",
                entries["first"][0].place,
            )
        return self.headed(head, entries, wiring)

    def headed(self, head: str, entries: Entries, wiring: Wiring) -> Item:
        about = (head, "repeat", "first", "from", "when", "if")
        rest = {key: entry for key, entry in entries.items() if key not in about}
        main = entries[head][1]
        if head in JOINS:
            return self.join(OPERATIONS[head], main, rest, wiring)
        if head in OPERATIONS:
            return self.heads.layer(OPERATIONS[head], entries[head], rest, wiring)
        if head == "layers" or head == "auxiliary":
            self.report.refuse(rest, (), f"'{head}'")
            if head == "auxiliary":
                inside = self.item(main)
                self.no_branch(inside)
                return Auxiliary(wiring, inside)
            inner = self.named_layers(main)
            assert isinstance(inner, Sequence)
            return inner._replace(wiring=wiring)
        return self.heads.block_use(head, entries[head], rest, wiring)

    def join(self, operation: type[Operation], main: Node, rest: Entries, wiring: Wiring) -> Join:
        """`add: [identity, [...]]`, `concat: {a: ..., b: ...}`, `{add: , from: [a, b]}`."""
        key, report = operation.key, self.report
        report.refuse(rest, ("norm", "activation", "split"), key)
        split = report.value(rest["split"][1]) if "split" in rest else None
        norm, activation = (
            self.heads.beside(what, rest[what][1]) if what in rest else None for what in ("norm", "activation")
        )
        branches: list[Named | None] = []
        if isinstance(main, MapNode):
            branches = [self.named(name, value) for name, value in main.items]
        elif isinstance(main, ListNode):
            branches = [self.element(child) for child in main.items]
        self.check_branches(operation, main, len(branches), wiring)
        return Join(wiring, operation, tuple(branch for branch in branches if branch), split, norm, activation)

    def check_branches(self, operation: type[Operation], main: Node, count: int, wiring: Wiring) -> None:
        """Whether a join has enough to join: branches, or several layers in `from`, but not both."""
        sources = wiring.sources
        if count and len(sources) > 1:
            message = f"{operation.key} has branches, so 'from' names the one layer they start from"
            self.report.fault(message, sources[1].place)
        least, given = (2, len(sources)) if is_empty(main) else (operation.fan_in[0], count)
        if not least <= given <= (operation.fan_in[1] or given):
            from archcalc.spec.hints import wrong_branches

            self.report.add([wrong_branches(operation, main, given, wiring.place)])

    def repeat(self, head: str, entries: Entries, wiring: Wiring) -> Repeat:
        node = entries["repeat"][1]
        count = self.report.value(node)
        if count is not None and count.is_constant and not is_count(count.constant):
            shown_count = "nothing is given" if is_empty(node) else f"not {in_words(node)}"
            self.report.fault(f"repeat needs a whole number from 0, {shown_count}", node.place)
        item = self.headed(head, entries, Wiring(wiring.place))
        first = self.heads.first(item, head, entries) if "first" in entries else item
        return Repeat(wiring, count or Value(0, node.place), item, first)


def is_count(value: object) -> bool:
    """Whether something can be repeated so many times."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _nothing(key: ScalarNode) -> ScalarNode:
    """The value of a key that stands alone."""
    return ScalarNode("", True, key.source, key.line, key.column, 1)
