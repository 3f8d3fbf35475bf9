"""Questions from files: documents in Markdown or plain text, objects in JSON Lines."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.quiz.documents import split_text
from archcalc.spec.files import Limits, read_file

LARGEST_FILE = 50_000_000


class Item(NamedTuple):
    """A question and its id, if it has one."""

    identity: Any
    text: str


def read_items(path: str) -> list[Item]:
    """The questions of a file; `-` reads standard input.

    Raises:
        UsageError: the file cannot be read or is empty, or a line of a .jsonl file is no question.
    """
    text = read_text(path)
    if path.endswith(".jsonl") or (path == "-" and text.lstrip().startswith("{")):
        found = [_json_item(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    else:
        found = [Item(None, part) for part in split_text(text)]
    if not found:
        raise UsageError(f"{'standard input' if path == '-' else path}: there is no question here")
    return found


def _json_item(line: str, number: int) -> Item:
    try:
        given = json.loads(line)
        return Item(given.get("id"), str(given["text"]))
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise UsageError(Fault(f"line {number} is no question", hint='write {"id": ..., "text": "..."}')) from None


def read_text(path: str) -> str:
    """The text of a file, in UTF-8; `-` is standard input.

    Raises:
        UsageError: it cannot be read.
        SpecError: it is too large, or no text in UTF-8.
    """
    return read_file(path, Limits(max_bytes=LARGEST_FILE)).text
