"""One layer or several behind one another: sizes, parameters, work, length of the flattened vector."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.quiz.answers import Refused, missing
from archcalc.quiz.layers import (
    Layer,
    Sizes,
    bias_count,
    mac_count,
    output_sizes,
    product,
    weight_count,
)
from archcalc.quiz.working import Steps, summed


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
        for layer in self.unrolled():
            before = sizes
            if layer.kind in ("fc", "flatten") and channels is None:
                channels = self.last_channels
            if layer.kind == "fc":
                channels, sizes = self._dense(layer, sizes, channels), (1,)
            elif layer.kind == "flatten":
                channels = None if channels is None or sizes is None else channels * product(sizes)
                sizes = (1,)
            elif layer.kind == "gap":
                sizes = (1,) * len(sizes or (1, 1))
            elif layer.kind == "bn":
                layer.cin = layer.cin if layer.cin is not None else channels
            else:
                sizes, channels = self._windowed(layer, sizes, channels, steps)
            walked.append(Walked(layer, before, sizes, channels))
        return walked

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
        arriving = channels * product(sizes) if channels is not None and sizes is not None else None
        if arriving is None and sizes is not None and product(sizes) > 1:
            arriving = product(sizes) if layer.cin is not None and layer.cin % product(sizes) else None
        layer.cin = _agree(layer.cin, arriving)
        return layer.cout


def _agree(stated: int | None, arriving: int | None) -> int | None:
    """The channels a layer takes; what arrives must be what it says."""
    from archcalc.quiz.answers import contradiction

    if stated is not None and arriving is not None and stated != arriving:
        raise contradiction(
            f"the layer takes {stated} inputs, and {arriving} arrive",
            f"층의 입력은 {stated}인데 앞에서 {arriving}이 나옵니다",
        )
    return stated if stated is not None else arriving


def known_sizes(walked: Walked) -> tuple[Sizes, Sizes]:
    """The maps before and behind a layer, or a refusal."""
    if walked.layer.kernel is None and walked.layer.kind not in ("fc", "gap", "bn", "flatten"):
        walked.layer.need_kernel()
    if walked.sizes is None or walked.out is None:
        raise missing("the size of the input", "입력 크기")
    return walked.sizes, walked.out


def parameters(walked: list[Walked], steps: Steps) -> tuple[int, int]:
    """Weights and biases of all layers."""
    if not walked:
        raise missing("the layers", "층의 구성")
    weights, biases, parts = 0, 0, []
    for one in walked:
        if one.layer.is_pool or one.layer.kind in ("flatten", "gap"):
            continue
        own, extra = weight_count(one.layer, steps), bias_count(one.layer)
        weights, biases = weights + own, biases + extra
        parts.append(own + extra)
        if extra:
            steps.append(summed("parameters", [own, extra]))
    if len(parts) > 1:
        steps.append(summed("in total", parts))
    if not parts and not any(one.layer.is_pool for one in walked):
        raise missing("a layer with weights", "가중치가 있는 층")
    return weights, biases


def work(walked: list[Walked], steps: Steps, batch: int = 1) -> int:
    """Multiply-adds of all layers."""
    total, parts = 0, []
    for one in walked:
        if one.layer.is_pool or one.layer.kind in ("flatten", "gap", "bn"):
            continue
        sizes, out = ((1,), (1,)) if one.layer.kind == "fc" else known_sizes(one)
        parts.append(mac_count(one.layer, sizes, out, steps))
        total += parts[-1]
    if not parts:
        raise missing("a layer with weights", "가중치가 있는 층")
    if len(parts) > 1:
        steps.append(summed("in total", parts))
    return total * batch


def try_walk(network: Network, steps: Steps) -> list[Walked]:
    """The walk; what it refuses is refused with the layer's own reason."""
    try:
        return network.walk(steps)
    except Refused:
        raise
