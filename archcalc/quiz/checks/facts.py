"""What the rules of `rules.txt` may say of a question besides its words."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fnmatch import fnmatchcase

from archcalc.quiz.checks.question import Question
from archcalc.quiz.problems.base import NAME_OF
from archcalc.quiz.problems.extremes import wanted_extreme
from archcalc.quiz.quantities import COSTS, STORED
from archcalc.quiz.sentences import asking_at, sentence_at

SETS = {"COSTS": COSTS, "STORED": STORED}
"""Kinds of tokens that a rule names together."""
_OF_ANY_SIZE = frozenset({"PARAMS", "WEIGHTS", "BIASES", "RF", "EFFK"})
"""What a layer has on a map of any size."""
_PRECISIONS = frozenset({"FLOAT16", "FLOAT32", "FLOAT64", "INT8", "INT4"})
_SIZING = frozenset({"STRIDE", "NOSTRIDE", "PAD", "DIL", "PIXSTEP", "SAME", "VALID"})
_NEAR = 6
_SIDED = frozenset({*NAME_OF.values(), "saving"})


def _has_answer(question: Question, forms: frozenset[str]) -> bool:
    return any(fnmatchcase(name, form) for name in question.names for form in forms)


def _is_sized(question: Question) -> bool:
    """Whether the answer hangs on the sizes of maps."""
    return any(layer.kind == "fc" for layer in question.scene.layers) or not question.kinds <= _OF_ANY_SIZE


def _has_branches(question: Question) -> bool:
    """Whether maps are put side by side in the network that was read."""
    scene = question.scene
    beside = any(layer.branch or layer.carries or layer.kind == "join" for layer in scene.layers)
    return beside or not {"growth", "branches", "joined"}.isdisjoint(scene.numbers)


def _is_repeated(question: Question) -> bool:
    """`two such layers are stacked`: all that are told are alike, or one of them is counted more than once."""
    layers = question.scene.layers
    pairs = itertools.pairwise(layers)
    alike = len(layers) > 1 and all((one.kind, one.kernel) == (two.kind, two.kernel) for one, two in pairs)
    return alike or any(layer.repeat > 1 for layer in layers) or "LAYERS" in question.kinds


def _has_several_designs(question: Question) -> bool:
    """Whether two designs are told apart in the answers; one layer may only be `replaced by its maximum`."""
    names, layers = question.names, question.scene.layers
    parted = any((name.split("_")[0] in _SIDED and "_" in name) or name in ("ratio", "percent") for name in names)
    pooled = len(layers) == 1 and layers[0].kind != "fc"
    return parted or pooled or len(names) > 1 or "LAYERS" in question.kinds


def _has_lone_part(question: Question) -> bool:
    """Whether a total is that of one layer only, which stands beside it."""
    values = {one.name: one.value for one in question.answers}
    parts = [[other for other in values if other.startswith(f"{name}_")] for name in values]
    return any(len(some) == 1 and values[some[0]] == total for some, total in zip(parts, values.values(), strict=True))


def _is_batch_open(question: Question) -> bool:
    counted = question.kinds & (COSTS | STORED) - {"PARAMS", "WEIGHTS"}
    return question.scene.batch is None and bool(counted)


def _is_norm_counted(question: Question) -> bool:
    return any(layer.kind == "bn" for layer in question.scene.layers) and not question.scene.has("DWSEP")


def _is_map_whole(question: Question) -> bool:
    """Whether the one layer is dense and takes a map, which is larger than a pixel."""
    scene = question.scene
    dense = [layer.kind for layer in scene.layers] == ["fc"]
    return dense and scene.input is not None and max(scene.input) > 1


NAMING: dict[str, Callable[[Question, frozenset[str]], bool]] = {
    "asks": lambda question, kinds: not kinds.isdisjoint(question.kinds),
    "tokens": lambda question, kinds: not kinds.isdisjoint(question.scene.kinds),
    "roles": lambda question, roles: any(one.role in roles for one in question.scene.found),
    "numbers": lambda question, names: not names.isdisjoint(question.scene.numbers),
    "layers": lambda question, kinds: any(layer.kind in kinds for layer in question.scene.layers),
    "answers": _has_answer,
}
"""Facts about kinds or names, of which one must do."""
FACTS: dict[str, Callable[[Question], bool]] = {
    "one answer": lambda question: len(question.answers) == 1,
    "several answers": lambda question: len(question.answers) > 1,
    "four answers": lambda question: len(question.answers) > 3,
    "one size": lambda question: sum(one.startswith(("output", "input", "size")) for one in question.names) == 1,
    "a shape": lambda question: any(isinstance(one.value, list) for one in question.answers),
    "a lone part": _has_lone_part,
    "an input": lambda question: question.scene.input is not None,
    "batch open": _is_batch_open,
    "several precisions": lambda question: len(question.scene.kinds & _PRECISIONS) > 1,
    "several axes": lambda question: len(question.scene.kinds & {"D1", "D2", "D3"}) > 1,
    "sized": _is_sized,
    "picks a layer": lambda question: bool(wanted_extreme(question.scene)),
    "several designs": _has_several_designs,
    "any layers": lambda question: bool(question.scene.layers),
    "one layer": lambda question: question.is_single,
    "several layers": lambda question: len(question.scene.layers) > 1,
    "repeated layers": _is_repeated,
    "branches": _has_branches,
    "dense first": lambda question: [layer.kind for layer in question.scene.layers[:1]] == ["fc"],
    "map taken whole": _is_map_whole,
    "norm counted": _is_norm_counted,
    "rounded up": lambda question: any(layer.ceil and layer.kernel for layer in question.scene.layers),
    "one side padded": lambda question: any(layer.pad_total is not None for layer in question.scene.layers),
    "dilated": lambda question: any(layer.dilation > 1 for layer in question.scene.layers),
    "grouped": lambda question: any(layer.groups or layer.depthwise for layer in question.scene.layers),
}
"""Facts about the whole question."""


def _is_asked(question: Question, place: int) -> bool:
    return asking_at(question.scene, place) is not None


def _is_vector(question: Question, place: int) -> bool:
    """`concatenated into one vector`."""
    return not {"FLAT", "VEC"}.isdisjoint(question.scene.kinds_in(place, place + _NEAR - 1))


def _is_per_map(question: Question, place: int) -> bool:
    """`one bias per map` describes; where it is asked, the answer must be that of one map."""
    before = question.scene.kinds_in(place - 2, place)
    return _is_asked(question, place) and "BIAS" not in before and not question.kinds <= {"PARAMS", "WEIGHTS"}


def _is_unnamed(question: Question, place: int) -> bool:
    """`some of them have stride 2`: which ones is open, and what they have matters to what is asked."""
    scene, told = question.scene, sentence_at(question.scene.tokens, place)
    if place and scene.tokens[place - 1].kind in ("ALL", "EACH"):  # `every one of them`
        return False
    part = set(scene.kinds_in(told.first, told.last))
    several = len(scene.layers) > 1 or any(layer.repeat > 1 for layer in scene.layers)
    sizing = part & _SIZING and (_is_sized(question) or "RF" in question.kinds)
    return several and bool(sizing or part & {"BIAS", "GROUP"})


def _is_per_pixel(question: Question, place: int) -> bool:
    """Two readers know it: of one output value, and of a kernel and its thin ones."""
    scene = question.scene
    if len(scene.layers) == 1 and scene.layers[0].cout in (None, 1) and scene.input is None:
        return False  # one filter gives one value at each pixel
    thin = any(layer.kernel and 1 in layer.kernel != (1, 1) for layer in scene.layers)
    return _is_asked(question, place) and bool(question.kinds & COSTS) and not thin


PLACED: dict[str, Callable[[Question, int], bool]] = {
    "asked there": _is_asked,
    "a vector there": _is_vector,
    "asked of one map": _is_per_map,
    "open of which": _is_unnamed,
    "asked of one pixel": _is_per_pixel,
}
"""Facts about the place where the words of a rule stand."""
