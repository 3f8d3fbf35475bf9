"""Tables of layers: a line of headings, and lines of values below it.

    | layer | kernel | stride |
    | 1     | 3      | 2      |

Each line of values becomes an entry of a list in which every value stands behind its heading. Bars part the cells;
without them every token is a cell. A dash leaves a cell empty.
"""

from __future__ import annotations

from archcalc.quiz.text.token import Source, Token

_POOLED = {
    "max": "MAXPOOL",
    "avg": "AVGPOOL",
    "average": "AVGPOOL",
    "mean": "AVGPOOL",
    "최대": "MAXPOOL",
    "평균": "AVGPOOL",
}
_HEADINGS = {
    "LAYER": "",
    "CONVLAYER": "",
    "ORD": "",
    "WORD": "",
    "FILTER": "KSIZE",
    "KSIZE": "KSIZE",
    "STRIDE": "STRIDE",
    "PAD": "PAD",
    "DIL": "DIL",
    "GROUP": "GROUP",
    "NFILT": "NFILT",
    "COUT": "NFILT",
    "CH": "NFILT",
    "OUTPUT": "NFILT",
    "CIN": "CIN",
    "CONV": "",
    "BN": "BN",
}
_DENSE = frozenset({"FC", "FCNAME"})
_POOLS = frozenset({"POOLNAME", "MAXPOOL", "AVGPOOL", "POOL"})
_NAMES = frozenset({"CONVNAME", "CONV", "CONVLAYER", *_POOLS, *_DENSE})
_VALUES = frozenset({"NUM", "DIMS", "STEPPED", "ORD", *_NAMES})
_LINKS = frozenset({"COMMA", "ARROW"})
"""In a cell that tells a whole layer: `3x3, 256 → 256`."""
_MARKS = frozenset({"STOP", "HYPHEN", "DASH"})
Cells = list[list[Token]]


def untabled(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with the lines of a table spelled out as entries of a list."""
    heading: list[str] = []
    spelled: list[Token] = []
    for line in _lines(tokens):
        cells = _cells(line, source)
        kinds = _heading(cells)
        if kinds:
            heading = kinds
        elif heading and not any(cells):
            continue
        elif heading and len(cells) == len(heading) and _is_row(heading, _pools_named(cells)):
            spelled += _entry(heading, _pools_named(cells))
        else:
            ended = heading and spelled and spelled[-1].kind != "STOP"
            spelled += [Token("STOP", "\n", spelled[-1].end, spelled[-1].end)] if ended else []
            heading = []
            spelled += line
    return spelled


def _lines(tokens: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for token in tokens:
        lines[-1].append(token)
        if token.kind == "STOP" and token.value == "\n":
            lines.append([])
    return lines


def _cells(line: list[Token], source: Source) -> Cells:
    """The tokens of each cell, without the marks between and instead of them."""
    kept = [token for token in line if token.kind not in _MARKS]
    if not kept:
        return []
    first = source.cased.rfind("\n", 0, kept[0].start) + 1
    last = source.cased.find("\n", kept[-1].end)
    text = source.cased[first : last if last >= 0 else len(source.cased)]
    if "|" not in text:
        return [[token] for token in kept]
    cells: Cells = []
    begin = first
    for part in text.split("|"):
        end = begin + len(part)
        if part.strip():
            cells.append([token for token in kept if begin <= token.start < end])
        begin = end + 1
    return cells


def _heading(cells: Cells) -> list[str]:
    """What the columns are, where a line names them."""
    cells = [[_spelled(token) for token in cell] for cell in cells]
    kinds = [next((token.kind for token in cell if token.kind in _HEADINGS), "") for cell in cells]
    first = cells[0][0].kind if cells and cells[0] else "LAYER"  # `#`
    if len(cells) < 2 or not all(kinds[1:]) or first not in ("LAYER", "CONVLAYER", "WORD", "CONV"):
        return []
    if any(token.kind in ("NUM", "DIMS") for cell in cells for token in cell):
        return []
    names = [_HEADINGS.get(kind, "") for kind in kinds]
    for place, cell in enumerate(cells):  # `kernel | filters`: a size, and how many
        counts = any(token.kind == "FILTER" and str(token.value).lower().endswith(("s", "수")) for token in cell)
        names[place] = "NFILT" if counts and names.count("KSIZE") > 1 else names[place]
    return names if any(names) else []


_LETTERS = {"k": "KSIZE", "f": "KSIZE", "s": "STRIDE", "p": "PAD", "d": "DIL", "g": "GROUP"}


def _spelled(token: Token) -> Token:
    """`| k | s | p |`: letters at the head of columns."""
    kind = _LETTERS.get(str(token.value).lower()) if token.kind == "WORD" else None
    return token._replace(kind=kind) if kind else token


def _pools_named(cells: Cells) -> Cells:
    """`2x2 max` in a cell is a pooling."""
    return [
        [
            token._replace(kind=_POOLED[str(token.value).lower()])
            if token.kind == "WORD" and str(token.value).lower() in _POOLED
            else token
            for token in cell
        ]
        for cell in cells
    ]


def _is_row(heading: list[str], cells: Cells) -> bool:
    """Whether every cell holds values; the first one may be any name of the line, or a whole layer."""
    named = [token for token in cells[0] if token.kind != "WORD"] if not heading[0] else cells[0]
    if not heading[0] and any(token.kind == "DIMS" for token in named):
        named = [token for token in named if token.kind not in _LINKS]
        return all(token.kind in _VALUES for token in named) and _are_values(cells[1:])
    return _are_values([named, *cells[1:]]) and any(cells)


def _are_values(cells: Cells) -> bool:
    return all(len(cell) <= 2 and all(token.kind in _VALUES for token in cell) for cell in cells)


def _normalized(entry: list[Token], cell: list[Token]) -> list[Token]:
    """A batch norm behind the layer of its line; as many channels as come out say nothing new."""
    counts = [token.value for token in entry if token.kind == "NUM"]
    if not cell:
        return []
    start = cell[0].start
    norm = [Token("DASH", "-", start, start), Token("BN", "BN", start, cell[-1].end)]
    return norm if [token.value for token in cell] == counts[-1:] else [*norm, *cell]


def _entry(heading: list[str], cells: Cells) -> list[Token]:
    """One line: `ITEM kernel 3 stride 2`; numbers of the layers themselves say nothing new."""
    start = next(cell[0].start for cell in cells if cell)
    entry = [Token("ITEM", "", start, start)]
    dense = any(token.kind in _DENSE for cell in cells for token in cell)
    pooled = any(token.kind in _POOLS for cell in cells for token in cell)
    for name, cell in zip(heading, cells, strict=True):
        if not name and any(token.kind == "DIMS" for token in cell):
            entry += cell
            continue
        if name == "BN":
            entry += _normalized(entry, cell)
            continue
        for token in cell:
            if name == "NFILT" and pooled:  # as many channels as come in
                continue
            if name and not dense and token is cell[0]:
                entry.append(Token(name, "", token.start, token.start))
            if name or token.kind in _NAMES:
                entry.append(token)
    return entry
