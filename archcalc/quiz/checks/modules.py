"""Modules that are known by name must be told whole: what is missing of one is not guessed."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.layers import check_groups
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words, asking_at
from archcalc.quiz.text.called import is_placed_in_words, is_reused

_MODULES = (
    (re.compile(r"(?<![a-z])fire\s?(?:module|\d)|fire\s?모듈|파이어\s?모듈"), 3),
    (re.compile(r"inverted\s(?:residual|bottleneck)|역전된\s잔차|역잔차"), 2),
    (re.compile(r"squeeze[\s-](?:and|&)[\s-]excitation|(?<![a-z])se[\s-](?:block|module|블록|모듈)"), 2),
)
"""Modules that are known by name, and how many weighted layers they have at least."""
_OF_PARTS = frozenset({"DIMS", "ORD", "CONVNAME", "BRANCH", "LAYER", "CONV", "CONVLAYER", "DW", "PW", "GROUPED", "FC"})


def refuse_partial(scene: Scene, asks: list[Ask]) -> None:
    """`A Fire module squeezes to 16 channels. Parameters of the module?`: the layers that are not told are missing.

    Raises:
        Refused: fewer layers are told than such a module has, and it is asked about as a whole.
    """
    weighted = sum(layer.repeat for layer in scene.layers if layer.is_conv or layer.kind == "fc")
    least = max((least for form, least in _MODULES if form.search(scene.body.lower())), default=0)
    if weighted >= least or not weighted:
        return
    for ask in asks:
        sentence = asking_at(scene, ask.place)
        part = scene.tokens[sentence.first : sentence.last + 1] if sentence else []
        if not {token.kind for token in part} & _OF_PARTS:
            raise missing("the other layers of the module", "모듈의 나머지 층")


def refuse_other_level(scene: Scene) -> None:
    """`the output of level 2`: of the last level only is what comes out of the network asked.

    Raises:
        Refused: another level is asked for.
    """
    numbered = [
        (int(two.value), asking_at(scene, at) is not None)
        for at, (one, two) in enumerate(pairwise(scene.tokens))
        if one.kind == "LEVEL" and two.kind == "NUM" and isinstance(two.value, int)
    ]
    told = [number for number, is_asked in numbered if not is_asked]
    levels = scene.numbers.get("levels")
    if levels is not None and levels != len(told) and "unrolled" not in scene.numbers:
        raise not_understood("what each level consists of", "각 단계의 구성")
    if told and any(number != max(told) for number, is_asked in numbered if is_asked):
        raise not_understood("which level is meant", "어느 단계인지")


_EACH_STAGE = re.compile(
    r"\b(?:each|every|all|both)\s(?:encoder\s|resolution\s|down(?:sampling)?\s)?(?:stages?|blocks?|levels?|modules?)\s?"
    r"(?::|=|has|have|consists?|contains?|is|are|applies|apply|does|do|uses?|comprises?|runs?)(?![a-z])|"
    r"(?:각|매|모든)\s?(?:단계|스테이지|블록|모듈)(?:은|는|마다|에는|에서는|이|가)"
)
_STAGE_ASKED = re.compile(
    r"\b(?:two|three|four|five|[2-9])\s(?:such\s|of\sthese\s)?(?:stages|blocks|levels|modules)\b|"
    r"\b(?:stage|block|level|module)\s(?:[2-9]|two|three|four|five)\b|"
    r"\b(?:second|third|fourth|fifth|last|[2-9](?:nd|rd|th))\s(?:stage|block|level|module)\b|"
    r"(?:두|세|네|다섯|[2-9])\s?번째\s?(?:단계|스테이지|블록|모듈)|(?:단계|스테이지|블록|모듈)\s?[2-9]|[2-9]\s?(?:단계|스테이지)"
)


def refuse_told_once(scene: Scene) -> None:
    """`every stage has two 3x3 convs and a pooling. Size after stage 2?`: what is told once for all.

    Raises:
        Refused: another stage than the first is asked about, and the layers were read once.
    """
    text = " ".join(asked_words(scene))
    told = _EACH_STAGE.search(scene.body.lower())
    if told and _STAGE_ASKED.search(text) and not {"levels", "unrolled"} & set(scene.numbers):
        raise not_understood("what each stage consists of", "각 단계의 구성")


_DENSE_BLOCK = re.compile(r"(?<![a-z])dense\s?block|덴스\s?블록|밀집\s?블록")


def refuse_ungrown(scene: Scene) -> None:
    """The layers of a dense block: how many maps each of them adds must be said.

    Raises:
        Refused: there is no growth rate.
    """
    told = {"growth", "compression"} & set(scene.numbers)
    if _DENSE_BLOCK.search(scene.body.lower()) and scene.layers and not told:
        raise missing("the growth rate", "성장률")


def refuse_undivided(scene: Scene) -> None:
    """`Conv2d(30, 64, 3, groups=4)`: such a layer cannot be, whatever is asked of it.

    Raises:
        Refused: the groups of a layer do not divide its channels.
    """
    for layer in scene.layers:
        if layer.kind == "conv" and layer.groups and layer.cin and layer.cout:
            check_groups(layer.cin, layer.cout, layer.groups)


def refuse_reused(scene: Scene) -> None:
    """`pool` defined once and applied behind each convolution: how often each layer is passed was not read.

    Raises:
        Refused: a layer that the text defines by a name is used again.
    """
    if scene.has("CALL") and (is_reused(scene.body) or is_placed_in_words(scene.body)):
        raise not_understood("in which order the layers follow", "층들의 순서")
