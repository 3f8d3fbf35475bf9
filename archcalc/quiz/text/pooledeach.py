"""A pooling that is defined once in code and put behind each convolution in words: `conv마다 뒤에 pool을 한 번씩`.

conv1 = nn.Conv2d(3, 8, 5)                            conv1 = nn.Conv2d(3, 8, 5)
pool = nn.MaxPool2d(2, 2)                     ->      nn.MaxPool2d(2, 2)
conv2 = nn.Conv2d(8, 20, 5)                           conv2 = nn.Conv2d(8, 20, 5)
`pool` is applied after each conv.                    nn.MaxPool2d(2, 2)
"""

from __future__ import annotations

import re

from archcalc.quiz.text.called import definitions_of, in_use

_POOL = r"(?:`?{name}`?|(?:(?:max|avg|average|최대|평균|맥스)[\s-]?)?(?:pool(?:ing)?|풀링)(?:\s?layer|층)?|it)"
_CONV_KO = r"(?:(?:nn\.)?conv(?:2d)?|합성곱|컨볼루션)\s?(?:층|레이어)?(?:들)?(?:의)?"
_EACH_KO = r"(?:각|각각의|모든|매|두|세|네|양쪽)"
_BEHIND_KO = r"(?:바로\s|그\s)?(?:뒤|다음|직후|이후|후|출력)(?:에는|에서는|에|에서|으로)?"
_CONV = r"(?:`?conv(?:2d|olution(?:al)?)?`?)(?:s|\s?layers?|\sones?)?"
_SEVERAL = r"(?:two|three|four)"
_EACH = rf"(?:(?:each|every|both|all|either|all\sthe|(?:all|both|each)\sof\sthe)(?:\s{_SEVERAL})?|the\s{_SEVERAL})"
_FORMS = (
    rf"{_CONV_KO}\s?(?:하나|을\s?할\s?때|를\s?할\s?때|을\s?거칠\s?때|를\s?거칠\s?때)?(?:마다|별로|각각)\s?(?:그\s)?(?:{_BEHIND_KO})?\s?(?:각각\s)?{_POOL}",
    rf"{_EACH_KO}\s?{_CONV_KO}\s?{_BEHIND_KO}(?:마다)?\s?(?:각각\s|매번\s|항상\s|모두\s|똑같이\s)?{_POOL}",
    rf"{_CONV_KO}\s?{_BEHIND_KO}마다\s?{_POOL}",
    rf"{_CONV_KO}\s?{_BEHIND_KO}\s?(?:매번|항상|각각|모두|한\s번씩)\s?{_POOL}",
    rf"conv\w*(?:와|과|,|\s및)\s?(?:conv\w*(?:와|과|,|\s및)\s?)*conv\w*(?:의)?\s?{_BEHIND_KO}\s?(?:각각|모두|매번)\s?{_POOL}",
    rf"{_POOL}(?:을|를|은|는|이|가)?\s?(?:{_EACH_KO}\s?{_CONV_KO}\s?{_BEHIND_KO}|{_CONV_KO}\s?(?:{_BEHIND_KO})?마다)",
    rf"{_POOL}\s(?:is\s|layer\s|comes\s|goes\s|sits\s|runs\s|gets\s|applied\s|used\s|twice,?\s|called\s|placed\s|put\s|inserted\s|once\s|again\s)*(?:after|behind|following|follows)\s{_EACH}\s{_CONV}",
    rf"{_EACH}\s{_CONV}\s(?:is|are|gets)?\s?(?:immediately\s|directly\s|then\s|always\s)?followed\sby\s(?:the\s|a\s|one\s|an?\scall\sto\s)?{_POOL}",
    rf"(?:after|behind)\s{_EACH}\s{_CONV},?\s(?:comes\s|we\s(?:apply|use|call)\s|i\s(?:apply|use|call)\s|apply\s|there\sis\s|follows\s)?(?:the\s|a\s)?{_POOL}",
)


def pooled_after_each(text: str) -> str:
    """The text with the pooling behind each convolution of the list; other text as it is."""
    named = definitions_of(text)
    pools = [name for name, call in named.items() if "Pool" in call]
    convs = [name for name, call in named.items() if re.search(r"\.Conv\dd|\.Conv\dD", call)]
    if len(pools) != 1 or len(convs) < 2:
        return text
    form = "|".join(_FORMS).replace("{name}", re.escape(pools[0]))
    told = list(re.finditer(rf"(?<![a-z가-힣])(?:{form})(?!\d)", text.lower()))
    if len(told) != 1:
        return text
    names = [after for name in named if name != pools[0] for after in ((name, pools[0]) if name in convs else (name,))]
    return in_use(text[: told[0].start()] + text[told[0].end() :], named, names)


_PLACED = re.compile(
    r"(?:conv|합성곱|컨볼루션)[^.?!\n=()]{0,20}(?:뒤|다음|때마다|마다|이후)[^.?!\n=()]{0,12}(?:pool|풀링)(?![\w\s]*[=(])|"
    r"(?:pool|풀링)[^.?!\n=()]{0,20}(?:conv|합성곱|컨볼루션)[^.?!\n=()]{0,12}(?:뒤|다음|마다|앞)|"
    r"pool[^.?!\n=()]{0,30}(?:after|behind|follows|before)\s[^.?!\n=()]{0,15}conv|"
    r"(?:after|behind)\s[^.?!\n=()]{0,12}conv[^.?!\n=()]{0,20}pool|"
    r"conv[^.?!\n=()]{0,20}followed by[^.?!\n=()]{0,12}pool"
)


def is_placed_in_words(text: str) -> bool:
    """Whether words say where a pooling of the code belongs: `pool is applied after conv1 only`.

    >>> is_placed_in_words("c1 = nn.Conv2d(1, 6, 5), pool = nn.MaxPool2d(2). pool comes after conv c1.")
    True
    """
    named = definitions_of(text)
    pools = [name for name, call in named.items() if "Pool" in call]
    return len(pools) == 1 and len(named) > 1 and bool(_PLACED.search(text.lower()))
