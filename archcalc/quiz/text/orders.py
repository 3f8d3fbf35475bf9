"""Sizes with the order of their axes beside them: `3x224x224 (C x H x W)`, `(C, H, W) = (3, 224, 224)`."""

from __future__ import annotations

from archcalc.quiz.text.token import Token

_NOUNS = ("MAP", "IMAGE", "INPUT", "GRAY", "RGB")


def ordered_by_axes(tokens: list[Token]) -> list[Token]:
    """`3x224x224 (C x H x W)`: a size with the order of its axes; what only names the usual order is left out."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind != "AXES":
            kept.append(token)
            continue
        place = len(kept) - 1
        while place >= 0 and kept[place].kind in (*_NOUNS, *(("LP",) if "d" in token.value else ())):
            place -= 1
        sized = kept[place] if place >= 0 else None
        if token.value == "chw" and sized and sized.kind == "DIMS" and _cube_beside(tokens, sized):
            continue  # `(depth x height x width)` of a volume
        if not sized or sized.kind not in ("DIMS", "ORDERED") or len(_sizes(sized)) != len(token.value):
            kept.append(token)
        elif sized.kind == "DIMS" and "c" in token.value and ("d" in token.value or not token.value.endswith("c")):
            kept[place] = sized._replace(kind="ORDERED", value=(token.value, sized.value))
    return kept


def announced(tokens: list[Token]) -> list[Token]:
    """`(C, H, W) = (6, 29, 25)`: the order stands before the sizes."""
    kept = list(tokens)
    for at in range(len(kept) - 3, -1, -1):
        order, equals, sizes = kept[at : at + 3]
        if [order.kind, equals.kind, sizes.kind] == ["AXES", "EQ", "DIMS"] and len(order.value) == len(sizes.value):
            known = "c" in order.value and not (order.value.endswith("c") and "d" not in order.value)
            kept[at : at + 3] = [sizes._replace(kind="ORDERED", value=(order.value, sizes.value)) if known else sizes]
    return kept


def _cube_beside(tokens: list[Token], sized: Token) -> bool:
    """A kernel `5x5x5` that does not reach through all the depth: it slides along it."""
    cubes = [token.value for token in tokens if token.kind == "DIMS" and token is not sized and len(token.value) == 3]
    return any(len(set(cube)) == 1 and cube[0] < sized.value[0] for cube in cubes)


def _sizes(token: Token) -> tuple[int, ...]:
    sizes: tuple[int, ...] = token.value[1] if token.kind == "ORDERED" else token.value
    return sizes
