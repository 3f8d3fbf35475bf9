"""What formulas use besides `+ - * // %`: functions that take ints, expressions and NumPy arrays alike.

Annotated with `int`, as the formulas are. An expression among the arguments is recorded; arrays work element
by element with NumPy's own integers (int64 wraps where Python's ints do not). Ints go first, since they are
what an analysis calls with.
"""

from __future__ import annotations

import math

from archcalc.formula.expression import Expression, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def prod(items: Iterable[int]) -> int:
    """The product of the items; 1 of none. Starts from the first item, so that no `1·` is recorded."""
    product, *rest = tuple(items) or (1,)
    for item in rest:
        product = product * item  # not *=, which would change an array of the caller's
    return product


def total(items: Iterable[int]) -> int:
    """The sum of the items; 0 of none. Starts from the first item, so that no `0 +` is recorded."""
    first, *rest = tuple(items) or (0,)
    return sum(rest, start=first)


def ceil_div(a: int, b: int) -> int:
    """a / b rounded up: ⌈a/b⌉."""
    if isinstance(a, Expression) or isinstance(b, Expression):
        return record(ceil_div, a, b)
    return -(-a // b)


def exact_div(a: int, b: int) -> int:
    """a / b where b divides a, written without brackets: C_in/G. OperationError if b does not divide a.

    A plain 1 as the divisor leaves nothing to record: C_in, not C_in/1.
    """
    if isinstance(b, int) and b == 1:
        return a
    if isinstance(a, Expression) or isinstance(b, Expression):
        return record(exact_div, a, b)
    remainder = a % b
    if remainder if isinstance(remainder, int) else remainder.any():
        _refuse_remainder(a, b)
    return a // b


def minimum(a: int, b: int) -> int:
    """The smaller of two, where a formula must not compare."""
    if isinstance(a, int) and isinstance(b, int):
        return a if a <= b else b
    if isinstance(a, Expression) or isinstance(b, Expression):
        return record(minimum, a, b)
    import numpy

    return numpy.minimum(a, b)


def maximum(a: int, b: int) -> int:
    """The larger of two, where a formula must not compare."""
    if isinstance(a, int) and isinstance(b, int):
        return a if a >= b else b
    if isinstance(a, Expression) or isinstance(b, Expression):
        return record(maximum, a, b)
    import numpy

    return numpy.maximum(a, b)


def gcd(a: int, b: int) -> int:
    """The greatest common divisor of two."""
    if isinstance(a, int) and isinstance(b, int):
        return math.gcd(a, b)
    if isinstance(a, Expression) or isinstance(b, Expression):
        return record(gcd, a, b)
    import numpy

    return numpy.gcd(a, b)


def _refuse_remainder(a: int, b: int) -> None:
    from archcalc.errors import OperationError  # imported to be raised: it loads `typing`

    raise OperationError(f"{a} is not divisible by {b}")
