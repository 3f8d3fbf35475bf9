"""What stands for which operation in PyTorch: one line each, at the bottom.

An entry says the class and its arguments with their concrete values; which of them become expressions is decided
where all uses are known. `crosscheck.factories` has the same knowledge as modules, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from archcalc.errors import UsageError
from archcalc.ops import Operation, activation, conv, join, lenet, linear, norm, pool, reshape
from archcalc.shape import Shape

NEEDED: Any = object()


class Argument(NamedTuple):
    """One argument of a module: its value here, and the field of the spec that it comes from.

    `source` is a field's name, `in` for the incoming channels, `same` for half of the kernel, or empty. An
    argument equal to `default` is left out; one without a default is written by position.
    """

    name: str
    value: Any
    source: str = ""
    default: Any = NEEDED


class Made(NamedTuple):
    """A module: its class and arguments."""

    function: str
    arguments: tuple[Argument, ...] = ()


def modules_of(operation: Operation, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    """The modules that an operation on inputs of these shapes is, one after the other.

    Raises:
        UsageError: there is no way to write it.
    """
    entry = MODULES.get(type(operation))
    if entry is None:
        raise UsageError(f"export --to torch cannot write '{operation.key}' yet")
    return entry(operation, shapes)


def brief(values: tuple[int, ...]) -> Any:
    """One number where all axes agree."""
    return values[0] if len(set(values)) == 1 else values


def _padding(op: Any) -> tuple[Any, tuple[Made, ...]]:
    """The padding as torch's layers take it, or 0 and a module in front where the two ends differ."""
    if all(before == after for before, after in op.pads):
        return brief(tuple(before for before, _ in op.pads)), ()
    if getattr(op, "ceil", False) or not getattr(op, "count_include_pad", True):
        raise UsageError(
            f"export --to torch cannot write {op.describe()}: its padding differs at the two ends, and it rounds up "
            "or leaves the padding out of the mean"
        )
    ends = tuple(end for pair in reversed(op.pads) for end in pair)
    mode = getattr(op, "padding_mode", "zeros")
    kind = {"zeros": "Zero", "reflect": "Reflection", "replicate": "Replication", "circular": "Circular"}[mode]
    if isinstance(op, pool.MaxPool):
        infinite = (Argument("padding", ends), Argument("value", float("-inf")))
        return 0, (Made(f"nn.ConstantPad{op.axes}d", infinite),)
    return 0, (Made(f"nn.{kind}Pad{op.axes}d", (Argument("padding", ends),)),)


def _padding_source(op: Any) -> str:
    return "same" if op.padding == "same" else "padding"


def _conv(op: conv.Conv, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    padding, front = _padding(op)
    window = (
        Argument("stride", brief(op.stride), "stride", 1),
        Argument("padding", padding, _padding_source(op), 0),
        Argument("dilation", brief(op.dilation), "dilation", 1),
    )
    mode = Argument("padding_mode", "zeros" if front else op.padding_mode, "padding_mode", "zeros")
    bias = Argument("bias", op.bias, "bias", True)
    kernel = Argument("kernel_size", brief(op.kernel), "kernel")
    if op.table is not None:
        if op.axes != 2 or mode.value != "zeros" or len(set(op.kernel)) > 1:
            raise UsageError("export --to torch writes connection tables of square 2d kernels with zeros around only")
        return *front, Made("TableConv2d", (Argument("table", [list(row) for row in op.table]), kernel, *window, bias))
    channels = (Argument("in_channels", shapes[0][0], "in"), Argument("out_channels", op.filters, "filters"))
    groups = Argument("groups", op.groups, "groups", 1)
    return *front, Made(f"nn.Conv{op.axes}d", (*channels, kernel, *window, groups, bias, mode))


def _conv_transpose(op: conv.ConvTranspose, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    arguments = (
        Argument("in_channels", shapes[0][0], "in"),
        Argument("out_channels", op.filters, "filters"),
        Argument("kernel_size", brief(op.kernel), "kernel"),
        Argument("stride", brief(op.strides), "stride", 1),
        Argument("padding", brief(op.cuts), "padding", 0),
        Argument("output_padding", brief(op.output_padding), "output_padding", 0),
        Argument("groups", op.groups, "groups", 1),
        Argument("bias", op.bias, "bias", True),
        Argument("dilation", brief(op.dilations), "dilation", 1),
    )
    return (Made(f"nn.ConvTranspose{op.axes}d", arguments),)


def _pool(op: Any, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    padding, front = _padding(op)
    kernel, stride = brief(op.kernel), brief(op.strides)
    arguments = [
        Argument("kernel_size", kernel, "kernel"),
        Argument("stride", None if stride == kernel else stride, "stride", None),
        Argument("padding", padding, _padding_source(op), 0),
        Argument("dilation", brief(op.dilations), "dilation", 1),
        Argument("ceil_mode", op.ceil, "ceil", False),
    ]
    if isinstance(op, pool.AvgPool):
        arguments[3] = Argument("count_include_pad", op.count_include_pad, "count_include_pad", True)
    kind = "MaxPool" if isinstance(op, pool.MaxPool) else "AvgPool"
    return *front, Made(f"nn.{kind}{op.axes}d", tuple(arguments))


def _adaptive(kind: str) -> Entry:
    def entry(op: Any, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
        return (Made(f"nn.Adaptive{kind}Pool{op.axes}d", (Argument("output_size", brief(op.size), "size"),)),)

    return entry


def _global(kind: str) -> Entry:
    def entry(op: Any, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
        return (Made(f"nn.Adaptive{kind}Pool{op.axes}d", (Argument("output_size", 1),)),)

    return entry


def _batch_norm(op: norm.BatchNorm, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    affine = Argument("affine", op.affine, "affine", True)
    return (Made(f"nn.BatchNorm{max(1, op.axes)}d", (Argument("num_features", shapes[0][0], "in"), affine)),)


def _layer_norm(op: norm.LayerNorm, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    name = "nn.LayerNorm" if len(shapes[0]) == 1 else "ChannelLayerNorm"
    affine = Argument("elementwise_affine", op.affine, "affine", True)
    return (Made(name, (Argument("normalized_shape", shapes[0][0], "in"), affine)),)


def _group_norm(op: norm.GroupNorm, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    channels = Argument("num_channels", shapes[0][0], "in")
    affine = Argument("affine", op.affine, "affine", True)
    return (Made("nn.GroupNorm", (Argument("num_groups", op.groups, "groups"), channels, affine)),)


def _instance_norm(op: norm.InstanceNorm, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    affine = Argument("affine", op.affine, "affine", False)
    return (Made(f"nn.InstanceNorm{op.axes}d", (Argument("num_features", shapes[0][0], "in"), affine)),)


def _linear(op: linear.Linear, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    features = (Argument("in_features", shapes[0][0], "in"), Argument("out_features", op.features, "features"))
    return (Made("nn.Linear", (*features, Argument("bias", op.bias, "bias", True))),)


def _subsample(op: lenet.Subsample, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    if op.axes != 2 or len(set(op.kernel)) > 1:
        raise UsageError("export --to torch writes subsampling with square windows only")
    kernel, stride = brief(op.kernel), brief(op.strides)
    window = (
        Argument("kernel_size", kernel, "kernel"),
        Argument("stride", None if stride == kernel else stride, "stride", None),
    )
    return (Made("Subsample2d", (Argument("channels", shapes[0][0], "in"), *window)),)


def _pad(op: reshape.Pad, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    pads = [end for pair in reversed(op.pads) for end in pair]
    if op.channels:
        pads += [0, op.channels]
    # Zero padding knows the last axes only; with the channels among them there is one axis more.
    axes = len(pads) // 2
    if axes == 0:
        return (Made("nn.Identity"),)
    return (Made(f"nn.ZeroPad{min(3, axes)}d", (Argument("padding", tuple(pads), "pads"),)),)


def _upsample(op: reshape.Upsample, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    factor = Argument("scale_factor", brief(op.factor), "factor", None)
    return (Made("nn.Upsample", (factor, Argument("mode", op.mode, "mode", "nearest"))),)


def _prelu(op: activation.Prelu, shapes: tuple[Shape, ...]) -> tuple[Made, ...]:
    channels = (Argument("num_parameters", shapes[0][0], "in"),)
    return (Made("nn.PReLU", channels if op.slopes == "channel" else ()),)


def _plain(name: str, *arguments: Argument) -> Entry:
    return lambda op, shapes: (Made(name, arguments),)


Entry = Callable[[Any, tuple[Shape, ...]], tuple[Made, ...]]

# Joins and slices are written in `forward` and have no module.
IN_FORWARD = (join.Add, join.Concat, join.Multiply, join.Crop, reshape.Slice)

MODULES: dict[type[Operation], Entry] = {
    activation.Relu: _plain("nn.ReLU"),
    activation.Relu6: _plain("nn.ReLU6"),
    activation.LeakyRelu: lambda op, _: (Made("nn.LeakyReLU", (Argument("negative_slope", op.slope, "slope", 0.01),)),),
    activation.Elu: lambda op, _: (Made("nn.ELU", (Argument("alpha", op.alpha, "alpha", 1.0),)),),
    activation.Selu: _plain("nn.SELU"),
    activation.Sigmoid: _plain("nn.Sigmoid"),
    activation.Tanh: _plain("nn.Tanh"),
    activation.ScaledTanh: _plain("ScaledTanh"),
    activation.HardSigmoid: _plain("nn.Hardsigmoid"),
    activation.HardSwish: _plain("nn.Hardswish"),
    activation.Swish: _plain("nn.SiLU"),
    activation.Mish: _plain("nn.Mish"),
    activation.Gelu: _plain("nn.GELU"),
    activation.Prelu: _prelu,
    activation.Softmax: _plain("nn.Softmax", Argument("dim", 1, "", None)),
    activation.Dropout: lambda op, _: (Made("nn.Dropout", (Argument("p", op.rate, "rate"),)),),
    conv.Conv: _conv,
    conv.ConvTranspose: _conv_transpose,
    lenet.Subsample: _subsample,
    lenet.Rbf: lambda op, s: (
        Made("Rbf", (Argument("in_features", s[0][0], "in"), Argument("classes", op.classes, "classes"))),
    ),
    linear.Linear: _linear,
    norm.BatchNorm: _batch_norm,
    norm.LayerNorm: _layer_norm,
    norm.GroupNorm: _group_norm,
    norm.InstanceNorm: _instance_norm,
    norm.LocalResponseNorm: lambda op, _: (Made("nn.LocalResponseNorm", (Argument("size", op.size, "size"),)),),
    pool.MaxPool: _pool,
    pool.AvgPool: _pool,
    pool.AdaptiveAvgPool: _adaptive("Avg"),
    pool.AdaptiveMaxPool: _adaptive("Max"),
    pool.GlobalAvgPool: _global("Avg"),
    pool.GlobalMaxPool: _global("Max"),
    reshape.Identity: _plain("nn.Identity"),
    reshape.Flatten: _plain("nn.Flatten"),
    reshape.Shuffle: lambda op, _: (Made("ChannelShuffle", (Argument("groups", op.groups, "groups"),)),),
    reshape.Pad: _pad,
    reshape.Upsample: _upsample,
}
