"""Where the questions of a document begin and end: exams in Markdown or plain text, as people write them.

The rows of a document become blocks (headings, paragraphs, lists, tables, code), and each block begins a question or
belongs to the one before it:

- a row that is numbered as a question (`문제 1.`, `Q2)`, `**Problem 3** (5 points)`) begins one, and all that follows
  belongs to it until the next number or heading;
- so do the entries of a list, unless they are what a paragraph before them tells or asks: its layers, its parts;
- a table, code or rows of numbers belong to the question before them;
- a heading is no question unless it asks; neither is an introduction to a list (`Solve these:`);
- paragraphs are questions of their own, and lines where there are no paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

HEADING, RULE, TABLE, CODE = "heading", "rule", "table", "code"
LIST, NUMBERED, MARKED, TEXT = "list", "numbered", "marked", "text"
_GOING_ON = {TABLE: (TABLE,), TEXT: (TEXT, LIST, NUMBERED, MARKED)}
"""The kinds of blocks that a row of a kind right below goes on with."""

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^#{1,6}\s+(.*)$")
_RULE = re.compile(r"^\s*(?:-\s*-\s*-[-\s]*|\*\s*\*\s*\*[*\s]*|_{3,}|={3,})$")
_BULLET = re.compile(r"^ ?[-*+❖•]\s+(?=\S)")
_NUMBER = re.compile(r"^ ?(?:\*\*)?(\d{1,3})[.)](?:\*\*)?\s+(?=\S)")
_MARK = re.compile(
    r"^\s*(?:\*\*|[\[【<])?\s*(?:(?:문제|문항|질문|question|problem|exercise)\s*\.?\s*\d{1,3}(?:번)?|q\s?\d{0,3}(?=[.):\]]))"
    r"\s{0,2}(?:[\]】>.):*]+|(?=[(\[]\s?\d+\s?(?:점|p))|$)\s*",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r" {0,2}[(\[（]\s?(?:배점\s?:?\s?)?\d{1,3}(?:\.\d)?\s?(?:점|points?|pts?\.?|marks?)\s?[)\]）]", re.IGNORECASE
)
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])(.+?)(?<=\S)\*\*(?![A-Za-z0-9_*])")

_REQUESTS = "compute|calculate|find|determine|give|compare|derive|estimate|what|which|how (?:many|much|large|big)"
_KOREAN_ENDS = "[시으]오|하라|[여려해]라|[세어]요|[인는은한된]가|까|는지"
_ASKS = re.compile(
    rf"[?？]|\b(?:{_REQUESTS})\b|^(?:apply|state|write|work out)\b"
    rf"|(?:{_KOREAN_ENDS})\s?(?:[.。]|(?:\([^)]{{0,40}}\))?\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
_UNFINISHED = re.compile(
    r"(?:[,:;·+=→(]|->|\b(?:and|or|with|of|the|an?|to|in|is|by|for|on)|[가-힣](?:을|를|에|의|고|며|면|서|로|와|과))$"
)
_PART = re.compile(r"^(?:\s{2,}|\s*(?:\([0-9a-z가-하ivx]{1,3}\)|[a-z가-하][.)]\s|[①-⑳ⓐ-ⓩ|]))")
_DATA = re.compile(r"^[\s\d.,;:|/\-+−()\[\]{}=A-Z]*$")


class Block(NamedTuple):
    """Rows that stand together, without what marks them; `tight` is one without an empty row before it."""

    kind: str
    rows: list[str]
    tight: bool
    number: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.rows)


def split_text(text: str) -> list[str]:
    """The questions of a document, without their numbers and points."""
    blocks = list(_blocks(text.splitlines()))
    if [block.kind for block in blocks if block.kind not in (HEADING, RULE)] == [TEXT]:
        blocks = [part for block in blocks for part in (_lines(block) if block.kind == TEXT else [block])]
    return [cleaned for cleaned in map(_cleaned, _questions(blocks)) if cleaned]


def asks(text: str) -> bool:
    """Whether a text asks for something, in a question or a request."""
    return bool(_ASKS.search(text))


def _cleaned(text: str) -> str:
    return _BOLD.sub(r"\1", _POINTS.sub("", text)).strip()


def _blocks(rows: list[str]) -> Iterator[Block]:
    """The blocks of a document; each entry of a list is one."""
    found: list[Block] = []
    tight = in_code = False
    for row in rows:
        if _FENCE.match(row):
            if not in_code:
                found.append(Block(CODE, [], tight))
            in_code = not in_code
        elif in_code:
            found[-1].rows.append(row)
        elif row.strip():
            _place(row, tight, found)
        tight = in_code or bool(row.strip())
    return iter(found)


def _place(row: str, tight: bool, found: list[Block]) -> None:
    """A row as a block of its own, or as one more of the block before it."""
    kind, text, number = _kind(row)
    last = found[-1] if found and tight else None
    if last and last.kind in _GOING_ON.get(kind, ()):
        last.rows.append(text)
    elif kind == TEXT and row.startswith("  ") and found and found[-1].kind in (LIST, NUMBERED, MARKED):
        found[-1].rows.append(text)  # indented: it is the entry's, an empty row before it or not
    else:
        found.append(Block(kind, [text], tight, number))


def _kind(row: str) -> tuple[str, str, int]:
    """What a row begins, the row without what marks it, and its number in a list."""
    heading = _HEADING.match(row)
    if heading:
        title = heading[1].rstrip("# ")
        return (MARKED, _without_mark(title), 0) if _MARK.match(title) else (HEADING, title, 0)
    if _RULE.match(row):
        return RULE, "", 0
    if row.lstrip().startswith("|"):
        return TABLE, row, 0
    mark, number, bullet = _MARK.match(row), _NUMBER.match(row), _BULLET.match(row)
    if mark:
        return MARKED, _without_mark(row), 0
    if number:
        return NUMBERED, row[number.end() :], int(number[1])
    return (LIST, row[bullet.end() :], 0) if bullet else (TEXT, row, 0)


def _without_mark(row: str) -> str:
    """`**문제 1.** (5점) ...` without the number; bold type that began before it ends with it."""
    return _MARK.sub("", row, count=1).removeprefix("**").lstrip()


def _lines(block: Block) -> list[Block]:
    """A document of one paragraph: a question a line where most lines ask, else one question."""
    heads = [row for row in block.rows if not _PART.match(row)]
    if sum(map(asks, heads)) * 2 <= len(heads) or any(map(_DATA.match, block.rows)):
        return [block]
    found: list[Block] = []
    for row in block.rows:
        if found and (_PART.match(row) or _goes_over(found[-1].text, row)):
            found[-1].rows.append(row)
        else:
            found.append(Block(TEXT, [row], tight=False))
    return found


def _goes_over(text: str, row: str) -> bool:
    """Whether a text goes on in the next row: it breaks off there, or tells what that row asks about."""
    if _UNFINISHED.search(text.rstrip()):
        return True
    return not asks(text) and (row[:1].islower() or text.rstrip().endswith("."))


class _Question:
    """A question as it is put together: its texts, what began it, and the kind of its last block."""

    def __init__(self, block: Block) -> None:
        self.texts = [block.text]
        self.begun_by = self.last = block.kind
        self.number = block.number

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    def add(self, group: list[Block]) -> None:
        self.texts += [block.text for block in group]
        self.last = group[-1].kind


def _questions(blocks: list[Block]) -> list[str]:
    """Each group of blocks begins questions, or belongs to the question before it."""
    found: list[_Question] = []
    is_open = False
    for group in _groups(blocks):
        first = group[0]
        if is_open and _belongs(found[-1], group):
            found[-1].add(group)
            continue
        if is_open and first.kind in (LIST, NUMBERED) and _introduces(found[-1]):
            found.pop()
        begun = [] if first.kind == RULE or (first.kind == HEADING and not asks(first.text)) else group
        found += map(_Question, begun)
        is_open = bool(begun)
    return [question.text for question in found]


def _groups(blocks: list[Block]) -> Iterator[list[Block]]:
    """The entries of a list together, every other block alone."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind in (LIST, NUMBERED):
            yield list(run)
        else:
            yield from ([block] for block in run)


def _belongs(question: _Question, group: list[Block]) -> bool:
    """Whether a group is more of the question before it."""
    first = group[0]
    if first.kind in (TABLE, CODE):
        return True
    if first.kind == TEXT:
        return first.tight or question.begun_by in (MARKED, NUMBERED) or _goes_on(question, first)
    if first.kind not in (LIST, NUMBERED):
        return False
    if first.kind == question.begun_by == NUMBERED:
        return first.number != question.number + 1 and not _most_ask(group)
    if question.begun_by in (MARKED, NUMBERED):
        return True
    return question.begun_by != LIST and _tells_of(question, group)


def _goes_on(question: _Question, block: Block) -> bool:
    """Whether a paragraph is more of the one before it: numbers, or the question to a table or an announcement."""
    is_numbers = all(map(_DATA.match, block.rows))
    is_announced = question.text.rstrip().endswith(":")
    return is_numbers or is_announced or (question.last != TEXT and not asks(question.text))


def _tells_of(question: _Question, group: list[Block]) -> bool:
    """Whether the entries of a list are about the paragraph before it: its layers, or questions without numbers."""
    if not _most_ask(group):
        return True
    bare = sum(not _has_number(entry.text) for entry in group)
    return _has_number(question.text) and (group[0].kind == LIST or bare * 2 > len(group))


def _introduces(question: _Question) -> bool:
    """`Solve these:`, `다음 물음에 답하시오.`: a paragraph that tells nothing itself."""
    return question.begun_by == TEXT and not _has_number(question.text)


def _most_ask(group: list[Block]) -> bool:
    return sum(asks(entry.text) for entry in group) * 2 > len(group)


def _has_number(text: str) -> bool:
    return any(map(str.isdecimal, _POINTS.sub("", text)))
