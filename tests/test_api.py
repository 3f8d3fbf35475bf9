"""The Python API, and that the README's examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

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


def test_readme_examples_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    specs = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(specs) == 3
    from archcalc.zoo import choose, read_source

    for number, spec in enumerate(specs):
        if "input:" not in spec:  # the inception block needs a network around it
            spec = "input: 192x28x28\n" + spec
            assert yaml.safe_load(spec)
        analysis = archcalc.analyze(choose(read_source(f"readme{number}.yaml", spec), None, {}))
        assert analysis.totals.macs > 0
    assert analysis.output == (256, 28, 28)  # inception (3a), GoogLeNet Table 1
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code
    without_torch = "\n".join(line for line in code[1].splitlines() if "verify" not in line)
    exec(without_torch, {})
