"""What is wrong with the syntax of a file, in the user's words rather than libyaml's.

Loaded only when a file cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice
from typing import TYPE_CHECKING

from archcalc.errors import Fault, Place, Source, did_you_mean, shown
from archcalc.spec.files import place_after, place_of

if TYPE_CHECKING:
    from yaml.error import YAMLError


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


def syntax_fault(source: Source, error: YAMLError, around: Place | None) -> Fault:
    """The fault behind an error of libyaml; `around` is the innermost list or mapping still open."""
    from yaml import MarkedYAMLError
    from yaml.reader import ReaderError

    if isinstance(error, ReaderError):
        return _control_character(source)
    mark = isinstance(error, MarkedYAMLError) and (error.problem_mark or error.context_mark)
    if not mark or not isinstance(error, MarkedYAMLError):
        return Fault(f"{source.name}: this is not YAML")
    stopped = place_of(source, mark)
    began = place_of(source, error.context_mark) if error.context_mark else None
    trouble = _Trouble(source, error.problem or "", error.context or "", stopped, began, around)
    for words, explain in _EXPLANATIONS:
        if any(word in trouble.problem for word in words):
            return explain(trouble)
    return Fault(f"this is not YAML: {trouble.problem}", stopped)


def alias_fault(name: str, place: Place, anchors: Collection[str]) -> Fault:
    """The fault of an alias that stands for nothing: unknown, or inside of what it names."""
    alias = f"*{shown(name)}"
    if name in anchors:
        return Fault(f"'{alias}' stands inside '&{alias[1:]}' itself", place, "a value cannot contain itself")
    known = [f"*{anchor}" for anchor in islice(anchors, 20)]  # a likely one is among few
    return Fault(f"unknown alias '{alias}'", place, did_you_mean(f"*{name}"[:41], known, "aliases"))


def _control_character(source: Source) -> Fault:
    """The first one, found by our own search: the two parsers count its position differently."""
    import re

    allowed = "\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ufeff\ue000-\ufffd\U00010000-\U0010ffff"
    found = re.search(f"[^{allowed}]", source.text)
    if found is None:
        return Fault(f"{source.name}: this is not YAML")
    place = place_after(source, source.text[: found.start()])
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
    return Fault(f"unknown escape '\\{shown(letter)}'", place._replace(width=2), hint)


def _explain_name(trouble: _Trouble) -> Fault:
    sign = trouble.before[-1:]
    place = trouble.stopped._replace(column=max(1, trouble.stopped.column - 1))
    return Fault(f"'{sign}' needs a name here", place, "put the value in quotes, if no alias or anchor is meant")


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
