"""The difference of two conventions, cause by cause."""

from __future__ import annotations

import json

import pytest

import archcalc
from archcalc.conventions import NAMES, convention
from archcalc.gap import explain_gap

# Totals that the tools themselves give for torchvision's resnet50 at 1x3x224x224: torch 2.13, fvcore 0.1.5,
# torchinfo 1.8.0, ultralytics-thop 2.2.3.
RESNET50 = {"torch": 8_178_368_512, "fvcore": 4_111_512_576, "torchinfo": 4_089_238_376, "thop": 4_133_742_592}


@pytest.mark.parametrize("tool", RESNET50)
def test_totals_of_the_tools(tool: str) -> None:
    assert archcalc.analyze(archcalc.load("resnet50"), convention=tool).totals.counted == RESNET50[tool]


@pytest.mark.parametrize("first", NAMES)
@pytest.mark.parametrize("second", NAMES)
def test_causes_sum_to_the_gap(first: str, second: str) -> None:
    network = archcalc.load("mobilenet_v3_small")
    a, b = (archcalc.analyze(network, convention=name, batch=3) for name in (first, second))
    causes = explain_gap(a.layers, convention(first), convention(second), batch=3)
    assert sum(cause.difference for cause in causes) == b.totals.counted - a.totals.counted
    assert all(cause.difference for cause in causes)


def test_resnet50_against_fvcore(run) -> None:
    data = json.loads(run("compare-conventions", "resnet50", "macs", "fvcore", "--format", "json").out)
    assert data["from"] == {"convention": "macs", "cost": 4_089_184_256}
    assert data["to"] == {"convention": "fvcore", "cost": 4_111_512_576}
    assert {(c["what"], c["difference"]) for c in data["causes"]} == {
        ("batchnorm", 22_227_968),  # 2 for each of 11,113,984 elements
        ("global_avgpool", 100_352),  # 2048 maps of 7x7
    }


def test_unknown_convention(run) -> None:
    outcome = run("compare-conventions", "lenet5", "macs", "fvcor")
    assert (outcome.code, outcome.err) == (2, "error: there is no convention 'fvcor'\n  did you mean 'fvcore'?\n")
