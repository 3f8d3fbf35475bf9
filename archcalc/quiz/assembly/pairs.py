"""Pairs of channels that are told of layers counted before: `the first from 16 to 32, the second from 32 to 64`."""

from __future__ import annotations

from itertools import pairwise

from archcalc.quiz.assembly.anchor import Anchor, convs_of, split
from archcalc.quiz.assembly.attributes import SETTERS
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene


def split_pairs(scene: Scene, anchors: list[Anchor]) -> None:
    """`two 3x3 layers: the first from 16 to 32 channels, the second from 32 to 64`: one layer for each pair."""
    convs = convs_of(anchors)
    pairs = [
        (one, two)
        for one in scene.roles("cin")
        for two in scene.roles("cout")
        if one.match == two.match and one.first == two.first
    ]
    counts = {one.token.value for one in scene.roles("repeat")}
    chained = all(before[1].token.value == after[0].token.value for before, after in pairwise(pairs))
    if len(convs) != 1 or len(pairs) < 2 or not (len(pairs) in counts or (chained and not counts)):
        return
    made = split(anchors, convs[0], len(pairs))
    for anchor, (one, two) in zip(made, pairs, strict=True):
        anchor.layer.cin, anchor.layer.cout = one.token.value, two.token.value
        before = scene.tokens[max(0, one.first - 2) : one.first]
        anchor.layer.name = next((str(token.value) for token in before if token.kind == "CONVNAME"), "")
    taken = {one for pair in pairs for one in pair} | _told_behind_pairs(scene, made, [two for _, two in pairs])
    scene.found = [found._replace(role="series") if found in taken else found for found in scene.found]
    scene.found = [found._replace(role="skip") if found.role == "repeat" else found for found in scene.found]


def _told_behind_pairs(scene: Scene, made: list[Anchor], ends: list[Found]) -> set[Found]:
    """Strides and paddings told behind each pair: `3→8 channels (stride 1), 8→16 channels (stride 2)`."""
    taken: set[Found] = set()
    bounds = [one.token.start for one in ends]
    for role in ("stride", "pad"):
        told = [one for one in scene.roles(role) if one.token.start > bounds[0]]
        owners = [sum(bound < one.token.start for bound in bounds) - 1 for one in told]
        if len(told) == len(made) and owners == list(range(len(made))):
            for anchor, one in zip(made, told, strict=True):
                SETTERS[role](scene, anchor.layer, one.token.value)
            taken |= set(told)
    return taken
