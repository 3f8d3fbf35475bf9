"""Which entries of a result are asked: `row 2, column 1`, `첫 번째 행`, `the last value`, `how many are negative`."""

from __future__ import annotations

import re
from functools import lru_cache

from archcalc.quiz.text.numerals import place_of
from archcalc.quiz.text.token import Source, Token

_EDGES = {"top": 0, "bottom": -1, "last": -1, "마지막": -1}
_EN = r"(first|second|third|fourth|last|top|bottom)"
_KO = r"(?:(첫|두|세|네|\d)\s?번째|(마지막))"
_VALUE_EN = r"(?:output\s|resulting\s)?(?:value|entry|element|number|output|result|activation)(?![a-z])"
_VALUE_KO = r"(?:출력\s?값|값|원소|성분|결과|출력)(?!\s?(?:채널|맵|특징|특성|층|행|열|크기))"
_WANTED = r"(?=(?:의|에)?\s?(?:값|원소|성분|출력값|위치|칸|자리|요소|은|는|에는|\?))"
"""`2행 1열 값`; in `4행 6열 피처맵` the numbers tell a size."""
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cell", re.compile(r"(?:in |at )?row\s(\d),?\s?(?:and\s|/\s?)?col(?:umn|\.)?\s(\d)(?!\d)")),
    (
        "cell",
        re.compile(rf"(?:the\s)?{_EN}\srow(?:,|\sand|\sof\sthe|'s)?\s?(?:the\s)?{_EN}\s(?:column|entry|value|element)"),
    ),
    ("cell", re.compile(rf"\(?(\d)\s?행\s?,?\s?(\d)\s?열\)?{_WANTED}")),
    ("cell", re.compile(rf"{_KO}\s?행(?:의|,)?\s?{_KO}\s?열")),
    ("row", re.compile(rf"(?:the\s)?{_EN}\srow(?!\s?(?:is|are|reads|:|=)?\s?-?\d)")),
    ("row", re.compile(rf"{_KO}\s?행(?!렬)")),
    ("row", re.compile(rf"(?<!\d)(\d)\s?행{_WANTED}")),
    ("column", re.compile(rf"(?:the\s)?{_EN}\scolumn(?!\s?(?:is|are|reads|:|=)?\s?-?\d)")),
    ("column", re.compile(rf"{_KO}\s?열(?!\s?-?\d)")),
    ("nth", re.compile(rf"(?:the\s)?(first|second|third|fourth|last)\s{_VALUE_EN}")),
    ("nth", re.compile(rf"{_KO}\s?{_VALUE_KO}")),
)
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_COUNTED_EN = re.compile(
    r"how many (?:of (?:the|its) )?(?:\w+ )?(?:entries|values|elements|outputs|numbers|cells|pixels|activations|ones)"
    r"(?: (?:of|in) (?:the |its )?(?:\w+ ){1,3}?|\s)(?:are |is |become |stay |remain |come out )*"
    rf"(?:(negative)|(positive)|(zero|0(?![\d.]))|(non-?zero)|(?:greater|larger|bigger|more) than {_NUMBER}|"
    rf"(?:less|smaller) than {_NUMBER}|above {_NUMBER}|below {_NUMBER})"
)
_COUNTED_KO = re.compile(
    rf"(?:(음수)|(양수)|(0)(?=인|이\s?되)|(0이 아닌)|{_NUMBER}보다 큰|{_NUMBER}보다 작은)(?:인|이\s?되는)?\s?"
    r"(?:원소|값|성분|출력|출력값|픽셀|칸|뉴런)(?:은|는|이|의 (?:개수|수)(?:는|은|를)?)?\s?"
    r"(?:모두 |총 )?(?:몇 개|\?|구하)"
)
_SIGNS = ("negative", "positive", "zero", "nonzero", "above", "below", "above", "below")


@lru_cache(maxsize=4)
def _has_matrix(lower: str) -> bool:
    return bool(re.search(r"\[\s*\[|-?\d[ ,]+-?\d[^\n]*\n\s*-?\d+[ ,]|\d\s?/\s?-?\d+[ ,]+-?\d", lower))


def cell(source: Source, position: int) -> Token | None:
    """The entries that such words pick, of the result of a question with a matrix."""
    lower = source.lower
    if (position and lower[position - 1].isalnum()) or not _has_matrix(lower):
        return None
    for counted in (_COUNTED_EN.match(lower, position), _COUNTED_KO.match(lower, position)):
        if counted:
            sign, bound = next((at, one) for at, one in enumerate(counted.groups()) if one is not None)
            limit = float(bound) if sign > 3 else 0.0
            return Token("PICK", (_SIGNS[sign], limit), position, counted.end())
    for kind, form in _FORMS:
        found = form.match(lower, position)
        if found:
            places = [_EDGES[one] if one in _EDGES else place_of(one) - 1 for one in found.groups() if one]
            return Token("PICK", (kind, *places), position, found.end())
    return None
