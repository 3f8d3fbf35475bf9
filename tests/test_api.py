"""The Python API, and that the README's examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import archcalc

ROOT = Path(__file__).parent.parent


def test_to_frame() -> None:
    frame = archcalc.analyze(archcalc.load("lenet5")).to_frame()
    assert list(frame["layer"][:2]) == ["C1", "C1.tanh"]
    assert frame["parameters"].sum() == 61706
    assert frame["macs"].dtype == "int64"


def test_repr_html_is_a_table() -> None:
    html = archcalc.analyze(archcalc.load("lenet5"))._repr_html_()
    assert html.startswith("<table>")
    assert html.count("<tr>") == 16
    assert "61,706" in html


def test_architectures_and_load() -> None:
    names = archcalc.architectures()
    assert {"lenet5", "vgg16", "resnet50"} <= set(names)
    assert len(names) == len(set(names))
    assert archcalc.load("vgg16", classes=10).knobs["classes"] == 10


def test_errors_are_one_family() -> None:
    with pytest.raises(archcalc.ArchcalcError, match="no architecture 'resnet5000'"):
        archcalc.load("resnet5000")


def test_the_namespace_is_what_it_says() -> None:
    assert dir(archcalc) == archcalc.__all__
    with pytest.raises(AttributeError):
        archcalc.nonsense  # noqa: B018


@pytest.mark.parametrize("given", [(3, 64, 64), [3, 64, 64], "3x64x64"])
def test_spellings_of_an_input(given: object) -> None:
    assert archcalc.analyze(archcalc.load("resnet18"), given).input == (3, 64, 64)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((3, 1.5, 64), "(3, 1.5, 64) is not a shape: its sizes are whole numbers"),
        ((3, True, 64), "(3, True, 64) is not a shape: its sizes are whole numbers"),
        ((3, 0, 64), "(3, 0, 64) is not a shape: every size is at least 1, not 0"),
        (7, "7 is not a shape: its sizes are whole numbers"),
        ((224, 224), "resnet18 takes 3 sizes, and 224x224 has 2"),
    ],
)
def test_what_is_no_input(given: object, message: str) -> None:
    with pytest.raises(archcalc.ArchcalcError) as caught:
        archcalc.analyze(archcalc.load("resnet18"), given)  # type: ignore[arg-type]
    assert caught.value.faults[0].message == message


def test_load_takes_a_path(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_text("input: 3x8x8\nlayers: {conv: {conv: 4, kernel: 3}}\n")
    assert archcalc.load(path).name == "net"
    with pytest.raises(archcalc.ArchcalcError, match="analyze takes a network"):
        archcalc.analyze("resnet50")  # type: ignore[arg-type]


def test_loads_takes_a_text() -> None:
    text = "input: 3x8x8\nknobs: {c: 4}\nlayers: {conv: {conv: $c, kernel: 3}}\n"
    assert archcalc.analyze(archcalc.loads(text)).totals.parameters == 4 * 3 * 9 + 4
    assert archcalc.analyze(archcalc.loads(text, c=8)).output == (8, 6, 6)
    two = "input: 3x8x8\nvariants: {a: {}, b: {}}\nlayers: {conv: {conv: 4, kernel: 3}}\n"
    assert archcalc.loads(two, "b").name == "b"
    with pytest.raises(archcalc.ArchcalcError, match="text holds several networks: a, b"):
        archcalc.loads(two)


def test_readme_examples_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    specs = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(specs) == 3
    from archcalc.zoo import choose, read_source

    for number, spec in enumerate(specs):
        analysis = archcalc.analyze(choose(read_source(f"readme{number}.yaml", spec), None, {}))
        assert analysis.totals.macs > 0
    assert analysis.output == (256, 28, 28)  # inception (3a), GoogLeNet Table 1
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code
    without_torch = "\n".join(line for line in code[1].splitlines() if "verify" not in line)
    exec(without_torch, {})


def test_the_count_under_a_convention_has_one_name() -> None:
    """`counted` of a layer and of the totals; `cost` is the record that it is made of, and the key in JSON."""
    analysis = archcalc.analyze(archcalc.load("lenet5"), batch=2, convention="torchinfo")
    totals, data = analysis.totals, analysis.to_dict()
    assert totals.counted == sum(row.counted for row in analysis.layers) == totals.cost == data["totals"]["cost"]
    assert "counted" not in data["totals"] and totals.counted != totals.macs
    assert [layer["cost"] for layer in data["layers"]] == [row.counted for row in analysis.layers]
    trained = [(row.trainable_parameters, row.fixed_parameters) for row in analysis.layers]
    assert tuple(map(sum, zip(*trained, strict=True))) == (totals.trainable_parameters, totals.fixed_parameters)
