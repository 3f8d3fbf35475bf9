"""Rows of a batch beside a loss: `y = [[0.1, 0.9], [0.8, 0.2]]` is one vector for each sample."""

from __future__ import annotations

from archcalc.quiz.text.token import Token


def with_samples(tokens: list[Token]) -> list[Token]:
    """Matrices as vectors beside each other."""
    apart: list[Token] = []
    for token in tokens:
        if token.kind != "MATRIX":
            apart.append(token)
            continue
        for number, row in enumerate(token.value):
            apart += [token._replace(kind="COMMA", value=",")] if number else []
            apart.append(token._replace(kind="VECTOR", value=list(row)))
    return apart
