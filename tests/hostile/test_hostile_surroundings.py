"""Terminals without colour, width or Unicode, environments without a home, folders that are gone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


PLAIN = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "TERM": "dumb", "NO_COLOR": "1"}
DRAWN = [
    "list --family LeNet --lang ko",
    "summarize lenet5 --bars",
    "explain lenet5 C1 --lang ko",
    "compare lenet5 lenet4 --lang ko",
    "savings lenet5",
    "sweep mobilenet_v1 --over width=0.5,1",
]


@pytest.mark.parametrize("line", DRAWN)
def test_a_terminal_without_anything(line: str, on_terminal) -> None:
    code, shown = on_terminal(*line.split(), **PLAIN)
    assert code == 0
    assert shown.isascii()
    assert "\x1b" not in shown
    assert re.search(r"\d{3}", shown)
    assert "Traceback" not in shown


@pytest.mark.parametrize("columns", ["1", "0", "-5", "wide", "99999999999999999999"])
def test_a_width_that_is_none(columns: str, on_terminal) -> None:
    code, shown = on_terminal("list", "--family", "LeNet", COLUMNS=columns, TERM="xterm", NO_COLOR="1")
    assert code == 0
    rows = [row for row in shown.splitlines() if row.startswith("lenet")]
    assert len(rows) == 4  # a row for each network, and not a column of letters


def test_an_environment_that_is_empty(tmp_path: Path) -> None:
    """No HOME, no PATH, no locale; nothing but what Python needs to find the package."""
    for line in ("list", "plot lenet5 --output plot.png", "report lenet5 --output out"):
        done = subprocess.run(
            [sys.executable, "-m", "archcalc", *line.split()],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    assert len(os.listdir(tmp_path / "out")) == 4


GONE = {
    "summarize lenet5": (0, ""),
    "summarize ok.yaml": (2, "error: ok.yaml: no such file\n"),
    "schema --output a.json": (2, "error: cannot write a.json: No such file or directory\n"),
    "plot lenet5 --output a.svg": (2, "error: cannot write a.svg: No such file or directory\n"),
    "whatif lenet5 --replace separable --save a.yaml": (2, "error: cannot write a.yaml: No such file or directory\n"),
    "report lenet5 --format csv": (2, "error: cannot write to reports: No such file or directory\n"),
    "report --html a.html lenet5": (2, "error: cannot write a.html: No such file or directory\n"),
    "sweep mobilenet_v1 --over width=0.5,1 --format csv --parts a": (
        2,
        "error: cannot write a: No such file or directory\n",
    ),
    "quiz practice --key a": (2, "error: cannot write a: No such file or directory\n"),
}


def test_a_working_folder_that_is_gone(run, tmp_path: Path) -> None:
    before = os.getcwd()
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    try:
        shutil.rmtree(gone)
        for line, (code, message) in GONE.items():
            outcome = run(*line.split())
            assert (outcome.code, outcome.err) == (code, message)
    finally:
        os.chdir(before)
