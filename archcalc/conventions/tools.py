"""How the usual counters count, quirk by quirk, for the networks that `archcalc.crosscheck` builds.

Each quirk was read from the tool's source and is checked against the tool itself, layer by layer.
"""

from __future__ import annotations

from math import prod

from archcalc.conventions.base import Convention, Quirk
from archcalc.cost import Cost
from archcalc.formula import elements
from archcalc.ops import PARAMETER, Operation
from archcalc.ops.conv import Conv, ConvTranspose
from archcalc.ops.norm import BatchNorm, GroupNorm, InstanceNorm, LayerNorm
from archcalc.ops.pool import Adaptive, AvgPool
from archcalc.ops.reshape import Upsample
from archcalc.shape import Shape

Shapes = tuple[Shape, ...]


def _nothing(operation: Operation, inputs: Shapes, output: Shape) -> int:
    return 0


def _per_input(operation: Operation, inputs: Shapes, output: Shape) -> int:
    return elements(inputs[0])


_ELEMENTWISE = "LeNet's own layer is built from elementwise operations, which the tool does not count"
_UNSEEN = {"subsample": Quirk(_nothing, _ELEMENTWISE), "rbf": Quirk(_nothing, _ELEMENTWISE)}

# torch.utils.flop_counter ---------------------------------------------------------------------------------

TORCH = Convention(
    "torch",
    "two per multiply-add of convolutions and matrix products, nothing else",
    "torch.utils.flop_counter.FlopCounterMode, on the meta device",
    Cost(mul_add=2),
    _UNSEEN,
)

# fvcore.nn.FlopCountAnalysis ------------------------------------------------------------------------------


def _fvcore_batchnorm(operation: BatchNorm, inputs: Shapes, output: Shape) -> int:
    return elements(output) * (2 if operation.affine else 1)


def _fvcore_norm(operation: LayerNorm | GroupNorm | InstanceNorm, inputs: Shapes, output: Shape) -> int:
    return elements(output) * (5 if operation.affine else 4)


def _fvcore_mean(operation: Operation, inputs: Shapes, output: Shape) -> int:
    return elements(inputs[0]) if operation.axes == 2 else 0


def _fvcore_upsample(operation: Upsample, inputs: Shapes, output: Shape) -> int:
    if operation.axes != 2:
        return 0
    return elements(output) * (4 if operation.mode == "bilinear" else 1)


FVCORE = Convention(
    "fvcore",
    "multiply-adds, plus normalisation, adaptive average pooling and upsampling per element; it says flops",
    "fvcore.nn.FlopCountAnalysis, in eval mode",
    Cost(mul_add=1),
    {
        **_UNSEEN,
        "batchnorm": Quirk(_fvcore_batchnorm, "2 per element (1 without scale and shift)"),
        "layernorm": Quirk(_fvcore_norm, "5 per element (4 without scale and shift)"),
        "groupnorm": Quirk(_fvcore_norm, "5 per element (4 without scale and shift)"),
        "instancenorm": Quirk(_fvcore_norm, "5 per element (4 without scale and shift)"),
        "adaptive_avgpool": Quirk(_fvcore_mean, "1 per input element, and only for maps (aten::adaptive_avg_pool2d)"),
        "global_avgpool": Quirk(_fvcore_mean, "1 per input element, and only for maps (aten::adaptive_avg_pool2d)"),
        "upsample": Quirk(_fvcore_upsample, "1 per output element, 4 if bilinear, and only for maps"),
    },
)

# torchinfo ------------------------------------------------------------------------------------------------


def _own_parameters(operation: Operation, inputs: Shapes, output: Shape) -> int:
    return sum(tensor.size for tensor in operation.tensors(*inputs) if tensor.kind == PARAMETER)


def _all_parameters(operation: Operation, inputs: Shapes, output: Shape) -> int:
    return sum(tensor.size for tensor in operation.tensors(*inputs))


def _by_output_area(operation: ConvTranspose, inputs: Shapes, output: Shape) -> int:
    return _own_parameters(operation, inputs, output) * prod(output[1:])


TORCHINFO = Convention(
    "torchinfo",
    "parameters times output positions for convolutions, biases included; parameters as they are elsewhere",
    "torchinfo 1.8, total_mult_adds",
    Cost(mul_add=1, bias=1),
    {
        "batchnorm": Quirk(_own_parameters, "its parameter count, whatever the size of the map"),
        "layernorm": Quirk(_own_parameters, "its parameter count, whatever the size of the map"),
        "groupnorm": Quirk(_own_parameters, "its parameter count, whatever the size of the map"),
        "instancenorm": Quirk(_own_parameters, "its parameter count, whatever the size of the map"),
        "prelu": Quirk(_own_parameters, "its parameter count, whatever the size of the map"),
        "subsample": Quirk(_own_parameters, "its parameter count, whatever the size of the map"),
        "rbf": Quirk(_all_parameters, "its parameter count"),
        "conv_transpose": Quirk(
            _by_output_area,
            "by the output's area: stride² times too many",
            fault="measured with torchinfo 1.8.0; thop had the same, Lyken17/pytorch-OpCounter#93",
        ),
    },
)

# ultralytics-thop -----------------------------------------------------------------------------------------


def _thop_conv(operation: Conv, inputs: Shapes, output: Shape) -> int:
    return 0 if operation.table else operation.cost(inputs, output).mul_add


def _thop_norm(operation: BatchNorm | LayerNorm | GroupNorm | InstanceNorm, inputs: Shapes, output: Shape) -> int:
    return elements(inputs[0]) * (4 if operation.affine else 2)


def _thop_avgpool(operation: AvgPool, inputs: Shapes, output: Shape) -> int:
    windows = inputs[0][0]
    pads = [before for before, _ in operation.pads]
    if any(before != after for before, after in operation.pads):
        pads = [0] * operation.axes  # the map is padded in front of a layer that has no padding of its own
    axes = zip(inputs[0][1:], output[1:], operation.kernel, operation.strides, pads, strict=True)
    for size, out, kernel, stride, pad in axes:
        low, high = (-pad, size + pad) if operation.count_include_pad else (0, size)
        starts = [i * stride - pad for i in range(out)]
        windows *= sum(max(min(start + kernel, high) - max(start, low), 0) for start in starts)
    return windows + elements(output)


def _thop_adaptive(operation: Adaptive, inputs: Shapes, output: Shape) -> int:
    return inputs[0][0] * operation.terms(inputs[0][1:]) + elements(output)


def _thop_global(operation: Operation, inputs: Shapes, output: Shape) -> int:
    return elements(inputs[0]) + elements(output)


def _thop_softmax(operation: Operation, inputs: Shapes, output: Shape) -> int:
    return 3 * elements(output) - elements(output[1:])


def _thop_upsample(operation: Upsample, inputs: Shapes, output: Shape) -> int:
    return elements(output) * (11 if operation.mode == "bilinear" else 0)


THOP = Convention(
    "thop",
    "multiply-adds, plus 4 per element of a batch normalisation, average pooling, softmax and PReLU",
    "ultralytics-thop 2.2, profile",
    Cost(mul_add=1),
    {
        **_UNSEEN,
        "conv": Quirk(
            _thop_conv,
            "0 with a connection table, as it counts modules and that one runs functions",
            fault="functional convolutions are not seen, Lyken17/pytorch-OpCounter#213",
        ),
        "batchnorm": Quirk(_thop_norm, "4 per element (2 without scale and shift)"),
        "groupnorm": Quirk(_thop_norm, "4 per element (2 without scale and shift)"),
        "instancenorm": Quirk(_thop_norm, "4 per element (2 without scale and shift)"),
        "layernorm": Quirk(_thop_norm, "4 per element (2 without scale and shift)"),
        "avgpool": Quirk(_thop_avgpool, "1 per element that a window reads, 1 per output"),
        "adaptive_avgpool": Quirk(_thop_adaptive, "1 per element that a window reads, 1 per output"),
        "global_avgpool": Quirk(_thop_global, "1 per element that a window reads, 1 per output"),
        "softmax": Quirk(_thop_softmax, "an exponential, an addition and a division per element"),
        "upsample": Quirk(_thop_upsample, "11 per output element if bilinear"),
        "prelu": Quirk(_per_input, "1 per element"),
    },
)
