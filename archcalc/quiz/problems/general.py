"""Questions about one layer or a small network: whatever of its quantities is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archcalc.formula import conv_weight, prod
from archcalc.quiz.answers import Alternative, Answer, Refused, contradiction, missing, not_understood
from archcalc.quiz.asks import Ask
from archcalc.quiz.layers import Layer, element_count, field_after
from archcalc.quiz.problems.base import NAME_OF, Result, answer, ratio
from archcalc.quiz.problems.memory import memory_answer
from archcalc.quiz.problems.network import Network, Walked, known_sizes, parameters, work
from archcalc.quiz.scene import Scene
from archcalc.quiz.token import Token
from archcalc.quiz.working import Step, Steps, divided, multiplied, worked

BIAS_IN = ("bias included", "편향 포함")
NO_PADDING = ("no padding", "패딩 없음")
STRIDE_ONE = ("stride 1", "스트라이드 1")
ONE_CHANNEL = ("one input channel", "입력 1채널")


class State(NamedTuple):
    """A question half solved: the scene, its network walked through, and the working so far."""

    scene: Scene
    network: Network
    walked: list[Walked]
    steps: Steps

    @property
    def convs(self) -> list[Layer]:
        return [one.layer for one in self.walked if one.layer.is_conv or one.layer.kind == "fc"]


def network_of(scene: Scene) -> Network:
    """The scene's layers as a network."""
    channels = scene.channels
    if channels is None and scene.input is not None and not scene.full_shape and _takes_gray(scene):
        channels, scene.one_channel = 1, True
    if scene.layers and scene.layers[0].kind == "fc" and scene.input is None:
        channels = scene.layers[0].cin or scene.numbers.get("vector")
        return Network(tuple(scene.layers), (1,), channels, scene.batch)
    return Network(tuple(scene.layers), scene.input, channels, scene.batch, scene.out_channels)


def _takes_gray(scene: Scene) -> bool:
    """`fully connected to a 20x20 image`, and connections counted as in LeNet: one value for each pixel."""
    first = scene.layers[0] if scene.layers else None
    return first is not None and first.cin is None and (first.kind == "fc" or scene.has("CONNECTIONS"))


def solve_general(scene: Scene, asks: list[Ask]) -> Result:
    """Answer every ask in order."""
    steps: Steps = []
    network = network_of(scene)
    state = State(scene, network, network.walk(steps) if not scene.numbers.get("given") else [], steps)
    _check_output(state)
    answers: list[Answer] = []
    asked = [ask.kind for ask in asks]
    if len(set(asked)) != len(asked):
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
    found = [ONE_CHANNEL] if state.scene.one_channel else []
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
    named = _of_named_layers(state, ask)
    if named:
        return named
    picked = _picked(state, ask)
    weights, biases = parameters(picked, state.steps)
    return [answer("parameters", weights + biases)]


def _picked(state: State, ask: Ask) -> list[Walked]:
    """The layers that a quantity is asked of: all, or the one named in the asking sentence (`FC6의 파라미터 수`)."""
    named = named_layer(state, ask)
    return state.walked if named is None else [state.walked[named]]


def named_layer(state: State, ask: Ask) -> int | None:
    """The place of the layer that the asking sentence names: `of conv2`, `두 번째 층의`."""
    if len(state.walked) < 2:
        return None
    tokens = state.scene.tokens
    first = last = ask.place
    while first > 0 and tokens[first - 1].kind not in ("STOP", "ASK", "COMMA", "AND"):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].kind not in ("STOP", "ASK", "COMMA", "AND"):
        last += 1
    used = {i for one in state.scene.found for i in range(one.first, one.last + 1)}
    starts = {one.layer.start for one in state.walked}
    names = [
        t
        for i, t in enumerate(tokens[first : last + 1], first)
        if t.kind in ("CONVNAME", "ORD", "FCNAME", "POOLNAME", "LAYERNAME")
        and i not in used
        and not _heads(tokens, i, starts)
    ]
    names += [t for i, t in enumerate(tokens[first : last + 1], first) if t.kind == "FCNAME" and i in used]
    if not names:
        return None
    if _named_together(state, ask):
        raise not_understood("which layer is meant", "어느 층인지")
    places = {_place(state, token.kind, token.value) for token in names}
    if len(places) != 1 or None in places:
        raise not_understood("which layer is meant", "어느 층인지")
    return places.pop()


def _heads(tokens: list[Token], index: int, starts: set[int]) -> bool:
    """Whether an ordinal stands before a layer's own description, rather than naming it again."""
    return any(token.start in starts for token in tokens[index + 1 : index + 5])


def _place(state: State, kind: str, value: object) -> int | None:
    walked = state.walked
    if kind == "ORD":
        convs = [i for i, one in enumerate(walked) if one.layer.is_conv or one.layer.is_pool or one.layer.kind == "fc"]
        number = int(str(value)) - 1
        return convs[number] if number < len(convs) else None
    dense = [i for i, one in enumerate(walked) if one.layer.kind == "fc"]
    if kind == "FCNAME" and len(dense) == 1:
        return dense[0]
    found = [i for i, one in enumerate(walked) if one.layer.name and one.layer.name == value]
    return found[0] if len(found) == 1 else None


def _named_together(state: State, ask: Ask) -> list[int]:
    """The places of the layers named in the asking sentence, where there are several: `of conv1 and conv2`."""
    from archcalc.quiz.asks import asking

    used = {i for one in state.scene.found for i in range(one.first, one.last + 1)}
    starts = {one.layer.start for one in state.walked}
    tokens = state.scene.tokens
    for sentence in asking(state.scene):
        if not sentence.first <= ask.place <= sentence.last:
            continue
        span = range(sentence.first, sentence.last + 1)
        names = [
            tokens[i] for i in span if tokens[i].kind == "CONVNAME" and i not in used and not _heads(tokens, i, starts)
        ]
        places = [_place(state, token.kind, token.value) for token in names]
        if len({token.value for token in names}) > 1:
            if None in places:
                raise not_understood("which layer is meant", "어느 층인지")
            return [place for place in dict.fromkeys(places) if place is not None]
    return []


def _of_named_layers(state: State, ask: Ask) -> list[Answer]:
    """`parameters of conv1 and conv2`, `각 층의 파라미터 수`: one answer for each layer."""
    together = _named_together(state, ask)
    if together:
        counts = [(state.walked[at].layer.name, sum(parameters([state.walked[at]], state.steps))) for at in together]
        return [answer(f"parameters_{name}", count) for name, count in counts]
    near = {token.kind for token in state.scene.tokens[max(0, ask.place - 6) : ask.place + 6]}
    if (
        len(state.walked) < 2
        or not near & {"LABELLED", "EACH"}
        or ("LABELLED" not in near and not near & {"LAYER", "CONVLAYER"})
    ):
        return []
    answers, number, total = [], 0, 0
    for one in state.walked:
        if not (one.layer.is_conv or one.layer.kind == "fc"):
            continue
        number += 1
        weights, biases = parameters([one], state.steps)
        label = "fc" if one.layer.kind == "fc" else "conv"
        answers.append(answer(f"parameters_{label}{number}", weights + biases))
        total += weights + biases
    if "TOTAL" in near:
        answers.append(answer("parameters", total))
    return answers


def _weights(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    weights, _ = parameters(_picked(state, ask), [])
    for one in _picked(state, ask):
        if one.layer.is_conv or one.layer.kind == "fc":
            from archcalc.quiz.layers import weight_count

            weight_count(one.layer, state.steps)
    found = [answer("weights", weights)]
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
    after = [token.kind for token in state.scene.tokens[ask.place + 1 : ask.place + 4]]
    if before and before[-1].name == "weights" and "TOTAL" in after and "PARAMS" not in after:
        found.append(answer("parameters", weights + biases))
    return found


def _macs(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    name = NAME_OF[ask.kind]
    picked = _picked(state, ask)
    if ask.kind == "OPS" and not state.scene.has("MACS", "MULTS"):
        raise not_understood("which operations are counted", "어떤 연산을 세는지")
    count = work(picked, state.steps, state.scene.batch or 1)
    if ask.kind == "FLOPS":
        state.steps.append(multiplied("FLOPs", (2, count)))
        return [answer(name, 2 * count)]
    return [answer(name, count)]


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
    if _each_layer(state, ask):
        return _sizes_of_all(state)
    named = named_layer(state, ask)
    last = state.walked[-1 if named is None else named] if state.walked else None
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


def _spatial_only(state: State, ask: Ask) -> bool:
    near = state.scene.tokens[max(0, ask.place - 2) : ask.place + 3]
    return any(token.kind == "SPATIAL" for token in near) or _word_of(state, ask) in _SPATIAL_WORDS


_SPATIAL_WORDS = frozenset(
    {"output resolution", "output spatial size", "spatial size of the output", "출력 해상도", "출력해상도"}
)


def _word_of(state: State, ask: Ask) -> str:
    return str(state.scene.tokens[ask.place].value or "").lower()


def _each_layer(state: State, ask: Ask) -> bool:
    near = {token.kind for token in state.scene.tokens[max(0, ask.place - 4) : ask.place + 5]}
    return (len(state.walked) > 1 and bool(near & {"LABELLED"})) or (
        len(state.walked) > 1
        and any(one.role == "repeat" and _counts(one.token, len(state.walked)) for one in state.scene.found)
        and bool(near & {"THEN", "EACH", "SPATIAL"})
    )


def _counts(token: Token, number: int) -> bool:
    """`the three layers`; `after three poolings` only looks back."""
    return token.kind != "REPEAT" and token.value == number


def _sizes_of_all(state: State) -> list[Answer]:
    names = {1: "L", 2: "HxW", 3: "DxHxW"}
    found = []
    for number, one in enumerate(state.walked, 1):
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
    layer = state.walked[0].layer
    count = conv_weight(1, layer.need_cin(), layer.grouping, layer.need_kernel())
    return [answer("inputs_per_neuron", count)]


def _field(state: State, ask: Ask, before: list[Answer]) -> list[Answer]:
    named = named_layer(state, ask)
    reached = state.walked if named is None else state.walked[: named + 1]
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
    if len(windowed) != 1 or not (windowed[0].layer.is_pool or windowed[0].layer.kind == "gap"):
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
