"""A text read into a scene: tokens, their roles, and the whole put together."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.assemble import assemble
from archcalc.quiz.roles.dimensions import axes_of
from archcalc.quiz.roles.patterns import find_roles
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.prepare import prepared

MOST_TOKENS = 1200
"""No question of the longest length that is read comes near it."""


def read_scene(text: str) -> Scene:
    """Read a question.

    Raises:
        Refused: what it says cannot be true together.
    """
    scene = Scene(text)
    scene.tokens = prepared(scene.tokens, scene.body)
    if len(scene.tokens) > MOST_TOKENS:
        raise not_understood("a text with so many numbers and signs", "수와 기호가 너무 많은 글")
    scene.kinds = frozenset(token.kind for token in scene.tokens)
    scene.axes = axes_of(scene.tokens)
    scene.found = find_roles(scene.tokens)
    assemble(scene)
    return scene
