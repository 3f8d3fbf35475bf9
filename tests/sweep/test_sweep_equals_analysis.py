"""Every configuration of a sweep is what the single analysis says of it: figures, or the reason why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sweep_networks import AXES, alone, setting_of, spec_of

from archcalc.sweep.axes import Axis
from archcalc.sweep.grid import chunks
from archcalc.sweep.lanes import LARGEST
from archcalc.sweep.plan import plan
from archcalc.sweep.run import joined, run_box
from archcalc.zoo import architectures


@st.composite
def sweeps(draw: st.DrawFn) -> tuple[str, list[Axis]]:
    """A network, and up to four of its axes in any order."""
    name = draw(st.sampled_from(sorted(AXES)))
    known = sorted(AXES[name])
    chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
    if "input" in chosen and "resolution" in chosen:
        chosen.remove("input")
    return name, [Axis(axis, tuple(draw(AXES[name][axis]))) for axis in chosen]


@settings(max_examples=250, deadline=None)
@given(sweeps(), st.sampled_from([1, 2, 7, 10_000]), st.data())
def test_every_configuration_equals_the_single_analysis(
    sweep: tuple[str, list[Axis]], chunk: int, data: st.DataObject
) -> None:
    name, axes = sweep
    spec, variant = spec_of(name)
    asked = plan(spec, variant, {}, axes)
    columns = joined([run_box(asked, box) for box in chunks(asked.lengths, chunk)])
    assert len(columns) == asked.size
    for index in data.draw(st.sets(st.integers(0, asked.size - 1), min_size=1, max_size=12)):
        setting = setting_of(asked, columns, index)
        expected = alone(spec, variant, asked, setting)
        if isinstance(expected, str):
            assert columns.reasons[index] == expected, setting
            assert not columns.valid[index]
            continue
        assert columns.reasons[index] is None, setting
        assert {figure: int(column[index]) for figure, column in columns.figures.items()} == expected, setting


@pytest.mark.parametrize("name", architectures())
def test_every_network_of_the_zoo(name: str) -> None:
    """Sizes that fit, that are odd, and that are too small."""
    spec, variant = spec_of(name)
    asked = plan(spec, variant, {}, [Axis("resolution", (7, 33, 64, 225)), Axis("batch", (1, 3))])
    columns = run_box(asked, [range(4), range(2)])
    for index in range(len(columns)):
        expected = alone(spec, variant, asked, setting_of(asked, columns, index))
        found = {figure: int(column[index]) for figure, column in columns.figures.items()}
        assert (columns.reasons[index] or found) == expected


def _figures(name: str, axes: dict[str, list[Any]]) -> dict[str, list[int]]:
    spec, variant = spec_of(name)
    asked = plan(spec, variant, {}, [Axis(axis, tuple(values)) for axis, values in axes.items()])
    columns = run_box(asked, [range(length) for length in asked.lengths])
    assert columns.valid.all()
    return {figure: column.tolist() for figure, column in columns.figures.items()}


def test_beyond_64_bits_figures_are_pythons_own_integers() -> None:
    spec, variant = spec_of("mobilenet_v1")
    axes = {"width": [1.0, 900000.0], "batch": [1, 10**9]}
    found = _figures("mobilenet_v1", axes)
    asked = plan(spec, variant, {}, [Axis(axis, tuple(values)) for axis, values in axes.items()])
    for index, (width, batch) in enumerate([(w, b) for w in axes["width"] for b in axes["batch"]]):
        expected = alone(spec, variant, asked, {"width": width, "batch": batch})
        assert {figure: values[index] for figure, values in found.items()} == expected
    assert max(found["macs"]) > LARGEST
    assert max(found["parameters"]) < LARGEST  # in one sweep some columns are larger than 64 bits and others are not


@pytest.mark.parametrize("figure", ["macs", "flops", "activations", "peak_activation_bytes", "memory_bytes"])
def test_just_around_64_bits_nothing_wraps(figure: str) -> None:
    """Batches so that the figure of one configuration is the last below 2^63 and of the next the first above."""
    one = _figures("lenet5", {"batch": [1, 2]})[figure]
    slope, offset = one[1] - one[0], 2 * one[0] - one[1]
    last = (LARGEST - offset) // slope
    batches = [min(last, 10**9), min(last, 10**9) - 1]
    found = _figures("lenet5", {"batch": batches})[figure]
    assert found == [slope * batch + offset for batch in batches]


def test_one_walk_for_a_million_configurations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the layers are the same, the network is unrolled once, not once a configuration."""
    from archcalc.sweep import run

    walks = []

    def counted(network: Any) -> Any:
        walks.append(network)
        return expand(network)

    expand = run.expand_lanes
    monkeypatch.setattr(run, "expand_lanes", counted)
    spec, variant = spec_of("mobilenet_v1")
    axes = [
        Axis("width", tuple(n / 100 for n in range(5, 105))),
        Axis("resolution", tuple(range(32, 232, 2))),
        Axis("batch", tuple(range(1, 101))),
    ]
    asked = plan(spec, variant, {}, axes)
    columns = run_box(asked, [range(length) for length in asked.lengths])
    assert (len(columns), columns.valid.all(), len(walks)) == (1_000_000, True, 1)


def test_structure_is_one_walk_per_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    from archcalc.sweep import run

    parts = []
    expand = run.expand_lanes
    monkeypatch.setattr(run, "expand_lanes", lambda network: parts.append(expand(network)) or parts[-1])
    spec, variant = spec_of("mobilenet_v1")
    asked = plan(spec, variant, {}, [Axis("repeats", (0, 2, 5)), Axis("width", tuple(n / 50 for n in range(5, 100)))])
    run_box(asked, [range(length) for length in asked.lengths])
    assert len(parts) == 3
