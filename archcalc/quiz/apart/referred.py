"""One attribute with a second value as a reference: `MACs at stride 2, and how many times fewer than at stride 1?`"""

from __future__ import annotations

import re

from archcalc.quiz.apart.again import ATTRIBUTES, VALUE
from archcalc.quiz.apart.changed import Change
from archcalc.quiz.text.hangul import is_korean

_NAMES = ATTRIBUTES | {
    "groups": r"groups?|그룹(?:\s?수)?|g(?==)",
    "filters": r"filters|필터(?:\s?수)?",
}
_TO = (
    r"(?:compared\s(?:with|to)|relative\sto|than|to\s(?:that|those)|versus|vs\.?|against)\s"
    r"(?:that\s|it\s(?:would|does)\s(?:be|have)\s)?"
)
_SET = r"(?:\s?=\s?|\sof\s|\s|[이가은는을를]\s)"
_KOREAN_END = (
    r"(?:개)?(?:일|인|를\s쓸|을\s쓸)?\s?(?:때|경우)?"
    r"(?:의(?=\s(?:몇|약))|보다|에\s비해|와\s비교하여|과\s비교하여|에\s비하면)\s?"
)


def referred_of(text: str) -> tuple[str, Change] | None:
    """The text without the reference, and the change from its value to the one told first; None if there is none.

    >>> referred_of("How many MACs at stride 2, and how many times fewer than at stride 1?")[0]
    'How many MACs at stride 2, and how many times fewer?'
    """
    korean = is_korean(text)
    for name, words in _NAMES.items():
        found = _pair(text, words, korean)
        if found is not None:
            cut, main, old = found
            if korean:
                return cut, Change(0, 0, "", "", old, main["value"], main.span("value"), referred=True)
            return cut, Change(*main.span(), name, "", old, main["value"], referred=True)
    return None


def _pair(text: str, words: str, korean: bool) -> tuple[str, re.Match[str], str] | None:
    """The text without the reference, the mention before it, and the value of the reference."""
    lower = text.lower()
    mention = rf"(?:{words}){_SET}{VALUE}|(?<![\dx×*])(?P<counted>\d{{1,4}})\s(?:groups|filters)(?![a-z])"
    ending = _KOREAN_END if korean else ""
    opening = "" if korean else rf"\s?{_TO}(?:at|with|for|using)?\s?(?:a\s|an\s)?"
    places = [one for one in re.finditer(rf"(?<![a-z가-힣]){mention}", lower) if one["value"]]
    refs = list(re.finditer(rf"{opening}(?:{mention}){ending}", lower))
    if len(places) != 2 and not (len(places) == 1 and not korean):
        return None
    ref = refs[-1] if refs else None
    main = places[0] if places else None
    if ref is None or main is None or main.end() > ref.start():
        return None
    old = ref["value"] or ref["counted"]
    if old == main["value"]:
        return None
    lead = "" if korean else r"(?:\b(?:at|with|for|using)\s(?:a\s|an\s)?)?"
    whole = re.compile(rf"{lead}(?<![a-z가-힣])(?:{words}){_SET}{VALUE}").search(lower)
    cut = text[: ref.start()] + text[ref.end() :]
    return (cut, whole, old) if whole is not None and whole.end() <= ref.start() else None
