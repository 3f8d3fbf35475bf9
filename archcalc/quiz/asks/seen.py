"""What a unit sees, asked in other words: receptive fields, and how many layers reach one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from archcalc.quiz.quantities import COSTS, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence
from archcalc.quiz.text.stretches import kinds_among, outside, stretch
from archcalc.quiz.text.token import Token

_SIZED = frozenset({"COMPUTE", "SIZE", "REGION", "SAMPLES", "SPATIAL"})
_SEER = frozenset({"UNITS", "OUTPUT", "OUTMAP", "LAYER", "STACK", "ORD", "CONVLAYER"})
_GOAL = ("RF", "SEE", "STACK", "REGION")
_LAYERS = frozenset({"LAYER", "CONVLAYER", "CONV", "THEM", "STACK", "FILTER"})


def seen(scene: Scene, kinds: list[str]) -> str:
    """What a sentence with a verb of seeing asks for: RF, EFFK for one spread kernel, else nothing.

    `How large a patch of the image does a unit see?`, `이 커널이 실제로 덮는 영역은 몇×몇인가?`
    """
    if "SEE" not in kinds or not set(kinds) & _SIZED or not any(layer.kernel for layer in scene.layers):
        return ""
    alone = len(scene.layers) == 1 and scene.layers[0].repeat == 1
    spread = scene.has("DIL") or any(layer.dilation > 1 for layer in scene.layers)
    if spread and alone and not set(kinds) & _SEER:
        return "EFFK"
    return "RF"


def _is_spread_kernel(scene: Scene, tokens: list[Token]) -> bool:
    """`팽창된 커널은 입력의 몇 × 몇 영역에 걸치는가`, `the dilated kernel's extent`: how much it reaches over."""
    kinds = [token.kind for token in tokens]
    named = any(pair == ("DIL", "FILTER") for pair in itertools.pairwise(kinds))
    alone = len(scene.layers) == 1 and scene.layers[0].repeat == 1
    return named and alone and "COMPUTE" in kinds and "REGION" in kinds


_ABOUT_MAPS = frozenset({"OUTPUT", "FLAT", "COUT", "NEURONS", "ELEMENTS", "RF", "PERCENT", "RATIO"})


def in_other_words(scene: Scene, asks: list[Ask], sentences: Sequence[Sentence]) -> list[Ask]:
    """With what a unit sees, or the layers it takes to see that much, in place of the maps named along with it."""
    for sentence in sentences:
        tokens = scene.tokens[sentence.first : sentence.last + 1]
        inside = {ask.kind for ask in asks if sentence.first <= ask.place <= sentence.last}
        if not inside <= _ABOUT_MAPS:
            continue
        kind = "LAYERS" if counts_layers(scene, tokens) else "EFFK" if _is_spread_kernel(scene, tokens) else ""
        if "RF" in inside and any(token.kind == "SEE" for token in tokens) and not kind:
            asks = [ask for ask in asks if ask.kind == "RF" or not _is_seer(scene, ask, sentence)]
        if not kind and "RF" not in inside:
            part = _part_with_verb(tokens)
            kind = seen(scene, [token.kind for token in part])
            if kind and len(part) < len(tokens):
                place = tokens.index(part[0]) + sentence.first
                asks = [ask for ask in asks if not place <= ask.place < place + len(part)] + [Ask(kind, place)]
                continue
        if kind:
            asks = [ask for ask in asks if not sentence.first <= ask.place <= sentence.last]
            asks.append(Ask(kind, sentence.first))
    return asks


def _is_seer(scene: Scene, ask: Ask, sentence: Sentence) -> bool:
    """`... of the input feeds one element of the final map`: behind the verb stands what sees, and nothing asked."""
    between = [token.kind for token in scene.tokens[sentence.first : ask.place]]
    behind = between[between.index("SEE") :] if "SEE" in between else []
    return bool(behind) and not {"AND", "COMMA", "COMPUTE", "SLASH"} & set(behind)


def _part_with_verb(tokens: list[Token]) -> list[Token]:
    """The stretch around a verb of seeing between conjunctions; the whole sentence if it asks nothing by itself."""
    at = next((place for place, token in enumerate(tokens) if token.kind == "SEE"), 0)
    places = stretch(tokens, at, ("AND",))
    part = tokens[places.start : places.stop]
    others = kinds_among(tokens[: places.start] + tokens[places.stop :])
    return part if kinds_among(part) & _SIZED and others & (_ABOUT_MAPS | COSTS) else tokens


def counts_layers(scene: Scene, tokens: list[Token]) -> bool:
    """Whether a sentence asks how many layers reach a size: `the smallest number of them`, `층이 각각 몇 개씩`."""
    if not scene.has(*_GOAL):
        return False
    kinds = [token.kind for token in tokens]
    for index, token in enumerate(tokens):
        word = str(token.value or "").lower()
        if token.kind == "COMPUTE" and "how many" in word:
            following = [kind for kind in kinds[index + 1 : index + 5] if kind not in ("WORD", "STANDARD", "STACK")]
            following = following[1:] if following[:1] == ["DIMS"] else following
            if following and following[0] in _LAYERS - {"FILTER"}:
                return True
        if token.kind == "VALUES" and "number" in word and _layers_follow(kinds[index + 1 : index + 5]):
            return True
        if token.kind == "COMPUTE" and "how many" in word and _stacked_next(tokens[index + 1 : index + 6]):
            return True
        if token.kind == "COMPUTE" and word == "몇" and scene.language == "ko":
            near = [token.kind for token in outside(tokens[:index])[-3:]]  # `합성곱층(보폭 1)이 각각 몇 개`
            before = [kind for kind in near if kind not in ("EACH", "WORD", "LEAST", "TOTAL")]
            if before and before[-1] in ("LAYER", "CONVLAYER"):
                return True
            repeated = kinds[index + 1 : index + 3] in (["STACK"], ["WORD", "STACK"])
            if repeated and before and before[-1] in ("BLOCK", "CONV", "FILTER", "CALL"):
                return True  # `이 블록을 몇 번 반복해야`
    return False


def _layers_follow(kinds: list[str]) -> bool:
    """`number of them`, `number of stacked 3×3 convolution layers`."""
    named = [kind for kind in kinds if kind not in ("WORD", "STANDARD", "STACK", "DIMS")]
    return kinds[:1] == ["THEM"] or named[:1] in (["LAYER"], ["CONVLAYER"])


def _stacked_next(tokens: list[Token]) -> bool:
    """`how many do i have to stack`: the verb, with nothing named between that could be counted."""
    at = next((place for place, token in enumerate(tokens) if token.kind == "STACK"), None)
    verb = at is not None and str(tokens[at].value).lower() in ("stack", "chain", "pile")
    return verb and all(token.kind in ("WORD", "THEM", "IF") for token in tokens[:at])
