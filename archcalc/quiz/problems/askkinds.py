"""What kinds of tokens speak of a quantity, without those that only tell of biases or of a number."""

from __future__ import annotations

from archcalc.quiz.text.token import Token, kind_at


def kinds_of_ask(tokens: list[Token]) -> set[str]:
    """The kinds of tokens of an ask; `각 16개` only says of which layers the number is."""
    following = [*tokens[1:], None]
    return {
        one.kind
        for at, (one, after) in enumerate(zip(tokens, following, strict=True))
        if not (one.kind == "EACH" and after is not None and after.kind == "NUM" and "with" not in str(one.value))
        and not (one.kind in ("EACH", "LABELLED") and _is_of_biases(tokens, at))
    }


def _is_of_biases(tokens: list[Token], at: int) -> bool:
    """`with biases in each layer`, `각 층에 편향이 있는`: it tells of biases, and asks for no number of each."""
    behind = [one.kind for one in tokens[at + 1 : at + 3]]
    if behind[:1] == ["THEN"] and behind[1:] and behind[1] in ("BN", "RELU", "MAXPOOL", "AVGPOOL", "POOL"):
        return True  # `각 층 뒤에 배치 정규화가 있을 때`
    return kind_at(tokens, at - 1) == "BIAS" or behind == ["LAYER", "BIAS"] or behind[:1] == ["BIAS"]
