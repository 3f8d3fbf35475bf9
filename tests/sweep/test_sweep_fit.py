"""`archcalc fit`: the largest setting, found by comparing with every single analysis."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from archcalc.analysis import analyze
from archcalc.zoo import load


def test_the_largest_width(run: Any) -> None:
    outcome = run("fit", "mobilenet_v2", "--max-macs", "300M", "--over", "width=0.9:1.1:0.01")
    assert (outcome.code, outcome.err) == (0, "")
    macs = {n: analyze(load("mobilenet_v2", width=n / 100)).totals.macs for n in range(90, 111)}
    best = max(n for n, cost in macs.items() if cost <= 300_000_000)
    assert outcome.out == (
        f"largest     width {best / 100}: {macs[best]:,} of 300,000,000 MACs\n"
        f"next width  {(best + 1) / 100} is over by {macs[best + 1] - 300_000_000:,} MACs\n"
    )


def test_the_default_grids(run: Any) -> None:
    assert run("fit", "mobilenet_v1", "--max-macs", "300M", "--over", "width").out == (
        "largest     width 0.72: 299,816,242 of 300,000,000 MACs\nnext width  0.73 is over by 6,572,464 MACs\n"
    )
    found = json.loads(run("fit", "shufflenet_v1", "--max-macs", "140M", "--over", "groups", "--format", "json").out)
    assert found["grid"] == {"groups": [1, 8, 5]}  # the knob's choices
    found = json.loads(
        run("fit", "lenet5", "--max-macs", "1M", "--over", "resolution", "--over", "batch", "--format", "json").out
    )
    assert found["grid"] == {"resolution": [8, 1024, 128], "batch": [1, 1024, 1024]}


def test_several_budgets_and_knobs(run: Any) -> None:
    asked = ("fit", "mobilenet_v1", "--over", "width=0.5:1:0.25", "--over", "resolution=128:224:32", "--format", "json")
    found = json.loads(run(*asked, "--max-macs", "200M", "--max-memory", "15MB").out)
    fitting = {}
    for width in (0.5, 0.75, 1.0):
        for side in (128, 160, 192, 224):
            totals = analyze(load("mobilenet_v1", width=width), (3, side, side)).totals
            memory = totals.parameter_bytes + totals.peak_activation_bytes
            if totals.macs <= 200e6 and memory <= 15e6:
                fitting[width, side] = max(totals.macs / 200e6, memory / 15e6)
    top = [a for a in fitting if not any(b != a and b[0] >= a[0] and b[1] >= a[1] for b in fitting)]
    top.sort(key=lambda setting: -fitting[setting])
    assert [(s["knobs"]["width"], s["knobs"]["resolution"]) for s in found["largest"]] == top
    assert len(top) > 1
    for name, after in found["next"].items():
        changed = {knob for knob, value in after["knobs"].items() if value != found["largest"][0]["knobs"][knob]}
        assert changed == {name}
        assert after["over"]


def test_costs_that_do_not_grow(run: Any, spec_file: Callable[..., str]) -> None:
    """Even widths are cheap here, odd ones are not: halving the interval would end anywhere."""
    path = spec_file(
        "input: 3x8x8\nknobs: {width: 4}\nlayers:\n  one: {conv: $width, kernel: 3, groups: 1}\n"
        "  two: {conv: '$width * (1 + 9 * ($width % 2))', kernel: 1}\n"
    )
    outcome = run("fit", path, "--max-macs", "10K", "--over", "width=1:12")
    macs = {n: analyze(load(path, width=n)).totals.macs for n in range(1, 13)}
    best = max(n for n, cost in macs.items() if cost <= 10_000)
    gap = min(n for n, cost in macs.items() if cost > 10_000)
    assert gap < best < 12
    assert outcome.out == (
        f"largest     width {best}: {macs[best]:,} of 10,000 MACs\n"
        f"next width  {best + 1} is over by {macs[best + 1] - 10_000:,} MACs\n"
        f"but         width {gap} is over by {macs[gap] - 10_000:,} MACs: costs do not simply grow\n"
    )


def test_the_end_of_the_grid_and_what_makes_no_network(run: Any) -> None:
    assert run("fit", "lenet5", "--max-macs", "1G", "--over", "classes=1:20").out.splitlines()[1] == (
        "next classes  20 is the largest of the grid"
    )
    outcome = run("fit", "mobilenet_v1", "--max-macs", "999999999999T", "--over", "width=1,900000,1000000")
    assert outcome.out.splitlines()[1] == (
        "next width  1000000 makes no network: layer 'conv9.pw': 'filters' of conv: "
        "it must be at most 1000000000, not 1024000000"
    )


def test_nothing_fits(run: Any) -> None:
    outcome = run("fit", "mobilenet_v1", "--max-macs", "1K", "--max-memory", "1GB", "--over", "width=0.1:1:0.1")
    totals = analyze(load("mobilenet_v1", width=0.1)).totals
    memory = totals.parameter_bytes + totals.peak_activation_bytes
    assert outcome.code == 1
    assert outcome.out == (
        "no setting of width from 0.1 to 1.0 fits\n"
        f"smallest MACs    {totals.macs:,} at width 0.1, {totals.macs - 1000:,} over the budget\n"
        f"smallest memory  {memory:,} at width 0.1, within the budget\n"
    )
    found = json.loads(run("fit", "mobilenet_v1", "--max-macs", "1K", "--over", "width=0.1", "--format", "json").out)
    assert found["largest"] == []
    assert found["smallest"]["macs"]["over"] == {"macs": totals.macs - 1000}
    outcome = run("fit", "alexnet", "--max-macs", "1K", "--over", "resolution=1:3")
    assert outcome.code == 1
    assert outcome.out.startswith("no setting of resolution from 1 to 3 fits: layer ")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--over", "width"], "there is no budget\n  add --max-macs, --max-parameters or --max-memory\n"),
        (["--max-macs", "1M"], "nothing is to be made large\n  for example --over width, or --over resolution\n"),
        (["--max-macs", "1M", "--over", "widht"], "there is no knob 'widht'\n  did you mean 'width'?\n"),
        (
            ["--max-macs", "1M", "--over", "unit"],
            "knob 'unit' has no default that is a positive number\n  say which values: --over unit=...\n",
        ),
        (
            ["--max-macs", "1M", "--over", "unit=separable,full"],
            "the values of unit have no largest one\n  fit it once for each: --set\n",
        ),
        (
            ["--max-macs", "1M", "--over", "input"],
            "the values of input have no largest one\n  for inputs use resolution\n",
        ),
        (
            ["--max-macs", "much", "--over", "width"],
            "--max-macs 'much' is no number\n  for example 300M, 1.5G or 25000000\n",
        ),
    ],
)
def test_what_cannot_be_fitted(run: Any, options: list[str], message: str) -> None:
    outcome = run("fit", "mobilenet_v1", *options)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"error: {message}")
