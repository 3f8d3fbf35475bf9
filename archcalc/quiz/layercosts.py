"""What a layer costs: weights, biases and multiply-adds by the engine's formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.formula import conv_macs, conv_weight, linear_weight, transposed_conv_macs
from archcalc.quiz.answers import contradiction
from archcalc.quiz.layers import Layer, Sizes
from archcalc.quiz.working import Steps, worked


def weight_count(layer: Layer, steps: Steps | None = None) -> int:
    """Weights without biases."""
    values: dict[str, Any]
    if layer.kind == "fc":
        function: Callable[..., int] = linear_weight
        values = {"N_out": layer.need_cout(), "N_in": layer.need_cin()}
    elif layer.is_conv:
        cin, cout, groups = layer.need_cin(), layer.need_cout(), layer.grouping
        check_groups(cin, cout, groups)
        pair = (cout, cin) if layer.kind == "conv" else (cin, cout)
        function = conv_weight
        values = {"C_out": pair[0], "C_in": pair[1], "G": groups, "K": layer.need_kernel()}
    else:
        return 0
    if steps is not None:
        steps.append(worked("weights", function, **values))
    return function(**values)


def check_groups(cin: int, cout: int, groups: int) -> None:
    """Groups must divide both numbers of channels."""
    if groups < 1 or cin % groups or cout % groups:
        raise contradiction(
            f"{groups} groups do not divide {cin} input and {cout} output channels",
            f"그룹 {groups}개로 입력 {cin}채널, 출력 {cout}채널을 나눌 수 없습니다",
        )


def bias_count(layer: Layer) -> int:
    """Biases, as many as outputs; a text that is silent means that they are there."""
    if layer.kind == "fc" or layer.is_conv:
        return 0 if layer.bias is False else layer.need_cout()
    if layer.kind == "bn":
        return 2 * layer.need_cin()
    return 0


def mac_count(layer: Layer, sizes: Sizes, out: Sizes, steps: Steps) -> int:
    """Multiply-adds of one pass, biases not counted."""
    if layer.kind == "fc":
        return weight_count(layer, steps)
    if not layer.is_conv:
        return 0
    cin, cout, groups, kernel = layer.need_cin(), layer.need_cout(), layer.grouping, layer.need_kernel()
    check_groups(cin, cout, groups)
    if layer.kind == "transposed":
        line = worked("MACs", transposed_conv_macs, C_out=cout, C_in=cin, G=groups, K=kernel, H=sizes)
        steps.append(line)
        return transposed_conv_macs(cout, cin, groups, kernel, sizes)
    steps.append(worked("MACs", conv_macs, C_out=cout, C_in=cin, G=groups, K=kernel, H_out=out))
    return conv_macs(cout, cin, groups, kernel, out)
