"""Between the commands and the system: standard streams that may be closed or full, and how the program ends."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TextIO

from archcalc.errors import EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, ArchcalcError


def prepare_streams() -> None:
    """Let every character be printed, as a question mark if need be, and have streams where none are open."""
    if sys.stdout is None:  # archcalc list >&-
        sys.stdout = _Closed()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        if isinstance(sys.stdout.buffer, io.RawIOBase):
            sys.stdout = _buffered(sys.stdout)
        sys.stdout.reconfigure(errors="replace")
    if sys.stderr is None:
        sys.stderr = io.StringIO()


@contextmanager
def dressed() -> Iterator[None]:
    """End the program for what goes wrong inside: a message without a traceback, and the exit code."""
    try:
        yield
    except ArchcalcError as error:
        _leave(error.exit_code, str(error))
    except KeyboardInterrupt:
        _leave(EXIT_INTERRUPTED, "interrupted")
    except BrokenPipeError:  # whoever read our output has had enough: archcalc list | head
        drop_output()
        _leave(EXIT_OK)
    except OSError as error:
        drop_output()
        where = f"{error.filename}: " if error.filename else ""
        _leave(EXIT_USAGE, f"error: {where}{error.strerror or error}")


def drop_output() -> None:
    """Forget what standard output could not take; it would be tried again when the interpreter ends."""
    _drop(sys.stdout)


def _drop(stream: TextIO) -> None:
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _buffered(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """The same stream with a buffer: under PYTHONUNBUFFERED, Python drops what a full disk did not take."""
    raw = io.FileIO(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(raw), stream.encoding, line_buffering=stream.isatty())


def _leave(code: int, message: str = "") -> NoReturn:
    _flush(sys.stdout)
    if message:
        with suppress(OSError):  # standard error can be full as well; the code says it still
            print(message, file=sys.stderr)
    _flush(sys.stderr)
    sys.exit(code)


def _flush(stream: TextIO) -> None:
    """Write what is left; what cannot be written is forgotten, or Python would end with a code of its own."""
    try:
        stream.flush()
    except OSError:
        _drop(stream)


class _Closed(io.TextIOBase):
    """Standard output that was closed before the program began."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
