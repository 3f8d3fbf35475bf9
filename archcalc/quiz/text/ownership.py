"""Weights of one's own, told by what has them: each unit for itself shares none."""

from __future__ import annotations

from archcalc.quiz.text.token import Source, Token

_OWN = frozenset({"own", "자기", "따로", "별도", "고유", "각자", "독립", "개별"})
_OWNERS = frozenset({"UNITS", "REGION", "LABELLED"})
_OWNED = frozenset({"WEIGHTS", "BIAS", "FILTER"})
_REACH = 8


def owned_apart(tokens: list[Token], source: Source) -> list[Token]:
    """`each output unit had weights and a bias of its own`, `뉴런마다 자기 가중치와 편향`: no sharing."""
    kinds = [token.kind for token in tokens]
    for at, token in enumerate(tokens):
        if token.kind != "EACH" or not {*kinds[max(0, at - 1) : at], *kinds[at + 1 : at + 3]} & _OWNERS:
            continue
        last = _end_of_owned(tokens, at)
        if last:
            first = at - (at > 0 and kinds[at - 1] in _OWNERS)
            apart = Token("UNSHARED", "own weights", tokens[first].start, tokens[last].end)
            return [*tokens[:first], apart, *owned_apart(tokens[last + 1 :], source)]
    return tokens


def _end_of_owned(tokens: list[Token], at: int) -> int:
    """The last token of the stretch that names what is owned; 0 if it is not said to be one's own."""
    own = last = 0
    for place in range(at + 1, min(at + _REACH, len(tokens))):
        token = tokens[place]
        if token.kind in ("STOP", "ASK", "PARAMS", "COMPUTE", "NUM"):
            break
        if str(token.value).lower().startswith(tuple(_OWN)):
            own = place
        elif token.kind in _OWNED:
            last = place
    return max(own, last) if own and last else 0
