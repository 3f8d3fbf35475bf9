"""A known network described in passing: `VGG-16 (224x224 input, 13 conv and 3 FC layers, FC 4096-4096-1000)`.

What is said of it must be what the zoo knows of it; then a total is that of the zoo's network.
"""

from __future__ import annotations

from archcalc.analysis import Analysis
from archcalc.quiz.problems.named import analysis_of, name_of, names_of
from archcalc.quiz.quantities import Ask, kinds_of
from archcalc.quiz.scene import NUMERIC, Scene
from archcalc.quiz.text.token import Token

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
        behind = [one.kind for one in scene.tokens[index + 1 : index + 2]]
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
