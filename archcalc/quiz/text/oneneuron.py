"""What a single neuron takes: `how many weights does one neuron have`, `뉴런 하나는 몇 개의 입력값과 연결되는가`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_NEURON = r"(?:뉴런|노드|유닛)"
_ONE = (
    rf"(?:출력\s)?{_NEURON}\s?(?:(?:하나|한\s개|1개)(?:당|마다)?|당|마다)|"
    rf"(?:한|각|각각의|하나의)\s(?:출력\s)?{_NEURON}(?:당|마다)?"
)
_VALUES = r"(?:입력|픽셀|화소|값|원소|이전\s층)(?:의|\s)?\s?(?:뉴런|노드|값|픽셀|화소|원소|채널\s?값)*"
_TAKES = r"(?:연결|이어|받|보[는며고아나지]|본|접속|들어|참조)"
_TAKEN = r"(?:연결(?:된|되는|될|하는)|이어진|받는|받아들이는|보는|들어오는|참조하는)"
_BEFORE = r"(?:이전|앞|아래|직전)\s?층(?:의|에서)?"
_OPEN = r"(?=[은는이가를을도]?\s?(?:모두\s|전부\s|총\s|각각\s)?(?:몇|얼마|구하|[?,]|$)|[와과]\s)"
_PHRASE = re.compile(
    rf"(?:{_ONE})(?:은|는|이|가|에는|에|의)?\s?(?:모두\s|총\s|각각\s)?"
    rf"(?:몇\s?개(?:의|나)?\s?{_VALUES}\S?\s?{_TAKES}|{_VALUES}\S?\s?몇\s?개\S{{0,2}}\s?{_TAKES}|"
    rf"{_BEFORE}\s몇\s?개(?:의)?\s?{_VALUES}\S{{0,2}}\s?{_TAKES}|"
    rf"(?:이?\s?층의\s)?{_TAKEN}\s?(?:{_VALUES}|연결)(?:의)?\s?(?:개수|수)?{_OPEN})"
)


_NEURON_EN = (
    r"(?:a\s(?:single|lone|given)|any\s(?:single|one)|one|one\ssingle|each|every|any|an?\sindividual)\s"
    r"(?:(?:such|output|hidden|conv|of\sthe(?:se|m)?)\s)?(?:neurons?|units?|nodes?|cells?)"
)
_TAKEN_EN = r"(?:input\s)?(?:weights|connections|inputs|values|links|synapses|wires)"
_PHRASE_EN = re.compile(
    rf"(?:how\smany\s{_TAKEN_EN}\s(?:does|has|would|will|must|can|do|go\sinto|feed|enter|reach|lead\sto|arrive\sat)\s{_NEURON_EN}"
    rf"|(?:the\s)?number\sof\s{_TAKEN_EN}\s(?:that\s)?(?:of|per|into|to|feeding|entering|reaching|leading\sto)\s{_NEURON_EN}|"
    rf"(?:the\s)?number\sof\s{_TAKEN_EN}\sper\s(?:single\s|output\s|hidden\s)?(?:neuron|unit|node))"
    r"(?:\s(?:have|has|own|get|gets|receive|receives|take|takes))?(?:\s(?:to|from|into)\s(?:the|its)\sinput(?:\svolume)?)?(?![a-z])"
)
_MAY_BEGIN = "출뉴노유한각하hnt"


def one_neuron(source: Source, position: int) -> Token | None:
    """Such words; `뉴런 하나가 입력 9개와 연결된다` tells, and asks nothing."""
    if source.lower[position] not in _MAY_BEGIN or source.lower[position - 1 : position].isalpha():
        return None
    found = _PHRASE.match(source.lower, position) or _PHRASE_EN.match(source.lower, position)
    return Token("PERNEURON", source.cased[position : found.end()], position, found.end()) if found else None
