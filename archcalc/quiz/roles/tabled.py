"""LeNet's C3: maps that see only some of the input maps: `6 maps see 3 inputs each, 9 see 4, and 1 sees all 6`."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import STOPS, kinds_among, stretch
from archcalc.quiz.text.token import Token, kind_at

_OTHERS = ("CALL", "ARROW", "FC", "GROUP", "STRIDE", "PAD", "UNSHARED")
_FEWEST = 2


class Tabled(NamedTuple):
    """Pairs of how many maps see how many inputs, the window, and the size of the maps if it is said."""

    pairs: tuple[tuple[int, int], ...]
    window: tuple[int, ...]
    sizes: tuple[int, ...] | None
    out: tuple[int, ...] | None


def label_tabled(scene: Scene) -> None:
    """Set the numbers of such a text aside and keep what they say."""
    said = _tabled(scene)
    if said is None:
        return
    scene.numbers["tabled"] = said
    numbers = [token for token in scene.tokens if token.kind in ("NUM", "WNUM", "DIMS")]
    starts = {token.start for token in numbers}
    scene.found = [one for one in scene.found if one.token.start not in starts or one.role == "bias"]
    scene.enter(scene.alone("skip", token) for token in numbers)


def _tabled(scene: Scene) -> Tabled | None:
    """What such a text says; the counted maps must add up to the number of maps, which is stated as well."""
    if not scene.has("MAP", "OUTMAP", "CH") or scene.has(*_OTHERS):
        return None
    sizes = [token.value for token in scene.tokens if token.kind == "DIMS"]
    flat = {one[:2] for one in sizes if len(one) in (2, 3)}
    if not flat or any(len(one) not in (2, 3) for one in sizes):
        return None
    window = min(flat)
    pairs = _pairs([int(token.value) for token in _counting(scene)])
    larger = sorted(flat - {window}, reverse=True)
    if pairs is None or len(larger) > 2:
        return None
    total = sum(count for count, _ in pairs)
    if len(larger) == 1 and (_is_output(scene, larger[0]) or _is_of_counted(scene, larger[0], total)):
        return Tabled(pairs, window, None, larger[0])
    return Tabled(pairs, window, larger[0] if larger else None, larger[1] if len(larger) > 1 else None)


_GIVEN = frozenset({"OUTPUT", "OUTMAP", "GIVES"})
_NOUNS = frozenset({"SIZE", "SPATIAL", "EACH", "ALL", "WORD"})


def _is_output(scene: Scene, sizes: tuple[int, ...]) -> bool:
    """`출력이 10x10일 때`, `10×10 출력 맵 16장`: the one size that is told is that of the maps that come out."""
    at = next(index for index, token in enumerate(scene.tokens) if token.kind == "DIMS" and token.value[:2] == sizes)
    before = kind_at(scene.tokens, at - 1 - (kind_at(scene.tokens, at - 1) in _NOUNS))
    behind = kind_at(scene.tokens, at + 1 + (kind_at(scene.tokens, at + 1) in _NOUNS))
    clause = {scene.tokens[place].kind for place in stretch(scene.tokens, at, STOPS | {"COMMA"})}
    return before in _GIVEN or behind in _GIVEN or "BIAS" in clause  # `every map has one bias and measures 10x10`


_BESIDE_COUNT = frozenset({"LP", "MAP", "OUTMAP", "SIZE", "COMMA", "EACH"})


def _is_of_counted(scene: Scene, sizes: tuple[int, ...], total: int) -> bool:
    """`its 16 maps (10x10 each)`, `16 10x10 maps`: the size beside as many maps as the table counts."""
    at = next(index for index, token in enumerate(scene.tokens) if token.kind == "DIMS" and token.value[:2] == sizes)
    before = [token for token in scene.tokens[max(0, at - 5) : at] if token.kind not in _BESIDE_COUNT]
    told = before[-1] if before else None
    return told is not None and told.kind in ("NUM", "WNUM") and told.value == total


def _counting(scene: Scene) -> list[Token]:
    """All whole numbers but those of biases."""
    return [
        token
        for index, token in enumerate(scene.tokens)
        if token.kind in ("NUM", "WNUM")
        and isinstance(token.value, int)
        and "BIAS" not in kinds_among(scene.tokens[max(0, index - 1) : index + 2])
    ]


def _pairs(numbers: list[int]) -> tuple[tuple[int, int], ...] | None:
    """Counts and inputs in turn, once the total of the counts is taken out; None if nothing adds up."""
    found = set()
    for place, total in enumerate(numbers):
        rest = numbers[:place] + numbers[place + 1 :]
        pairs = tuple(zip(rest[::2], rest[1::2], strict=False))
        if len(rest) % 2 == 0 and len(pairs) > _FEWEST - 1 and sum(count for count, _ in pairs) == total:
            found.add(pairs)
    return found.pop() if len(found) == 1 else None
