"""archcalc beside the tools people use today: whole processes and warm passes, on the same networks.

Each figure is the median of its runs; runs of all tools take turns, so that the machine's moods fall on all alike.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from typing import NamedTuple

from archcalc.output.table import Column, Table, markdown
from benchmarks.processes import Run, piped
from benchmarks.tools import NETWORKS, TOOLS, Exported, Tool, exported

OURS = "archcalc"
AGAIN = "archcalc, the same again"
RUNS = 5
PASSES = 7


class Measured(NamedTuple):
    """A tool on a network: a whole process, if that was measured, and one more count in one that is running."""

    network: str
    tool: str
    whole: Run | None
    warm_seconds: float


def measure(runs: int = RUNS) -> list[Measured]:
    """All tools that are installed, on all networks."""
    tools = [tool for tool in TOOLS if tool.installed]
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in NETWORKS:
            found += _network(exported(name, folder), tools, runs)
    return found


def _network(network: Exported, tools: list[Tool], runs: int) -> list[Measured]:
    commands = {OURS: [sys.executable, "-m", "archcalc", "summarize", network.name]}
    commands |= {tool.name: [sys.executable, "-W", "ignore", "-c", network.script(tool)] for tool in tools}
    whole: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            whole[name].append(piped(command))
    found = [
        Measured(network.name, name, _typical(runs), _warm(*_program(network, name, tools)))
        for name, runs in whole.items()
    ]
    again = Measured(network.name, AGAIN, None, _warm(*_program(network, AGAIN, tools)))
    return [found[0], again, *found[1:]]


def _typical(runs: list[Run]) -> Run:
    return Run(statistics.median(run.seconds for run in runs), max(run.peak_bytes for run in runs))


def _program(network: Exported, name: str, tools: list[Tool]) -> tuple[str, str]:
    """What is prepared, and the call that is timed. archcalc remembers: it is asked for another input each time."""
    if name in (OURS, AGAIN):
        prepared = (
            f"import archcalc\nfrom benchmarks.own import larger_inputs\nnetwork = archcalc.load({network.name!r})"
        )
        if name == AGAIN:
            return prepared, "archcalc.analyze(network)"
        return f"{prepared}\ninputs = larger_inputs(network.input)", "archcalc.analyze(network, next(inputs))"
    tool = _tool(name, tools)
    return f"{network.prepared}\n{tool.imports}", tool.call


def _tool(name: str, tools: list[Tool]) -> Tool:
    return next(tool for tool in tools if tool.name == name)


def _warm(prepared: str, call: str) -> float:
    """Seconds of one more count in a process of its own: what a tool leaves behind must not slow the next."""
    program = f"""{prepared}
import statistics, sys, time
def once():
    start = time.perf_counter()
    {call}
    return time.perf_counter() - start
once()
print("seconds", statistics.median(once() for _ in range({PASSES})))
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True)
    return float(done.stdout.rpartition("seconds")[2])


def table(measured: list[Measured]) -> str:
    """As Markdown: times and memory, and each tool's as multiples of archcalc's."""
    ours = {one.network: one for one in measured if one.tool == OURS}
    heads = ["network", "tool", "whole process", "", "peak memory", "", "warm pass", ""]
    columns = tuple(Column(str(i), head, right=i > 1) for i, head in enumerate(heads))
    rows = []
    for one in measured:
        base = ours[one.network]
        rows.append(
            (one.network, one.tool, *_whole(one.whole, base.whole), *_pass(one.warm_seconds, base.warm_seconds))
        )
    return markdown(Table(columns, rows))


def _whole(run: Run | None, base: Run | None) -> tuple[str, ...]:
    if run is None or base is None:
        return ("",) * 4
    return (
        f"{run.seconds * 1e3:,.0f} ms",
        f"{run.seconds / base.seconds:.1f}x",
        f"{run.peak_bytes / 1e6:,.0f} MB",
        f"{run.peak_bytes / base.peak_bytes:.1f}x",
    )


def _pass(seconds: float, base: float) -> tuple[str, str]:
    ratio = seconds / base
    return f"{seconds * 1e3:,.3f} ms", f"{ratio:,.0f}x" if ratio >= 1 else f"{ratio:.3f}x"
