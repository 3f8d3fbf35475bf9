"""The roles that patterns do not give to numbers, or give otherwise."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.quiz.roles.chains import label_chains
from archcalc.quiz.roles.dense import label_dense
from archcalc.quiz.roles.earlier import label_earlier
from archcalc.quiz.roles.equivalents import label_equivalents
from archcalc.quiz.roles.fields import label_fields, label_kernels
from archcalc.quiz.roles.frames import join_frames, label_frames
from archcalc.quiz.roles.grown import label_grown
from archcalc.quiz.roles.joined import label_joined
from archcalc.quiz.roles.localfields import label_local
from archcalc.quiz.roles.nearest import label_bytes, label_counts, label_nearest
from archcalc.quiz.roles.resized import label_enlarged, label_resized, label_windows
from archcalc.quiz.roles.rows import label_rows
from archcalc.quiz.roles.sizes import label_sizes
from archcalc.quiz.roles.subsampled import label_subsampled
from archcalc.quiz.roles.tabled import label_tabled
from archcalc.quiz.scene import Scene

_LABELLED: tuple[Callable[[Scene], None], ...] = (
    label_subsampled,
    label_joined,
    label_tabled,
    label_local,
    label_dense,
    label_resized,
    label_enlarged,
    join_frames,
    label_frames,
    label_windows,
    label_chains,
    label_rows,
    label_counts,
    label_grown,
    label_fields,
    label_equivalents,
    label_kernels,
    label_sizes,
    label_earlier,
    label_bytes,
    label_nearest,
)
"""In this order: what is read later builds on the roles given before."""


def label(scene: Scene) -> None:
    """Give numbers their roles; those of a second reading stand in place of all others."""
    for labelled in _LABELLED:
        labelled(scene)
    for token in scene.tokens:
        if token.start in scene.changes:
            scene.label(scene.changes[token.start], [token])
