"""The readings of every formula say the same: number, recorded expression, worked text, LaTeX, arrays."""

import pytest
from formula_checker import parse_worked, read_latex, read_text
from formula_strategies import flattened, letter_values, relaxed
from hypothesis import given
from hypothesis import strategies as st

import archcalc.formula
from archcalc.formula import FORMULAS, Formula, Letter, formula_of, to_python, to_text, window_output
from archcalc.formula.letters import tuple_length, tuple_letters

every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)


@every_formula
@relaxed
@given(data=st.data(), axes=st.integers(1, 3))
def test_number_expression_and_texts_agree(formula: Formula, data, axes):
    values = data.draw(letter_values(formula, axes))
    flat = flattened(values)
    number = formula(**values)
    assert type(number) is int
    assert formula.closed_form(axes).evaluate(**flat) == number
    assert formula.record(**values).value == number
    assert parse_worked(formula.worked(**values)) == number
    assert read_text(formula.text(axes), flat) == number
    assert read_latex(formula.latex(axes), flat) == number
    assert eval(to_python(formula.closed_form(axes)), dict(vars(archcalc.formula)), flat) == number


@every_formula
@relaxed
@given(data=st.data(), axes=st.integers(1, 3))
def test_arrays_are_loops_of_ints(formula: Formula, data, axes):
    numpy = pytest.importorskip("numpy")
    rows = data.draw(st.lists(letter_values(formula, axes), min_size=3, max_size=3))

    def column(name: str):
        stacked = numpy.array([row[name] for row in rows])
        return tuple(stacked.T) if formula.takes_tuple(name) else stacked

    swept = formula(**{name: column(name) for name in formula.parameters})
    assert swept.dtype == numpy.int64
    assert swept.tolist() == [formula(**row) for row in rows]


@every_formula
@pytest.mark.parametrize("axes", [1, 2, 3])
def test_recording_loses_no_letter(formula: Formula, axes):
    """A letter lost on the way would leave its value out of the working."""
    expected: set[str] = set()
    for name in formula.parameters:
        is_tuple = formula.takes_tuple(name)
        expected |= set(tuple_letters(name, tuple_length(name, axes))) if is_tuple else {name}
    assert {repr(leaf) for leaf in formula.closed_form(axes).leaves()} - {"0", "1", "2"} == expected


def test_a_caller_may_pass_its_own_expression_for_a_letter():
    entry = formula_of(window_output)
    padding = 2 * Letter("P", 0)
    assert entry.text(P=padding) == "⌊(H + 2·P − D·(K − 1) − 1)/S⌋ + 1"
    assert r"\frac{H + 2 \cdot P - D" in entry.latex(P=padding)
    assert entry.worked(H=32, P=padding, K=5, S=1, D=1) == "⌊(32 + 2·0 − 1·(5−1) − 1)/1⌋ + 1 = 28"


@pytest.mark.parametrize(
    ("name", "axes", "text"),
    [
        ("window_output", 2, "⌊(H + P − D·(K − 1) − 1)/S⌋ + 1"),
        ("window_output_ceil", 2, "min(⌈(H + P − D·(K − 1) − 1)/S⌉ + 1, ⌈(H + P_start)/S⌉)"),
        ("transposed_output", 2, "(H − 1)·S − P + D·(K − 1) + O + 1"),
        ("adaptive_end", 2, "⌈(i + 1)·H/H_out⌉"),
        ("adaptive_widest", 2, "⌊H/H_out⌋ + min((H mod H_out)/gcd(H, H_out), 2)"),
        ("adaptive_terms", 2, "H + H_out − gcd(H, H_out)"),
        ("elements", 2, "C·H·W"),
        ("conv_weight", 2, "C_out·(C_in/G)·K_h·K_w"),
        ("conv_macs", 1, "L_out·C_out·(C_in/G)·K"),
        ("conv_macs", 2, "H_out·W_out·C_out·(C_in/G)·K_h·K_w"),
        ("conv_macs", 3, "D_out·H_out·W_out·C_out·(C_in/G)·K_d·K_h·K_w"),
        ("transposed_conv_macs", 2, "H·W·C_in·(C_out/G)·K_h·K_w"),
        ("linear_weight", 2, "N_out·N_in"),
        ("linear_macs", 2, "M·N_out·N_in"),
        ("window_combinations", 2, "K_h·K_w − 1"),
        ("transposed_field", 2, "r + ⌊(K − 1)/(S/gcd(D, S))⌋·(D/gcd(D, S))·j"),
    ],
)
def test_closed_form(name, axes, text):
    assert FORMULAS[name].text(axes) == text


def test_two_axes_are_meant_where_none_are_given():
    entry = FORMULAS["conv_macs"]
    assert to_text(entry.closed_form()) == entry.text() == entry.text(2)
    assert entry.latex() == entry.latex(2)


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("window_output", {"H": 32, "P": 0, "K": 5, "S": 1, "D": 1}, "⌊(32 + 0 − 1·(5−1) − 1)/1⌋ + 1 = 28"),
        (
            "window_output_ceil",
            {"H": 112, "P_start": 0, "P": 0, "K": 3, "S": 2, "D": 1},
            "min(⌈(112 + 0 − 1·(3−1) − 1)/2⌉ + 1, ⌈(112+0)/2⌉) = 56",
        ),
        (
            "transposed_output",
            {"H": 5, "P": 2, "K": 3, "S": 2, "D": 1, "O": 1},
            "(5−1)·2 − 2 + 1·(3−1) + 1 + 1 = 10",
        ),
        (
            "conv_macs",
            {"C_out": 64, "C_in": 3, "G": 1, "K": (7, 7), "H_out": (112, 112)},
            "112·112·64·(3/1)·7·7 = 118013952",
        ),
        ("elements", {"shape": (10,)}, "10 = 10"),
        ("field_start", {"a": -3, "P_start": 1, "j": 2}, "(−3) − 1·2 = −5"),
    ],
)
def test_worked(name, values, text):
    assert FORMULAS[name].worked(**values) == text


def test_latex():
    assert FORMULAS["window_output"].latex() == (
        r"\left\lfloor \frac{H + P - D \cdot \left(K - 1\right) - 1}{S} \right\rfloor + 1"
    )
    assert FORMULAS["conv_macs"].latex() == (
        r"H_{out} \cdot W_{out} \cdot C_{out} \cdot \frac{C_{in}}{G} \cdot K_{h} \cdot K_{w}"
    )


@given(size=st.integers(1, 60), kernel=st.integers(1, 9), stride=st.integers(1, 5), dilation=st.integers(1, 3))
def test_strided_same_padding_is_the_least_that_reaches_the_end(size, kernel, stride, dilation):
    found = archcalc.formula.strided_same_padding(size, kernel, stride, dilation)
    wanted = archcalc.formula.same_output(size, stride)
    span = archcalc.formula.effective_kernel(kernel, dilation)
    fitting = (total for total in range(100) if span <= size + total)
    assert found == next(total for total in fitting if window_output(size, total, kernel, stride, dilation) == wanted)
