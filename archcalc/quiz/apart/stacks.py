"""Two stacks told beside each other, of which each is asked for its receptive field: no network of both.

`3×3 두 층과 5×5 한 층의 수용 영역을 각각`, `the receptive fields of two 3x3 layers and of one 5x5 layer`.
"""

from __future__ import annotations

import re

from archcalc.quiz.apart.labels import Labelled

_SIZE = r"\d{1,2}\s?[x×]\s?\d{1,2}"
_FIELD_KO = r"(?:수용\s?(?:영역|장|야)|receptive\s?field)(?:의?\s?크기)?"
_LAYER_KO = r"(?:합성곱|컨볼루션|conv|필터|커널)"


def _stack_ko(name: str) -> str:
    return (
        rf"(?P<size{name}>{_SIZE})\s?(?:{_LAYER_KO}(?:\s?(?:층|레이어))?|층|레이어)?(?:을|를)?\s?"
        rf"(?P<count{name}>한|두|세|네|다섯|하나|둘|셋|\d)\s?(?:개|번|겹)?\s?(?:층|레이어)?"
        r"(?:[을를]?\s?(?:쌓은|겹친|쓴)\s(?:것|경우|구조))?"
    )


def _stack_en(name: str) -> str:
    return (
        rf"(?:an?\s)?(?P<count{name}>a|one|single|two|three|four|five|\d)\s(?:(?:single|stacked|consecutive)\s)?"
        rf"(?P<size{name}>{_SIZE})\s(?:conv(?:olution(?:al)?)?s?\s?)?(?:layers?)?"
    )


_KOREAN = re.compile(
    rf"{_stack_ko('1')}(?:의\s{_FIELD_KO})?(?:[와과,]|이?랑|하고|\s및)\s{_stack_ko('2')}(?:의|에서|은|는|이|가)?"
    rf"\s(?P<asked>(?:가지는\s|갖는\s)?{_FIELD_KO}[^.?]*?(?:각각|따로))"
)
_ENGLISH = re.compile(
    rf"(?:(?:what are|give|find|compute|calculate|state) the\s)?receptive\sfields?\s(?:of|for)\s{_stack_en('1')}\s?"
    rf"(?:and|versus|vs\.?)\s(?:(?:of|for)\s)?{_stack_en('2')}",
    re.IGNORECASE,
)


def stacks(text: str) -> Labelled | None:
    """The two stacks as designs of their own.

    >>> stacks("3×3 두 층과 5×5 한 층의 수용 영역을 각각 구하라.").parts
    ('3×3 합성곱 두 층', '5×5 합성곱 한 층')
    """
    found = _KOREAN.search(text)
    if found:
        parts = tuple(
            f"{found[f'size{at}']} 합성곱 {_SHORT.get(found[f'count{at}'], found[f'count{at}'])} 층" for at in "12"
        )
        return Labelled(text[: found.start()], parts, text[found.start("asked") :], ("1", "2"), "설계")
    found = _ENGLISH.search(text)
    if found is None:
        return None
    counts = [_SHORT.get(found[f"count{at}"].lower(), found[f"count{at}"]) for at in "12"]
    parts = tuple(f"{count} {found[f'size{at}']} convolution layers" for count, at in zip(counts, "12", strict=True))
    behind = f"What is the receptive field of each? {text[found.end() :].lstrip(' ?.,')}"
    return Labelled(text[: found.start()], parts, behind, ("1", "2"), "design")


_SHORT = {"하나": "한", "둘": "두", "셋": "세", "a": "one", "single": "one"}
