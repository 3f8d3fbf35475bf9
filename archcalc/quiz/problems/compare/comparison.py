"""The two networks of a comparison, and what each costs."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.formula import same_output
from archcalc.quiz.layers import Layer
from archcalc.quiz.network import Network, Walked, parameters, work
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Steps


class Comparison(NamedTuple):
    """Two networks on one input, and what the answers about each are called."""

    old: Network
    new: Network
    old_name: str
    new_name: str
    new_is_main: bool = False  # `how many multiplications does the separable one take`: no suffix
    new_first: bool = False  # the new side is described before the old one
    halves: tuple[str, ...] = ()  # names of the new side's layers, where each may be asked for

    def side(self, side: str) -> tuple[Network, str]:
        """The network of a side and its name."""
        return (self.old, self.old_name) if side == "old" else (self.new, self.new_name)

    def cost(self, kind: str, network: Network, steps: Steps) -> int:
        """One quantity of one side."""
        return cost_of(kind, network.walk([]), steps)


def cost_of(kind: str, walked: list[Walked], steps: Steps) -> int:
    """Parameters, weights or work of some layers."""
    if kind in ("PARAMS", "WEIGHTS"):
        weights, biases = parameters(walked, steps)
        return weights + (biases if kind == "PARAMS" else 0)
    count = work(walked, steps)
    return 2 * count if kind == "FLOPS" else count


def stride_to(scene: Scene, layer: Layer) -> int:
    """The stride above 1 that leads to the stated output, where the text is silent about stride and padding; else 0."""
    if scene.input is None or scene.out_sizes is None or layer.stride is not None or layer.tells_padding:
        return 0
    reached = (s for s in range(2, 9) if tuple(same_output(size, s) for size in scene.input) == scene.out_sizes)
    return next(reached, 0)


def keep_size(scene: Scene, layer: Layer) -> None:
    """An output stated as large as the input says that the padding keeps the size."""
    if scene.input is None and scene.out_sizes is not None and (layer.stride or (1,))[0] == 1:
        scene.input = scene.out_sizes
        layer.same = True
    if scene.out_sizes is not None and scene.out_sizes == scene.input and layer.pad is None:
        layer.same = True
    stride = stride_to(scene, layer)
    if stride:
        layer.stride, layer.same = (stride,) * scene.axes, True


def fill(layer: Layer, others: list[Layer], names: tuple[str, ...]) -> None:
    """Take from the others, in order, what is not said of a layer itself."""
    for other in others:
        for name in names:
            if getattr(layer, name) is None:
                setattr(layer, name, getattr(other, name))


def are_of_no_side(scene: Scene) -> bool:
    """`192 channels`, told once and of neither side: as many come in as go out."""
    said = [one for one in scene.found if one.role in ("cin", "cout", "ch", "filters", "ends", "maps", "in")]
    if len(said) != 1 or said[0].role == "ch":
        return [one.role for one in said] == ["ch"]
    beside = {token.kind for token in scene.tokens[said[0].first : said[0].last + 2]}
    return said[0].role == "filters" and "CH" in beside and "FILTER" not in beside
