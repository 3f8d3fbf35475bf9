"""Results in parts: a folder with a manifest and one file per chunk, continued where it was left.

A part is written beside its place and then renamed, so that it is there whole or not at all, and it holds
exactly the configurations of its chunk. Whatever is missing is computed; what is there is left alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

from archcalc.errors import Fault, UsageError
from archcalc.writing import replacing

MANIFEST = "manifest.json"
UNFINISHED = ".unfinished"  # the end of a file's name until it is whole
Definition = dict[str, Any]
"""Everything the parts follow from, as plain data."""


class Folder:
    """A folder of parts of one sweep.

    Raises:
        UsageError: it holds the parts of another sweep, or something else, or cannot be written.
    """

    def __init__(self, path: str, definition: Definition, parts: int, suffix: str) -> None:
        self.path = path
        self.parts = parts
        self.suffix = suffix
        self._open(definition)

    def name(self, number: int) -> str:
        return os.path.join(self.path, f"part-{number:06}.{self.suffix}")

    def missing(self) -> list[int]:
        """Numbers of the parts that are still to be computed."""
        return [number for number in range(self.parts) if not os.path.exists(self.name(number))]

    def fill(self, computed: Iterable[tuple[int, bytes]]) -> Iterator[int]:
        """Write parts as they are computed; yields the number of each that is there."""
        for number, data in computed:
            put(self.name(number), data)
            yield number
        self._sweep_up()

    def _open(self, definition: Definition) -> None:
        try:
            os.makedirs(self.path, exist_ok=True)
            found = sorted(os.listdir(self.path))
        except OSError as error:
            raise UsageError(f"cannot write {self.path}: {error.strerror}") from None
        if MANIFEST not in found:
            others = [name for name in found if not name.startswith(MANIFEST)]
            if others:
                raise UsageError(Fault(f"{self.path} holds other files, such as {others[0]}", hint="name a new folder"))
            put(os.path.join(self.path, MANIFEST), (json.dumps(definition, indent=1) + "\n").encode())
            return
        before = self._manifest()
        changed = sorted(name for name in before.keys() | definition.keys() if before.get(name) != definition.get(name))
        if changed:
            what = f"{', '.join(changed)} differ{'s' if len(changed) == 1 else ''}"
            message = f"{self.path} holds the parts of another sweep: {what}"
            raise UsageError(Fault(message, hint="name another folder, or remove that one"))

    def _manifest(self) -> Definition:
        try:
            with open(os.path.join(self.path, MANIFEST), encoding="utf-8") as file:
                read = json.load(file)
        except (OSError, ValueError):
            read = None
        if not isinstance(read, dict):
            raise UsageError(f"{os.path.join(self.path, MANIFEST)} is no manifest of a sweep")
        return read

    def _sweep_up(self) -> None:
        """Remove what an interrupted run has left unfinished, once all parts are there."""
        if not self.missing():
            for name in os.listdir(self.path):
                if name.endswith(UNFINISHED):
                    os.unlink(os.path.join(self.path, name))


def put(path: str, data: bytes) -> None:
    """Write a part whole or not at all, and onto the disk before it counts as done.

    Raises:
        UsageError: it cannot be written.
    """
    with replacing(path, UNFINISHED) as beside, open(beside, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
