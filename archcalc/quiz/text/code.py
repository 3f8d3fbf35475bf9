"""Framework code in a question: `nn.Conv2d(3, 16, 3, padding=1)`, `Conv2D(filters=32, kernel_size=3)`.

PyTorch spells `Conv2d`, Keras `Conv2D`: the letters' case says whose defaults hold.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from archcalc.quiz.text.arguments import Gap, Value, split, value_of, with_defaults


class Call(NamedTuple):
    """A layer written as code, brought to one spelling."""

    kind: str  # conv, conv_transpose, maxpool, avgpool, linear, flatten, gap, bn, relu, input, none
    axes: int
    fields: dict[str, Any]
    framework: str  # torch, keras or plain
    unknown: str = ""  # the argument left open
    gap: str = ""  # the sign or letter that stands there


_NAMES: dict[str, tuple[str, int, str]] = {
    "ReLU": ("none", 2, "plain"),
    "Flatten": ("flatten", 2, "plain"),
    "Linear": ("linear", 2, "torch"),
    "Dense": ("linear", 2, "keras"),
    "Input": ("input", 2, "keras"),
    "InputLayer": ("input", 2, "keras"),
    "Dropout": ("none", 2, "plain"),
    "Activation": ("none", 2, "plain"),
    "Softmax": ("none", 2, "plain"),
    "Sigmoid": ("none", 2, "plain"),
    "Tanh": ("none", 2, "plain"),
    "BatchNormalization": ("bn", 2, "keras"),
    "Conv": ("conv", 2, "plain"),
    "ConvTranspose": ("conv_transpose", 2, "plain"),
    "MaxPool": ("maxpool", 2, "plain"),
    "AvgPool": ("avgpool", 2, "plain"),
    "FC": ("linear", 2, "plain"),
    "fc": ("linear", 2, "plain"),
    "C": ("conv", 2, "plain"),
    "MP": ("maxpool", 2, "plain"),
    "AP": ("avgpool", 2, "plain"),
    "SeparableConv2D": ("separable", 2, "keras"),
    "DepthwiseConv2D": ("depthwise", 2, "keras"),
}
for _axes in (1, 2, 3):
    _NAMES |= {
        f"Conv{_axes}d": ("conv", _axes, "torch"),
        f"Conv{_axes}D": ("conv", _axes, "keras"),
        f"ConvTranspose{_axes}d": ("conv_transpose", _axes, "torch"),
        f"Conv{_axes}DTranspose": ("conv_transpose", _axes, "keras"),
        f"MaxPool{_axes}d": ("maxpool", _axes, "torch"),
        f"AvgPool{_axes}d": ("avgpool", _axes, "torch"),
        f"MaxPooling{_axes}D": ("maxpool", _axes, "keras"),
        f"MaxPool{_axes}D": ("maxpool", _axes, "keras"),
        f"AveragePooling{_axes}D": ("avgpool", _axes, "keras"),
        f"AvgPool{_axes}D": ("avgpool", _axes, "keras"),
        f"BatchNorm{_axes}d": ("bn", _axes, "torch"),
        f"GlobalAveragePooling{_axes}D": ("gap", _axes, "keras"),
        f"Dropout{_axes}d": ("none", _axes, "torch"),
        f"AdaptiveAvgPool{_axes}d": ("adaptive", _axes, "torch"),
    }

for _axes in (1, 2, 3):
    _NAMES |= {
        f"max_pool{_axes}d": ("maxpool_of", _axes, "torch"),
        f"avg_pool{_axes}d": ("avgpool_of", _axes, "torch"),
    }

_HEAD = re.compile(
    r"(?:(?:tf|nn|torch|functional|keras|models|layers|F)\.)*("
    + "|".join(sorted(_NAMES, key=len, reverse=True))
    + r")[ \t]?\(([^()]{0,200}(?:\([^()]{0,80}(?:\([^()]{0,60}\)[^()]{0,40})?\)[^()]{0,120}){0,6})\)"
)

_POSITIONAL: dict[tuple[str, str], tuple[str, ...]] = {
    ("conv", "torch"): ("in", "out", "kernel", "stride", "padding", "dilation", "groups", "bias"),
    ("conv", "keras"): ("out", "kernel", "stride", "padding"),
    ("conv", "plain"): ("out", "kernel", "stride", "padding"),
    ("conv_transpose", "torch"): ("in", "out", "kernel", "stride", "padding", "output_padding", "groups", "bias"),
    ("conv_transpose", "keras"): ("out", "kernel", "stride", "padding"),
    ("conv_transpose", "plain"): ("out", "kernel", "stride", "padding"),
    ("linear", "torch"): ("in", "out", "bias"),
    ("linear", "keras"): ("out",),
    ("linear", "plain"): ("out",),
    ("maxpool", "torch"): ("kernel", "stride", "padding", "dilation"),
    ("maxpool", "keras"): ("kernel", "stride", "padding"),
    ("maxpool", "plain"): ("kernel", "stride", "padding"),
    ("avgpool", "torch"): ("kernel", "stride", "padding"),
    ("avgpool", "keras"): ("kernel", "stride", "padding"),
    ("avgpool", "plain"): ("kernel", "stride", "padding"),
    ("bn", "torch"): ("in",),
    ("bn", "keras"): (),
    ("input", "keras"): ("shape",),
    ("separable", "keras"): ("out", "kernel", "stride", "padding"),
    ("depthwise", "keras"): ("kernel", "stride", "padding"),
}
_KEYWORDS = {
    "in_channels": "in",
    "out_channels": "out",
    "filters": "out",
    "kernel_size": "kernel",
    "strides": "stride",
    "stride": "stride",
    "padding": "padding",
    "pad": "padding",
    "dilation": "dilation",
    "dilation_rate": "dilation",
    "groups": "groups",
    "bias": "bias",
    "use_bias": "bias",
    "pool_size": "kernel",
    "in_features": "in",
    "out_features": "out",
    "units": "out",
    "input_shape": "shape",
    "shape": "shape",
    "output_padding": "output_padding",
    "k": "kernel",
    "s": "stride",
    "p": "padding",
    "kernel": "kernel",
    "ceil_mode": "ceil",
    "g": "groups",
    "d": "dilation",
    "input_dim": "in",
    "num_features": "in",
    "depth_multiplier": "multiplier",
    "in": "in",
    "out": "out",
}
_IGNORED = {
    "activation",
    "inplace",
    "data_format",
    "name",
    "padding_mode",
    "kernel_initializer",
    "start_dim",
    "rate",
    "p",
    "batch_size",
    "kernel_regularizer",
    "trainable",
    "device",
    "dtype",
}
_NAMED = re.compile(r"(kernel|stride|pad|padding|filters|groups|dilation)\s+(\d{1,4}|'?same'?|'?valid'?)")
_LINKED = re.compile(r"(\d{1,6})?\s?(?:→|->|=>|to)\s?(\d{1,6})")
_APPLIED = re.compile(r"(?:relu|sigmoid|tanh)\s?\([^=\d)]*[a-z][^=]*\)", re.IGNORECASE)
"""`ReLU(X * K + b)`: a function of what is told, no layer of a list."""
_WORDED = re.compile(
    r"^[^=]*(?:[가-힣]|\d\s(?:filters|kernels|channels)|(?:filters|kernel|stride|padding)s?\s\d)[^=]*$"
)
_REMARKED = re.compile(r"[\w.]+[ \t]\([a-z]+[ \t][a-z \t'/-]+\)$")
"""`the second Conv2D (without the batch axis)`: a name, and a remark behind it."""
_COUNTED = re.compile(r"(\d{1,6})\s?@\s?(\d{1,2})\s?[x×]\s?(\d{1,2})")
_LIKE = re.compile(
    r"(?:the )?same(?: settings?| parameters?| hyperparameters?| config(?:uration)?)|"
    r"(?:나머지 |설정은? )?(?:동일|같음|위와 같음|앞과 같음)|설정 동일"
)


def read_call(text: str, position: int) -> tuple[Call | None, int] | None:
    """The layer at `position` and where it ends; None for no code, (None, end) for code that is not understood."""
    found = _HEAD.match(text, position)
    if (
        not found
        or (position and (text[position - 1].isalnum() or text[position - 1] == "."))
        or _REMARKED.match(found.group())
    ):
        return None
    kind, axes, framework = _NAMES[found.group(1)]
    if kind == "adaptive":  # to one value for each channel, or to a size that is not read
        single = set(re.findall(r"\d+", found.group(2))) == {"1"}
        return (Call("gap", axes, {}, framework) if single else None), found.end()
    if kind == "none" and not _APPLIED.fullmatch(found.group()):
        return Call(kind, axes, {}, framework), found.end()
    if kind == "none" or (framework == "plain" and not re.search(r"\d", found.group(2)) and kind != "flatten"):
        return None
    if found.group(1) == "C" and "@" not in found.group(2):
        return None
    arguments = found.group(2)
    if kind.endswith("_of"):  # F.max_pool2d(x, 2): the map comes first
        kind, arguments = kind[:-3], arguments if arguments.strip().isdigit() else arguments.partition(",")[2]
    names = _POSITIONAL.get((kind, framework), ())
    if names == ("out",) and framework == "plain" and re.fullmatch(r"\s*\d+\s*,\s*\d+\s*", arguments):
        names = ("in", "out")  # `fc(400, 120)`
    fields = _without_kept_letter(_fields(arguments, names))
    gaps = {name: value.sign for name, value in (fields or {}).items() if isinstance(value, Gap)}
    if fields is None and kind == "input":  # `Input (N, 3, 32, 32)`
        return None
    if fields is None or len(gaps) > 1:
        return (None, found.end()) if framework != "plain" and not _WORDED.search(found.group(2)) else None
    fields = with_defaults(kind, axes, framework, fields)
    unknown, gap = next(iter(gaps.items()), ("", ""))
    fields.pop(unknown, None)
    return Call(kind, axes, fields, framework, unknown, gap), found.end()


def _without_kept_letter(fields: dict[str, Value] | None) -> dict[str, Value] | None:
    """`nn.Conv2d(c, c, 3)`: one letter for both numbers of channels says only that they are equal."""
    taken, given = (fields or {}).get("in"), (fields or {}).get("out")
    kept = isinstance(taken, Gap) and taken == given and taken.sign.isalpha()
    return {name: value for name, value in (fields or {}).items() if name not in ("in", "out")} if kept else fields


def _fields(arguments: str, names: tuple[str, ...]) -> dict[str, Value] | None:
    fields: dict[str, Value] = {}
    for index, argument in enumerate(split(arguments)):
        if _LIKE.fullmatch(argument.strip().lower()):
            fields["like"] = True
            continue
        counted = _COUNTED.fullmatch(argument.strip())
        if counted:
            out, *kernel = (int(number) for number in counted.groups())
            fields |= {"out": out, "kernel": tuple(kernel)}
            continue
        linked = _LINKED.fullmatch(argument.strip())
        if linked:
            fields |= {name: int(text) for name, text in zip(("in", "out"), linked.groups(), strict=True) if text}
            continue
        named = _NAMED.fullmatch(argument.strip())
        word, equals, text = (named.group(1), "=", named.group(2)) if named else argument.partition("=")
        if not equals:
            if index >= len(names):
                return None
            name, text = names[index], word
        else:
            name = _KEYWORDS.get(word.strip().lower(), "")
            if not name:
                if word.strip() in _IGNORED:
                    continue
                return None
        value = value_of(text.strip())
        if value is None or name in fields:
            return None
        fields[name] = value
    return fields
