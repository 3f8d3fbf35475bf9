"""Activations: elementwise, without parameters but for PReLU; frameworks run them in place."""

from __future__ import annotations

from archcalc.cost import Cost
from archcalc.formula import elements
from archcalc.ops.base import Operation, Tensor
from archcalc.ops.fields import choice, real
from archcalc.receptive import Receptive, join, see_all
from archcalc.shape import Shape


class Activation(Operation):
    """An elementwise function; `per_element` is its cost for one element."""

    in_place = True
    keeps = ("output",)
    per_element: Cost = Cost()

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return self.per_element.times(elements(output))


class Relu(Activation):
    """max(0, x)."""

    key = "relu"
    per_element = Cost(compare=1)


class Relu6(Activation):
    """min(max(0, x), 6) (Howard et al. 2017)."""

    key = "relu6"
    keeps = ("input",)
    per_element = Cost(compare=2)


class LeakyRelu(Activation):
    """x for x > 0, a small slope below."""

    key = "leaky_relu"
    main = "slope"
    per_element = Cost(compare=1, mul=1)

    slope: float = real("slope for x < 0", 0.01)


class Elu(Activation):
    """x for x > 0, alpha·(exp(x) − 1) below (Clevert et al. 2016, arXiv:1511.07289)."""

    key = "elu"
    main = "alpha"
    per_element = Cost(compare=1, exp=1, add=1, mul=1)

    alpha: float = real("the value for large negative x is −alpha", 1.0, high=100.0)


class Selu(Activation):
    """λ·elu(x) with α ≈ 1.6733, λ ≈ 1.0507 (Klambauer et al. 2017, arXiv:1706.02515)."""

    key = "selu"
    per_element = Cost(compare=1, exp=1, add=1, mul=2)


class Sigmoid(Activation):
    """1 / (1 + exp(-x))."""

    key = "sigmoid"
    per_element = Cost(exp=1, add=1, div=1)


class Tanh(Activation):
    """Hyperbolic tangent, counted as one transcendental."""

    key = "tanh"
    per_element = Cost(exp=1)


class ScaledTanh(Activation):
    """1.7159·tanh(2/3·x) (LeCun et al. 1998, section II.B and appendix A)."""

    key = "scaled_tanh"
    per_element = Cost(mul=2, exp=1)


class HardSigmoid(Activation):
    """relu6(x + 3) / 6 (Howard et al. 2019, arXiv:1905.02244, section 5.2)."""

    key = "hard_sigmoid"
    keeps = ("input",)
    per_element = Cost(add=1, compare=2, mul=1)


class HardSwish(Activation):
    """x·relu6(x + 3) / 6 (Howard et al. 2019, arXiv:1905.02244, section 5.2)."""

    key = "hard_swish"
    keeps = ("input",)
    per_element = Cost(add=1, compare=2, mul=2)


class Swish(Activation):
    """x·sigmoid(x), also called SiLU (Ramachandran et al. 2017)."""

    key = "swish"
    keeps = ("input",)
    per_element = Cost(exp=1, add=1, div=1, mul=1)


class Mish(Activation):
    """x·tanh(ln(1 + exp(x))) (Misra 2019, arXiv:1908.08681): three transcendentals."""

    key = "mish"
    keeps = ("input",)
    per_element = Cost(exp=3, add=1, mul=1)


class Gelu(Activation):
    """x·Φ(x) (Hendrycks & Gimpel 2016): 0.5·x·(1 + erf(x/√2)), the error function one transcendental."""

    key = "gelu"
    in_place = False
    keeps = ("input",)
    per_element = Cost(exp=1, add=1, mul=3)


class Prelu(Activation):
    """x for x > 0, a trained slope below (He et al. 2015): one slope per channel, or a single one."""

    key = "prelu"
    main = "slopes"
    in_place = False
    keeps = ("input",)
    per_element = Cost(compare=1, mul=1)

    slopes: str = choice("trained slopes", ("channel", "single"), "channel")

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        return (Tensor("weight", (inputs[0][0] if self.slopes == "channel" else 1,)),)


class Softmax(Activation):
    """exp(x) / Σ exp(x) over the channels."""

    key = "softmax"
    in_place = False

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        out, positions = elements(output), elements(output[1:])
        return Cost(exp=out, add=out - positions, div=out)

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        return join(fields) if self.axes else see_all(join(fields))  # all elements of a vector


class Dropout(Operation):
    """Zeroes a share of the elements in training (Srivastava et al. 2014); nothing at inference."""

    key = "dropout"
    main = "rate"

    rate: float = real("share of the elements that training drops", 0.5)

    def describe(self) -> str:
        return f"dropout {self.rate:g}"

    def kept_bytes(self, inputs: tuple[Shape, ...], output: Shape) -> int:
        return elements(output)  # a mask of one byte per element


ACTIVATIONS = tuple(sorted(cls.key for cls in Activation.__subclasses__()))
"""Words that `activation:` beside another operation accepts."""
