"""Dense blocks: how many layers there are, and the maps of each that the growth rate tells already."""

from __future__ import annotations

import re

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene


def label_grown(scene: Scene) -> None:
    """Layers are counted by `합성곱층 4개`; the k maps that each of them gives are known."""
    _label_bare_block(scene)
    rates = [one.token.value for one in scene.roles("growth")]
    if not rates:
        return
    new = []
    for one in scene.found:
        kinds = scene.kinds_of(one)
        if (
            one.role in ("ch", "filters", "cout")
            and one.token.value == rates[0]
            and "kernel" not in _beside(scene, one)
        ):
            new.append(one._replace(role="skip"))
        elif one.role == "filters" and "CONVLAYER" in kinds and "개" in scene.body[one.token.start : one.token.end]:
            new.append(one._replace(role="repeat"))
    scene.replace(new)


_BLOCK = re.compile(r"dense\s?(?:net|block)|밀집\s?블록|덴스\s?(?:블록|넷)|growth rate|성장률", re.IGNORECASE)
_ADDED_BEHIND = re.compile(
    r"\s?(?:new |more |additional )?(?:feature )?(?:maps?|channels?)?,? (?:per|(?:for|with) (?:each|every)) layer|"
    r"(?:개(?:의)?)?\s?(?:채널|특징\s?맵|맵)?씩|\s?(?:채널|특징\s?맵|맵)(?:을|를)\s(?:덧붙|추가|더하|더해|보태)"
)
_LAYERS_BEHIND = re.compile(r"(?:개(?:의)?)?\s?(?:dense |conv )?(?:layers?|층|레이어)(?![a-z])", re.IGNORECASE)
_LAYERS_BEFORE = re.compile(
    r"(?:층(?:의)?(?:\s수)?|레이어(?:\s수)?|layers)(?:은|는|이|가)?\s?(?:[=:]|of)?\s?$", re.IGNORECASE
)


def _label_bare_block(scene: Scene) -> None:
    """A block told by its numbers alone: what enters, what each layer adds, and how many layers there are.

    `A dense block adds 32 maps per layer. Starting from 64, how many channels are there after 6 layers?`
    """
    body = scene.body
    if not _BLOCK.search(body) or any(token.kind in ("DIMS", "CALL", "CHAIN", "ARROW") for token in scene.tokens):
        return
    known = {one.token.start: one.role for one in scene.found}
    named: list[Found] = []
    for token in scene.tokens:
        if token.kind not in ("NUM", "WNUM") or known.get(token.start) in ("growth", "denselayers"):
            continue
        before, behind = body[: token.start].lower(), body[_end_of_number(body, token.start) :].lower()
        role = (
            "growth"
            if _ADDED_BEHIND.match(behind)
            else "denselayers"
            if _LAYERS_BEHIND.match(behind) or _LAYERS_BEFORE.search(before)
            else "cin"
            if known.get(token.start) in ("cin", "ch", "maps")
            else ""
        )
        named += [scene.alone(role, token)] if role else []
    growth = [one for one in named if one.role == "growth"] or scene.roles("growth")
    if len(growth) == 1 and all(sum(one.role == role for one in named) < 2 for role in ("cin", "denselayers")):
        scene.replace(named)


def _end_of_number(body: str, start: int) -> int:
    """Behind the digits or the word of a number, in front of what counts it: of `10` in `10개`."""
    found = re.compile(r"\d+|[a-z]+|[가-힣]").match(body.lower(), start)
    return found.end() if found else start


def _beside(scene: Scene, one: Found) -> set[str]:
    """The other roles of the match."""
    return {other.role for other in scene.found if other.match == one.match}
