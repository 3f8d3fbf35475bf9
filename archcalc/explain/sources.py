"""Where the formula behind each number is published."""

from __future__ import annotations

from archcalc.formula import FORMULAS
from archcalc.ops import Operation
from archcalc.ops.windowed import Windowed

_OUTPUT = {"conv_transpose": "transposed_output", "upsample": "scaled_size"}
_MACS = {
    "conv": "conv_macs",
    "conv_transpose": "transposed_conv_macs",
    "linear": "linear_weight",
    "rbf": "linear_weight",
}
_FIELDS = {
    "conv_transpose": "transposed_field",
    "adaptive_avgpool": "adaptive_widest",
    "adaptive_maxpool": "adaptive_widest",
    "upsample": "",
    "pad": "",
}


def source(operation: Operation, quantity: str) -> str:
    """The source of a quantity's formula for this operation; empty where it is plain arithmetic."""
    name = _formula(operation, quantity)
    return FORMULAS[name].source if name else ""


def _formula(operation: Operation, quantity: str) -> str:
    if quantity == "output":
        return _OUTPUT.get(operation.key, "window_output" if isinstance(operation, Windowed) else "")
    if quantity == "parameters":
        return "conv_weight" if operation.key == "conv" else ""
    if quantity == "MACs":
        return _MACS.get(operation.key, "")
    if quantity in ("receptive field", "jump"):
        return _FIELDS.get(operation.key, "grown_field" if isinstance(operation, Windowed) else "whole_field")
    return ""
