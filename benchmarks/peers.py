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
RUNS = 5
PASSES = 7


class Measured(NamedTuple):
    """A tool on a network, and how many times as much as archcalc it takes."""

    network: str
    tool: str
    seconds: float
    peak_bytes: int
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
    warm = {name: _warm(_prepared(network, name, tools), _call(name, tools)) for name in commands}
    return [
        Measured(
            network.name,
            name,
            statistics.median(run.seconds for run in measured),
            max(run.peak_bytes for run in measured),
            warm[name],
        )
        for name, measured in whole.items()
    ]


def _prepared(network: Exported, name: str, tools: list[Tool]) -> str:
    if name == OURS:
        return f"import archcalc\nnetwork = archcalc.load({network.name!r})"
    return f"{network.prepared}\n{_tool(name, tools).imports}"


def _call(name: str, tools: list[Tool]) -> str:
    return "archcalc.analyze(network)" if name == OURS else _tool(name, tools).call


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
            (
                one.network,
                one.tool,
                f"{one.seconds * 1e3:,.0f} ms",
                f"{one.seconds / base.seconds:.1f}x",
                f"{one.peak_bytes / 1e6:,.0f} MB",
                f"{one.peak_bytes / base.peak_bytes:.1f}x",
                f"{one.warm_seconds * 1e3:,.2f} ms",
                f"{one.warm_seconds / base.warm_seconds:,.0f}x",
            )
        )
    return markdown(Table(columns, rows))
