"""How long a flattened map is, in the words of a sentence: `After flattening, how many values are there?`"""

from __future__ import annotations

import re

from archcalc.quiz.asks.infront import is_in_front
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking

_OF_VECTOR = frozenset({"OUTPUT", "SIZE", "ELEMENTS", "FLAT", "UNITSIN", "PERNEURON", "VEC"})
_LENGTH = re.compile(
    r"how long|length|dimension|how (?:many|large)|number of|what (?:size|must)|"
    r"길이|차원|몇|개수|원소 수|입력 수|값의 수|크기"
)
_PARTS = frozenset({"AND", "SLASH", "ITEM", "PLUS"})


def of_flattened(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """The asks, those of one flattened map as one; where several things are told apart, they stay."""
    for sentence in asking(scene):
        inside = [ask for ask in asks if ask.place in sentence.places]
        places = [at for at in sentence.places if scene.tokens[at].kind == "FLAT"]
        if (
            not places
            or any(is_in_front(scene, at) for at in places)
            or not all(ask.kind in _OF_VECTOR for ask in inside)
        ):
            continue
        low = min([*places, *(ask.place for ask in inside)])
        high = max([*places, *(ask.place for ask in inside)])
        parted = any(token.kind in _PARTS for token in scene.tokens[low:high]) or _asked_before(scene, inside, places)
        if not parted and _LENGTH.search(scene.words(sentence.first, sentence.last).lower()):
            others = [ask for ask in asks if ask not in inside]
            return sorted([*others, Ask("FLAT", places[0])], key=lambda ask: ask.place)
    return asks


def _asked_before(scene: Scene, inside: list[Ask], places: list[int]) -> bool:
    """`단계마다 해상도를 쓰고 최종 출력을 펼친 길이를 구하라`: a map that is asked with a verb of its own."""
    maps = [ask.place for ask in inside if ask.kind == "OUTPUT" and ask.place < places[0]]
    return any(token.kind == "COMPUTE" for at in maps for token in scene.tokens[at + 1 : places[0]])
