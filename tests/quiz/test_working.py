"""The formulas of a solution are those of the explanations: in a course's letters, whatever the numbers are."""

from __future__ import annotations

import pytest

from archcalc.analysis import analyze
from archcalc.calc.chain import read_chain
from archcalc.explain import explain_layers
from archcalc.formula import to_text
from archcalc.quiz import Solution, solve

ASKED = {
    "conv": ("A {k}x{k} convolution with 8 filters and padding {p} on 32x32x3: output size?", "conv 8 {k}x{k} p{p}"),
    "conv_transpose": (
        "ConvTranspose2d(3, 8, kernel_size={k}, stride=1, padding={p}) gets 3x32x32. Output shape?",
        "conv_transpose 8 {k}x{k} s1 p{p}",
    ),
    "ceil": (
        "nn.MaxPool2d({k}, stride=2, padding={p}, ceil_mode=True) gets 3x32x32. Output shape?",
        "maxpool {k}x{k} s2 p{p} ceil",
    ),
}


def explained(chain: str) -> str:
    """The formula and its values for the height of the output, as `archcalc explain` writes them."""
    (layer,) = explain_layers(analyze(read_chain(chain)))
    height = next(one.expression for one in layer.derivations if one.symbol == "H_out")
    return f"{to_text(height)} = {to_text(height, values=True)}"


@pytest.mark.parametrize("padding", [0, 1, 2])
@pytest.mark.parametrize("kind", ASKED)
def test_the_padding_of_one_end_is_a_letter_even_where_it_is_zero(kind: str, padding: int) -> None:
    question, layer = (text.format(k=5, p=padding) for text in ASKED[kind])
    solution = solve(question)
    assert isinstance(solution, Solution)
    (size,) = [step for step in solution.working if step.startswith("output size")]
    assert f": {explained(f'3x32x32 -> {layer}')} = " in size


def test_padding_at_one_end_is_no_padding_of_each() -> None:
    solution = solve(
        "A 1D convolution with kernel 4 runs over a signal of length 32 with padding 3 on the left only. "
        "What is the output length?"
    )
    assert isinstance(solution, Solution)
    (size,) = [step for step in solution.working if step.startswith("output size")]
    assert size == "output size: ⌊(H + P_total − D·(K − 1) − 1)/S⌋ + 1 = ⌊(32 + 3 − 1·(4−1) − 1)/1⌋ + 1 = 32"


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        (
            "How many weights do six 5x5 filters on 10 input channels have?",
            ["weights: C_out·C_in·K·K = 6·10·5·5 = 1500"],
        ),
        ("How many parameters does a batch normalization layer with 256 channels have?", ["parameters: 2·256 = 512"]),
        (
            "How many MACs does a fully connected layer from 256 to 10 need?",
            ["weights: N_out·N_in = 10·256 = 2560"],
        ),
    ],
)
def test_the_working_is_of_what_was_asked(question: str, steps: list[str]) -> None:
    solution = solve(question)
    assert isinstance(solution, Solution)
    assert list(solution.working) == steps
