"""From the text of a spec to its tree of nodes.

libyaml's event stream is read with a stack of our own: no recursion, so that deep nesting is a message and
not a crash. Every fault of a file is reported at once, as far as libyaml can read on. Aliases share their
node; how large and how deep the tree would be without sharing is known as each anchored node closes, so that
a file that explodes when it is walked is refused before anybody walks it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from archcalc.collector import paused
from archcalc.errors import Fault, Note, Source, SpecError, shown
from archcalc.spec.files import DEFAULT, Limits, event_source, place_after, place_of, too_large
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from yaml.error import Mark

_MOST_FAULTS = 50  # a file with more is not a spec with slips


def read_nodes(source: Source, limits: Limits = DEFAULT, slips: list[Fault] | None = None) -> Node:
    """The one document of a source.

    Faults that leave a tree to go on with, such as a key given twice, go into `slips` if there is such a list.

    Raises:
        SpecError: with every fault that could be found.
    """
    if len(source.text) > limits.max_bytes:
        raise SpecError(too_large(source.name, limits))
    with paused():
        return _TreeBuilder(source, limits, slips).read()


class _Frame:
    """A list or mapping that is not closed yet."""

    __slots__ = ("anchor", "before", "height", "key", "merged", "node")

    def __init__(self, node: ListNode | MapNode, anchor: str | None, before: int) -> None:
        self.node = node
        self.anchor = anchor
        self.before = before  # nodes, expanded, before this one
        self.height = 1  # levels, expanded, so far
        self.key: ScalarNode | None = None  # waits for its value
        self.merged: list[tuple[ScalarNode, Node]] = []  # what `<<` brings in


class _Anchored(NamedTuple):
    """What an alias stands for, and what it adds to the expanded tree."""

    node: Node
    size: int
    height: int


class _TreeBuilder:
    """Builds the tree, event by event."""

    def __init__(self, source: Source, limits: Limits, slips: list[Fault] | None) -> None:
        self.source = source
        self.limits = limits
        self.faults: list[Fault] = []
        self.slips = self.faults if slips is None else slips
        self.root: Node | None = None
        self.top: _Frame | None = None
        self.frames: list[_Frame] = []  # those around `top`
        self.nodes = 0
        self.expanded = 0
        self.anchors: dict[str, _Anchored | None] = {}  # None while the anchored node is open

    def read(self) -> Node:
        import yaml

        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.SequenceStartEvent: self.open_list,
            yaml.MappingStartEvent: self.open_map,
            yaml.SequenceEndEvent: self.close,
            yaml.MappingEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        self.check_directives()
        try:
            next_event = event_source(self.source.text)
            while (event := next_event()) is not None:
                handler = handlers.get(event.__class__)
                if handler:
                    handler(event)
        except yaml.YAMLError as error:
            from archcalc.spec.syntax import syntax_fault

            self.stop(syntax_fault(self.source, error, self.top.node.place if self.top else None))
        except UnicodeEncodeError as error:  # half of a surrogate pair, in a text that never was a file
            place = place_after(self.source, self.source.text[: error.start])
            self.stop(Fault("this character is not Unicode text", place))
        return self.result()

    def result(self) -> Node:
        if self.faults:
            raise SpecError(*self.faults)
        root = self.root
        if root is None or (isinstance(root, ScalarNode) and root.plain and not root.text):
            raise SpecError(Fault(f"{self.source.name}: this file is empty"))
        return root

    def stop(self, fault: Fault) -> NoReturn:
        raise SpecError(*self.faults, fault)

    def add(self, fault: Fault | None) -> None:
        if fault is None:
            return
        self.faults.append(fault)
        if len(self.faults) == _MOST_FAULTS:
            raise SpecError(*self.faults)

    def check_directives(self) -> None:
        if "%TAG" in self.source.text:
            from archcalc.spec.tags import directive_fault

            fault = directive_fault(self.source)
            if fault:
                self.stop(fault)

    # one method for each kind of event

    def document(self, event: Any) -> None:
        if self.root is not None:
            place = place_of(self.source, event.start_mark)._replace(width=3)
            self.stop(Fault("a second document begins here", place, "a spec is one document: one file each"))

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        line = start.line
        width = end.column - start.column or 1 if end.line == line else 1
        node = ScalarNode(event.value, event.implicit[0], self.source, line + 1, start.column + 1, width)
        self.count(start)
        if event.tag or event.anchor:
            self.dress(node, event)
        self.attach(node)

    def dress(self, node: ScalarNode, event: Any) -> None:
        """A scalar behind an anchor or tag stands at its own text."""
        if not event.style and node.width > len(node.text) > 0:
            node.column += node.width - len(node.text)
            node.width = len(node.text)
        if event.tag:
            from archcalc.spec.tags import obey_tag

            self.add(obey_tag(event.tag, node, place_of(self.source, event.start_mark)))
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, 1, 0)

    def open_list(self, event: Any) -> None:
        start = event.start_mark
        self.open(ListNode(self.source, start.line + 1, start.column + 1), event)

    def open_map(self, event: Any) -> None:
        start = event.start_mark
        self.open(MapNode(self.source, start.line + 1, start.column + 1), event)

    def open(self, node: ListNode | MapNode, event: Any) -> None:
        self.check_depth(1, event.start_mark)
        if event.tag:
            from archcalc.spec.tags import collection_fault

            kind = "map" if isinstance(node, MapNode) else "seq"
            self.add(collection_fault(event.tag, kind, node.place))
        if event.anchor:
            self.anchors[event.anchor] = None
        if self.top is not None:
            self.frames.append(self.top)
        self.top = _Frame(node, event.anchor, self.expanded)
        self.count(event.start_mark)

    def close(self, event: Any) -> None:
        frame = self.top
        assert frame is not None  # libyaml closes nothing that it has not opened
        self.top = self.frames.pop() if self.frames else None
        node, height = frame.node, frame.height
        if frame.merged and isinstance(node, MapNode):
            merged: dict[str, tuple[ScalarNode, Node]] = {}
            for key, value in frame.merged:
                merged.setdefault(key.text, (key, value))
            node.entries = merged | node.entries  # first what was merged, but the mapping's own keys win
        if frame.anchor:
            self.anchors[frame.anchor] = _Anchored(node, self.expanded - frame.before, height)
        if self.top is not None and self.top.height <= height:
            self.top.height = height + 1
        self.attach(node)

    def alias(self, event: Any) -> None:
        name, mark = event.anchor, event.start_mark
        anchored = self.anchors.get(name)
        if anchored is None:
            from archcalc.spec.syntax import alias_fault

            place = place_of(self.source, mark)._replace(width=len(name) + 1)
            self.add(alias_fault(name, place, self.anchors))
            anchored = _Anchored(ScalarNode("", True, self.source, mark.line + 1, mark.column + 1, 1), 1, 0)
        self.check_depth(anchored.height, mark)
        self.count(mark, anchored.size)
        if self.top is not None and self.top.height <= anchored.height:
            self.top.height = anchored.height + 1
        self.attach(anchored.node, mark)

    # putting nodes together

    def attach(self, node: Node, mark: Mark | None = None) -> None:
        """Make a finished node part of what is open; an alias gives its own place."""
        top = self.top
        if top is None:
            self.root = node
            return
        parent = top.node
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return
        key = top.key
        if key is None:
            top.key = self.key(node, mark)
            return
        top.key = None
        if key.text == "<<" and key.plain:
            self.merge(top, key, node)
        elif key.text in parent.entries:
            note = Note("first given here", parent.entries[key.text][0].place)
            self.slips.append(Fault(f"'{shown(key.text)}' is given twice", key.place, trail=(note,)))
            if len(self.slips) >= _MOST_FAULTS:
                raise SpecError(*self.slips)
        else:
            parent.entries[key.text] = (key, node)

    def key(self, node: Node, mark: Mark | None) -> ScalarNode:
        if isinstance(node, ScalarNode):
            return node
        place = place_of(self.source, mark) if mark else node.place
        kind = "list" if isinstance(node, ListNode) else "mapping"
        hint = "to use a variable write $name, without braces" if kind == "mapping" else ""
        self.add(Fault(f"a {kind} cannot be a key", place, hint))
        # Two such keys are not duplicates of each other: each gets a name that no file can contain.
        return ScalarNode(f"\0{len(self.faults)}", False, self.source, place.line, place.column, 1)

    def merge(self, top: _Frame, key: ScalarNode, value: Node) -> None:
        sources = value.items if isinstance(value, ListNode) else [value]
        if top.merged:
            self.add(Fault("'<<' is given twice", key.place, "merge several with <<: [*a, *b]"))
        for source in sources:
            if isinstance(source, MapNode):
                top.merged.extend(source.items)
            else:
                self.add(Fault("'<<' merges mappings only", key.place, "write <<: *name or <<: [*a, *b]"))

    # bounds

    def count(self, mark: Mark, size: int = 1) -> None:
        self.nodes += 1
        self.expanded += size
        if self.nodes > self.limits.max_nodes:
            self.too_much("values", self.limits.max_nodes, mark)
        if self.expanded > self.limits.max_expanded:
            self.too_much("values once its aliases are filled in", self.limits.max_expanded, mark)

    def check_depth(self, height: int, mark: Mark) -> None:
        around = len(self.frames) + (self.top is not None)
        if around + height > self.limits.max_depth:
            self.too_much("levels of nesting", self.limits.max_depth, mark)

    def too_much(self, what: str, bound: int, mark: Mark) -> NoReturn:
        self.stop(Fault(f"a spec has at most {bound:,} {what}", place_of(self.source, mark)))
