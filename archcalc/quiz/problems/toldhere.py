"""Layers that are told where they are asked about: `parameters of a 1x1 conv 64→16, and of a 3x3 conv 16→32`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archcalc.quiz.problems.network import Walked
from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at

_NEXT = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?=(?:of|for)\s)")


def told_in_spans(scene: Scene, walked: Sequence[Walked], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The one layer that is told in each of several stretches, one for each ask of a kind; empty if it is not so."""
    if len(spans) < 2:
        return ()
    found = [
        _weighted_in(walked, scene.tokens[first].start, scene.tokens[last].end)
        for first, last in spans
        if first <= last
    ]
    places = tuple(some[0] for some in found if len(some) == 1)
    return places if len(places) == len(spans) == len(set(places)) else ()


def told_behind(scene: Scene, walked: Sequence[Walked], ask: Ask) -> tuple[int, ...]:
    """The layers that are told one by one behind what is asked of them, each with `of`; empty if there are not two."""
    sentence = asking_at(scene, ask.place)
    if scene.language == "ko" or sentence is None or ask.kind not in COSTS:
        return ()
    start, end = scene.tokens[ask.place].end, scene.tokens[sentence.last].end
    if not re.match(r"\s(?:of|for)\s", scene.body[start:end]):
        return ()
    cuts = [start, *(start + one.start() for one in _NEXT.finditer(scene.body[start:end])), end]
    found = [_weighted_in(walked, low, high) for low, high in pairwise(cuts)]
    single = all(len(some) == 1 for some in found)
    return tuple(some[0] for some in found) if single and len(found) > 1 else ()


def _weighted_in(walked: Sequence[Walked], start: int, end: int) -> list[int]:
    """The places of the layers with weights that are told in a stretch of the text."""
    weighted = (at for at, one in enumerate(walked) if one.layer.is_weighted)
    return [at for at in weighted if start <= walked[at].layer.start < end]
