"""Random networks through the commands: each prints something or refuses with a message, whatever the network is."""

from __future__ import annotations

import contextlib
import gc
import io
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from .judge import spec_text
from .networks import network
from .shrink import shrunk
from .targets import SECONDS

COMMANDS = tuple(
    line.split()
    for line in (
        "summarize NET --format json",
        "summarize NET --depth 1",
        "summarize NET --batch 3 --dtype int8 --convention fvcore",
        "explain NET",
        "explain NET --lang ko --format json",
        "savings NET",
        "check NET",
        "export NET --to torch",
        "export NET --to dot",
        "export NET --to mermaid",
        "whatif NET --replace separable",
        "whatif NET --replace stack",
        "whatif NET --replace groups=2",
        "whatif NET --replace width=0.5",
        "compare NET lenet5",
        "compare-conventions NET macs torchinfo",
    )
)
REFUSES_ALL = COMMANDS[0]
"""What this command refuses is no network: the others need not be asked."""


class Outcome(NamedTuple):
    """How a command ended: its exit code, or a traceback; `seconds` is processor time."""

    code: int
    fault: str
    seconds: float


def run_command(command: list[str], path: Path) -> Outcome:
    """Run a command on the network of a file, in this process."""
    from archcalc.cli import main

    arguments = ["archcalc", *(str(path) if word == "NET" else word for word in command)]
    out, err, code, fault = io.StringIO(), io.StringIO(), 0, ""
    began = time.process_time()
    with patch.object(sys, "argv", arguments), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        except Exception:  # whatever it is, no command may end so
            fault = traceback.format_exc()
        finally:
            gc.enable()  # a command needs none, many in one process do
    spent = time.process_time() - began
    if not fault and not (out.getvalue() if code == 0 else err.getvalue()).strip():
        fault = f"exit code {code} without a word"
    if not fault and spent > SECONDS:
        fault = f"{spent:.1f} seconds"
    return Outcome(code, fault, spent)


def run(seed: int, count: int, minutes: float = 1e9, on: bool = False) -> int:
    """All commands on `count` networks from `seed` on, or as many as `minutes` allow, and go `on` behind a fault.

    The exit code is 1 if there was a fault.
    """
    print(f"commands: seed {seed}, count {count:,} (python -m tests.fuzz commands --seed {seed} --count {count})")
    codes: Counter[str] = Counter()
    began, done = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.yaml"
        for number in range(seed, seed + count):
            if time.monotonic() - began > 60 * minutes:
                break
            done += 1
            path.write_text(spec_text(network(number)), encoding="utf-8")
            for command in COMMANDS:
                outcome = run_command(command, path)
                how = "failed" if outcome.fault else "refused" if outcome.code else "printed"
                codes[f"{how}  {' '.join(command)}"] += 1
                if outcome.fault:
                    print(f"\nseed {number}: archcalc {' '.join(command)}\n{outcome.fault}", flush=True)
                    print(counter_example(network(number), command, path), flush=True)
                    if not on:
                        return 1
                    break  # the file holds another network now
                if outcome.code and command is REFUSES_ALL:
                    break
    failed = sum(many for what, many in codes.items() if what.startswith("failed"))
    print(f"{failed or 'no'} faults in {done:,} networks, {codes.total():,} commands")
    print("".join(f"  {many:>9,}  {what}\n" for what, many in sorted(codes.items())), end="")
    return int(failed > 0)


def counter_example(spec: dict[str, Any], command: list[str], path: Path) -> str:
    """The shrunk spec with which the command ends in the same way."""

    def ending(spec: dict[str, Any]) -> str:
        path.write_text(spec_text(spec), encoding="utf-8")
        return run_command(command, path).fault.strip().rpartition("\n")[2].partition(":")[0]

    shown = ending(spec)
    return f"# commands: {shown}\n{spec_text(shrunk(spec, lambda smaller: ending(smaller) == shown))}"
