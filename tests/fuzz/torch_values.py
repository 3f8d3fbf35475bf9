"""Values of a spec as torch's modules take them, and expressions computed by Python: nothing is checked here."""

from __future__ import annotations

import re
from typing import Any

from torch import Tensor

from archcalc.ops import OPERATIONS
from archcalc.ops.fields import REQUIRED


class RefusedError(Exception):
    """torch, or the arithmetic of Python, does not run an item; `key` says which operation it is."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


def as_convolution(key: str, values: dict[str, Any], x: Tensor) -> tuple[str, dict[str, Any]]:
    """A depthwise convolution is one with as many groups as input channels."""
    if key != "depthwise":
        return key, values
    channels = x.shape[1]
    return "conv", {**values, "filters": channels * values.get("multiplier", 1), "groups": channels}


def unchecked(key: str, values: dict[str, Any], axes: int) -> Any:
    """The operation without any check of bounds, of fields against each other, or of the input: torch is to judge."""
    cls = OPERATIONS[key]
    operation = object.__new__(cls)
    operation.__dict__["axes"] = axes
    for name, field in cls.fields.items():
        value = values.get(name, field.default)
        if value is REQUIRED:
            raise ValueError(f"{name} is missing")
        operation.__dict__[name] = _spelled(field, value, axes)
    return operation


def _spelled(field: Any, value: Any, axes: int) -> Any:
    """A value as the modules take it: one per axis where the field has axes, even if it is out of bounds."""
    if value is None:
        return None
    try:
        return field.normalise(value, axes)
    except ValueError:
        if isinstance(value, (list, tuple)) or "anyOf" not in field.schema:
            return value
        return ((value, value),) * axes if "same" in str(field.schema) else (value,) * axes


def evaluated(value: Any, variables: dict[str, Any]) -> Any:
    """A value with its expressions computed by Python."""
    if isinstance(value, list):
        return [evaluated(item, variables) for item in value]
    if not isinstance(value, str) or not re.search(r"[$ ]", value):
        return value
    names = {f"v_{name}": number for name, number in variables.items()}
    functions = {"min": min, "max": max, "make_divisible": make_divisible}
    try:
        found = eval(value.replace("$", "v_"), {"__builtins__": {}, **functions}, names)
    except (ArithmeticError, NameError) as error:
        raise RefusedError("expression", str(error)) from None
    return int(found) if isinstance(found, float) and found.is_integer() else found


def make_divisible(value: float, divisor: int = 8) -> int:
    """The rounding of MobileNet's own code (tensorflow/models, mobilenet: conv_blocks.py, `_make_divisible`)."""
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded
