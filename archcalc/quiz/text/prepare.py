"""Tokens made ready for the patterns: short forms spelled out, rows joined, remarks on notation dropped."""

from __future__ import annotations

import re

from archcalc.quiz.text.axes import announced, ordered_by_axes
from archcalc.quiz.text.denselayers import with_counted_chains, with_dense_names
from archcalc.quiz.text.examples import with_compared, with_example, with_samples
from archcalc.quiz.text.factors import spelled_growth
from archcalc.quiz.text.ownership import with_own_filters
from archcalc.quiz.text.respelled import respelled
from archcalc.quiz.text.sharing import told_by_kind
from archcalc.quiz.text.sides import with_aliases, with_sides
from archcalc.quiz.text.spare import (
    without_asking_twice,
    without_legends,
    without_meanings,
    without_notes,
    without_signs_told,
)
from archcalc.quiz.text.tiles import tiled
from archcalc.quiz.text.token import Token, kind_at
from archcalc.quiz.text.toldcounts import with_told_counts
from archcalc.quiz.text.weightshapes import with_weight_shapes


def prepared(tokens: list[Token], text: str) -> list[Token]:
    """The tokens as the patterns take them."""
    tokens = tiled(without_asking_twice(with_weight_shapes(tokens, text), text), text)
    tokens = spelled_growth(_without_restated_widths(tokens), text)
    tokens = with_counted_chains(with_dense_names(tokens, text))
    tokens = with_own_filters(tokens, text)
    tokens = with_aliases(with_sides(told_by_kind(respelled(tokens, text))))
    tokens = _entering(ordered_by_axes(announced(_without_single_sheets(tokens, text))), text)
    tokens = with_told_counts(without_legends(without_signs_told(tokens)), text)
    return _with_rows_joined(without_notes(without_meanings(_with_words_beside_numbers(tokens, text))), text)


def _without_single_sheets(tokens: list[Token], text: str) -> list[Token]:
    """`입력 한 장에 3×3 필터 6개`: one picture, no number of anything; `이미지 한 장당` says what for."""
    return [
        token
        for index, token in enumerate(tokens)
        if not (token.kind == "WNUM" and token.value == 1 and "장" in text[token.start : token.end])
        or text[token.end : token.end + 1] == "당"
        or kind_at(tokens, index - 1) not in ("INPUT", "IMAGE", "MAP", "GRAY", "RGB")
    ]


def _with_words_beside_numbers(tokens: list[Token], text: str) -> list[Token]:
    """`nn.AdaptiveAvgPool2d(1)` beside a matrix names an operation, and no layer of a network."""
    if not any(token.kind == "MATRIX" for token in tokens):
        return tokens
    return [
        token._replace(kind="GAP", value=text[token.start : token.end])
        if token.kind == "CALL" and token.value.kind == "gap"
        else token
        for token in tokens
    ]


def _without_restated_widths(tokens: list[Token]) -> list[Token]:
    """`300-100-10 구조(입력 300, 은닉 100, 출력 10)`: brackets that only name the widths of a chain."""
    chain = next((token.value for token in tokens if token.kind == "CHAIN"), None)
    for first in [at for at, token in enumerate(tokens) if chain and token.kind == "LP"]:
        last = next((at for at in range(first, len(tokens)) if tokens[at].kind == "RP"), first)
        numbers = tuple(token.value for token in tokens[first:last] if token.kind == "NUM")
        if numbers == tuple(chain or ()):
            return tokens[:first] + tokens[last + 1 :]
    return tokens


_ON = re.compile(r"(?<![a-z])(?:on|over|onto|applied to)\s(?:an?\s|the\s)?$")
_INTO = re.compile(
    r"(?:에|에다|에다가|을|를)\s?(?:적용|통과|넣|입력하|사용|쓰)|\s(?:집어\s?넣|넣으|넣었|넣어|통과시키|통과하)"
)
_NAMES_MAP = frozenset({"MAP", "IMAGE", "INPUT", "GRAY", "RGB", "CH", "GIVES", "ARROW", "SIZE", "FILTER", "OUTPUT"})


def _entering(tokens: list[Token], text: str) -> list[Token]:
    """`16 filters on 13x13x128`, `224×224에 적용하면`: what a layer works on is its input."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        behind = kind_at(tokens, index + 1, "STOP")
        told = any(one.kind == "KSIZE" for one in tokens[:index])  # then even a small size is no kernel
        large = token.kind == "DIMS" and (max(token.value) > 11 or told)
        worked_on = behind not in _NAMES_MAP and _ON.search(text[max(0, token.start - 20) : token.start].lower())
        if large and (worked_on or (_INTO.match(text, token.end) and kind_at(kept, -1 + len(kept)) not in _NAMES_MAP)):
            kept.append(Token("INPUT", "", token.start, token.start))
        kept.append(token)
    return kept


_LOSSES = frozenset({"MSE", "CE", "SSE", "SOFTMAX"})
_LIKELY = re.compile(r"(?:logits?|로짓).*(?:probabilit|확률)|(?:probabilit|확률).*(?:logits?|로짓)", re.DOTALL)


def _with_rows_joined(tokens: list[Token], text: str) -> list[Token]:
    """`rows [1, 2], [3, 4]`: vectors of one length beside each other are the rows of a matrix."""
    kinds = {token.kind for token in tokens}
    if kinds & _LOSSES or ("LOGITS" in kinds and _LIKELY.search(text.lower())):
        return with_compared(with_example(with_samples(tokens)))
    tokens = [_row_of(tokens, index, text) for index in range(len(tokens))]
    if "CALL" in kinds:
        tokens = [_shape_of(token) for token in tokens]
    if not any(token.kind == "VECTOR" for token in tokens):
        return tokens
    joined: list[Token] = []
    for token in tokens:
        row = token.kind == "VECTOR"
        entries = row and text[token.start].isalpha()  # `w1 = 2, w2 = -1` is no row of `x1 = ..., x2 = ...`
        last = joined[-1] if joined else None
        before = joined[-2] if len(joined) > 1 else None
        if row and not entries and last and last.kind == "MATRIX" and len(last.value[0]) == len(token.value):
            joined[-1] = last._replace(value=[*last.value, token.value], end=token.end)
        elif (
            row
            and not entries
            and last
            and before
            and last.kind in ("COMMA", "AND", "STOP", "SLASH")
            and before.kind == "MATRIX"
            and (len(before.value[0]) == len(token.value) and (last.kind != "AND" or len(before.value) > 1))
        ):
            joined[-2:] = [before._replace(value=[*before.value, token.value], end=token.end)]
        elif row:
            joined.append(token._replace(kind="MATRIX", value=[token.value]))
        else:
            joined.append(token)
    return joined


def _shape_of(token: Token) -> Token:
    """`[8, 3, 225, 225]` beside code is the shape of a tensor."""
    value = token.value
    whole = token.kind == "VECTOR" and 2 <= len(value) <= 5 and all(isinstance(one, int) and one > 0 for one in value)
    return token._replace(kind="DIMS", value=tuple(value)) if whole else token


def _row_of(tokens: list[Token], index: int, text: str) -> Token:
    """`(1,2,3,4), (5,6,7,8)`: sizes in brackets beside each other are rows."""
    token = tokens[index]
    beside = [tokens[at] for at in (index - 2, index + 2) if 0 <= at < len(tokens)]
    is_tuple = token.kind == "DIMS" and text[token.start] == "("
    if (
        is_tuple
        and len(token.value) > 2
        and any(one.kind == "DIMS" and len(one.value) == len(token.value) for one in beside)
    ) and any(tokens[at].kind == "COMMA" for at in (index - 1, index + 1) if 0 <= at < len(tokens)):
        return token._replace(kind="VECTOR", value=list(token.value))
    return token
