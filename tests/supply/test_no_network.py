"""No command opens a socket or starts a program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from archcalc.cli.app import COMMANDS

ROOT = Path(__file__).parent.parent.parent
LINES = [
    "--version",
    "list",
    "summarize lenet5",
    "explain lenet5",
    "calc conv 4 3x3 --input 3x8x8",
    "convolve --input 1 --kernel 1",
    "savings lenet5",
    "compare lenet5 lenet4",
    "whatif lenet5 --replace separable",
    "plot lenet5 --output plot.svg",
    "plot lenet5 --output plot.png",
    "compare-conventions lenet5 macs flops",
    "sweep mobilenet_v1 --over width=0.5,1",
    "fit mobilenet_v1 --over width=0.5:1:0.25 --max-macs 1G",
    "verify lenet5 --published",
    "export lenet5 --to torch",
    "quiz solve 1+1",
    "quiz practice --key key.jsonl",
    "report lenet5 --output out",
    "report --calculator",
    "check lenet5",
    "schema",
]

WATCHED = """
import sys
sys.path.insert(0, {root!r})
forbidden = []
FORBIDDEN = ("socket.", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "urllib.", "http.client")

def watch(event, details):
    if event.startswith(FORBIDDEN):
        forbidden.append(event)

sys.addaudithook(watch)
from archcalc.cli import main
for line in {lines!r}:
    sys.argv = ["archcalc", *line.split()]
    try:
        main()
    except SystemExit as stop:
        if stop.code not in (0, None, 1):
            print("failed", line, stop.code, file=sys.stderr)
    if forbidden:
        print("forbidden", line, forbidden, file=sys.stderr)
        forbidden.clear()
"""


def watched(lines: list[str], folder: Path) -> list[str]:
    """What was noted while commands ran, one after the other, in a process of their own."""
    code = WATCHED.format(root=str(ROOT), lines=lines)
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [line for line in done.stderr.splitlines() if line.split()[0] in ("failed", "forbidden")]


def test_every_command_is_run() -> None:
    assert {line.split()[0] for line in LINES} >= set(COMMANDS)


def test_no_command_opens_a_socket_or_starts_a_program(tmp_path: Path) -> None:
    assert watched(LINES, tmp_path) == []


def test_the_watch_notices(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import socket; socket.socket()\nraise SystemExit(2)\n")
    code = WATCHED.format(root=str(ROOT), lines=["list --help"]).replace(
        "sys.addaudithook", "sys.path.insert(0, '')\nsys.addaudithook"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "forbidden list --help ['socket.__new__']" in done.stderr
    assert "failed list --help 2" in done.stderr
