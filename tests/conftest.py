"""Fixtures that several test folders share."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each test works out its own: what the one before has left could hide a fault that is planted here."""
    from archcalc.ops.base import shared
    from archcalc.recent import forget

    forget()
    shared.cache_clear()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process: `run("summarize", "lenet5").out`."""

    def invoke(*arguments: str, stdin: str = "") -> Outcome:
        import io

        from archcalc.cli import main

        monkeypatch.setattr(sys, "argv", ["archcalc", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        finally:
            gc.enable()
        return Outcome(code, *capsys.readouterr())

    return invoke


@pytest.fixture
def spec_file(tmp_path: Path) -> Callable[..., str]:
    """Write a spec and return its path."""

    def write(text: str, name: str = "net.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def on_terminal() -> Callable[..., tuple[int, str]]:
    """Exit code and output of a command whose standard output and error are a terminal."""
    import os
    import pty
    import subprocess

    def show(*arguments: str, **env: str) -> tuple[int, str]:
        reader, writer = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "archcalc", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=writer,
            stderr=writer,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **env},
        )
        os.close(writer)
        shown = b""
        try:
            while chunk := os.read(reader, 65536):
                shown += chunk
        except OSError:  # the terminal closes with the process
            pass
        os.close(reader)
        return process.wait(timeout=60), shown.decode("utf-8", "replace").replace("\r\n", "\n")

    return show


SNAPSHOTS = Path(__file__).parent / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="rewrite the snapshots in tests/data with today's output")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a whole output with the file of that name in tests/data."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / name
        if request.config.getoption("--rewrite"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
