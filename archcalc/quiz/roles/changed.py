"""Roles that a second reading gives to numbers the first one could not place."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene


def change_roles(scene: Scene, index_of: dict[int, int]) -> None:
    """Enter the roles of `scene.changes` in place of those found."""
    if not scene.changes:
        return
    places = {index_of[start]: role for start, role in scene.changes.items() if start in index_of}
    scene.replace(Found(role, scene.tokens[at], -5 - at, at, at) for at, role in places.items())
