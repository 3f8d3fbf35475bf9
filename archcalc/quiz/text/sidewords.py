"""Words that name a side of a comparison only beside the other: `standard/separable`, `일반 : 분리`, `plain ÷ sep`."""

from __future__ import annotations

from archcalc.quiz.text.token import Token, kind_at

_SIGNS = frozenset({"SLASH", "DIVIDE", "COLON", "VERSUS", "RATIO", "LP"})
_WORDS = {
    **dict.fromkeys(("separable", "sep", "분리", "분리형", "쪼갠", "분해", "분할"), "DWSEP"),
    **dict.fromkeys(("grouped", "그룹"), "GROUPED"),
    **dict.fromkeys(("원래", "기존", "std", "원본"), "STANDARD"),
}
_SIDES = frozenset({"STANDARD", "DWSEP", "GROUPED", "DW", "BEFOREAFTER", "BOTTLENECK"})


def with_divided_sides(tokens: list[Token]) -> list[Token]:
    """The tokens with such words as the sides they name."""
    tokens = _with_aliases(tokens)
    return [
        token._replace(kind=_WORDS[str(token.value).lower()])
        if token.kind in ("WORD", "GROUP") and str(token.value).lower() in _WORDS and _is_beside(tokens, at)
        else token
        for at, token in enumerate(tokens)
    ]


def _is_beside(tokens: list[Token], at: int) -> bool:
    """Whether a sign of division stands beside the word, and a side, or another such word, beyond it."""
    for step in (-1, 1):
        beyond = at + 2 * step
        other = kind_at(tokens, beyond) in _SIDES or (
            kind_at(tokens, beyond) == "WORD" and str(tokens[beyond].value).lower() in _WORDS
        )
        if kind_at(tokens, at + step) in _SIGNS - {"LP"} and other:
            return True
    return False


def _with_aliases(tokens: list[Token]) -> list[Token]:
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
