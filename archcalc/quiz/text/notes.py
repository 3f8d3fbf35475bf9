"""Notes that only settle how something is counted: `1 MAC = 2 FLOPs`, `1 KiB = 1024 bytes`, `recorded at 16 kHz`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_MAC = (
    r"(?:macs?|multiply-?\s?(?:adds?|accumulates?)|mult-?adds?|곱셈-?\s?(?:누산|덧셈|누적)|곱누산)"
    r"(?:\s?(?:operations?|연산))?"
)
_ONE = r"(?:(?:one|1|each|every|a|per|한|매)\s?)?"
_TWO = r"(?:two|2|두)\s?(?:번의\s?|개의\s?|회의\s?)?"
_OPS = r"(?:floating[\s-]point\s)?(?:flops?|operations?|ops|부동\s?소수점\s?연산|연산|번|회)"
_IS = r"(?:(?:is|are|being|to|be|counts?|counted|counting|taken|treated|considered|equals?|as|for|=|:)\s?){1,4}"
_ENGLISH = rf"(?:(?:count|counting|treat|treating|taking|take)\s)?{_ONE}{_MAC}\s?{_IS}{_TWO}(?:{_OPS})?(?!\d|x)"
_COUNT = r"(?:\s?(?:한\s?쌍|하나|1회|1번|1개|한\s?번|한\s?개))?(?:당|마다|를|을|은|는)?\s?[=:]?\s?"
_AS = (
    r"(?:로|으로|라고)?\s?(?:(?:친|센|본|계산한|간주한|환산한)다|(?:치|세|보|하|계산하|간주하|환산하)(?:고|면|자)|"
    r"(?:칠|셀|볼)\s?때)?"
)
_KOREAN = rf"{_ONE}{_MAC}{_COUNT}(?:{_TWO}{_OPS}|{_OPS}\s?(?:2|두)\s?(?:회|번|개)?){_AS}"
_SINGLY = (
    rf"(?:곱셈과\s덧셈|곱셈\s?,\s?덧셈|곱셈\s?1\s?[회번](?:과|와)\s덧셈\s?1\s?[회번]|한\s?번의\s곱셈과\s한\s?번의\s덧셈)(?:을|를|은|는)?\s?각각\s?1\s?(?:{_OPS}{_AS}|로\s?(?:보아|세어|세고|보고|계산해))(?:\s?flops?\s?=\s?2\s?[x*×]\s?macs?)?|"
    r"(?:counting\s)?(?:a\s|one\s)?(?:multiplications?|multiply|multiplies)\sand\s(?:an\s|one\s)?(?:additions?|adds?)\s(?:each\s)?(?:as|is|counts?\sas)\s(?:one|1)\s"
    rf"{_OPS}(?:\seach)?"
)
_MACS = re.compile(
    rf"\(?(?:{_SINGLY}|{_ENGLISH}|{_KOREAN}|=\s?2\s?[x*]\s?macs|(?:counted\s)?as\stwice\s(?:the\s)?(?:number\sof\s)?macs|=\s?macs?\s?[x*]\s?2|macs?의\s?(?:두|2)\s?배(?:로\s?(?:계산|간주|본다|센다|함))?|2\s?(?:flops?\s?)?(?:per|=)\s?(?:1\s|one\s|a\s)?{_MAC}|flops?\s?=\s?2\s?[x*]?\s?macs?)"
)
_DOUBLED = re.compile(
    rf"(?:taking|counting|treating)\s(?:a|each|one)\smultiplication\s(?:together\s|along\s)?with\s(?:its|an?|the)\s"
    rf"(?:\w+\s)?addition\sas\s(?:two|2)\s(?:{_OPS})|"
    rf"(?:when|if|where|with)\s(?:each|every|one|a)\s{_MAC}\s(?:counts|counted|is\scounted|counting)\s(?:as\s)?(?:double|twice|two)(?:\s(?:separate\s)?{_OPS})?(?![a-z])|"
    rf"(?:1\s|한\s)?{_MAC}\s?(?:하나|1개|한\s?개|한\s?번|1회)?(?:를|을|당)?\s?(?:2|두\s?번)(?:으?로)\s?(?:치|세|보|계산하)(?:면|고|어|아)|"
    r"곱셈\s?(?:1|한)\s?(?:번|회|개)?(?:과|와)\s덧셈\s?(?:1|한)\s?(?:번|회|개)?(?:을|를)?\s?각각\s?1\s?(?:flops?|연산)(?:으?로)?"
    r"\s?(?:세|계산|보)(?:어|아|고|면|하여|해)|"
    r"(?:그|그것의|이것의|이의)\s?(?:두|2)\s?배(?:로\s?(?:정의|계산|환산)(?:되는|하는|한|된)|인)(?=\s?flops?)"
)
"""A multiply-add is two operations, said in other words."""
_FLOPS = r"(?:flops?(?![a-z])|floating[\s-]point\soperations?|부동\s?소수점\s?연산)"
_WORKED = re.compile(r"(?<![a-z])macs?(?![a-z])|multipl|mult-?add|곱셈|누산")
_TWICE = re.compile(
    rf"\(?(?:(?:1|one|한|하나의?)\s?{_MAC}\s?(?:[은는이을를당→=:,]|counts?\sas|is)?\s?(?:한\s?번\s?)?)?"
    rf"(?<![\d.])(?:2|two|두)(?:\s?(?:번의|개의|회의)\s?|\s)?(?:{_FLOPS}(?:\s?(?:per|/|a|for\s(?:each|every|a|one))\s?{_MAC})?"
    rf"|(?:per|for\s(?:each|every|one|a))\s{_MAC})(?:\s?(?:로|으로)\s?(?:세|계산|환산|간주|보|치|칠)[가-힣]{{0,2}})?|"
    rf"(?:곱셈|누산|덧셈|곱셈과\s덧셈)(?:을|를|은)?\s?(?:각각\s)?1\s?{_FLOPS}(?:으?로)?|"
    rf"(?:worth|counts?\s(?:as|for))\s(?:2|two)(?![\d.]|\s?[a-z])|[x*]?\s?2\s?[x*]\s?{_MAC}|{_MAC}(?:\s수)?의\s?(?:2|두)\s?배"
)
"""`2 FLOPs per MAC`, `MAC 하나를 2 FLOPs로`: nothing that is counted has two of them."""
_SINGLE = re.compile(
    rf"(?:treats?|counts?|counting|treating)\s{_ONE}{_MAC}\sas\s(?:only\s)?(?:one|a\ssingle|1)\s{_FLOPS}(?!\seach)|"
    rf"{_MAC}\s?(?:하나|한\s?번|1회)(?:를|을)\s?(?:한|1)\s?{_FLOPS}(?:으?로)?\s?(?:친다|센다|본다|세고|치고|보고)?"
)
_BYTES = re.compile(
    r"\(?(?:(?:10\s?\^\s?\d?|2\s?\^{1,2}\s?(?:\d0)?)\s?(?:bytes|바이트)\)?|\s?1\s?[kmg]i?b\s?=\s?[\d,]+(?:\s?[x*^]\s?\d+|\^)*\s?(?:bytes|바이트|b)?|\(\s?(?:(?:1\s?[kmg]i?b\s?)?=\s?)?1,?024(?:\s?[x*]\s?1,?024|,?000|\^){0,2}\s?(?:bytes|바이트)\s?\)|\(\s?=?\s?1,?048,?576\s?(?:bytes|바이트)\s?\)|\(\s?1,?024\s?(?:bytes?|바이트)\s?(?:기준|단위|=\s?1\s?kib)\s?\))"
)
_BYTE_UNIT = r"(?:[kmg]i?b|(?:kibi|mebi|gibi|kilo|mega|giga)bytes?|(?:키비|메비|기비|킬로|메가|기가)바이트)"
_SIZE_OF_UNIT = (
    r"(?:2\s?(?:\^|\*\*|의)\s?[1-3]0\s?(?:제곱|승)?|10\s?\^\s?[369]?|1,?024(?:\s?[x*]\s?1,?024){0,2}\s?(?:\^|제곱)?|"
    r"1,?048,?576|1,?073,?741,?824|1,?000(?:,?000){0,2}|2\^)"
)
_UNIT_DEFINED = re.compile(
    rf"\(?(?:(?:단|여기서|이때|where|with|taking|using|let)\s?,?\s)?(?:(?:1|one|an?|한)\s?)?(?<![a-z\d]){_BYTE_UNIT}\s?"
    rf"(?:[은는]|=|:|is|equals|equal\sto|being|means)\s?{_SIZE_OF_UNIT}\s?(?:bytes?|바이트|b)(?![a-z])"
    r"(?:이다|입니다|임|로\s?(?:계산|본다|보고|한다))?\)?"
)
_UNIT_DIVIDED = re.compile(
    r"\(?(?:÷|/|divided?\sby|dividing\sby)\s?(?:1,?024(?:\s?[x*]\s?1,?024){1,2}|1,?048,?576|1,?073,?741,?824|2\^\d0)\)?|"
    r"(?<![\d.])(?:1,?024\s?[x*]\s?1,?024|1,?048,?576)(?:으?로)\s?나(?:눠|누어|눈|눠서|누면)"
)


_PHYSICAL = re.compile(r"\d{1,6}(?:\.\d+)?[\s-]?(?:[km]?hz|초(?:간|짜리)?|seconds?|ms|dpi)(?![a-z])(?!당)")


def note(source: Source, position: int) -> Token | None:
    """A remark on counting, or a number with a unit that no layer knows (`16 kHz`, `1초간`)."""
    found = _MACS.match(source.lower, position) or _DOUBLED.match(source.lower, position)
    if found:
        return Token("TWOFLOPS", found.group(), position, found.end())
    found = _TWICE.match(source.lower, position)
    apart = not source.lower[position - 1 : position].isalnum()
    if found and apart and "flop" in source.lower and _WORKED.search(source.lower):
        return Token("TWOFLOPS", found.group(), position, found.end())
    found = _SINGLE.match(source.lower, position) if apart else None
    if found:
        return Token("ONEFLOP", found.group(), position, found.end())
    found = _BYTES.match(source.lower, position) or (_byte_unit(source, position) if apart else None)
    if found:
        return Token("NOTE", found.group(), position, found.end())
    found = _PHYSICAL.match(source.lower, position)
    return Token("IGN", found.group(), position, found.end()) if found else None


def _byte_unit(source: Source, position: int) -> re.Match[str] | None:
    """`1 MiB = 2^20 bytes`, `÷ 1,048,576`: what a unit of memory is worth, where such a unit is named."""
    return _UNIT_DEFINED.match(source.lower, position) or (
        _UNIT_DIVIDED.match(source.lower, position) if re.search(_BYTE_UNIT, source.lower) else None
    )
