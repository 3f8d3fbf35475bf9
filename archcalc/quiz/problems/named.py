"""Known architectures by name, through the zoo."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from archcalc.analysis import Analysis, Row, analyze
from archcalc.errors import ArchcalcError
from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.problems.base import NAME_OF, Result, answer
from archcalc.quiz.problems.memory import stored, width_of
from archcalc.quiz.problems.namedlayers import KINDS, solve_layers, speaks_of_layers
from archcalc.quiz.quantities import STORED, Ask, kinds_of
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.working import Step, multiplied
from archcalc.zoo import load

_NAMES = {
    "lenet": "lenet5",
    "googlenet": "googlenet",
    "xception": "xception",
    "alexnet": "alexnet",
    "zfnet": "zfnet",
    "mobilenet": "mobilenet_v1",
    "inceptionv3": "inception_v3",
    "squeezenet": "squeezenet1_0",
    "mobilenetv1": "mobilenet_v1",
    "mobilenetv2": "mobilenet_v2",
    "mobilenetv3large": "mobilenet_v3_large",
    "mobilenetv3small": "mobilenet_v3_small",
    "inceptionv1": "googlenet",
}


@lru_cache(maxsize=64)
def _analyzed(member: str) -> Analysis:
    """A network of the zoo by its own name, worked out once."""
    return analyze(load(member))


@lru_cache(maxsize=64)
def analysis_of(name: str) -> Analysis | None:
    """The zoo's network that a name in a text stands for."""
    key = re.sub(r"[\s_-]", "", name)
    key = key.replace("vggnet", "vgg").replace("googlelenet", "googlenet").replace("leenet", "lenet")
    try:
        return _analyzed(_NAMES.get(key) or re.sub(r"^(efficientnet)(b\d)$", r"\1_\2", key))
    except ArchcalcError:
        return None


def names_of(scene: Scene) -> list[str]:
    """The networks that are named, in the order of the text, each once."""
    return list(dict.fromkeys(str(token.value) for token in scene.tokens if token.kind == "NETWORK"))


def fits_input(scene: Scene) -> bool:
    """Whether nothing is said of the input, or what the zoo's network or the published one takes."""
    return scene.input in (None, (224, 224)) or scene.input in [
        _analyzed(name).layers[0].inputs[0][1:] for name in _PUBLISHED.values()
    ]


def name_of(scene: Scene) -> str:
    """The one network that is named; of a family, the member with so many layers: `the 16-layer VGG net`.

    Raises:
        Refused: none, or several.
    """
    names = names_of(scene)
    if len(names) != 1:
        raise not_understood("which network is meant", "어느 신경망인지")
    name = names[0]
    if analysis_of(name) is not None:
        return name
    for number, layers in pairwise(scene.tokens):
        family = re.sub(r"[\s_-]?net$", "", name) if name.startswith("vgg") else name
        if number.kind == "NUM" and layers.kind == "LAYER" and analysis_of(f"{family}{number.value}") is not None:
            return f"{family}{number.value}"
    return name


def solve_named(scene: Scene, asks: list[Ask]) -> Result:
    """Totals of a network, or numbers of one of its layers."""
    several = _of_networks(scene, asks)
    if several is not None:
        return several
    name = name_of(scene)
    analysis = analysis_of(name)
    if analysis is None:
        raise missing(f"the structure of {name}", f"{name}의 구조")
    _refuse_other_classes(scene, analysis)
    if kinds_of(asks) & STORED:
        return _stored(scene, analysis, asks)
    if speaks_of_layers(scene):
        published = _PUBLISHED.get(analysis.network.name)
        return solve_layers(scene, _analyzed(published) if published else analysis, asks)
    return _of_network(scene, analysis, asks)


_PUBLISHED = {"lenet5": "lenet5_1998", "alexnet": "alexnet_2012"}
"""Single layers are those of the paper, where what is built today differs from it."""


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
    steps = tuple(Step("command", f"archcalc summarize {one.network.name}") for one in analyses)
    assumed = tuple((f"archcalc's {one.network.name}", f"archcalc의 {one.network.name}") for one in analyses)
    return Result(tuple(answers), steps, assumed) if answers else None


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
    rows, answers = _rows_of_kind(scene, analysis, asks), []
    macs = sum(row.macs for row in rows)
    for kind in dict.fromkeys(ask.kind for ask in asks):
        if kind == "PARAMS":
            total = sum(row.parameters for row in rows)
            answers.append(answer("parameters", total - _biases_left_out(scene, rows)))
        elif kind in ("MACS", "MULTS"):
            answers.append(answer("macs" if kind == "MACS" else "multiplications", macs))
        elif kind == "FLOPS":
            answers.append(answer("flops", 2 * macs))
        elif kind == "LAYERS" and len(rows) < len(analysis.layers) and not any("shortcut" in row.name for row in rows):
            answers.append(answer("layers", len(rows), "layers"))
        else:
            raise not_understood("what is asked of the network", "신경망의 무엇을 묻는지")
    steps = (Step("command", f"archcalc summarize {analysis.network.name}"),)
    assumed = (f"archcalc's {analysis.network.name}", f"archcalc의 {analysis.network.name}")
    return Result(tuple(answers), steps, (assumed,))


def _rows_of_kind(scene: Scene, analysis: Analysis, asks: list[Ask]) -> list[Row]:
    """The layers that are asked about: all, or those of the one kind that is named without their number.

    Raises:
        Refused: a single layer is meant that has no name.
    """
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
