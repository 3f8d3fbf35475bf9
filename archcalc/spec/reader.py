"""From a spec file to a `Spec`: the sections of a file, every fault of it reported at once."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from archcalc.errors import ArchcalcError, Fault, Source, SpecError, UsageError, did_you_mean
from archcalc.ops import OPERATIONS
from archcalc.shape import Shape, parse_shape, shape_reason
from archcalc.spec.items import JOINS, MODIFIERS, STRUCTURE, Entries, ItemReader, is_name, unknown_hint
from archcalc.spec.model import Block, Figure, Item, Knob, Paper, Spec, Value, Values, Variant
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode, read_nodes
from archcalc.spec.values import read_constant, read_text

SECTIONS = {
    "architecture": "the name people know it by",
    "family": "the family it belongs to",
    "about": "a sentence or two on what is special, or where the paper is unclear",
    "paper": "where it was published: title, authors, year, url",
    "input": "shape of one sample, channels first: 3x224x224",
    "knobs": "variables the command line can set, with their defaults",
    "variants": "the columns of the family's table: name of each network, and its variables",
    "defaults": "fields that an operation has in this file unless it says otherwise",
    "blocks": "the paper's building blocks, with arguments",
    "layers": "the network: a mapping of names to layers, in order",
    "published": "figures that the paper prints",
}
"""Top-level keys of a spec file, and what each holds."""

PAPER_KEYS = ("title", "authors", "year", "url")
KNOB_KEYS = ("default", "choices", "about")
FIGURE_KEYS = ("quantity", "value", "layer", "table", "convention", "reason")
_ITEM_WORDS = (*OPERATIONS, *STRUCTURE, *MODIFIERS)  # an argument stands beside these in an item
VARIANT_KEYS = ("architecture", "about", "input", "layers", "published")


def read_spec(source: Source) -> Spec:
    """Read a spec.

    Raises:
        SpecError: with all faults of the file, each at its place.
    """
    root = read_nodes(source)
    if not isinstance(root, MapNode):
        hint = f"its keys are {', '.join(SECTIONS)}"
        raise SpecError(Fault("a spec is a mapping", root.place, hint))
    return _FileReader(source, root).read()


class _FileReader:
    def __init__(self, source: Source, root: MapNode) -> None:
        self.source = source
        self.root = root
        self.faults: list[Fault] = []
        self.sections: Entries = root.entries
        self.items = ItemReader(self.block_parameters(), {})
        self.items.faults = self.faults

    def read(self) -> Spec:
        self.refuse_unknown(self.root, tuple(SECTIONS), "a spec")
        self.items.defaults = self.defaults()
        name = PurePath(self.source.name).stem
        knobs = self.knobs()
        spec = Spec(
            source=self.source,
            name=name,
            title=self.text("architecture", name),
            family=self.text("family", self.text("architecture", name)),
            about=self.text("about"),
            paper=self.paper(),
            input=self.input(),
            knobs=knobs,
            blocks=self.blocks(),
            layers=self.layers(),
            variants=self.variants(knobs),
            published=self.published(self.sections.get("published")),
        )
        if self.faults:
            raise SpecError(*sorted(self.faults, key=_order))
        return spec

    # Sections, in the order of SECTIONS.

    def text(self, section: str, default: str = "") -> str:
        if section not in self.sections:
            return default
        return self.guarded(lambda node: read_text(node, f"'{section}'"), self.sections[section][1], default)

    def paper(self) -> Paper:
        entries = self.entries("paper")
        self.refuse(entries, PAPER_KEYS, "paper")
        found = {key: read_constant(node) for key, (_, node) in entries.items() if key in PAPER_KEYS}
        year = found.pop("year", None)
        if year is not None and not isinstance(year, int):
            self.fault("the year is a number", entries["year"][1])
        return Paper(**{key: str(value) for key, value in found.items()}, year=year)

    def input(self) -> Shape:
        if "input" not in self.sections:
            self.faults.append(Fault("the spec has no 'input'", self.root.place, "for example input: 3x224x224"))
            return (1,)
        return self.shape(self.sections["input"][1])

    def shape(self, node: Node) -> Shape:
        if isinstance(node, ListNode):
            sizes = read_constant(node)
            whole = all(isinstance(size, int) and not isinstance(size, bool) for size in sizes)
            reason = shape_reason(tuple(sizes)) if whole else "the sizes are whole numbers"
            if reason:
                self.fault(f"this is not an input shape: {reason}", node)
                return (1,)
            return tuple(sizes)
        try:
            return parse_shape(read_text(node, "an input shape"))
        except UsageError as error:
            self.fault(error.faults[0].message, node)
        except SpecError as error:
            self.faults.extend(error.faults)
        return (1,)

    def knobs(self) -> dict[str, Knob]:
        knobs = {}
        for name, (key, node) in self.entries("knobs").items():
            self.check_variable(name, key)
            about, choices = "", ()
            default = self.guarded(read_constant, node, None)
            if isinstance(node, MapNode):
                self.refuse(node.entries, KNOB_KEYS, f"knob '{name}'")
                about, choices = str(default.get("about", "")), tuple(default.get("choices") or ())
                default = default.get("default")
            knobs[name] = Knob(name, default, choices, about, key.place)
        return knobs

    def defaults(self) -> dict[str, Values]:
        defaults: dict[str, Values] = {}
        for name, (key, node) in self.entries("defaults").items():
            operation = OPERATIONS.get(name)
            if operation is None or name in JOINS:
                self.fault(f"there is no operation '{name}' with fields", key, did_you_mean(name, OPERATIONS, "operations"))
                continue
            entries = node.entries if isinstance(node, MapNode) else {}
            self.refuse(entries, (*operation.fields, "norm", "activation"), name)
            found = {n: self.items.value(operation, n, v) for n, (_, v) in entries.items() if n in operation.fields or n in ("norm", "activation")}
            defaults[name] = {n: value for n, value in found.items() if value}
        return defaults

    def block_parameters(self) -> dict[str, list[str]]:
        """Names of blocks and their parameters: known before any block is read, as blocks use each other."""
        found = {}
        for name, (_, node) in self.entries("blocks").items():
            takes = node.get("takes") if isinstance(node, MapNode) else None
            found[name] = [key.text for key, _ in takes.items] if isinstance(takes, MapNode) else []
            if isinstance(takes, ListNode):
                found[name] = [item.text for item in takes.items if isinstance(item, ScalarNode)]
        return found

    def blocks(self) -> dict[str, Block]:
        blocks = {}
        for name, (key, node) in self.entries("blocks").items():
            if name in OPERATIONS or name in STRUCTURE + MODIFIERS or not is_name(name):
                self.fault(f"a block cannot be called '{name}'", key, "that word means something else")
            if not isinstance(node, MapNode) or node.get("layers") is None:
                self.fault(f"block '{name}' has no layers", key, "a block is {takes: {...}, layers: [...]}")
                continue
            self.refuse(node.entries, ("takes", "layers"), f"block '{name}'")
            body = node.get("layers")
            assert body is not None
            blocks[name] = Block(name, key.place, self.takes(node.get("takes")), self.items.named_layers(body))
        return blocks

    def takes(self, node: Node | None) -> dict[str, Value | None]:
        """`takes: {out: , stride: 1}` or `takes: [out, stride]`: parameters and their defaults."""
        if node is None:
            return {}
        if isinstance(node, ListNode):
            keys = [item for item in node.items if isinstance(item, ScalarNode)]
            for key in keys:
                self.check_variable(key.text, key, _ITEM_WORDS)
            return {key.text: None for key in keys}
        if not isinstance(node, MapNode):
            self.fault("'takes' is a mapping of arguments to defaults, or a list of arguments", node)
            return {}
        found: dict[str, Value | None] = {}
        for key, value in node.items:
            self.check_variable(key.text, key, _ITEM_WORDS)
            empty = isinstance(value, ScalarNode) and value.plain and not value.text
            found[key.text] = None if empty else self.items.plain_value(value)
        return found

    def layers(self) -> Item | None:
        if "layers" in self.sections:
            return self.items.named_layers(self.sections["layers"][1])
        variants = self.entries("variants")
        if not variants or not all(isinstance(n, MapNode) and n.get("layers") for _, n in variants.values()):
            self.faults.append(Fault("the spec has no 'layers'", self.root.place))
        return None

    def variants(self, knobs: dict[str, Knob]) -> dict[str, Variant]:
        entries = self.entries("variants")
        variants = {name: self.variant(key, node) for name, (key, node) in entries.items()}
        self.check_columns(variants, knobs)
        return variants

    def variant(self, key: ScalarNode, node: Node) -> Variant:
        own: Entries = node.entries if isinstance(node, MapNode) else {}
        if not is_name(key.text.replace(".", "_")):
            self.fault(f"'{key.text}' cannot be the name of a network", key)
        about = {n: self.guarded(read_constant, own[n][1], "") for n in ("architecture", "about") if n in own}
        for name, (k, _) in own.items():
            if name not in VARIANT_KEYS:
                self.check_variable(name, k)
        return Variant(
            name=key.text,
            place=key.place,
            knobs={n: self.guarded(read_constant, v, None) for n, (_, v) in own.items() if n not in VARIANT_KEYS},
            title=str(about.get("architecture", "")),
            about=str(about.get("about", "")),
            input=self.shape(own["input"][1]) if "input" in own else None,
            layers=self.items.named_layers(own["layers"][1]) if "layers" in own else None,
            published=self.published(own.get("published")),
        )

    def check_columns(self, variants: dict[str, Variant], knobs: dict[str, Knob]) -> None:
        """A table has no holes: what one variant sets, all set, unless it is a knob with a default."""
        shared = [variant for variant in variants.values() if variant.layers is None]
        columns = {name for variant in shared for name in variant.knobs}
        for variant in shared:
            missing = sorted(columns - variant.knobs.keys() - knobs.keys())
            if missing:
                message = f"variant '{variant.name}' does not say '{missing[0]}', which other variants do"
                self.faults.append(Fault(message, variant.place, "give it here, or a default under 'knobs'"))

    def published(self, entry: tuple[ScalarNode, Node] | None) -> tuple[Figure, ...]:
        if entry is None:
            return ()
        if not isinstance(entry[1], ListNode):
            self.fault("'published' is a list of figures", entry[1], "for example - {quantity: parameters, value: 60M, table: Table 1}")
            return ()
        return tuple(figure for node in entry[1].items if (figure := self.figure(node)))

    def figure(self, node: Node) -> Figure | None:
        own: Entries = node.entries if isinstance(node, MapNode) else {}
        self.refuse(own, FIGURE_KEYS, "a published figure")
        texts = {name: read_text(v, f"'{name}'") for name, (_, v) in own.items() if isinstance(v, ScalarNode)}
        for needed in ("quantity", "value", "table"):
            if needed not in texts:
                self.fault(f"a published figure needs '{needed}'", node)
                return None
        known = {key: texts.get(key, "") for key in FIGURE_KEYS}
        return Figure(**known, place=node.place)

    # What the sections share.

    def entries(self, section: str) -> Entries:
        """The entries of a section that is a mapping; empty, and a fault, if it is something else."""
        if section not in self.sections:
            return {}
        node = self.sections[section][1]
        if isinstance(node, MapNode):
            return node.entries
        message = f"'{section}' is a mapping: {SECTIONS[section]}"
        if not any(fault.message == message for fault in self.faults):
            self.fault(message, node)
        return {}

    def check_variable(self, name: str, key: ScalarNode, reserved: tuple[str, ...] = ()) -> None:
        taken = name in ("in", "index", "input", *reserved)
        if taken or not name.isidentifier():
            why = "that word means something else" if taken else "letters, digits and _ make a name"
            self.fault(f"a variable cannot be called '{name}'", key, why)

    def refuse_unknown(self, node: MapNode, known: tuple[str, ...], what: str) -> None:
        self.refuse(node.entries, known, what)

    def refuse(self, entries: Entries, known: tuple[str, ...], what: str) -> None:
        for name, (key, _) in entries.items():
            if name not in known:
                self.fault(f"{what} has no '{name}'", key, unknown_hint(name, known, what))

    def fault(self, message: str, node: Node, hint: str = "") -> None:
        self.faults.append(Fault(message, node.place, hint))

    def guarded(self, read: Any, node: Node, default: Any) -> Any:
        try:
            return read(node)
        except ArchcalcError as error:
            self.faults.extend(error.faults)
            return default


def _order(fault: Fault) -> tuple[int, int]:
    return (fault.place.line, fault.place.column) if fault.place else (0, 0)
