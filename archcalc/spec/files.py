"""From a file or standard input to its text, in UTF-8 and within bounds, and to YAML's events."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from archcalc.errors import Fault, Place, Source, SpecError, UsageError, shown

if TYPE_CHECKING:
    from yaml.error import Mark


class Limits(NamedTuple):
    """How much of a spec is read at most: far beyond any real one, far below what would hurt."""

    max_bytes: int = 4 * 2**20
    max_depth: int = 100
    max_nodes: int = 610_000
    max_expanded: int = 1_000_000  # nodes, counting what an alias stands for each time it is used


DEFAULT = Limits()


def read_file(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> Source:
    """The text of a file; `-` is standard input."""
    name = os.fspath(path)
    if name == "-":
        return decode("<standard input>", _standard_input(limits.max_bytes + 1), limits)
    try:
        if os.stat(name).st_size > limits.max_bytes:
            raise SpecError(too_large(name, limits))
        with open(name, "rb") as file:
            return decode(name, file.read(limits.max_bytes + 1), limits)
    except FileNotFoundError:
        raise UsageError(f"{shown(name, 200)}: no such file") from None
    except IsADirectoryError:
        raise UsageError(f"{name}: this is a directory, not a file") from None
    except PermissionError:
        raise UsageError(f"{name}: no permission to read this file") from None
    except ValueError:
        raise UsageError(f"{shown(name, 200)}: no file has a NUL in its name") from None
    except OSError as error:
        raise UsageError(f"{shown(name, 200)}: {error.strerror}") from None


def decode(name: str, data: bytes, limits: Limits = DEFAULT) -> Source:
    """The text of bytes in UTF-8, the only encoding of specs."""
    if len(data) > limits.max_bytes:
        raise SpecError(too_large(name, limits))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SpecError(Fault(f"{name}: this file is in UTF-16", hint="save it as UTF-8"))
    if b"\0" in data:
        raise SpecError(Fault(f"{name}: this is not a text file", hint="it contains NUL bytes"))
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
    source = Source(name, data.decode("utf-8-sig", "replace"))
    place = place_after(source, before)
    raise SpecError(Fault(f"line {place.line} is not UTF-8", place, "save the file as UTF-8"))


def _standard_input(size: int) -> bytes:
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    try:
        buffer = getattr(sys.stdin, "buffer", None)  # a test or a notebook may have put a text stream there
        return buffer.read(size) if buffer else sys.stdin.read(size).encode("utf-8", "replace")
    except (OSError, ValueError) as error:
        raise UsageError(f"standard input cannot be read: {error}") from None


def stem(path: str) -> str:
    """A file's name without its ending, as pathlib cuts it (importing that costs more than reading a spec)."""
    name = os.path.basename(path)
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def too_large(name: str, limits: Limits) -> Fault:
    """The fault of a file beyond the bound."""
    return Fault(f"{name}: this file is too large: at most {limits.max_bytes:,} bytes are read")


def place_after(source: Source, before: str) -> Place:
    """The place of the character that follows `before`."""
    lines = (before + ".").splitlines()
    return Place(source, len(lines), len(lines[-1]))


def place_of(source: Source, mark: Mark) -> Place:
    """A place as libyaml counts it, from 0."""
    return Place(source, mark.line + 1, mark.column + 1)


def event_source(text: str) -> Callable[[], Any]:
    """The function that gives the next event; a PyYAML built without libyaml has only the slow one."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        from yaml import SafeLoader

        return SafeLoader(text).get_event
    return CParser(text).get_event
