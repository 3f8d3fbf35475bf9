"""An attribute of a layer that is asked for, found from what is stated: the size of its output, its parameters.

Of a chain of layers it is the number of filters of the last one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from archcalc.formula import effective_kernel, prod
from archcalc.quiz.answers import MISSING, Refused, contradiction, missing, not_understood
from archcalc.quiz.layercosts import bias_count, weight_count
from archcalc.quiz.layers import Layer, Sizes, output_sizes, spread
from archcalc.quiz.network import Network, parameters
from archcalc.quiz.problems.base import BIAS_IN, Result, answer
from archcalc.quiz.problems.compare.makers import depthwise_separable, is_separable
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps, multiplied, summed

LARGEST = 4096
"""How far unknown values are searched."""

_FIELDS = {
    "kernel_size": "kernel",
    "stride": "stride",
    "padding": "pad",
    "dilation": "dilation",
    "output_padding": "out_pad",
    "groups": "groups",
    "input_channels": "cin",
    "output_channels": "cout",
}
"""The field of a layer behind the name of each attribute."""
_OF_EACH_AXIS = frozenset({"kernel", "stride", "pad"})
_SIZING = frozenset({"kernel_size", "stride", "dilation"})
_COUNTING = frozenset({"kernel_size", "groups", "input_channels", "output_channels"})


def unknown_of(scene: Scene, layer: Layer, kinds: Collection[str]) -> str:
    """The name of the attribute that is asked for and that something stated depends on; empty if none is."""
    named = {
        "STRIDE": "stride",
        "KSIZE": "kernel_size",
        "DIL": "dilation",
        "GROUP": "groups",
        "CIN": "input_channels",
        "COUT": "input_channels" if layer.cin is None and layer.cout is not None else "output_channels",
        "NFILT": "output_channels",
        "FILTER": "kernel_size" if layer.kernel is None else "output_channels",
        "CH": "input_channels" if layer.cin is None else "output_channels",
        "UNITS": "output_channels" if layer.cout is None else "input_channels",
    }
    possible = _SIZING | _COUNTING if is_counted(scene) else _SIZING
    return next((name for kind, name in named.items() if kind in kinds and name in possible), "")


def solve_unknown(scene: Scene, layer: Layer, name: str) -> Result:
    """The one value with which all that is stated comes out.

    Raises:
        Refused: nothing is stated that depends on it, no value fits, or several do.
    """
    if layer.kind == "fc" and None not in (layer.cin, layer.cout):
        raise not_understood("which width is asked", "어느 층의 너비를 묻는지")
    sized = name in _SIZING and (name not in _COUNTING or not is_counted(scene))
    sizes = _sizes_known(scene) if sized else None
    if sizes is None and not is_counted(scene):
        raise missing("the number of parameters", "파라미터 수")
    for reading in _readings(scene, layer):
        fits = [value for value in _values(scene, name) if _fits(scene, reading, name, value, sizes)]
        if fits:
            return _result(scene, reading, name, _single(reading, name, fits, sizes), sizes)
    raise contradiction("no value gives this result", "이 결과를 주는 값이 없습니다")


def _readings(scene: Scene, layer: Layer) -> Iterator[Layer]:
    """The layer with a bias and, where the text is silent, without one."""
    if layer.bias is None and counts_weights(scene):
        layer.bias = False
    yield layer
    if layer.bias is None and "given" in scene.numbers:
        other = layer.copy()
        other.bias = False
        yield other


def counts_weights(scene: Scene) -> bool:
    """Whether the stated number is one of weights: `holds 100352 weights`."""
    stated = [one for one in scene.found if one.role == "given"]
    if scene.has("TOLD"):
        return not scene.has("TOLDPARAMS")
    around = {token.kind for one in stated for token in scene.tokens[max(0, one.first - 3) : one.last + 3]}
    return "WEIGHTS" in around and "PARAMS" not in around


def _sizes_known(scene: Scene) -> tuple[Sizes, Sizes]:
    if scene.input is None:
        raise missing("the input size", "입력 크기")
    if scene.out_sizes is None:
        if scene.has("SAME", "KEPT"):
            return scene.input, scene.input
        raise missing("the output size", "출력 크기")
    return scene.input, scene.out_sizes


def _values(scene: Scene, name: str) -> range:
    return range(1, min(LARGEST, max(scene.input or (1,)) + 64) if name in _SIZING else LARGEST + 1)


def _with(layer: Layer, name: str, value: int, axes: int) -> Layer:
    other, field = layer.copy(), _FIELDS[name]
    setattr(other, field, (value,) * axes if field in _OF_EACH_AXIS else value)
    other.same = other.same and field != "pad"
    return other


def _fits(scene: Scene, layer: Layer, name: str, value: int, sizes: tuple[Sizes, Sizes] | None) -> bool:
    tried = _with(layer, name, value, scene.axes)
    try:
        if sizes is not None and output_sizes(tried, sizes[0], []) != sizes[1]:
            return False
        return name not in _COUNTING or _has_stated_counts(scene, tried)
    except Refused as refused:
        if refused.kind == MISSING:  # no value mends that
            raise
        return False


def is_counted(scene: Scene) -> bool:
    """Whether the layer's parameters are stated, or its work: `costs 589,824 multiplications`."""
    return not scene.numbers.keys().isdisjoint({"given", "work"})


def _has_stated_counts(scene: Scene, layer: Layer) -> bool:
    stated = scene.numbers
    counts = "given" not in stated or weight_count(layer) + bias_count(layer) == int(stated["given"])
    return counts and ("work" not in stated or weight_count(layer) * _positions(scene, layer) == stated_macs(scene))


def stated_macs(scene: Scene) -> int:
    """The stated work in MACs, each of which is one multiplication and two FLOPs."""
    told = next(one for one in scene.found if one.role == "work")
    macs = Fraction(scene.numbers["work"], 2 if "FLOPS" in scene.kinds_of(told) else 1)
    if macs.denominator > 1:
        raise contradiction("an odd number of FLOPs", "FLOPs가 홀수입니다")
    return int(macs)


def _positions(scene: Scene, layer: Layer) -> int:
    """How often each weight is used: once for each position of the output."""
    if layer.kind == "fc":
        return 1
    sizes = scene.out_sizes
    if sizes is None and scene.input is None:
        raise missing("the input size", "입력 크기")
    return prod(sizes or output_sizes(layer, scene.input or (), []))


def _single(layer: Layer, name: str, fits: list[int], sizes: tuple[Sizes, Sizes] | None) -> int:
    """The value that fits; of several the one that leaves no rest in the division by the stride."""
    exact = [value for value in fits if sizes is not None and _leaves_no_rest(layer, sizes[0], name, value)]
    chosen = exact if len(exact) == 1 else fits
    if len(chosen) != 1:
        shown = ", ".join(map(str, fits[:6]))
        raise missing(f"more than one value fits: {shown}", f"여러 값이 가능함: {shown}")
    return chosen[0]


def _leaves_no_rest(layer: Layer, sizes: Sizes, name: str, value: int) -> bool:
    tried = _with(layer, name, value, len(sizes))
    kernel, stride = spread(tried.need_kernel(), len(sizes))[0], tried.strides(len(sizes))[0]
    return (sizes[0] + tried.pads(len(sizes))[0] - effective_kernel(kernel, tried.dilation)) % stride == 0


def _result(scene: Scene, layer: Layer, name: str, value: int, sizes: tuple[Sizes, Sizes] | None) -> Result:
    """The value, and the formula with it, which gives what is stated."""
    found, steps = _with(layer, name, value, scene.axes), Steps()
    if sizes is not None:
        output_sizes(found, sizes[0], steps)
    else:
        parts = [weight_count(found, steps), bias_count(found)]
        if "given" in scene.numbers and prod(parts):
            steps.append(summed("parameters", parts))
        if "work" in scene.numbers:
            steps.append(multiplied("MACs", (parts[0], _positions(scene, found))))
    biased = "given" in scene.numbers and sizes is None and layer.bias is None
    assumed = (BIAS_IN,) if biased else ()
    return Result((answer(name, value),), tuple(steps), assumed)


_OF_TRANSPOSED = {
    "PAD": "padding",
    "STRIDE": "stride",
    "KSIZE": "kernel_size",
    "OUTPAD": "output_padding",
    "DIL": "dilation",
}
_WIDEST = 32
"""How far the attributes of a transposed convolution are searched."""


def solve_transposed(scene: Scene, layer: Layer, asks: list[Ask]) -> Result:
    """The one attribute of a transposed convolution with which the stated output comes out.

    Raises:
        Refused: the sizes are not both stated, or none or several values give the output.
    """
    name = next((_OF_TRANSPOSED[ask.kind] for ask in asks if ask.kind in _OF_TRANSPOSED), "")
    if not name or len(asks) != 1 or scene.input is None or scene.out_sizes is None:
        raise missing("the input and the output size", "입력 크기와 출력 크기")
    sizes = scene.input, scene.out_sizes
    lowest = 0 if "padding" in name else 1
    fits = [value for value in range(lowest, _WIDEST) if _fits(scene, layer, name, value, sizes)]
    if not fits:
        raise contradiction("no value gives this output", "이 출력을 주는 값이 없습니다")
    if len(fits) > 1:
        raise missing("more than one value fits", "여러 값이 가능함")
    return _result(scene, layer, name, fits[0], sizes)


def solve_last_channels(scene: Scene, asks: list[Ask]) -> Result:
    """How many filters the last layer of a chain has, where the parameters of the chain are stated.

    Raises:
        Refused: the last layer is told already, or no number of filters gives the stated count.
    """
    layers = depthwise_separable(scene, asks).new.layers if is_separable(scene) else tuple(scene.layers)
    if not layers or not layers[-1].is_conv or layers[-1].cout is not None:
        raise not_understood("an unknown among several layers", "여러 층 사이의 미지수")
    stated = int(scene.numbers["given"])
    one, two = (_total(scene, layers, count) for count in (1, 2))
    own, rest = two - one, stated - (2 * one - two)
    if own < 1 or rest < own or rest % own:
        raise contradiction("no value gives this result", "이 결과를 주는 값이 없습니다")
    count = rest // own
    step = Step("parameters", f"{stated - rest} + {own}·{count} = {stated}")
    return Result((answer("output_channels", count),), (step,))


def _total(scene: Scene, layers: tuple[Layer, ...], count: int) -> int:
    """All parameters, or weights, with so many filters in the last layer."""
    copies = (*layers[:-1], _with(layers[-1], "output_channels", count, scene.axes))
    weights_only = counts_weights(scene)
    if not weights_only and any(layer.bias is None for layer in layers):
        raise missing("whether there are biases", "편향이 있는지")
    own, extra = parameters(Network(tuple(layer.copy() for layer in copies), scene.input, scene.channels).walk([]), [])
    return own if weights_only else own + extra
