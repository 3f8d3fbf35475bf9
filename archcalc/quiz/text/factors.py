"""Factors with which papers tell channels: `expansion factor t = 6`, `reduction ratio r=16`, `compression θ = 0.5`."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.quiz.text.token import Source, Token

_VALUE = r"(?P<value>1/\d{1,2}|\d{1,3}(?:\.\d{1,3})?)(?![\d.]*[\dx%]|\s?(?:channels|filters|채널|필터))"
_LINK = r"[\s(,]{0,3}(?:of|is|는|은|가|이|값)?\s?(?:%s)?\s?[=:)]?\s?"
_WORDS = {
    "expansion": (
        r"(?<![a-z])expan(?:sion|d)[\s-](?:factor|ratio|rate|coefficient)|확장\s?(?:계수|비율|배율|인자|비|률)|(?<![a-z])t(?=\s?=)",
        "t",
        re.compile(r"inverted|mobile-?net|expan[ds]|확장|역전된|역잔차|반전 잔차"),
    ),
    "reduction": (
        r"(?<![a-z])(?:reduction|squeeze)[\s-](?:factor|ratio|rate)|(?:축소|감소|압축)\s?(?:비율|계수|배율|비|율)|(?<![a-z])r(?=\s?=)",
        "r",
        re.compile(
            r"squeeze[\s-](?:and|&)[\s-]excitation|(?<![a-z])se(?:net|[\s-](?:block|module|layer|블록|모듈|resnet))|excitation"
        ),
    ),
    "compression": (
        r"(?<![a-z])compression(?:[\s-](?:factor|ratio|rate))?|압축\s?(?:계수|비율|인자|률|율)|(?<![a-z])(?:θ|theta)(?=\s?=)",
        "θ|theta",
        re.compile(r"transition|dense-?net|전이|트랜지션|dense block"),
    ),
}
_FORMS = {
    name: (re.compile(rf"(?:{words}){_LINK % letter}{_VALUE}"), about)
    for name, (words, letter, about) in _WORDS.items()
}


def factor(source: Source, position: int) -> Token | None:
    """Such a factor with its value, in a text about the modules that have one."""
    if source.lower[position] not in "erstcθ확축감압":
        return None
    for name, (form, about) in _FORMS.items():
        found = form.match(source.lower, position)
        if found and about.search(source.lower):
            return Token("FACTOR", (name, Fraction(found.group("value"))), position, found.end())
    return None
