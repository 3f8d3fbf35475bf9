"""Fully connected layers."""

from __future__ import annotations

from archcalc.cost import Cost
from archcalc.formula import elements, linear_weight
from archcalc.ops.base import Operation, Tensor
from archcalc.ops.fields import count, flag
from archcalc.receptive import Receptive, join, see_all
from archcalc.shape import Shape


class Linear(Operation):
    """Fully connected layer `(N_in,) -> (N_out,)`, torch's `Linear`; weights `(N_out, N_in)`."""

    key = "linear"
    main = "features"
    ranks = (0,)
    keeps = ("input",)
    keeps_for_weights = True

    features: int = count("output features N_out")
    bias: bool = flag("whether each output adds a bias; by default yes, and no where a norm follows", True)

    def output_shape(self, *inputs: Shape) -> Shape:
        return (self.features,)

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        weight = Tensor("weight", (self.features, inputs[0][0]))
        return (weight, Tensor("bias", (self.features,))) if self.bias else (weight,)

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        mul_add = linear_weight(self.features, inputs[0][0])  # a vector meets each weight once
        return Cost(mul_add=mul_add, bias=elements(output) if self.bias else 0)

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        return see_all(join(fields))
