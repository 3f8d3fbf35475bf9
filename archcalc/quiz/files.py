"""Questions from files: one a line or paragraph in text, items in Markdown, objects in JSON Lines."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.spec.files import Limits, read_file

LARGEST_FILE = 50_000_000
_ITEM = re.compile(r"^\s*(?:[-*❖•]|\d{1,4}[.)]|#{1,6}|Q\d*[.:)])\s+")


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
    if not text.strip():
        raise UsageError(f"{'standard input' if path == '-' else path}: there is no question here")
    if path.endswith(".jsonl") or (path == "-" and text.lstrip().startswith("{")):
        return [_json_item(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return [Item(None, part) for part in split_text(text)]


def split_text(text: str) -> list[str]:
    """Questions of a text: paragraphs if there are blank lines, items of a list, otherwise lines."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    found: list[str] = []
    for block in blocks:
        rows = block.strip("\n").splitlines()
        items = [row for row in rows if _ITEM.match(row)]
        if len(items) > 1 and _ITEM.match(rows[0]):
            found += _list_items(rows)
        elif len(blocks) == 1 and len(rows) > 1 and all(_ends(row) for row in rows):
            found += [row.strip() for row in rows]
        else:
            found.append(_ITEM.sub("", block.strip()))
    return found


def _ends(row: str) -> bool:
    return row.rstrip().endswith((".", "?", "!", "오", "라", ")"))


def _list_items(rows: list[str]) -> list[str]:
    items: list[str] = []
    for row in rows:
        if _ITEM.match(row):
            items.append(_ITEM.sub("", row).strip())
        else:
            items[-1] += "\n" + row
    return items


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
