"""Numbers that several layers or both sides of a comparison share, and those told for several kinds in a row."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_LEGEND = re.compile(
    r"\((?:kernel|filter|window|k|커널|필터)(?:\ssize|\s?크기)?\s?,\s?(?:stride|s|스트라이드|보폭)\)\s?[:=]?"
)


def paired_windows(tokens: list[Token], source: Source) -> list[Token]:
    """`(kernel, stride): conv (7, 2), pool (3, 2)`: pairs that a legend explains."""
    legend = _LEGEND.search(source.lower)
    if not legend:
        return tokens
    kept = [token for token in tokens if not legend.start() <= token.start < legend.end()]
    return [
        token._replace(kind="STEPPED", value=((token.value[0],) * 2, token.value[1]))
        if token.kind == "DIMS" and len(token.value) == 2 and source.lower[token.start] == "("
        else token
        for token in kept
    ]


def ungrouped(tokens: list[Token], source: Source) -> list[Token]:
    """`groups를 1에서 4로`, `g=1일 때`: one group, beside another number of them, is the ordinary convolution."""
    numbers = [at for at, token in enumerate(tokens) if token.kind in ("NUM", "WNUM") and _groups_at(tokens, at)]
    ones = [at for at in numbers if tokens[at].value == 1]
    called = any(token.kind == "CALL" and (token.value.fields.get("groups") or 1) > 1 for token in tokens)
    if len(numbers) + called < 2 or len(ones) != 1:
        return tokens
    at = ones[0]
    group = at - 2 if tokens[at - 1].kind == "EQ" else at - 1
    measured = tokens[group].kind == "GROUP" and group - 1 not in numbers
    start = group if measured else at
    plain = Token("STANDARD", "g=1", tokens[start].start, tokens[at].end)
    follows = measured and (at + 1 in numbers or at + 2 in numbers)
    return [*tokens[:start], plain, *([tokens[group]] if follows else []), *tokens[at + 1 :]]


def _groups_at(tokens: list[Token], at: int) -> bool:
    """Whether a number is one of groups: `groups=2`, `groups from 1 to 4`, `2 groups instead of 1`."""
    if [token.kind for token in tokens[at + 1 : at + 2]] == ["GROUP"]:
        return True
    place = at - 1
    while place >= 0 and tokens[place].kind in ("EQ", "COLON", "FROM", "TO", "AND", "OR", "NUM", "VERSUS", "COMMA"):
        if tokens[place].kind == "NUM" and at - place > 2:
            return False
        place -= 1
    return place >= 0 and tokens[place].kind == "GROUP"


def shared_kernel(tokens: list[Token], source: Source) -> list[Token]:
    """`conv(3→16), conv(16→32), all 3x3`: the one kernel, written before each layer it is of."""
    heads = [
        at
        for at in range(len(tokens) - 4)
        if [token.kind for token in tokens[at : at + 5]] == ["CONV", "LP", "NUM", "ARROW", "NUM"]
        or [token.kind for token in tokens[at : at + 4]] == ["CONVNAME", "NUM", "ARROW", "NUM"]
    ]
    sizes = [at for at, token in enumerate(tokens) if token.kind == "DIMS" and len(set(token.value)) == 1]
    if len(heads) < 2 or len(sizes) != 1 or max(tokens[sizes[0]].value) > 11:
        return tokens
    beside = {token.kind for token in [*tokens[max(0, sizes[0] - 2) : sizes[0]], *tokens[sizes[0] + 1 : sizes[0] + 3]]}
    if not beside & {"ALL", "EACH"}:
        return tokens
    kernel = tokens[sizes[0]]
    spread: list[Token] = []
    for at, token in enumerate(tokens):
        if at in heads and token.kind == "CONVNAME":
            spread += [token, kernel._replace(start=token.end, end=token.end)]
        elif at in heads:
            spread.append(kernel._replace(start=token.start, end=token.start))
            spread.append(token._replace(start=token.start + 1))
        elif at != sizes[0]:
            spread.append(token)
    return spread


_ATTRIBUTES = frozenset({"STRIDE", "PAD"})
_CONVS = frozenset({"CONV", "CONVLAYER"})
_POOLS = frozenset({"POOL", "MAXPOOL", "AVGPOOL"})
_NUMBERS = frozenset({"NUM", "WNUM"})


def told_by_kind(tokens: list[Token]) -> list[Token]:
    """The tokens with each kind of layers in front of its own number, as `convs: stride 1. pools: stride 2` has it."""
    told: list[Token] = []
    at = 0
    while at < len(tokens):
        row = tokens[at : at + 6]
        if tokens[at].kind in _ATTRIBUTES and _is_row([token.kind for token in row[1:]]):
            attribute, one, first, _, two, second = row
            stop = Token("STOP", ";", first.end, first.end)
            opens = [stop._replace(start=attribute.start, end=attribute.start)] if told else []
            again = attribute._replace(start=two.start, end=two.start)
            told += [*opens, first, attribute, one, stop, second, again, two]
            at += 6
        else:
            told.append(tokens[at])
            at += 1
    return told


def _is_row(kinds: list[str]) -> bool:
    """`1 conv and 2 pools`."""
    if len(kinds) < 5 or kinds[0] not in _NUMBERS or kinds[2] not in ("AND", "COMMA") or kinds[3] not in _NUMBERS:
        return False
    return (kinds[1] in _CONVS and kinds[4] in _POOLS) or (kinds[1] in _POOLS and kinds[4] in _CONVS)
