"""Shapes of one sample, channels first: `(C,)`, `(C, L)`, `(C, H, W)` or `(C, D, H, W)`."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.errors import Fault, UsageError

Shape = tuple[int, ...]
ShapeLike = Sequence[int] | str
"""What callers may give for a shape: `(3, 224, 224)`, `[3, 224, 224]` or `"3x224x224"`."""

MAX_AXES = 3
MAX_SIZE = 10**9  # of one axis: far above any network, far below what could overflow elsewhere

# What the axes after the channels are called, by how many there are.
AXIS_NAMES: dict[int, tuple[str, ...]] = {0: (), 1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}
AXIS_WORDS: dict[str, str] = {"L": "length", "D": "depth", "H": "height", "W": "width"}


def shape_text(shape: Shape) -> str:
    """`3x224x224`: how a shape is written in specs, options and tables."""
    return "x".join(map(str, shape))


def channels_last(shape: Shape) -> Shape | None:
    """`(3, 224, 224)` for `(224, 224, 3)`, whose channels seem to stand last; None where nothing suggests it."""
    if len(shape) == 3 and shape[2] in (1, 3, 4) and min(shape[:2]) > 4:
        return (shape[2], *shape[:2])
    return None


def is_uneven(shape: Shape) -> bool:
    """Whether one number does not say all axes: a volume of 16 frames of 112x112."""
    return len(shape) == MAX_AXES + 1 and len(set(shape[1:])) > 1


def parse_shape(text: str) -> Shape:
    """Read `3x224x224` (also `3×224×224` or `3,224,224`) as a shape.

    Raises:
        UsageError: not one to four positive sizes.
    """
    parts = text.lower().replace("×", "x").replace(",", "x").split("x")
    sizes = [part.strip() for part in parts]
    if not all(size.isascii() and size.isdigit() and len(size) <= 18 for size in sizes):
        raise UsageError(f"'{text[:60]}' is not a shape; write channels first, for example 3x224x224")
    shape = tuple(map(int, sizes))
    reason = shape_reason(shape)
    if reason:
        raise UsageError(f"'{text[:60]}' is not a shape: {reason}")
    return shape


def as_shape(given: ShapeLike) -> Shape:
    """A shape from what a caller may give.

    Raises:
        UsageError: it is not one to four positive whole numbers.
    """
    if isinstance(given, str):
        return parse_shape(given)
    whole = isinstance(given, Sequence) and all(type(size) is int for size in given)
    reason = shape_reason(tuple(given)) if whole else "its sizes are whole numbers"
    if reason:
        raise UsageError(Fault(f"{given!r} is not a shape: {reason}", hint="for example (3, 224, 224)"))
    return tuple(given)


def shape_reason(shape: Shape) -> str:
    """Why `shape` is not the shape of a sample, or the empty string."""
    if not 1 <= len(shape) <= MAX_AXES + 1:
        return f"it has {len(shape)} sizes; a sample has channels and up to {MAX_AXES} axes"
    if min(shape) < 1:
        return f"every size is at least 1, not {min(shape)}"
    if max(shape) > MAX_SIZE:
        return f"a size is at most {MAX_SIZE:,}, not {max(shape):,}"
    return ""
