"""How two values are related: the words that ask for it in both languages, and the number it comes to."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.quiz.answers import Answer

LESS = (
    r"(?<![a-z])(?:sav(?:e|es|ed|ing|ings)|fewer|less|cut|cuts|drops?|dropped|falls?|shrinks?|reduc\w*|lower\w*|smaller|"
    r"cheaper|disappears?|vanish\w*|decreas\w*|spared?|removed?|gone|down|avoid\w*)(?![a-z])|"
    r"감소|절감|절약|줄|적[은게어]|덜|아끼|아낄|작아|싸|분의"
)
"""One value is below the other: what is asked in percent is what is saved."""
MORE = (
    r"(?<![a-z])(?:more|larger|bigger|higher|dearer|extra|additional|added|increas\w*|grow\w*|gains?|rises?|exceeds?)"
    r"(?![a-z])|많|크|큰|커|늘|증가"
)
HOW_MANY_PERCENT = r"몇\s?(?:%|퍼센트|프로)"
HOW_MANY_TIMES = r"how many times|(?:what|which) factor|\bratio\b|몇\s?배"
_UNITS = (
    ("RATIO", re.compile(r"배|times|[×x](?=\s*(?:[.,;)]|$))", re.MULTILINE)),
    ("PERCENT", re.compile(r"%|퍼센트|프로")),
)


def relation_of_unit(text: str) -> str:
    """The relation whose unit a text begins with: `배`, `×`, `%`; empty if there is none.

    >>> relation_of_unit("% fewer"), relation_of_unit("params")
    ('PERCENT', '')
    """
    return next((kind for kind, unit in _UNITS if unit.match(text)), "")


def ratio(old: int | Fraction, new: int | Fraction) -> Answer:
    """Old divided by new.

    >>> ratio(72, 8).value
    Fraction(9, 1)
    """
    return Answer("ratio", Fraction(old) / new, "x")


def share(part: int | Fraction, whole: int | Fraction, name: str = "percent") -> Answer:
    """How many percent of the whole a part is."""
    return Answer(name, Fraction(100 * part) / whole, "%")


def saving(old: int | Fraction, new: int | Fraction) -> Answer:
    """What percentage of the old is saved.

    >>> saving(10, 4).value
    Fraction(60, 1)
    """
    return share(old - new, old, "saving_percent")


def difference(one: int | Fraction, two: int | Fraction, name: str = "difference", unit: str = "") -> Answer:
    """How much the values are apart, whichever is larger."""
    return Answer(name, one - two if one > two else two - one, unit)
