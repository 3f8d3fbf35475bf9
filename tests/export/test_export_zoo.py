"""The whole zoo as PyTorch source: it runs on its own and is the network that the engine counts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from source_judge import built, check_against_engine, check_same_function

from archcalc.errors import SpecError
from archcalc.expand import expand
from archcalc.export.pytorch.source import source
from archcalc.shape import Shape
from archcalc.spec.model import Network
from archcalc.zoo import choose, load, names_in, read_file, read_spec, spec_files

FAMILIES = [os.path.basename(path).removesuffix(".yaml") for path in spec_files()]


def networks_of(family: str) -> list[Network]:
    path = next(path for path in spec_files() if os.path.basename(path) == f"{family}.yaml")
    spec = read_spec(read_file(path))
    return [choose(spec, name, {}) for name in names_in(spec)]


@pytest.mark.parametrize("family", FAMILIES)
def test_source_is_the_network_that_the_engine_counts(family: str) -> None:
    for network in networks_of(family):
        text = check_against_engine(network)
        if "num_classes" not in text:
            continue
        size = (1, *network.input)
        assert built(text, num_classes=13).eval()(torch.zeros(size, device="meta")).shape[1] == 13, network.name


@pytest.mark.parametrize("family", FAMILIES)
def test_source_computes_what_the_crosscheck_network_computes(family: str) -> None:
    network = networks_of(family)[0]
    check_same_function(network, small_input(network))


def small_input(network: Network) -> Shape | None:
    """A small image that the network takes, so that the test is quick."""
    for size in (33, 64, 96, 128):
        try:
            expand(network, (network.input[0], size, size))
        except SpecError:
            continue
        return (network.input[0], size, size)
    return None


@pytest.mark.parametrize("name", ["googlenet", "googlenet_2014", "inception_v3"])
def test_training_adds_the_auxiliary_heads(name: str) -> None:
    text = check_against_engine(load(name), training=True)
    model = built(text)
    x = torch.zeros((2, *load(name).input), device="meta")
    heads = len(model.train()(x)) - 1
    assert heads == (1 if name == "inception_v3" else 2)
    assert model.eval()(x).shape == (2, 1000)


def test_knobs_and_input_are_those_given() -> None:
    network = load("mobilenet_v2", width=1.4, classes=7)
    text = check_against_engine(network, (3, 96, 96))
    assert "num_classes: int = 7" in text
    assert "Input 3x96x96, width 1.4, classes 7" in text


def test_sources_are_formatted_and_have_no_lint(tmp_path: Path) -> None:
    ruff = shutil.which("ruff", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if ruff is None:
        pytest.skip("ruff is not installed")
    for family in FAMILIES:
        for network in networks_of(family):
            command = f"archcalc export {network.name} --to torch"
            (tmp_path / f"{network.name}.py").write_text(source(network, command=command), encoding="utf-8")
    for arguments in (["format", "--check"], ["check", "--select", "E,F,W,I,UP,B"]):
        done = subprocess.run([ruff, *arguments, "--isolated", tmp_path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]


def test_source_runs_as_a_program(tmp_path: Path) -> None:
    path = tmp_path / "lenet5.py"
    path.write_text(source(load("lenet5")), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", path], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["61,706 parameters", "(1, 10)"]
