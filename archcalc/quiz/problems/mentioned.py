"""The layers that a stretch of text names: `conv2`, `the second pooling`, `합성곱층 전체의`."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.quiz.problems.network import Walked
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.token import Token

NAMES = frozenset({"CONVNAME", "FCNAME", "POOLNAME", "LAYERNAME"})
CONVS = frozenset({"CONV", "CONVLAYER", "TRANS"})


def mentioned(scene: Scene, walked: Sequence[Walked], first: int, last: int) -> list[int | None]:
    used = scene.covered()
    starts = {one.layer.start for one in walked}
    tokens = scene.tokens
    found: list[int | None] = []
    at, depth = first, 0
    while at <= last:
        token = tokens[at]
        depth += (token.kind == "LP") - (token.kind == "RP")
        heads = _heads(tokens, at, starts)
        if token.kind == "FCNAME" or (token.kind in NAMES and at not in used and not heads):
            found.append(_named(walked, token))
        elif token.kind == "ORD" and _noun(scene, at) == "BLOCK":
            pass  # `the second block of VGG-16`: no layer
        elif token.kind == "ORD" and at not in used and not heads:
            introduced = _introduced(tokens, at, walked)
            counted = _counted(walked, int(token.value), _noun(scene, at))
            found.append(counted if introduced is None else introduced)
        elif token.kind == "WHICH" and at not in used:
            found += [_counted(walked, number, "") for number in token.value]
        elif token.kind == "LASTONE" and at + 1 <= last and tokens[at + 1].kind in CONVS | set(POOLS) | {"FC"}:
            of_kind = layers_of_kind(walked, tokens[at + 1].kind)
            found.append(of_kind[-1] if of_kind else None)
        elif token.kind == "DIMS" and token.start not in starts and tokens[at + 1 : at + 2]:
            found += _of_kernel(walked, token, tokens[at + 1].kind)
        elif _is_kind(tokens, at, used, depth):
            found += layers_of_kind(walked, token.kind)
        elif token.kind in CONVS | set(POOLS) and at and tokens[at - 1].value == "after":
            only = layers_of_kind(walked, token.kind)
            found += only if len(only) == 1 and at not in used else []
        at += 1
    return found


def _of_kernel(walked: Sequence[Walked], token: Token, behind: str) -> list[int | None]:
    """`the 3x3 conv`: the one layer with this kernel, named once more."""
    having: list[int | None] = [place for place, one in enumerate(walked) if one.layer.kernel == token.value]
    return having if len(having) == 1 and behind in CONVS | {"LAYER"} else []


def _is_kind(tokens: list[Token], at: int, used: set[int], depth: int) -> bool:
    """Whether all layers of a kind are meant: `after each pool`, `합성곱층 전체의`."""
    if tokens[at].kind in POOLS:
        return at > 0 and tokens[at - 1].kind in ("EACH", "FOLLOWS", "ALL")
    kinds = ("CONVLAYER", "FC", "CONV")
    if any(token.kind == "ORD" for token in tokens[at + 1 : at + 4]) and _is_network(tokens[at]):
        return False  # `완전연결 신경망에서 첫 번째 층의`
    return tokens[at].kind in kinds and at not in used and depth <= 0 and _is_all(tokens, at)


def _is_network(token: Token) -> bool:
    return str(token.value).lower().endswith(("망", "net", "network", "mlp", "퍼셉트론", "perceptron"))


def _heads(tokens: list[Token], at: int, starts: set[int]) -> bool:
    """Whether a name stands before a layer's own description, rather than naming it again."""
    for token in tokens[at + 1 : at + 5]:
        if token.kind in ("STOP", "ASK"):
            return False
        if token.start in starts:
            return True
    return False


def _is_all(tokens: list[Token], at: int) -> bool:
    """`합성곱층 전체의`, `of the conv layers`: a kind of layers, not the network or the word in passing."""
    kind = tokens[at].kind
    behind = [token.kind for token in tokens[at + 1 : at + 3]]
    before = [token.kind for token in tokens[max(0, at - 2) : at]]
    if "ORD" in before or "LASTONE" in before or "INPUT" in behind[:1]:
        return False
    return kind in ("CONVLAYER", "FC") or behind[:1] == ["LAYER"] or behind == ["WNUM", "EACH"]


def _introduced(tokens: list[Token], at: int, walked: Sequence[Walked]) -> int | None:
    """The layer that the same ordinal introduced: `the first layer has 20 5x5 filters, the second layer 40 ...`."""
    for place in range(at):
        if tokens[place].kind == "ORD" and tokens[place].value == tokens[at].value:
            starts = {token.start for token in tokens[place + 1 : place + 5]}
            found = [number for number, one in enumerate(walked) if one.layer.start in starts]
            return found[0] if len(found) == 1 else None
    return None


def _noun(scene: Scene, at: int) -> str:
    """The kind of layer an ordinal counts: `the second conv`, `conv 2`; empty for layers of any kind."""
    tokens = scene.tokens
    if scene.body[tokens[at].start : tokens[at].end].lower().startswith("conv"):
        return "CONV"
    for token in tokens[at + 1 : at + 3]:
        if token.kind in CONVS | set(POOLS) | {"FC", "BLOCK"}:
            return token.kind
        if token.kind not in ("LAYER", "NUM", "UNITS", "ORD"):
            break
    return ""


def _counted(walked: Sequence[Walked], number: int, noun: str) -> int | None:
    places = layers_of_kind(walked, noun) if noun else _layers(walked)
    return places[number - 1] if 0 < number <= len(places) else None


def _layers(walked: Sequence[Walked]) -> list[int]:
    return [at for at, one in enumerate(walked) if one.layer.is_conv or one.layer.is_pool or one.layer.kind == "fc"]


def layers_of_kind(walked: Sequence[Walked], kind: str) -> list[int]:
    if kind in POOLS:
        return [at for at, one in enumerate(walked) if one.layer.is_pool]
    if kind in ("FC", "FCNAME"):
        return [at for at, one in enumerate(walked) if one.layer.kind == "fc"]
    return [at for at, one in enumerate(walked) if one.layer.is_conv]


def _named(walked: Sequence[Walked], token: Token) -> int | None:
    """A layer by its name; `conv2` is the second convolution where no layer has a name."""
    found = [at for at, one in enumerate(walked) if one.layer.name and one.layer.name == token.value]
    if len(found) == 1:
        return found[0]
    kind = {"FCNAME": "FC", "POOLNAME": "POOL", "CONVNAME": "CONV"}.get(token.kind, "")
    of_kind = layers_of_kind(walked, kind) if kind else []
    digits = "".join(letter for letter in str(token.value) if letter.isdigit() or letter == "_")
    if kind == "FC" and len(of_kind) == 1:
        return of_kind[0]
    unnamed = not any(one.layer.name for one in walked)
    if unnamed and digits.isdigit() and 0 < int(digits) <= len(of_kind):
        return of_kind[int(digits) - 1]
    return None
