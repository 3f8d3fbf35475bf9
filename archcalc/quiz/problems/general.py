"""Questions about one layer or a small network: whatever of its quantities is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from archcalc.formula import conv_weight, prod
from archcalc.quiz.answers import Alternative, Answer, Refused, contradiction, missing, not_understood
from archcalc.quiz.asks import Ask
from archcalc.quiz.layers import Layer, element_count, field_after
from archcalc.quiz.problems.base import NAME_OF, Result, answer, ratio
from archcalc.quiz.problems.memory import memory_answer
from archcalc.quiz.problems.network import Network, Walked, known_sizes, parameters, work
from archcalc.quiz.problems.which import Which, label_of, span_of, which
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps, divided, multiplied, worked

BIAS_IN = ("bias included", "편향 포함")
NO_PADDING = ("no padding", "패딩 없음")
STRIDE_ONE = ("stride 1", "스트라이드 1")


class State(NamedTuple):
    """A question half solved: the scene, its network walked through, and the working so far."""

    scene: Scene
    network: Network
    walked: list[Walked]
    steps: Steps
    asks: tuple[Ask, ...] = ()

    @property
    def convs(self) -> list[Layer]:
        return [one.layer for one in self.walked if one.layer.is_conv or one.layer.kind == "fc"]


def network_of(scene: Scene) -> Network:
    """The scene's layers as a network."""
    channels = scene.channels
    if scene.layers and scene.layers[0].kind == "fc" and scene.input is None:
        channels = scene.layers[0].cin or scene.numbers.get("vector")
        return Network(tuple(scene.layers), (1,), channels, scene.batch)
    return Network(tuple(scene.layers), scene.input, channels, scene.batch, scene.out_channels)


def solve_general(scene: Scene, asks: list[Ask]) -> Result:
    """Answer every ask in order."""
    steps: Steps = []
    network = network_of(scene)
    state = State(scene, network, network.walk(steps) if not scene.numbers.get("given") else [], steps, tuple(asks))
    _check_output(state)
    answers: list[Answer] = []
    asked = [(ask.kind, _which(state, ask)) for ask in asks]
    if len(set(asked)) != len(asked) or any(
        (kind, None) in asked and asked.count((kind, None)) for kind in _twice(asks)
    ):
        raise not_understood("one quantity asked twice", "같은 양을 두 번 묻는 이유")
    for ask in asks:
        solver = _SOLVERS.get(ask.kind)
        if solver is None:
            raise not_understood("what is asked", "무엇을 묻는지")
        for one in solver(state, ask, answers):
            if not any(known.name == one.name and known.value == one.value for known in answers):
                answers.append(one)
    names = [one.name for one in answers]
    if len(set(names)) != len(names):
        raise not_understood("which quantity is asked twice", "같은 양을 두 번 묻는 이유")
    kinds = {ask.kind for ask in asks}
    return Result(tuple(answers), tuple(dict.fromkeys(steps)), tuple(_assumptions(state, kinds)))


def _twice(asks: list[Ask]) -> list[str]:
    """Quantities asked more than once: then each must say of which layer, but for the last, which may be the total."""
    kinds = [ask.kind for ask in asks[:-1]]
    return [kind for kind in set(kinds) if kinds.count(kind) > 1]


def _check_output(state: State) -> None:
    """The output that the text states must be the one that follows."""
    scene = state.scene
    _check_sizes(state)
    if scene.out_channels is not None and state.walked and state.walked[-1].layer.kind != "fc":
        final = state.walked[-1]
        if final.layer.is_conv and final.layer.cout is None:
            final.layer.cout = scene.out_channels
            state.walked[-1] = final._replace(channels=scene.out_channels)
        elif final.channels is not None and final.channels != scene.out_channels:
            raise contradiction(
                f"the output would have {final.channels} channels, not {scene.out_channels}",
                f"출력 채널은 {scene.out_channels}개가 아니라 {final.channels}개입니다",
            )


def _check_sizes(state: State) -> None:
    """The stated size of the output; silent padding that keeps the size is what such a size means."""
    scene, walked = state.scene, state.walked
    if scene.out_sizes is None or not walked:
        return
    last = next(
        (one for one in reversed(walked) if one.out is not None and one.layer.kind not in ("fc", "flatten")), None
    )
    only = walked[0].layer
    if last is not None and last.out != scene.out_sizes:
        if len(walked) == 1 and only.is_conv and _silent_padding(only) and _fits_same(scene, only):
            only.same = True
            walked[0] = Walked(only, last.sizes, scene.out_sizes, last.channels)
            return
        shown, said = "x".join(map(str, last.out or ())), "x".join(map(str, scene.out_sizes))
        raise contradiction(f"the output would be {shown}, not {said}", f"출력은 {said}가 아니라 {shown}입니다")
    if len(walked) == 1 and walked[0].out is None and only.is_conv:
        walked[0] = walked[0]._replace(out=scene.out_sizes, sizes=walked[0].sizes or scene.out_sizes)


def _silent_padding(layer: Layer) -> bool:
    return layer.pad is None and not layer.same and layer.pad_total is None


def _fits_same(scene: Scene, layer: Layer) -> bool:
    stride = (layer.stride or (1,))[0]
    return bool(scene.input) and scene.out_sizes == tuple(-(-size // stride) for size in scene.input or ())


def _assumptions(state: State, kinds: set[str]) -> list[tuple[str, str]]:
    found = []
    if kinds & {"PARAMS", "CONNECTIONS"} and any(layer.bias is None for layer in state.convs):
        found.append(BIAS_IN)
    sized = kinds & {"OUTPUT", "MACS", "MULTS", "FLOPS", "OPS", "FLAT", "ELEMENTS", "NEURONS", "MEM", "ADDS"}
    windowed = [one.layer for one in state.walked if one.layer.is_conv]
    if sized and any(_silent_padding(layer) for layer in windowed):
        found.append(NO_PADDING)
    if sized | (kinds & {"RF"}) and any(layer.stride is None for layer in windowed):
        found.append(STRIDE_ONE)
    return found


# One solver for each quantity.

Solver = Callable[[State, Ask, list[Answer]], list[Answer]]


def _parameters(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return _of_each(state, ask, "parameters", lambda picked: sum(parameters(picked, state.steps)))


def _which(state: State, ask: Ask) -> Which | None:
    return which(state.scene, state.walked, ask, state.asks)


def _picked(state: State, ask: Ask) -> list[Walked]:
    """The layers that a quantity is asked of: all, or those named in the asking sentence (`FC6의 파라미터 수`)."""
    named = _which(state, ask)
    return state.walked if named is None else [state.walked[place] for place in named.places]


def _of_each(state: State, ask: Ask, name: str, count: Callable[[list[Walked]], int]) -> list[Answer]:
    """`parameters of conv1 and conv2`, `각 층의 파라미터 수`: one answer for each layer, the sum if it is asked."""
    named = _which(state, ask)
    again = sum(one.kind == ask.kind for one in state.asks) > 1
    if named is None or not (named.each or again):
        return [answer(name, count(_picked(state, ask)))]
    weighted = [at for at in named.places if state.walked[at].layer.is_conv or state.walked[at].layer.kind == "fc"]
    if not named.each:
        label = "_".join(label_of(state.walked, at) for at in named.places)
        return [answer(f"{name}_{label}", count(_picked(state, ask)))]
    counts = [count([state.walked[at]]) for at in weighted]
    found = [answer(f"{name}_{label_of(state.walked, at)}", one) for at, one in zip(weighted, counts, strict=True)]
    return [*found, answer(name, sum(counts))] if named.total else found


def _weights(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    found = _of_each(state, ask, "weights", lambda picked: parameters(picked, state.steps)[0])
    weights = int(found[0].value)  # type: ignore[arg-type]
    after = state.scene.tokens[ask.place + 1 : ask.place + 4]
    if any(token.kind == "EOK" for token in state.scene.tokens[ask.place :]):
        from fractions import Fraction

        found.append(answer("weights_in_eok", Fraction(weights, 10**8), "억"))
    follows = [token.kind for token in after]
    if follows[:2] in (["AND", "BIAS"], ["COMMA", "BIAS"]) and state.scene.has("TOTAL", "BIASES", "EACH"):
        found += _biases(state, ask, before)
    return found


def _biases(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    weights, biases = parameters(state.walked, [])
    found = [answer("biases", biases)]
    after = [token.kind for token in state.scene.tokens[ask.place + 1 : ask.place + 7]]
    if before and before[-1].name == "weights" and "TOTAL" in after and "PARAMS" not in after:
        found.append(answer("parameters", weights + biases))
    return found


def _macs(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    name = NAME_OF[ask.kind]
    if ask.kind == "OPS" and not state.scene.has("MACS", "MULTS"):
        raise not_understood("which operations are counted", "어떤 연산을 세는지")
    factor = 2 if ask.kind == "FLOPS" else 1

    def count(picked: list[Walked]) -> int:
        macs = work(picked, state.steps, state.scene.batch or 1)
        if factor > 1:
            state.steps.append(multiplied("FLOPs", (factor, macs)))
        return factor * macs

    return _of_each(state, ask, name, count)


def _additions(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Additions inside each window, and one more for a bias that is said to be added."""
    total = 0
    for one in state.walked:
        if not one.layer.is_conv:
            raise not_understood("which additions are counted", "어떤 덧셈을 세는지")
        _sizes, out = known_sizes(one)
        count = work([one], state.steps)
        outputs = prod(out) * one.layer.need_cout()
        total += count - outputs + (outputs if one.layer.bias else 0)
        if one.layer.bias is None:
            raise missing("whether a bias is added", "편향을 더하는지 여부")
    return [answer("additions", total)]


def _output(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    named = _which(state, ask)
    if _each_layer(state, ask):
        return _sizes_of(state, range(len(state.walked)))
    if named is not None and len(named.places) > 1:
        return _sizes_of(state, named.places)
    last = state.walked[-1 if named is None else named.places[-1]] if state.walked else None
    if last is None:
        raise missing("the layer", "층의 구성")
    if last.layer.kind == "fc":
        return [answer("output_size", [last.layer.need_cout()], "elements")]
    if last.layer.kind == "flatten":
        return _flat(state, ask, before)
    if last.layer.is_conv and last.layer.kernel is None:
        last.layer.need_kernel()
    _, out = known_sizes(last)
    return [shape_answer(state, out, last.channels, ask)]


def shape_answer(state: State, out: tuple[int, ...], channels: int | None, ask: Ask) -> Answer:
    """The output's size, with channels where the text knows them, in the axis order of the input."""
    scene = state.scene
    if scene.axes == 1 and (channels is None or not scene.full_shape or not scene.batch):
        return answer("output_length", out[0], "samples")
    names = {1: "L", 2: "HxW", 3: "DxHxW"}[len(out)]
    if _spatial_only(state, ask):
        return answer("output_size", list(out), names)
    if channels is None:
        if any(one.layer.is_conv for one in state.walked) and scene.channels is not None and scene.full_shape:
            raise missing("the number of filters", "필터 수")
        return answer("output_size", list(out), names)
    if channels == 1 and not scene.full_shape:
        return answer("output_size", list(out), names)
    batch = scene.batch
    order = _stated_order(state, ask)
    if order == "hwc":
        return answer("output_shape", [*out, channels], f"{names}xC")
    if order == "chw":
        return answer("output_shape", [channels, *out], f"Cx{names}")
    if scene.layout == "NCHW" and batch is not None:
        return answer("output_shape", [batch, channels, *out], f"NxCx{names}")
    if scene.layout == "NHWC" and batch is not None:
        return answer("output_shape", [batch, *out, channels], f"Nx{names}xC")
    if scene.layout == "CHW":
        return answer("output_shape", [channels, *out], f"Cx{names}")
    from archcalc.quiz.inputs import is_torch

    if is_torch(scene) and not scene.full_shape:
        return answer("output_shape", [channels, *out], f"Cx{names}")
    return answer("output_shape", [*out, channels], f"{names}xC")


def _stated_order(state: State, ask: Ask) -> str:
    """`출력(H×W×C)`, `the output as C x H x W`: the order of axes that is wanted."""
    first, last = span_of(state.scene, ask, state.asks)
    beside = range(max(first, ask.place - 6), min(last, ask.place + 6) + 1)
    letters = [str(state.scene.tokens[at].value) for at in beside if state.scene.tokens[at].kind == "LETTERS"]
    return next((one for one in letters if one in ("hwc", "chw")), "")


def _spatial_only(state: State, ask: Ask) -> bool:
    near = state.scene.tokens[max(0, ask.place - 2) : ask.place + 3]
    return any(token.kind == "SPATIAL" for token in near) or _word_of(state, ask) in _SPATIAL_WORDS


_SPATIAL_WORDS = frozenset(
    {"output resolution", "output spatial size", "spatial size of the output", "출력 해상도", "출력해상도"}
)


def _word_of(state: State, ask: Ask) -> str:
    return str(state.scene.tokens[ask.place].value or "").lower()


def _each_layer(state: State, ask: Ask) -> bool:
    first, last = span_of(state.scene, ask, state.asks)
    near = {token.kind for token in state.scene.tokens[max(first, ask.place - 5) : min(last, ask.place + 6) + 1]}
    return (len(state.walked) > 1 and bool(near & {"LABELLED"})) or (
        len(state.walked) > 1
        and any(one.role == "repeat" and one.token.value == len(state.walked) for one in state.scene.found)
        and bool(near & {"THEN", "EACH", "SPATIAL"})
    )


def _sizes_of(state: State, places: Iterable[int]) -> list[Answer]:
    """The map behind each of these layers."""
    names = {1: "L", 2: "HxW", 3: "DxHxW"}
    found = []
    windowed = [at for at in places if state.walked[at].layer.kind not in ("bn", "flatten", "fc")]
    for number, one in enumerate((state.walked[at] for at in windowed), 1):
        if one.out is None:
            raise missing("the size of the input", "입력 크기")
        found.append(answer(f"size_{number}", list(one.out), names[len(one.out)]))
    return found


def _out_channels(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    if not state.walked:
        raise missing("the layer", "층의 구성")
    channels = state.walked[-1].channels
    if channels is None:
        raise missing("the number of filters", "필터 수")
    return [answer("output_channels", channels)]


def _flat(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    scene = state.scene
    windowed = [one for one in state.walked if one.layer.kind not in ("fc", "flatten")]
    if windowed:
        channels = windowed[-1].channels if windowed[-1].channels is not None else scene.out_channels
        _, out = known_sizes(windowed[-1])
    elif scene.input is not None:
        channels, out = scene.channels, scene.input
    else:
        raise missing("the map that is flattened", "펼칠 특징맵")
    if channels is None:
        raise missing("the number of channels", "채널 수")
    length = element_count((channels, *out))
    state.steps.append(multiplied("flattened", (*out, channels)))
    return [answer("flatten_length", length)]


def _elements(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return [answer("elements", int(_flat(state, ask, before)[0].value))]  # type: ignore[arg-type]


def _neurons(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return [answer("neurons", int(_flat(state, ask, before)[0].value))]  # type: ignore[arg-type]


def _per_neuron(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    named = _which(state, ask)
    if len(state.walked) > 1 and (named is None or len(named.places) != 1):
        raise not_understood("of which layer the inputs are asked", "어느 층의 입력 수를 묻는지")
    layer = state.walked[named.places[0] if named else 0].layer
    if layer.kind == "fc":
        return [answer("inputs_per_neuron", layer.need_cin())]
    count = conv_weight(1, layer.need_cin(), layer.grouping, layer.need_kernel())
    return [answer("inputs_per_neuron", count)]


def _field(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    named = _which(state, ask)
    reached = state.walked if named is None else state.walked[: named.places[-1] + 1]
    layers = [one.layer for one in reached if one.layer.kind not in ("bn",)]
    if not layers:
        raise missing("the layers", "층의 구성")
    field = field_after(layers, state.steps)
    if len(set(field)) == 1:
        return [answer("receptive_field", field[0])]
    return [answer("receptive_field", list(field), "HxW")]


def _connections(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    total = 0
    for one in state.walked:
        layer = one.layer
        if layer.kind == "fc":
            total += layer.need_cin() * layer.need_cout() + bias_or_none(layer, layer.need_cout())
            continue
        if not layer.is_conv:
            raise not_understood("which connections are counted", "어떤 연결을 세는지")
        _, out = known_sizes(one)
        outputs = element_count((layer.need_cout(), *out))
        terms = conv_weight(1, layer.need_cin() // layer.grouping, 1, layer.need_kernel())
        total += outputs * terms + bias_or_none(layer, outputs)
        state.steps.append(Step("connections", f"{outputs}·({terms} + {int(layer.bias is not False)}) = {total}"))
    return [answer("connections", total)]


def bias_or_none(layer: Layer, count: int) -> int:
    return 0 if layer.bias is False else count


def _padded(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    scene = state.scene
    if scene.input is None:
        raise missing("the size of the input", "입력 크기")
    layer = state.walked[0].layer if state.walked else None
    pad = layer.pad[0] if layer and layer.pad else scene.numbers.get("border", scene.numbers.get("pad"))
    if pad is None:
        raise missing("the padding", "패딩 값")
    sizes = [size + 2 * pad for size in scene.input]
    for size in dict.fromkeys(scene.input):
        state.steps.append(Step("padded size", f"{size} + 2·{pad} = {size + 2 * pad}"))
    if scene.channels is None:
        return [answer("padded_shape", sizes, "HxW")]
    if scene.layout == "CHW":
        return [answer("padded_shape", [scene.channels, *sizes], "CxHxW")]
    return [answer("padded_shape", [*sizes, scene.channels], "HxWxC")]


def _effective(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    from archcalc.formula import effective_kernel

    found = []
    for one in state.walked:
        kernel = one.layer.need_kernel()
        sizes = [effective_kernel(k, one.layer.dilation) for k in kernel]
        state.steps.append(worked("effective kernel", effective_kernel, K=kernel[0], D=one.layer.dilation))
        found.append(sizes)
    if len(found) != 1:
        raise not_understood("of which kernel the size is asked", "어느 커널의 크기인지")
    return [answer("effective_kernel", found[0], "HxW" if len(found[0]) == 2 else "px")]


def _memory(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    return memory_answer(state, ask)


def _millions(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """The count before, once more in millions."""
    from fractions import Fraction

    if not before or not isinstance(before[-1].value, int):
        raise not_understood("what is wanted in millions", "무엇을 백만 단위로 나타내는지")
    return [answer(f"{before[-1].name}_in_millions", Fraction(before[-1].value, 10**6), "M")]


def _ratio(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    """Input elements to output elements of a pooling."""
    windowed = [one for one in state.walked if one.out is not None and one.sizes is not None]
    if len(windowed) != 1 or not windowed[0].layer.is_pool:
        raise not_understood("what is compared", "무엇과 무엇의 비율인지")
    old, new = prod(windowed[0].sizes or ()), prod(windowed[0].out or ())
    state.steps.append(divided("ratio", old, new))
    return [answer("ratio", ratio(old, new))]


_SOLVERS: dict[str, Solver] = {
    "PARAMS": _parameters,
    "WEIGHTS": _weights,
    "BIASES": _biases,
    "MACS": _macs,
    "FLOPS": _macs,
    "MULTS": _macs,
    "OPS": _macs,
    "ADDS": _additions,
    "OUTPUT": _output,
    "SIZE": _output,
    "SPATIAL": _output,
    "MAP": _output,
    "COUT": _out_channels,
    "FLAT": _flat,
    "ELEMENTS": _elements,
    "NEURONS": _neurons,
    "PERNEURON": _per_neuron,
    "RF": _field,
    "CONNECTIONS": _connections,
    "PADDEDSHAPE": _padded,
    "EFFK": _effective,
    "MEM": _memory,
    "KIB": _memory,
    "MIB": _memory,
    "MILLIONS": _millions,
    "GIB": _memory,
    "KB": _memory,
    "MB": _memory,
    "GB": _memory,
    "RATIO": _ratio,
    "CH": _out_channels,
    "INPUT": _output,
}

__all__ = ["Alternative", "Refused", "solve_general"]
