"""The examples of docs/spec-language.md are specs, and give what the text says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from archcalc.expand import expand
from archcalc.graph import Graph
from archcalc.zoo import choose, names_in, read_source

DOCUMENT = (Path(__file__).parents[2] / "docs" / "spec-language.md").read_text(encoding="utf-8")
EXAMPLES = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)]
AROUND = {"input": "64x8x8", "layers": ["relu"]}
"""What a file has beside the part of it that an example shows."""


def spec_of(example: Any) -> dict[str, Any]:
    return {**AROUND, **(example if isinstance(example, dict) else {"layers": example})}


def graphs_of(spec: dict[str, Any]) -> list[Graph]:
    read = read_source("example.yaml", json.dumps(spec))
    return [expand(choose(read, name, {})) for name in names_in(read)]


def example_with(words: str) -> Any:
    (found,) = [example for example in EXAMPLES if example and words in json.dumps(example)]
    return found


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example and "published" not in example])
def test_an_example_is_a_spec(example: Any) -> None:
    assert graphs_of(spec_of(example))


def test_a_gate_keeps_the_channels_that_it_gates() -> None:
    (graph,) = graphs_of({**spec_of(example_with('"se"')), "input": "96x7x7"})
    assert graph.nodes[graph.output].output == (96, 7, 7)


def test_a_branch_that_is_left_out_and_one_that_is_not_there() -> None:
    passed, without = example_with("1 > 2")
    assert [graphs_of(spec_of([item]))[0].nodes[-1].output[0] for item in (passed, without)] == [68, 4]


def test_a_block_that_uses_itself_is_a_u_net() -> None:
    (graph,) = graphs_of(spec_of(example_with('"unet"')))
    widths = [node.output for node in graph.nodes if node.operation.key == "concat"]
    assert widths == [(32 * 2**level, 64 // 2**level, 64 // 2**level) for level in (3, 2, 1, 0)]
    assert graph.nodes[graph.output].output == (16, 64, 64)
