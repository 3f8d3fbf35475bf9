"""What the papers print: every figure of the zoo is met, or says why not."""

from __future__ import annotations

import json

import pytest

import archcalc
from archcalc.errors import SpecError
from archcalc.published import EXPLAINED, UNEXPLAINED, compare_published
from archcalc.zoo import choose, networks, read_source

SPEC = "input: 1x32x32\nlayers:\n  C1: {{conv: 6, kernel: 5}}\npublished:\n  - {{{figure}}}\n"


def verdict(figure: str) -> str:
    (found,) = compare_published(choose(read_source("net.yaml", SPEC.format(figure=figure)), None, {}))
    return found.verdict


def test_no_figure_of_the_zoo_differs_without_a_reason() -> None:
    found = [comparison for network in networks() for comparison in compare_published(network)]
    assert len(found) > 200
    assert [c for c in found if c.verdict == UNEXPLAINED] == []


def test_no_reason_stands_where_none_is_needed() -> None:
    found = [comparison for network in networks() for comparison in compare_published(network)]
    assert [c for c in found if c.reason and c.verdict != EXPLAINED] == []


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("quantity: parameters, value: 156, table: T", "exact"),
        ("quantity: parameters, value: 157, table: T", "differs"),
        ("quantity: parameters, value: 0.2K, table: T", "matches as printed"),
        ("quantity: parameters, value: 0.16K, table: T", "matches as printed"),
        ("quantity: parameters, value: 0.15K, table: T", "differs"),
        ("quantity: macs, value: 117.6K, table: T", "matches as printed"),
        ('quantity: connections, value: "122,304", table: T', "exact"),
        ("quantity: output, value: 28x28x6, table: T", "exact"),
        ("quantity: output, value: 6x28x28, table: T, layer: C1", "exact"),
        ("quantity: output, value: 28x28, table: T", "exact"),
        ("quantity: output, value: 27x27, table: T", "differs"),
        ("quantity: depth, value: 1, table: T", "exact"),
        ("quantity: parameters, value: 1M, table: T, reason: because", "differs: reason given"),
    ],
)
def test_verdicts(figure: str, expected: str) -> None:
    assert verdict(figure) == expected


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("quantity: flops, value: 1, table: T", "no quantity is called 'flops'"),
        ("quantity: macs, value: many, table: T", "the value of a published figure is a number, not many"),
        ("quantity: output, value: 28by28, table: T", "'28by28' is no shape"),
        ("quantity: macs, value: 1, table: T, layer: C9", "there is no layer 'C9'"),
    ],
)
def test_faults_have_their_place(figure: str, message: str) -> None:
    with pytest.raises(SpecError, match=f"net.yaml:5:\\d+: error: {message}"):
        verdict(figure)


def test_command(run) -> None:
    outcome = run("verify", "--published", "lenet5_1998", "--format", "json")
    assert outcome.code == 0
    assert {entry["verdict"] for entry in json.loads(outcome.out)} == {"exact"}


def test_command_fails_on_an_unexplained_difference(run, spec_file) -> None:
    path = spec_file(SPEC.format(figure="quantity: parameters, value: 157, table: T"))
    outcome = run("verify", "--published", path)
    assert outcome.code == 1
    assert "1 figures: 1 differs" in outcome.out


def test_the_whole_zoo_from_the_command_line(run) -> None:
    outcome = run("verify", "--published")
    assert outcome.code == 0
    assert "differs: reason given" in outcome.out
    assert archcalc.load("googlenet_2014").published
