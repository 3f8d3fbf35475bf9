"""Published networks: those of the zoo, by the names that texts give them and by what is said of them in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from archcalc.analysis import Analysis, analyze
from archcalc.errors import ArchcalcError
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import Ask, kinds_of
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.text.token import Token
from archcalc.quiz.working import Step
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


_PUBLISHED = {"lenet5": "lenet5_1998", "alexnet": "alexnet_2012"}
"""Single layers are those of the paper, where what is built today differs from it."""


def published(analysis: Analysis) -> Analysis:
    """The network as its paper has it."""
    name = _PUBLISHED.get(analysis.network.name)
    return _analyzed(name) if name else analysis


def network_named(scene: Scene) -> Analysis:
    """The one network that is named.

    Raises:
        Refused: none, several, or one that is not in the zoo.
    """
    name = name_of(scene)
    analysis = analysis_of(name)
    if analysis is None:
        raise missing(f"the structure of {name}", f"{name}의 구조")
    return analysis


def from_zoo(answers: Sequence[Answer], analyses: Sequence[Analysis], commands: Sequence[str] = ()) -> Result:
    """Answers by networks of the zoo, and the commands that show where they come from."""
    names = [one.network.name for one in analyses]
    steps = tuple(Step("command", line) for line in commands or [f"archcalc summarize {name}" for name in names])
    return Result(tuple(answers), steps, tuple((f"archcalc's {name}", f"archcalc의 {name}") for name in names))


_TOTALS = frozenset({"PARAMS", "MACS", "FLOPS", "MULTS"})
_OF_PARTS = (
    *("LAYERNAME", "CONVNAME", "FCNAME", "POOLNAME", "ORD", "LASTONE", "BLOCK", "COUNTED", "STEPPED", "STRIDE", "PAD"),
    *("FILTER", "NFILT", "CH", "CIN", "COUT", "ARROW", "CALL", "VERSUS", "COMPARE"),
)


def is_whole(scene: Scene, asks: list[Ask]) -> bool:
    """Whether a total is asked of a network whose layers are counted, and all that is said of it is true."""
    kinds = kinds_of(asks)
    if not kinds or not kinds <= _TOTALS or len(names_of(scene)) != 1 or scene.has(*_OF_PARTS):
        return False
    analysis = analysis_of(name_of(scene))
    if analysis is None:
        return False
    counted = [_is_count_of_layers(scene, analysis, index) for index in range(len(scene.tokens))]
    if _speaks_of_parts(scene, counted):
        return False
    numbers = [index for index, token in enumerate(scene.tokens) if token.kind in NUMERIC]
    return any(counted) and all(counted[index] or _is_fact(scene.tokens[index], analysis) for index in numbers)


def _speaks_of_parts(scene: Scene, counted: list[bool]) -> bool:
    """`parameters of the conv layers`, `without the FC layers`: a kind of layers where none are counted beside it."""
    for index, token in enumerate(scene.tokens):
        beside = any(counted[max(0, index - 2) : index + 3])
        behind = scene.kinds_in(index + 1, index + 1)
        if token.kind in ("CONV", "CONVLAYER", "FC") and not beside and behind != ["CHAIN"] and not _heads_chain(scene):
            return True
    return any(token.kind == "EXCL" for token in scene.tokens) and not (scene.roles("nobias") or scene.roles("nobn"))


def _heads_chain(scene: Scene) -> bool:
    """`its fully connected part is 4096-4096-1000`."""
    return scene.has("CHAIN") and sum(token.kind == "FC" for token in scene.tokens) == 1


def _is_count_of_layers(scene: Scene, analysis: Analysis, index: int) -> bool:
    """`13 conv`, `FC 3층`, `16-layer`: as many as the network has."""
    token = scene.tokens[index]
    if token.kind not in ("NUM", "WNUM", "REPEAT"):
        return False
    convs = sum(row.op.startswith("conv") for row in analysis.layers)
    dense = sum(row.op == "linear" for row in analysis.layers)
    around = {one.kind for one in scene.tokens[max(0, index - 2) : index + 4]}
    counts = {convs: {"CONV", "CONVLAYER"}, dense: {"FC"}, convs + dense: {"LAYER"}}
    return any(token.value == count and kinds & around for count, kinds in counts.items())


def _is_fact(token: Token, analysis: Analysis) -> bool:
    """A size, width or number of classes that the network has."""
    sizes = analysis.layers[0].inputs[0]
    kernels = {getattr(row.operation, "kernel", None) for row in analysis.layers}
    widths = [row.output[0] for row in analysis.layers if row.op == "linear"]
    if token.kind == "DIMS":
        return token.value in {sizes, sizes[1:], (*sizes[1:], sizes[0]), *kernels}
    if token.kind == "CHAIN":
        return list(token.value) in (widths, widths[-len(token.value) :])
    return token.value in widths or token.value == sizes[0]
