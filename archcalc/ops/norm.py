"""Normalisation."""

from __future__ import annotations

from archcalc.cost import Cost
from archcalc.errors import OperationError
from archcalc.formula import elements
from archcalc.ops.base import BUFFER, Operation, Tensor
from archcalc.ops.fields import count, flag
from archcalc.receptive import Receptive, join, see_all
from archcalc.shape import Shape


class BatchNorm(Operation):
    """Batch normalisation (Ioffe & Szegedy 2015), torch's `BatchNorm1d/2d/3d`.

    Scale and shift per channel are trained; running mean, running variance and the count of batches are
    buffers. At inference it is one multiplication and one addition per element.
    """

    key = "batchnorm"
    keeps = ("input",)

    affine: bool = flag("whether it has a trained scale and shift per channel", True)

    @property
    def name(self) -> str:
        return f"batchnorm{max(1, self.axes)}d"

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        channels = (inputs[0][0],)
        buffers = (
            Tensor("running_mean", channels, BUFFER),
            Tensor("running_var", channels, BUFFER),
            Tensor("num_batches_tracked", (), BUFFER),
        )
        return (*_affine(channels), *buffers) if self.affine else buffers

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return Cost(mul=elements(output), add=elements(output))


class LayerNorm(Operation):
    """Layer normalisation (Ba et al. 2016) over the channels of each position.

    torch's `LayerNorm(C)` on channels-last data, as ConvNeXt uses it. Per element: two additions and a
    multiplication for mean and variance, a subtraction, and a multiplication with the inverse deviation.
    """

    key = "layernorm"
    keeps = ("input",)

    affine: bool = flag("whether it has a trained scale and shift per channel", True)

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        return _affine((inputs[0][0],)) if self.affine else ()

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return statistics_cost(elements(output), elements(output[1:]), self.affine)

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        return join(fields) if self.axes else see_all(join(fields))  # all elements of a vector


class GroupNorm(Operation):
    """Group normalisation (Wu & He 2018), torch's `GroupNorm`: mean and variance per group of channels."""

    key = "groupnorm"
    main = "groups"
    keeps = ("input",)

    groups: int = count("groups G of channels that are normalised together")
    affine: bool = flag("whether it has a trained scale and shift per channel", True)

    def check(self, *inputs: Shape) -> None:
        if inputs[0][0] % self.groups:
            raise OperationError(f"{inputs[0][0]} channels do not divide into {self.groups} groups")

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        return _affine((inputs[0][0],)) if self.affine else ()

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return statistics_cost(elements(output), self.groups, self.affine)

    def describe(self) -> str:
        return f"groupnorm g{self.groups}"

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        return _over_the_map(join(fields))


class InstanceNorm(Operation):
    """Instance normalisation (Ulyanov et al. 2016, arXiv:1607.08022), torch's `InstanceNorm1d/2d/3d`.

    Mean and variance of each map of each sample, at inference too; torch trains no scale and shift unless asked.
    """

    key = "instancenorm"
    ranks = (1, 2, 3)
    per_axis_name = True
    keeps = ("input",)

    affine: bool = flag("whether it has a trained scale and shift per channel", False)

    def tensors(self, *inputs: Shape) -> tuple[Tensor, ...]:
        return _affine((inputs[0][0],)) if self.affine else ()

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        return statistics_cost(elements(output), output[0], self.affine)

    def receptive(self, fields: tuple[Receptive, ...], inputs: tuple[Shape, ...], output: Shape) -> Receptive:
        return _over_the_map(join(fields))


class LocalResponseNorm(Operation):
    """Local response normalisation over `size` neighbouring channels (Krizhevsky et al. 2012, section 3.3).

    Per element: its square, the sum over up to `size` neighbours, scale and offset, a power, a division.
    """

    key = "lrn"
    main = "size"
    ranks = (1, 2, 3)
    keeps = ("input", "output")

    size: int = count("neighbouring channels n in the sum", 5)

    def cost(self, inputs: tuple[Shape, ...], output: Shape) -> Cost:
        out = elements(output)
        return Cost(mul=2 * out, add=self.size * out, exp=out, div=out)

    def describe(self) -> str:
        return f"lrn {self.size}"


NORMALISATIONS = (BatchNorm, LayerNorm, GroupNorm, InstanceNorm)
"""By mean and variance, with a scale and a shift per channel; `LocalResponseNorm` has neither."""


def _over_the_map(seen: Receptive) -> Receptive:
    """Each position sees the whole map, through mean and variance."""
    return tuple(axis._replace(size=whole.size) for axis, whole in zip(seen, see_all(seen), strict=True))


def _affine(channels: Shape) -> tuple[Tensor, ...]:
    return (Tensor("weight", channels), Tensor("bias", channels))


def statistics_cost(size: int, groups: int, affine: bool) -> Cost:
    """Mean, variance and scaling of `size` elements that are normalised in `groups` groups.

    Sums: an addition per element for the mean; a subtraction, a square and an addition for the variance;
    a multiplication with the inverse deviation; per group two divisions, an addition and a square root.
    """
    scale = size if affine else 0
    return Cost(add=3 * size + groups + scale, mul=2 * size + scale, div=2 * groups, exp=groups)
