"""What the property tests draw: values for the letters of a formula, and expressions of any form."""

import operator

from hypothesis import settings
from hypothesis import strategies as st

from archcalc.formula import Expression, Formula, Letter, ceil_div, exact_div, gcd, maximum, minimum
from archcalc.formula.letters import tuple_length, tuple_letters

relaxed = settings(deadline=None)  # a loaded machine is no failure

# Bounds keep the largest product (a 3d convolution) inside int64, where NumPy computes.
_RANGES = {
    "C_in": (1, 64),
    "C_out": (1, 64),
    "D": (1, 4),
    "F": (1, 8),
    "G": (1, 4),
    "H": (1, 300),
    "H_out": (1, 300),
    "K": (1, 11),
    "M": (1, 50),
    "N": (1, 4096),
    "N_in": (1, 4096),
    "N_out": (1, 4096),
    "O": (0, 3),
    "P": (0, 20),
    "P_start": (0, 10),
    "S": (1, 5),
    "a": (-500, 0),
    "i": (0, 300),
    "j": (1, 64),
    "r": (1, 500),
    "shape": (1, 300),
}


@st.composite
def letter_values(draw, formula: Formula, axes: int) -> dict[str, int | tuple[int, ...]]:
    """A value for every parameter of a formula; groups divide the channels."""
    groups = draw(st.integers(*_RANGES["G"]))

    def one(name: str) -> int:
        if name == "G":
            return groups
        number = draw(st.integers(*_RANGES[name]))
        return number * groups if name in ("C_in", "C_out") else number

    return {
        name: tuple(one(name) for _ in range(tuple_length(name, axes))) if formula.takes_tuple(name) else one(name)
        for name in formula.parameters
    }


def flattened(values: dict[str, int | tuple[int, ...]]) -> dict[str, int]:
    """The same values by letter: `K=(3, 5)` as `K_h=3, K_w=5`."""
    flat: dict[str, int] = {}
    for name, value in values.items():
        if isinstance(value, tuple):
            flat |= zip(tuple_letters(name, len(value)), value, strict=True)
        else:
            flat[name] = value
    return flat


LETTERS = {"H": 17, "K": 3, "S": 2, "C_in": 6, "H_out": 0, "a": -3, "P_start_h": -1}


_LEAVES = st.sampled_from([Letter(name, value) for name, value in LETTERS.items()])
_OPERATIONS = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.floordiv,
    operator.mod,
    ceil_div,
    minimum,
    maximum,
    gcd,
    lambda a, b: exact_div(a * b, b),
    lambda a, b: exact_div(a * b - b, b),
    lambda a, b: -a - b,
    lambda a, b: a + -b if isinstance(b, Expression) else -a,
]


@st.composite
def expressions(draw, depth: int = 3) -> Expression:
    """Any expression over `LETTERS` and small numbers; it may divide by zero.

    Every level draws its operation anew, so that each stands inside each other often enough: with
    `st.recursive` most trees were shallow, and missing brackets got through.
    """
    if depth == 0:
        return draw(_LEAVES)
    operation = draw(st.sampled_from(_OPERATIONS))
    left = draw(expressions(depth - 1))
    right = draw(st.integers(-9, 9) | expressions(draw(st.integers(0, depth - 1))))
    return operation(left, right) if draw(st.booleans()) else operation(right, left)
