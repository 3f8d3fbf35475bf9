"""What the papers print: every figure of the zoo is met, or says why not."""

from __future__ import annotations

import json

import pytest

import archcalc
from archcalc.errors import SpecError
from archcalc.published import EXPLAINED, UNEXPLAINED, Comparison, compare_published
from archcalc.zoo import choose, networks, read_source

SPEC = """input: 1x32x32
knobs: {{maps: 6, norm: {{default: none, choices: [none, batch]}}}}
layers: {{C1: {{conv: $maps, kernel: 5, norm: $norm, bias: true}}}}
published:
  - {{{figure}}}
"""


def compare(*figures: str) -> list[Comparison]:
    text = SPEC.format(figure="}\n  - {".join(figures))
    return compare_published(choose(read_source("net.yaml", text), None, {}))


def verdict(figure: str) -> str:
    (found,) = compare(figure)
    return found.verdict


def test_no_figure_of_the_zoo_differs_without_a_reason() -> None:
    found = [comparison for network in networks() for comparison in compare_published(network)]
    assert len(found) > 600
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
        ('quantity: neurons, value: "4,704", table: T', "exact"),
        ("quantity: parameters, value: 78, table: T, at: {maps: 3}", "exact"),
        ("quantity: parameters, value: 156, table: T, at: {maps: 3}", "differs"),
        ("quantity: output, value: 24x24, table: T, at: {input: 1x28x28}", "exact"),
        ("quantity: macs, value: 43.2K, table: T, at: {maps: 3, input: 1x28x28}", "matches as printed"),
        ('quantity: connections, value: "44,928", table: T, at: {maps: 3, input: 1x28x28}', "exact"),
        ("quantity: parameters, value: 168, table: T, at: {norm: batch}", "exact"),
        ("quantity: parameters without normalisation, value: 156, table: T, at: {norm: batch}", "exact"),
        ("quantity: parameters with running statistics, value: 180, table: T, at: {norm: batch}", "exact"),
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
        ("quantity: macs, value: 1, table: T, at: {width: 2}", "there is no knob 'width'"),
        ("quantity: macs, value: 1, table: T, at: {norm: layer}", "knob 'norm' cannot be layer"),
        ("quantity: macs, value: 1, table: T, at: {maps: many}", "knob 'maps' is a number, not 'many'"),
        ("quantity: macs, value: 1, table: T, at: {input: 28by28}", "'28by28' is not a shape"),
        ("quantity: macs, value: 1, table: T, at: {input: [1, 28, 28]}", "an input shape is missing here"),
        ("quantity: macs, value: 1, table: T, at: half", "'at' is a mapping of knobs to values"),
    ],
)
def test_faults_have_their_place(figure: str, message: str) -> None:
    with pytest.raises(SpecError, match=f"net.yaml:5:\\d+: error: {message}"):
        verdict(figure)


def test_a_fault_in_a_knob_points_at_it() -> None:
    with pytest.raises(SpecError) as caught:
        verdict("quantity: macs, value: 1, table: T, at: {maps: 3, mops: 3}")
    place = caught.value.faults[0].place
    assert place and place.source.line(place.line)[place.column - 1 :].startswith("mops")


def test_an_input_that_does_not_fit_says_whose_setting_it_is() -> None:
    with pytest.raises(SpecError, match=r"net.yaml:3:.*C1[\s\S]*net.yaml:5:\d+: set so for a published figure"):
        verdict("quantity: macs, value: 1, table: T, at: {input: 1x3x3}")


def test_the_setting_stands_beside_the_name() -> None:
    shared = "quantity: parameters, value: 1, table: T, at"
    found = compare(f"{shared}: {{maps: 3}}", f"{shared}: {{norm: batch, input: 1x28x28}}", f"{shared}: {{}}")
    assert [c.network for c in found] == ["net (maps 3)", "net (norm batch, input 1x28x28)", "net"]


def test_each_setting_is_analysed_once(monkeypatch) -> None:
    settings = []

    def counted(network, input=None, **options):
        settings.append((network.knobs["maps"], input, options["convention"]))
        return archcalc.analyze(network, input, **options)

    monkeypatch.setattr("archcalc.published.analyze", counted)
    half = "value: 1, table: T, at: {maps: 3}"
    compare("quantity: macs, value: 1, table: T", f"quantity: macs, {half}", f"quantity: parameters, {half}",
            f"quantity: connections, {half}")  # fmt: skip
    assert settings == [(6, None, "macs"), (3, None, "macs"), (3, None, "connections")]


def test_variants_are_set_too() -> None:
    found = compare_published(archcalc.load("shufflenet_v1_g8"))
    assert ("shufflenet_v1_g8 (width 0.5, fc_bias false)", "1.0M") in {(c.network, c.printed) for c in found}


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
