"""Two stacks told beside each other, of which each is asked for its receptive field: no network of both.

`3×3 두 층과 5×5 한 층의 수용 영역을 각각`, `the receptive fields of two 3x3 layers and of one 5x5 layer`.
"""

from __future__ import annotations

import re

from archcalc.quiz.apart.labels import Labelled

_SIZE = r"\d{1,2}\s?[x×]\s?\d{1,2}"
_FIELD_KO = r"(?:수용\s?(?:영역|장|야)|receptive\s?field)(?:의?\s?크기)?"
_STACK_KO = (
    rf"{_SIZE}\s?(?:(?:합성곱|컨볼루션|conv|필터|커널)\s?)?(?:(?:층|레이어)\s?)?(?:을|를)?\s?"
    r"(?:한|두|세|네|다섯|하나|둘|셋|\d)\s?(?:개|번)?\s?(?:층|개|겹|레이어|번)?(?:[을를]?\s?(?:쌓은|겹친|쓴)\s(?:것|경우|구조))?"
)
_KOREAN = re.compile(
    rf"(?P<one>{_STACK_KO})(?:의\s{_FIELD_KO})?(?:[와과,]|이?랑|하고|\s및)\s(?P<two>{_STACK_KO})"
    rf"(?P<asked>(?:의|에서|은|는|이|가)?\s(?:가지는\s|갖는\s)?{_FIELD_KO}[^.?]*?(?:각각|따로))"
)
_COUNT = r"(?:an?|one|two|three|four|five|\d)(?:\s(?:single|stacked|consecutive))?"
_STACK_EN = rf"{_COUNT}\s{_SIZE}\s(?:conv(?:olution(?:al)?)?s?\s?)?(?:layers?|convs?|convolutions?)?"
_ENGLISH = re.compile(
    rf"(?P<asked>receptive\sfields\s(?:of|for)\s)(?P<one>{_STACK_EN})\s?(?:and|versus|vs\.?)\s(?:of\s|for\s)?(?P<two>{_STACK_EN})",
    re.IGNORECASE,
)
_OPENER = re.compile(r"(?:what are|give|find|compute|calculate|state) the\s*$", re.IGNORECASE)


def stacks(text: str) -> Labelled | None:
    """The two stacks as designs of their own.

    >>> stacks("3×3 두 층과 5×5 한 층의 수용 영역을 각각 구하라.").parts
    ('3×3 두 층', '5×5 한 층')
    """
    found = _KOREAN.search(text)
    if found:
        behind = re.sub(r"^(?:의|에서|은|는|이|가)?\s", "", text[found.start("asked") :])
        return Labelled(text[: found.start()], (found["one"].strip(), found["two"].strip()), behind, ("1", "2"), "설계")
    found = _ENGLISH.search(text)
    if found is None:
        return None
    before = _OPENER.sub("", text[: found.start()])
    behind = f"What is the receptive field of each? {text[found.end() :].lstrip(' ?.')}"
    return Labelled(before, (found["one"].strip(), found["two"].strip()), behind, ("1", "2"), "design")
