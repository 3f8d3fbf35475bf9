"""The numbers of the page are the engine's, and its refusals too; its working is that of `archcalc explain`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browser.harness import Browser
from calculator_settings import CONVOLUTIONS, Numbers, Settings, engine, settings_of_any_size
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archcalc.analysis import analyze
from archcalc.calc.chain import read_chain
from archcalc.explain import explain_layers
from archcalc.formula import to_text

# One call of the browser answers a batch. A failure names its setting, which is small enough: shrinking whole
# batches would take minutes.
batched = settings(
    deadline=None,
    max_examples=12,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
batches = st.lists(settings_of_any_size, min_size=40, max_size=40)

ASK = """
const plain = (key, value) => typeof value === "bigint" ? String(value) : value;
return JSON.stringify(arguments[0].map((settings) => convcalc.calculate(settings)), plain);
"""

REASONS = {
    "groups must divide the output channels": "filters do not divide into",
    "groups must divide the input channels": "channels do not divide into",
    "larger than the padded input: it spans {}, the height": "the kernel does not fit along the height",
    "larger than the padded input: it spans {}, the width": "the kernel does not fit along the width",
    "is more than half the window": "is more than half the window",
    "output padding {} must be smaller than stride": "must be smaller than stride",
    "the padding takes away all of the output": "the padding takes away all of the output",
}
"""The page's words for a refusal, and the engine's."""


def ask(browser: Browser, batch: list[Settings]) -> list[dict[str, Any]]:
    """The answers of the page's own `calculate`."""
    found: list[dict[str, Any]] = json.loads(browser.run(ASK, batch))
    return found


def numbers_of(answer: dict[str, Any]) -> Numbers:
    """An answer of the page in the form of the engine's."""
    totals = {name: int(value) for name, value in answer["totals"].items()}
    seen = int(answer["parts"][-1]["results"]["r_out"])
    return Numbers(
        tuple(map(int, answer["output"])), totals["parameters"], totals["MACs"], totals["FLOPs"], (seen, seen)
    )


def reason_of(text: str) -> str:
    """The engine's words for a refusal of the page."""
    for words, meant in REASONS.items():
        if all(piece in text for piece in words.split("{}")):
            return meant
    raise AssertionError(f"no refusal of the engine is known for '{text}'")


@batched
@given(batch=batches)
def test_numbers_and_refusals_are_the_engines(opened, batch):
    for chosen, answer in zip(batch, ask(opened(), batch), strict=True):
        expected = engine(chosen)
        if isinstance(expected, str):
            assert reason_of(answer["refusal"]) in expected, chosen
        else:
            assert numbers_of(answer) == expected, chosen


@batched
@given(batch=batches)
def test_every_line_is_that_of_explain(opened, batch):
    """The command that the page shows, explained: the same quantities, closed forms, workings and values."""
    page = opened()
    commands = page.run("return arguments[0].map((settings) => convcalc.command(settings));", batch)
    for chosen, answer, command in zip(batch, ask(page, batch), commands, strict=True):
        if "refusal" in answer:
            continue
        assert command.startswith('archcalc calc "') and command.endswith('"')
        layers = explain_layers(analyze(read_chain(command[15:-1])))
        assert len(layers) == len(answer["parts"])
        for layer, part in zip(layers, answer["parts"], strict=True):
            lines = {step["symbol"]: (step["closed"], step["worked"], int(step["value"])) for step in part["steps"]}
            for derivation in layer.derivations:
                if derivation.quantity == "FLOPs" and chosen["kind"] == "avgpool" and chosen["K"] == 1:
                    continue  # explain leaves out the additions, of which a window of one value needs none
                if derivation.quantity == "jump" and chosen["kind"] == "conv_transpose":
                    continue  # the page leaves it out: it is a fraction for all strides but 1
                working = to_text(derivation.expression), to_text(derivation.expression, values=True)
                assert lines[derivation.symbol] == (*working, derivation.value), chosen


def test_separable_stands_beside_the_ordinary_convolution(opened):
    chosen = {
        "kind": "separable",
        "bias": True,
        "H": 14,
        "W": 14,
        "C_in": 8,
        "C_out": 16,
        "K": 3,
        "S": 1,
        "P": 1,
        "D": 1,
    }
    (answer,) = ask(opened(), [chosen])
    ordinary = engine({**chosen, "kind": "conv", "G": 1})
    assert isinstance(ordinary, Numbers)
    beside = {name: int(value) for name, value in answer["beside"]["results"].items()}
    assert (beside["parameters"], beside["MACs"], beside["FLOPs"]) == ordinary[1:4]


@pytest.mark.parametrize("kind", CONVOLUTIONS)
def test_a_bias_makes_a_difference(opened, kind):
    """A setting that nothing reads would pass every comparison with an engine that does not read it either."""
    chosen = dict.fromkeys("HW", 9) | {
        "C_in": 4,
        "C_out": 4,
        "K": 3,
        "S": 1,
        "P": 0,
        "D": 1,
        "G": 1,
        "O": 0,
        "kind": kind,
    }
    with_bias, without = ask(opened(), [{**chosen, "bias": True}, {**chosen, "bias": False}])
    assert int(with_bias["totals"]["parameters"]) > int(without["totals"]["parameters"])


@pytest.mark.parametrize("number", [0, -1, 4097, 2.5, 1e20, None, "7"])
def test_what_is_no_size_is_refused_by_name(opened, number):
    chosen = {"kind": "avgpool", "H": number, "W": 9, "C_in": 4, "K": 3, "S": 1, "P": 0}
    assert ask(opened(), [chosen]) == [{"refusal": "input height H is a whole number from 1 to 4096"}]


@pytest.mark.parametrize(
    ("changes", "english", "korean"),
    [
        (
            {"H": 3, "K": 5, "P": 0},
            "the window is larger than the padded input: "
            "it spans 1·(5−1) + 1 = 5, the height with padding is 3 + 2·0 = 3",
            "윈도우가 패딩한 입력보다 크다: 윈도우의 폭은 1·(5−1) + 1 = 5, 패딩을 더한 높이는 3 + 2·0 = 3",
        ),
        (
            {"G": 3},
            "groups must divide the output channels: 8 do not divide into 3 groups",
            "그룹 수는 출력 채널 수의 약수여야 한다: 8채널은 3그룹으로 나누어지지 않는다",
        ),
        (
            {"kind": "maxpool", "P": 2},
            "padding 2 is more than half the window 3: a window could see padding only",
            "패딩이 윈도우의 절반보다 크다(패딩 2, 윈도우 3): 패딩만 보는 윈도우가 생긴다",
        ),
        (
            {"kind": "conv_transpose", "H": 1, "P": 3},
            "the padding takes away all of the output: its height would be (1−1)·1 − 2·3 + 1·(3−1) + 0 + 1 = −3",
            "패딩이 출력을 모두 잘라 낸다: 출력의 높이가 (1−1)·1 − 2·3 + 1·(3−1) + 0 + 1 = −3",
        ),
        (
            {"kind": "conv_transpose", "O": 1},
            "output padding 1 must be smaller than stride 1 or dilation 1",
            "출력 패딩은 스트라이드나 팽창률보다 작아야 한다(출력 패딩 1, 스트라이드 1, 팽창률 1)",
        ),
        ({"S": 17}, "stride S is a whole number from 1 to 16", "스트라이드 S: 1부터 16까지의 정수여야 한다"),
    ],
)
def test_refusals_in_words(opened, changes, english, korean):
    chosen = {"kind": "conv", "bias": True, "H": 7, "W": 7, "C_in": 4, "C_out": 8, "K": 3, "S": 1, "P": 1, "D": 1}
    chosen |= {"G": 1, "O": 0} | changes
    assert ask(opened("en"), [chosen]) == [{"refusal": english}]
    assert ask(opened("ko"), [chosen]) == [{"refusal": korean}]
