"""The tables of a spec file: knobs, the variants that set them, and the figures that the paper prints."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from archcalc.errors import Fault, SpecError, UsageError, shown
from archcalc.shape import Shape, parse_shape
from archcalc.spec.grammar import BUILT_IN, FIGURE_KEYS, FIGURE_TEXTS, KNOB_KEYS, VARIANT_KEYS, is_name
from archcalc.spec.model import Item, Knob, Variant
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.papers import Figure, Setting
from archcalc.spec.report import Entries, Entry, Report
from archcalc.spec.scalars import trap
from archcalc.spec.values import read_constant, read_text

_FIGURE = "for example {quantity: parameters, value: 60M, table: Table 1}"
_SETTING = "for example at: {width: 0.5, input: 3x160x160}"


class ColumnReader:
    """Reads knobs, variants and published figures of one file."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def knobs(self, entries: Entries) -> dict[str, Knob]:
        return {name: self.knob(key, node) for name, (key, node) in entries.items()}

    def knob(self, key: ScalarNode, node: Node) -> Knob:
        """`width: 1.0`, or `width: {default: 1.0, choices: [0.5, 1.0], about: ...}`."""
        self.check_variable(key)
        name = key.text
        if not isinstance(node, MapNode):
            return Knob(name, self.constant(node, f"knob '{name}'"), (), "", key.place)
        entries = node.entries
        self.report.refuse(entries, KNOB_KEYS, f"knob '{name}'")
        default = self.constant(entries["default"][1], f"knob '{name}'") if "default" in entries else None
        about = self.text(entries, "about")
        choices: Any = []
        if "choices" in entries:
            choices = self.constant(entries["choices"][1], f"knob '{name}'")
            if not isinstance(choices, list) or not choices:
                self.report.fault(f"the choices of knob '{name}' are a list", entries["choices"][1].place)
                choices = []
        if choices and default is not None and default not in choices:
            allowed = f"it is one of {', '.join(map(_shown_value, choices))}"
            message = f"knob '{name}' cannot be {_shown_value(default)}"
            self.report.fault(message, entries["default"][1].place, allowed)
        return Knob(name, default, tuple(choices), about, key.place)

    def names(self, entries: Entries) -> set[str]:
        """Variables that some variant sets."""
        nodes = [node for _, node in entries.values() if isinstance(node, MapNode)]
        return {name for node in nodes for name in node.entries if name not in VARIANT_KEYS}

    def variants(
        self,
        entries: Entries,
        knobs: dict[str, Knob],
        shape: Callable[[Node], Shape],
        layers: Callable[[Node], Item],
    ) -> dict[str, Variant]:
        variants = {}
        for name, (key, node) in entries.items():
            if not is_name(name.replace(".", "_")):
                hint = "letters, digits, _, - and . make a name"
                self.report.fault(f"'{shown(name)}' cannot be the name of a network", key.place, hint)
            elif isinstance(node, MapNode):
                variants[name] = self.variant(key, node.entries, knobs, shape, layers)
            else:
                hint = f"for example {name}: {{width: 64}}"
                self.report.fault(f"variant '{name}' is a mapping of its variables", node.place, hint)
        self.check_columns(variants, knobs)
        return variants

    def variant(
        self,
        key: ScalarNode,
        own: Entries,
        knobs: dict[str, Knob],
        shape: Callable[[Node], Shape],
        layers: Callable[[Node], Item],
    ) -> Variant:
        values = {}
        for name, (column, node) in own.items():
            if name not in VARIANT_KEYS and self.check_variable(column):
                values[name] = self.constant(node, f"'{name}'")
                allowed = knobs[name].choices if name in knobs else ()
                if allowed and values[name] not in allowed:
                    message = f"knob '{name}' cannot be {_shown_value(values[name])}"
                    self.report.fault(message, node.place, f"it is one of {', '.join(map(_shown_value, allowed))}")
        return Variant(
            name=key.text,
            place=key.place,
            knobs=values,
            title=self.text(own, "architecture"),
            about=self.text(own, "about"),
            input=shape(own["input"][1]) if "input" in own else None,
            layers=layers(own["layers"][1]) if "layers" in own else None,
            published=self.published(own.get("published")),
        )

    def check_columns(self, variants: dict[str, Variant], knobs: dict[str, Knob]) -> None:
        """A table has no holes: what one variant sets, all set, unless it is a knob with a default."""
        shared = [variant for variant in variants.values() if variant.layers is None]
        columns = {name for variant in shared for name in variant.knobs}
        for variant in shared:
            for name in sorted(columns - variant.knobs.keys() - knobs.keys()):
                message = f"variant '{variant.name}' does not say '{name}', which other variants do"
                self.report.fault(message, variant.place, "give it here, or a default under 'knobs'")

    def published(self, entry: Entry | None) -> tuple[Figure, ...]:
        if entry is None:
            return ()
        if isinstance(entry[1], ListNode):
            return tuple(figure for node in entry[1].items if (figure := self.figure(node)))
        self.report.fault("'published' is a list of figures", entry[1].place, f"write each after '- ', {_FIGURE}")
        return ()

    def figure(self, node: Node) -> Figure | None:
        """`{quantity: parameters, value: 60M, table: Table 1}`: the digits stay as the paper prints them."""
        if not isinstance(node, MapNode):
            self.report.fault("a published figure is a mapping", node.place, _FIGURE)
            return None
        meant = self.report.refuse(node.entries, FIGURE_KEYS, "a published figure")
        texts = {name: self.text(node.entries, name) for name in FIGURE_TEXTS}
        missing = [name for name in ("quantity", "value", "table") if not texts[name] and name not in meant]
        for name in missing:
            self.report.fault(f"a published figure needs '{name}'", node.place, _FIGURE)
        if texts["value"] and not any(letter.isdigit() for letter in texts["value"]):
            message = f"the value of a published figure is a number, not {shown(texts['value'])}"
            self.report.fault(message, node.entries["value"][1].place, "for example 60M, 4.1G, 23,520 or 28x28x6")
        return Figure(**texts, at=self.setting(node.get("at")), place=node.place)

    def setting(self, node: Node | None) -> Setting | None:
        """`{width: 0.5, input: 3x160x160}`: what must be set for a figure to hold. Whether the network has such
        knobs is seen when it is set."""
        if node is None:
            return None
        if not isinstance(node, MapNode):
            self.report.fault("'at' is a mapping of knobs to values", node.place, _SETTING)
            return None
        given = {name: entry for name, entry in node.entries.items() if name != "input"}
        knobs = {name: (self.constant(value, f"'{name}'"), key.place) for name, (key, value) in given.items()}
        own = node.get("input")
        return Setting(knobs, self.report.attempt(_input, own, None) if own else None, node.place)

    # What the tables share.

    def text(self, entries: Entries, name: str) -> str:
        if name not in entries:
            return ""
        return self.report.attempt(lambda node: read_text(node, f"'{name}'"), entries[name][1], "")

    def constant(self, node: Node, what: str) -> Any:
        """A value without expressions; a word that others read as a number or as true is refused here,
        where nobody else would notice."""
        value = self.report.attempt(read_constant, node, None)
        for item in node.items if isinstance(node, ListNode) else [node]:
            if not isinstance(item, ScalarNode) or not item.plain:
                continue
            misread = trap(item.text) if isinstance(value, (str, list)) else ""
            if "a text" in misread and item.text != "none":  # the word for no norm, no activation
                self.report.fault(f"{what}: {misread}", item.place, "if the text is meant, put it in quotes")
            elif "$" in item.text:
                self.report.fault(f"{what} is a plain value, not an expression", item.place)
        return value

    def check_variable(self, key: ScalarNode, reserved: Collection[str] = ()) -> bool:
        """Whether a variable can have this name; a fault if not."""
        name = key.text
        taken = name in BUILT_IN or name in reserved
        if not taken and name.isidentifier():
            return True
        why = "that word means something else" if taken else "letters, digits and _ make a name"
        self.report.fault(f"a variable cannot be called '{shown(name)}'", key.place, why)
        return False


def _input(node: Node) -> Shape:
    """An input shape such as `3x160x160`."""
    if not isinstance(node, ScalarNode):
        raise SpecError(Fault("an input shape is missing here", node.place, _SETTING))
    try:
        return parse_shape(node.text)
    except UsageError as error:
        raise SpecError(error.faults[0]._replace(place=node.place)) from None


def _shown_value(value: Any) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else shown(str(value))
