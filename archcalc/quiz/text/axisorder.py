"""Sizes whose order of axes is told beside them: `3x224x224 (C x H x W)`, `(C, H, W) = (3, 224, 224)`."""

from __future__ import annotations

from archcalc.quiz.text.axes import OF_OUTPUT
from archcalc.quiz.text.token import Token, kind_at

_NOUNS = ("MAP", "IMAGE", "INPUT", "GRAY", "RGB")


def ordered_by_axes(tokens: list[Token]) -> list[Token]:
    """`3x224x224 (C x H x W)`: a size with the order of its axes; what only names the usual order is left out."""
    kept: list[Token] = []
    for token in _order_behind(tokens):
        if token.kind != "AXES":
            kept.append(token)
            continue
        place = len(kept) - 1
        while place >= 0 and (_stands_between(kept[place]) or (kept[place].kind == "LP" and "d" in token.value)):
            place -= 1
        if place == len(kept) - 1 and kept and kept[place].kind in ("COMMA", "LP"):  # `(3, 8, 8), channels first`
            place -= 1
        sized = kept[place] if place >= 0 else None
        if sized and sized.kind == "DIMS" and len(sized.value) != len(token.value):
            token = token._replace(value=_of_first(tokens, token, len(sized.value)) or token.value)
        if token.value == "chw" and sized and sized.kind == "DIMS" and _cube_beside(tokens, sized):
            continue  # `(depth x height x width)` of a volume
        if not sized or sized.kind not in ("DIMS", "ORDERED") or len(_sizes(sized)) != len(token.value):
            kept.append(token)
        elif sized.kind == "DIMS" and "c" in token.value and ("d" in token.value or not token.value.endswith("c")):
            kept[place] = sized._replace(kind="ORDERED", value=(token.value, sized.value))
    return [token._replace(kind="AXES") if token.kind == OF_OUTPUT else token for token in kept]


def announced(tokens: list[Token]) -> list[Token]:
    """`(C, H, W) = (6, 29, 25)`: the order stands before the sizes."""
    kept = list(tokens)
    for at in range(len(kept) - 3, -1, -1):
        order, equals, sizes = kept[at : at + 3]
        if [order.kind, equals.kind, sizes.kind] == ["AXES", "EQ", "DIMS"] and len(order.value) == len(sizes.value):
            solid = order.value == "chw" and _cube_beside(kept, sizes)
            known = not solid and "c" in order.value and not (order.value.endswith("c") and "d" not in order.value)
            kept[at : at + 3] = [sizes._replace(kind="ORDERED", value=(order.value, sizes.value)) if known else sizes]
    return kept


def _stands_between(token: Token) -> bool:
    """What may stand between a size and its order: `(3, 50) input in channels-first order (channels, length)`."""
    return token.kind in (*_NOUNS, "AXES") or str(token.value).lower() in ("order", "layout", "format")


def _order_behind(tokens: list[Token]) -> list[Token]:
    """`channels-first input (6, 29, 25)`: where the order is told first, it goes behind the size."""
    tokens = list(tokens)
    for index, token in enumerate(tokens):
        ahead = tokens[index + 1 : index + 5]
        place = next((at for at, one in enumerate(ahead) if one.kind == "DIMS"), -1)
        between = {one.kind for one in ahead[: max(place, 0)]}
        told = kind_at(tokens, index - 1) in ("DIMS", "ORDERED") or (index > 1 and tokens[index - 2].kind == "DIMS")
        if token.kind != "AXES" or token.value != "chw" or told or place < 0 or between & _PARTS:
            continue
        sizes = ahead[place].value
        order = _of_first(tokens, token, len(sizes))
        if order:
            tokens[index + 1 + place] = ahead[place]._replace(kind="ORDERED", value=(order, sizes))
            tokens[index] = token._replace(kind="DROP")
    return [token for token in tokens if token.kind != "DROP"]


def _of_first(tokens: list[Token], token: Token, count: int) -> str:
    """The order that `channels first` stands for, by the number of sizes: four are a batch, or a clip."""
    solid = any(
        one.kind in ("D3", "FRAMES")
        or (one.kind in ("CONV", "CALL", "CONVLAYER") and "3d" in str(one.value).lower())
        or (one.kind == "DIMS" and len(one.value) == 3 and len(set(one.value)) == 1)
        for one in tokens
    )
    return {2: "cl", 3: "chw", 4: "cdhw" if solid else "nchw"}.get(count, "") if token.value == "chw" else ""


_PARTS = frozenset({"STOP", "ASK", "NUM", "FILTER", "KSIZE", "CONV", "OUTPUT", "COMPUTE"})


def _cube_beside(tokens: list[Token], sized: Token) -> bool:
    """A kernel `5x5x5` that does not reach through all the depth, or a layer in 3 dimensions: it slides along it."""
    if any(token.kind == "D3" or (token.kind == "CALL" and token.value.axes == 3) for token in tokens):
        return len(sized.value) == 3
    cubes = [token.value for token in tokens if token.kind == "DIMS" and token is not sized and len(token.value) == 3]
    return any(len(set(cube)) == 1 and cube[0] < sized.value[0] for cube in cubes)


def _sizes(token: Token) -> tuple[int, ...]:
    sizes: tuple[int, ...] = token.value[1] if token.kind == "ORDERED" else token.value
    return sizes
