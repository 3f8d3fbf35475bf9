"""The two sides of a replacement told by when they are: `the old layer, the new ones`, `원래 몇 개고 지금 몇 개`."""

from __future__ import annotations

from archcalc.quiz.text.token import Token

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
