"""Numbers as people write them: separators, units of ten thousand, K and M, and spelled out in both languages."""

from __future__ import annotations

import re
from fractions import Fraction

Number = int | Fraction

LONGEST = 18
"""Digits of the longest number that is read; nothing real comes near it."""

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
SCALES = {
    "만": 10**4,
    "억": 10**8,
    "천": 10**3,
    "백만": 10**6,
    "천만": 10**7,
    "십만": 10**5,
    "million": 10**6,
    "billion": 10**9,
    "thousand": 10**3,
    "k": 10**3,
    "m": 10**6,
}
"""Words and letters behind a number, and what they multiply it by."""
_SCALE = re.compile(r"\s?(천만|백만|십만|만(?!큼)|억|천|million|billion|thousand)|(k|m)(?![a-z0-9])")

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELLED: dict[str, int] = {word: number for number, word in enumerate(_UNITS + _TEENS, 1)}
SPELLED |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
SPELLED |= {"hundred": 100, "dozen": 12, "single": 1, "zero": 0}
_WORDS = "|".join(sorted(SPELLED, key=len, reverse=True))
ENGLISH = re.compile(rf"(?<![a-z])(?:{_WORDS})(?:[\s-]+(?:and\s+)?(?!zero)(?:{_WORDS}))*(?![a-z])")

FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "두": 2, "세": 3, "네": 4, "다섯": 5}
"""Counts as they stand in front of what is counted."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
KOREAN_ORDINALS = ("첫", "두", "세", "네", "다섯")
"""As they stand in front of `번째`; `둘째`, `셋째` and `넷째` have forms of their own."""
_PLACES = {word: place for words in (ORDINALS, KOREAN_ORDINALS) for place, word in enumerate(words, 1)}
_PLACES |= {"둘": 2, "셋": 3, "넷": 4}
_KOREAN_ONES = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_KOREAN_TENS = {"열": 10, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90}
_KOREAN_WHOLE = {"스무": 20, "하나": 1, "둘": 2, "셋": 3, "넷": 4, "백": 100}
KOREAN_NUMBERS = (
    _KOREAN_ONES
    | _KOREAN_TENS
    | _KOREAN_WHOLE
    | {ten + one: tens + ones for ten, tens in _KOREAN_TENS.items() for one, ones in _KOREAN_ONES.items()}
)
_COUNTERS = (
    "번째|번|개|층|장|그룹|채널|종|겹|차례|배|가지|픽셀|칸|바이트|비트|단계|집단|묶음|덩어리|뭉치|줄|행|열|화소|"
    "노드|뉴런|유닛|필터|커널|클래스|샘플|프레임"
)
_KOREAN_WORDS = "|".join(sorted(set(KOREAN_NUMBERS) - {"하나", "둘", "셋", "넷"}, key=lambda word: (-len(word), word)))
KOREAN = re.compile(rf"(?<![가-힣])({_KOREAN_WORDS})\s?(?={_COUNTERS})")
_PRONOUN = re.compile(
    r"one\s(?:needs|has|can|must|should|wants|obtains|gets|would|may|will|could|uses|applies|finds)(?![a-z])"
)
KOREAN_ALONE = re.compile(r"(?<![가-힣])(?!둘\s(?:때|경우|수\s?있))(셋|넷|둘)(?=[을를이과와]|\s|$)")
"""`층을 둘 때` is a verb."""


def place_of(ordinal: str) -> int:
    """The place, counted from 1, that an ordinal names.

    >>> [place_of(word) for word in ("second", "2nd", "2", "두", "둘째")]
    [2, 2, 2, 2, 2]

    Raises:
        KeyError: the word is no ordinal.
    """
    digits = re.match(r"\d+", ordinal)
    return int(digits.group()) if digits else _PLACES[ordinal.removesuffix("째")]


def read_number(text: str, position: int) -> tuple[Number, int] | None:
    """The number written in digits at `position`, with its unit of thousands, and where it ends."""
    found = NUMBER.match(text, position)
    if not found or len(found.group()) > 40:
        return None
    digits = found.group().replace(",", "")
    if len(digits.replace(".", "")) > LONGEST:
        return None
    value: Number = Fraction(digits) if "." in digits else int(digits)
    end = found.end()
    scale = _SCALE.match(text, end)
    if scale:
        value = value * SCALES[scale.group(1) or scale.group(2)]
        end = scale.end()
        rest = NUMBER.match(text, end + (text[end : end + 1] == " "))
        if scale.group(1) in ("만", "억") and rest and "." not in rest.group() and len(rest.group()) <= 9:
            more = read_number(text, rest.start())
            if more and (more[1] > rest.end() or scale.group(1) == "만") and more[0] < SCALES[scale.group(1)]:
                return value + more[0], more[1]
    if isinstance(value, Fraction) and value.denominator == 1 and "." not in digits:
        value = int(value)
    if isinstance(value, Fraction) and scale and value.denominator == 1:
        value = int(value)
    return value, end


def read_spelled(text: str, position: int) -> tuple[int, int] | None:
    """The number written in words at `position`, and where it ends."""
    found = ENGLISH.match(text, position)
    if found and (_PRONOUN.match(text, position) or _both_meant(text, position)):
        return None
    if found:
        value = _english_value(re.findall(r"[a-z]+", found.group()))
        return None if value is None else (value, found.end())
    found = KOREAN.match(text, position) or KOREAN_ALONE.match(text, position)
    if found:
        return KOREAN_NUMBERS[found.group(1)], found.end()
    return None


_THE_TWO = re.compile(
    r"(?<=of the )(?:two|three)(?=\s?(?:[?.,;)]|$|and\s|is\s|are\s|have|has|need|take|contain|cost|do))"
)


def _both_meant(text: str, position: int) -> bool:
    """`the quotient of the two`: no number of anything."""
    return bool(_THE_TWO.match(text, position))


def _english_value(words: list[str]) -> int | None:
    """`one hundred and twenty eight` -> 128; None for words that make no number."""
    total = 0
    for word in words:
        if word == "and":
            continue
        number = SPELLED[word]
        if word in ("hundred", "dozen"):
            total = max(total, 1) * number
        elif total and total % 10 == 0 and number < (100 if total % 100 == 0 else 10):
            total += number
        elif not total:
            total = number
        else:
            return None
    return total
