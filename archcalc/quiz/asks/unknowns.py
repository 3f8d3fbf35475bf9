"""Attributes of a layer that are asked for: `what padding`, `which stride`."""

from __future__ import annotations

from archcalc.quiz.quantities import COSTS, Ask, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_places, asking

_UNKNOWNS = frozenset(
    [
        *("PAD", "PADTOTAL", "STRIDE", "KSIZE", "NFILT", "DIL", "GROUP", "CIN", "SIZE", "SPATIAL", "INPUT"),
        *("FILTER", "CH", "MAP", "SIDE", "LAYER", "UNITS", "ZEROS", "OUTPAD"),
    ]
)


def _meant(scene: Scene, index: int) -> str:
    """What is asked of an attribute: zeros are padding, and `how deep` an input is are its channels."""
    kind = scene.tokens[index].kind
    opener = scene.word(index - 1) if index else ""
    if kind == "INPUT" and opener == "how deep":
        return "CIN"
    if kind == "MAP" and opener == "how many" and "given" in scene.numbers:
        return "COUT"  # `how many feature maps does it give`
    return "PAD" if kind == "ZEROS" else kind


def unknowns(scene: Scene, used: set[int]) -> list[Ask]:
    """An attribute that is asked for: `what padding`, `필터의 한 변 길이 F를 구하라`."""
    found: list[Ask] = []
    for sentence in asking(scene):
        for index in sentence.places:
            kind = scene.tokens[index].kind
            if kind == "OUTPAD" and not _is_open(scene, index):
                continue  # `(no output padding)`
            if kind in _UNKNOWNS and index not in used:
                found.append(Ask(_meant(scene, index), index))
    sized = [ask for ask in found if ask.kind in ("SIZE", "SPATIAL")]
    main = [
        ask
        for ask in found
        if ask.kind in ("PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "NFILT", "INPUT", "FILTER", "OUTPAD")
    ]
    return found if main or not sized else sized[:1]


_MEASURES = frozenset({"PAD", "PADTOTAL", "STRIDE", "KSIZE"})


def attributes_beside(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """`패딩은 얼마이며, ... 파라미터 수는?`, `what must the padding be, and how many ...`: asked besides a count."""
    if not any(ask.kind in COSTS | {"EFFK"} for ask in asks):
        return []
    found = []
    for sentence in asking(scene):
        for at in sentence.places:
            token = scene.tokens[at]
            if _is_padding_wanted(scene, at, asks):
                found.append(Ask("PAD", at))
                continue
            if token.kind not in _MEASURES or at in used or any(ask.kind == token.kind for ask in asks):
                continue
            opener = scene.tokens[at + 1] if scene.language == "ko" and at < sentence.last else scene.tokens[at - 1]
            closes = scene.language == "ko" and opener.kind == "ASK" and token.kind != "KSIZE"  # `패딩은?`
            if closes or (
                opener.kind == "COMPUTE" and str(opener.value).lower().startswith(("얼마", "몇", "what", "which"))
            ):
                found.append(Ask(token.kind, at))
    return found


_OF_SHAPE = {"NFILT": "COUT", "FILTER": "COUT", "COUT": "COUT", "CIN": "CIN", "KSIZE": "KSIZE"}


def read_off_shape(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """`weight tensor (64, 3, 7, 7): number of filters, input channels?`: what the shape of the weights tells."""
    if not scene.has("WSHAPE"):
        return []
    places = asked_places(scene)
    named = [at for at in places if scene.tokens[at].kind in _OF_SHAPE and at not in used]
    return [Ask(_OF_SHAPE[scene.tokens[at].kind], at) for at in named if not any(ask.place == at for ask in asks)]


def _is_open(scene: Scene, at: int) -> bool:
    """`what output padding`, `출력 패딩은 얼마`, `출력 패딩은?`."""
    beside = scene.tokens[at + 1 : at + 2] if scene.language == "ko" else scene.tokens[max(0, at - 1) : at]
    return any(one.kind in ("COMPUTE", "ASK") for one in beside)


def _is_padding_wanted(scene: Scene, at: int, asks: list[Ask]) -> bool:
    """`the effective size and the padding for 'same' output`: listed behind a size that is asked."""
    before, behind = scene.tokens[max(0, at - 1) : at], scene.tokens[at + 1 : at + 4]
    if scene.language == "ko":  # `크기를 유지하는 패딩과 유효 커널 크기는`
        kept = bool(before) and before[0].kind in ("SAME", "KEPT", "KEEP") and scene.tokens[at].kind == "PAD"
        asked_too = kinds_of(asks) <= {"EFFK"} and any(ask.place > at for ask in asks)
        return kept and asked_too and bool(behind) and behind[0].kind in ("AND", "COMMA")
    listed = bool(before) and before[0].kind in ("AND", "COMMA") and scene.tokens[at].kind == "PAD"
    kept = any(one.kind in ("SAME", "KEPT") for one in behind) and not any(one.kind == "NUM" for one in behind[:1])
    return listed and kept and any(ask.kind == "EFFK" and ask.place < at for ask in asks)
