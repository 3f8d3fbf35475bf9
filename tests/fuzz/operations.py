"""Random values for the fields of every operation."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

Item = Any


class Body(NamedTuple):
    """Where an item stands: variables it may use, layers it may name, blocks it may use, how deeply it is nested."""

    variables: tuple[str, ...]
    before: list[str]
    blocks: dict[str, tuple[str, ...]]
    level: int

    def inside(self, before: list[str] | None = None) -> Body:
        return self._replace(level=self.level + 1, before=[] if before is None else before)


class Draw:
    """A source of random values; `axes` is what the next layer's input probably has."""

    def __init__(self, seed: int | str) -> None:
        self.random = random.Random(f"network {seed}")
        self.reckless = self.chance(0.35)
        self.large = self.chance(0.05)
        self.axes = self.random.choice((0, 1, 1, 2, 2, 2, 2, 3, 3))
        self.names = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def name(self) -> str:
        self.names += 1
        return f"l{self.names}"

    def number(self, low: int, high: int) -> int:
        """A number; small ones are likelier."""
        return min(self.random.randint(low, high), self.random.randint(low, high))

    def per_axis(self, low: int, high: int) -> Any:
        """One number for all axes, or one for each; rarely one too many."""
        if self.chance(0.6):
            return self.number(low, high)
        axes = self.axes + (1 if self.reckless and self.chance(0.05) else 0)
        return [self.number(low, high) for _ in range(max(1, axes))]

    def channels(self, body: Body) -> Any:
        """A number of output channels, or an expression for one."""
        if self.reckless and self.chance(0.4):
            return self.random.choice((self.number(1, 13), self.number(0, 5)))
        choices: list[Any] = [4, 4, 8, 8, 12, 16, "$in", "2 * $in", "$in + 4", "$in // 2", "max($in, 8)"]
        choices += ["make_divisible($in * 1.5, 4)", "$in / 2", "min($in, 12)"]
        if "width" in body.variables:
            choices += ["$width", "$width * 2", "$in + $width"]
        return self.random.choice(choices if self.chance(0.5) else choices[:6])

    def groups(self) -> Any:
        if self.reckless:
            return self.random.choice((1, 2, 3, 4, 5, "$in"))
        return self.random.choice((1, 2, 2, 4, 4))

    def padding(self) -> Any:
        kind = self.random.random()
        if kind < (0.3 if self.reckless else 0.7):
            return "same"
        if kind < 0.85:
            return self.random.choice((0, 1, 1, 2, "valid", 3 if self.reckless else 1))
        pairs = [[self.number(0, 3), self.number(0, 3)] for _ in range(max(1, self.axes))]
        return [pair if self.chance(0.8) else pair[0] for pair in pairs]

    def some(self, **fields: Any) -> dict[str, Any]:
        """Some of the fields; each is drawn only if it is taken."""
        return {name: draw() for name, draw in fields.items() if self.chance(0.35)}


ELEMENTWISE = (
    "relu",
    "relu6",
    "leaky_relu",
    "elu",
    "selu",
    "mish",
    "sigmoid",
    "tanh",
    "scaled_tanh",
    "hard_sigmoid",
    "hard_swish",
    "swish",
    "gelu",
    "softmax",
    "prelu",
)


# What has no line in the table at the end has no fields, or is drawn without them.


def _conv(draw: Draw, body: Body) -> dict[str, Item]:
    kernel = "$k" if "k" in body.variables and draw.chance(0.3) else draw.per_axis(0 if draw.reckless else 1, 5)
    item = {"conv": draw.channels(body), "kernel": kernel}
    if draw.chance(0.06):
        rows = [sorted(draw.random.sample(range(5), draw.number(1, 3))) for _ in range(draw.number(1, 4))]
        return {"conv": len(rows), "kernel": kernel, "table": rows}
    item |= draw.some(
        stride=lambda: draw.per_axis(1, 3),
        dilation=lambda: draw.per_axis(1, 3),
        groups=draw.groups,
        bias=lambda: draw.chance(0.5),
    )
    if draw.chance(0.8):
        item["padding"] = draw.padding()
    if draw.chance(0.1):
        item["padding_mode"] = draw.random.choice(("zeros", "reflect", "replicate", "circular"))
    return item


def _depthwise(draw: Draw, body: Body) -> dict[str, Item]:
    item = {"depthwise": draw.per_axis(1, 5), "padding": draw.padding()}
    return item | draw.some(
        multiplier=lambda: draw.number(1, 3), stride=lambda: draw.per_axis(1, 3), bias=lambda: draw.chance(0.5)
    )


def _conv_transpose(draw: Draw, body: Body) -> dict[str, Item]:
    item = {"conv_transpose": draw.channels(body), "kernel": draw.per_axis(1, 4)}
    return item | draw.some(
        stride=lambda: draw.per_axis(1, 3),
        padding=lambda: draw.per_axis(0, 2),
        output_padding=lambda: draw.per_axis(0, 1),
        dilation=lambda: draw.per_axis(1, 2),
        groups=draw.groups,
        bias=lambda: draw.chance(0.5),
    )


def _pool(key: str, other: str) -> Any:
    def draw_pool(draw: Draw, body: Body) -> dict[str, Item]:
        more = (lambda: draw.per_axis(1, 3)) if other == "dilation" else (lambda: draw.chance(0.5))
        item = {key: draw.per_axis(1, 4)} | ({"ceil": True} if draw.chance(0.4) else {})
        return item | draw.some(stride=lambda: draw.per_axis(1, 4), padding=draw.padding, **{other: more})

    return draw_pool


def _slice(draw: Draw, body: Body) -> dict[str, Item]:
    start, stop = sorted((draw.number(0, 5), draw.number(1, 6)))
    return {"slice": draw.random.choice(([start, stop], [0, "$in // 2"], ["$in // 2", "$in"]))}


def _pad(draw: Draw, body: Body) -> dict[str, Item]:
    pads = [[draw.number(0, 2), draw.number(0, 2)] for _ in range(max(1, draw.axes))]
    item = {"pad": draw.random.choice((draw.number(0, 2), pads)) if draw.axes else 0}
    return item | draw.some(channels=lambda: draw.number(0, 4))


def _upsample(draw: Draw, body: Body) -> dict[str, Item]:
    bilinear = draw.chance(0.3) and (draw.axes == 2 or draw.reckless)
    return {"upsample": draw.per_axis(1, 3)} | ({"mode": "bilinear"} if bilinear else {})


def _optional(key: str, **fields: Any) -> Any:
    """An operation whose fields are all optional."""

    def draw_fields(draw: Draw, body: Body) -> dict[str, Item]:
        chosen = {name: value(draw) for name, value in fields.items() if draw.chance(0.5)}
        return {key: chosen.pop(key, None), **chosen}

    return draw_fields


def _main(key: str, value: Any) -> Any:
    """An operation with nothing but its main field."""
    return lambda draw, body: {key: value(draw, body)}


FIELDS: dict[str, Any] = {
    "conv": _conv,
    "depthwise": _depthwise,
    "conv_transpose": _conv_transpose,
    "maxpool": _pool("maxpool", "dilation"),
    "avgpool": _pool("avgpool", "count_include_pad"),
    "adaptive_avgpool": _main("adaptive_avgpool", lambda draw, body: draw.per_axis(1, 7)),
    "adaptive_maxpool": _main("adaptive_maxpool", lambda draw, body: draw.per_axis(1, 7)),
    "subsample": lambda draw, body: {"subsample": draw.per_axis(1, 3)} | draw.some(stride=lambda: draw.per_axis(1, 3)),
    "linear": lambda draw, body: {"linear": draw.channels(body)} | draw.some(bias=lambda: draw.chance(0.5)),
    "rbf": _main("rbf", lambda draw, body: draw.number(1, 10)),
    "batchnorm": _optional("batchnorm", affine=lambda draw: draw.chance(0.5)),
    "layernorm": _optional("layernorm", affine=lambda draw: draw.chance(0.5)),
    "groupnorm": lambda draw, body: {"groupnorm": draw.groups()} | draw.some(affine=lambda: draw.chance(0.5)),
    "instancenorm": _optional("instancenorm", affine=lambda draw: draw.chance(0.5)),
    "lrn": _optional("lrn", lrn=lambda draw: draw.number(1, 7)),
    "prelu": _optional("prelu", prelu=lambda draw: draw.random.choice(("channel", "single"))),
    "leaky_relu": _optional("leaky_relu", leaky_relu=lambda draw: round(draw.random.random(), 2)),
    "elu": _optional("elu", elu=lambda draw: round(2 * draw.random.random(), 2)),
    "dropout": _optional("dropout", dropout=lambda draw: round(draw.random.random(), 2)),
    "shuffle": _main("shuffle", lambda draw, body: draw.groups()),
    "slice": _slice,
    "pad": _pad,
    "upsample": _upsample,
}

VECTOR = ("linear", "linear", "linear", "rbf")
MAPS = (
    "conv",
    "conv",
    "conv",
    "conv",
    "depthwise",
    "conv_transpose",
    "maxpool",
    "avgpool",
    "adaptive_avgpool",
    "adaptive_maxpool",
    "global_avgpool",
    "global_maxpool",
    "subsample",
    "instancenorm",
    "lrn",
    "shuffle",
    "upsample",
    "flatten",
)
ANYWHERE = ("batchnorm", "layernorm", "groupnorm", "dropout", "identity", "slice", "pad", *ELEMENTWISE)
"""Operations for vectors, for maps, and for both."""
