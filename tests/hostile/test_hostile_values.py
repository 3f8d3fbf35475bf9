"""Values that are no numbers, no words, or far too long: refused by name, in short, or taken for what they are."""

from __future__ import annotations

from typing import Any

import pytest

LONG = "a" * 100_000
DIGITS = "9" * 10_000

SIZES: dict[str, dict[str, str]] = {
    "summarize lenet5 --input 1xVALUEx32": {
        "0": "error: '1x0x32' is not a shape: every size is at least 1, not 0",
        "-1": "error: '1x-1x32' is not a shape; write channels first, for example 3x224x224",
        "nan": "error: '1xnanx32' is not a shape; write channels first, for example 3x224x224",
        "inf": "error: '1xinfx32' is not a shape; write channels first, for example 3x224x224",
        "1.5": "error: '1x1.5x32' is not a shape; write channels first, for example 3x224x224",
        DIGITS: f"error: '1x{'9' * 58}' is not a shape; write channels first, for example 3x224x224",
    },
    "summarize lenet5 --batch VALUE": {
        "0": "error: a batch is a whole number from 1 to 1,000,000,000, not 0",
        "-1": "error: a batch is a whole number from 1 to 1,000,000,000, not -1",
        "nan": "Error: Invalid value for '--batch': 'nan' is not a valid int",
        "9" * 30: f"error: a batch is a whole number from 1 to 1,000,000,000, not {'9' * 30}",
    },
    "check lenet5 --max-macs VALUE": {
        "-1": "error: --max-macs '-1' is not a whole number",
        "nan": "error: --max-macs 'nan' is no number",
        "inf": "error: --max-macs 'inf' is no number",
        "1e400": "error: --max-macs '1e400' is no number",
        "1.5": "error: --max-macs '1.5' is not a whole number",
        "1/0": "error: --max-macs '1/0' is no number",
    },
    "convolve --input VALUE --kernel 1": {
        "nan": "--input:1:1: error: 'nan' is not a number",
        "inf": "--input:1:1: error: 'inf' is not a number",
        "1e400": "--input:1:1: error: '1e400' is not a number",
        "1/0": "--input:1:1: error: '1/0' is not a number",
    },
    "sweep mobilenet_v1 --over width=VALUE": {
        "nan": "error: knob 'width' is a number, not 'nan'",
        "1:0:0": "error: the range 1:0:0 has a step of 0",
        "1:2:-1": "error: the range 1:2:-1 is empty",
        "0:1:1e-18": "error: the range 0:1:1e-18 has more than 1,000,000 values",
    },
    "plot lenet5 --output - --size VALUEx5": {
        "0": "error: a size is like 8x5 (inches, at most 100) or 800x500px, not '0x5'",
        "-1": "error: a size is like 8x5 (inches, at most 100) or 800x500px, not '-1x5'",
        "nan": "error: a size is like 8x5 (inches, at most 100) or 800x500px, not 'nanx5'",
        "101": "error: a size is like 8x5 (inches, at most 100) or 800x500px, not '101x5'",
    },
    "quiz practice --count VALUE": {
        "0": "Error: Invalid value for '--count': 0 is not in the range 1<=x<=100000.",
        "nan": "Error: Invalid value for '--count': 'nan' is not a valid int",
    },
}
EACH_SIZE = [(line, value, message) for line, values in SIZES.items() for value, message in values.items()]


@pytest.mark.parametrize(("line", "value", "message"), EACH_SIZE, ids=[f"{a[:20]} {b[:9]}" for a, b, _ in EACH_SIZE])
def test_numbers_that_are_none(run, line: str, value: str, message: str) -> None:
    outcome = run(*[word.replace("VALUE", value) for word in line.split()])
    assert (outcome.code, outcome.out) == (2, "")
    # What typer says itself differs by a word from version to version.
    assert any(
        said == message or (message.startswith("Error:") and said.startswith(message))
        for said in outcome.err.splitlines()
    )


TEXTS = [
    "VALUE",
    "summarize VALUE",
    "summarize VALUE.yaml",
    "summarize lenet5 --set VALUE=1",
    "summarize lenet5 --set classes=VALUE",
    "summarize lenet5 --input VALUE",
    "summarize lenet5 --format VALUE",
    "summarize lenet5 --convention VALUE",
    "summarize lenet5 --output VALUE",
    "explain lenet5 VALUE",
    "calc VALUE",
    "convolve --input VALUE --kernel 1",
    "savings --layer VALUE",
    "compare lenet5 VALUE",
    "compare lenet5 lenet4:VALUE",
    "whatif lenet5 --replace VALUE",
    "plot lenet5 --output VALUE",
    "plot lenet5 --output VALUE.svg",
    "plot lenet5 --output - --what VALUE",
    "compare-conventions lenet5 macs VALUE",
    "sweep mobilenet_v1 --over VALUE",
    "fit mobilenet_v1 --over width --max-macs VALUE",
    "verify --published VALUE",
    "export lenet5 --to VALUE",
    "quiz practice --topic VALUE",
    "quiz grade VALUE --key VALUE",
    "report VALUE",
    "report lenet5 --format VALUE",
    "check lenet5 --max-macs VALUE",
    "list --family VALUE",
    "list --search VALUE",
    "list --sort VALUE",
]


@pytest.mark.parametrize("line", TEXTS)
def test_texts_that_are_none(run, tmp_path, monkeypatch, line: str) -> None:
    """A hundred thousand letters are quoted in short; bytes that are no text and control characters as ?."""
    monkeypatch.chdir(tmp_path)
    outcome = run(*[word.replace("VALUE", LONG) for word in line.split()])
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.err) < 2_500
    if "--output VALUE" in line:
        return  # any text names a file
    outcome = run(*[word.replace("VALUE", "\udcff\x1b[31m") for word in line.split()])
    assert (outcome.code, outcome.out) == (2, "")
    assert all(letter.isprintable() or letter == "\n" for letter in outcome.err)
    assert list(tmp_path.iterdir()) == []


def test_the_last_of_repeated_options_counts(run) -> None:
    def same(left: str, right: str) -> Any:
        return run(*left.split()).out == run(*right.split()).out != ""

    assert same("summarize lenet5 --batch 2 --batch 3", "summarize lenet5 --batch 3")
    assert same("list --family LeNet --format json --format csv", "list --family LeNet --format csv")
    assert same("summarize lenet5 --set classes=3 --set classes=4", "summarize lenet5 --set classes=4")


@pytest.mark.parametrize(
    "fields", ["conv: 4, kernel: 3, groups: ", "depthwise: 3, multiplier: ", "conv: 4, kernel: 3, bias: "]
)
def test_a_field_left_empty_has_its_default(run, spec_file, fields: str) -> None:
    def totals(text: str) -> str:
        return run("summarize", spec_file(f"input: 4x8x8\nlayers: {{c: {{{text}}}}}"), "--format", "csv").out

    assert totals(fields) == totals(fields.rpartition(",")[0]) != ""
