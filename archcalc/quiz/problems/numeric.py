"""Convolution and pooling of small matrices, and the small chains of them that courses do by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.asks.find import Ask
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.sliding import Matrix, Numeric, convolve, pool, shown
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.working import Step, Steps


def solve_numeric(scene: Scene, asks: list[Ask]) -> Result:
    """Convolve or pool what is given, in the order the text says."""
    matrices: list[Matrix] = [token.value for token in scene.tokens if token.kind == "MATRIX"]
    _take_side_as_window(scene, matrices)
    matrices += _constant_kernel(scene, matrices)
    _check_stated(scene, matrices)
    steps: Steps = []
    convs = [layer for layer in scene.layers if layer.is_conv]
    pools = [layer for layer in scene.layers if layer.is_pool]
    relu = scene.has("RELU")
    if len(matrices) > 2:
        return _several_channels(scene, matrices, convs, steps)
    result = matrices[0]
    if len(matrices) == 2:
        layer = convs[0] if convs else (scene.layers[0] if scene.layers else None)
        stride = (layer.stride if layer and layer.stride else _global(scene, "stride"))[0]
        kernel = matrices[1]
        if _kernel_first(scene):
            result, kernel = kernel, result
        pad = (layer.pad if layer and layer.pad else (0,))[0] if layer else 0
        if layer and layer.same:
            pad = (len(kernel) - 1) // 2
        result = convolve(Numeric(result, _flipped(scene, kernel), stride, pad), steps)
        bias = _bias(scene)
        if bias:
            result = [[value + bias for value in row] for row in result]
    elif not pools:
        raise (
            missing("the kernel's values, or a pooling window", "커널의 값 또는 풀링 창")
            if scene.has("CONV", "FILTER", "CONVLAYER")
            else not_understood("what to do with the matrix", "행렬로 무엇을 하는지")
        )
    if relu and len(matrices) == 2:
        result = [[max(0, value) for value in row] for row in result]
    name = "feature_map"
    for layer in pools:
        name = "pooled"
        result = pool(result, _window(layer.kernel, scene), _pool_stride(layer, scene), _how(layer.kind), steps)
    if scene.input is not None and _is_result(scene) and (len(result), len(result[0])) != tuple(scene.input):
        raise contradiction("the result is not as large as stated", "결과의 크기가 설명과 다릅니다")
    picked = _picked(scene, result)
    if picked is not None:
        return Result((answer("value", picked, ""),), tuple(steps))
    wanted = scene.body.rstrip(" ?.!은는이가")
    return _answer(result, name, len(matrices), tuple(steps), wanted.endswith(("행렬", "matrix")))


def _flipped(scene: Scene, kernel: Matrix) -> Matrix:
    """The kernel turned by half a circle, where the text wants the convolution of mathematics."""
    if not scene.has("FLIP") or scene.has("NOFLIP"):
        return kernel
    return [row[::-1] for row in kernel[::-1]]


def _several_channels(scene: Scene, matrices: list[Matrix], convs: list[Layer], steps: Steps) -> Result:
    """One filter over an input of several channels: each channel with its slice, summed, and the bias once."""
    kernels = _are_kernels(scene, matrices)
    half = len(matrices) // 2
    if sum(kernels) != half or 2 * half != len(matrices) or scene.has("RELU", *POOLS):
        raise not_understood(f"what the {len(matrices)} matrices are", f"행렬 {len(matrices)}개의 뜻")
    stride = (convs[0].stride if convs and convs[0].stride else _global(scene, "stride"))[0]
    pad = (convs[0].pad if convs and convs[0].pad else (0,))[0]
    inputs = [m for m, kernel in zip(matrices, kernels, strict=True) if not kernel]
    slices = [m for m, kernel in zip(matrices, kernels, strict=True) if kernel]
    parts = [convolve(Numeric(m, _flipped(scene, k), stride, pad), steps) for m, k in zip(inputs, slices, strict=True)]
    bias = _bias(scene)
    result = [[sum(values) + bias for values in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)]
    steps += [
        Step("entry", f"{' + '.join(map(shown, [*values, bias] if bias else values))} = {shown(sum(values) + bias)}")
        for rows in zip(*parts, strict=True)
        for values in zip(*rows, strict=True)
    ]
    return _answer(result, "feature_map", 2, tuple(steps))


def _take_side_as_window(scene: Scene, matrices: list[Matrix]) -> None:
    """`size 2` beside a matrix of 3x3 is the size of the pooling window."""
    open_pools = [layer for layer in scene.layers if layer.is_pool and layer.kernel is None]
    sides = {(len(matrix), len(matrix[0])) for matrix in matrices}
    if scene.input is not None and len(open_pools) == 1 and tuple(scene.input) not in sides:
        open_pools[0].kernel, scene.input = scene.input, None


def _constant_kernel(scene: Scene, matrices: list[Matrix]) -> list[Matrix]:
    """`a 3x3 averaging filter`, `a 2x2 kernel of ones`: a kernel that is told by one number."""
    sized = [layer.kernel for layer in scene.layers if layer.is_conv and layer.kernel is not None]
    if len(matrices) != 1 or len(sized) != 1 or not scene.has("AVGFILTER", "ONES"):
        return []
    height, width = sized[0][0], sized[0][-1]
    value = Fraction(1, height * width) if scene.has("AVGFILTER") else 1
    return [[[value] * width for _ in range(height)]]


def _are_kernels(scene: Scene, matrices: list[Matrix]) -> list[bool]:
    """Which matrices are slices of the filter: the smaller ones, or those that words in front of them name."""
    sides = [(len(matrix), len(matrix[0])) for matrix in matrices]
    smaller = [side == min(sides) for side in sides]
    if len(set(sides)) == 2 and 2 * sum(smaller) == len(matrices):
        return smaller
    return _named_kernels(scene)


def _named_kernels(scene: Scene) -> list[bool]:
    """By the words in front of each matrix, carried on to those that follow."""
    found: list[bool] = []
    start, last = 0, False
    for index, token in enumerate(scene.tokens):
        if token.kind == "MATRIX":
            words = {one.kind for one in scene.tokens[start:index] if one.kind in ("FILTER", "KSIZE", "INPUT", "IMAGE")}
            if words:
                last = bool(words & {"FILTER", "KSIZE"}) and (bool(found) or not words & {"INPUT", "IMAGE"})
            found.append(last)
            start = index + 1
    return found


def _picked(scene: Scene, result: Matrix) -> Any:
    """One entry of the result, where the question wants only that."""
    words = [str(token.value).lower() for token in scene.tokens if token.kind == "PICK"]
    if not words:
        return None
    flat = [value for row in result for value in row]
    for parts, value in (
        (("top left", "top-left", "upper left", "upper-left", "왼쪽 위", "좌상단"), result[0][0]),
        (("top right", "top-right", "upper right", "오른쪽 위"), result[0][-1]),
        (("bottom left", "bottom-left", "lower left", "왼쪽 아래"), result[-1][0]),
        (("bottom right", "bottom-right", "lower right", "오른쪽 아래", "우하단"), result[-1][-1]),
        (("maximum", "largest", "최댓값", "최대값"), max(flat)),
    ):
        if len(words) == 1 and any(part in words[0] for part in parts):
            return value
    raise not_understood("which entry of the result is asked", "결과의 어느 값을 묻는지")


def _kernel_first(scene: Scene) -> bool:
    """Whether the kernel is written before the matrix it slides over: the one so named, else the smaller one."""
    places = [index for index, token in enumerate(scene.tokens) if token.kind == "MATRIX"]
    if len(places) != 2:
        return False
    low = [max(0, places[0] - 4), max(places[0] + 1, places[1] - 4)]
    before = [{token.kind for token in scene.tokens[first:at]} for first, at in zip(low, places, strict=True)]
    named = [bool(kinds & {"FILTER", "KSIZE"}) for kinds in before]
    if named[0] != named[1]:
        return named[0] and not before[0] & {"INPUT", "IMAGE"}
    one, two = (scene.tokens[at].value for at in places)
    return len(one) < len(two) or len(one[0]) < len(two[0])


def _bias(scene: Scene) -> Any:
    """The number that stands with the word bias."""
    matches = {one.match for one in scene.found if one.role == "bias"}
    values = [one.token.value for one in scene.found if one.role == "skip" and one.match in matches]
    if len(values) > 1:
        raise not_understood("several biases", "여러 편향")
    return values[0] if values else 0


def _answer(result: Matrix, name: str, count: int, steps: tuple[Step, ...], as_matrix: bool = False) -> Result:
    if len(result) == 1 == len(result[0]) and count == 2:
        return Result((answer("value", result[0][0], ""),), steps)
    if len(result) == 1 and count == 2 and not as_matrix:
        return Result((answer(name, list(result[0]), "vector"),), steps)
    return Result((answer(name, [list(row) for row in result], "matrix"),), steps)


def _check_stated(scene: Scene, matrices: list[Matrix]) -> None:
    """`4x4 input [[...]]`: what is written must be as large as it is said to be."""
    sides = {(len(matrix), len(matrix[0])) for matrix in matrices}
    if scene.input is not None and len(scene.input) == 2 and tuple(scene.input) not in sides and not _is_result(scene):
        raise contradiction("the matrix is not as large as stated", "행렬의 크기가 설명과 다릅니다")
    if len(matrices) == 2:
        for layer in scene.layers:
            if layer.is_conv and layer.kernel is not None and tuple(layer.kernel) not in sides:
                raise contradiction("the kernel is not as large as stated", "커널의 크기가 설명과 다릅니다")


def _is_result(scene: Scene) -> bool:
    """`What is the resulting 2x2 feature map?`, `어떤 2×2 행렬이 되나요`: the size of what comes out."""
    last = max(index for index, token in enumerate(scene.tokens) if token.kind == "MATRIX")
    sizes = scene.roles("in")
    return bool(sizes) and all(one.first > last for one in sizes)


def _global(scene: Scene, role: str) -> tuple[int, ...]:
    found = scene.roles(role)
    value = found[0].token.value if found else 1
    return value if isinstance(value, tuple) else (value,)


def _window(kernel: tuple[int, ...] | None, scene: Scene) -> tuple[int, int]:
    if kernel is None:
        raise missing("the size of the pooling window", "풀링 창의 크기")
    return (kernel[0], kernel[-1])


def _pool_stride(layer: Any, scene: Scene) -> int:
    if (layer.pad and any(layer.pad)) or layer.same:
        raise not_understood("pooling with padding", "패딩이 있는 풀링")
    return int((layer.stride or (layer.kernel[0],))[0])


def _how(kind: str) -> str:
    if kind == "pool":
        raise missing("whether the largest value or the mean is taken", "최대 풀링인지 평균 풀링인지")
    return kind
