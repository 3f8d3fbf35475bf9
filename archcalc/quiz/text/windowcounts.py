"""Where a window is put, and who shares its weights: `how many positions does it take`, `몇 개의 뉴런이 공유`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_NEURONS = (
    r"(?:(?:different\s|output\s|hidden\s|distinct\s)*(?:neurons?|units?|nodes?|cells?|activations?|outputs?|output\svalues?)"
    r"|of\s(?:them|these)(?:\s(?:neurons|units))?)"
)
_ONE = (
    r"(?:each|one|an?|any|every|the\ssame|one\sand\sthe\ssame|this|that)\s"
    r"(?:of\sthe\s|single\s|individual\s|given\s|particular\s|one\s|such\s)*"
)
_WEIGHTS = r"(?:set\sof\s|shared\s|kernel\s|filter\s)*(?:weights?|kernels?|filters?|parameters?|coefficients?)(?![a-z])"
_SPOT = (
    r"(?:different\s|distinct\s|possible\s|valid\s|spatial\s|window\s|filter\s|kernel\s)*"
    r"(?:positions?|placements?|locations?|places|spots|windows(?!\sof))(?![a-z])"
)
_WINDOW = r"(?:the|each|one|an?|this|every)\s(?:\w+\s|\d+\s?x\s?\d+(?:\s?x\s?\d+)?\s)?(?:filter|kernel|window|mask)"
_DONE = r"(?:re-?used|used|shared|applied|placed|evaluated|positioned|computed)"

_NEURONS_KO = r"(?:출력\s?|은닉\s?)?(?:뉴런|유닛|노드)(?:들)?"
_WEIGHTS_KO = r"(?:가중치|필터|커널|파라미터)(?:\s?(?:세트|집합|값))?"
_ONE_KO = rf"(?:(?:하나의|한|같은|동일한|똑같은|각|각각의)\s{_WEIGHTS_KO}|{_WEIGHTS_KO}\s(?:하나|한\s개|1개|각각))"
_SPOT_KO = r"(?:위치|자리|지점|곳)"
_MANY_KO = r"몇\s?(?:개|곳|군데|가지)"
_COUNT_KO = rf"(?:들?의\s?(?:총\s?)?(?:개수|수)|\s(?:개수|수)|[은는이가]?\s?(?:모두\s|총\s|전부\s|각각\s)*{_MANY_KO})"
_USED_KO = r"(?:공유|재사용|사용|쓰이|쓰일|적용|놓이|놓일|계산)"

_SHARERS = (
    rf"how\smany\s{_NEURONS}\s(?:in\s\w+\s\w+\s)?(?:share|use|reuse|have|are\stied\sto|are\scomputed\s(?:by|with|from))\s"
    rf"{_ONE}{_WEIGHTS}",
    rf"(?:the\s)?number\sof\s{_NEURONS}\s(?:that\s|which\s)?(?:shar(?:e|ing)|us(?:e|ing)|tied\sto)\s{_ONE}{_WEIGHTS}",
    rf"(?:by|at|in|among)\show\smany\s(?:{_NEURONS}|{_SPOT})\s(?:is|are)\s{_ONE}{_WEIGHTS}\s{_DONE}",
    rf"{_ONE}{_WEIGHTS}\s(?:is|are)\s{_DONE}\s(?:by|at|in|among|across)\show\smany\s(?:{_NEURONS}|{_SPOT})",
    rf"how\smany\s{_NEURONS}\sdoes\s{_ONE}{_WEIGHTS}\s(?:serve|feed|contribute\sto|appear\sin)",
    rf"how\s(?:often|many\stimes)\s(?:is|are)\s{_ONE}(?:set\sof\s|shared\s|kernel\s|filter\s)*weights?"
    rf"(?=\s(?:(?:of|in)\s[^.?]{{1,30}}\s)?{_DONE})",
    rf"{_ONE_KO}[을를이]?\s(?:서로\s|함께\s|같이\s)?(?:공유하는|사용하는|쓰는|공유되는)\s{_NEURONS_KO}{_COUNT_KO}",
    rf"{_ONE_KO}(?:[은는이가을를])?\s(?:모두\s|총\s)?몇\s?(?:개의\s(?:{_NEURONS_KO}|{_SPOT_KO})(?:에서|에|이|가)?|군데(?:에서)?)\s"
    rf"(?:서로\s|함께\s|같이\s)?{_USED_KO}",
    rf"(?:하나의|한|각|각각의)\s가중치(?:[은는이가])?\s(?:모두\s|총\s)?몇\s?번(?:씩)?\s{_USED_KO}",
    rf"(?:모두\s|총\s)?몇\s?개의\s{_NEURONS_KO}[이가]\s{_ONE_KO}[을를]\s(?:서로\s|함께\s|같이\s)?(?:공유|사용|쓰)",
)
_SPOTS = (
    rf"(?:at\s|in\s|over\s|to\s)?how\smany\s{_SPOT}(?!\s(?:of\sthe\s|in\sthe\s)?(?:output|are\sin|the\soutput))",
    rf"(?:the\s)?(?:total\s)?number\sof\s{_SPOT}",
    rf"how\s(?:often|many\stimes)\s(?:is|must|will|can|does)\s{_WINDOW}\s(?:be\s)?(?:fit|{_DONE})",
    rf"(?:서로\s다른\s|가능한\s)?{_SPOT_KO}{_COUNT_KO}",
    rf"(?:모두\s|총\s)?몇\s?(?:개의\s(?:서로\s다른\s)?{_SPOT_KO}|군데|곳)에(?:서)?\s{_USED_KO}",
    r"(?:필터|커널|창|윈도우|마스크)(?:[은는이가을를])\s(?:모두\s|총\s)?몇\s?번\s(?:적용|놓이|놓일|계산)",
)
_READERS = [
    *(("SHARERS", re.compile(pattern)) for pattern in _SHARERS),
    *(("SPOTS", re.compile(pattern)) for pattern in _SPOTS),
]
_WINDOWED = re.compile(r"filter|kernel|window|mask|conv|pool|neuron|필터|커널|윈도우|창|마스크|합성곱|풀링|뉴런")


def window_count(source: Source, position: int) -> Token | None:
    """Such words; `the position of the largest value` is none of them."""
    lower = source.lower
    if (position and lower[position - 1].isalnum()) or not _WINDOWED.search(lower):
        return None
    for kind, pattern in _READERS:
        found = pattern.match(lower, position)
        if found:
            return Token(kind, source.cased[position : found.end()], position, found.end())
    return None
