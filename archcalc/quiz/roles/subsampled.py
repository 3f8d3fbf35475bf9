"""LeNet's trainable subsampling: `16 maps of 10x10 become 5x5, with one coefficient and one bias per map`.

Such a text says little in many words, and most of it twice: the size of the maps and the window give the output, the
window's area the inputs of a unit. So its numbers are read by their values, and what they say again must be true.
"""

from __future__ import annotations

from typing import NamedTuple

from archcalc.formula import prod
from archcalc.quiz.answers import contradiction
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.token import Token

Sizes = tuple[int, ...]
_OTHERS = ("CONV", "CONVLAYER", "FILTER", "CALL", "MATRIX", "FC", "STRIDE", "MAXPOOL")
_COEFFICIENTS = ("coefficient", "multiplier", "계수")
_SUBSAMPLED = ("subsampl", "sub-sampl", "서브샘플", "부표본", "부분표본")
_REACH = 4


class Subsampled(NamedTuple):
    """Maps, their size, and the window that does not overlap."""

    maps: int
    sizes: Sizes
    window: Sizes


def label_subsampled(scene: Scene) -> None:
    """Set the numbers of such a layer aside and keep what they say.

    Raises:
        Refused: what is said of the output does not follow.
    """
    if not _is_subsampling(scene):
        return
    numbers = [token for token in scene.tokens if token.kind in ("NUM", "WNUM", "DIMS", "COUNTED")]
    sizes = _sizes(numbers)
    maps = _maps(scene)
    if len(maps) != 1 or sizes is None:
        return
    whole, window = sizes
    known = {1, *maps, prod(window), prod(window) + 1}
    if any(token.kind in ("NUM", "WNUM") and token.value not in known for token in numbers):
        return
    scene.numbers["subsampled"] = Subsampled(maps.pop(), whole, window)
    scene.label("skip", numbers)


def _is_subsampling(scene: Scene) -> bool:
    """A coefficient and a bias of each map, where maps are pooled."""
    named = any(
        (token.kind == "LAYERNAME" and token.value in ("s2", "s4"))
        or (token.kind == "WORD" and str(token.value).lower().startswith(_SUBSAMPLED))
        for token in scene.tokens
    )
    if not (named or scene.has("REGION", "PATCHOF", *POOLS)) or not scene.has("BIAS") or scene.has(*_OTHERS):
        return False
    return any(
        _is_coefficient(token) or (token.kind == "WEIGHTS" and _is_beside_maps(scene, index))
        for index, token in enumerate(scene.tokens)
    )


def _is_coefficient(token: Token) -> bool:
    return token.kind in ("WEIGHTS", "MULTS") and str(token.value).lower().startswith(_COEFFICIENTS)


def _is_beside_maps(scene: Scene, index: int) -> bool:
    """`특징맵마다 가중치 1개`."""
    return any(one.kind == "MAP" for one in scene.tokens[max(0, index - _REACH) : index + _REACH + 1])


def _sizes(numbers: list[Token]) -> tuple[Sizes, Sizes] | None:
    """The size of the maps and the window, from two or three different sizes; the output must be what follows."""
    found: list[Sizes] = []
    for token in numbers:
        if token.kind in ("DIMS", "COUNTED"):
            sizes = token.value[1] if token.kind == "COUNTED" else token.value[:2]
            found += [sizes] if sizes not in found else []
    found.sort(reverse=True)
    if len(found) not in (2, 3) or any(len(sizes) != 2 for sizes in found):
        return None
    whole, last = found[0], found[-1]
    if len(found) == 2 and last[0] * last[0] > whole[0]:  # no window but the output: 28x28 to 14x14
        last = tuple(one // two for one, two in zip(whole, last, strict=True))
    out = tuple(one // two for one, two in zip(whole, last, strict=True))
    if any(one % two for one, two in zip(whole, last, strict=True)) or (len(found) == 3 and found[1] != out):
        raise contradiction("the maps and the window do not give that output", "특징맵과 창으로는 그 출력이 안 됩니다")
    return whole, last


def _maps(scene: Scene) -> set[int]:
    """How many maps there are: numbers beside `maps` or `channels`, and those in shapes."""
    found: set[int] = set()
    for at, token in enumerate(scene.tokens):
        around = scene.tokens[max(0, at - 1) : at + 3]
        if token.kind == "COUNTED":
            found.add(token.value[0])
        elif token.kind == "DIMS" and len(token.value) == 3:
            found.add(token.value[2])
        elif token.kind in ("NUM", "WNUM") and token.value != 1 and any(t.kind in ("MAP", "CH") for t in around):
            found.add(token.value)
    return found
