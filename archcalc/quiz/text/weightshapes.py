"""Layers told by the shape of their weights: `weight tensor (64, 32, 3, 3)`, `fc1.weight: [120, 400]`, `bias [120]`."""

from __future__ import annotations

import re

from archcalc.quiz.answers import Refused, contradiction
from archcalc.quiz.text.token import Token, kind_at

_OUT_FIRST = re.compile(r"torch|\.weight|(?<![a-z])nn\.|oihw|\(?\s?out(?:put)?\w*,\s?in")
_OUT_LAST = re.compile(r"keras|tensorflow|(?<![a-z])tf(?![a-z])|hwio|in(?:put)?\w*,\s?out\w*\s?\)")
_DENSE_WEIGHTS = re.compile(
    r"(?!.*(?:param|파라미터|매개변수))(?=.*(?:fully|dense|fc(?![a-z])|linear|완전|전결합|밀집))", re.DOTALL
)
"""Weights alone of a dense layer: how many inputs and how many outputs there are makes no difference."""
_WEIGHTS = ("WEIGHTS", "FILTER", "KSIZE")
_IDLE = frozenset({"MAP", "SIZE", "EQ", "COLON", "WORD", "NUM", "IN", "VEC", "LP", "RP"})
_BETWEEN = _IDLE | {"CONV", "CONVLAYER", "LAYER", "FC"}
_FARTHEST = 8


def of_weights(shape: tuple[int, ...], text: str = "") -> tuple[int, int, tuple[int, ...]]:
    """Output channels, input channels and kernel of a weight tensor: `64x32x3x3`, or `3x3x32x64`."""
    if _OUT_FIRST.search(text) or _OUT_LAST.search(text):
        first = bool(_OUT_FIRST.search(text))
        return (shape[0], shape[1], shape[2:]) if first else (shape[-1], shape[-2], shape[:-2])
    if shape[2] == shape[3] and shape[0] != shape[1]:
        return shape[0], shape[1], shape[2:]
    if shape[0] == shape[1] and shape[2] != shape[3]:
        return shape[3], shape[2], shape[:2]
    if len(set(shape[:2])) == len(set(shape[2:])) == 1 and shape[2] < shape[0]:
        return shape[0], shape[1], shape[2:]
    raise contradiction(f"a kernel of {shape}", f"커널 크기 {shape}")


def with_weight_shapes(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with such a shape as the layer it is of: kernel, input and output channels, a bias if it has one."""
    kept: list[Token] = []
    shaped, at = False, 0
    while at < len(tokens):
        shape = _shape(tokens[at])
        head = _head(kept) if len(shape) in (2, 4) else -1
        head = -1 if len(shape) == 2 and head >= 0 and kept[head].kind != "WEIGHTS" else head
        ahead = 1 + (kind_at(tokens, at + 2) == "MAP") if _holds_weights(tokens, at, shape) else 0
        if ahead:
            layer = _layer(tokens[at], shape, text.lower(), None)
            kept, at = [*kept, *(layer or tokens[at : at + ahead + 1])], at + ahead + 1
            continue
        end = _bias_end(tokens, at) if shaped else 0
        if head >= 0 and _is_told(kept, head, text):
            layer = _layer(tokens[at], shape, text.lower(), _bias_length(tokens))
            if layer:
                kept[head:] = [*(token for token in kept[head + 1 :] if token.kind not in _IDLE), *layer]
                kept = _without_dot(kept, len(kept) - len(layer))
                shaped, at = True, at + 1
                continue
        if end:
            kept = _without_dot([*kept, tokens[at]], len(kept))
            kept.append(Token("INCL", "", tokens[end - 1].start, tokens[end - 1].end))
            at = end
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def _holds_weights(tokens: list[Token], at: int, shape: tuple[int, ...]) -> bool:
    """`a fully connected layer of 4096x1000 weights`, `a 1000x4096 weight matrix`."""
    dense = any(token.kind in ("FC", "FCNAME") for token in tokens)
    return len(shape) == 2 and dense and kind_at(tokens, at + 1) == "WEIGHTS" and tokens[at].kind == "DIMS"


def _shape(token: Token) -> tuple[int, ...]:
    """The numbers of a size or of a list in brackets."""
    value = token.value
    if token.kind == "MATRIX" and len(value) == 1:
        value = value[0]
    listed = token.kind in ("DIMS", "VECTOR", "MATRIX") and isinstance(value, (list, tuple))
    whole = listed and all(isinstance(one, int) and one > 0 for one in value)
    return tuple(value) if whole else ()


def _head(kept: list[Token]) -> int:
    """Where the word for the weights stands whose shape comes next; -1 if there is none."""
    for at in range(len(kept) - 1, max(-1, len(kept) - 1 - _FARTHEST), -1):
        if kept[at].kind in _WEIGHTS:
            return at
        if kept[at].kind not in _BETWEEN:
            return -1
    return -1


def _is_told(kept: list[Token], head: int, text: str) -> bool:
    """`weight tensor`, `kernel of shape`, `conv1.weight`: the shape of the whole, not the size of one filter."""
    between = [token.kind for token in kept[head + 1 :]]
    dotted = text[kept[head].start - 1 : kept[head].start] == "."
    listed = between[-1:] in (["COLON"], ["EQ"]) and kept[head].kind == "WEIGHTS"
    return dotted or listed or bool({"MAP", "SIZE"} & set(between)) or kept[head].kind == "KSIZE"


def _layer(token: Token, shape: tuple[int, ...], text: str, bias: int | None) -> list[Token]:
    """Tokens that describe the layer, each with a place of its own in the shape."""
    if len(shape) == 4:
        try:
            cout, cin, kernel = of_weights(shape, text)
        except Refused:
            return []
        parts = [("NUM", cin), ("CH", ""), ("ARROW", "→"), ("NUM", cout), ("CH", ""), ("DIMS", kernel)]
    elif bias in shape or _OUT_FIRST.search(text) or _OUT_LAST.search(text) or _DENSE_WEIGHTS.match(text):
        first = bias == shape[0] if bias in shape else bool(_OUT_FIRST.search(text))
        cout, cin = shape if first else shape[::-1]
        parts = [("FC", "fc"), ("NUM", cin), ("ARROW", "→"), ("NUM", cout)]
    else:
        return []
    places = [Token(kind, value, token.start + at, token.start + at + 1) for at, (kind, value) in enumerate(parts)]
    return [*places, Token("WSHAPE", shape, token.start + len(parts), token.end)]


def _bias_end(tokens: list[Token], at: int) -> int:
    """Where the shape of a bias ends that begins with its name: `bias of shape (16,)`; 0 if none does."""
    if tokens[at].kind != "BIAS":
        return 0
    place = at + 1
    while kind_at(tokens, place) in ("MAP", "SIZE", "EQ", "COLON", "VEC", "WORD") and place < at + 5:
        place += 1
    if len(_shape(tokens[place])) == 1 if place < len(tokens) else False:
        return place + 1
    bracketed = [token.kind for token in tokens[place : place + 4]]
    if bracketed == ["LP", "NUM", "COMMA", "RP"]:
        return place + 4
    return place + 1 if kind_at(tokens, place) == "NUM" and place > at + 1 else 0


def _bias_length(tokens: list[Token]) -> int | None:
    """How many biases their shape tells."""
    for at in range(len(tokens)):
        end = _bias_end(tokens, at)
        numbers = [number for token in tokens[at:end] for number in (_shape(token) or (token.value,))]
        if end:
            return next((number for number in numbers if isinstance(number, int)), None)
    return None


def _without_dot(kept: list[Token], at: int) -> list[Token]:
    """`conv1.weight`: the name alone, without the dot that ends no sentence."""
    dotted = at > 1 and kept[at - 1].kind == "STOP" and kept[at - 2].kind in ("CONVNAME", "FCNAME", "LAYERNAME")
    return [*kept[: at - 1], *kept[at:]] if dotted else kept
