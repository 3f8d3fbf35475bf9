"""The one family of errors, and the one place that dresses them for people.

Code deep inside states a reason (`Fault`, or an `ArchcalcError` with a bare message); the boundary that
knows the file, the layer and the command adds them. Nothing but `ArchcalcError` leaves the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

EXIT_OK = 0
EXIT_FAILED = 1  # a comparison or budget failed
EXIT_USAGE = 2  # bad usage or bad spec
EXIT_MISSING_PART = 3  # an optional part is not installed
EXIT_INTERRUPTED = 130  # Ctrl-C, as shells count it

_EXCERPT = 110  # characters of a line that a message shows
_MOST_NAMES = 50  # that a message lists: room for all operations
_LONGEST = 1_000  # characters of a message, which may quote what the user gave


class Source:
    """A text that faults can point into: a spec file, standard input, an option's value."""

    __slots__ = ("_lines", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._lines: list[str] | None = None

    def line(self, number: int) -> str:
        """Line `number`, counted from 1; empty past the end."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


class Place(NamedTuple):
    """Where something stands: 1-based line and column, and how many characters to underline."""

    source: Source
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


class Note(NamedTuple):
    """A step of the way from a fault to what led there: "used here", "defined here"."""

    text: str
    place: Place


class Fault(NamedTuple):
    """One thing that is wrong: what, where, what was expected or is likely meant, and how it came there."""

    message: str
    place: Place | None = None
    hint: str = ""
    trail: tuple[Note, ...] = ()

    def __str__(self) -> str:
        return "\n".join(_fault_lines(self))

    def as_note(self) -> str:
        """What is worth a look, in the form of a fault that stops nothing."""
        return "\n".join(_fault_lines(self, "note"))


class ArchcalcError(Exception):
    """Anything the user can put right. `faults` lists all of it, `exit_code` is what a command ends with."""

    exit_code = EXIT_USAGE

    def __init__(self, *faults: Fault | str) -> None:
        self.faults = tuple(f if isinstance(f, Fault) else Fault(f) for f in faults)
        super().__init__(*self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class UsageError(ArchcalcError):
    """A command or function was asked for something that does not exist or does not fit."""


class SpecError(ArchcalcError):
    """A spec is wrong; every fault has its place in the file."""


class OperationError(ArchcalcError):
    """An operation's fields, or the shapes that reach it, do not fit together."""


class MissingPartError(ArchcalcError):
    """An optional part is not installed; the message names the command that installs it."""

    exit_code = EXIT_MISSING_PART


def quoted(names: Iterable[str]) -> str:
    """`a, b, c`: names as they appear in a message; of very many the first and how many more there are."""
    known = list(names)
    more = len(known) - _MOST_NAMES
    return ", ".join(known[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def shown(text: str, most: int = 40) -> str:
    """A text of the user as a message quotes it: on one line, and short."""
    text = "".join(letter if letter.isprintable() else "?" for letter in text[: most + 1])
    return text if len(text) <= most else f"{text[:most]}…"


def as_unicode(name: str) -> str:
    """A file's name as text; bytes of it that are no UTF-8 become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def nearest(word: str, words: Iterable[str]) -> str:
    """The known word that `word` most likely stands for, or the empty string."""
    from difflib import get_close_matches

    if len(word) > 100:  # the search takes time that grows with the square of it
        return ""
    known = list(words)
    folded = {name.lower(): name for name in known}
    if word.lower() in folded:
        return folded[word.lower()]
    close = get_close_matches(word.lower(), folded, n=1, cutoff=0.65)
    return folded[close[0]] if close else ""


def did_you_mean(word: str, words: Iterable[str], what: str) -> str:
    """A hint for an unknown word: the nearest known one, or all there are."""
    known = list(words)
    close = nearest(word, known)
    if close:
        return f"did you mean '{close}'?"
    return f"known {what}: {quoted(sorted(known))}" if known else f"there are no {what} here"


def _fault_lines(fault: Fault, kind: str = "error") -> Iterator[str]:
    message = shown(fault.message, _LONGEST)
    if fault.place is None:
        yield f"{kind}: {message}"
    else:
        yield f"{fault.place}: {kind}: {message}"
        yield from _excerpt(fault.place)
    if fault.hint:
        yield f"  {fault.hint}"
    for note in fault.trail:
        yield f"{note.place}: {note.text}"
        yield from _excerpt(note.place)


def _excerpt(place: Place) -> Iterator[str]:
    """The offending line with a caret under it; a long line is cut to the part that matters."""
    line = place.source.line(place.line)
    start = max(0, place.column - 1 - 60) if len(line) > _EXCERPT else 0
    part = line[start : start + _EXCERPT].replace("\t", " ")
    part = "".join(letter if letter.isprintable() else "?" for letter in part)
    if not part.strip():
        return
    indent = place.column - 1 - start
    width = max(1, min(place.width, len(part) - indent))
    yield f"{place.line:>5} | {part}"
    yield f"      | {' ' * indent}{'^' * width}"
