"""One layer or several behind one another: sizes, parameters, work, length of the flattened vector."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import NamedTuple

from archcalc.formula import prod
from archcalc.korean import with_particle
from archcalc.quiz.answers import contradiction, missing
from archcalc.quiz.layercosts import bias_count, mac_count, weight_count
from archcalc.quiz.layers import Layer, Sizes, output_sizes
from archcalc.quiz.working import Steps, multiplied, summed

PASSING = frozenset({"flatten", "gap", "bn", "merge", "join"})
"""Kinds of layers without a window."""


class Walked(NamedTuple):
    """A layer with the map that reaches it and the one that leaves it; None where the text does not say."""

    layer: Layer
    sizes: Sizes | None
    out: Sizes | None
    channels: int | None


class Network(NamedTuple):
    """Layers in order, and what enters the first."""

    layers: tuple[Layer, ...]
    sizes: Sizes | None
    channels: int | None
    batch: int | None = None
    last_channels: int | None = None  # of the last map, where no layer says it

    def walk(self, steps: Steps) -> list[Walked]:
        """Every layer with its maps, as far as they are known; layers get their channels on the way."""
        walked: list[Walked] = []
        sizes, channels = self.sizes, self.channels
        for beside, group in groupby(self.unrolled(), key=lambda layer: layer.branch is not None):
            layers = list(group)
            if beside:
                walked += _side_by_side(layers, sizes, channels, steps)
                sizes, channels = walked[-1].out, walked[-1].channels
                continue
            entered: list[int | None] = []
            for layer in layers:
                before = sizes
                entered.append(layer.cin if channels is None else channels)
                sizes, channels = self._step(layer, sizes, channels, steps)
                if layer.carries:
                    channels = _beside(channels, entered[-layer.carries])
                walked.append(Walked(layer, before, sizes, channels))
        return walked

    def _step(
        self, layer: Layer, sizes: Sizes | None, channels: int | None, steps: Steps
    ) -> tuple[Sizes | None, int | None]:
        """The map behind one layer."""
        if layer.kind in ("fc", "flatten") and channels is None:
            channels = self.last_channels
        if layer.kind == "fc":
            return (1,), self._dense(layer, sizes, channels)
        if layer.kind == "flatten":
            return (1,), None if channels is None or sizes is None else channels * prod(sizes)
        if layer.kind == "gap":
            return (1,) * len(sizes or (1, 1)), channels
        if layer.kind == "bn":
            layer.cin = _agree(layer.cin, channels)
            return sizes, channels
        if layer.kind == "join":
            if layer.kernel is not None and sizes is not None and layer.kernel != sizes:
                raise contradiction("maps of different sizes are concatenated", "크기가 다른 특징맵을 이어 붙입니다")
            return sizes, _beside(channels, layer.cout)
        return self._windowed(layer, sizes, channels, steps)

    def unrolled(self) -> list[Layer]:
        """Layers, each as often as it is repeated."""
        flat: list[Layer] = []
        for layer in self.layers:
            flat.append(layer)
            for _ in range(layer.repeat - 1):
                again = layer.copy()
                again.cin = layer.cout if layer.is_conv and layer.cout is not None else layer.cin
                flat.append(again)
        return flat

    def _windowed(
        self, layer: Layer, sizes: Sizes | None, channels: int | None, steps: Steps
    ) -> tuple[Sizes | None, int | None]:
        if layer.is_conv:
            layer.cin = _agree(layer.cin, channels)
            if layer.depthwise and layer.cout is None and layer.cin is not None:
                layer.cout = layer.cin * layer.multiplier
            channels = layer.cout
        else:
            layer.cin = channels
        if sizes is None or layer.kernel is None:
            return None, channels
        return output_sizes(layer, sizes, steps), channels

    @staticmethod
    def _dense(layer: Layer, sizes: Sizes | None, channels: int | None) -> int | None:
        arriving = channels * prod(sizes) if channels is not None and sizes is not None else None
        if arriving is None and sizes is not None and prod(sizes) > 1:
            arriving = prod(sizes) if layer.cin is not None and layer.cin % prod(sizes) else None
        layer.cin = _agree(layer.cin, arriving)
        return layer.cout


def _beside(channels: int | None, others: int | None) -> int | None:
    """Channels of two maps that are put side by side."""
    return None if channels is None or others is None else channels + others


def _side_by_side(layers: list[Layer], sizes: Sizes | None, channels: int | None, steps: Steps) -> list[Walked]:
    """Branches that all begin with the same map, and what they make together."""
    walked: list[Walked] = []
    ends: list[Walked] = []
    how = layers[0].branch.how if layers[0].branch else ""
    for _, branch in groupby(layers, key=lambda layer: layer.branch):
        alone = [_alone(layer) for layer in branch]
        one = Network(tuple(alone), sizes, channels).walk(steps)
        walked, ends = [*walked, *one], [*ends, one[-1]]
    outs, counts = {one.out for one in ends}, [one.channels for one in ends]
    if len(outs) > 1 and None not in outs:
        raise contradiction("the branches end in maps of different sizes", "가지들의 출력 크기가 서로 다릅니다")
    known = [count for count in counts if count is not None]
    total = sum(known) if how == "concat" else counts[0]
    if not how:
        known = []  # how the branches come together is not said
    if how == "add" and len(set(known)) > 1:
        raise contradiction("what is added has different channels", "더하는 특징맵의 채널 수가 서로 다릅니다")
    joined = Walked(Layer("merge"), sizes, next(iter(outs)), total if len(known) == len(counts) else None)
    return [*walked, joined]


def _alone(layer: Layer) -> Layer:
    layer.branch = None
    return layer


def _agree(stated: int | None, arriving: int | None) -> int | None:
    """The channels a layer takes; what arrives must be what it says."""
    if stated is not None and arriving is not None and stated != arriving:
        raise contradiction(
            f"the layer takes {stated} inputs, and {arriving} arrive",
            f"층의 입력은 {stated}인데 앞에서 {with_particle(arriving, '이')} 나옵니다",
        )
    return stated if stated is not None else arriving


def is_chain(layers: list[Layer]) -> bool:
    """Three or more layers, each stated to take what the one before it gives."""
    pairs = list(pairwise(layers))
    return len(pairs) > 1 and all(one.cout is not None and one.cout == two.cin for one, two in pairs)


def is_depthwise_chain(layers: list[Layer]) -> bool:
    """A depthwise convolution with a 1x1 one behind it, and nothing else."""
    if len(layers) != 2 or not all(layer.is_conv for layer in layers):
        return False
    first, second = layers
    depthwise = first.depthwise or (first.grouping > 1 and first.grouping == first.cin)
    return depthwise and second.is_pointwise and second.grouping == 1


def known_sizes(walked: Walked) -> tuple[Sizes, Sizes]:
    """The maps before and behind a layer, or a refusal."""
    if walked.layer.kernel is None and walked.layer.kind not in PASSING | {"fc"}:
        walked.layer.need_kernel()
    if walked.sizes is None or walked.out is None:
        raise missing("the size of the input", "입력 크기")
    return walked.sizes, walked.out


def parameters(walked: list[Walked], steps: Steps, with_biases: bool = True) -> tuple[int, int]:
    """Weights and biases of all layers; the working is that of the weights alone if not `with_biases`."""
    if not walked:
        raise missing("the layers", "층의 구성")
    weights, biases, parts = 0, 0, []
    for one in walked:
        if one.layer.is_pool or one.layer.kind in PASSING - {"bn"} or one.layer.aside:
            continue
        own, extra = weight_count(one.layer, steps), bias_count(one.layer)
        weights, biases = weights + own, biases + extra
        parts.append(own + extra * with_biases)
        if extra and with_biases:
            scaled = one.layer.kind == "bn"  # by γ and β of each channel
            steps.append(multiplied("parameters", (2, extra // 2)) if scaled else summed("parameters", [own, extra]))
    if len(parts) > 1:
        steps.append(summed("in total", parts))
    if not parts and not any(one.layer.is_pool for one in walked):
        raise missing("a layer with weights", "가중치가 있는 층")
    return weights, biases


def work(walked: list[Walked], steps: Steps, batch: int = 1) -> int:
    """Multiply-adds of all layers."""
    total, parts = 0, []
    for one in walked:
        if one.layer.is_pool or one.layer.kind in PASSING or one.layer.aside == "uncounted":
            continue
        sizes, out = ((1,), (1,)) if one.layer.kind == "fc" else known_sizes(one)
        parts.append(mac_count(one.layer, sizes, out, steps))
        total += parts[-1]
    if not parts:
        raise missing("a layer with weights", "가중치가 있는 층")
    if len(parts) > 1:
        steps.append(summed("in total", parts))
    return total * batch
