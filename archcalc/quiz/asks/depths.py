"""How deep something is: `how deep is the map behind conv2`, `필터 하나의 깊이`, `the depth of each filter`.

The depth of a map is its channels alone, that of a filter the channels it spans.
"""

from __future__ import annotations

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import past
from archcalc.quiz.text.token import kind_at

_MAPS = frozenset({"MAP", "OUTPUT", "OUTMAP", "SIZE"})
_DEPTHS = frozenset({"CH", "COUT"})
_BETWEEN = frozenset({"EACH", "WORD", "ORD", "WNUM", "LASTONE", "CONV", "CONVLAYER", "ALL"})
_FILTERS = frozenset({"FILTER", "ONEFILTER"})


def of_depth(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """The asks, with COUT for the depth of a map and FDEPTH for that of a filter."""
    if scene.numbers.get("given"):
        return asks
    places = {ask.place: ask.kind for ask in asks}
    kept: list[Ask] = []
    for ask in asks:
        opener = scene.word(ask.place - 1) if ask.place else ""
        if ask.kind in _MAPS and (opener == "how deep" or _beside(scene, ask, places, _DEPTHS)):
            depth = next((at for at in (ask.place + 1, ask.place - 1) if places.get(at) in _DEPTHS), None)
            kept += [] if depth is not None else [Ask("COUT", ask.place)]
        elif ask.kind == "FILTER" and opener in ("how deep", "each") and _is_how_deep(scene, ask.place):
            kept.append(Ask("FDEPTH", ask.place))
        elif ask.kind == "FILTER" and _beside(scene, ask, places, _DEPTHS):
            pass
        elif ask.kind in _DEPTHS and _is_of_filter(scene, ask):
            kept.append(Ask("FDEPTH", ask.place))
        else:
            kept.append(ask)
    return kept


def _beside(scene: Scene, ask: Ask, places: dict[int, str], kinds: frozenset[str]) -> bool:
    """Whether the word for a depth stands right behind the noun in Korean, in front of it in English."""
    step = 1 if scene.language == "ko" else -1
    at = past(scene.tokens, ask.place + step, _BETWEEN, step)
    return places.get(at) in kinds and _says_depth(scene, at)


def _says_depth(scene: Scene, at: int) -> bool:
    said = scene.body[scene.tokens[at].start : scene.tokens[at].end].lower()
    return any(word in said for word in ("깊이", "depth", "채널", "channel"))


def _is_how_deep(scene: Scene, at: int) -> bool:
    """`how deep is each filter`."""
    before = [str(one.value).lower() for one in scene.tokens[max(0, at - 2) : at]]
    return "how deep" in before


def _is_of_filter(scene: Scene, ask: Ask) -> bool:
    """`필터 하나의 깊이`, `the depth of each filter`; `the number of channels` of a filter is no depth asked here."""
    said = scene.body[scene.tokens[ask.place].start : scene.tokens[ask.place].end].lower()
    if "깊이" not in said and "depth" not in said:
        return False
    step = -1 if scene.language == "ko" else 1
    at = past(scene.tokens, ask.place + step, _BETWEEN - {"CONV", "CONVLAYER"}, step)
    return kind_at(scene.tokens, at) in _FILTERS
