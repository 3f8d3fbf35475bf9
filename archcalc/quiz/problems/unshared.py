"""Weight sharing: parameters of a convolution against a layer whose every output has weights of its own."""

from __future__ import annotations

from archcalc.formula import conv_weight, elements
from archcalc.quiz.answers import missing
from archcalc.quiz.network import Walked, known_sizes
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.general import solve_general
from archcalc.quiz.problems.state import network_of
from archcalc.quiz.quantities import Ask, asks_for
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.working import Steps, multiplied

_BESIDE = frozenset({"NEURONS", "ELEMENTS", "CONNECTIONS", "PERNEURON", "OUTPUT"})


def _is_sized(scene: Scene, ask: Ask) -> bool:
    """`the output size`; `each output has its own weights` asks for none."""
    word = scene.word(ask.place)
    return any(part in word for part in ("size", "shape", "volume", "크기", "모양", "형태"))


def solve_unshared(scene: Scene, asks: list[Ask]) -> Result:
    """Both numbers, or the one that is asked, and what is asked besides, in the order of the text."""
    steps: Steps = []
    walked = network_of(scene).walk(steps)
    if len(walked) != 1 or not walked[0].layer.is_conv:
        raise missing("one convolution", "합성곱 층 하나")
    counted = [ask for ask in asks if ask.kind in ("PARAMS", "WEIGHTS")]
    name = "parameters" if asks_for(counted, "PARAMS") else "weights"
    shared, unshared = _counts(scene, walked[0], name, steps)
    both = [answer(f"{name}_shared", shared), answer(f"{name}_unshared", unshared)]
    if not scene.has("SHARED") and len(counted) == 1 and not _says_each(scene):
        both = both[1:]
    elif _unshared_first(scene, asks):
        both = both[::-1]
    others = [ask for ask in asks if ask.kind in _BESIDE and (ask.kind != "OUTPUT" or _is_sized(scene, ask))]
    parts = {counted[0].place: both} | {ask.place: [*solve_general(scene, [ask]).answers] for ask in others}
    return Result(tuple(one for place in sorted(parts) for one in parts[place]), tuple(steps))


def _counts(scene: Scene, one: Walked, name: str, steps: Steps) -> tuple[int, int]:
    """Weights, or parameters, with the weights of a filter shared by all places, and with weights of one's own."""
    layer = one.layer
    if scene.out_channels is not None and layer.cout is None:
        layer.cout = scene.out_channels
    stated = scene.out_sizes if one.out is None and layer.kernel is not None else None
    outputs = elements((layer.need_cout(), *(stated or known_sizes(one)[1])))
    bias = 0 if layer.bias is False or name == "weights" else 1
    own = conv_weight(1, layer.need_cin(), 1, layer.need_kernel()) + bias
    steps.append(multiplied("shared", (layer.need_cout(), own)))
    steps.append(multiplied("unshared", (outputs, own)))
    return layer.need_cout() * own, outputs * own


def _says_each(scene: Scene) -> bool:
    """`각각 몇 개`; `neurons that each see a 5x5 window` only describes."""
    kinds = [token.kind for token in scene.tokens]
    described = ("UNITS", "SEE", "ONEOUT", "OUTPUT")
    return any(
        kind == "EACH" and not {*kinds[max(0, at - 1) : at], *kinds[at + 1 : at + 2]} & set(described)
        for at, kind in enumerate(kinds)
    )


def _unshared_first(scene: Scene, asks: list[Ask]) -> bool:
    """Whether the asking sentences, else the whole text, speak of weights of one's own first."""
    spans = [scene.tokens[one.first : one.last + 1] for one in asking(scene)] + [scene.tokens]
    places = [at for one in asking(scene) for at in one.places]
    said = [scene.tokens[at].kind for at in places if scene.tokens[at].kind in ("SHARED", "UNSHARED")]
    if len(set(said)) > 1 and (len(asks) > 1 or scene.has("ITEM")):
        return said[0] == "UNSHARED"
    for one in asking(scene):  # `without sharing, and how many with it`, `parameters, and how many would sharing leave`
        places = [at for at in one.places if scene.tokens[at].kind in ("SHARED", "UNSHARED")]
        inside = [ask.place for ask in asks if ask.place in one.places]
        if len(places) == 1 and len(inside) > 1:
            return (scene.tokens[places[0]].kind == "UNSHARED") == (places[0] < inside[1])
    for span in spans:
        order = [token.kind for token in span if token.kind in ("SHARED", "UNSHARED", "STANDARD")]
        if len(set(order)) > 1 or order[:1] == ["SHARED"]:  # `with shared weights, and when they are not`
            return order[0] == "UNSHARED"
    return scene.tokens[0].kind == "UNSHARED"
