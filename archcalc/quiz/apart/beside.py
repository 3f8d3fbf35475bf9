"""Designs told beside each other without labels: stacks of layers, and two layers given as code.

`3×3 두 층과 5×5 한 층의 수용 영역을 각각`, `nn.Linear(8, 4) vs nn.Linear(4, 2)`
"""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.apart.cuts import IN_A_ROW, TOLD_APART, Cut
from archcalc.quiz.text.hangul import is_korean


def beside(text: str) -> list[Cut]:
    """The ways in which a text falls apart into such designs."""
    return [one for one in (_stacks(text), _pair(text)) if one is not None]


_SIZE = r"\d{1,2}\s?[x×]\s?\d{1,2}"
_FIELD_KO = r"(?:수용\s?(?:영역|장|야)|receptive\s?field)(?:의?\s?크기)?"
_LAYER_KO = r"(?:합성곱|컨볼루션|conv|필터|커널)"
_FEW_KO = r"한|두|세|네|다섯|하나|둘|셋|넷|\d"
_STACK_KO = re.compile(
    rf"(?P<size>{_SIZE})\s?(?:{_LAYER_KO}(?:\s?(?:층|레이어))?|층|레이어)?(?:을|를)?\s?(?P<count>{_FEW_KO})\s?(?:개|번|겹)?"
    rf"\s?(?:층|레이어)?(?:[을를]?\s?(?:쌓은|겹친|쓴)\s(?:것|경우|구조))?|"
    rf"(?P<count2>두|세|네|다섯|\d)\s?(?:개|층|겹)의\s(?P<size2>{_SIZE})\s?(?:{_LAYER_KO}\s?(?:층|레이어)?|층)"
)
_STACK_EN = re.compile(
    rf"(?:an?\s)?(?P<count>\b(?:a|one|single|two|three|four|five|\d))\s(?:(?:single|stacked|consecutive)\s)?"
    rf"(?P<size>{_SIZE})\s?(?:conv(?:olution(?:al)?)?s?\s?)?(?:layers?|filters?|kernels?)?",
    re.IGNORECASE,
)
_LABEL = r"(?:\(?[a-eA-E가나다1-4]\)|[㉠㉡㉢①②③])?"
_FIELD = r"(?:수용\s?(?:영역|장|야)|receptive\s?fields?)(?:의?\s?크기)?"
_JOINT = re.compile(
    rf"(?:의\s{_FIELD})?\s?(?:[와과,;/·]|이?랑|하고|\s및|and|versus|vs\.?|)\s?(?:and\s)?(?:(?:of|for)\s)?{_LABEL}\s?",
    re.IGNORECASE,
)
_OF_FIELD = re.compile(_FIELD, re.IGNORECASE)
_OF_EACH_FIELD = re.compile(r"receptive\sfields?\s(?:of|for)\s", re.IGNORECASE)


def _stacks(text: str) -> Cut | None:
    """Stacks of which each is asked for its receptive field: no network of them all.

    >>> _stacks("3×3 두 층과 5×5 한 층의 수용 영역을 각각 구하라.").parts
    ('3×3 합성곱 두 층', '5×5 합성곱 한 층')
    """
    korean = is_korean(text)
    found = list((_STACK_KO if korean else _STACK_EN).finditer(text))
    beside = all(_JOINT.fullmatch(text[one.end() : two.start()]) for one, two in pairwise(found))
    if not 1 < len(found) < 5 or not beside:
        return None
    start, end = found[0].start(), found[-1].end()
    start -= len(_LABELLED.search(text[:start]).group())  # type: ignore[union-attr]
    rest = f"{text[:start]} {text[end:]}"
    apart = start != found[0].start() or TOLD_APART.search(rest.lower()) or _OF_EACH_FIELD.search(rest)
    if not apart or not _OF_FIELD.search(rest) or IN_A_ROW.search(rest.lower()):
        return None
    if _MORE.search(_UNIT_STRIDE.sub("", rest)):
        return None
    marks = tuple(map(str, range(1, len(found) + 1)))
    if korean:
        parts = tuple(f"{one['size'] or one['size2']} 합성곱 {_count(one)} 층" for one in found)
        return Cut("", parts, "의 수용 영역을 구하라.", marks)
    parts = tuple(f"{_count(one)} {one['size']} convolution layers" for one in found)
    return Cut("", parts, ". What is the receptive field?", marks)


_UNIT_STRIDE = re.compile(r"(?:stride|스트라이드|보폭|S)\s?(?:=|of|는|은)?\s?1(?![\d.])")
_MORE = re.compile(
    r"\d|stride|스트라이드|보폭|pool|풀링|dilat|팽창|param|파라미터|weight|가중치|flop|mac|곱셈", re.IGNORECASE
)
"""What such a comparison would have to read besides."""
_LABELLED = re.compile(rf"{_LABEL}\s?$")
_SHORT = {"하나": "한", "둘": "두", "셋": "세", "넷": "네", "a": "one", "single": "one"}


def _count(one: re.Match[str]) -> str:
    count = (one["count"] or one.groupdict().get("count2") or "").lower()
    return _SHORT.get(count, count)


_MODULE = r"(?:nn\.|(?:(?:tf\.)?keras\.)?layers\.)"
_CALL = rf"{_MODULE}?(?:Conv\w*|SeparableConv2D|DepthwiseConv2D|Linear|Dense)\([^()]*(?:\([^()]*\)[^()]*)*\)"
_BETWEEN = r"(?P<joint>\s?(?:와|과|이?랑|,\s?(?:and\s)?(?:of\s)?|\sand\s(?:of\s)?|\svs\.?\s|\sversus\s|\s대\s))\s?"
_PAIR = re.compile(rf"(?P<one>{_CALL}){_BETWEEN}(?P<two>{_CALL})(?P<behind>의\s)?")
_COUNTED = re.compile(r"param|weight|bias|파라미터|매개변수|가중치", re.IGNORECASE)
_MEASURED = re.compile(
    r"mac|flop|multipl|output|shape|출력|곱셈|연산|차례로|이어|쌓|total|together|합|전체|총|sequential", re.IGNORECASE
)


def _pair(text: str) -> Cut | None:
    """The two as designs of their own, where what they hold is asked and nothing else; None if there are not two.

    >>> _pair("nn.Linear(8, 4)와 nn.Linear(4, 2)의 파라미터 수를 각각 구하라.").parts
    ('nn.Linear(8, 4).', 'nn.Linear(4, 2).')
    """
    found = _PAIR.search(text)
    if found is None or len(re.findall(_CALL, text)) != 2:
        return None
    rest = text[: found.start()] + text[found.end() :]
    nested = text[: found.start()].rstrip().endswith(("(", ","))
    if nested or not _COUNTED.search(rest) or _MEASURED.search(rest):
        return None
    behind = text[found.end() :].lstrip(" :,")
    return Cut(text[: found.start()].strip() + " ", (f"{found['one']}.", f"{found['two']}."), f" {behind}", ("1", "2"))
