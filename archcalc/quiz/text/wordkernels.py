"""Kernels told in words: `3×3 identity matrix`, `대각선만 1이고 나머지는 0인 2×2 필터`, `4 in the centre`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_SQUARE = r"(?P<side>[2-7])\s?x\s?(?P=side)"
_N = r"-?\d{1,3}"
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
