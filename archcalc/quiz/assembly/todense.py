"""A map told only where the fully connected layers begin: `... on RGB input, and FC layers after a 7x7x512 map`."""

from __future__ import annotations

from archcalc.formula import prod
from archcalc.quiz.answers import contradiction
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import kind_at

_ENTERS = frozenset({"INPUT", "IMAGE", "MAP"})
_COLOURS = {"RGB": 3, "GRAY": 1}


def give_to_dense(scene: Scene) -> None:
    """Hand such a map to the first fully connected layer; what enters the network is told by its colours.

    Raises:
        Refused: the colours do not agree with the channels of the only map.
    """
    colours = _colours(scene)
    if colours is None or scene.channels in (None, colours) or not scene.layers or not scene.layers[0].is_conv:
        return
    dense = next((layer for layer in scene.layers if layer.kind == "fc"), None)
    sizes = [one.token.start for one in scene.roles("in")]
    if dense is None or dense.cin is not None or scene.input is None or len(sizes) != 1 or sizes[0] < dense.start:
        raise contradiction(
            f"an input of {colours} and of {scene.channels} channels", f"입력이 {colours}채널이자 {scene.channels}채널"
        )
    dense.cin = prod(scene.input) * (scene.channels or 1)
    scene.input, scene.channels, scene.full_shape = None, None, False


def _colours(scene: Scene) -> int | None:
    """The channels that `RGB input`, `grey image` says; None where it stands beside a size, or is not said."""
    for at, token in enumerate(scene.tokens):
        beside = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)}
        if token.kind in _COLOURS and beside & _ENTERS:
            return _COLOURS[token.kind]
    return None
