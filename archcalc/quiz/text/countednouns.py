"""Counts of things, in the many ways to ask for one: `how many bias terms`, `바이어스의 총수`, `특징 맵은 몇 장`.

A noun with a word that counts it is a quantity of its own; noun and counting word are put together here, where a list
of phrases would need each pair.
"""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_BEHIND = (
    r"(?:들)?(?:만)?(?:[은는이가의을를])?\s?(?:모두\s|총\s|전부\s|전체\s|다\s)?"
    r"(?:몇\s?[개장]|총\s?개수|전체\s?개수|개수|총수|수(?=[를는은가의와과,.?\s]|$))"
)
_AHEAD = r"(?:how\smany|(?:total\s|exact\s)?(?:number|count)\sof|(?:\A|(?<=[.?!]\s))count)\s(?:the\s|all\s)?"
_BIAS = r"(?:편향|바이어스|bias(?:es)?|절편(?:\(편향\))?)"
_BIAS_NOUN = rf"{_BIAS}(?:\s?(?:항|값|파라미터|텀|terms?))?"
_VALUE = r"(?:값|원소|활성값|활성화\s?값|숫자|픽셀)"
_MAP = r"(?:(?:특징|특성|활성화|출력|결과|피처)\s?맵|feature\smaps?|activation\smaps?)"
_OUT = (
    r"(?:출력|결과)(?:\s?(?:볼륨|텐서|특징\s?맵|특성\s?맵|feature\smap|맵|쪽))?(?:의|에|은|는|에는)?\s?"
    r"(?:전체(?:의)?\s?)?"
)
_LAID = r"(?:output(?:\svolume|\stensor|\smaps?|\sfeature\smaps?)?)"
_COUNTED_ONES = (
    r"(?:(?:the|its|these|those)\s(?:layer's\s)?(?:learnable\s|trainable\s)?(?:parameters|params)|them|these|those)"
)
_KOREAN: tuple[tuple[str, str], ...] = (
    ("BIASES", rf"{_BIAS}\s?벡터의\s?(?:길이|크기|원소(?:\s?수|는\s?몇\s?개|의\s?개수)?)"),
    ("BIASES", rf"(?:파라미터\s?(?:중|가운데)(?:에서)?\s?)?(?:학습되는\s)?{_BIAS_NOUN}{_BEHIND}"),
    ("BIASES", rf"몇\s?개의\s{_BIAS}|{_BIAS_NOUN}[이가]\s차지하는\s(?:파라미터\s?(?:의\s)?)?(?:개수|수)"),
    ("WEIGHTS", r"가중치[가]\s차지하는\s(?:파라미터\s?(?:의\s)?)?(?:개수|수)"),
    ("COUT", rf"(?:출력\s?)?{_MAP}{_BEHIND}|몇\s?[개장]의\s?{_MAP}"),
    (
        "COUT",
        rf"{_OUT}채널\s?차원(?:의)?\s?크기|{_OUT}(?:깊이)(?:\s?방향)?(?:의)?\s?크기|출력은\s몇\s?채널|결과로\s얻는\s채널{_BEHIND}",
    ),
    ("COUT", rf"(?:출력|결과)(?:의|\s?텐서[는의]|\s?쪽)?\s?채널{_BEHIND}"),
    ("ELEMENTS", rf"{_OUT}(?:포함된\s|스칼라\s)?{_VALUE}{_BEHIND}|{_OUT}몇\s?개의\s?(?:{_VALUE})"),
    (
        "ELEMENTS",
        rf"(?:출력|결과)(?:이|가|의|에)?\s?(?:가지는|갖는|가진|포함하는|이루는|담는|내놓는)\s{_VALUE}{_BEHIND}|(?:남는\s|나오는\s)?(?:{_VALUE}(?:이|은|의)?|숫자가)\s?"
        r"(?:총|모두|전부)\s?(?:몇\s?개|개수)(?=\s?(?:남|나오|되|가\s?남|가\s?되|가\s?나오|일까|인가|야|예요|이야))",
    ),
    ("ELEMENTS", r"(?!(?:p|w|b|params?|weights?|bias)\.)\w{1,12}\.numel\(\)(?!\sfor\s)"),
    ("WEIGHTS", rf"(?:가중치|커널)\s?(?:텐서의\s?|의\s?)?원소{_BEHIND}"),
    ("ELEMENTS", r"activation의\s총\s?개수|출력으로\s나오는\s값의\s총수|(?<=에\s)숫자가\s(?:모두\s)?몇\s?개"),
    ("NEURONS", rf"{_OUT}(?:뉴런|유닛|노드){_BEHIND}"),
    (
        "FLAT",
        r"(?:nn\.)?(?:linear|fc)(?:\s?층)?(?:의)?\s?(?:in_features|입력\s?(?:뉴런|노드|차원|특징)(?:의)?\s?(?:수|개수)?)(?![은는이가]?\s?\d)",
    ),
    ("FLAT", r"펼쳐진\s(?:특징|값|원소)의\s?(?:개수|수)|1차원\s벡터로\s펼쳤을\s때의\s(?:차원|길이)(?:\s수)?"),
)
_ENGLISH: tuple[tuple[str, str], ...] = (
    (
        "BIASES",
        rf"{_AHEAD}(?:of\sthe\s)?(?:(?:layer's|trainable|learnable|separate|scalar|additive|different)\s){{0,2}}"
        r"bias(?:es|\s(?:terms?|parameters?|values?|constants?))(?!\s(?:and|too|as\swell|also))",
    ),
    ("BIASES", r"(?:length|size)\sof\sthe\sbias\s(?:vector|tensor)|(?:how\s)?long\sis\sthe\sbias\svector"),
    ("BIASES", r"(?:how\smany\s)?(?:elements|entries)\s(?:does|has)\sthe\s(?:bias\svector|vector\sb\sof\sbias\sterms)"),
    ("BIASES", r"of\s(?:the\slayer's|the|its)\sparameters,\show\smany\sare\s(?:biases|bias\sterms)"),
    (
        "BIASES",
        rf"how\smany\sof\s{_COUNTED_ONES}\s(?:are|belong\sto\sthe)\s(?:the\s)?bias(?:es|\s(?:terms|parameters))",
    ),
    (
        "BIASES",
        rf"how\smany\s(?:of\s{_COUNTED_ONES}\s)?(?:are\sdue\sto|come\sfrom|stem\sfrom)\s(?:the\s)?bias(?:es|\sterms)",
    ),
    ("WEIGHTS", rf"how\smany\sof\s{_COUNTED_ONES}\sare\s(?:the\s|kernel\s|filter\s)?weights"),
    ("WEIGHTS", r"(?:how\smany\s)?elements\s(?:does|has|of)\sthe\sweight\stensor(?:\s(?:contain|have))?"),
    ("WEIGHTS", r"how\smany\s(?:numbers|entries|values)\s(?:are\sstored\sin|do)\s(?:all\s)?the\skernels"),
    (
        "COUT",
        rf"{_AHEAD}(?:separate\s|output\s|different\s)?(?:feature\s|activation\s)?(?:maps|planes)"
        r"(?=\s(?:does|do|are\s(?:produced|there\sin|in)|come|result|make\sup|will|would|leave|in\sthe\soutput))",
    ),
    ("COUT", rf"(?<!width\sand\s)(?<!wide\sand\s)depth\sof\sthe\s{_LAID}|how\sdeep\sis\sthe\s{_LAID}"),
    ("COUT", rf"channel\s(?:count|dimension)\sof\sthe\s{_LAID}"),
    ("COUT", rf"(?:how\smany|number\sof)\schannels\s(?:would\syou\ssee\sin|at|in)\sthe\s{_LAID}"),
    ("COUT", rf"size\sof\sthe\s{_LAID}\salong\sthe\schannel\saxis|number\sof\soutput\smaps"),
    (
        "ELEMENTS",
        rf"{_AHEAD}(?:individual\s|scalar\s|separate\s|single\s)?output\s(?:values|activations|elements|entries|units|numbers|scalars)",
    ),
    (
        "ELEMENTS",
        rf"{_AHEAD}scalar\soutputs|{_AHEAD}activations\s(?:in|at|of)\sthe\soutput|size\sof\sthe\soutput\sin\snumber\sof\svalues",
    ),
    (
        "ELEMENTS",
        r"total\s(?:activations|values|entries|outputs)\s(?=after|left|remaining|at\sthe\soutput|in\sthe\soutput|=)",
    ),
    (
        "ELEMENTS",
        rf"{_AHEAD}(?:numbers|values|entries|activations|elements)\s(?:are\sleft|remain|survive|come\sout|result|do\s(?:i|we|you)\s(?:get|have))",
    ),
    ("ELEMENTS", r"how\smany\soutputs\sare\scomputed\sin\stotal|count\sof\soutput\sactivations"),
    (
        "ELEMENTS",
        rf"{_AHEAD}(?:individual\s|activation\s|scalar\s)?(?:values|entries|elements|numbers)\s"
        r"(?:are\sthere\sin|are\sin|in|make\sup|must\sbe\sstored\sfor)\sthe\soutput(?:\svolume|\stensor|\smap)?",
    ),
    ("FLAT", r"(?:how\slarge\sis\sthe\sflatten\svector|dimensionality\sof\sthe\sflattened\s(?:feature\s)?vector)"),
    (
        "FLAT",
        r"(?:number\sof|how\smany)\s(?:input\s)?features\s(?:after\sflattening|would\sa\sdense\slayer\sfollowing\sthe\sflatten)",
    ),
    (
        "FLAT",
        r"(?:number\sof|how\smany)\sinputs\s(?:to|of|does)\sthe\s(?:following|next|first)\s(?:dense|fully\sconnected|fc|linear)",
    ),
    ("FLAT", r"in_features\sbe\sin\sa\slinear\slayer"),
)
_DENSE = re.compile(r"완전\s?연결|전결합|fully[\s-]connected|dense|(?<![a-z])fc(?![a-z])|선형층")
_OF_MAPS = ("ELEMENTS", "NEURONS")
"""Beside dense layers, output units are the layer's width."""
_READERS = [(kind, re.compile(pattern)) for kind, pattern in (*_KOREAN, *_ENGLISH)]


def counted_noun(source: Source, position: int) -> Token | None:
    """A noun with the word that asks for its count."""
    lower = source.lower
    if position and lower[position - 1].isalnum():
        return None
    dense = bool(_DENSE.search(lower))
    for kind, pattern in _READERS:
        found = pattern.match(lower, position)
        if found and not (dense and kind in _OF_MAPS):
            return Token(kind, source.cased[position : found.end()], position, found.end())
    return None
