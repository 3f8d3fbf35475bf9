"""Settings of the calculator, and what the engine says of them: the operations themselves, without the page."""

from __future__ import annotations

from typing import Any, NamedTuple

from browser.harness import Browser
from hypothesis import strategies as st

from archcalc.conventions import FLOPS
from archcalc.errors import OperationError
from archcalc.ops import Operation
from archcalc.ops.conv import Conv, ConvTranspose, Depthwise
from archcalc.ops.pool import AvgPool, MaxPool
from archcalc.receptive import input_field

Settings = dict[str, Any]

CONVOLUTIONS = ("conv", "separable", "conv_transpose")

_small = {
    "H": st.integers(1, 12),
    "W": st.integers(1, 12),
    "C_in": st.sampled_from([1, 2, 3, 4, 6, 8, 12]),
    "C_out": st.sampled_from([1, 2, 3, 4, 6, 8, 12]),
    "K": st.integers(1, 6),
    "S": st.integers(1, 4),
    "P": st.integers(0, 3),
    "D": st.integers(1, 3),
    "G": st.sampled_from([1, 1, 1, 2, 3, 4]),
    "O": st.sampled_from([0, 0, 1, 2]),
}
_large = {
    "H": st.integers(1, 4096),
    "W": st.integers(1, 4096),
    "C_in": st.integers(1, 512).map(lambda n: 16 * n),
    "C_out": st.integers(1, 512).map(lambda n: 16 * n),
    "K": st.integers(1, 31),
    "S": st.integers(1, 16),
    "P": st.integers(0, 64),
    "D": st.integers(1, 16),
    "G": st.sampled_from([1, 2, 8, 16]),
    "O": st.integers(0, 15),
}
_kind = {"kind": st.sampled_from([*CONVOLUTIONS, "maxpool", "avgpool"]), "bias": st.booleans()}

small_settings = st.fixed_dictionaries(_kind | _small)
settings_of_any_size = small_settings | st.fixed_dictionaries(_kind | _large)


SET = """
const [{ kind, bias, ...numbers }] = arguments;
const change = (selector, act) => { const input = document.querySelector(selector); act(input);
  for (const name of ["input", "change"]) input.dispatchEvent(new Event(name)); };
change(".convcalc-kind", (input) => { input.value = kind; });
change(".convcalc-bias", (input) => { input.checked = bias; });
change(".convcalc-square", (input) => { input.checked = false; });
for (const [letter, number] of Object.entries(numbers)) {
  change(`#convcalc-${letter}`, (input) => { input.value = number; });
}
"""


def set_to(browser: Browser, chosen: Settings) -> None:
    """Put settings into the page's inputs."""
    browser.run(SET, chosen)


class Numbers(NamedTuple):
    """What the calculator shows of a layer."""

    output: tuple[int, ...]
    parameters: int
    macs: int
    flops: int
    field: tuple[int, ...]


def layers(settings: Settings) -> list[tuple[type[Operation], dict[str, Any]]]:
    """The operations that the settings stand for."""
    kind, take = settings["kind"], lambda names: {FIELDS[name]: settings[name] for name in names}
    bias = {"bias": settings["bias"]}
    if kind == "conv":
        return [(Conv, take(["C_out", "K", "S", "P", "D", "G"]) | bias)]
    if kind == "conv_transpose":
        return [(ConvTranspose, take(["C_out", "K", "S", "P", "D", "G", "O"]) | bias)]
    if kind == "separable":
        return [(Depthwise, take(["K", "S", "P", "D"]) | bias), (Conv, take(["C_out"]) | bias | {"kernel": 1})]
    return [(MaxPool, take(["K", "S", "P", "D"]))] if kind == "maxpool" else [(AvgPool, take(["K", "S", "P"]))]


FIELDS = {
    "C_out": "filters",
    "K": "kernel",
    "S": "stride",
    "P": "padding",
    "D": "dilation",
    "G": "groups",
    "O": "output_padding",
}


def engine(settings: Settings) -> Numbers | str:
    """What the engine says: the numbers, or why it refuses."""
    shape = (settings["C_in"], settings["H"], settings["W"])
    field = input_field(shape[1:])
    parameters = macs = flops = 0
    try:
        for operation_class, fields in layers(settings):
            operation = operation_class.make((shape,), fields)
            output = operation.output(shape)
            cost = operation.cost((shape,), output)
            parameters += sum(tensor.size for tensor in operation.tensors(shape))
            macs += cost.mul_add
            flops += FLOPS.tally(operation, (shape,), output, cost)
            field = operation.receptive((field,), (shape,), output)
            shape = output
    except OperationError as refused:
        return refused.faults[0].message
    return Numbers(shape, parameters, macs, flops, tuple(axis.size for axis in field))
