"""A folder of text files: written whole or not at all, or checked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archcalc.errors import Fault, UsageError

MISSING, CHANGED, STALE = "missing", "differs", "no longer written"


class Difference(NamedTuple):
    """A file that is not as it would be written."""

    name: str
    what: str


def check_folder(folder: str, files: Mapping[str, str], endings: Iterable[str] = ()) -> list[Difference]:
    """Files that are missing or differ by a byte, and those with one of the `endings` that are not written."""
    found = []
    for name, text in files.items():
        content = _content(os.path.join(folder, name))
        if content != text.encode("utf-8"):
            found.append(Difference(name, MISSING if content is None else CHANGED))
    return found + [Difference(name, STALE) for name in _others(folder, files, tuple(endings))]


def write_folder(folder: str, files: Mapping[str, str]) -> list[str]:
    """Write the files that are not in the folder as they should be; returns their names.

    All are written beside the others first and then renamed: an error leaves what was there.

    Raises:
        UsageError: the folder or a file cannot be written.
    """
    names = [difference.name for difference in check_folder(folder, files)]
    blocked = [name for name in names if os.path.isdir(os.path.join(folder, name))]
    if not names:
        return []
    if blocked:
        raise UsageError(f"cannot write {os.path.join(folder, blocked[0])}: it is a folder")
    created, done = "", False
    staging = os.path.join(folder, f".{os.getpid()}.part")
    try:
        created = _first_missing(folder)
        os.makedirs(staging)
        for name in names:
            with open(os.path.join(staging, name), "w", encoding="utf-8", newline="\n") as file:
                file.write(files[name])
        for name in names:
            os.replace(os.path.join(staging, name), os.path.join(folder, name))
        done = True
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(staging if done or not created else created, ignore_errors=True)
    return names


def _unwritable(folder: str, error: OSError) -> UsageError:
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return UsageError(
            Fault(f"cannot write to {folder}: it is not a folder", hint="name a folder: --output reports")
        )
    return UsageError(f"cannot write to {folder}: {error.strerror}")


def _first_missing(folder: str) -> str:
    """The outermost part of the path that does not exist yet; empty if all do."""
    missing, path = "", os.path.abspath(folder)
    while not os.path.lexists(path):
        missing, path = path, os.path.dirname(path)
    return missing


def _content(path: str) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _others(folder: str, files: Mapping[str, str], endings: tuple[str, ...]) -> list[str]:
    """Files in the folder with one of the endings, other than those that are written."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [name for name in names if name.endswith(endings) and name not in files]
