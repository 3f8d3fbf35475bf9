"""Formulas, written once and read four ways.

A formula is an ordinary function over letters of the field, free of branches on values:

- with ints it is the number: `window_output(32, 0, 5, 1, 1)` is 28;
- with values put in it is the working: `formula_of(window_output).worked(H=32, P=0, K=5, S=1, D=1)`;
- with letters it is the closed form: `formula_of(window_output).text()`, `.latex()`;
- with NumPy arrays it is a sweep, element by element.

Everything is annotated with `int`, and ints give ints. Expressions and arrays pass through the same lines;
`letter("H", 32)` is an expression that a type checker takes for an int, so that code built on formulas can be
recorded as well: `to_worked(window_output(letter("H", 32), 2 * letter("P", 0), 5, 1, 1))`.

- `expression`: what is recorded, `helpers`: what formulas use besides operators
- `render`: expressions as text, LaTeX and Python
- `catalog`, `letters`: the formulas by name, with their letters and sources
- `window`, `counts`, `field`: the formulas

The package imports nothing of archcalc (`errors` only to raise) and nothing outside the standard library;
everything else of archcalc may import it.
"""

from archcalc.formula.catalog import FORMULAS, Formula, formula, formula_of
from archcalc.formula.counts import (
    conv_macs,
    conv_weight,
    elements,
    linear_macs,
    linear_weight,
    table_conv_macs,
    transposed_conv_macs,
    window_combinations,
    window_terms,
)
from archcalc.formula.expression import Expression, Letter, Number, Operation, letter
from archcalc.formula.field import field_start, grown_field, grown_jump, transposed_field, whole_field
from archcalc.formula.helpers import ceil_div, exact_div, gcd, maximum, minimum, prod, total
from archcalc.formula.render import to_latex, to_python, to_text, to_worked
from archcalc.formula.window import (
    adaptive_end,
    adaptive_start,
    adaptive_terms,
    adaptive_widest,
    effective_kernel,
    same_output,
    same_padding,
    scaled_size,
    strided_same_padding,
    transposed_output,
    window_output,
    window_output_ceil,
)

__all__ = [
    "FORMULAS",
    "Expression",
    "Formula",
    "Letter",
    "Number",
    "Operation",
    "adaptive_end",
    "adaptive_start",
    "adaptive_terms",
    "adaptive_widest",
    "ceil_div",
    "conv_macs",
    "conv_weight",
    "effective_kernel",
    "elements",
    "exact_div",
    "field_start",
    "formula",
    "formula_of",
    "gcd",
    "grown_field",
    "grown_jump",
    "letter",
    "linear_macs",
    "linear_weight",
    "maximum",
    "minimum",
    "prod",
    "same_output",
    "same_padding",
    "scaled_size",
    "strided_same_padding",
    "table_conv_macs",
    "to_latex",
    "to_python",
    "to_text",
    "to_worked",
    "total",
    "transposed_conv_macs",
    "transposed_field",
    "transposed_output",
    "whole_field",
    "window_combinations",
    "window_output",
    "window_output_ceil",
    "window_terms",
]
