"""The two sides of a comparison: their labels (`(A)`, `Design B`), names from code, and words for old and new."""

from __future__ import annotations

import re
from functools import lru_cache

from archcalc.quiz.text.token import Source, Token, kind_at

_SIDE = re.compile(
    r"\((가|나|ㄱ|ㄴ)\)|\(([ab])\)|(?<![a-z])([ab])(?:안|형|방식|구조|모델|설계)(?:[은는이의을를가과와]|에서는?)?|"
    r"(?<![a-z])(?:design|option|variant|version|plan|network|model|scheme|choice|alternative|architecture|method|"
    r"block|case|setup|configuration|approach|structure|module)"
    r"\s(?:\(?([a-c])\)?|([1-3]|one|two|three))(?![a-z0-9.])|(?:구조|방법|방식|모델|설계|구성|안)\s?(?:([ab])(?![a-z])|([12])(?![0-9.x@]|층|개|번|:\d))|(?<![a-z0-9])([ab])(?=[:)]\s)"
)
LABELS = re.compile(r"(?:design|option|variant|version|plan|scheme|alternative|case|설계|방안|구조|방법|방식)$")
"""What the number behind it tells apart."""
_BARE_SIDE = re.compile(r"(?<![A-Za-z0-9])([AB])(?![A-Za-z0-9:'(=*]|\s?[=*+]|\s?/(?!\s?[AB]))")

_ARTICLE = re.compile(r"(?:(?<=[.?!\n]\s)|(?<![\s\S]))A\s(?=\d)")
"""`A 3x3 convolution ...` at the head of a sentence."""


def side(source: Source, position: int) -> Token | None:
    """`(A)`, `Design B:`, `(가)`, `B안`, and a bare `A` or `B` where such labels are: the sides of a comparison."""
    letter = source.lower[position]
    if letter in "①②" and _circled_sides(source):
        return Token("SIDELABEL", "a" if letter == "①" else "b", position, position + 1)
    if not (letter in "(ab" or letter.isalpha()) or not _both_labelled(source):
        return None
    found = _SIDE.match(source.lower, position)
    if found:
        value = {"가": "a", "나": "b", "ㄱ": "a", "ㄴ": "b", "1": "a", "2": "b", "one": "a", "two": "b"}
        said = next(group for group in found.groups() if group)
        return Token("SIDELABEL", value.get(said, said), position, found.end())
    bare = None if _ARTICLE.match(source.cased, position) else _BARE_SIDE.match(source.cased, position)
    return Token("SIDELABEL", bare.group(1).lower(), position, bare.end()) if bare else None


@lru_cache(maxsize=4)
def _circled_sides(source: Source) -> bool:
    """`① ... ② ... ①, ②의 파라미터 수`: two circled numbers, each named again behind its description."""
    return all(source.lower.count(mark) > 1 for mark in "①②") and "③" not in source.lower


@lru_cache(maxsize=4)
def _both_labelled(source: Source) -> bool:
    labels = {next(group for group in found.groups() if group) for found in _SIDE.finditer(source.lower)}
    return not labels & {"c", "3", "three"} and any(
        pair <= labels for pair in ({"a", "b"}, {"가", "나"}, {"ㄱ", "ㄴ"}, {"1", "2"}, {"one", "two"})
    )


_BEFORE_AFTER = re.compile(
    r"(?<![가-힣])(?:(?:바꾸기|교체|분해|변경|적용|대체|치환|도입|변환|분리|그룹화|사용|수정|[가-힣]{1,4}기)\s?)?전\s?(?:과|/|·|및|,)?\s?(?:분해|변경|적용|분리|사용|교체)?\s?후(?:의|에|로|를)?|"
    r"(?<![가-힣])[가-힣]{1,4}기\s?전(?:과|,)\s[가-힣]{1,4}\s(?:후|뒤)(?:의|에)?"
)


def before_after(source: Source, position: int) -> Token | None:
    """`분해 전과 후`, `교체 전/후`, `쪼개기 전과 쪼갠 뒤`: both sides of a replacement."""
    if not "가" <= source.lower[position] <= "힣":
        return None
    found = _BEFORE_AFTER.match(source.lower, position)
    return Token("BEFOREAFTER", "전후", position, found.end()) if found else None


_HALF = re.compile(r"(dw|pw)(?![a-z0-9_.])")
_VARIABLE = re.compile(r"(?<![a-z0-9_])(?:dw|pw)\d?\s?=\s?(?:nn\.|layers\.|keras|tf\.|conv|depthwise)|self\.(?:dw|pw)")


def half(source: Source, position: int) -> Token | None:
    """`DW 3×3 → PW 1×1`, `dw+pw`: the halves of a separable convolution, where they are no variables of code."""
    found = _HALF.match(source.lower, position)
    if not found or re.match(r"[a-z0-9_.]", source.lower[position - 1 : position] or " "):
        return None
    if _VARIABLE.search(source.lower):
        return None
    return Token(found.group(1).upper(), source.cased[position : found.end()], position, found.end())


def with_aliases(tokens: list[Token]) -> list[Token]:
    """`sep = nn.Sequential(<a depthwise layer>, <a 1x1 layer>)`: elsewhere the name stands for the separable block."""
    names = {
        str(token.value) for at, token in enumerate(tokens) if token.kind == "WORD" and _is_split_block(tokens, at)
    }
    return [
        token._replace(kind="DWSEP")
        if token.kind == "WORD" and str(token.value) in names and kind_at(tokens, at + 1) != "EQ"
        else token
        for at, token in enumerate(tokens)
    ]


def _is_split_block(tokens: list[Token], at: int) -> bool:
    """Whether a block of two layers of code, the first one in groups, is assigned here."""
    ahead = tokens[at + 1 : at + 5]
    opened = [place for place, one in enumerate(ahead) if str(one.value).lower() == "sequential"]
    if not ahead or ahead[0].kind != "EQ" or not opened:
        return False
    inside = tokens[at + 2 + opened[0] :]
    closed = next((place for place, one in enumerate(inside) if one.kind in ("RP", "STOP")), len(inside))
    calls = [one.value.fields for one in inside[:closed] if one.kind == "CALL"]
    return len(calls) == 2 and (calls[0].get("groups") or 1) > 1


_OLD = frozenset(
    {
        *("old", "original", "originally", "before", "previous", "previously", "former", "initially", "initial"),
        *("start", "started", "begin", "began", "had"),
        *("원래", "원래는", "원래의", "기존", "기존의", "예전", "예전의", "종전", "종전의", "이전", "이전의"),
        *("전", "전의", "전에", "전에는", "전엔", "전은", "처음", "처음엔", "처음에는", "본래"),
    }
)
_NEW = frozenset(
    {
        *("new", "after", "afterwards", "now", "replacement", "current", "currently", "later"),
        *("left", "remain", "remains", "remaining"),
        *("새", "새로운", "지금", "지금은", "이제", "이제는", "나중", "나중엔", "나중에는", "현재", "현재는"),
        *(
            "후",
            "후의",
            "후에",
            "후에는",
            "후엔",
            "후는",
            "뒤",
            "뒤의",
            "뒤에",
            "뒤에는",
            "뒤엔",
            "이후",
            "남은",
            "남는",
            "남게",
        ),
    }
)
_ASKING = frozenset({"COMPUTE", "ASK", "BLANK"})
_COUNTS = frozenset({"PARAMS", "WEIGHTS", "MACS", "FLOPS", "MULTS", "OPS"})
_NOUNS = frozenset({"CONV", "CONVLAYER", "LAYER", "DIMS", "CALL", "PW", "DW"})
"""`conv3x3 전에 1x1`: in front of which layer, not when."""


def with_sides(tokens: list[Token]) -> list[Token]:
    """The tokens with such words as names of the sides, where both are spoken of in what is asked."""
    places = [at for part in _asking_parts(tokens) for at in part]
    old = [at for at in places if _tells(tokens, at, _OLD)]
    new = [at for at in places if _tells(tokens, at, _NEW)]
    named = {_side(token) for at, token in enumerate(tokens) if token.kind == "BEFOREAFTER" and at in places}
    told = {*named, *("old" for _ in old), *("new" for _ in new)}
    if "both" in told or told != {"old", "new"} or any(token.kind == "SIDELABEL" for token in tokens):
        return tokens
    sides = {**dict.fromkeys(old, "before"), **dict.fromkeys(new, "after")}
    return [
        token._replace(kind="BEFOREAFTER", value=sides[at]) if at in sides else token for at, token in enumerate(tokens)
    ]


def _side(token: Token) -> str:
    """The side that a name told elsewhere stands for: `원래 몇`, `바꾼 후`; `전/후` are both."""
    word = str(token.value).lower()
    old = any(part in word for part in ("before", "original", "old", "전", "원래", "기존"))
    new = any(part in word for part in ("after", "new", "후", "뒤", "나서"))
    return "both" if old and new else "old" if old else "new"


def _tells(tokens: list[Token], at: int, words: frozenset[str]) -> bool:
    token = tokens[at]
    said = token.kind in ("WORD", "THEN") and str(token.value).lower() in words
    return said and not (at and tokens[at - 1].kind in _NOUNS and "가" <= str(token.value)[:1] <= "힣")


def _asking_parts(tokens: list[Token]) -> list[range]:
    """The sentences and lines that ask for a count."""
    ends = [at for at, token in enumerate(tokens) if token.kind in ("STOP", "ASK")] + [len(tokens) - 1]
    parts, low = [], 0
    for end in ends:
        kinds = {token.kind for token in tokens[low : end + 1]}
        if kinds & _COUNTS and kinds & _ASKING:
            parts.append(range(low, end + 1))
        low = end + 1
    return parts
