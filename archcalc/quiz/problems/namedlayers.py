"""Layers of a known architecture by their name or place: `LeNet-5's C1 and C3`, `the last FC layer of VGG-16`."""

from __future__ import annotations

import re

from archcalc.analysis import Analysis
from archcalc.formula import prod
from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.problems.base import Result, answered_by, shaped
from archcalc.quiz.problems.extremes import extreme, wanted_extreme
from archcalc.quiz.problems.zoo import from_zoo
from archcalc.quiz.quantities import Ask, asks_for, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token
from archcalc.rows import Row

NAMES = ("LAYERNAME", "CONVNAME", "FCNAME")
_PLACES = ("ORD", "LASTONE")
KINDS = (("linear", re.compile(r"fc|fully|dense|완전|전결합")), ("conv", re.compile(r"conv|합성곱|컨볼루션|콘볼루션")))
_STAGED = re.compile(r"(conv\d)_(\d)")
"""`conv3_1`: the first convolution of the third stage, as the VGG paper counts."""


def speaks_of_layers(scene: Scene) -> bool:
    """Whether layers are named, or told by their place among those of their kind, or by what they have most of."""
    named = scene.has(*NAMES) or any(_kind_at(scene, at) for at in range(len(scene.tokens)))
    return named or bool(wanted_extreme(scene))


def solve_layers(scene: Scene, analysis: Analysis, asks: list[Ask]) -> Result:
    """Each quantity for each of the layers, in the order in which they are asked.

    Raises:
        Refused: a layer is not known, or something else than counts and shapes is asked.
    """
    which = wanted_extreme(scene)
    if which:
        return _extreme(scene, analysis, asks, which)
    rows = _rows(scene, analysis)
    if len(rows) > 1 and scene.has("TOTAL", "RATIO", "PERCENT", "VERSUS", "COMPARE"):
        raise not_understood("which layer is meant", "어느 층인지")
    labels = [f"_{row.name.lower()}" if len(rows) > 1 else "" for row in rows]
    columns = [_answers(scene, row, asks) for row in rows]
    found = [
        columns[place][at]._replace(name=columns[place][at].name + label)
        for at in range(len(asks))
        for place, label in enumerate(labels)
    ]
    commands = [f"archcalc explain {analysis.network.name} {row.name}" for row in rows]
    return from_zoo(found, [analysis], commands)


def _extreme(scene: Scene, analysis: Analysis, asks: list[Ask], which: str) -> Result:
    """The layer that has most of what is asked, which is one quantity."""
    if len(kinds_of(asks)) != 1:
        raise not_understood("of which quantity it has most", "어떤 값이 가장 많은지")

    def asked(row: Row) -> Answer:
        return _answers(scene, row, asks[:1])[0]

    row = extreme([row for row in analysis.layers if row.macs], which, lambda row: _number(asked(row)))
    found = asked(row)._replace(name=f"{asked(row).name}_{row.name.lower()}")
    return from_zoo([found], [analysis], [f"archcalc explain {analysis.network.name} {row.name}"])


def _number(found: Answer) -> int:
    if not isinstance(found.value, int):
        raise not_understood("of which number it has most", "어떤 수가 가장 많은지")
    return found.value


def _rows(scene: Scene, analysis: Analysis) -> list[Row]:
    """The layers, in the order of the text, each once."""
    found: list[Row] = []
    for at, token in enumerate(scene.tokens):
        kind = _kind_at(scene, at)
        if token.kind in NAMES:
            found.append(_named(analysis, str(token.value)))
        elif kind:
            found.append(_placed(analysis, kind, token))
    return list(dict.fromkeys(found))


def _named(analysis: Analysis, name: str) -> Row:
    staged = _STAGED.fullmatch(name)
    spelled = f"{staged.group(1)}.{int(staged.group(2)) - 1}" if staged else name
    rows = [row for row in analysis.layers if row.name.lower() in (name, spelled)]
    if len(rows) != 1:
        raise missing(f"the layer {name}", f"{name} 층")
    return rows[0]


def _kind_at(scene: Scene, at: int) -> str:
    """`conv` or `linear` where a place in the order counts such layers: `first conv layer`, `마지막 FC`."""
    token = scene.tokens[at]
    if token.kind not in _PLACES:
        return ""
    behind = scene.tokens[at + 1 : at + 2]
    text = str(token.value) + scene.body[token.start : token.end]
    text += scene.body[behind[0].start : behind[0].end] if behind else ""
    return next((kind for kind, said in KINDS if said.search(text.lower())), "")


def _placed(analysis: Analysis, kind: str, token: Token) -> Row:
    rows = [row for row in analysis.layers if row.op.startswith(kind)]
    if token.kind == "LASTONE" and rows:
        return rows[-1]
    if not isinstance(token.value, int) or not 1 <= token.value <= len(rows):
        raise not_understood("which layer is meant", "어느 층인지")
    return rows[token.value - 1]


_SUBSAMPLED = 5
"""Connections of one output of a subsampling layer: its 2x2 inputs and a bias."""


def _connections(row: Row) -> int:
    """As LeCun counts them: every output has as many as the filter that makes it has weights, and its bias."""
    if row.op.startswith(("conv", "linear")):
        return row.parameters * prod(row.output[1:])
    if row.name.lower() in ("s2", "s4"):
        return _SUBSAMPLED * prod(row.output)
    raise not_understood("the connections of this layer", "이 층의 연결 수")


def _answers(scene: Scene, row: Row, asks: list[Ask]) -> tuple[Answer, ...]:
    """What is asked of one layer."""
    bias = sum(tensor.size for tensor in row.tensors if tensor.name == "bias")
    denied = bool(scene.roles("nobias"))
    values: dict[str, int | Answer] = {
        "PARAMS": row.parameters - (bias if denied else 0),
        "WEIGHTS": row.parameters - bias,
        "MACS": row.macs,
        "MULTS": row.macs,
    }
    if asks_for(asks, "CONNECTIONS") and not denied:
        values["CONNECTIONS"] = _connections(row)
    if len(row.output) == 3:
        values["OUTPUT"] = values["SIZE"] = shaped("output_shape", row.output[1:], row.output[0])
    return answered_by(values, asks, not_understood("what is asked of the layer", "층의 무엇을 묻는지"))
