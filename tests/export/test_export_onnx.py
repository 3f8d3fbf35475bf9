"""ONNX files: accepted by the checker, and the same function."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import torch

from archcalc.crosscheck.build import build
from archcalc.errors import MissingPartError, UsageError
from archcalc.expand import expand
from archcalc.export.onnx import write_onnx
from archcalc.zoo import load

installed = all(importlib.util.find_spec(name) for name in ("onnx", "onnxscript"))
needs_onnx = pytest.mark.skipif(not installed, reason="onnx and onnxscript are not installed")
quietly = pytest.mark.filterwarnings("ignore")  # of the exporter and the checker


@needs_onnx
@quietly
@pytest.mark.parametrize("name", ["lenet5_1998", "resnet20", "shufflenet_v2_x0_5"])
def test_the_file_is_the_network(name: str, tmp_path: Path) -> None:
    import onnx
    from onnx.reference import ReferenceEvaluator

    graph = expand(load(name), (3, 32, 32) if name != "lenet5_1998" else None)
    path = tmp_path / "network.onnx"
    write_onnx(graph, str(path))
    onnx.checker.check_model(str(path), full_check=True)
    torch.manual_seed(0)
    network = build(graph).eval()
    x = torch.randn(3, *graph.input)
    (output,) = ReferenceEvaluator(str(path)).run(None, {"input": x.numpy()})
    with torch.no_grad():
        expected = network(x)
    torch.testing.assert_close(torch.from_numpy(output), expected, rtol=1e-3, atol=1e-4)
    assert list(tmp_path.iterdir()) == [path]


@needs_onnx
@quietly
def test_training_heads_are_outputs(tmp_path: Path) -> None:
    import onnx

    graph = expand(load("googlenet"), (3, 64, 64), training=True)
    path = tmp_path / "network.onnx"
    write_onnx(graph, str(path))
    assert [output.name for output in onnx.load(str(path)).graph.output] == ["output", "head1", "head2"]


@needs_onnx
@quietly
def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        write_onnx(expand(load("lenet5")), str(tmp_path / "nowhere" / "network.onnx"))


def test_a_network_too_large_for_one_file(tmp_path: Path) -> None:
    graph = expand(load("vgg16", classes=10**6))
    if not installed:
        pytest.skip("onnx and onnxscript are not installed")
    with pytest.raises(UsageError, match="an ONNX file holds 2 GiB"):
        write_onnx(graph, str(tmp_path / "network.onnx"))


def test_missing_parts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingPartError) as caught:
        write_onnx(expand(load("lenet5")), str(tmp_path / "network.onnx"))
    assert str(caught.value) == (
        "error: 'archcalc export --to onnx' needs torch, onnx, onnxscript, which are not installed\n"
        "  pip install 'archcalc[onnx]'"
    )
    assert caught.value.exit_code == 3
