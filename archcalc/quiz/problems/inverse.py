"""The inverse: which padding, stride, kernel, input or number of layers gives a stated result."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.formula import ceil_div, conv_weight, effective_kernel, window_output
from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.asks.find import Ask
from archcalc.quiz.layers import Layer, Sizes, spread
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.padding import solve_padding
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, divided, worked

LARGEST = 4096
"""How far unknown values are searched."""


def solve_inverse(scene: Scene, asks: list[Ask]) -> Result:
    """Answer what is asked of a layer whose result is known."""
    kinds = {ask.kind for ask in asks}
    if "LAYERS" in kinds:
        return layers_for_field(scene)
    layer = _only_layer(scene)
    if kinds & {"PAD", "PADTOTAL"}:
        return solve_padding(scene, layer, asks)
    if "STRIDE" in kinds:
        return _search(scene, layer, "stride", _with_stride)
    if "KSIZE" in kinds or ("FILTER" in kinds and layer.kernel is None):
        return _search(scene, layer, "kernel_size", _with_kernel)
    if "DIL" in kinds:
        return _search(scene, layer, "dilation", _with_dilation)
    if wants_input(scene, asks):
        if scene.out_sizes is None:
            scene.input, scene.out_sizes = None, scene.input
        return _input(scene, layer)
    raise not_understood("what is asked", "무엇을 묻는지")


def wants_input(scene: Scene, asks: list[Ask]) -> bool:
    """Whether the input's size is asked; a map named only behind the layer is its output."""
    place = next((ask.place for ask in asks if ask.kind == "INPUT"), None)
    if place is None:
        return False
    if scene.input is None:
        return True
    given = next((one for one in scene.found if one.role == "in"), None)
    sized = [token.kind for token in scene.tokens[place + 1 : place + 2]] in (["SIZE"], ["SPATIAL"])
    if given is None or not sized or scene.out_sizes is not None or not scene.layers:
        return False
    named = {token.kind for token in scene.tokens[given.first : given.last + 1]}
    return "INPUT" not in named and scene.layers[0].start < given.token.start


def _only_layer(scene: Scene) -> Layer:
    if len(scene.layers) != 1 or scene.layers[0].repeat != 1:
        raise not_understood("an unknown among several layers", "여러 층 사이의 미지수")
    layer = scene.layers[0]
    if layer.kind not in ("conv", "maxpool", "avgpool", "pool"):
        raise not_understood("an unknown of this kind of layer", "이 종류의 층의 미지수")
    return layer


def _sizes_known(scene: Scene) -> tuple[Sizes, Sizes]:
    if scene.input is None:
        raise missing("the input size", "입력 크기")
    if scene.out_sizes is None:
        if scene.has("SAME", "KEPT"):
            return scene.input, scene.input
        raise missing("the output size", "출력 크기")
    return scene.input, scene.out_sizes


Try = Callable[[Layer, int, int], int | None]


def _output(size: int, pad: int, kernel: int, stride: int, dilation: int) -> int | None:
    if effective_kernel(kernel, dilation) > size + pad:
        return None
    return window_output(size, pad, kernel, stride, dilation)


def _pad_of(layer: Layer) -> int:
    return 2 * layer.pad[0] if layer.pad else 0


def _with_stride(layer: Layer, size: int, value: int) -> int | None:
    return _output(size, _pad_of(layer), layer.need_kernel()[0], value, layer.dilation)


def _with_kernel(layer: Layer, size: int, value: int) -> int | None:
    return _output(size, _pad_of(layer), value, (layer.stride or (1,))[0], layer.dilation)


def _with_dilation(layer: Layer, size: int, value: int) -> int | None:
    return _output(size, _pad_of(layer), layer.need_kernel()[0], (layer.stride or (1,))[0], value)


def _search(scene: Scene, layer: Layer, name: str, output: Try) -> Result:
    """All values that give the output; more than one is no answer, unless one of them leaves no rest."""
    sizes, wanted = _sizes_known(scene)
    if layer.is_pool and name == "kernel_size" and layer.stride is None:
        layer.stride = (1,) * len(sizes)
        raise missing("the stride", "스트라이드")
    fits = [
        v
        for v in range(1, min(LARGEST, max(sizes) + 64))
        if all(output(layer, h, v) == o for h, o in zip(sizes, wanted, strict=True))
    ]
    exact = [v for v in fits if _leaves_no_rest(layer, sizes[0], name, v)]
    if not fits:
        raise contradiction("no value gives this output", "이 출력을 주는 값이 없습니다")
    chosen = exact if len(exact) == 1 else fits
    if len(chosen) != 1:
        raise missing(
            f"more than one value fits: {', '.join(map(str, fits[:6]))}",
            f"여러 값이 가능함: {', '.join(map(str, fits[:6]))}",
        )
    kernel = chosen[0] if name == "kernel_size" else layer.need_kernel()[0]
    stride = chosen[0] if name == "stride" else (layer.stride or (1,))[0]
    dilation = chosen[0] if name == "dilation" else layer.dilation
    line = worked("output size", window_output, H=sizes[0], P=_pad_of(layer), K=kernel, S=stride, D=dilation)
    return Result((answer(name, chosen[0]),), (line,))


def _leaves_no_rest(layer: Layer, size: int, name: str, value: int) -> bool:
    kernel = value if name == "kernel_size" else layer.need_kernel()[0]
    stride = value if name == "stride" else (layer.stride or (1,))[0]
    return (size + _pad_of(layer) - effective_kernel(kernel, layer.dilation)) % stride == 0


def _input(scene: Scene, layer: Layer) -> Result:
    """The input that gives an output; above stride 1 the smallest one, which leaves no rest."""
    if scene.out_sizes is None:
        raise missing("the output size", "출력 크기")
    kernel = spread(layer.need_kernel(), len(scene.out_sizes))
    strides = layer.strides(len(scene.out_sizes))
    if layer.same:
        if max(strides) > 1:
            raise missing("several inputs fit", "여러 입력 크기가 가능함")
        sizes = list(scene.out_sizes)
    else:
        pads = layer.pads(len(scene.out_sizes))
        sizes = [
            (o - 1) * s + effective_kernel(k, layer.dilation) - p
            for o, s, k, p in zip(scene.out_sizes, strides, kernel, pads, strict=True)
        ]
    if min(sizes) < 1:
        raise contradiction("no input gives this output", "이 출력을 주는 입력이 없습니다")
    pad = _pad_of(layer)
    line = worked("output size", window_output, H=sizes[0], P=pad, K=kernel[0], S=strides[0], D=layer.dilation)
    return Result((answer("input_size", sizes, "HxW" if len(sizes) == 2 else "samples"),), (line,))


def layers_for_field(scene: Scene) -> Result:
    """How many layers of one kernel reach a receptive field."""
    kernels = [layer for layer in scene.layers if layer.kernel is not None]
    fields = _fields(scene)
    if not fields and len(kernels) == 2:
        kernels.sort(key=lambda layer: layer.need_kernel()[0])
        fields = [kernels.pop().need_kernel()[0]]
    if not fields:
        raise missing("the receptive field to reach", "얻으려는 수용 영역")
    if len(kernels) != 1:
        raise missing("the kernel size", "커널 크기")
    layer = kernels[0]
    if layer.is_pool or (layer.stride or (1,))[0] != 1:
        raise not_understood("layers with a stride above 1", "스트라이드가 1보다 큰 층")
    kernel = layer.need_kernel()[0]
    grow = effective_kernel(kernel, layer.dilation) - 1
    if grow < 1:
        raise contradiction("1x1 layers do not widen the receptive field", "1×1 층은 수용 영역을 넓히지 않습니다")
    answers, steps = [], []
    for field in fields:
        count = ceil_div(field - 1, grow)
        if (field - 1) % grow and not _at_least(scene):
            raise contradiction(f"no number of layers gives exactly {field}", f"정확히 {field}이 되는 층 수는 없습니다")
        name = "layers" if len(fields) == 1 else f"layers_for_{field}"
        answers.append(answer(name, count, "layers"))
        steps.append(Step("layers", f"⌈({field} − 1)/{grow}⌉ = {count}"))
    return Result(tuple(answers), tuple(steps))


def _at_least(scene: Scene) -> bool:
    return any(
        word in scene.body.lower() for word in ("at least", "이상", "최소", "minimum", "fewest", "적어도", "cover")
    )


def _fields(scene: Scene) -> list[int]:
    values = []
    for one in scene.found:
        sizes = one.token.value
        if one.role in ("field", "in", "out") and isinstance(sizes, tuple) and one.token.kind == "DIMS":
            if len(set(sizes)) != 1:
                raise not_understood("a receptive field that is not square", "정사각이 아닌 수용 영역")
            values.append(int(sizes[0]))
        elif one.role in ("side", "outside") or (one.role == "field" and isinstance(sizes, int)):
            values.append(int(sizes))
    return values


def solve_filters(scene: Scene, asks: list[Ask]) -> Result:
    """How many filters a number of parameters makes."""
    layer = _only_layer(scene)
    total, own = int(scene.numbers["given"]), conv_weight(1, layer.need_cin(), layer.grouping, layer.need_kernel())
    with_bias = layer.bias is not False and not scene.has("WEIGHTS")
    own += int(with_bias)
    if total % own:
        raise contradiction(f"{total} is not a multiple of {own}", f"{total}은 {own}의 배수가 아닙니다")
    assumed = (("bias included", "편향 포함"),) if layer.bias is None and with_bias else ()
    return Result((answer("output_channels", total // own),), (divided("filters", total, own),), assumed)
