"""Matrices told in words: `a 5x5 image of all ones`, `every row is 1 2 3`, `3×3 identity matrix`, `4 in the centre`."""

from __future__ import annotations

import re
from functools import lru_cache

from archcalc.quiz.text.matrices import Row, read_row
from archcalc.quiz.text.numerals import FEW
from archcalc.quiz.text.token import Source, Token

_N = r"-?\d{1,3}"
_SIDES = r"(?P<rows>\d)\s?x\s?(?P<columns>\d)"
_MAP = (
    r"(?:gr[ae]yscale\s|gr[ae]y\s|input\s|binary\s|흑백\s|입력\s)?"
    r"(?:image|input|map|feature map|matrix|picture|patch|영상|이미지|입력|특징맵|행렬|패치)"
)
_ONES = {"zeros": 0, "ones": 1, "twos": 2, "threes": 3}
_FULL = re.compile(
    rf"{_SIDES}\s{_MAP}(?:\s(?:of|with|filled with|full of|that is)|,|\swhose (?:entries|values|pixels|elements) are)\s"
    rf"(?:all\s|only\s|entirely\s)?(?:(?P<word>zeros|ones|twos|threes)|(?P<value>{_N})s)(?![a-z])|"
    rf"모든\s(?:값|원소|성분|픽셀|화소)(?:이|가)\s(?P<ko>{_N})인\s(?P<r>\d)\s?x\s?(?P<c>\d)\s?{_MAP}"
)
_WIDE = r"(?:half|(?:(?:two|three|four|\d)\s)?columns?|절반|(?:한|두|세|네|\d)\s?(?:개의\s)?열|반)"
_IS = (
    r"(?:\s(?:is|are|of value|all|equal to|=|has|have|contains?|value)|은|는|이|가|의 값은|의 값이)*\s"
    r"(?:모두\s|all\s|only\s)?"
)
_SPLIT = re.compile(
    rf"{_SIDES}\s?{_MAP}(?:\s(?:with|whose|where)(?:\sthe)?|의|에서|이 있다\.|이다\.|,|:|\.)?\s?(?:the\s)?"
    rf"(?:left|왼쪽)\s(?P<wide>{_WIDE}){_IS}(?P<left>{_N})(?:s|으로|로|이고|이며)?,?\s?(?:and\s|고\s)?(?:the\s)?"
    rf"(?:right|오른쪽)\s(?:{_WIDE}|side){_IS}(?P<right>{_N})s?"
)
_ROW = rf"(?P<row>{_N}(?:[ ,]+{_N}){{1,8}})"
_ALIKE = re.compile(
    rf"{_SIDES}\s?{_MAP}(?:\s(?:in which|where|whose|with)|의|이 있다\.|,|:|\.)?\s?"
    rf"(?:each row|every row|all rows|rows|모든 행|각 행|모든 줄|각 줄)"
    rf"(?:\s(?:is|are|reads?|of|equals?|all|=)|은|이|:)*\s{_ROW}"
)
_KERNEL = re.compile(r"\[\s*\[|pool|풀링|(?:filter|kernel|필터|커널)\s(?:of|with|,)\s(?:all\s)?(?:ones|1s)")
_COUNTED = re.compile(r"multiplication|parameter|output size|곱셈|파라미터|매개변수|출력\s?크기")


@lru_cache(maxsize=4)
def _may_tell_map(lower: str) -> bool:
    return bool(_KERNEL.search(lower)) and not _COUNTED.search(lower)


def word_map(source: Source, position: int) -> Token | None:
    """Such a map as the matrix that it is."""
    lower = source.lower
    if not (lower[position].isdigit() or lower[position] == "모") or lower[position - 1 : position].isalnum():
        return None
    if not _may_tell_map(lower):
        return None
    for form, read in ((_FULL, _full), (_SPLIT, _split), (_ALIKE, _alike)):
        found = form.match(lower, position)
        rows = read(found) if found else None
        if found and rows:
            return Token("MATRIX", rows, position, found.end())
    return None


def _full(found: re.Match[str]) -> list[Row]:
    said = found.groupdict()
    rows, columns = int(said["rows"] or said["r"]), int(said["columns"] or said["c"])
    value = _ONES[said["word"]] if said["word"] else int(said["value"] or said["ko"])
    row: Row = [value] * columns
    return [list(row) for _ in range(rows)]


def _split(found: re.Match[str]) -> list[Row] | None:
    """The left columns have one value, all others the other."""
    columns = int(found["columns"])
    number = re.match(r"\d|two|three|four|한|두|세|네", found["wide"])
    wide = columns / 2 if not number else int({**FEW, "한": 1}.get(number.group()) or number.group())
    if not float(wide).is_integer() or not 0 < wide < columns:
        return None
    row: Row = [int(found["left"]) if at < wide else int(found["right"]) for at in range(columns)]
    return [list(row) for _ in range(int(found["rows"]))]


def _alike(found: re.Match[str]) -> list[Row] | None:
    row = read_row(found["row"])
    return [list(row) for _ in range(int(found["rows"]))] if row and len(row) == int(found["columns"]) else None


_SQUARE = r"(?P<side>[2-7])\s?x\s?(?P=side)"
_DIAGONAL = re.compile(
    rf"{_SQUARE}\s(?:identity(?:\smatrix)?|단위\s?행렬|항등\s?행렬)|"
    r"대각선?\s?(?:성분|원소|자리)?(?:만|은|이)\s(?:모두\s)?1이고\s나머지(?:는|가)?\s(?:모두\s|전부\s|다\s)?0인\s"
    r"(?P<other>[2-7])\s?x\s?(?P=other)"
)
_DIAGONAL_OF = re.compile(
    rf"{_SQUARE}\s(?:kernel|filter|mask)\s(?:with|that\shas)\s(?:ones|1s?)\s(?:on|along|down)\s(?:the|its)\s(?:main\s)?diagonal\s"
    r"and\s(?:zeros?|0s?)\s(?:elsewhere|everywhere\selse)"
)
_RING = re.compile(
    rf"(?:가운데|중앙|중심)(?:만|은|는|이|가)\s(?P<centre>{_N})이고\s"
    rf"(?:둘레|나머지|주변|테두리)[가-힣 ]{{0,10}}?(?:는|은|가)?\s(?:모두\s|전부\s|다\s)?(?P<around>{_N})인\s3\s?x\s?3|"
    rf"3\s?x\s?3\s(?:kernel|filter|mask)\s(?:with|that\shas)\s(?:a\s)?(?P<mid>{_N})\s(?:in|at)\sthe\s"
    rf"(?:center|centre|middle)\sand\s(?P<rest>{_N})s?\s(?:elsewhere|everywhere\selse|around\sit|in\sall\sother\splaces)"
)


def word_kernel(source: Source, position: int) -> Token | None:
    """Such a kernel as the matrix that it is."""
    lower = source.lower
    if lower[position] not in "234567대가중" or (position and lower[position - 1].isalnum()):
        return None
    diagonal = _DIAGONAL.match(lower, position) or _DIAGONAL_OF.match(lower, position)
    if diagonal:
        groups = diagonal.groupdict()
        side = int(groups["side"] or groups.get("other") or 0)
        rows = [[int(row == column) for column in range(side)] for row in range(side)]
        return Token("MATRIX", rows, position, diagonal.end())
    ring = _RING.match(lower, position)
    if not ring:
        return None
    groups = ring.groupdict()
    centre, around = int(groups["centre"] or groups["mid"]), int(groups["around"] or groups["rest"])
    rows = [[centre if (row, column) == (1, 1) else around for column in range(3)] for row in range(3)]
    return Token("MATRIX", rows, position, ring.end())
