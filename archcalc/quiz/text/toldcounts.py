"""A count of parameters that is told, where what leads to it is asked: `파라미터가 7,320개라면 필터는 몇 개`."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.text.hangul import is_korean
from archcalc.quiz.text.token import Token, kind_at

_NOUNS = {"PARAMS": "TOLDPARAMS", "WEIGHTS": "TOLDWEIGHTS"}
_WANTED = frozenset(
    {"FILTER", "NFILT", "COUT", "CH", "UNITS", "UNITSIN", "UNITSOUT", "CIN", "KSIZE", "GROUP", "MAP", "BLANK", "INPUT"}
    | {"OUTMAP", "NEURONS"}
)
_BIASES = frozenset({"BIAS", "INCL", "EXCL", "WITHBIAS", "WITHOUTBIAS"})
_BETWEEN = _BIASES | {
    "AND",
    "PLUS",
    "ALL",
    "TOTAL",
    "COMMA",
    "LP",
    "RP",
    "EQ",
    "COLON",
    "WORD",
    "VALUES",
    "COMPUTE",
    "TO",
}
_CLAUSE_ENDS = frozenset({"STOP", "ASK", "IF"})
_FARTHEST = 8
_LEAST = 10
"""Fewer parameters are told of no layer; such a number counts something else."""
_KOREAN_END = re.compile(
    r"\s?(?:개|\([^()]*\)|\s)*"
    r"(?:이?라[면고는]|이?라[서니]|일\s?때|일\s?경우|이?면|(?:이|였|이었|임|인|다|이다)(?=[\s.,?)]|$)|였|이었|이[고며]|이?고\s|이?며\s|인데|입니|예요|이에요|이야|"
    r"[가이]\s?(?:되|나오|나왔|나온|필요|있)|[가이]?\s?(?:되|나오|나왔|나온)|로\s?(?:나|찍|표시|계산)|(?:이?라고|이?라는)|이?던|이?었|"
    r"\s?[,.?)]|\s?$)"
)
_ENGLISH_START = re.compile(
    r"(?:\b(?:is|are|was|were|be|being|comes?|came|coming|numbers?|totals?|totall?ing|adds?|amounts?|sums?|equals?|equal|reach(?:es)?|"
    r"counts?|makes?|turns?|turned|shows?|read|reads|prints?|prints|at)\b"
    r"(?:\s(?:up|out|in|to|at|as|a|be|total|of|exactly|precisely|altogether|together|all|equal|just))*|[=:])\s?$"
)
_OWNING_VERB = re.compile(
    r"(?<!each\s)\b(?:has|have|had|having|contains?|containing|holds?|comprises?|uses?|needs?|requires?|consists\sof|shows?|counts|owns?|"
    r"makes?|gives?|yields?|results?\sin|leads?\sto|with)"
    r"(?:\s(?:in\stotal|exactly|a\stotal\sof|altogether|precisely|just))?\s$"
)
"""`a layer with biases has 18,496 parameters`: the noun stands right behind the number."""
_COUNTING_VERB = re.compile(r"\b(?:numbers?|come to|comes to|came to|adds? up to|amounts? to|sums? to|totals?)\s$")


def with_told_counts(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with the number that is such a count, and the noun that it counts, known as told.

    Example: in `its parameters, biases counted, come to 7,320; how many filters` the 7,320 are parameters, not filters.
    """
    told = dict(_told(tokens, text))
    nouns = {place: _noun(tokens, place) for place in told.values()}
    return [
        token._replace(kind="TOLD" if at in told else nouns[at]) if at in told or at in nouns else token
        for at, token in enumerate(tokens)
    ]


def _noun(tokens: list[Token], place: int) -> str:
    """Weights that are told together with biases are parameters: `가중치와 편향이 모두 7,320개`."""
    kinds = [token.kind for token in tokens[place : place + 3]]
    both = kinds[0] == "WEIGHTS" and kinds[1:2] in (["AND"], ["PLUS"]) and kinds[2:] == ["BIAS"]
    return "TOLDPARAMS" if both else _NOUNS[kinds[0]]


def _told(tokens: list[Token], text: str) -> list[tuple[int, int]]:
    """Places of the numbers that are told, each with the place of its noun."""
    korean = is_korean(text)
    found = []
    for at, token in enumerate(tokens):
        if token.kind != "NUM" or not isinstance(token.value, int) or token.value < _LEAST:
            continue
        if _owned(tokens, at, text) and _asks_what_leads_to_it(tokens, at + 1, at):
            found.append((at, at + 1))
            continue
        noun = _noun_before(tokens, at, text)
        if noun is None or not (_ends_so(token, text) if korean else _begins_so(tokens, noun, at, text)):
            continue
        if _asks_what_leads_to_it(tokens, noun, at):
            found.append((at, noun))
    return found if len(found) == 1 else []


def _owned(tokens: list[Token], at: int, text: str) -> bool:
    """`has 2,416 parameters`: told right before its noun, of the whole layer."""
    before = text[max(0, tokens[at].start - 40) : tokens[at].start].lower()
    return kind_at(tokens, at + 1) in _NOUNS and bool(_OWNING_VERB.search(before)) and "each" not in before


def _noun_before(tokens: list[Token], at: int, text: str) -> int | None:
    """The place of the parameters or weights that a number follows, with no other noun in between.

    Between them may stand whose they are where the verb can only count: `the weights of a 5x5 layer number 2,400`.
    """
    counts = bool(_COUNTING_VERB.search(text[: tokens[at].start].lower()))
    for place in range(at - 1, max(-1, at - 1 - _FARTHEST * (1 + counts)), -1):
        kind = tokens[place].kind
        if kind in _NOUNS:
            return place
        if kind in _CLAUSE_ENDS or (kind not in _BETWEEN and not counts):
            return None
    return None


def _ends_so(token: Token, text: str) -> bool:
    """`7,320개라면`, `7320일 때`, `7,320(편향 포함)이다`: the clause says that the count is this number."""
    digits = re.compile(r"[\d,]*\d").match(text, token.start)
    return bool(digits and _KOREAN_END.match(text, digits.end()))


def _begins_so(tokens: list[Token], noun: int, at: int, text: str) -> bool:
    """`parameters come to 7,320`, `the parameter count is 7320`: a verb leads to the number, no noun follows it."""
    asked = any(token.kind == "COMPUTE" for token in tokens[max(0, noun - 2) : at])
    leads = _ENGLISH_START.search(text[: tokens[at].start].lower())
    return bool(leads) and not asked and not _counts_noun(tokens, at, text)


def _counts_noun(tokens: list[Token], at: int, text: str) -> bool:
    """`are 64 filters`: what stands right behind the number is what it counts."""
    behind = kind_at(tokens, at + 1, "STOP")
    apart = at + 1 < len(tokens) and len(text[tokens[at].end : tokens[at + 1].start].strip()) > 1
    return behind in _WANTED | {"DIMS", "NUM", "LAYER", "CONV"} and not apart


def _asks_what_leads_to_it(tokens: list[Token], noun: int, at: int) -> bool:
    """Whether something of the layer is asked, behind the number or in a sentence before it."""
    if _asks(tokens[max(at, noun) + 1 :]):
        return True
    if noun > at and _asks([*tokens[_start(tokens, at) : at], tokens[-1]]):
        return True  # `how many 3x3 filters make 4,640 parameters`
    starts = [0, *(place + 1 for place in range(noun) if tokens[place].kind in _CLAUSE_ENDS)]
    return any(_asks(tokens[low : high - 1]) for low, high in pairwise(starts))


def _start(tokens: list[Token], at: int) -> int:
    """Where the sentence begins that a place stands in."""
    return next((place + 1 for place in range(at - 1, -1, -1) if tokens[place].kind in _CLAUSE_ENDS), 0)


def _asks(part: list[Token]) -> bool:
    """Whether a part of the text asks for an attribute of a layer, and for no other count of parameters."""
    kinds = {token.kind for token in part}
    open_kinds = kinds & {"ASK", "COMPUTE", "BLANK"} or any(token.kind == "COUT" for token in part)
    return bool(open_kinds and kinds & _WANTED) and not kinds & set(_NOUNS)
