"""Remarks on training and on data sets, which change no answer. Blanked letter for letter, so that positions stay.

`trained for 300k iterations with momentum 0.9`, `(60,000 of them)`, `층 사이에 드롭아웃 0.1`, `학습 이미지 5만 장`
"""

from __future__ import annotations

import re

_REAL = r"(?:\d+(?:\.\d+)?|\.\d+)(?:\s?%|e-?\d+|\s?[x×]\s?10\s?\^?\s?-?\d+)?"
_IS = r"(?:\s?[=:(]\s?|\s?(?:은|는|이|가|을|를)?\s|\s(?:of|is|at|was|with)\s|)"
_KNOBS = (
    r"drop-?out(?:\s(?:rate|probability|ratio|layer))?|learning\srate|lr|momentum|weight\sdecay|label\ssmoothing|"
    r"l[12]\s(?:regulari[sz]ation|penalty|coefficient|norm)(?:\s(?:factor|coefficient|strength))?|(?:negative\s|leaky\s)?slope|"
    r"(?:their|the|its)\sbiases\sstart|(?:의\s)?초기화\s?(?:표준편차|값)|"
    r"드롭\s?아웃(?:\s?(?:비율|확률|률|층))?|학습률|모멘텀|가중치\s?감쇠|라벨\s?스무딩|레이블\s?스무딩|l[12]\s?(?:규제|정규화)(?:\s?(?:계수|항))?|"
    r"(?:음수\s)?기울기\s?계수"
)
_SPANS = r"(?:epochs?|iterations?|steps|updates|days?|hours?|weeks?|minutes?)"
_NUMERAL = (
    r"(?:\d[\d,.]*\s?(?:k|m|million|thousand)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)"
)
_LARGE = r"(?:\d{1,3}(?:,\d{3})+|\d{4,}|\d+(?:\.\d+)?\s?(?:k|million|thousand))"
_DATA = (
    r"(?:(?:training|test|validation|labelled|labeled|imagenet|mnist|cifar|medical|natural|photo|rgb|gr[ae]y)\s)*"
    r"(?:images?|pictures?|photos?|patients?|examples?|recordings?|sentences?|digits?)"
)
_MANY = r"(?:총\s?)?(?:\d+(?:\.\d+)?\s?(?:만|천|백만|억)|\d{1,3}(?:,\d{3})+|\d{4,})\s?(?:여\s?)?(?:장|건|명|편)"
_FORMS = (
    rf"(?:{_KNOBS}){_IS}{_REAL}\)?(?:\s?(?:로|으로|을|를|이고|이며|이다|인|를\s쓰고))?",
    rf"\b(?:(?:is\s|was\s|were\s)?trained\s|training\s(?:takes|took|lasts|runs)\s)?(?:for|after|in|over|takes|took)\s(?:about\s)?{_NUMERAL}\s{_SPANS}\b",
    rf"\b(?:trained\s)?on\s{_NUMERAL}\sgpus?\b",
    rf"\b(?:on|of|with|from|consists\sof|contains|has|uses)\s{_LARGE}\s(?:training\sand\s{_LARGE}\stest\s)?{_DATA}(?=\s(?:of\s\d+\s?[x×]|with|and|for|has|has|in)|[\s]?[.,;:)(])",
    rf",?\s?\b{_LARGE}\s(?:of\sthem|{_DATA})(?=\s?\))",
    rf"(?:에폭|에포크|epochs?)(?:\s?수)?{_IS}\d+(?:회)?|\d+\s?(?:번의?\s)?(?:에폭|에포크|epoch)(?:\s?동안)?(?:\s?학습(?:해|하여|하고|한\s뒤|했다|시켜)?)?",
    r"(?:정확도\s?)?\d+(?:\.\d+)?\s?%(?:의\s?정확도)?(?:를|을)?\s?(?:얻었다|달성했다|기록했다)",
    rf"(?:학습|훈련|테스트|글자|사진|얼굴)?\s?(?:이미지|사진|영상|데이터)?\s?{_MANY}(?:을|를|으로|로|이|가)?(?:\s?학습(?:하는|한))?(?=[\s,.)])",
    r"\(?(?:gpu는?\s)?(?:rtx|gtx)\s?\d{3,4}(?:\s?ti)?\)?",
    r"σ\s?=\s?\d+(?:\.\d+)?",
    r"\s(?:for|of)\s(?:one|a\ssingle)\s(?:image|digit|picture|photo|recording|face|scan|frame|sample|example|item|instance|tile|patch|clip)(?=\s?[?.])",
    r"(?:단,?\s)?(?:입력|출력)\s?채널(?:의)?\s?수(?:는|가|와|과)?\s[^.?!\n]{0,14}(?:약분|상관\s?없|상관이\s없|무관|관계\s?없|관계가\s없|상쇄|지워)[^.?!\n]*",
    r"(?:note\sthat\s)?the\s(?:number\sof\s)?(?:input\s|output\s)?channels?(?:\scount)?\s(?:cancels?|drops?\sout|does\snot\smatter|doesn't\smatter|is\sirrelevant|plays\sno\srole)[^.?!\n]*",
    r"(?<=인셉션)\s?(?:모듈\s?)?\(?[345][a-e]\)?|(?<=inception)\s(?:module\s|block\s)?\(?[345][a-e]\)?(?![a-z])",
    r"(?:(?<=mobilenet)|(?<=mobilenetv1)|(?<=mobilenetv2)|(?<=mobilenet v1)|(?<=mobilenet v2))\s?\(1(?:\.0)?,\s?224\)",
    r"1초에\s\d+번\s(?:측정|기록|샘플링)(?:한다|하며|한)?",
)
_REMARK = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_COUNTED = re.compile(r"memory|byte|batch|[kmg]i?b\b|메모리|바이트|배치|용량|저장")
"""Where such words stand, a number of images may be one that is counted."""
_IMAGES = re.compile(rf"{_DATA}|장|건|개|명|편")


def without_remarks(text: str) -> str:
    """The text with such remarks blanked."""
    lower = text.lower()
    if len(lower) != len(text):
        return text
    counted = bool(_COUNTED.search(lower))

    def blanked(found: re.Match[str]) -> str:
        said = found.group()
        kept = counted and _IMAGES.search(said)
        return text[found.start() : found.end()] if kept else " " * len(said)

    return _with_case(text, _REMARK.sub(blanked, lower), lower)


def _with_case(text: str, blanked: str, lower: str) -> str:
    """What was not blanked as it was written."""
    return "".join(new if new == " " != old else cased for cased, old, new in zip(text, lower, blanked, strict=True))
