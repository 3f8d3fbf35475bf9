"""`weights and biases separately`: two counts, where the phrase else means their sum."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_BOTH = re.compile(r"(weights?)\s(?:and)\s(bias(?:es)?)|(가중치)[와과]\s?(편향)")
_APART = re.compile(r"\bseparately\b|\bapart\b|따로|나눠|나누어|구분")


def split_counts(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with such a phrase taken apart, if the text wants the two counts by themselves."""
    if not _APART.search(source.lower):
        return tokens
    split: list[Token] = []
    for token in tokens:
        both = _BOTH.fullmatch(source.lower[token.start : token.end]) if token.kind == "PARAMS" else None
        if both is None:
            split.append(token)
            continue
        first, second = (1, 2) if both.group(1) else (3, 4)
        spans = [(token.start + both.start(at), token.start + both.end(at)) for at in (first, second)]
        split.append(Token("WEIGHTS", both.group(first), *spans[0]))
        split.append(Token("AND", "and", spans[0][1], spans[1][0]))
        split.append(Token("BIASES", both.group(second), *spans[1]))
    return split
