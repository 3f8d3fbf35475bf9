"""What any item may say: where its input comes from, and when it is there."""

from __future__ import annotations

from archcalc.errors import Fault, SpecError, shown
from archcalc.spec.model import Value, Wiring
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.report import Entries, Report


class WiringReader:
    """Reads `from`, `when` and `if`; `references` are all names that were met, to be looked for later."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.references: list[Value] = []

    def wiring(self, node: MapNode, entries: Entries) -> Wiring:
        sources: tuple[Value, ...] = ()
        if "from" in entries:
            target = entries["from"][1]
            names = target.items if isinstance(target, ListNode) else [target]
            sources = tuple(self.source(name) for name in names)
        when, present = (self.condition(word, entries) for word in ("when", "if"))
        return Wiring(node.place, sources, when, present)

    def condition(self, word: str, entries: Entries) -> Value | None:
        """What follows `when:` or `if:`."""
        if word not in entries:
            return None
        node = entries[word][1]
        value = self.report.value(node)
        if value is not None and value.is_constant and not isinstance(value.constant, bool):
            hint = f"for example {word}: $stride == 2"
            self.report.fault(f"'{word}' needs true or false, not {in_words(node)}", node.place, hint)
        return value

    def source(self, node: Node) -> Value:
        """The name of a layer, to be looked for once all names are known."""
        value = layer_name(node)
        self.references.append(value)
        return value


def layer_name(node: Node) -> Value:
    """What stands where the name of a layer is expected."""
    if not isinstance(node, ScalarNode) or not node.text:
        raise SpecError(Fault("the name of a layer is expected here", node.place))
    return Value(node.text, node.place)


def in_words(node: Node) -> str:
    """A value as a message quotes it."""
    return shown(node.text) if isinstance(node, ScalarNode) else "a list"
