"""A second question that only takes the biases away: `How many parameters? And without biases?`, `편향이 없으면?`."""

from __future__ import annotations

import re

from archcalc.quiz.text.hangul import is_korean

_LABEL = r"(?:\(?b[).]\s?)?"
_ENGLISH = re.compile(
    rf"\?\s(?:and\s|then\s)?{_LABEL}(?:and\s)?(?:(?:what|how\smany|how\sabout)\s?)?(?:are\sthere\s|remain\s|is\sit\s)?"
    r"(?:(?:if|when)\s(?:no\sbias(?:es)?\s(?:is|are)\sused|there\s(?:is|are)\sno\sbias(?:es)?|the\sbias(?:es)?\s(?:is|are)\s"
    r"(?:omitted|left\sout|dropped|switched\soff|removed|disabled))|without\s(?:the\s|a\s|any\s)?bias(?:es)?|with\sbias=false)\?",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?:(?:는|은)(?:\s(?:모두\s)?(?:몇\s?개|얼마)(?:인가|일까|인가요)?)?)?\?\s(?:그리고\s|또\s)?(?:편향|바이어스|bias)(?:이|을|가|를)?\s"
    r"(?:없으면|없다면|빼면|제외하면|쓰지\s않으면|없을\s때는?|없이는|제외하고는)\s?(?:몇\s?개(?:인가|가\s되는가)?|얼마(?:인가)?)?\?"
)
_COUNTED = re.compile(r"param|파라미터|매개변수", re.IGNORECASE)


def with_bias_asked(text: str) -> str:
    """The text with both asked at once; other text as it is.

    >>> with_bias_asked("How many parameters? And without biases?")
    'How many parameters, with bias and without bias?'
    """
    korean = is_korean(text)
    found = (_KOREAN if korean else _ENGLISH).search(text)
    if found is None or not _COUNTED.search(text[: found.start()]) or found.end() < len(text.rstrip()):
        return text
    before = re.sub(r"(?:^|(?<=\s))\(?a[).]\s", "", text[: found.start()], count=1)
    if korean:
        return f"{before}는 편향 포함과 편향 제외일 때 각각 얼마인가?"
    return f"{before}, with bias and without bias?"
