"""The catalog: every formula is documented in the layout it reads, and entered once."""

import doctest
import importlib

import pytest

import archcalc.formula
from archcalc.formula import FORMULAS, Formula, elements, formula, formula_of, window_output
from archcalc.formula.letters import tuple_letters

MODULES = ["catalog", "counts", "expression", "field", "helpers", "letters", "render", "window"]

every_formula = pytest.mark.parametrize("entry", FORMULAS.values(), ids=FORMULAS)


@every_formula
def test_the_docstring_is_complete(entry: Formula):
    assert entry.summary.endswith(".")
    assert 15 < len(entry.summary) < 110
    assert tuple(entry.letters) == entry.parameters
    assert all(len(meaning) > 5 for meaning in entry.letters.values()), entry.letters
    assert len(entry.source) > 10
    assert ">>> " in (entry.function.__doc__ or ""), "an example is missing"


@every_formula
def test_the_package_exports_the_function_itself(entry: Formula):
    assert getattr(archcalc.formula, entry.name) is entry.function
    assert entry.name in archcalc.formula.__all__
    assert formula_of(entry.function) is entry


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings(module):
    assert doctest.testmod(importlib.import_module(f"archcalc.formula.{module}")).failed == 0


def test_formulas_carry_their_examples():
    finder = doctest.DocTestFinder()
    assert all(finder.find(entry.function)[0].examples for entry in FORMULAS.values())


def test_an_entry_reads_its_docstring():
    entry = FORMULAS["transposed_conv_macs"]
    assert entry.summary == (
        "Multiply-adds of a transposed convolution: every weight is met once at each INPUT position."
    )
    assert entry.letters["G"] == "groups; divides C_out"
    assert entry.source == "torch.utils.flop_counter, conv_flop_count with transposed=True, halved"
    assert repr(entry) == "<formula transposed_conv_macs(C_out, C_in, G, K, H)>"


def test_a_source_may_run_over_lines():
    assert FORMULAS["conv_macs"].source.endswith("with groups: Xie et al. 2017, ResNeXt (arXiv:1611.05431)")


def test_the_decorator_refuses_a_second_formula_of_the_name():
    def window_output():
        return 0

    with pytest.raises(
        ValueError, match=r"^two formulas are called window_output: in archcalc\.formula\.window and in "
    ):
        formula(window_output)
    assert FORMULAS["window_output"].function is not window_output


def test_the_decorator_returns_the_function_itself(monkeypatch):
    monkeypatch.setattr("archcalc.formula.catalog.FORMULAS", {})

    def doubled(H: int) -> int:
        return 2 * H

    assert formula(doubled) is doubled


def test_a_formula_without_docstring_is_empty_not_broken():
    """`python -OO` drops docstrings."""

    def bare(H: int) -> int:
        return H

    entry = Formula(bare)
    assert (entry.summary, entry.letters, entry.source) == ("", {}, "")


def test_calling_an_entry_calls_the_function():
    assert formula_of(window_output)(32, 0, 5, S=1, D=1) == 28
    assert formula_of(elements)((3, 4)) == 12


@pytest.mark.parametrize(
    ("name", "count", "letters"),
    [
        ("K", 1, ("K",)),
        ("K", 2, ("K_h", "K_w")),
        ("K", 3, ("K_d", "K_h", "K_w")),
        ("K", 4, ("K_1", "K_2", "K_3", "K_4")),
        ("H", 1, ("L",)),
        ("H", 3, ("D", "H", "W")),
        ("H_out", 2, ("H_out", "W_out")),
        ("H_out", 4, ("H_out_1", "H_out_2", "H_out_3", "H_out_4")),
        ("shape", 0, ()),
        ("shape", 1, ("C",)),
        ("shape", 2, ("C", "L")),
        ("shape", 4, ("C", "D", "H", "W")),
        ("shape", 5, ("C", "H_1", "H_2", "H_3", "H_4")),
    ],
)
def test_letters_of_a_tuple(name, count, letters):
    assert tuple_letters(name, count) == letters
