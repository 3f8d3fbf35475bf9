"""From a spec file to a `Spec`: the sections of a file, every fault of it reported at once."""

from __future__ import annotations

from typing import Any

from archcalc.collector import paused
from archcalc.errors import Fault, Source, SpecError, UsageError, as_unicode, did_you_mean, shown
from archcalc.ops import OPERATIONS
from archcalc.shape import Shape, parse_shape, shape_reason
from archcalc.spec.columns import ColumnReader
from archcalc.spec.events import read_nodes
from archcalc.spec.files import stem
from archcalc.spec.grammar import (
    BUILT_IN,
    FIGURE_KEYS,
    JOINS,
    KNOB_KEYS,
    MODIFIERS,
    PAPER_KEYS,
    SECTIONS,
    STRUCTURE,
    VARIANT_KEYS,
    is_empty,
    is_name,
)
from archcalc.spec.heads import Parameters
from archcalc.spec.items import ItemReader
from archcalc.spec.model import Block, Item, Spec, Value
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.papers import Paper
from archcalc.spec.report import EnoughFaults, Entries, Report
from archcalc.spec.values import read_constant, read_text
from archcalc.spec.wiring import layer_name

__all__ = ["FIGURE_KEYS", "KNOB_KEYS", "PAPER_KEYS", "SECTIONS", "VARIANT_KEYS", "read_spec"]

_ITEM_WORDS = frozenset((*OPERATIONS, *STRUCTURE, *MODIFIERS))  # an argument stands beside these in an item


def read_spec(source: Source) -> Spec:
    """Read a spec.

    Raises:
        SpecError: with all faults of the file, each at its place.
    """
    with paused():
        return _read(source)


def _read(source: Source) -> Spec:
    report = Report()
    root = read_nodes(source, slips=report.faults)
    if not isinstance(root, MapNode):
        raise SpecError(Fault("a spec is a mapping", root.place, f"its keys are {', '.join(SECTIONS)}"))
    try:
        spec = _FileReader(source, root, report).read()
    except EnoughFaults:
        raise report.error() from None
    if report.faults:
        raise report.error()
    return spec


class _FileReader:
    """Reads the sections of one file."""

    def __init__(self, source: Source, root: MapNode, report: Report) -> None:
        self.source = source
        self.root = root
        self.report = report
        self.sections: Entries = root.entries
        self.meant = report.refuse(root.entries, tuple(SECTIONS), "a spec")
        self.columns = ColumnReader(report)

    def read(self) -> Spec:
        name = as_unicode(stem(self.source.name))
        columns = self.columns
        knobs = columns.knobs(self.entries("knobs"))
        known = {*BUILT_IN[:2], *knobs, *columns.names(self.entries("variants"))}
        self.report.variables = known
        takes = {block: self.takes(block, node) for block, (_, node) in self.entries("blocks").items()}
        self.report.variables = known
        self.items = ItemReader(self.report, takes)
        self.defaults()
        variants = columns.variants(self.entries("variants"), knobs, self.shape, self.items.named_layers)
        title = self.text("architecture", name)
        spec = Spec(
            source=self.source,
            name=name,
            title=title,
            family=self.text("family", title),
            about=self.text("about"),
            paper=self.paper(),
            input=self.input(),
            knobs=knobs,
            blocks=self.blocks(takes, known),
            layers=self.layers(),
            variants=variants,
            published=columns.published(self.sections.get("published")),
            outputs=self.outputs(),
        )
        self.items.check_references()
        if variants and spec.published:
            hint = "write them inside of the variants: which network are they about?"
            self.report.fault(
                "a spec with variants has no figures of its own", self.sections["published"][0].place, hint
            )
        return spec

    def entries(self, section: str) -> Entries:
        """The entries of a section that is a mapping; empty, and a fault, if it is something else."""
        if section not in self.sections:
            return {}
        node = self.sections[section][1]
        if isinstance(node, MapNode):
            return node.entries
        if not is_empty(node):
            fault = Fault(f"'{section}' is a mapping: {SECTIONS[section]}", node.place)
            if fault not in self.report.faults:
                self.report.add([fault])
        return {}

    def text(self, section: str, default: str = "") -> str:
        if section not in self.sections:
            return default
        node = self.sections[section][1]
        return self.report.attempt(lambda node: read_text(node, f"'{section}'"), node, default)

    def paper(self) -> Paper:
        entries = self.entries("paper")
        self.report.refuse(entries, PAPER_KEYS, "paper")
        found = {}
        for key, (_, node) in entries.items():
            if key in PAPER_KEYS:
                found[key] = self.report.attempt(lambda node, key=key: read_text(node, f"'{key}'"), node, "")  # type: ignore[misc]
        year = found.pop("year", "")
        if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
            self.report.fault(f"the year is a number such as 2015, not {shown(year)}", entries["year"][1].place)
            year = ""
        return Paper(**found, year=int(year) if year else None)

    def input(self) -> Shape:
        if "input" in self.sections:
            return self.shape(self.sections["input"][1])
        if "input" not in self.meant:
            self.report.fault("the spec has no 'input'", self.root.place, "for example input: 3x224x224")
        return (1,)

    def outputs(self) -> tuple[Value, ...]:
        """The layers under `outputs`; all layers have been read, and their names are known."""
        if "outputs" not in self.sections:
            return ()
        node = self.sections["outputs"][1]
        if not isinstance(node, ListNode) or not node.items:
            self.report.fault("'outputs' is a list of layers", node.place, "for example outputs: [boxes, classes]")
            return ()
        found = [self.report.attempt(layer_name, item, Value("input", item.place)) for item in node.items]
        for value in found:
            if not self.items.is_known(value):
                hint = did_you_mean(str(value.constant), self.items.names - {"input"}, "layers")
                self.report.fault(f"there is no layer '{shown(str(value.constant))}'", value.place, hint)
        return tuple(found)

    def shape(self, node: Node) -> Shape:
        """An input shape, `3x224x224` or `[3, 224, 224]`; (1,), and a fault, if it is none."""
        if isinstance(node, ListNode):
            sizes: list[Any] = self.report.attempt(read_constant, node, [])
            whole = all(isinstance(size, int) and not isinstance(size, bool) for size in sizes)
            reason = shape_reason(tuple(sizes)) if whole else "its sizes are whole numbers"
            if not reason:
                return tuple(sizes)
            self.report.fault(f"this is not an input shape: {reason}", node.place, "for example 3x224x224")
        elif isinstance(node, MapNode) or is_empty(node):
            self.report.fault("an input shape is missing here", node.place, "for example input: 3x224x224")
        else:
            try:
                return parse_shape(node.text)
            except UsageError as error:
                likely = node.text.replace(":", "x").replace("*", "x").replace(" ", "")
                fits = likely != node.text and all(size.isdecimal() for size in likely.split("x"))
                self.report.fault(error.faults[0].message, node.place, f"write {shown(likely)}" if fits else "")
        return (1,)

    def defaults(self) -> None:
        for name, (key, node) in self.entries("defaults").items():
            operation = OPERATIONS.get(name)
            if operation is None or name in JOINS:
                hint = did_you_mean(name, OPERATIONS.keys() - JOINS, "operations")
                self.report.fault(f"there is no operation '{shown(name)}' with fields", key.place, hint)
                continue
            if not isinstance(node, MapNode):
                message = f"the defaults of {name} are a mapping of its fields"
                self.report.fault(message, node.place, f"for example {name}: {{activation: relu}}")
                continue
            self.items.heads.read_defaults(operation, node.entries)

    def takes(self, block: str, node: Node) -> Parameters:
        """`takes: {out: , stride: 1}` or `takes: [out, stride]`: parameters and their defaults."""
        takes = node.get("takes") if isinstance(node, MapNode) else None
        found: Parameters = {}
        if takes is None or is_empty(takes):
            return found
        if isinstance(takes, ScalarNode):
            message = "'takes' is a mapping of arguments to defaults, or a list of arguments"
            self.report.fault(message, takes.place, f"for example takes: [{shown(takes.text)}]")
            return found
        entries = takes.items if isinstance(takes, MapNode) else [(item, item) for item in takes.items]
        for key, value in entries:
            if not isinstance(key, ScalarNode):
                self.report.fault("the name of an argument is expected here", key.place)
                continue
            self.columns.check_variable(key, _ITEM_WORDS)
            required = key is value or is_empty(value)
            found[key.text] = None if required else self.report.value(value)
            self.report.variables = {*self.report.variables, key.text}
        return found

    def blocks(self, takes: dict[str, Parameters], known: set[str]) -> dict[str, Block]:
        blocks = {}
        for name, (key, node) in self.entries("blocks").items():
            if name in _ITEM_WORDS or not is_name(name):
                why = (
                    "that word means something else" if name in _ITEM_WORDS else "letters, digits, _ and - make a name"
                )
                self.report.fault(f"a block cannot be called '{shown(name)}'", key.place, why)
            body = node.get("layers") if isinstance(node, MapNode) else None
            if isinstance(node, MapNode):
                self.report.refuse(node.entries, ("takes", "layers"), f"block '{shown(name)}'")
            if body is None:
                hint = "a block is {takes: {...}, layers: [...]}"
                self.report.fault(f"block '{shown(name)}' has no layers", key.place, hint)
                continue
            self.report.variables = {*known, *takes[name]}
            blocks[name] = Block(name, key.place, takes[name], self.items.named_layers(body))
        self.report.variables = known
        return blocks

    def layers(self) -> Item | None:
        if "layers" in self.sections:
            return self.items.named_layers(self.sections["layers"][1])
        variants = self.entries("variants").values()
        own = variants and all(isinstance(node, MapNode) and node.get("layers") for _, node in variants)
        if not own and "layers" not in self.meant:
            hint = "for example layers: {C1: {conv: 6, kernel: 5}}"
            self.report.fault("the spec has no 'layers'", self.root.place, hint)
        return None
