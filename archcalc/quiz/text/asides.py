"""What is no part of the question, blanked letter for letter, so that positions stay.

Numbers and marks of an exam paper, remarks on training and on data sets, what is named only to be denied or corrected
(`stride 3, not 1`: the denied part, and an earlier statement of the value taken back), and what is only likened.
"""

from __future__ import annotations

import re

from archcalc.quiz.text.lexicon import LEXICON
from archcalc.quiz.text.sides import LABELS
from archcalc.quiz.text.token import plain

_HEADING = re.compile(
    r"\s*[\[(<【]?\s?(?P<words>(?:[A-Za-z가-힣]{1,24}\.?\s?){0,2})(?P<number>\d{1,3}(?:\s?[.-]\s?\d{1,3}){0,2})?\s?번?"
    r"\s?(?P<part>\(?[a-z]\)?(?![A-Za-z]))?(?:[\])>】.:]{1,2}(?=\s))",
)
_NAMED_HEADING = re.compile(
    r"\s*[\[(<【]?\s?(?P<words>problem|exercise|question|task|quiz|q|문제|문항|예제|연습\s?문제|과제)\.?\s?"
    r"(?P<number>\d{1,3}(?:\s?[.-]\s?\d{1,3}){0,2})(?:\s?번)?\s?(?P<part>\([a-z]\)|[a-z](?![a-z]))?(?=[\s.:)\]])[.:)\]】>]*",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"\((?:slide|p\.|pp\.|page|see slide|슬라이드|쪽|페이지)\s?\d{1,3}\s?\)|"
    r"[\[(]\s?\d{1,3}(?:\.\d)?\s?(?:[Mm]arks?|[Pp]oints?|pts?\.?|P\.?|점|배점)\s?[\])]|[\[(]\s?배점\s?:?\s?\d{1,3}\s?점?\s?[\])]"
)


def without_margins(text: str) -> str:
    """`Problem 1b. ... [5 marks]`, `문제 3. ... (4점)` without number and marks."""
    text = _MARKS.sub(lambda found: " " * len(found.group()), text)
    heading = _NAMED_HEADING.match(text) or _HEADING.match(text)
    if heading and (heading["number"] or heading["part"]) and not _says_something(heading):
        text = " " * heading.end() + text[heading.end() :]
    return text


def _says_something(heading: re.Match[str]) -> bool:
    """Whether words before a number belong to the question: `Layer 1: ...`, `conv 3) ...`."""
    if heading.re is _NAMED_HEADING:
        return False
    if any(LABELS.match(word.strip(". ").lower()) for word in heading["words"].split()):
        return True  # `Option 1: ... Option 2: ...`
    return any(LEXICON.match(word.strip(". ").lower(), 0) for word in heading["words"].split())


_REAL = r"(?:\d+(?:\.\d+)?|\.\d+)(?:\s?%|e-?\d+|\s?[x×]\s?10\s?\^?\s?-?\d+)?"
_COMES_TO = r"(?:\s?[=:(]\s?|\s?(?:은|는|이|가|을|를)?\s|\s(?:of|is|at|was|with)\s|)"
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
_REMARKS = (
    rf"(?:{_KNOBS}){_COMES_TO}{_REAL}\)?(?:\s?(?:로|으로|을|를|이고|이며|이다|인|를\s쓰고))?",
    rf"\b(?:(?:is\s|was\s|were\s)?trained\s|training\s(?:takes|took|lasts|runs)\s)?(?:for|after|in|over|takes|took)\s(?:about\s)?{_NUMERAL}\s{_SPANS}\b",
    rf"\b(?:trained\s)?on\s{_NUMERAL}\sgpus?\b",
    rf"\b(?:on|of|with|from|consists\sof|contains|has|uses)\s{_LARGE}\s(?:training\sand\s{_LARGE}\stest\s)?{_DATA}(?=\s(?:of\s\d+\s?[x×]|with|and|for|has|has|in)|[\s]?[.,;:)(])",
    rf",?\s?\b{_LARGE}\s(?:of\sthem|{_DATA})(?=\s?\))",
    rf"(?:에폭|에포크|epochs?)(?:\s?수)?{_COMES_TO}\d+(?:회)?|\d+\s?(?:번의?\s)?(?:에폭|에포크|epoch)(?:\s?동안)?(?:\s?학습(?:해|하여|하고|한\s뒤|했다|시켜)?)?",
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
_REMARK = re.compile("|".join(f"(?:{form})" for form in _REMARKS))
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


_ATTRIBUTE = r"(?P<attribute>stride|padding|dilation|kernel\ssize|kernel|스트라이드|보폭|패딩|팽창률|커널\s크기|커널)"
_IS = r"(?:\s?(?:is|=|:|of|should\sbe|must\sbe|은|는|이|가|을|를)\s?|\s)"
_VALUE = r"\d+(?:\s?x\s?\d+)*"
_CUE = r"(?:(?:sorry|correction|typo|erratum|oops|정정(?:합니다)?|오타(?:입니다|예요)?|죄송(?:합니다|해요)?)[,:.!]?\s)+"
_TAKEN_BACK = (
    rf"{_ATTRIBUTE}{_IS}(?P<new>{_VALUE})(?P<denied>,?\s?\(?not\s(?P<old>{_VALUE})\)?)",
    rf"{_ATTRIBUTE}{_IS}(?P<denied>(?P<old>{_VALUE})(?:이|가)?\s?아니(?:라|고),?\s?)(?P<new>{_VALUE})",
    rf"(?P<denied>{_CUE}){_ATTRIBUTE}{_IS}(?P<new>{_VALUE})",
)
_NAMED = (
    r"(?:ratio|percentage|difference|max(?:imum)?|average|mean|up|down|(?:the\s)?whole\svolume|identity|"
    rf"{_VALUE}(?:\s(?:groups|filters|channels|layers))?)"
)
_DENIED = (
    rf"(?<=[a-z0-9]),?\s?\(not\s(?:a\s|the\s|an\s)?{_NAMED}!?\)|(?<=[a-z0-9]),\snot\s(?:a\s|the\s|an\s)?{_NAMED}!?(?=[).;]|$)",
    r"(?:(?<=[,.(\n])|(?<=[은는]\s)|^)\s?[^,.(?!\n]{1,24}?(?:이|가)\s아니라,?\s",
    r"[(.]\s?[^,.(?!\n]{1,24}?(?:이|가)\s아님[!.]?\)?",
)
_FORMS = tuple(re.compile(form) for form in _TAKEN_BACK)
_DENIALS = tuple(re.compile(form) for form in _DENIED)
_KEPT = re.compile(r"(?:컬러|흑백|개수)(?:이|가)\s아니라")
"""`컬러가 아니라 흑백` is a phrase of the lexicon; a count that is denied leaves open what else is asked."""


def without_contrasts(text: str) -> str:
    """The text without what is denied in it."""
    lower = plain(text).lower()
    if len(lower) != len(text):
        return text
    gone: list[tuple[int, int]] = []
    for form in _FORMS:
        for found in form.finditer(lower):
            gone.append(found.span("denied"))
            gone += _earlier(lower[: found.start()], found)
    for form in _DENIALS:
        gone += [found.span() for found in form.finditer(lower) if not _KEPT.search(found.group())]
    for start, end in gone:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _earlier(before: str, found: re.Match[str]) -> list[tuple[int, int]]:
    """Where the value that is taken back was stated: `stride 1 ... sorry, stride is 3`."""
    stated = re.compile(rf"(?<![a-z]){re.escape(found['attribute'])}{_IS}(?P<value>{_VALUE})(?!\d)")
    places = [one.span() for one in stated.finditer(before) if one["value"] != found["new"]]
    return places[-1:]


_SIZE = r"\d{1,2}\s?[x×]\s?\d{1,2}"
_LIKENED = (
    r"\b(?:act|acts|behave|behaves|work|works|see|sees|look|looks|cover|covers|reach|reaches|have|has|are|is|equal|equals|"
    r"correspond|corresponds|match|matches|replace|replaces|amount|amounts)\b[^.?!\n]*\b(?:like|as|equivalent\sto|equals?|"
    r"to|match|matches|replaces?|of)\s(?:that\sof\s)?(?:a|an|one|the)\s(?:single\s|lone\s)?"
)
_ENGLISH = re.compile(
    rf"(?P<said>(?:^|(?<=[.!?\n]\s))[^.?!\n]*{_SIZE}[^.?!\n]*{_LIKENED}{_SIZE}[^.?!\n]*\.)(?P<asked>\s[^.!]*\?)",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    rf"(?P<said>(?:^|(?<=[.!?\n]\s))[^.?!\n]*{_SIZE}[^.?!\n]*{_SIZE}[^.?!\n]*(?:같|동일|해당하|맞먹|대신|대체)[^.?!\n]{{0,8}}다\.)"
    r"(?P<asked>\s[^.!]*\?)"
)
_FIELD = re.compile(r"receptive field|field of view|수용\s?(?:영역|장)")
_OTHERS = re.compile(r"param|weight|multipl|macs?\b|flops?\b|파라미터|매개변수|가중치|곱셈|연산")
_OWN_STACK = re.compile(
    rf"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s(?:\w+\s){{0,3}}?{_SIZE}|"
    rf"{_SIZE}\s?(?:\S+\s){{0,3}}?(?:두|세|네|다섯|여섯|일곱|여덟|\d+)\s?(?:층|개|번|겹)"
)
_BACK = re.compile(
    r"\b(?:it|its|they|this|that|these|those|such|both|instead|so|same|two|former|latter)\b|이것|그것|이\s층|그\s층|둘|위의"
)


def without_likenings(text: str) -> str:
    """The text with such a sentence blanked, where the question behind it tells a stack of its own.

    >>> without_likenings("Two 3x3 layers act like one 5x5 layer. Which receptive field have five 3x3 layers?").strip()
    'Which receptive field have five 3x3 layers?'
    """
    found = _ENGLISH.search(text) or _KOREAN.search(text)
    if found is None:
        return text
    asked, lower = found.group("asked").lower(), text.lower()
    apart = _OWN_STACK.search(asked) and not _BACK.search(asked)
    if not apart or not _FIELD.search(asked) or _OTHERS.search(lower) or found.end() < len(text.rstrip()):
        return text
    return text[: found.start("said")] + " " * len(found.group("said")) + text[found.end("said") :]
