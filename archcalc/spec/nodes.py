"""From the bytes of a spec file to a tree of nodes that know where they stand.

libyaml's event stream is read with a stack of our own: no recursion, so that deep nesting is a message and
not a crash. Every fault of a file is reported at once, as far as libyaml can read on. Aliases share their
node; how large and how deep the tree would be without sharing is known as each anchored node closes, so that
a file that explodes when it is walked is refused before anybody walks it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from archcalc.errors import Fault, Note, Place, Source, SpecError, UsageError, did_you_mean
from archcalc.spec.scalars import NumberTooLarge, parse_scalar

if TYPE_CHECKING:
    from yaml.error import Mark, YAMLError


class Limits(NamedTuple):
    """How much of a spec is read at most: far beyond any real one, far below what would hurt."""

    max_bytes: int = 4 * 2**20
    max_depth: int = 100
    max_nodes: int = 400_000
    max_expanded: int = 1_000_000  # nodes, counting what an alias stands for each time it is used


DEFAULT = Limits()
_MOST_FAULTS = 50  # a file with more is not a spec with slips


# --- nodes ------------------------------------------------------------------------------------------------


class ScalarNode:
    """A word, number or text; `plain` if it stood without quotes. `scalars.parse_scalar` gives its value."""

    __slots__ = ("column", "line", "plain", "source", "text", "width")

    def __init__(self, text: str, plain: bool, source: Source, line: int, column: int, width: int) -> None:
        self.text = text
        self.plain = plain
        self.source = source
        self.line = line
        self.column = column
        self.width = width  # of the token in the file, quotes included; 1 if it runs over several lines

    @property
    def place(self) -> Place:
        return Place(self.source, self.line, self.column, self.width)

    def place_inside(self, offset: int, width: int) -> Place:
        """The place of a part of the text; of the whole where escapes or line breaks hide the part."""
        quotes = self.width - len(self.text)
        if quotes not in (0, 2):
            return self.place
        return Place(self.source, self.line, self.column + quotes // 2 + offset, width)


class ListNode:
    """A sequence."""

    __slots__ = ("column", "items", "line", "source")

    def __init__(self, source: Source, line: int, column: int) -> None:
        self.items: list[Node] = []
        self.source = source
        self.line = line
        self.column = column

    @property
    def place(self) -> Place:
        return Place(self.source, self.line, self.column)


class MapNode:
    """A mapping, in the order of the file."""

    __slots__ = ("column", "entries", "line", "source")

    def __init__(self, source: Source, line: int, column: int) -> None:
        self.entries: dict[str, tuple[ScalarNode, Node]] = {}
        self.source = source
        self.line = line
        self.column = column

    @property
    def place(self) -> Place:
        return Place(self.source, self.line, self.column)

    @property
    def items(self) -> Collection[tuple[ScalarNode, Node]]:
        return self.entries.values()

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node = ScalarNode | ListNode | MapNode


# --- files ------------------------------------------------------------------------------------------------


def read_file(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> Source:
    """The text of a file; `-` is standard input."""
    name = os.fspath(path)
    if name == "-":
        return decode("<standard input>", _standard_input(limits.max_bytes + 1), limits)
    try:
        if os.stat(name).st_size > limits.max_bytes:
            raise SpecError(_too_large(name, limits))
        with open(name, "rb") as file:
            return decode(name, file.read(limits.max_bytes + 1), limits)
    except FileNotFoundError:
        raise UsageError(f"{_shown(name, 200)}: no such file") from None
    except IsADirectoryError:
        raise UsageError(f"{name}: this is a directory, not a spec file") from None
    except PermissionError:
        raise UsageError(f"{name}: no permission to read this file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UsageError(f"{_shown(name, 200)}: {getattr(error, 'strerror', None) or error}") from None


def decode(name: str, data: bytes, limits: Limits = DEFAULT) -> Source:
    """The text of bytes in UTF-8, the only encoding of specs."""
    if len(data) > limits.max_bytes:
        raise SpecError(_too_large(name, limits))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SpecError(Fault(f"{name}: this file is in UTF-16", hint="save it as UTF-8"))
    if b"\0" in data:
        raise SpecError(Fault(f"{name}: this is not a text file", hint="it contains NUL bytes"))
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
    source = Source(name, data.decode("utf-8-sig", "replace"))
    place = _place_after(source, before)
    raise SpecError(Fault(f"line {place.line} is not UTF-8", place, "save the file as UTF-8"))


def _standard_input(size: int) -> bytes:
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    try:
        buffer = getattr(sys.stdin, "buffer", None)  # a test or a notebook may have put a text stream there
        return buffer.read(size) if buffer else sys.stdin.read(size).encode("utf-8", "replace")
    except (OSError, ValueError) as error:
        raise UsageError(f"standard input cannot be read: {error}") from None


def _too_large(name: str, limits: Limits) -> Fault:
    return Fault(f"{name}: this file is too large: a spec has at most {limits.max_bytes:,} bytes")


def _place_after(source: Source, before: str) -> Place:
    lines = (before + ".").splitlines()
    return Place(source, len(lines), len(lines[-1]))


# --- from events to nodes ---------------------------------------------------------------------------------


def read_nodes(source: Source, limits: Limits = DEFAULT) -> Node:
    """The one document of a source.

    Raises:
        SpecError: with every fault that could be found.
    """
    if len(source.text) > limits.max_bytes:
        raise SpecError(_too_large(source.name, limits))
    return _Reader(source, limits).read()


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


class _Reader:
    """Builds the tree, event by event."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.faults: list[Fault] = []
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
            next_event = _event_source(self.source.text)
            while (event := next_event()) is not None:
                handler = handlers.get(event.__class__)
                if handler:
                    handler(event)
        except yaml.YAMLError as error:
            self.stop(_syntax_fault(self.source, error, self.top.node.place if self.top else None))
        except UnicodeEncodeError as error:  # half of a surrogate pair, in a text that never was a file
            place = _place_after(self.source, self.source.text[: error.start])
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

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)
        if len(self.faults) == _MOST_FAULTS:
            raise SpecError(*self.faults)

    # one method for each kind of event

    def document(self, event: Any) -> None:
        if self.root is not None:
            place = _place(self.source, event.start_mark)._replace(width=3)
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
            node.plain = self.obeys_tag(event, node)
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
            self.check_collection_tag(event, "map" if isinstance(node, MapNode) else "seq")
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
            self.add(self.alias_fault(name, mark))
            anchored = _Anchored(ScalarNode("", True, self.source, mark.line + 1, mark.column + 1, 1), 1, 0)
        self.check_depth(anchored.height, mark)
        self.count(mark, anchored.size)
        if self.top is not None and self.top.height <= anchored.height:
            self.top.height = anchored.height + 1
        self.attach(anchored.node, mark)

    def alias_fault(self, name: str, mark: Mark) -> Fault:
        place = _place(self.source, mark)._replace(width=len(name) + 1)
        shown = _shown(name)
        if name in self.anchors:
            return Fault(
                f"'*{shown}' stands inside '&{shown}' itself", place, "a value cannot contain itself"
            )
        anchors = [f"*{anchor}" for anchor in islice(self.anchors, 20)]  # a likely one is among few
        return Fault(f"unknown alias '*{shown}'", place, did_you_mean(f"*{shown}", anchors, "aliases"))

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
            self.add(_duplicate(key, parent.entries[key.text][0]))
        else:
            parent.entries[key.text] = (key, node)

    def key(self, node: Node, mark: Mark | None) -> ScalarNode:
        if isinstance(node, ScalarNode):
            return node
        place = _place(self.source, mark) if mark else node.place
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
        self.stop(Fault(f"a spec has at most {bound:,} {what}", _place(self.source, mark)))

    # tags

    def check_directives(self) -> None:
        """No `%TAG`: libyaml's time for them grows with the square of their number."""
        if "%TAG" in self.source.text:
            for number, line in enumerate(self.source.text.splitlines(), 1):
                if line.startswith("%TAG"):
                    place = Place(self.source, number, 1, 4)
                    self.stop(Fault("'%TAG' is not allowed", place, "a spec is plain data, without tags"))

    def obeys_tag(self, event: Any, node: ScalarNode) -> bool:
        """Whether the scalar is to be read as an unquoted one; a tag that says something else is a fault."""
        name = _core_name(event.tag)
        if name in ("str", "!"):
            return False
        kinds = _SCALAR_TAGS.get(name)
        if kinds is None:
            self.add(_tag_fault(self.source, event))
            return False
        try:
            fits = isinstance(parse_scalar(node.text, True), kinds)
        except NumberTooLarge:
            fits = True  # whoever reads the value will say so
        if not fits:
            self.add(Fault(f"'{_shown(node.text)}' is not what its tag '!!{name}' says", node.place))
        return True

    def check_collection_tag(self, event: Any, kind: str) -> None:
        if _core_name(event.tag) not in (kind, "!"):
            self.add(_tag_fault(self.source, event))


_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}


def _core_name(tag: str) -> str:
    return tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag if tag == "!" else ""


def _tag_fault(source: Source, event: Any) -> Fault:
    tag: str = event.tag
    written = f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag
    place = _place(source, event.start_mark)
    return Fault(f"the tag '{_shown(written)}' is not allowed", place, "a spec is plain data: remove the tag")


def _duplicate(key: ScalarNode, first: ScalarNode) -> Fault:
    note = Note("first given here", first.place)
    return Fault(f"'{_shown(key.text)}' is given twice", key.place, trail=(note,))


def _place(source: Source, mark: Mark) -> Place:
    return Place(source, mark.line + 1, mark.column + 1)


def _shown(text: str, most: int = 40) -> str:
    """A text of the file as a message quotes it: on one line, and short."""
    text = "".join(letter if letter.isprintable() else "?" for letter in text[: most + 1])
    return text if len(text) <= most else f"{text[:most]}…"


def _event_source(text: str) -> Callable[[], Any]:
    """The function that gives the next event; a PyYAML built without libyaml has only the slow one."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        from yaml import SafeLoader

        return SafeLoader(text).get_event
    return CParser(text).get_event


# --- syntax errors, in the user's words -------------------------------------------------------------------


class _Trouble:
    """What libyaml could not read: its words, where it stopped, and where that piece of YAML began."""

    def __init__(
        self,
        source: Source,
        problem: str,
        inside: str,
        stopped: Place,
        began: Place | None,
        around: Place | None,
    ) -> None:
        self.source = source
        self.problem = problem
        self.inside = inside  # "while parsing a block mapping"
        self.stopped = stopped
        self.began = began or stopped
        self.around = around  # the innermost list or mapping that is still open
        line = source.line(stopped.line)
        self.before = line[: stopped.column - 1]
        self.after = line[stopped.column - 1 :]


def _syntax_fault(source: Source, error: YAMLError, around: Place | None) -> Fault:
    from yaml import MarkedYAMLError
    from yaml.reader import ReaderError

    if isinstance(error, ReaderError):
        return _control_character(source)
    mark = isinstance(error, MarkedYAMLError) and (error.problem_mark or error.context_mark)
    if not mark or not isinstance(error, MarkedYAMLError):
        return Fault(f"{source.name}: this is not YAML")
    stopped = _place(source, mark)
    began = _place(source, error.context_mark) if error.context_mark else None
    trouble = _Trouble(source, error.problem or "", error.context or "", stopped, began, around)
    for words, explain in _EXPLANATIONS:
        if any(word in trouble.problem for word in words):
            return explain(trouble)
    return Fault(f"this is not YAML: {trouble.problem}", stopped)


def _control_character(source: Source) -> Fault:
    """The first one, found by our own search: the two parsers count its position differently."""
    import re

    allowed = "\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ufeff\ue000-\ufffd\U00010000-\U0010ffff"
    found = re.search(f"[^{allowed}]", source.text)
    if found is None:
        return Fault(f"{source.name}: this is not YAML")
    place = _place_after(source, source.text[: found.start()])
    return Fault(f"a control character ({ascii(found[0])[1:-1]}) is not allowed", place)


def _explain_start(trouble: _Trouble) -> Fault:
    letter = trouble.after[:1]
    if letter == "\t" or "tab character" in trouble.problem:
        return Fault("a tab is used for indentation", trouble.stopped, "YAML indents with spaces only")
    return Fault(f"a value cannot begin with '{letter}'", trouble.stopped, "put the value in quotes")


def _explain_block_text(trouble: _Trouble) -> Fault:
    sign = trouble.source.line(trouble.began.line)[trouble.began.column - 1 : trouble.began.column]
    return Fault(f"a value cannot begin with '{sign}'", trouble.began, "put the value in quotes")


def _explain_colon(trouble: _Trouble) -> Fault:
    """A `: ` where no key can be: two on a line, or a value above that should have been a key."""
    above = _line_above(trouble.source, trouble.stopped.line)
    if ": " in trouble.before:
        return Fault("a second ': ' on one line", trouble.stopped, "put the text in quotes, or use { }")
    missing = _missing_space(trouble.source, above)
    if missing:
        return missing
    hint = f"line {above} has its value already: align with it" if above else ""
    place = trouble.stopped._replace(column=len(trouble.before) - len(trouble.before.lstrip()) + 1)
    return Fault("this line is indented too far", place, hint)


def _explain_tight_colon(trouble: _Trouble) -> Fault:
    return Fault("a space is missing after ':'", trouble.stopped, "write key: value")


def _explain_lone_word(trouble: _Trouble) -> Fault:
    line = trouble.source.line(trouble.began.line).lstrip()
    if line[:1] == "-" and line[1:2].isalpha():
        return Fault("a space is missing after '-'", trouble.began, "write - item")
    missing = _missing_space(trouble.source, trouble.began.line)
    return missing or Fault("this line has no ': '", trouble.began, "write key: value")


def _explain_block(trouble: _Trouble) -> Fault:
    """A line that does not continue the list or mapping around it."""
    expected = "an item ('- ...')" if "collection" in trouble.inside else "a 'key: value'"
    where = f"the block began on line {trouble.began.line}"
    if trouble.before.strip():
        if trouble.after[:1] in ("]", "}"):
            return Fault(f"this '{trouble.after[0]}' closes nothing", trouble.stopped)
        hint = "put the whole value in quotes"
        if trouble.before.count("'") % 2 or trouble.before.count('"') % 2:
            hint = "is a quote above not closed?"
        return Fault("text follows after the end of a value", trouble.stopped, hint)
    if trouble.stopped.column != trouble.began.column:
        hint = f"{where}, in column {trouble.began.column}"
        return Fault("this line does not align with those above", trouble.stopped, hint)
    return Fault(f"expected {expected} here", trouble.stopped, where)


def _explain_bracket(trouble: _Trouble) -> Fault:
    """A `[` or `{` whose items do not end as they should."""
    began, stopped = trouble.began, trouble.stopped
    opening, closing = _brackets(began)
    if trouble.after[:1] == "[" and trouble.before[-1:].isalnum():
        hint = "inside { } and [ ] write such an expression in quotes"
        return Fault("'[' cannot stand inside an unquoted value here", stopped, hint)
    if stopped.line == began.line and trouble.after:
        return Fault(f"',' or '{closing}' is missing here", stopped)
    return Fault(f"this '{opening}' is never closed", began, f"'{closing}' is missing")


def _explain_quote(trouble: _Trouble) -> Fault:
    return Fault("this quote is never closed", trouble.began)


def _explain_escape(trouble: _Trouble) -> Fault:
    hint = r"in double quotes write \\ for a backslash, or use single quotes"
    if "hex" in trouble.problem:
        return Fault("this escape needs hexadecimal digits", trouble.stopped, hint)
    place, letter = trouble.stopped, trouble.after[1:2]
    if trouble.after[:1] != "\\":  # PyYAML's own parser stops one further
        place, letter = place._replace(column=place.column - 1), trouble.after[:1]
    return Fault(f"unknown escape '\\{_shown(letter)}'", place._replace(width=2), hint)


def _explain_name(trouble: _Trouble) -> Fault:
    sign = trouble.before[-1:]
    place = trouble.stopped._replace(column=max(1, trouble.stopped.column - 1))
    return Fault(
        f"'{sign}' needs a name here", place, "put the value in quotes, if no alias or anchor is meant"
    )


def _explain_dash(trouble: _Trouble) -> Fault:
    return Fault("a list cannot begin on the line of its key", trouble.stopped, "begin '- ' on the next line")


def _explain_question(trouble: _Trouble) -> Fault:
    return Fault("'? ' cannot stand here", trouble.stopped, "put the text in quotes")


def _explain_nothing(trouble: _Trouble) -> Fault:
    if trouble.around and not trouble.after.strip():
        opening, closing = _brackets(trouble.around)
        if closing:
            return Fault(f"this '{opening}' is never closed", trouble.around, f"'{closing}' is missing")
    return Fault("a value is missing here", trouble.stopped)


def _explain_tag(trouble: _Trouble) -> Fault:
    return Fault("a tag is not allowed", trouble.stopped, "a spec is plain data: put '!' in quotes")


def _explain_document(trouble: _Trouble) -> Fault:
    return Fault("text follows after the end of the document", trouble.stopped)


def _brackets(place: Place) -> tuple[str, str]:
    """The bracket at a place and its counterpart."""
    opening = place.source.line(place.line)[place.column - 1 : place.column]
    return opening, {"[": "]", "{": "}"}.get(opening, "")


def _missing_space(source: Source, line: int) -> Fault | None:
    """The likely reason why a line is no `key: value`: it is `key:value`."""
    head, colon, rest = source.line(line).partition(":")
    if not colon or not rest.strip() or rest[0].isspace():
        return None
    return Fault("a space is missing after ':'", Place(source, line, len(head) + 1), "write key: value")


def _line_above(source: Source, line: int) -> int:
    """The last line before this one with something on it, 0 if there is none."""
    for number in range(line - 1, 0, -1):
        text = source.line(number).strip()
        if text and not text.startswith("#"):
            return number
    return 0


# Words of libyaml and of PyYAML's own parser, and who explains them; the first that fits counts.
_EXPLANATIONS: tuple[tuple[tuple[str, ...], Callable[[_Trouble], Fault]], ...] = (
    (("cannot start any token", "tab character"), _explain_start),
    (("comment or line break", "comment or a line break", "indentation indicator"), _explain_block_text),
    (("mapping values are not allowed",), _explain_colon),
    (("could not find expected ':'",), _explain_lone_word),
    (("sequence entries are not allowed",), _explain_dash),
    (("mapping keys are not allowed",), _explain_question),
    (("unexpected ':'",), _explain_tight_colon),
    (("unexpected end of stream", "unexpected document"), _explain_quote),
    (("unknown escape", "hexdecimal", "hexadecimal"), _explain_escape),
    (("expected ',' or ",), _explain_bracket),
    (("expected key", "expected '-' indicator", "expected <block end>"), _explain_block),
    (("alphabetic or numeric",), _explain_name),
    (("node content",), _explain_nothing),
    (("tag",), _explain_tag),
    (("<document start>",), _explain_document),
)
