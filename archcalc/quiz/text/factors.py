"""Factors with which papers tell channels: `expansion factor t = 6`, `reduction ratio r=16`, growth rates."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.quiz.text.token import Source, Token, kind_at

_VALUE = r"(?P<value>1/\d{1,2}|\d{1,3}(?:\.\d{1,3})?)(?![\d.]*[\dx%]|\s?(?:channels|filters|채널|필터))"
_LINK = r"[\s(,]{0,3}(?:of|is|는|은|가|이|값)?\s?(?:%s)?\s?[=:)]?\s?"
_WORDS = {
    "expansion": (
        r"(?<![a-z])expan(?:sion|d)[\s-](?:factor|ratio|rate|coefficient)|확장\s?(?:계수|비율|배율|인자|비|률)|(?<![a-z])t(?=\s?=)",
        "t",
        re.compile(r"inverted|mobile-?net|expan[ds]|확장|역전된|역잔차|반전 잔차"),
    ),
    "reduction": (
        r"(?<![a-z])(?:(?:reduction|squeeze)[\s-](?:factor|ratio|rate)|reduction(?=\s(?:of\s)?\d))|(?:축소|감소|압축)\s?(?:비율|계수|배율|비|율)|(?<![a-z])r(?=\s?=)",
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


_FEW = {"two": 2, "twice": 2, "three": 3, "four": 4, "six": 6, "eight": 8}
_WIDENED = re.compile(
    rf"(?:(?P<word>{'|'.join(_FEW)})|(?P<digits>\d{{1,2}})\s?-?)fold(?![a-z])|"
    r"(?P<times>\d{1,2})\s?times(?=\s(?:wider|as many|the channels|more channels))|"
    r"(?P<korean>\d{1,2})배(?:로|만큼)?(?=\s?(?:확장|늘|키우|넓|부풀))|"
    r"by\s(?:a\sfactor(?:\sof)?\s)?(?P<by>\d{1,2})(?=[\s,.);]|$)"
)
_EXPANDS = re.compile(r"(?:expand|widen)[^.;]{0,40}$")
"""`channels expanded by 6`, `sixfold`, `1×1로 6배 확장`."""


def _widened(source: Source, position: int) -> Token | None:
    """How many times wider the inside of an inverted residual is, told by a verb."""
    found = _WIDENED.match(source.lower, position)
    if found is None or not _WORDS["expansion"][2].search(source.lower):
        return None
    before = source.lower[max(0, position - 60) : position]
    if found["by"] and not _EXPANDS.search(before):
        return None
    value = _FEW[found["word"]] if found["word"] else int(next(filter(None, found.groups()[1:])))
    return Token("FACTOR", ("expansion", Fraction(value)), position, found.end())


def factor(source: Source, position: int) -> Token | None:
    """Such a factor with its value, in a text about the modules that have one."""
    if (wide := _widened(source, position)) is not None:
        return wide
    if source.lower[position] not in "erstcθ확축감압":
        return None
    for name, (form, about) in _FORMS.items():
        found = form.match(source.lower, position)
        if found and about.search(source.lower):
            return Token("FACTOR", (name, Fraction(found.group("value"))), position, found.end())
    return None


_MULTIPLE = re.compile(r"(\d{1,2})\s?k", re.IGNORECASE)
_COUNTED = frozenset({"CH", "MAP", "FILTER", "NFILT", "COUT", "OUTMAP"})


def spelled_growth(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with `4k channels` and `k maps` as the numbers they are where a growth rate is said."""
    rate = _rate(tokens)
    if rate is None:
        return tokens
    spelled: list[Token] = []
    for index, token in enumerate(tokens):
        shown = text[token.start : token.end]
        times = _MULTIPLE.fullmatch(shown) if token.kind == "NUM" else None
        if times:
            spelled.append(token._replace(value=int(times.group(1)) * rate))
        elif token.kind == "WORD" and shown.lower() == "k" and kind_at(tokens, index + 1) in _COUNTED:
            spelled.append(token._replace(kind="NUM", value=rate))
        elif token.kind == "FC" and str(token.value).lower().startswith("dense"):
            spelled.append(token._replace(kind="LAYER" if "layer" in str(token.value).lower() else "WORD"))
        else:
            spelled.append(token)
    return spelled


def _rate(tokens: list[Token]) -> int | None:
    """The number behind `growth rate`, or in front of it."""
    for index, token in enumerate(tokens):
        if token.kind == "GROWTH":
            beside = [*tokens[index + 1 : index + 4], *tokens[max(0, index - 1) : index]]
            numbers = [one.value for one in beside if one.kind == "NUM" and isinstance(one.value, int)]
            if numbers:
                return int(numbers[0])
    return None
