"""`archcalc export` as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from source_judge import built

Run = Callable[..., "tuple[int, str, str]"]


def test_torch_source_goes_to_standard_output_or_a_file(run: Run, tmp_path: Path) -> None:
    code, out, err = run("export", "lenet5", "--to", "torch")
    assert (code, err) == (0, "")
    assert out.startswith('"""LeNet-5 (modern) in PyTorch, written by `archcalc export lenet5 --to torch`."""\n')
    path = tmp_path / "lenet5.py"
    assert tuple(run("export", "lenet5", "--to", "torch", "--output", str(path))) == (0, "", "")
    assert path.read_text(encoding="utf-8") == out


def test_options_stand_in_the_source(run: Run) -> None:
    options = ("--set", "width=0.5", "--set", "classes=3", "--input", "3x64x64")
    _, out, _ = run("export", "mobilenet_v2", "--to", "torch", *options)
    head = " ".join(out.partition("import")[0].split())
    assert "`archcalc export mobilenet_v2 --to torch --input 3x64x64 --set width=0.5 --set classes=3`" in head
    assert "def __init__(self, num_classes: int = 3) -> None:" in out
    built(out)


def test_training_heads(run: Run) -> None:
    assert "self.aux1 = SideHead(512, num_classes)" in run("export", "googlenet", "--to", "torch", "--training")[1]
    assert "aux1" not in run("export", "googlenet", "--to", "torch")[1]


def test_diagrams(run: Run) -> None:
    assert run("export", "lenet5", "--to", "dot")[1].startswith('digraph "lenet5" {\n')
    code, out, _ = run("export", "resnet50", "--to", "mermaid", "--depth", "1")
    assert code == 0
    assert '  n2["conv2_x<br/>32 layers<br/>256x56x56"]\n' in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "tourch"), "error: cannot export to 'tourch'\n  did you mean 'torch'?\n"),
        (("--to", "keras"), "error: cannot export to 'keras'\n  known formats: dot, mermaid, onnx, torch\n"),
        ((), "error: --to says what to export to\n  it is one of torch, onnx, dot, mermaid\n"),
        (("--to", "torch", "--depth", "1"), "error: --depth folds diagrams, and torch is none\n  leave it out\n"),
        (
            ("--to", "onnx"),
            "error: an ONNX file is binary\n  say where to write it: --output network.onnx\n",
        ),
    ],
)
def test_bad_usage(run: Run, arguments: tuple[str, ...], message: str) -> None:
    assert tuple(run("export", "lenet5", *arguments)) == (2, "", message)


@pytest.mark.parametrize("to", ["torch", "dot", "mermaid"])
def test_text_formats_do_without_torch(to: str) -> None:
    program = (
        "import sys\n"
        f"sys.argv = ['archcalc', 'export', 'resnet18', '--to', '{to}']\n"
        "from archcalc.cli import main\n"
        "main()\n"
        "assert not {'torch', 'numpy', 'pandas', 'onnx'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
