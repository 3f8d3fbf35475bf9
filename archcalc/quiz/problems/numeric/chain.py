"""The operations on the matrices, in order: the convolution, its bias, an activation function, pooling."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from archcalc.formula import same_output
from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.numeric.given import Given, is_depthwise
from archcalc.quiz.problems.numeric.sliding import Matrix, Numeric, convolve, dilated, pool, shown, transpose
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token
from archcalc.quiz.working import Step, Steps

CONVOLVED, ACTIVATED, POOLED = "convolved", "activated", "pooled"


class Stage(NamedTuple):
    """What the maps are after an operation."""

    what: str
    maps: list[Matrix]
    side: str = ""  # `max`, `average`: one of several poolings of the same maps


class Operation(NamedTuple):
    """An activation function or a pooling, and where the text speaks of it."""

    what: str
    start: int
    run: Callable[[Matrix, Steps], Matrix]
    side: str = ""


def stages(scene: Scene, given: Given, steps: Steps) -> list[Stage]:
    """What is there after each operation, in their order."""
    maps, found = given.channels, []
    if given.filters:
        maps = _filtered(scene, given, steps)
        found.append(Stage(CONVOLVED, maps))
    later = _ordered(scene, [*_activations(scene), *_poolings(scene, given)])
    parallel = _are_alternatives(scene, later)
    for operation in later:
        source = found[-1].maps if found and not (parallel and found[-1].what == POOLED) else maps
        result = [operation.run(one, steps) for one in source]
        found.append(Stage(operation.what, result, operation.side if parallel else ""))
        maps = maps if operation.what == POOLED else result
    return found


def _filtered(scene: Scene, given: Given, steps: Steps) -> list[Matrix]:
    """One map for each filter: every channel with its slice, summed, and the bias once."""
    layer = next((one for one in scene.layers if one.is_conv), None) or Layer("conv")
    biases = _biases(scene, len(given.filters))
    depthwise = is_depthwise(scene) and len(given.channels) == len(given.filters) > 1
    channels = [[one] for one in given.channels] if depthwise else [given.channels] * len(given.filters)
    maps = []
    for inputs, slices, bias in zip(channels, given.filters, biases, strict=True):
        parts = [_slid(scene, layer, one, kernel, steps) for one, kernel in zip(inputs, slices, strict=True)]
        maps.append(_summed(parts, bias, steps))
    return maps


def _slid(scene: Scene, layer: Layer, matrix: Matrix, kernel: Matrix, steps: Steps) -> Matrix:
    stride = (layer.stride or (1,))[0]
    flat = len(matrix) == len(kernel) == 1
    if scene.has("FLIP") and not scene.has("NOFLIP"):
        kernel = [row[::-1] for row in kernel[::-1]]
    if layer.kind == "transposed":
        if layer.same or layer.out_pad or layer.dilation != 1:
            raise not_understood("this transposed convolution", "이 전치 합성곱")
        return transpose(Numeric(matrix, kernel, stride, (layer.pad or (0,))[0]))
    kernel = dilated(kernel, layer.dilation)
    pad = _same_pad(matrix, kernel, stride) if layer.same else (layer.pad or (0,))[0]
    return convolve(Numeric(matrix, kernel, stride, pad, flat), steps)


def _same_pad(matrix: Matrix, kernel: Matrix, stride: int) -> int:
    """Zeros on each side that keep the size; refused where one side would need more than the other."""
    totals = {
        max(0, (same_output(size, stride) - 1) * stride + length - size)
        for size, length in ((len(matrix), len(kernel)), (len(matrix[0]), len(kernel[0])))
        if (size, length) != (1, 1)
    }
    total = totals.pop()
    if totals or total % 2:
        raise not_understood("on which side more zeros are put", "0을 어느 쪽에 더 채우는지")
    return total // 2


def _summed(parts: list[Matrix], bias: Any, steps: Steps) -> Matrix:
    """The maps of all channels and the bias, added up."""
    if len(parts) == 1 and not bias:
        return parts[0]
    result = [[sum(values) + bias for values in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)]
    steps += [
        Step("entry", f"{' + '.join(map(shown, [*values, bias] if bias else values))} = {shown(sum(values) + bias)}")
        for rows in zip(*parts, strict=True)
        for values in zip(*rows, strict=True)
    ]
    return result


def _biases(scene: Scene, count: int) -> list[Any]:
    """The numbers that stand with the word bias: one for all filters, or one for each."""
    matches = {one.match for one in scene.found if one.role == "bias"}
    values = [one.token.value for one in scene.found if one.role == "skip" and one.match in matches]
    if len(values) not in (0, 1, count):
        raise not_understood("several biases", "여러 편향")
    return values if len(values) == count else (values or [0]) * count


_NAMED = {"relu": "relu", "렐루": "relu", "sigmoid": "sigmoid", "시그모이드": "sigmoid", "tanh": "tanh"}
_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "relu": lambda value: max(0, value),
    "sigmoid": lambda value: 1 / (1 + math.exp(-value)),
    "tanh": lambda value: math.tanh(value),
}
_NOT_YET = re.compile(r"(?:before|without|no|prior to|omit|ignoring)\s(?:the\s|any\s|an\s|a\s|applying\s)*$")
_NOT_YET_KO = re.compile(
    r"\s?(?:활성화|활성)?\s?(?:함수)?(?:를|을|는|은)?\s?(?:적용|통과|거치)?(?:하기|기|되기)?\s?(?:전|이전|없|미적용|하지|쓰지)"
)
BOTH_SIDES = re.compile(r"before and after|without and with|전후|전과 후|전,\s?후|적용 전과")


def _activations(scene: Scene) -> list[Operation]:
    """The activation function that is applied; refused if it is none of those that are known."""
    applied: dict[str, Token] = {}
    unnamed = False
    for token in scene.tokens:
        if token.kind != "RELU" or (is_denied(scene, token) and not BOTH_SIDES.search(scene.body.lower())):
            continue
        word = re.sub(r"\s", "", str(token.value).lower())
        name = next((name for part, name in _NAMED.items() if word == part or word == part + "s"), "")
        if not name and not ("activation" in word or word.startswith("활성")):
            raise not_understood(f"'{token.value}'", f"'{token.value}'")
        unnamed = unnamed or not name
        applied.setdefault(name or "", token)
    applied.pop("", None)
    if len(applied) > 1 or (unnamed and not applied and not scene.has("NOACT")):
        raise not_understood("which activation function is applied", "어떤 활성화 함수를 적용하는지")
    return [Operation(ACTIVATED, token.start, _applied(_FUNCTIONS[name])) for name, token in applied.items()]


def is_denied(scene: Scene, token: Token) -> bool:
    """`before the ReLU`, `ReLU 적용 전`."""
    lower = scene.body.lower()
    return bool(_NOT_YET.search(lower[max(0, token.start - 30) : token.start]) or _NOT_YET_KO.match(lower, token.end))


def _applied(function: Callable[[Any], Any]) -> Callable[[Matrix, Steps], Matrix]:
    return lambda matrix, steps: [[function(value) for value in row] for row in matrix]


def _poolings(scene: Scene, given: Given) -> list[Operation]:
    layers = [layer for layer in scene.layers if layer.is_pool or layer.kind == "gap"]
    known = {layer.kind for layer in layers}
    for kind in ("MAXPOOL", "AVGPOOL"):  # `and with average pooling?`: the same window
        places = [token.start for token in scene.tokens if token.kind == kind]
        if places and known and not known & {kind.lower(), "gap"}:
            layers.append(Layer(kind.lower(), places[0]))
    return [_pooling(scene, given, layer) for layer in layers]


def _pooling(scene: Scene, given: Given, layer: Layer) -> Operation:
    if layer.kind == "gap":
        largest = _is_largest(scene)
        how = "maxpool" if largest else "avgpool"
        return Operation(POOLED, layer.start, lambda one, steps: pool(one, (len(one), len(one[0])), 1, how, steps))
    if layer.kind == "pool":
        raise missing("whether the largest value or the mean is taken", "최대 풀링인지 평균 풀링인지")
    kernel = layer.kernel or _shared_window(scene)
    if kernel is None:
        raise missing("the size of the pooling window", "풀링 창의 크기")
    if (layer.pad and any(layer.pad)) or layer.same:
        raise not_understood("pooling with padding", "패딩이 있는 풀링")
    window = (1, kernel[-1]) if given.flat else (kernel[0], kernel[-1])
    stride = int((layer.stride or (kernel[-1],))[0])
    side = {"maxpool": "max", "avgpool": "average"}[layer.kind]
    return Operation(POOLED, layer.start, lambda one, steps: pool(one, window, stride, layer.kind, steps), side)


def _shared_window(scene: Scene) -> tuple[int, ...] | None:
    """`max pooling and average pooling, both 2x2`: the one window that is given."""
    known = {layer.kernel for layer in scene.layers if layer.is_pool and layer.kernel}
    return known.pop() if len(known) == 1 else None


def _is_largest(scene: Scene) -> bool:
    """Whether global pooling takes the largest value; the mean if it says so."""
    words = " ".join(str(token.value).lower() for token in scene.tokens if token.kind in ("GAP", "MAXPOOL", "AVGPOOL"))
    largest = any(word in words for word in ("max", "최대", "맥스"))
    mean = any(word in words for word in ("average", "avg", "mean", "평균", "gap"))
    if largest == mean:
        raise missing("whether the largest value or the mean is taken", "최대 풀링인지 평균 풀링인지")
    return largest


_NESTED = re.compile(r"pool\w*\s?\(\s?(?:relu|σ)|(?:relu|sigmoid|tanh)\s?\(\s?conv|after\s(?:the\s)?relu")
_SEQUEL = frozenset({"THEN", "ARROW", "COMMA", "AND", "STOP", "ITEM", "FOLLOWS"})


def _ordered(scene: Scene, operations: list[Operation]) -> list[Operation]:
    """In the order of the text; an activation function comes first unless the text clearly puts it behind a mean."""
    operations = sorted(operations, key=lambda one: one.start)
    active = next((one for one in operations if one.what == ACTIVATED), None)
    if active is None:
        return operations
    rest = [one for one in operations if one is not active]
    behind = rest and rest[0].start < active.start and not _NESTED.search(scene.body.lower())
    if not behind or all(one.side == "max" for one in rest):
        return [active, *rest]
    between = {token.kind for token in scene.tokens if rest[-1].start < token.start < active.start}
    if not between & _SEQUEL:
        raise not_understood("the order of the operations", "연산의 순서")
    return operations


def _are_alternatives(scene: Scene, operations: list[Operation]) -> bool:
    """Max and average pooling of the same map: joined by `and`, or asked one after the other; not one of the other."""
    pools = [one for one in operations if one.what == POOLED]
    for one, two in itertools.pairwise(pools):
        kinds = {token.kind for token in scene.tokens if one.start < token.start < two.start}
        if kinds & {"THEN", "ARROW", "FOLLOWS"}:
            return False
        if not (kinds & {"AND", "COMMA", "ASK", "VERSUS", "STOP", "SLASH"} and one.side != two.side):
            raise not_understood("in what order is pooled", "풀링의 순서")
    return len(pools) > 1


def exact(value: Any) -> Any:
    """Whole numbers as such."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
