"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from archcalc.errors import UsageError, shown


def put(path: str, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: it cannot be written; what was there before still is.
    """
    with replacing(path) as beside, open(beside, "wb") as file:
        file.write(data)


@contextmanager
def replacing(path: str, ending: str = ".part") -> Iterator[str]:
    """A name to write to, which becomes `path` when the block ends well and is removed when it does not.

    A device or a pipe (`/dev/null`, `/dev/stdout`) is written to directly: to replace it would be to remove it.

    Raises:
        UsageError: the file cannot be written; what was there before still is.
    """
    there = os.path.isfile(path)
    direct = os.path.exists(path) and not there and not os.path.isdir(path)
    target = os.path.realpath(path) if os.path.islink(path) and not direct else path  # a link stays one
    beside = path if direct else f"{target}.{os.getpid()}{ending}"
    try:
        yield beside
        if there:
            os.chmod(beside, os.stat(target).st_mode & 0o7777)
        if not direct:
            os.replace(beside, target)
    except OSError as error:
        raise UsageError(f"cannot write {shown(path, 200)}: {error.strerror}") from None
    finally:
        if not direct and os.path.exists(beside):
            os.unlink(beside)
