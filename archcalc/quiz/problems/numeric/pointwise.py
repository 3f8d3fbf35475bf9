"""1x1 filters that are told as rows, one weight for each channel: `a 1x1 filter with the weights (2, -1)`."""

from __future__ import annotations

from archcalc.quiz.problems.numeric.sliding import Matrix
from archcalc.quiz.scene import Scene


def pointwise(scene: Scene, matrices: list[Matrix], flat: list[bool]) -> tuple[list[Matrix], list[list[Matrix]]] | None:
    """The channels, and for each row a filter of one weight a channel; None where the rows are nothing of the kind."""
    channels = [matrix for matrix, row in zip(matrices, flat, strict=True) if not row]
    rows = [matrix[0] for matrix, row in zip(matrices, flat, strict=True) if row]
    single = any(layer.is_conv and layer.is_pointwise for layer in scene.layers)
    if not single or not rows or len(channels) < 2 or any(len(row) != len(channels) for row in rows):
        return None
    return channels, [[[[weight]] for weight in row] for row in rows]
