"""FLOPs beside the note how they are counted: `the cost in FLOPs, each MAC counting as 2 FLOPs`."""

from __future__ import annotations

from archcalc.quiz.quantities import Ask, asks_for
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.token import kind_at


def in_flops(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """The cost in FLOPs is one quantity; beside such a note, work of no other name is counted in FLOPs."""
    asks = _without_notes(scene, sorted([*asks, *_converted(scene, asks)], key=lambda ask: ask.place))
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
