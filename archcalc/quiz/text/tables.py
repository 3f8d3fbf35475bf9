"""Tables of layers: a line of headings, and lines of values below it.

    | layer | kernel | stride |
    | 1     | 3      | 2      |

Each line of values becomes an entry of a list in which every value stands behind its heading.
"""

from __future__ import annotations

from archcalc.quiz.text.token import Source, Token

_HEADINGS = {
    "LAYER": "",
    "CONVLAYER": "",
    "ORD": "",
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
}
_VALUES = frozenset({"NUM", "DIMS", "STEPPED", "CONVNAME", "POOLNAME", "CONV", "MAXPOOL", "AVGPOOL", "POOL", "ORD"})
_NAMES = frozenset({"CONVNAME", "POOLNAME", "CONV", "MAXPOOL", "AVGPOOL", "POOL"})


def untabled(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with the lines of a table spelled out as entries of a list."""
    lines = _lines(tokens, source)
    heading: list[str] = []
    spelled: list[Token] = []
    for line in lines:
        kinds = [token.kind for token in line if token.kind not in ("STOP", "HYPHEN", "DASH")]
        row = [token for token in line if token.kind not in ("STOP", "HYPHEN", "DASH")]
        if len(kinds) > 1 and kinds[0] in ("LAYER", "CONVLAYER") and all(kind in _HEADINGS for kind in kinds):
            heading = kinds
        elif heading and not kinds:
            continue
        elif heading and len(row) == len(heading) and all(kind in _VALUES for kind in kinds):
            spelled += _entry(heading, row)
        else:
            heading = []
            spelled += line
    return spelled


def _lines(tokens: list[Token], source: Source) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for token in tokens:
        lines[-1].append(token)
        if token.kind == "STOP" and token.value == "\n":
            lines.append([])
    return lines


def _entry(heading: list[str], row: list[Token]) -> list[Token]:
    """One line: `ITEM kernel 3 stride 2`; numbers of the layers themselves say nothing new."""
    entry = [Token("ITEM", "", row[0].start, row[0].start)]
    for kind, token in zip(heading, row, strict=True):
        name = _HEADINGS[kind]
        if name:
            entry.append(Token(name, "", token.start, token.start))
        if name or token.kind in _NAMES:
            entry.append(token)
    return entry
