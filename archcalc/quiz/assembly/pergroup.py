"""Channels that are counted for each group: `각 그룹에서 32개씩`, `each group has 8 filters`."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene

_ENDS = frozenset({"COMMA", "STOP", "ASK", "LP", "RP", "SLASH"})
_OUT, _IN = frozenset({"filters", "cout"}), frozenset({"cin", "ch"})


def scale_groups(scene: Scene) -> None:
    """Multiply what is said of one group by the number of groups."""
    if not scene.has("PERGROUP", "EACH"):
        return
    for layer in scene.layers:
        if not layer.groups or not layer.is_conv:
            continue
        for one in scene.found:
            if one.role not in _OUT | _IN or not _is_per_group(scene, one):
                continue
            value = one.token.value
            if one.role in _OUT and layer.cout == value:
                layer.cout = value * layer.groups
            elif one.role in _IN and layer.cin == value:
                layer.cin = value * layer.groups


def _opens_each(scene: Scene, at: int) -> bool:
    """`Each of 4 groups maps 16 channels to 32`."""
    return [token.kind for token in scene.tokens[at : at + 3]] in (["EACH", "NUM", "GROUP"], ["EACH", "WNUM", "GROUP"])


def _is_per_group(scene: Scene, one: Found) -> bool:
    """Whether `each group` stands before the number in its clause, or close behind it."""
    at = one.first
    while at >= 0 and scene.tokens[at].kind not in _ENDS:
        if scene.tokens[at].kind == "PERGROUP" or _opens_each(scene, at):
            return True
        at -= 1
    behind = scene.kinds_in(one.last + 1, one.last + 2)
    return "PERGROUP" in behind and not _ENDS & set(behind[: behind.index("PERGROUP")])
