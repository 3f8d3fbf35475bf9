"""Two layers given as code beside each other, each asked for itself: `nn.Linear(8, 4) vs nn.Linear(4, 2)`."""

from __future__ import annotations

import re

from archcalc.quiz.apart.labels import Labelled
from archcalc.quiz.text.hangul import is_korean

_MODULE = r"(?:nn\.|(?:(?:tf\.)?keras\.)?layers\.)"
_CALL = rf"{_MODULE}?(?:Conv\w*|SeparableConv2D|DepthwiseConv2D|Linear|Dense)\([^()]*(?:\([^()]*\)[^()]*)*\)"
_JOINT = r"(?P<joint>\s?(?:와|과|이?랑|,\s?(?:and\s)?(?:of\s)?|\sand\s(?:of\s)?|\svs\.?\s|\sversus\s|\s대\s))\s?"
_PAIR = re.compile(rf"(?P<one>{_CALL}){_JOINT}(?P<two>{_CALL})(?P<behind>의\s)?")
_COUNTED = re.compile(r"param|weight|bias|파라미터|매개변수|가중치", re.IGNORECASE)
_MEASURED = re.compile(
    r"mac|flop|multipl|output|shape|출력|곱셈|연산|차례로|이어|쌓|total|together|합|전체|총|sequential", re.IGNORECASE
)


def paired(text: str) -> Labelled | None:
    """The two as designs of their own, where what they hold is asked and nothing else; None if there are not two.

    >>> paired("nn.Linear(8, 4)와 nn.Linear(4, 2)의 파라미터 수를 각각 구하라.").parts
    ('nn.Linear(8, 4)', 'nn.Linear(4, 2)')
    """
    found = _PAIR.search(text)
    if found is None or len(re.findall(_CALL, text)) != 2:
        return None
    rest = text[: found.start()] + text[found.end() :]
    nested = text[: found.start()].rstrip().endswith(("(", ","))
    if nested or not _COUNTED.search(rest) or _MEASURED.search(rest):
        return None
    versus = "v" in found["joint"].lower() or "대" in found["joint"]
    behind = text[found.end() :].lstrip(" :,")
    each = " of each" if versus and not is_korean(text) else ""
    behind = re.sub(r"(?=[?.])|$", each, behind, count=1) if each else behind
    return Labelled(text[: found.start()], (found["one"], found["two"]), behind, ("1", "2"), "design")
