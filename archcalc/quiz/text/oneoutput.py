"""A single value of the output, in its many words: `one element of the output map`, `출력 픽셀 하나`, `한 출력값`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_VALUE = r"(?:values?|elements?|entry|entries|activations?|neurons?|units?|numbers?)"
_SPOT = r"(?:pixels?|positions?|points?|cells?)"
"""Of all channels together, unless one of them is named."""
_ONE = r"(?:(?:exactly|just|only)\s)?(?:one|a\ssingle|an\sindividual|each|every|per|single)\s(?:single\s)?"
_MAP = r"(?:feature\s|activation\s|output\s)*(?:maps?|volume|channels?|tensor|output|result)?"
_OF = r"\s(?:of|in|at|on)\s(?:the\s|one\s|a\s|an\s|each\s|every\s|its\s)?(?:single\s|whole\s)?"
_PLACE = r"(?:position|location|place)"
_ENGLISH = re.compile(
    rf"{_ONE}output\s(?:{_VALUE}|feature(?!\s(?:map|vol)))(?![a-z])|"
    rf"{_ONE}{_VALUE}{_OF}(?:output|result|resulting|feature|activation)\s?{_MAP}(?![a-z])|"
    rf"{_ONE}{_SPOT}{_OF}(?:output|feature|activation)\s(?:feature\s|activation\s)?(?:map|channel)(?![a-z])|"
    rf"(?:at\s)?(?:one|a\ssingle|each)\s(?:filter\s)?{_PLACE}\s(?:of|for)\s(?:one|a\ssingle|each)\sfilter|"
    rf"(?:one|a\ssingle)\sfilter\s(?:\w+\s){{0,3}}at\s(?:one|a\ssingle|each)\s{_PLACE}|"
    rf"(?:per|(?:at\s|for\s|in\s)?(?:one|a\ssingle|each|every))\s"
    rf"(?:output\s|filter\s|window\s|kernel\s)?{_PLACE}(?![a-z])"
)
_NOUN = r"(?:값|원소|뉴런|픽셀|화소|활성값|활성화\s?값|유닛|노드|점|칸|숫자)"
_MAPS = r"(?:(?:특징|특성|활성화)\s?맵들?|feature\smap|맵|텐서|볼륨)"
_SINGLE = r"(?:하나|한\s개|1개)(?:당|마다)?"
_KOREAN = re.compile(
    rf"출력(?:의|에서)?\s?(?:{_MAPS}(?:의|에서)?\s?)?{_NOUN}\s?{_SINGLE}|"
    rf"출력\s?{_SINGLE}(?=\s|[를을)])|"
    rf"출력(?:의|에서)?\s?(?:{_MAPS}(?:의|에서)?\s?)?(?:한|각)\s{_NOUN}|"
    rf"(?:하나의|한|각|단일)\s출력\s?{_NOUN}(?:마다)?|"
    r"출력\s채널\s하나의\s한\s위치|필터(?:를|\s하나를)\s한\s위치(?:에|에서)|"
    r"(?:출력\s?(?:맵\s?)?(?:의\s)?)?(?:한\s위치|위치\s?(?:하나|한\s곳))(?:당|마다|에서|에|의)?|각\s위치(?:에서|마다)"
)
_WORK = re.compile(r"곱셈|곱하|multipl|(?<![a-z])mac(?:s|c)?(?![a-z])|mult-?add|products?|덧셈|flop")
_LINKED = re.compile(r"[^.?]{0,12}(?:연결|보는|connect)")


def one_output(source: Source, position: int) -> Token | None:
    """Such words, where work is counted; `출력 뉴런 하나가 연결된 입력` speaks of something else."""
    lower = source.lower
    if position and lower[position - 1].isalpha() and lower[position - 1].isascii():
        return None
    found = _KOREAN.match(lower, position) or _ENGLISH.match(lower, position)
    if not found or not _WORK.search(lower) or _LINKED.match(lower, found.end()):
        return None
    return Token("ONEOUT", source.cased[position : found.end()], position, found.end())
