"""Modules without parameters as function calls, and activations by their words."""

from __future__ import annotations

from archcalc.export.pytorch.operations import modules_of
from archcalc.ops import OPERATIONS

FUNCTIONS = {
    "nn.ReLU": "F.relu",
    "nn.ReLU6": "F.relu6",
    "nn.LeakyReLU": "F.leaky_relu",
    "nn.ELU": "F.elu",
    "nn.SELU": "F.selu",
    "nn.Sigmoid": "torch.sigmoid",
    "nn.Tanh": "torch.tanh",
    "ScaledTanh": "scaled_tanh",
    "nn.Hardsigmoid": "F.hardsigmoid",
    "nn.Hardswish": "F.hardswish",
    "nn.SiLU": "F.silu",
    "nn.Mish": "F.mish",
    "nn.GELU": "F.gelu",
    "nn.Softmax": "torch.softmax",
    "ChannelShuffle": "channel_shuffle",
    **{f"nn.ZeroPad{n}d": "F.pad" for n in (1, 2, 3)},
    **{f"nn.{kind}Pool{n}d": f"F.{kind.lower()}_pool{n}d" for kind in ("Max", "Avg") for n in (1, 2, 3)},
    **{f"nn.Adaptive{k}Pool{n}d": f"F.adaptive_{k.lower()}_pool{n}d" for k in ("Max", "Avg") for n in (1, 2, 3)},
}
"""Modules without parameters, and the function that does the same."""

IN_PLACE = frozenset(
    f"nn.{name}" for name in ("ReLU", "ReLU6", "LeakyReLU", "ELU", "SELU", "Hardsigmoid", "Hardswish", "SiLU", "Mish")
)
"""Activations that can write over their input."""


def activation_class(word: str | None) -> str:
    """The module that an activation's word stands for."""
    if word in (None, "none"):
        return "None"
    return modules_of(OPERATIONS[str(word)].make(((1,),), {}), ((1,),))[0].function
