"""Known architectures by name, through the zoo."""

from __future__ import annotations

from itertools import pairwise

from archcalc.analysis import Analysis
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.problems.base import NAME_OF, Result, answer, answered_by, in_larger_unit
from archcalc.quiz.problems.memory import stored, width_of
from archcalc.quiz.problems.namedlayers import KINDS, solve_layers, speaks_of_layers
from archcalc.quiz.problems.zoo import analysis_of, from_zoo, names_of, network_named, published
from archcalc.quiz.quantities import SCALED, STORED, Ask, asks_for, kinds_of
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.working import multiplied
from archcalc.rows import Row


def solve_named(scene: Scene, asks: list[Ask]) -> Result:
    """Totals of a network, or numbers of one of its layers."""
    several = _of_networks(scene, asks)
    if several is not None:
        return several
    analysis = network_named(scene)
    _refuse_other_classes(scene, analysis)
    if kinds_of(asks) & STORED:
        return _stored(scene, analysis, asks)
    if speaks_of_layers(scene):
        return solve_layers(scene, published(analysis), asks)
    return _of_network(scene, analysis, asks)


def _of_networks(scene: Scene, asks: list[Ask]) -> Result | None:
    """`VGG-16과 VGG-19의 파라미터 수`: the totals of each; None where one network is named, or more is told."""
    names = names_of(scene)
    analyses = [found for name in names if (found := analysis_of(name)) is not None]
    plain = all(token.kind not in NUMERIC and token.kind not in _TELLING for token in scene.tokens)
    if len(names) < 2 or len(analyses) != len(names) or not plain or kinds_of(asks) - _TOTALS:
        return None
    answers = [
        answer(f"{NAME_OF[ask.kind]}_{one.network.name}", _total(one, ask.kind)) for ask in asks for one in analyses
    ]
    return from_zoo(answers, analyses) if answers else None


_TOTALS = frozenset({"PARAMS", "MACS", "MULTS", "FLOPS"})
_TELLING = frozenset(
    {"TOTAL", "RATIO", "PERCENT", "SAVED", "EXCL", "FC", "CONV", "CONVLAYER", "LAYER", "LAYERS", "ORD"}
)


def _total(analysis: Analysis, kind: str) -> int:
    macs = analysis.totals.macs
    return {"PARAMS": analysis.totals.parameters, "FLOPS": 2 * macs}.get(kind, macs)


_CLASSES_OF = {"cifar": 10, "mnist": 10, "svhn": 10}
"""Classes of data sets, by the beginning of the name; `cifar-100` has as many as it says."""


def _refuse_other_classes(scene: Scene, analysis: Analysis) -> None:
    """`CIFAR-10용 VGG-16`, `ResNet-18 with 10 classes`: how the network was changed for them is not said.

    Raises:
        Refused: the network tells apart another number of classes.
    """
    widths = {row.output[0] for row in analysis.layers if row.op.startswith(("linear", "conv"))}
    counted = {
        number.value
        for one, two in pairwise(scene.tokens)
        for number, noun in ((one, two), (two, one))
        if number.kind in ("NUM", "WNUM") and noun.kind in ("CLASS", "UNITSOUT")
    }
    for token in scene.tokens:
        name = str(token.value).lower() if token.kind == "DATASET" else ""
        known = [count for head, count in _CLASSES_OF.items() if name.startswith(head)]
        counted |= {100} if name.endswith("100") else set(known)
    if counted - widths:
        raise missing("the classifier for so many classes", "그 클래스 수에 맞춘 분류기의 구조")


def _stored(scene: Scene, analysis: Analysis, asks: list[Ask]) -> Result:
    """The memory of all parameters, of which the question must speak."""
    if not scene.has("PARAMS", "WEIGHTS") or scene.has("LAYERNAME", "CONVNAME", "FCNAME", "OUTMAP", "MAP"):
        raise not_understood("what of the network is stored", "신경망의 무엇을 저장하는지")
    given = scene.numbers.get("given", analysis.totals.parameters)
    answers = [one for ask in asks for one in stored(scene, ask, given)]
    return Result(tuple(answers), (multiplied("bytes", (given, width_of(scene))),))


def _of_network(scene: Scene, analysis: Analysis, asks: list[Ask]) -> Result:
    if any(one.token.kind == "REPEAT" for one in scene.roles("repeat")):
        raise not_understood("what is counted besides the network", "신경망 밖에서 무엇을 세는지")
    if not scene.has("PARAMS", "MACS", "WEIGHTS", "FLOPS", "MULTS", "LAYERS"):
        raise not_understood("what is asked of the network", "신경망의 무엇을 묻는지")
    rows = _rows_of_kind(scene, analysis, asks)
    macs = sum(row.macs for row in rows)
    values: dict[str, int | Answer] = {"MACS": macs, "MULTS": macs, "FLOPS": 2 * macs}
    if asks_for(asks, "PARAMS"):
        values["PARAMS"] = sum(row.parameters for row in rows) - _biases_left_out(scene, rows)
    if len(rows) < len(analysis.layers) and not any("shortcut" in row.name for row in rows):
        values["LAYERS"] = answer("layers", len(rows))
    unread = not_understood("what is asked of the network", "신경망의 무엇을 묻는지")
    scaled = [ask.kind for ask in asks if ask.kind in SCALED]
    answers = list(dict.fromkeys(answered_by(values, [ask for ask in asks if ask.kind not in SCALED], unread)))
    return from_zoo([*answers, *(in_larger_unit(answers, kind) for kind in scaled)], [analysis])


def _rows_of_kind(scene: Scene, analysis: Analysis, asks: list[Ask]) -> list[Row]:
    """The layers that are asked about: all, or those of the one kind that is named without their number.

    Raises:
        Refused: a single layer is meant that has no name, or layers of which the network has several kinds.
    """
    places = [at for one in asking(scene) for at in one.places if scene.tokens[at].kind in ("DW", "PW")]
    if not all(_is_bracketed(scene, at) for at in places):
        raise not_understood("which layers are meant", "어느 층들인지")  # `MobileNet's depthwise layers alone`
    named = [
        "linear" if token.kind == "FC" else "conv"
        for index, token in enumerate(scene.tokens)
        if token.kind in ("FC", "CONV", "CONVLAYER")
        and not _is_bracketed(scene, index)
        and not any(one.kind in ("NUM", "CHAIN") for one in scene.tokens[max(0, index - 2) : index + 3])
    ]
    counted = [scene.word(ask.place) for ask in asks if ask.kind == "LAYERS"]
    named += [kind for word in counted for kind, said in KINDS if said.search(word)]
    if not named and not scene.has("LASTONE", "ORD"):
        return list(analysis.layers)
    if scene.has("LASTONE", "ORD", "EXCL") and not (scene.roles("nobias") and not scene.has("LASTONE", "ORD")):
        raise not_understood("which layer is meant", "어느 층인지")
    if len(set(named)) != 1:
        raise not_understood("which layers are meant", "어느 층들인지")
    return [row for row in analysis.layers if row.op.startswith(named[0])]


def _is_bracketed(scene: Scene, index: int) -> bool:
    """What stands in brackets describes the network, and asks for no part of it."""
    kinds = [token.kind for token in scene.tokens[:index]]
    return kinds.count("LP") > kinds.count("RP")


def _biases_left_out(scene: Scene, rows: list[Row]) -> int:
    """The biases, where the question leaves them out."""
    said = scene.roles("nobias")
    if all(
        scene.tokens[one.first - 1].kind in ("CONV", "CONVLAYER") and _is_bracketed(scene, one.first) for one in said
    ):
        return 0  # `(convolutions without bias, classifier with bias)`: how the network is built
    tensors = [tensor for row in rows for tensor in row.tensors if tensor.kind == "parameter"]
    if any("norm" in row.op for row in rows) or {tensor.name for tensor in tensors} - {"weight", "bias"}:
        raise not_understood("whether shifts of batch norms are biases", "배치 정규화의 이동 값이 편향인지")
    return sum(tensor.size for tensor in tensors if tensor.name == "bias")


_COUNTED_AS = {"conv": "conv", "linear": "fc", "pool": "pool"}


def solve_layer_counts(scene: Scene, asks: list[Ask]) -> Result:
    """One count for each kind, only of the kernel that is named where one is.

    Raises:
        Refused: the network is not known, or its shortcuts leave open what counts as one of its layers.
    """
    analysis = network_named(scene)
    sizes = [token.value for token in scene.tokens if token.kind == "DIMS"]
    if len(sizes) > 1 or any(token.kind in NUMERIC and token.kind != "DIMS" for token in scene.tokens):
        raise not_understood("what is asked of the network", "신경망의 무엇을 묻는지")
    rows = analysis.layers
    if any("shortcut" in row.name for row in rows):
        raise not_understood("whether the layers of shortcuts are counted", "지름길의 층을 세는지")
    answers = []
    for ask in asks:
        kind = ask.kind.split()[1]
        found = [row for row in rows if _is_of(row, kind) and (kind != "conv" or not sizes or _has(row, sizes[0]))]
        label = f"layers_{_COUNTED_AS[kind]}" if len(asks) > 1 else "layers"
        answers.append(answer(label, len(found), "layers"))
    return from_zoo(answers, [analysis])


def _is_of(row: Row, kind: str) -> bool:
    return "pool" in row.op and "adaptive" not in row.op if kind == "pool" else row.op.startswith(kind)


def _has(row: Row, kernel: tuple[int, ...]) -> bool:
    return getattr(row.operation, "kernel", None) == kernel
