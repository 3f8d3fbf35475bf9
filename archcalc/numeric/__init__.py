"""Convolutions and poolings with actual values, exactly, step by step: for small maps, as on a blackboard.

- `numbers`: entries as integers or fractions, and their text; `reading`: maps from text, with places
- `geometry`: where windows lie along an axis; sizes come from `archcalc.ops`, and from nowhere else
- `compute`: `convolve`, `pool` and `transpose`; `sparse`: the same convolutions as matrices C and Cᵀ
- `loss`: the mean squared error
- `text`, `data`, `words`: results for people and for programs

Everything is a plain tuple of numbers; nothing here needs NumPy.
"""

from archcalc.numeric.compute import Result, Step, Term, convolve, pool, transpose
from archcalc.numeric.loss import Loss, mean_squared_error
from archcalc.numeric.numbers import Maps, Matrix, Number
from archcalc.numeric.reading import read_maps
from archcalc.numeric.sparse import Sparse, sparse_matrices

__all__ = [
    "Loss",
    "Maps",
    "Matrix",
    "Number",
    "Result",
    "Sparse",
    "Step",
    "Term",
    "convolve",
    "mean_squared_error",
    "pool",
    "read_maps",
    "sparse_matrices",
    "transpose",
]
