"""What must have read the words of each heading of `clauses.txt`, by what the scene or the answers show."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

from archcalc.quiz.answers import missing
from archcalc.quiz.problems.base import NAME_OF, Result
from archcalc.quiz.quantities import COSTS, STORED, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking_at, sentence_at

_NEAR = 6
_SIDED = frozenset({*NAME_OF.values(), "saving"})


class Clause(NamedTuple):
    """Where such words stand in a question, with all that may show that they were read."""

    scene: Scene
    asks: list[Ask]
    result: Result
    place: int  # of the token they begin with

    @property
    def is_asked(self) -> bool:
        return asking_at(self.scene, self.place) is not None

    @property
    def kinds(self) -> set[str]:
        return {ask.kind for ask in self.asks}

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.result.answers]


def _never(clause: Clause) -> bool:
    return False


def _is_sized(clause: Clause) -> bool:
    """Whether the answer hangs on the sizes of maps."""
    dense = any(layer.kind == "fc" for layer in clause.scene.layers)
    return dense or not clause.kinds <= {"PARAMS", "WEIGHTS", "BIASES", "RF", "EFFK"}


def _one_flop(clause: Clause) -> bool:
    return "FLOPS" not in clause.kinds or clause.scene.has("TWOFLOPS", "ONEFLOP")


def _resized(clause: Clause) -> bool:
    return not _is_sized(clause) or clause.scene.has("TRANS")


def _joined(clause: Clause) -> bool:
    """Whether maps are put side by side in the network that was read."""
    scene = clause.scene
    beside = any(layer.branch or layer.carries or layer.kind == "join" for layer in scene.layers)
    vector = any(token.kind in ("FLAT", "VEC") for token in scene.tokens[clause.place : clause.place + _NEAR])
    return beside or vector or bool({"growth", "branches", "joined"} & set(scene.numbers))


def _repeated(clause: Clause) -> bool:
    """`two such layers are stacked`: all that are told are alike, or one of them is counted more than once."""
    layers = clause.scene.layers
    alike = len(layers) > 1 and all(
        (one.kind, one.kernel) == (two.kind, two.kernel) for one, two in itertools.pairwise(layers)
    )
    return alike or any(layer.repeat > 1 for layer in layers) or "LAYERS" in clause.kinds


def _parallel(clause: Clause) -> bool:
    return _joined(clause) or _related(clause)


def _rounded(clause: Clause) -> bool:
    windowed = [layer for layer in clause.scene.layers if layer.kernel is not None]
    return not _is_sized(clause) or any(layer.ceil for layer in windowed)


def _one_side(clause: Clause) -> bool:
    told = any(layer.pad_total is not None for layer in clause.scene.layers)
    return not _is_sized(clause) or told or "total_padding" in clause.names


def _with_gradient(clause: Clause) -> bool:
    return not clause.kinds & STORED


def _whole_batch(clause: Clause) -> bool:
    if clause.scene.batch is None and clause.kinds & (COSTS | STORED) - {"PARAMS", "WEIGHTS"}:
        raise missing("the batch size", "배치 크기")
    return True


def _related(clause: Clause) -> bool:
    """Whether two designs are told apart in the answers."""
    parted = any(
        (name.split("_")[0] in _SIDED and "_" in name) or name in ("ratio", "percent") for name in clause.names
    )
    pooled = len(clause.scene.layers) == 1 and clause.scene.layers[0].kind != "fc"  # `replaced by its maximum`
    return parted or pooled or len(clause.names) > 1 or "LAYERS" in clause.kinds


def _per_map(clause: Clause) -> bool:
    """`one bias per map` describes; where it is asked, the answer must be that of one map."""
    before = {token.kind for token in clause.scene.tokens[max(0, clause.place - 2) : clause.place + 1]}
    if not clause.is_asked or "BIAS" in before or clause.kinds <= {"PARAMS", "WEIGHTS"}:
        return True
    return any("per_" in name for name in clause.names) or clause.scene.has("ONEOUT")


def _unnamed(clause: Clause) -> bool:
    """`some of them have stride 2`: which ones is open, and what they have must not matter to what is asked."""
    scene, told = clause.scene, sentence_at(clause.scene.tokens, clause.place)
    part = {token.kind for token in scene.tokens[told.first : told.last + 1]}
    sizing = part & {"STRIDE", "NOSTRIDE", "PAD", "DIL", "PIXSTEP", "SAME", "VALID"}
    several = len(scene.layers) > 1 or any(layer.repeat > 1 for layer in scene.layers)
    if clause.place and scene.tokens[clause.place - 1].kind in ("ALL", "EACH"):  # `every one of them`
        return True
    matters = (sizing and (_is_sized(clause) or "RF" in clause.kinds)) or part & {"BIAS", "GROUP"}
    return not (several and matters)


def _precisions(clause: Clause) -> bool:
    """Where bytes are asked, values of two widths are told apart by nothing."""
    widths = clause.scene.kinds & {"FLOAT16", "FLOAT32", "FLOAT64", "INT8", "INT4"}
    return len(widths) < 2 or not clause.kinds & STORED


def _batch_norm(clause: Clause) -> bool:
    """Its parameters must be among those counted, unless it is said to be left out."""
    scene = clause.scene
    listed = any(layer.kind == "bn" for layer in scene.layers) and not scene.has("DWSEP")
    counted = listed or bool(scene.roles("nobn"))
    reason = _BECAUSE.search(scene.body.lower())
    return "PARAMS" not in clause.kinds or counted or bool(reason)


_BECAUSE = re.compile(
    r"(?:because|since|as)\s(?:of\s)?(?:a\s|the\s)?batch|배치\s?정규화(?:가|를)?[^.]{0,12}(?:때문|므로|하니|니까|어서)"
)
"""`because batch normalization follows, there is no bias`."""


def _bias_added(clause: Clause) -> bool:
    return not clause.kinds & {"FLOPS", "OPS"}


def _all_channels(clause: Clause) -> bool:
    return not clause.scene.has("ONEOUT")


def _per_pixel(clause: Clause) -> bool:
    """Two readers know it: of one output value, and of a kernel and its thin ones."""
    scene = clause.scene
    if len(scene.layers) == 1 and scene.layers[0].cout in (None, 1) and scene.input is None:
        return True  # one filter gives one value at each pixel
    thin = any(layer.kernel and 1 in layer.kernel != (1, 1) for layer in clause.scene.layers)
    return not clause.is_asked or not clause.kinds & COSTS or clause.scene.has("ONEOUT") or thin


def _one_axis(clause: Clause) -> bool:
    return all(not isinstance(one.value, list) for one in clause.result.answers) or not clause.is_asked


def _left_open(clause: Clause) -> bool:
    return not _is_sized(clause)


BESIDES = frozenset({"batch norm", "several precisions", "some unnamed", "repeated"})
"""Headings whose words must have been read by the reader itself: a pattern that covers them says too little."""
READERS: dict[str, Callable[[Clause], bool]] = {
    "nothing": _never,
    "one flop": _one_flop,
    "resized": _resized,
    "concatenated": _joined,
    "repeated": _repeated,
    "parallel": _parallel,
    "rounded": _rounded,
    "one side": _one_side,
    "with gradient": _with_gradient,
    "whole batch": _whole_batch,
    "sides": _related,
    "per map": _per_map,
    "some only": _never,
    "some unnamed": _unnamed,
    "several precisions": _precisions,
    "batch norm": _batch_norm,
    "bias added": _bias_added,
    "all channels": _all_channels,
    "per pixel": _per_pixel,
    "one axis": _one_axis,
    "left for later": _left_open,
}
"""What must have read the words of each heading of `clauses.txt`."""
