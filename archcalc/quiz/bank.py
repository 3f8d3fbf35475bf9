"""The course's own questions in our words, each with its solution and, where possible, the engine's proof.

`archcalc report` writes them as Markdown, Korean and English (reports/quiz.md).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from archcalc.analysis import Analysis, analyze
from archcalc.formula import effective_kernel
from archcalc.ops import OPERATIONS
from archcalc.quiz.answers import Refusal, plain
from archcalc.quiz.render import bullets
from archcalc.quiz.solve import solve
from archcalc.zoo import load

Question = dict[str, Any]


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All questions of the bank."""
    path = os.path.join(os.path.dirname(__file__), "questions", "course.json")
    with open(path, encoding="utf-8") as file:
        return tuple(json.load(file))


def calculations() -> list[Question]:
    return [question for question in questions() if question["kind"] == "calculation"]


def prove(question: Question) -> str | None:
    """What the engine says to the right option; None for questions that no calculation can settle.

    Raises:
        AssertionError: the engine says otherwise.
    """
    proof = question.get("proof")
    return _CHECKS[proof["check"]](proof) if proof else None


def _analysis(proof: dict[str, Any]) -> Analysis:
    return analyze(load(proof["architecture"]))


def _weighted_layers(proof: dict[str, Any]) -> str:
    found = _analysis(proof).totals.weighted_layers
    assert found == proof["value"]
    return f"{proof['architecture']}: {found} weighted layers"


def _all_kernels(proof: dict[str, Any]) -> str:
    kernels = {row.operation.kernel for row in _analysis(proof).layers if row.operation.key == "conv"}  # type: ignore[attr-defined]
    assert kernels == {(proof["value"],) * 2}
    return f"{proof['architecture']}: every convolution is {proof['value']}x{proof['value']}"


def _activation(proof: dict[str, Any]) -> str:
    known = {"relu", "sigmoid", "tanh", "scaled_tanh"}
    found = {row.operation.key for row in _analysis(proof).layers} & known
    assert found == {proof["value"]}
    return f"{proof['architecture']}: all activations are {proof['value']}"


def _separable(proof: dict[str, Any]) -> str:
    convs = [row for row in _analysis(proof).layers if row.operation.key == "conv"][1:]
    pairs = list(zip(convs[::2], convs[1::2], strict=True))
    for deep, point in pairs:
        assert deep.operation.groups == deep.inputs[0][0] and point.operation.kernel == (1, 1)  # type: ignore[attr-defined]
    return f"{proof['architecture']}: {len(pairs)} times a convolution per channel, then 1x1"


def _weights_grow(proof: dict[str, Any]) -> str:
    conv = OPERATIONS["conv"](axes=2, filters=1, kernel=3, bias=False)
    one, three = (conv.tensors((channels, 8, 8))[0].size for channels in (1, 3))
    assert three == 3 * one
    return f"3x3 filter: {one} weights on 1 channel, {three} on 3"


def _keeps_map(proof: dict[str, Any]) -> str:
    out = OPERATIONS["conv"](axes=2, filters=32, kernel=1).output((64, 28, 28))
    assert out == (32, 28, 28)
    return "1x1, 64 -> 32 channels: 28x28 stays 28x28"


def _enlarges(proof: dict[str, Any]) -> str:
    out = OPERATIONS["conv_transpose"](axes=2, filters=8, kernel=2, stride=2).output((8, 14, 14))
    assert out == (8, 28, 28)
    return "2x2 kernel, stride 2: 14x14 becomes 28x28"


def _widens(proof: dict[str, Any]) -> str:
    assert effective_kernel(3, 2) == 5
    return "3 taps with dilation 2 span 5"


_CHECKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "weighted_layers": _weighted_layers,
    "all_kernels": _all_kernels,
    "activation": _activation,
    "mobilenet_is_separable": _separable,
    "weights_grow_with_channels": _weights_grow,
    "one_by_one_keeps_the_map": _keeps_map,
    "transposed_enlarges": _enlarges,
    "dilation_widens": _widens,
}


def check(question: Question) -> None:
    """A calculation's stated answers are what the solver gives, in both languages.

    Raises:
        AssertionError: they are not.
    """
    for language in ("ko", "en"):
        result = solve(question[language])
        assert not isinstance(result, Refusal), result
        assert [plain(one.value) for one in result.answers] == question["answers"]


def report(language: str) -> str:
    """The bank as Markdown in one language."""
    korean = language == "ko"
    title = "강의 문제와 풀이" if korean else "Course questions with solutions"
    parts = [f"# {title}\n"]
    for question in questions():
        parts.append(f"## {question[language]}\n")
        parts.append(
            _calculation(question, language) if question["kind"] == "calculation" else _choice(question, language)
        )
    return "\n".join(parts)


def _calculation(question: Question, language: str) -> str:
    return f"{bullets(solve(question[language]))}\n\n{question['note'][language]}\n"


def _choice(question: Question, language: str) -> str:
    marks = "①②③④"
    rows = [f"- {mark} {text}" for mark, text in zip(marks, question["choices"][language], strict=True)]
    label, proved = ("정답", "엔진의 증명") if language == "ko" else ("Answer", "Proof by the engine")
    rows.append(f"\n**{label}: {marks[question['right']]}** {question['explanation'][language]}")
    proof = prove(question)
    if proof:
        rows.append(f"\n*{proved}*: `{proof}`")
    return "\n".join([*rows, ""])
