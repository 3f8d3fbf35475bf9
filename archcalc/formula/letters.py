"""The letters of a tuple with one number per axis: `K` -> `K_h, K_w`, `H_out` -> `H_out, W_out`."""

from __future__ import annotations

# Sizes have a letter of their own for each axis; everything else is subscripted with the axis.
_SIZES = {1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}
_SUBSCRIPTS = {1: ("",), 2: ("_h", "_w"), 3: ("_d", "_h", "_w")}


def tuple_letters(name: str, count: int) -> tuple[str, ...]:
    """Names of the letters of a tuple parameter with `count` entries.

    >>> tuple_letters("K", 2), tuple_letters("H_out", 1), tuple_letters("shape", 3)
    (('K_h', 'K_w'), ('L_out',), ('C', 'H', 'W'))
    """
    if name == "shape":
        return ("C", *tuple_letters("H", count - 1)) if count else ()
    size, _, suffix = name.partition("_")
    if size == "H" and count in _SIZES:
        return tuple(f"{letter}_{suffix}" if suffix else letter for letter in _SIZES[count])
    subscripts = _SUBSCRIPTS.get(count) or tuple(f"_{axis + 1}" for axis in range(count))
    return tuple(name + subscript for subscript in subscripts)


def tuple_length(name: str, axes: int) -> int:
    """How many entries a tuple parameter has for a layer with `axes` spatial axes."""
    return axes + 1 if name == "shape" else axes
