"""Text to tokens with positions: numbers, sizes, matrices, code, phrases of the lexicon, punctuation.

The scanner tries one reader after the other at each position; each returns a token or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.quiz import matrices
from archcalc.quiz.code import read_call
from archcalc.quiz.lexicon import HANGUL, LEXICON
from archcalc.quiz.numerals import NUMBER, read_number, read_spelled
from archcalc.quiz.token import Source, Token, lowered, plain

_SPACE = re.compile(r"[ \t\r\f\v]+")
_DIM = r"\d{1,7}(?:,\d{3})?"
_TIMES = r"\s{0,2}[x*]\s{0,2}"
_DIMS = re.compile(rf"(\d{{1,7}}(?:{_TIMES}\d{{1,7}}){{1,5}})(?![\d]|\.\d|\s?[*]\s?[a-z(])")
_BY = re.compile(r"(\d{1,7}(?:(?:\s{1,2}by\s{1,2}|-by-)\d{1,7}){1,4})(?!\d)")
_TUPLE = re.compile(r"\(\s*(\d{1,7}(?:\s*,\s*\d{1,7}){1,4})\s*,?\s*\)")
_COUNTED = re.compile(rf"(\d{{1,6}})\s?@\s?(\d{{1,7}}(?:{_TIMES}\d{{1,7}}){{1,3}})(?!\d)")
_STEP = re.compile(r"\s?/\s?(\d{1,3})(?![\d.]|\s?(?:filters|kernels|필터|커널))")
_ARROW = re.compile(r"→|[-=]+>|[-=]{1,2}>")
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_FORMULA = re.compile(r"(?<![a-z])(?:[a-z]{1,2}(?:_?(?:in|out))?\s?[x*]\s?){1,6}[a-z]{1,2}(?:_?(?:in|out))?(?![a-z])")
_NOTE = re.compile(
    r"\(?10\s?\^\s?\d\s?(?:bytes|바이트)\)?|[(]?\s?(?:=\s?2\s?[x*]\s?macs|1\s?(?:[kmg]i?b)\s?=\s?[\d,]+(?:\s?[x*^]\s?\d+)*\s?(?:bytes|바이트|b)?|1\s?mac\s?=\s?2\s?flops?|"
    r"2\s?(?:flops?\s?)?(?:per|=)\s?(?:1\s)?mac|(?:한|1)\s?mac[을를은는]?\s?2\s?flops?|flops?\s?=\s?2\s?[x*]?\s?macs?|"
    r"(?:counting\s)?(?:one|1|each|a)\s(?:multiply-?add|multiply-?accumulate|mac)\s(?:counts\s)?(?:as|is|=)\s(?:two|2)\sflops?|"
    r"(?:곱셈-?누산|mac)\s?(?:1|한)\s?(?:회|번|개)[를을는은]?\s?2\s?flops?(?:로)?)"
)
_SHORTHAND = re.compile(
    r"(?:^|(?<![a-z0-9_.]))([a-z](?:_?(?:in|out|1|2|h|w))?|stride|pad|padding)\s?(?:=|:)\s?(?=\d|'|\")"
)
_ATTACHED = re.compile(r"(?<![a-z0-9_])([kspd])(\d{1,3})(?![a-z0-9_.])")
_LETTERS = {
    "s": "STRIDE",
    "p": "PAD",
    "f": "KSIZE",
    "k": "KSIZE",
    "d": "DIL",
    "g": "GROUP",
    "n": "SIDE",
    "w": "SIDE",
    "h": "SIDE",
    "l": "SIDE",
    "c": "CH",
    "m": "LETTER",
    "c_in": "CIN",
    "cin": "CIN",
    "c_out": "COUT",
    "cout": "COUT",
    "stride": "STRIDE",
    "pad": "PAD",
    "padding": "PAD",
    "i": "SIDE",
    "o": "LETTER",
    "b": "BATCH",
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ORDINAL = re.compile(
    r"(?<![a-z])(first|second|third|fourth|fifth|sixth)(?:\s(?:conv(?:olution(?:al)?)?\s)?(?:layer))?(?![a-z])|(?<![a-z])(1st|2nd|3rd|[4-9]th)(?![a-z])|"
    r"(첫|두|세|네|다섯)\s?번째|(?<![a-z])(?:layer|conv|stage|block|step|블록|단계|층)\s?([1-9])(?=\s?[:은는에이(.,]|\s[a-z(:\d])|(?<![\d])([1-9])\s?(?:번째)\s?(?:층)?|(?<![\d가-힣])([1-9])층(?=[은는이:]|\s)"
)
_KOREAN_ORDINALS = {"첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5}
_PARTICLE = re.compile(
    r"(?:이라고|이라면|이라|라고|라면|이면|이며|이고|으로부터|으로서|으로써|으로|에서의|에서|에게|에는|에도|에|부터|까지의|짜리인|짜리의|짜리|이다|입니다|이었다|였다|인|은|는|이|가|을|를|의|로|만|도|씩|째|일|면|당|며|고|한|할|된|다)(?![가-힣])|(?:짜리|이고|인|의|을|를|로|에)(?=\s|\d)"
)
_JOINING = re.compile(r"(?:와|과|하고|이랑|랑)(?=\s|\d|\()")
_COUNTER = re.compile(
    r"\s?(?:개|장|겹|칸|종류|가지|묶음)(?![가-힣]*층)(?:씩의|씩|짜리|의|인|로|를|을|가|이|은|는|만|와|과|이고|이며)?"
)
_PUNCTUATION = {
    "(": "LP",
    ")": "RP",
    ",": "COMMA",
    ";": "STOP",
    "→": "ARROW",
    "=": "EQ",
    ":": "COLON",
    "/": "SLASH",
    "+": "PLUS",
    "?": "ASK",
    "!": "STOP",
    "%": "PERCENT",
    "~": "WORD",
    "^": "POWER",
}
_ROWS = re.compile(
    r"(?:^|(?<=\n)|(?<=[:：]))[ \t]*(-?\d+(?:\.\d+)?(?:[ \t]*[, \t][ \t]*-?\d+(?:\.\d+)?){1,19})[ \t]*;?[ \t]*(?=\n|$)"
)

Reader = Callable[[Source, int], "Token | None"]


def tokenize(text: str) -> list[Token]:
    """All tokens of a text, in order; unknown words are tokens of kind WORD."""
    cased = plain(text)
    source = Source(cased, lowered(cased))
    tokens: list[Token] = []
    position, length = 0, len(cased)
    last: Token | None = None
    while position < length:
        space = _SPACE.match(cased, position)
        if space:
            position = space.end()
            continue
        token = last = _read(source, position, last)
        if token.kind == "GIVES" and token.value[:4] == "Give" and (not tokens or tokens[-1].kind in ("STOP", "ASK")):
            token = last = token._replace(kind="COMPUTE")
        if (
            token.kind in ("NUM", "DIMS")
            and tokens
            and tokens[-1].kind == "FILTER"
            and _is_size_of(tokens[-1], token, source)
        ):
            tokens[-1] = tokens[-1]._replace(kind="KSIZE")
        if (
            token.kind == "OUTPUT"
            and token.value[:2] in ("특징", "특성", "피처")
            and tokens
            and tokens[-1].kind in ("DIMS", "CH")
        ):
            token = last = token._replace(kind="MAP")
        if token.kind not in ("DROP", "IGN"):
            tokens.append(token)
        position = token.end
    return _without_idle_letters(tokens)


_COUNTED_NOUNS = frozenset({"MAP", "CH", "FILTER", "NFILT", "UNITS", "CIN", "COUT"})


def _without_idle_letters(tokens: list[Token]) -> list[Token]:
    """`k = 80 feature maps`: where a noun says what is counted, the letter says nothing."""
    return [
        token
        for index, token in enumerate(tokens)
        if not (
            str(token.value)[1:].strip() in ("=", ":")
            and [one.kind for one in tokens[index + 1 : index + 2]] == ["NUM"]
            and len(tokens) > index + 2
            and tokens[index + 2].kind in _COUNTED_NOUNS
        )
    ]


def _is_size_of(noun: Token, number: Token, source: Source) -> bool:
    """`kernel 3`, `커널 3`: one kernel and a bare number; `kernels 3` and `커널 3개` count."""
    word = str(noun.value).lower()
    counted = source.lower[number.end - 1 : number.end] in "개장종" or "개" in source.lower[number.start : number.end]
    return number.kind == "NUM" and word in ("kernel", "filter", "커널") and not counted


def _read(source: Source, position: int, before: Token | None) -> Token:
    after_token = before is not None and before.end == position and before.kind != "WORD"
    if after_token and "가" <= source.lower[position] <= "힣":
        token = _particle(source, position)
        if token:
            return token
    for reader in READERS:
        token = reader(source, position)
        if token:
            return token
    return Token("WORD", source.cased[position], position, position + 1)


def _particle(source: Source, position: int) -> Token | None:
    joining = _JOINING.match(source.lower, position)
    if joining:
        return Token("AND", None, position, joining.end())
    if LEXICON.match(source.lower, position):
        return None
    found = _PARTICLE.match(source.lower, position)
    return Token("DROP", None, position, found.end()) if found else None


def _note(source: Source, position: int) -> Token | None:
    found = _NOTE.match(source.lower, position)
    if not found:
        return None
    text = found.group().strip("( ")
    kind = "NOTE" if text.startswith(("10", "1k", "1m", "1g", "1 k", "1 m", "1 g")) else "TWOFLOPS"
    kind = "TWOFLOPS" if "mac" in text or "multiply" in text else kind
    return Token(kind, found.group(), position, found.end())


def _code(source: Source, position: int) -> Token | None:
    if not source.cased[position].isalpha():
        return None
    found = read_call(source.cased, position)
    if not found:
        return None
    call, end = found
    return Token("CALL" if call else "BADCODE", call, position, end)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def _counted(source: Source, position: int) -> Token | None:
    found = _COUNTED.match(source.lower, position)
    if not found:
        return None
    return Token("COUNTED", (int(found.group(1)), _numbers(found.group(2))), position, found.end())


_CHAIN = re.compile(r"\d{1,7}(?:\s?-\s?\d{1,7}){2,6}(?![\d.])")


def _chain(source: Source, position: int) -> Token | None:
    """`784-128-10`: the widths of a fully connected network."""
    found = _CHAIN.match(source.lower, position)
    return Token("CHAIN", _numbers(found.group()), position, found.end()) if found else None


def _dims(source: Source, position: int) -> Token | None:
    found = (
        _DIMS.match(source.lower, position) or _BY.match(source.lower, position) or _TUPLE.match(source.lower, position)
    )
    if not found:
        return None
    sizes = _numbers(found.group(1))
    if source.lower[position] != "(":
        step = _STEP.match(source.lower, found.end())
        if step and len(sizes) == 2:
            return Token("STEPPED", (sizes, int(step.group(1))), position, step.end())
    return Token("DIMS", sizes, position, found.end())


_EXPRESSION = re.compile(r"(?<![a-z])[a-z]{1,3}\s?\((?=[^)]*[+/*])(?:\d{0,2}\s?[a-z]{0,3}\s?[+/*^-]?\s?){1,10}\)")


def _expression(source: Source, position: int) -> Token | None:
    """`hw(2cm/g + 9m)`: a formula in letters says nothing new."""
    found = _EXPRESSION.match(source.lower, position) if source.lower[position].isalpha() else None
    return Token("LETTERS", found.group(), position, found.end()) if found else None


def _letter_dims(source: Source, position: int) -> Token | None:
    """`c x h x w = 240 x 28 x 28`: letters only name the axes; a formula in letters says nothing new."""
    found = _FORMULA.match(source.lower, position)
    if not found or not re.search(r"[x*]", found.group()) or found.group() in ("max", "x"):
        return None
    letters = re.findall(r"[a-z]{1,2}(?:_?(?:in|out))?(?=\s?[x*]\s?|$)", found.group())
    kind = "DROP" if len(letters) >= 2 and re.match(r"\s?=\s?\d", source.lower[found.end() :]) else "LETTERS"
    order = "".join(letter[0] for letter in re.split(r"\s?[x*]\s?", found.group()) if letter)
    end = found.end()
    if kind == "DROP":
        end = re.compile(r"\s?=\s?").match(source.lower, end).end()  # type: ignore[union-attr]
        if order in ("chw", "hwc", "hw", "wh", "whc", "dhw", "cwh"):
            return Token("ORDER", order, position, end)
    return Token(kind, order, position, end)


def _shorthand(source: Source, position: int) -> Token | None:
    found = _SHORTHAND.match(source.lower, position)
    if found:
        name = found.group(1)
        kind = _LETTERS.get(name, "LETTER")
        if name == "k" and source.cased[position] == "K" and re.search(r"(?<![a-z])f\s?=", source.lower):
            kind = "NFILT"
        if kind == "LETTER":
            kind = {"c_1": "CIN", "c_2": "COUT", "c1": "CIN", "c2": "COUT", "k_h": "WORD", "k_w": "WORD"}.get(
                name, "LETTER"
            )
        return Token(kind, source.cased[position : found.end()], position, found.end())
    attached = _ATTACHED.match(source.lower, position)
    if attached and source.cased[position].islower():
        return Token("ATTACHED", (_LETTERS[attached.group(1)], int(attached.group(2))), position, attached.end())
    return None


_NAMED = re.compile(
    r"(?:le-?net|alex-?net|vgg(?:-?net)?|res-?ne[x]?t|google?-?le?-?net|inception|mobile-?net|dense-?net|shuffle-?net|squeeze-?net|"
    r"efficient-?net|x?ception|zf-?net|se-?(?:res)?-?ne[x]?t|regnet|mnasnet|wide-?resnet|dpn|nin)"
    r"(?:[\s_-]?(?:v[123])(?![a-z0-9]))?(?:[\s_-]?(?:\d{1,4}|b[0-7](?![0-9]))(?!\d*\s?(?:개|장|층|채널|필터|번|의\s?필터|x\d)))?"
    r"(?:[\s_-]?(?:v[123]|bn|32x[48]d|64x4d|large|small)(?![a-z0-9]))?"
)
_DATASET = re.compile(
    r"(?:cifar-?100?|imagenet(?:-?1k)?|ilsvrc(?:[\s-]?20\d\d)?|cs231n|mnist|pascal voc|coco|svhn)(?![a-z0-9])"
)
_LAYERNAME = re.compile(
    r"(?<![a-z0-9])((?:c|s|f)[1-6])(?![a-z0-9=]|\s?=)|(?<![a-z0-9])(fc|conv|pool)[-_]?(\d{1,2}(?:_\d)?)(?![a-z0-9])"
)


def _names(source: Source, position: int) -> Token | None:
    lower = source.lower
    if position and (lower[position - 1].isalnum() and not "가" <= lower[position - 1] <= "힣"):
        return None
    found = _DATASET.match(lower, position)
    if found:
        return Token("DATASET", found.group(), position, found.end())
    found = _NAMED.match(lower, position)
    if found and not re.match(r"[a-z]", lower[found.end() : found.end() + 1] or " "):
        return Token("NETWORK", found.group(), position, found.end())
    found = _LAYERNAME.match(lower, position)
    if found and (found.group(2) or source.cased[position].isupper()):
        kind = {"fc": "FCNAME", "conv": "CONVNAME", "pool": "POOLNAME"}.get(found.group(2) or "", "LAYERNAME")
        return Token(kind, found.group().replace("-", ""), position, found.end())
    return None


def _ordinal(source: Source, position: int) -> Token | None:
    found = _ORDINAL.match(source.lower, position)
    if not found:
        return None
    english, numbered, korean, *digits = found.groups()
    value = _ORDINALS.get(english or "") or _KOREAN_ORDINALS.get(korean or "")
    value = value or int(next((digit for digit in digits if digit), (numbered or "1")[0]))
    return Token("ORD", value, position, found.end())


def _phrase(source: Source, position: int) -> Token | None:
    found = LEXICON.match(source.lower, position)
    return Token(found.concept, source.cased[position : found.end], position, found.end) if found else None


def _number(source: Source, position: int) -> Token | None:
    lower = source.lower
    negative = (
        lower[position] == "-" and NUMBER.match(lower, position + 1) and not lower[position - 1 : position].isalnum()
    )
    found = read_number(lower, position + bool(negative)) or (None if negative else read_spelled(lower, position))
    if not found:
        long = re.compile(r"\d+").match(lower, position)
        return Token("BADNUM", long.group(), position, long.end()) if long else None
    value, end = found
    if lower[end : end + 1] == "-" and lower[end + 1 : end + 2].isalpha():
        end += 1
    counter = _COUNTER.match(lower, end)
    if counter:
        end = counter.end()
        joined = lower[end - 1] in "와과"
        written = "NUM" if lower[position + bool(negative)].isdigit() else "WNUM"
        return Token(written, -value if negative else value, position, end - joined)
    repeated = re.compile(r"\s?(?:번|회|차례)(?!째)(?:의|을|만)?").match(lower, end)
    if repeated:
        return Token("REPEAT", value, position, repeated.end())
    written = "NUM" if lower[position + bool(negative)].isdigit() else "WNUM"
    return Token(written, -value if negative else value, position, end)


def _sign(source: Source, position: int) -> Token | None:
    lower = source.lower
    arrow = _ARROW.match(lower, position)
    if arrow:
        return Token("ARROW", None, position, arrow.end())
    letter = lower[position]
    if letter == "\n":
        return Token("STOP", "\n", position, position + 1)
    if letter == ".":
        return Token("STOP", ".", position, position + 1)
    if letter in _PUNCTUATION:
        return Token(_PUNCTUATION[letter], letter, position, position + 1)
    if letter == "-":
        spaced = lower[position - 1 : position] in (" ", "\n") and lower[position + 1 : position + 2] == " "
        return Token("DASH" if spaced else "DROP", letter, position, position + 1)
    if letter in "'\"`*[]{}|<>_#&“”«»…•※■□●○▶·":
        return Token("DROP", letter, position, position + 1)
    return None


_HANGUL_WORD = re.compile(f"[{HANGUL}]")
_TIMES_WORD = re.compile(r"(?<![a-z])times(?![a-z])")


def _word(source: Source, position: int) -> Token | None:
    found = _WORD.match(source.lower, position)
    if found:
        return Token("WORD", found.group(), position, found.end())
    if _HANGUL_WORD.match(source.lower, position):
        end = position + 1
        while (
            end < len(source.lower) and _HANGUL_WORD.match(source.lower, end) and not LEXICON.match(source.lower, end)
        ):
            end += 1
        return Token("WORD", source.cased[position:end], position, end)
    return None


READERS: tuple[Reader, ...] = (
    _note,
    _code,
    matrices.rows,
    matrices.inline,
    matrices.brackets,
    matrices.parenthesised,
    matrices.listed,
    _counted,
    _chain,
    _dims,
    _shorthand,
    _names,
    _ordinal,
    _expression,
    _letter_dims,
    _phrase,
    _number,
    _sign,
    _word,
)
