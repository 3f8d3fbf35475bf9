"""LeNet's own layers: trainable subsampling and the RBF output (LeCun et al. 1998, section II.B)."""

from __future__ import annotations

from archcalc.cost import Cost
from archcalc.formula import elements, linear_weight, window_combinations
from archcalc.ops.base import FIXED, Operation, Tensor
from archcalc.ops.fields import count, window
from archcalc.ops.windowed import Windowed
from archcalc.receptive import Receptive, join, see_all
from archcalc.shape import Shape


class Subsample(Windowed):
    """Trainable subsampling: the window's sum times one coefficient per map, plus one bias per map.

    One multiply-add per output; the window's other additions and the bias are counted beside it.
    """

    key = "subsample"
    main = "kernel"
    keeps = ("input",)

    kernel: tuple[int, ...] = window("window size K of each axis")
    stride: tuple[int, ...] | None = window("stride S of each axis; by default the window's size", None)

    def output_shape(self, *inputs: Shape) -> Shape:
        return (inputs[0][0], *self.map_size(inputs[0][1:]))

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        channels = (inputs[0][0],)
        return (Tensor("weight", channels), Tensor("bias", channels))

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        out = elements(output)
        return Cost(mul_add=out, bias=out, add=window_combinations(self.kernel) * out)

    def describe(self) -> str:
        return f"subsample {self.window_text()}"


class Rbf(Operation):
    """Euclidean radial basis functions: Σ (x - w)², one fixed vector of weights per class.

    The weights are drawn by hand as bitmaps of the characters, so they are fixed, not trained.
    """

    key = "rbf"
    main = "classes"
    ranks = (0,)
    keeps = ("input",)

    classes: int = count("number of classes, one unit each")

    def output_shape(self, *inputs: Shape) -> Shape:
        return (self.classes,)

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        return (Tensor("weight", (self.classes, inputs[0][0]), FIXED),)

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        differences = linear_weight(self.classes, inputs[0][0])
        return Cost(mul_add=differences, add=differences)

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        return see_all(join(fields))
