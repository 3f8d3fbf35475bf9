"""Sizes without a word beside them."""

from __future__ import annotations

import re

from archcalc.quiz.roles.patterns import Found, in_order
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import sentence_at
from archcalc.quiz.text.stretches import kinds_among, start_of
from archcalc.quiz.text.token import Token

LARGEST_KERNEL = 11
"""Wider kernels than AlexNet's first are not expected without a word that says so."""


def label_sizes(scene: Scene) -> None:
    """Sizes that no pattern knew: the first large one is the input, small square ones are kernels."""
    scene.found = [_map_not_kernel(scene, one) for one in scene.found]
    scene.rename([one for one in scene.found if _heads_list(scene, one)], "in")
    placed = {one.token.start for one in scene.found}
    has_input = any(one.role == "in" for one in scene.found)
    for index, token in enumerate(scene.tokens):
        if token.start in placed:
            continue
        role = ""
        if token.kind == "DIMS" and has_input and _ends_chain(scene, token, index):
            role = "out"
        elif token.kind == "DIMS":
            stated = _is_stated_output(scene, index)
            role = "out" if stated else _leftover_role(scene, token, has_input)
        if role:
            scene.found.append(scene.alone(role, token, sure=False))
            has_input = has_input or role == "in"
    scene.found = in_order(scene.found)


def _map_not_kernel(scene: Scene, one: Found) -> Found:
    """`a 112x112x64 layer`, `the output of a conv layer is 10x10x16`: maps; no kernel is as large and as deep."""
    sizes = one.token.value
    if one.token.kind == "COUNTED" and one.role == "filters" and min(sizes[1]) > LARGEST_KERNEL:
        return one._replace(role="in")  # `12@24x24 → 2x2 pooling`: maps
    if one.role == "kernel" and one.token.kind == "DIMS" and len(sizes) == scene.axes + 2 and scene.has("CALL"):
        return one._replace(role="in")  # a whole batch
    large = one.token.kind == "DIMS" and len(sizes) == scene.axes + 1 and min(sizes[: scene.axes]) > LARGEST_KERNEL
    filters = scene.kinds_of(one) & {"FILTER", "KSIZE"}
    if one.role == "kernel" and not filters and (large or _is_of_input(scene, one) or _measures_map(scene, one)):
        return one._replace(role="in")
    if one.role in ("in", "out") and one.token.kind == "DIMS" and (sizes == (1, 1) or _is_factored(scene, sizes)):
        return one._replace(role="kernel") if scene.has("CONV", "FILTER", "WEIGHTS", "PARAMS", "MULTS") else one
    heads = [token.kind for token in scene.tokens[max(0, one.first - 1) : one.first + 1]]
    solid = one.token.kind == "DIMS" and len(sizes) == scene.axes + 1
    if solid and heads[0] == "OUTPUT" and heads[-1] in ("CONV", "CONVLAYER"):
        return one._replace(role="out")
    return one


def _heads_list(scene: Scene, one: Found) -> bool:
    """`Conv layer: 29×25 grey picture, 3×3 filters, ...`: as large as no kernel, beside one that filters name."""
    sized = one.role == "kernel" and one.token.kind == "DIMS" and len(one.token.value) == scene.axes
    if not sized or min(one.token.value) <= LARGEST_KERNEL or any(other.role == "in" for other in scene.found):
        return False
    inside = scene.kinds_of(one)
    if not inside & {"COLON", "SIZE"} or inside & {"FILTER", "KSIZE"}:
        return False
    others = [other for other in scene.found if other.role == "kernel" and other.token is not one.token]
    return any(scene.kinds_of(other) & {"FILTER", "KSIZE"} for other in others)


def _is_of_input(scene: Scene, one: Found) -> bool:
    """`the input of a conv layer is 48 pixels high and 96 pixels wide`: as large as no kernel, and called the input."""
    sized = one.token.kind == "DIMS" and len(one.token.value) == scene.axes and min(one.token.value) > LARGEST_KERNEL
    inside = scene.kinds_of(one)
    before = scene.kinds_in(one.first - 2, one.first - 1)
    named = "INPUT" in before or before[-1:] in (["MAP"], ["IMAGE"])
    return sized and named and inside <= {"DIMS", "CONV", "CONVLAYER", *POOLS}


def _measures_map(scene: Scene, one: Found) -> bool:
    """`The feature map after a conv layer measures 30x30`: its subject has the size, not the layer named last."""
    head = scene.tokens[sentence_at(scene.tokens, one.first).first]
    measures = scene.tokens[one.last - 1].value == "measures"
    return measures and head.kind in ("MAP", "OUTMAP", "OUTPUT") and min(one.token.value) > LARGEST_KERNEL


def _is_stated_output(scene: Scene, index: int) -> bool:
    """`The output of a 5x5 convolution ... is 20x20.`: the last size of a sentence that begins with the output."""
    tokens = scene.tokens
    if index + 1 < len(tokens) and tokens[index + 1].kind not in ("STOP", "COMMA", "AND", "WORD"):
        return False
    start = start_of(tokens, index)
    return tokens[start].kind in ("OUTPUT", "OUTMAP") and start != index


def _ends_chain(scene: Scene, token: Token, index: int) -> bool:
    """`20×20×256 → (3×3, same) → 20×20×192`: a large size behind an arrow, after the input."""
    behind = index > 0 and scene.tokens[index - 1].kind == "ARROW"
    last = "ARROW" not in kinds_among(scene.tokens[index + 1 : index + 3])
    return behind and last and len(token.value) >= scene.axes and max(token.value) >= 12


_RESIZED = re.compile(
    r"\s?(?:크기)?(?:으로|로)\s?(?:키우|키운|키울|늘리|늘려|늘린|줄이|줄여|줄인|맞추|맞춰|확대|축소|만들)"
)
"""`32×32로 키우고 싶다`: the size that comes out."""


def _leftover_role(scene: Scene, token: Token, has_input: bool) -> str:
    sizes = token.value
    spatial = sizes[: scene.axes]
    windowed = scene.has("CONV", "CONVLAYER", "RF", "DWSEP", "FILTER", "DIL", *POOLS, "KSIZE", "TRANS", "DW", "LAYER")
    windowed = windowed or scene.has("STANDARD", "GROUP", "GROUPED", "BOTTLENECK", "PW", "ARROW", "LAYERNAME")
    if scene.has("RF", "LAYERS") and any(one.role == "kernel" for one in scene.found) and scene.has("LAYERS"):
        return "field"
    if len(sizes) >= 3 and not has_input and max(sizes) > LARGEST_KERNEL:
        return "in"
    if (
        len(sizes) == scene.axes
        and windowed
        and max(spatial) <= LARGEST_KERNEL
        and (len(set(spatial)) == 1 or 1 in spatial)
    ):
        return "kernel"
    if len(sizes) == 2 and scene.axes == 2 and _is_factored(scene, sizes):
        return "kernel"
    if not has_input and len(sizes) >= 2 and max(sizes) > LARGEST_KERNEL:
        return "in"
    if len(sizes) >= 3 and not has_input:
        return "in"
    if has_input and _RESIZED.match(scene.body, token.end):
        return "out"
    if len(sizes) == scene.axes + 1 and _is_same_map(scene, token):
        return "out"  # `a 28x28x192 volume ... 28x28x32`: with other channels, it is what comes out
    return ""


def _is_factored(scene: Scene, sizes: tuple[int, ...]) -> bool:
    """`15x15 as 15x1 and 1x15`: of a whole kernel and its two halves all sides are named."""
    side = max(sizes)
    named = {token.value for token in scene.tokens if token.kind == "DIMS"}
    return {(side, 1), (1, side)} <= named and sizes in {(side, side), (side, 1), (1, side)}


def _is_same_map(scene: Scene, token: Token) -> bool:
    """Whether a size differs from the input before it only in its channels."""
    inputs = [one.token for one in scene.found if one.role == "in" and one.token.kind == "DIMS"]
    alike = [one for one in inputs if one.start < token.start and len(one.value) == len(token.value)]
    return any(one.value[:-1] == token.value[:-1] and one.value != token.value for one in alike)
