"""Fields of operations as a spec writes them: the shortest spelling that reads as the same value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from archcalc.ops import Operation
from archcalc.ops.conv import Conv, Depthwise

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_MISREAD = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def quoted(name: str) -> str:
    """A name as YAML takes it for nothing else."""
    return name if _PLAIN.fullmatch(name) and name.lower() not in _MISREAD else f'"{name}"'


def conv_fields(operation: Operation, channels: int) -> tuple[str, dict[str, Any]]:
    """Key and fields of an operation; a convolution with a group for each channel is a `depthwise`."""
    values = {name: getattr(operation, name) for name in operation.fields}
    if not isinstance(operation, Conv) or not operation.groups == channels > 1 or operation.padding_mode != "zeros":
        return operation.key, values
    values["multiplier"] = operation.filters // channels
    return Depthwise.key, {name: values[name] for name in Depthwise.fields}


def fields_text(kind: type[Operation], values: Mapping[str, Any], bias: bool) -> dict[str, str]:
    """The fields that differ from their defaults, and the main one; `bias` is what a reader assumes of it."""
    texts = {}
    for name, value in values.items():
        axes = len(value) if isinstance(value, tuple) else 1
        default = bias if name == "bias" else _normal(kind, name, axes)
        if name == kind.main or value != default:
            texts[name] = listed(value) if name == "table" else value_text(value)
    return texts


def value_text(value: Any) -> str:
    """`3`, `[1, 7]`, `[[0, 1], [0, 1]]`, `same`, `true`, `0.5`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if not isinstance(value, tuple):
        return str(value)
    items = [item[0] if isinstance(item, tuple) and item[0] == item[1] else item for item in value]
    if len(set(items)) == 1 and not isinstance(items[0], tuple):
        return str(items[0])  # one number stands for all axes
    return listed(items)


def listed(values: Any) -> str:
    """A list, with the lists in it."""
    return f"[{', '.join(map(listed, values))}]" if isinstance(values, (tuple, list)) else str(values)


def _normal(kind: type[Operation], name: str, axes: int) -> Any:
    default = kind.fields[name].default
    if default is None or isinstance(default, (bool, str)) or not isinstance(default, int):
        return default
    return kind.fields[name].normalise(default, axes)
