"""The wheel in an empty environment: it carries the specs and needs nothing beyond its base dependencies."""

from __future__ import annotations

import shlex
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


def _files(*folders: str) -> set[str]:
    """What the package has beside its modules, and the specs, as the wheel has them."""
    kept = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return {
        str(path.relative_to(ROOT)).replace("specs/", "archcalc/_specs/", 1)
        for path in kept
        if path.suffix != ".pyc" and not path.name.startswith(".")
    }


def test_the_wheel_has_every_file_of_the_package(installed: Path) -> None:
    """Templates, tables of words, scripts and styles as well as modules; and nothing else."""
    import zipfile

    (wheel,) = installed.parent.parent.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if not name.startswith("archcalc-")}
    assert packed == _files("archcalc", "specs")
    endings = {name.rpartition(".")[2] for name in packed}
    assert endings >= {"py", "yaml", "html", "css", "js", "txt", "typed"}


COMMANDS = [
    "summarize lenet5",
    "explain lenet5 C1 --lang ko",
    "calc '3x32x32 -> conv 64 3x3 p1'",
    "convolve --input '1 2; 3 4' --kernel 1",
    "savings mobilenet_v1",
    "compare lenet5 lenet4",
    "whatif lenet5 --replace separable",
    "plot lenet5 --output plot.svg",
    "plot lenet5 --output plot.png",
    "sweep mobilenet_v1 --over width=0.5,1",
    "fit mobilenet_v1 --over width=0.5:1:0.25 --max-macs 1G",
    "verify --published lenet5",
    "export lenet5 --to torch",
    "quiz solve 'How many parameters has a 3x3 convolution from 64 to 128 channels?'",
    "quiz practice --lang ko",
    "report lenet5 --output reports",
    "report --html page.html lenet5 --calculator --lang ko",
    "report --calculator --output calculator.html",
    "check lenet5",
    "schema",
]


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_work_from_another_folder(installed: Path, tmp_path: Path, line: str) -> None:
    command = [str(installed / "archcalc"), *shlex.split(line)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())
    assert "Traceback" not in done.stderr


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
