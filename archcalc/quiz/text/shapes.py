"""Sizes as people write them: `28x28x128`, `3 by 3`, `(3, 3)`, `64@3x3`, `7x7/2`, `784-128-10`, `c x h x w = ...`."""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import SPELLED
from archcalc.quiz.text.token import Source, Token

_DIM = r"(?:\d{1,3}(?:,\d{3})+|\d{1,7})"
_TIMES = r"\s{0,6}[x*]\s{0,6}"
_DIMS = re.compile(rf"({_DIM}(?:{_TIMES}{_DIM}){{1,5}})(?![\d]|\.\d|\s?[*]\s?[a-z(])")
_BY = re.compile(r"(\d{1,7}(?:(?:\s{1,2}by\s{1,2}|-by-)\d{1,7}){1,4})(?!\d|\s?x\s?\d)")
_SPELLED = "|".join(word for word, number in SPELLED.items() if 0 < number < 20)
_SPELLED_BY = re.compile(rf"({_SPELLED})(?:\s|-)(?:by|x)(?:\s|-)({_SPELLED})(?![a-z])")
_TUPLE = re.compile(r"\(\s*(?:(?:none|n|b|batch(?:_size)?)\s*,\s*)?(\d{1,7}(?:\s*,\s*\d{1,7}){1,4})\s*,?\s*\)")
_TALL = r"(?:rows?(?:\s(?:high|tall))?|high|tall|pixels?\s(?:high|tall)|px\s(?:high|tall)|in\sheight)"
_WIDE = r"(?:columns?(?:\swide)?|cols?(?:\swide)?|wide|pixels?\swide|px\swide|in\swidth)"
_LINK = r"[\s,x]{0,3}(?:and|by|with)?[\s,]{0,2}"
_SIDES = re.compile(
    r"(?:(?:깊이|프레임|프레임\s수|depth|frames)(?:가|는|\s?[=:])?\s?(?P<d>\d{1,5})(?!\d|\s?(?:high|wide|tall))\s?(?:프레임|장|개)?\s?[,x·와과]?\s?)?(?:"
    rf"(?P<h>\d{{1,5}})[\s-]?{_TALL}{_LINK}(?P<w>\d{{1,5}})[\s-]?{_WIDE}(?![a-z])|"
    rf"(?P<w2>\d{{1,5}})[\s-]?{_WIDE}{_LINK}(?P<h2>\d{{1,5}})[\s-]?{_TALL}(?![a-z])|"
    rf"height(?:\s?[=:]\s?|\s(?:of\s)?)(?P<h3>\d{{1,5}}){_LINK}width(?:\s?[=:]\s?|\s(?:of\s)?)(?P<w3>\d{{1,5}})|"
    rf"width(?:\s?[=:]\s?|\s(?:of\s)?)(?P<w4>\d{{1,5}}){_LINK}height(?:\s?[=:]\s?|\s(?:of\s)?)(?P<h4>\d{{1,5}})|"
    r"(?:세로|높이)(?:가|는|\s길이)?\s?(?P<h5>\d{1,5})\s?(?:행|줄|픽셀|화소|칸)?[,x·과와이고며인\s]{0,5}"
    r"(?:가로|너비|폭)(?:가|는|\s길이)?\s?(?P<w5>\d{1,5})(?:\s?(?:열|픽셀|화소|칸))?|"
    r"(?P<h7>\d{1,4})\s?행\s?(?P<w7>\d{1,4})\s?열(?=\s?(?:\d{1,4}\s?채널|짜리|크기|흑백|컬러|rgb|커널|필터|이미지|영상|입력))|"
    r"(?:가로|너비|폭)(?:가|는|\s길이)?\s?(?P<w6>\d{1,5})\s?(?:열|픽셀|화소|칸)?[,x·과와이고며인\s]{0,5}"
    r"(?:세로|높이)(?:가|는|\s길이)?\s?(?P<h6>\d{1,5})(?:\s?(?:행|줄|픽셀|화소|칸))?)"
)
_FRAMED = re.compile(
    r"(?:프레임|슬라이스)(?:\s수)?(?:이|가|는|은)?\s?(\d{1,4})(?:\s?(?:장|개)[,\s의인]{0,3}|,\s?)(?:각\s)?(?:크기\s)?"
    r"(\d{1,4})\s?x\s?(\d{1,4})(?!\d|\s?x)"
)
"""`프레임 20장, 64×64 크기`."""
_COUNTED = re.compile(rf"(\d{{1,6}})\s?@\s?(\d{{1,7}}(?:{_TIMES}\d{{1,7}}){{1,3}})(?!\d)")
_STEP = re.compile(
    r"\s?/\s?(\d{1,3})(?!\d|\.\d|\s?(?:filters|kernels|필터|커널|채널|ch(?:annels?)?(?![a-z])|개|장|in(?![a-z])|x\s?\d|(?:→|->)\s?\d(?!\d?x\d{1,2}(?!\d|x))))"
)
_FACTOR = r"[a-z](?:_?(?:in|out))?\^?"
_FORMULA = re.compile(rf"(?<![a-z0-9])(?:[1-9]\s?[x*]\s?)?(?:{_FACTOR}\s?[x*]\s?){{1,7}}{_FACTOR}(?![a-z])")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace(",", "")) for part in re.findall(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+", text))


def counted(source: Source, position: int) -> Token | None:
    found = _COUNTED.match(source.lower, position)
    if not found:
        return None
    return Token("COUNTED", (int(found.group(1)), _numbers(found.group(2))), position, found.end())


_ARROWED = re.compile(r"-{1,2}\s?\(?(\d{1,2})x(\d{1,2})\)?\s?-{1,2}>")


def arrowed(source: Source, position: int) -> Token | None:
    """`256 -1x1-> 64`: the kernel written on the arrow."""
    found = _ARROWED.match(source.lower, position) if source.lower[position] == "-" else None
    return Token("ARROWED", tuple(map(int, found.groups())), position, found.end()) if found else None


_CHAIN = re.compile(
    r"\d{1,7}(?:\s?-\s?\d{1,7}){2,6}(?!\d|\.\d)|"
    r"\d{1,7}-\d{1,7}(?=\s(?:완전\s?연결|전결합|밀집층|fully|dense\slayer|fc\slayer|fc(?![a-z0-9])))"
)


def chain(source: Source, position: int) -> Token | None:
    """`784-128-10`: the widths of a fully connected network."""
    found = _CHAIN.match(source.lower, position)
    return Token("CHAIN", _numbers(found.group()), position, found.end()) if found else None


def sides(source: Source, position: int) -> Token | None:
    """`60 rows and 80 columns`, `세로 3, 가로 7`: height and width in words."""
    if not (source.lower[position].isdigit() or source.lower[position] in "hwdf세높가너폭깊프슬"):
        return None
    framed = _FRAMED.match(source.lower, position)
    if framed:
        return Token("DIMS", tuple(map(int, framed.groups())), position, framed.end())
    found = _SIDES.match(source.lower, position)
    if not found or (position and source.lower[position - 1].isalnum()):
        return None
    named = {name[0]: int(value) for name, value in found.groupdict().items() if value}
    depth = (named["d"],) if "d" in named else ()
    return Token("DIMS", (*depth, named["h"], named["w"]), position, found.end())


def dims(source: Source, position: int) -> Token | None:
    spelled = _SPELLED_BY.match(source.lower, position)
    if spelled and not source.lower[position - 1 : position].isalnum():
        return Token("DIMS", tuple(SPELLED[word] for word in spelled.groups()), position, spelled.end())
    found = (
        _DIMS.match(source.lower, position) or _BY.match(source.lower, position) or _TUPLE.match(source.lower, position)
    )
    if not found:
        return None
    separated = source.lower[position] == "("
    sizes = tuple(map(int, re.findall(r"\d+", found.group(1)))) if separated else _numbers(found.group(1))
    if not separated:
        step = _STEP.match(source.lower, found.end())
        if step and len(sizes) == 2:
            return Token("STEPPED", (sizes, int(step.group(1))), position, step.end())
    return Token("DIMS", sizes, position, found.end())


_TERM = r"(?:\d{0,4}\s?(?<![a-z])[a-z](?:_?(?:in|out|[a-z0-9]{1,2}))?(?:\s?\^\s?\d?)?(?![a-z])|\d{1,4}(?![\d.,]\d))"
_OPEN, _CLOSE = r"[\s(\[⌊]{0,30}", r"[\s)\]⌋]{0,30}"
_OPERATOR = r"(?:[-+*/]|(?<=[\s)])x(?=[\s(]))"
_EXPRESSION = re.compile(rf"{_OPEN}{_TERM}(?:{_CLOSE}{_OPERATOR}{_OPEN}{_TERM}){{1,14}}{_CLOSE}")
_LETTER = re.compile(r"(?<![a-z])[a-z](?:_?(?:in|out|\d))?(?![a-z])")


_LISTED = re.compile(
    r"\d{1,3}\s?x\s?\d{1,3}\s/\s(?:[a-z]|\d{1,2}\s?x\s?\d{1,2}\s?(?:filters|kernels|필터|커널)|"
    r"(?:\d{1,3}x\d{1,3}\s/\s)*\d{1,3}x\d{1,3}(?=\s?[가-힣]))|"
    r"\d{1,3}x\d{1,3}\s?\+\s?\d{1,3}x\d{1,3}(?![\d*x])"
)
"""`3×3 / C_in = 6`, `29×25 / 3×3 필터`: entries of a list."""
_ABBREVIATED = re.compile(r"(?:w/o?|b/w|[io]/p|n/a)(?![a-z0-9/])|h_?out\s?[x*]\s?w_?out")


def expression(source: Source, position: int) -> Token | None:
    """`(W - F + 2P)/S + 1`, `K*K*C_in*C_out`: a formula in letters says nothing new."""
    letter = source.lower[position]
    if not (letter.isalnum() or letter in "([⌊") or (position and source.lower[position - 1].isalnum()):
        return None
    if _ABBREVIATED.match(source.lower, position) or _LISTED.match(source.lower, position):
        return None
    found = _EXPRESSION.match(source.lower, position)
    if not found or len(_LETTER.findall(found.group())) < 2 or not re.search(r"[-+*/]", found.group()):
        return None
    return Token("LETTERS", found.group(), position, position + len(found.group().rstrip()))


def letter_dims(source: Source, position: int) -> Token | None:
    """`c x h x w = 240 x 28 x 28`: letters only name the axes; a formula in letters says nothing new."""
    found = _FORMULA.match(source.lower, position)
    if not found or not re.search(r"[x*]", found.group()) or found.group() in ("max", "x"):
        return None
    letters = re.findall(r"[a-z]{1,2}(?:_?(?:in|out))?\^?(?=\s?[x*]\s?|$)", found.group())
    named = _NAMED.match(source.lower, found.end()) if len(letters) > 1 else None
    kind = "DROP" if named else "LETTERS"
    return Token(kind, found.group(), position, (named or found).end())


_NAMED = re.compile(r"\s?=\s?(?=\d)")


_SINGLE = re.compile(r"채널\s?(?:하나|한\s?개)(?:인|이다)?(?=\s?(?:[,.)/]|$))")


def single_channel(source: Source, position: int) -> Token | None:
    """`29×25, 채널 하나`: one channel, in a list."""
    found = _SINGLE.match(source.lower, position) if source.lower[position] == "채" else None
    listed = source.lower[:position].rstrip()[-1:] in (",", "(", "/")
    return Token("GRAY", found.group(), position, found.end()) if found and listed else None
