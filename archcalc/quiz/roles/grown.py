"""Dense blocks: how many layers there are, and the maps of each that the growth rate tells already."""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene


def label_grown(scene: Scene) -> None:
    """Layers are counted by `합성곱층 4개`; the k maps that each of them gives are known."""
    rates = [one.token.value for one in scene.roles("growth")]
    if not rates:
        return
    new = []
    for one in scene.found:
        kinds = {token.kind for token in scene.tokens[one.first : one.last + 1]}
        if (
            one.role in ("ch", "filters", "cout")
            and one.token.value == rates[0]
            and "kernel" not in _beside(scene, one)
        ):
            new.append(one._replace(role="skip"))
        elif one.role == "filters" and "CONVLAYER" in kinds and "개" in scene.body[one.token.start : one.token.end]:
            new.append(one._replace(role="repeat"))
    scene.replace(new)


def _beside(scene: Scene, one: Found) -> set[str]:
    """The other roles of the match."""
    return {other.role for other in scene.found if other.match == one.match}
