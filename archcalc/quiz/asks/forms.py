"""One quantity in several words: depths, flattened maps, memory beside what is stored, FLOPs beside their note."""

from __future__ import annotations

import re

from archcalc.quiz.asks.infront import is_in_front
from archcalc.quiz.quantities import STORED, Ask, asks_for, in_order
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
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
            return in_order([*others, Ask("FLAT", places[0])])
    return asks


def _asked_before(scene: Scene, inside: list[Ask], places: list[int]) -> bool:
    """`단계마다 해상도를 쓰고 최종 출력을 펼친 길이를 구하라`: a map that is asked with a verb of its own."""
    maps = [ask.place for ask in inside if ask.kind == "OUTPUT" and ask.place < places[0]]
    return any(token.kind == "COMPUTE" for at in maps for token in scene.tokens[at + 1 : places[0]])


def without_stored(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`the weights in MiB`: what is stored is not asked for by itself."""
    return [
        ask
        for index, ask in enumerate(asks)
        if not (
            ask.kind in ("WEIGHTS", "PARAMS")
            and index + 1 < len(asks)
            and asks[index + 1].kind in STORED
            and not _asks_itself(scene, ask, asks[index + 1])
        )
        and not (ask.kind in ("WEIGHTS", "PARAMS") and index and _stores(scene, asks[index - 1], ask))
    ]


def _asks_itself(scene: Scene, stored: Ask, memory: Ask) -> bool:
    """`가중치는 몇 개이고 몇 MiB`, `가중치 수와 그 메모리는`: asked before its memory is; `가중치는 몇 MiB` is not."""
    if any(token.kind in ("STOP", "ASK") for token in scene.tokens[stored.place : memory.place]):
        return True  # in a question of its own
    behind = scene.tokens[stored.place + 1 : min(stored.place + 3, memory.place - 1)]
    joined = kind_at(scene.tokens, stored.place + 1) == "AND" and kind_at(scene.tokens, stored.place + 2) in STORED
    return joined or any(token.kind in ("COMPUTE", "ASK") for token in behind)


def _stores(scene: Scene, memory: Ask, stored: Ask) -> bool:
    """`how many bytes does it take to store the parameters`: one quantity, with nothing that parts two."""
    between = {token.kind for token in scene.tokens[memory.place : stored.place]}
    return memory.kind in STORED and not between & {"AND", "COMMA", "COMPUTE", "STOP", "ASK", "SLASH"}


def in_flops(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """The cost in FLOPs is one quantity; beside such a note, work of no other name is counted in FLOPs."""
    asks = _without_notes(scene, in_order([*asks, *_converted(scene, asks)]))
    kinds = [ask.kind for ask in asks]
    if kinds.count("FLOPS") == 1:  # `the computational cost in FLOPs`
        return [ask for ask in asks if ask.kind != "OPS"]
    noted = scene.has("TWOFLOPS") and not {"FLOPS", "MACS", "MULTS"} & set(kinds)
    return [ask._replace(kind="FLOPS") if noted and ask.kind == "OPS" else ask for ask in asks]


def _without_notes(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`FLOPs는 MACs의 두 배라 할 때 FLOPs도 구하라`: the note names them once more, and asks for nothing."""
    flops = [ask for ask in asks if ask.kind == "FLOPS"]
    noted = [ask for ask in flops if kind_at(scene.tokens, ask.place + 1) == "TWOFLOPS"]
    return [ask for ask in asks if ask not in noted] if 0 < len(noted) < len(flops) else asks


def _converted(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`Report MACs and also FLOPs = 2*MACs`, `FLOPs = 2×MACs로 환산하시오`: the note itself asks for them."""
    if asks_for(asks, "FLOPS") or not asks_for(asks, "MACS"):
        return []
    for sentence in asking(scene):
        for at in range(sentence.first + 1, sentence.last + 1):
            token = scene.tokens[at]
            if token.kind != "TWOFLOPS" or not str(token.value).startswith("flops"):
                continue
            before = [one.kind for one in scene.tokens[sentence.first : at] if one.kind != "WORD"]
            asked = (
                kind_at(scene.tokens, at + 1) == "COMPUTE"
                if scene.language == "ko"
                else before[-1:] in (["AND"], ["THEN"])
            )
            if asked:
                return [Ask("FLOPS", at)]
    return []
