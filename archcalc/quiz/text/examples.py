"""Examples for a loss: rows of a batch, and one example told by two numbers (`the label is 1, the output 0.8`)."""

from __future__ import annotations

from fractions import Fraction

from archcalc.quiz.text.token import Token

_ASIDE = frozenset({"DECIMALS", "CLASS"})


def is_binary(tokens: list[Token]) -> bool:
    """Whether the cross-entropy is that of two classes and one probability."""
    named = any(token.kind == "CE" and str(token.value).lower().startswith(("bce", "nn.bce")) for token in tokens)
    squashed = any(
        str(token.value).lower().startswith(("sigmoid", "시그모이드", "로지스틱", "logistic")) for token in tokens
    )
    return named or squashed or any(token.kind in ("BINARY", "POSITIVE", "NEGATIVE") for token in tokens)


def with_example(tokens: list[Token]) -> list[Token]:
    """The label and the probability as vectors of one entry, with the words for a target and a prediction."""
    kinds = {token.kind for token in tokens}
    if "CE" not in kinds or "VECTOR" in kinds or not is_binary(tokens):
        return tokens
    numbers = [token for index, token in enumerate(tokens) if token.kind == "NUM" and not _is_aside(tokens, index)]
    shares = [token for token in numbers if isinstance(token.value, Fraction) and 0 < token.value < 1]
    labels = [token for token in numbers if token.value in (0, 1) and isinstance(token.value, int)]
    said = kinds & {"POSITIVE", "NEGATIVE"}
    if len(shares) != 1 or len(shares) + len(labels) != len(numbers):
        return tokens
    values = {token.value for token in labels} | {int(one == "POSITIVE") for one in said}
    if len(values) != 1:
        return tokens
    target = [Token("TARGET", "", 0, 0), Token("VECTOR", [values.pop()], 0, 0), Token("STOP", "", 0, 0)]
    predicted = [Token("PRED", "", 0, 0), Token("VECTOR", [shares[0].value], 0, 0), Token("STOP", "", 0, 0)]
    return target + predicted + [token for token in tokens if token not in numbers]


_GIVEN = frozenset({"PRED", "OUTPUT", "LOGITS", "TARGET"})


def with_compared(tokens: list[Token]) -> list[Token]:
    """`the prediction is 3.1, the true value 2.5`: the squared error of two numbers, as vectors of one entry."""
    kinds = {token.kind for token in tokens}
    numbers = [token for index, token in enumerate(tokens) if token.kind == "NUM" and not _is_aside(tokens, index)]
    aimed = any(token.kind == "TARGET" or str(token.value).startswith("목표") for token in tokens)
    told = aimed and len(kinds & _GIVEN) >= (2 if "TARGET" in kinds else 1)
    if "VECTOR" in kinds or not kinds & {"MSE", "SSE"} or not told or len(numbers) != 2:
        return tokens
    return [token._replace(kind="VECTOR", value=[token.value]) if token in numbers else token for token in tokens]


def _is_aside(tokens: list[Token], index: int) -> bool:
    """`3 decimals`, `2 classes`."""
    beside = tokens[max(0, index - 1) : index] + tokens[index + 1 : index + 2]
    return any(token.kind in _ASIDE for token in beside)


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
