"""The wheel in an empty environment: it carries the specs and needs nothing beyond its base dependencies."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    install = [
        str(programs / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "-c",
        str(ROOT / "constraints.txt"),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    return programs


def test_list_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(installed / "archcalc"), "list"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "lenet5" in done.stdout
    assert len(done.stdout.splitlines()) > 100


def test_a_spec_of_ones_own_works(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("input: 3x8x8\nlayers:\n  conv: {conv: 4, kernel: 3}\n")
    command = [str(installed / "python"), "-m", "archcalc", "summarize", "net.yaml", "--format", "markdown"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "| conv | conv 3x3 | 4x6x6 | 112 | 3,888 |" in done.stdout


def test_verify_says_what_to_install(installed: Path) -> None:
    command = [str(installed / "archcalc"), "verify", "lenet5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert done.stderr == (
        "error: 'archcalc verify' needs torch, which is not installed\n  pip install 'archcalc[verify]'\n"
    )
