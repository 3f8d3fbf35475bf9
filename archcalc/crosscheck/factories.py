"""Which torch module stands for which operation: one line each, at the bottom.

A factory takes the operation and its inputs' shapes. It reads the operation's fields and nothing that the
engine has computed from them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn

from archcalc.crosscheck import modules
from archcalc.crosscheck.padding import PaddedConv, PaddedMean, PaddedPool, padded
from archcalc.ops import Operation, activation, conv, join, lenet, linear, norm, pool, reshape
from archcalc.shape import Shape

Factory = Callable[[Any, tuple[Shape, ...]], nn.Module]
PerRank = dict[int, Callable[..., nn.Module]]

CONV: PerRank = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}
CONV_TRANSPOSE: PerRank = {1: nn.ConvTranspose1d, 2: nn.ConvTranspose2d, 3: nn.ConvTranspose3d}
BATCH_NORM: PerRank = {0: nn.BatchNorm1d, 1: nn.BatchNorm1d, 2: nn.BatchNorm2d, 3: nn.BatchNorm3d}
INSTANCE_NORM: PerRank = {1: nn.InstanceNorm1d, 2: nn.InstanceNorm2d, 3: nn.InstanceNorm3d}
MAX_POOL: PerRank = {1: nn.MaxPool1d, 2: nn.MaxPool2d, 3: nn.MaxPool3d}
AVG_POOL: PerRank = {1: nn.AvgPool1d, 2: nn.AvgPool2d, 3: nn.AvgPool3d}
ADAPTIVE_MAX: PerRank = {1: nn.AdaptiveMaxPool1d, 2: nn.AdaptiveMaxPool2d, 3: nn.AdaptiveMaxPool3d}
ADAPTIVE_AVG: PerRank = {1: nn.AdaptiveAvgPool1d, 2: nn.AdaptiveAvgPool2d, 3: nn.AdaptiveAvgPool3d}


def module_for(operation: Operation, shapes: tuple[Shape, ...]) -> nn.Module:
    """The torch module of an operation on inputs of these shapes (per sample).

    Raises:
        NotImplementedError: the operation has no line in the table.
    """
    factory = FACTORIES.get(type(operation))
    if factory is None:
        raise NotImplementedError(f"{operation.key} has no torch module yet: add a line to FACTORIES")
    return factory(operation, shapes)


def _pads(operation: Any) -> modules.Pads:
    """(before, after) of each axis. `same`: what keeps the size at stride 1, the odd one at the end."""
    if operation.padding != "same":
        given: modules.Pads = operation.padding
        return given
    spans = [d * (k - 1) for k, d in zip(operation.kernel, operation.dilations, strict=True)]
    return [(span // 2, span - span // 2) for span in spans]


def _symmetric(pads: modules.Pads) -> tuple[int, ...] | None:
    """One padding per axis, which is all that torch's layers take; None if the ends differ."""
    return tuple(before for before, _ in pads) if all(before == after for before, after in pads) else None


def _conv(op: conv.Conv, shapes: tuple[Shape, ...]) -> nn.Module:
    pads, mode = _pads(op), "constant" if op.padding_mode == "zeros" else op.padding_mode
    if op.table is not None:
        return modules.TableConv(op.table, op.kernel, op.stride, pads, op.dilation, mode, op.bias)
    padding = _symmetric(pads)
    module = CONV[op.axes](
        shapes[0][0],
        op.filters,
        op.kernel,
        op.stride,
        padding or 0,
        op.dilation,
        op.groups,
        op.bias,
        op.padding_mode,
    )
    return module if padding else padded(module, PaddedConv, pads, mode=mode)


def _conv_transpose(op: conv.ConvTranspose, shapes: tuple[Shape, ...]) -> nn.Module:
    layer = CONV_TRANSPOSE[op.axes]
    sizes = (op.kernel, op.stride, op.padding, op.output_padding)
    return layer(shapes[0][0], op.filters, *sizes, groups=op.groups, bias=op.bias, dilation=op.dilation)


def _max_pool(op: pool.MaxPool, shapes: tuple[Shape, ...]) -> nn.Module:
    pads = _pads(op)
    padding = _symmetric(pads)
    module = MAX_POOL[op.axes](op.kernel, op.stride, padding or 0, op.dilation, ceil_mode=op.ceil)
    return module if padding else padded(module, PaddedPool, pads, value=float("-inf"))


def _avg_pool(op: pool.AvgPool, shapes: tuple[Shape, ...]) -> nn.Module:
    pads = _pads(op)
    padding = _symmetric(pads)
    module = AVG_POOL[op.axes](op.kernel, op.stride, padding or 0, op.ceil, op.count_include_pad)
    return module if padding else padded(module, PaddedPool if op.count_include_pad else PaddedMean, pads, value=0.0)


def _prelu(op: activation.Prelu, shapes: tuple[Shape, ...]) -> nn.Module:
    return nn.PReLU(shapes[0][0] if op.slopes == "channel" else 1)


def _layer_norm(op: norm.LayerNorm, shapes: tuple[Shape, ...]) -> nn.Module:
    return modules.ChannelsFirstLayerNorm(shapes[0][0], elementwise_affine=op.affine)


def _subsample(op: lenet.Subsample, shapes: tuple[Shape, ...]) -> nn.Module:
    return modules.Subsample(shapes[0][0], op.kernel, op.stride or op.kernel)


# Written out rather than filled by decorators: the table is the documentation of what stands for what.
FACTORIES: dict[type[Operation], Factory] = {
    activation.Relu: lambda op, shapes: nn.ReLU(),
    activation.Relu6: lambda op, shapes: nn.ReLU6(),
    activation.LeakyRelu: lambda op, shapes: nn.LeakyReLU(op.slope),
    activation.Elu: lambda op, shapes: nn.ELU(op.alpha),
    activation.Selu: lambda op, shapes: nn.SELU(),
    activation.Sigmoid: lambda op, shapes: nn.Sigmoid(),
    activation.Tanh: lambda op, shapes: nn.Tanh(),
    activation.ScaledTanh: lambda op, shapes: modules.ScaledTanh(),
    activation.HardSigmoid: lambda op, shapes: nn.Hardsigmoid(),
    activation.HardSwish: lambda op, shapes: nn.Hardswish(),
    activation.Swish: lambda op, shapes: nn.SiLU(),
    activation.Mish: lambda op, shapes: nn.Mish(),
    activation.Gelu: lambda op, shapes: nn.GELU(),
    activation.Prelu: _prelu,
    activation.Softmax: lambda op, shapes: nn.Softmax(1),
    activation.Dropout: lambda op, shapes: nn.Dropout(op.rate),
    conv.Conv: _conv,
    conv.ConvTranspose: _conv_transpose,
    join.Add: lambda op, shapes: modules.Add(),
    join.Concat: lambda op, shapes: modules.Concat(),
    join.Multiply: lambda op, shapes: modules.Multiply(),
    join.Crop: lambda op, shapes: modules.Crop(),
    lenet.Subsample: _subsample,
    lenet.Rbf: lambda op, shapes: modules.Rbf(shapes[0][0], op.classes),
    linear.Linear: lambda op, shapes: nn.Linear(shapes[0][0], op.features, op.bias),
    norm.BatchNorm: lambda op, shapes: BATCH_NORM[op.axes](shapes[0][0], affine=op.affine),
    norm.LayerNorm: _layer_norm,
    norm.GroupNorm: lambda op, shapes: nn.GroupNorm(op.groups, shapes[0][0], affine=op.affine),
    norm.InstanceNorm: lambda op, shapes: INSTANCE_NORM[op.axes](shapes[0][0], affine=op.affine),
    norm.LocalResponseNorm: lambda op, shapes: nn.LocalResponseNorm(op.size),
    pool.MaxPool: _max_pool,
    pool.AvgPool: _avg_pool,
    pool.AdaptiveAvgPool: lambda op, shapes: ADAPTIVE_AVG[op.axes](op.size),
    pool.AdaptiveMaxPool: lambda op, shapes: ADAPTIVE_MAX[op.axes](op.size),
    pool.GlobalAvgPool: lambda op, shapes: ADAPTIVE_AVG[op.axes](1),
    pool.GlobalMaxPool: lambda op, shapes: ADAPTIVE_MAX[op.axes](1),
    reshape.Identity: lambda op, shapes: nn.Identity(),
    reshape.Flatten: lambda op, shapes: nn.Flatten(),
    reshape.Shuffle: lambda op, shapes: modules.ChannelShuffle(op.groups),
    reshape.Slice: lambda op, shapes: modules.Slice(*op.channels),
    reshape.Pad: lambda op, shapes: modules.Pad(_pads(op), op.channels),
    reshape.Upsample: lambda op, shapes: nn.Upsample(scale_factor=op.factor, mode=op.mode),
}
