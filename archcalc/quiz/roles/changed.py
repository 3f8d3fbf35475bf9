"""Roles that a second reading gives to numbers the first one could not place."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene


def change_roles(scene: Scene, index_of: dict[int, int]) -> None:
    """Enter the roles of `scene.changes` in place of those found."""
    if not scene.changes:
        return
    scene.found = [one for one in scene.found if one.token.start not in scene.changes]
    for start, role in scene.changes.items():
        index = index_of.get(start)
        if index is not None:
            scene.found.append(Found(role, scene.tokens[index], -5 - index, index, index))
    scene.found.sort(key=lambda one: (one.token.start, one.match))
