"""What a framework fills in where code is silent: `MaxPooling2D()` pools 2x2."""

from __future__ import annotations

from typing import Any

from archcalc.quiz.text.arguments import Gap


def with_defaults(kind: str, axes: int, framework: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What the framework fills in: Keras pools stride by their size and pad nothing."""
    if framework != "plain" and kind in ("conv", "conv_transpose"):
        fields = {"stride": 1, "padding": 0, "bias": True, **fields}
    sized = isinstance(fields.get("out"), tuple) and not isinstance(fields["out"], Gap)
    if sized and isinstance(fields.get("kernel"), int):
        fields = {**fields, "out": fields["kernel"], "kernel": fields["out"]}
    elif sized:
        fields = {**{k: v for k, v in fields.items() if k != "out"}, "kernel": fields["out"]}
    if kind in ("maxpool", "avgpool") and "kernel" not in fields and framework == "keras":
        fields = {"kernel": 2, **fields}
    for name in ("kernel", "stride", "dilation"):
        if isinstance(fields.get(name), int) and not isinstance(fields[name], bool):
            fields[name] = (fields[name],) * axes
    if isinstance(fields.get("padding"), int):
        fields["padding"] = (fields["padding"],) * axes
    return fields
