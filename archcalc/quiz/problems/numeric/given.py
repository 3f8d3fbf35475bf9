"""What is given: which of the matrices are channels of the input and which are kernels."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.problems.numeric.kernelfirst import are_kernels_by_verb
from archcalc.quiz.problems.numeric.pointwise import pointwise
from archcalc.quiz.problems.numeric.sliding import Matrix
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.token import Token

_KERNEL_WORDS = frozenset({"FILTER", "KSIZE", "WEIGHTS"})
_INPUT_WORDS = frozenset({"INPUT", "IMAGE", "MAP", "UNITSIN"})
_HEADS = frozenset({"CONV", "CONVLAYER"})
_CONVOLUTIONS = ("CONV", "CONVLAYER", "CONVOLVE", "FILTER", "TRANS", "WEIGHTS", "DW", "NOFLIP", "FLIP", "VALID")
_SLIDING = (*_CONVOLUTIONS, "KSIZE", "STRIDE", "PIXSTEP", "PAD", "SAME", "D1", "UNITS", "BIAS")


_ADDED = re.compile(
    r"(?<![a-z])(?:add|added|adds|sum|summed)(?![a-z])(?!\s(?:up\s)?(?:a\s|the\s|an\s)?(?:bias|offset))|"
    r"(?<!편향을 )(?<!편향 )(?:더하|더한|합한|합하)"
)


class Given(NamedTuple):
    """The channels of the input, and for each filter one slice a channel."""

    channels: list[Matrix]
    filters: list[list[Matrix]]
    flat: bool  # one row of numbers, written as a vector
    stated: bool  # all kernels are written out


def read_given(scene: Scene) -> Given:
    """Tell inputs from kernels, by size where sizes differ, else by the words in front of them."""
    tokens = [token for token in scene.tokens if token.kind == "MATRIX"]
    matrices: list[Matrix] = [token.value for token in tokens]
    flat = all(_is_flat(scene, token) for token in tokens)
    alike = len({(len(one), len(one[0])) for one in matrices}) == 1
    kernel = _constant_kernel(scene)
    if len(matrices) == 1 or (kernel and alike):
        return Given(matrices, [[kernel] * len(matrices)] if kernel else [], flat, False)
    if alike and not scene.has(*_CONVOLUTIONS) and scene.has(*POOLS, "GAP"):
        return Given(matrices, [], flat, True)
    told = scene.has(*_SLIDING) or are_kernels_by_verb(scene, tokens) is not None
    if not told:  # two matrices alone: perhaps a sum or a product
        raise not_understood("what to do with the matrices", "행렬들로 무엇을 하는지")
    if scene.has("UNITS") and not flat and any(_is_flat(scene, token) for token in tokens):
        raise not_understood("several neurons", "여러 뉴런")
    mixed = pointwise(scene, matrices, [_is_flat(scene, token) for token in tokens])
    if mixed:
        return Given(*mixed, flat=False, stated=True)
    kernels = _are_kernels(scene, tokens)
    channels = [matrix for matrix, kernel in zip(matrices, kernels, strict=True) if not kernel]
    slices = [matrix for matrix, kernel in zip(matrices, kernels, strict=True) if kernel]
    return Given(channels, _filters(scene, channels, slices), flat, True)


def _is_flat(scene: Scene, token: Token) -> bool:
    """`[1, 2, 3]`, rather than `[[1, 2, 3]]`."""
    start = scene.body[token.start : token.start + 12].replace(" ", "")
    return len(token.value) == 1 and start[:2] not in ("[[", "((", "{{")


def _filters(scene: Scene, channels: list[Matrix], slices: list[Matrix]) -> list[list[Matrix]]:
    """The slices of one filter, one for each channel; or several filters over one channel."""
    unclear = not_understood(
        f"what the {len(channels) + len(slices)} matrices are", f"행렬 {len(channels) + len(slices)}개의 뜻"
    )
    if not channels or not slices or len({(len(one), len(one[0])) for one in channels}) > 1:
        raise unclear
    if len(channels) == len(slices):
        return [[one] for one in slices] if is_depthwise(scene) else [slices]
    places = [index for index, token in enumerate(scene.tokens) if token.kind == "MATRIX"]
    between = {token.kind for token in scene.tokens[places[0] : places[-1]]}
    added = len(slices) > 1 and _ADDED.search(scene.body.lower())
    if len(channels) != 1 or between & {"THEN", "ARROW"} or added:  # one kernel behind the other is no second filter
        raise unclear
    return [[one] for one in slices]


def is_depthwise(scene: Scene) -> bool:
    """`depthwise`, `채널별 합성곱`; in `채널별 가중치` the word says nothing of the kind."""
    pairs = zip(scene.tokens, scene.tokens[1:], strict=False)
    return any(one.kind == "DW" and (str(one.value)[:1] != "채" or two.kind in _HEADS) for one, two in pairs)


def _constant_kernel(scene: Scene) -> Matrix | None:
    """`a 3x3 averaging filter`, `a 2x2 kernel of ones`: a kernel that is told by one number."""
    sized = [layer.kernel for layer in scene.layers if layer.is_conv and layer.kernel is not None]
    if len(sized) != 1 or not scene.has("AVGFILTER", "ONES"):
        return None
    height, width = sized[0][0], sized[0][-1]
    value = Fraction(1, height * width) if scene.has("AVGFILTER") else 1
    return [[value] * width for _ in range(height)]


_LETTER = re.compile(r"(?<![A-Za-z])([A-Za-z])_?[\d₀-₉]{0,2}\s?[=:]\s?$")


def _are_kernels(scene: Scene, tokens: list[Token]) -> list[bool]:
    """By size, as kernels are smaller; where one may be larger, or all are alike, by words; a last one of two is it."""
    sides = [(len(token.value), len(token.value[0])) for token in tokens]
    named = _lettered(scene, tokens) or _named_kernels(scene) or are_kernels_by_verb(scene, tokens)
    padded = any((layer.pad and any(layer.pad)) or layer.same for layer in scene.layers) or scene.has("TRANS")
    if len(set(sides)) == 2 and not (padded and named):
        return [side == min(sides, key=lambda one: one[0] * one[1]) for side in sides]
    if named:
        return named
    if len(tokens) == 2:
        return [False, True] if sides[0] == sides[1] else [side == min(sides) for side in sides]
    raise not_understood(f"what the {len(tokens)} matrices are", f"행렬 {len(tokens)}개의 뜻")


def _lettered(scene: Scene, tokens: list[Token]) -> list[bool] | None:
    """`X = [...]`, `K = [...]`: matrices with the letters that everyone uses."""
    letters = [_LETTER.search(scene.body[: token.start]) for token in tokens]
    names = [found.group(1).lower() if found else "" for found in letters]
    kernels = [name in ("k", "w", "f", "h", "g") for name in names]
    inputs = [name in ("x", "i", "a", "m", "z") for name in names]
    told = all(kernel != given for kernel, given in zip(kernels, inputs, strict=True))
    return kernels if told and len(set(kernels)) == 2 else None


def _named_kernels(scene: Scene) -> list[bool] | None:
    """By the last word in front of each matrix that names one of the two, carried on to those that follow."""
    found: list[bool | None] = []
    start = 0
    for index, token in enumerate(scene.tokens):
        if token.kind == "MATRIX":
            said = [one.kind for one in scene.tokens[start:index] if one.kind in _KERNEL_WORDS | _INPUT_WORDS]
            found.append((said[-1] in _KERNEL_WORDS or _is_slice(said)) if said else None)
            start = index + 1
    if len(found) == 2 and None in found:  # of two, the one that is not named is the other
        found = [
            not found[1 - at] if one is None and found[1 - at] is not None else one for at, one in enumerate(found)
        ]
    for at in range(1, len(found)):
        found[at] = found[at - 1] if found[at] is None else found[at]
    named = [bool(one) for one in found]
    return named if len(set(named)) == 2 else None


def _is_slice(said: list[str]) -> bool:
    """`kernel for the input's channel 1`, told just in front of the matrix."""
    return len(said) > 1 and said[-2] in _KERNEL_WORDS and said[-1] == "INPUT"


def check_stated(scene: Scene, given: Given, results: set[tuple[int, int]]) -> None:
    """`4x4 input [[...]]`: what is written, or comes out, must be as large as it is said to be."""
    sides = _sides(given.channels)
    if scene.input is not None and not _is_one(scene.input, sides | results, given.flat):
        raise contradiction("the matrix is not as large as stated", "행렬의 크기가 설명과 다릅니다")
    _check_told_behind(scene)
    told = {one.token.value for one in (*scene.roles("cin"), *scene.roles("ch"))} - {1}
    if given.filters and len(given.channels) == 1 and len(told) == 1 and not given.flat:
        raise missing("the values of the other channels", "다른 채널의 값")
    results = results | (sides if _names_matrix(scene) else set())
    if scene.out_sizes is not None and not _is_one(scene.out_sizes, results, given.flat):
        raise contradiction("the result is not as large as stated", "결과의 크기가 설명과 다릅니다")
    if not given.stated or not given.filters:
        return
    kernels = _sides([one for part in given.filters for one in part])
    for layer in scene.layers:
        last = max(token.start for token in scene.tokens if token.kind == "MATRIX")
        known = kernels | (results if layer.start > last else set())  # `Write down the 2x2 response.`
        if layer.is_conv and layer.kernel is not None and not _is_one(layer.kernel, known, given.flat):
            raise contradiction("the kernel is not as large as stated", "커널의 크기가 설명과 다릅니다")


_TOLD_BEHIND = re.compile(r"\s?(?:is|is a|\(|은|는|이|가)\s?")


def _check_told_behind(scene: Scene) -> None:
    """`Input [[...]] is 4x4`: the size just behind a matrix is its own."""
    for matrix, size in itertools.pairwise(scene.tokens):
        between = scene.body[matrix.end : size.start].lower()
        told = (matrix.kind, size.kind) == ("MATRIX", "DIMS") and _TOLD_BEHIND.fullmatch(between)
        if told and tuple(size.value[:2]) != (len(matrix.value), len(matrix.value[0])):
            raise contradiction("the matrix is not as large as stated", "행렬의 크기가 설명과 다릅니다")


def _names_matrix(scene: Scene) -> bool:
    """`makes of the 4x6 matrix [[...]]`: the size just in front of a matrix is its own."""
    starts = {one.token.start for one in scene.roles("out")}
    return any(
        token.start in starts and "MATRIX" in set(scene.kinds_in(index + 1, index + 2))
        for index, token in enumerate(scene.tokens)
    )


def _sides(matrices: list[Matrix]) -> set[tuple[int, int]]:
    return {(len(one), len(one[0])) for one in matrices}


def _is_one(size: tuple[int, ...], sides: set[tuple[int, int]], flat: bool) -> bool:
    """Whether a stated size is one of these; of a vector only the length is told."""
    return size[-1] in {side[1] for side in sides} if flat else tuple(size) in sides


_DONE = re.compile(
    r"convolution(?:al)?\s(?:layer\s|step\s)?(?:result|output|returned|gave|gives|yield|produced)|"
    r"(?:result|output)\sof\s(?:a|the)\sconvolution|(?:합성곱|컨볼루션)(?:의|\s층의|\s계층의|\s연산의)?\s?(?:결과|출력)"
)


def need_filters(scene: Scene, given: Given) -> None:
    """A convolution needs its kernel's values, unless what it gave is told."""
    sized = any(layer.is_conv and layer.kernel for layer in scene.layers)
    if _DONE.search(scene.body.lower()) and not sized and len(given.channels) == 1:
        return
    if not given.filters and any(layer.is_conv for layer in scene.layers):
        raise missing("the kernel's values, or a pooling window", "커널의 값 또는 풀링 창")
