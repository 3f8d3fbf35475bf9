"""The same parts on a Dask cluster of two processes, one of which dies in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SWEEP = ("sweep", "mobilenet_v1", "--over", "width=0.02:1:0.02", "--over", "resolution=32:96:4", "--over", "batch=1:3")
QUIET = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "false", "OMP_NUM_THREADS": "1"}


def started(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, text=True, env=QUIET)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler's address, and two workers without nannies, which nobody starts again."""
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'archcalc[dask]'")
    file = tmp_path / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(file))
    scheduler = started("dask_scheduler", *options)
    workers: list[subprocess.Popen[str]] = []
    try:
        address = address_in(file)
        for number in range(2):
            folder = str(tmp_path / f"worker{number}")
            options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", folder)
            workers.append(started("dask_worker", address, *options))
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def address_in(file: Path) -> str:
    """The address that a scheduler writes down once it listens."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if file.exists() and file.read_text().endswith("}"):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.05)
    raise AssertionError("the scheduler did not start")


def test_a_worker_dies_and_nothing_is_lost_or_doubled(
    cluster: tuple[str, list[subprocess.Popen[str]]], run: Any, tmp_path: Path
) -> None:
    address, workers = cluster
    folder = tmp_path / "sweep"
    asked = [*SWEEP, "--format", "json", "--parts", str(folder), "--part-size", "27", "--scheduler", address]
    process = subprocess.Popen([sys.executable, "-m", "archcalc", *asked], stderr=subprocess.PIPE, text=True, env=QUIET)
    deadline = time.monotonic() + 30
    while process.poll() is None and len(list(folder.glob("part-*"))) < 15 and time.monotonic() < deadline:
        time.sleep(0.005)
    assert process.poll() is None, "it was over before a worker could be killed"
    workers[0].send_signal(signal.SIGKILL)
    err = process.communicate(timeout=60)[1]
    assert process.returncode == 0, err
    assert len(list(folder.glob("part-*"))) == 50 * 2
    rows = [row for path in sorted(folder.glob("part-*.json")) for row in json.loads(path.read_text())]
    assert rows == json.loads(run(*SWEEP, "--format", "json").out)


def test_no_scheduler_there(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'archcalc[dask]'")
    from archcalc.sweep import cluster

    monkeypatch.setattr(cluster, "_WAIT", 0.5)
    asked = (*SWEEP, "--format", "csv", "--parts", str(tmp_path / "sweep"), "--scheduler")
    outcome = run(*asked, "tcp://127.0.0.1:9")
    assert outcome.code == 2
    assert outcome.err.startswith("error: no scheduler answers at tcp://127.0.0.1:9: ")
    assert outcome.err.endswith("  start one: dask scheduler, and dask worker tcp://ADDRESS on each machine\n")
    assert run(*asked, "nowhere").err.startswith("error: no scheduler answers at nowhere: ")


def test_dask_is_not_installed(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    asked = (*SWEEP, "--format", "csv", "--parts", str(tmp_path / "sweep"), "--scheduler", "tcp://127.0.0.1:9")
    outcome = run(*asked)
    assert outcome.code == 3
    assert outcome.err == "error: --scheduler needs Dask, which is not installed\n  pip install 'archcalc[dask]'\n"
