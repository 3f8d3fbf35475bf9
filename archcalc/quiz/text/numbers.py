"""Numbers with the words that count them or give a place: `12개의`, `-2`, `the second layer`, `×3`, `0을 두 줄씩`."""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import KOREAN_NUMBERS, NUMBER, place_of, read_number, read_spelled
from archcalc.quiz.text.token import Source, Token

_COUNTER = re.compile(
    r"\s?(?:개|장|겹|칸(?!씩|\s?이동|\s?움직)|종류|가지)(?![가-힣]*층)(?:씩의|씩|짜리|의|인|로|를|을|가|이|은|는|만|와|과|이고|이며)?"
)
_REPEATED = re.compile(
    r"\s?(?:번|회|차례|층(?=[을를]?\s?(?:쌓|연속|이어|거치|겹))|겹)(?!째|\s?(?:클래스|레이블|라벨))(?:의|을|만)?"
)


def number(source: Source, position: int) -> Token | None:
    """`3`, `-2`, `three`, `3개의`, `3번`: a number with what counts it, as one token."""
    lower = source.lower
    negative = (
        lower[position] == "-" and NUMBER.match(lower, position + 1) and not lower[position - 1 : position].isalnum()
    )
    found = read_number(lower, position + bool(negative)) or (None if negative else read_spelled(lower, position))
    if not found:
        long = re.compile(r"\d+").match(lower, position)
        return Token("BADNUM", long.group(), position, long.end()) if long else None
    value, end = found
    if lower[end : end + 1] == "-" and lower[end + 1 : end + 2].isalpha():
        end += 1
    counter = _COUNTER.match(lower, end)
    if counter:
        end = counter.end()
        joined = lower[end - 1] in "와과"
        written = "NUM" if lower[position + bool(negative)].isdigit() else "WNUM"
        return Token(written, -value if negative else value, position, end - joined)
    repeated = _REPEATED.match(lower, end)
    if repeated:
        return Token("REPEAT", value, position, repeated.end())
    written = "NUM" if lower[position + bool(negative)].isdigit() else "WNUM"
    return Token(written, -value if negative else value, position, end)


_ORDINAL = re.compile(
    r"(?<![a-z])(first|second|third|fourth|fifth|sixth)(?:\s(?:conv(?:olution(?:al)?)?\s)?(?:layer))?(?![a-z])|(?<![a-z])(1st|2nd|3rd|[4-9]th)(?![a-z])|"
    r"(첫|두|세|네|다섯)\s?번째(?:\s?층(?![가-힣]*\s?[가-힣]*층))?|(?<![가-힣])(첫|둘|셋|넷|다섯)째|"
    r"(?<![가-힣])(첫)(?=\s(?:층|합성곱|컨볼루션|conv))|"
    r"(?<![a-z])(?:layer|conv|stage|block|step(?=\s?\d\s?[:(])|블록|단계|층)\s?([1-9])(?!\s?[x*]\s?\d)"
    r"(?=\s?[:=은는에이의(.,?]|\s[a-z(:\d]|\s[가-힣]|$)|"
    r"(?<![\d])([1-9])\s?(?:번째)\s?(?:층)?|(?<![\d가-힣])([1-9])층(?=[은는이:]|\s)"
)


_STOREY = re.compile(r"(?<![\d가-힣])([2-9])층(?=으로|에서|에|의|까지)")


_COUNTED_LAYERS = re.compile(r"[2-9]층(?=\s)")


_FIRST_LAYER = re.compile(r"(?<!\d)1\s?층|(?<!\d)1번째|첫|마지막")


_NUMBERED = re.compile(r"(?<!\d)([1-9])번(?=\s?(?:채널|필터|커널|입력|특징|뉴런|행|열))")


_KOREAN_NUMBERED = re.compile(
    r"(?:합성곱|컨볼루션|conv)(?:\s?층)?\s?([1-9])(?=의\s(?:파라미터|매개변수|가중치|출력|mac|곱셈))"
)
"""`합성곱 1의 파라미터`."""
_LETTERED = re.compile(r"(?<![a-z])layer\s([a-f])(?![a-z0-9])")
"""`Layer A: ... Layer B: ...`: letters in place of numbers."""


_PART = re.compile(r"(?:step|stage|part|phase)\s(one|two|1|2)(?=\s?(?:[,.;:?)]|and\s|is\s|has\s|$))")
_HALVES = re.compile(r"depthwise|pointwise|separable|own \d|(?<![a-z])dw(?![a-z])")


def _part(source: Source, position: int) -> Token | None:
    """`parameters of step one, of step two`: the halves of a separable convolution."""
    found = _PART.match(source.lower, position)
    if not found or source.lower[position - 1 : position].isalnum() or not _HALVES.search(source.lower):
        return None
    return Token("ORD", {"one": 1, "two": 2}.get(found.group(1)) or int(found.group(1)), position, found.end())


_KERNELS_COUNTED = re.compile(r"\d\s?[x×*]\s?\d\s?(?:합성곱|컨볼루션|conv)\s$")
"""`5×5 합성곱 1층과 3×3 합성곱 2층`: how many there are."""


def ordinal(source: Source, position: int) -> Token | None:
    if source.lower[position + 1 : position + 2] == "층" and _KERNELS_COUNTED.search(source.lower[:position]):
        return None
    labelled = _NUMBERED.match(source.lower, position)
    if labelled:  # `2번 채널`
        return Token("ORD", int(labelled.group(1)), position, labelled.end())
    if part := _part(source, position):
        return part
    storey = _STOREY.match(source.lower, position)
    if storey and re.search(r"(?<!\d)1층|첫", source.lower[:position]):
        return Token("ORD", int(storey.group(1)), position, storey.end())
    korean_number = _KOREAN_NUMBERED.match(source.lower, position)
    if korean_number:
        return Token("ORD", int(korean_number.group(1)), position, korean_number.end())
    lettered = _LETTERED.match(source.lower, position)
    if lettered and "layer a" in source.lower and "layer b" in source.lower:
        return Token("ORD", " abcdef".index(lettered.group(1)), position, lettered.end())
    found = _ORDINAL.match(source.lower, position)
    if not found or (_COUNTED_LAYERS.match(source.lower, position) and not _FIRST_LAYER.search(source.lower)):
        return None
    return Token("ORD", place_of(next(filter(None, found.groups()))), position, found.end())


_TIMES = re.compile(r"(?<=[\])\s])[x*]\s?([2-9]|[1-4]\d)(?![\dx*a-z]|\.\d|\s?[x*(=:]|\s\d)")
_TIMES_BEFORE = re.compile(
    r"(?<![\d.x*^])([2-9]|1\d)\s?[x*]\s?(?:\[(?=(?:\d+\s?x\s?\d+\s)?(?:conv|합성곱|컨볼루션)[^\]→>+;]*\])(?![^\]]*(?:pool|풀링|conv[^\]]*conv))|"
    r"(?=(?:conv|max\W?pool|합성곱|컨볼루션)))"
)

_TIMES_SEVERAL = re.compile(r"(?<![\d.x*^])(?:[2-9]|1\d)\s?[x*]\s?[\[(](?=[^\])]*(?:conv|합성곱))")
"""Several layers in brackets, so many times: not read."""


def times(source: Source, position: int) -> Token | None:
    """`[conv3-64]×2`, `3x3 conv (64) x3`, `2 × [conv 5×5]`: the layer, or those in the brackets, so many times."""
    if source.lower[position].isdigit():
        before = _TIMES_BEFORE.match(source.lower, position)
        if not before:
            several = _TIMES_SEVERAL.match(source.lower, position)
            return Token("BADNUM", several.group(), position, several.end()) if several else None
        return Token("WNUM", int(before.group(1)), position, before.end())
    found = _TIMES.match(source.lower, position)
    if found and source.cased[position] == "X" and "X1" in source.cased:
        return None  # `W2 = ... (for X2)`: the name of a matrix
    return Token("REPEAT", int(found.group(1)), position, found.end()) if found else None


_ZERO_ROWS = re.compile(r"(?:0|영)(?:을|를|값을|으로)?\s?(\d{1,3}|[가-힣]{1,2})\s?(?:줄|겹|칸|열|행|픽셀)(?:씩)?")


_ZERO_ROWS_ASKED = re.compile(
    r"(?:0|영)(?:을|를|으로\s된\s(?:행|열|줄)[을를]?)?\s?(?:각각\s)?(모두\s|총\s|합쳐\s|합해\s)?몇\s?(?:줄|겹|칸|열|행)(?:씩)?|"
    r"몇\s?(?:줄|겹|칸|픽셀|화소)씩\s?(?:0|영)[을를]"
)
_ZEROS_EACH = re.compile(
    r"(a|one|two|three|[1-9])\s(?:single\s)?zeros?\s(?:at|on|to)\s(?:each|both|either|every|all)(?![a-z])"
)


def zero_rows(source: Source, position: int) -> Token | None:
    """`0을 두 줄씩`, `one zero at each end`: padding, as short as `p2`."""
    asked = _ZERO_ROWS_ASKED.match(source.lower, position)
    if asked:  # `0을 몇 줄씩`
        return Token("PADTOTAL" if asked.group(1) else "PAD", asked.group(), position, asked.end())
    beside = _ZEROS_EACH.match(source.lower, position)
    if beside and not source.lower[position - 1 : position].isalnum():
        count = {"a": 1, "one": 1, "two": 2, "three": 3}.get(beside.group(1)) or int(beside.group(1))
        return Token("ATTACHED", ("PAD", count), position, beside.end())
    found = _ZERO_ROWS.match(source.lower, position)
    if not found or (position and source.lower[position - 1].isdigit()):
        return None
    rows = int(found.group(1)) if found.group(1).isdigit() else KOREAN_NUMBERS.get(found.group(1))
    return Token("ATTACHED", ("PAD", rows), position, found.end()) if rows else None
