"""Whole processes, timed from outside, with their peak memory as the operating system counts it."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import time
from typing import NamedTuple

SLOWING = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Settings under which every start compiles archcalc's modules again: a user's installation has them compiled."""


class Run(NamedTuple):
    """One finished process."""

    seconds: float
    peak_bytes: int


def piped(command: list[str]) -> Run:
    """Run a command with its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_environment())
    return _finished(process, start)


def on_terminal(command: list[str]) -> Run:
    """Run a command on a terminal of 100 columns, reading what it draws."""
    reader, writer = pty.openpty()
    environment = {**_environment(), "TERM": "xterm-256color", "COLUMNS": "100"}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=writer, env=environment)
    os.close(writer)
    with contextlib.suppress(OSError):  # the terminal closes with the process
        while os.read(reader, 65536):
            pass
    run = _finished(process, start)
    os.close(reader)
    return run


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SLOWING}


def _finished(process: subprocess.Popen[bytes], start: float) -> Run:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
    return Run(time.perf_counter() - start, usage.ru_maxrss * 1024)
