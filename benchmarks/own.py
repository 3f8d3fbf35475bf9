"""archcalc by itself: its start against what it must import, a warm analysis, growth with the layers."""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import archcalc
from archcalc.output.table import Column, Table, markdown
from benchmarks.processes import on_terminal, piped

if TYPE_CHECKING:
    from archcalc.spec.model import Network

RUNS = 15
CHAIN = "input: 8x32x32\nlayers:\n  body: {{repeat: {n}, conv: 8, kernel: 3, padding: same}}\n"
DENSE = """
input: 8x8x8
blocks:
  dense:
    layers:
      - concat: [identity, {{conv: 1, kernel: 1}}]
layers:
  body: {{repeat: {n}, block: dense}}
"""


def start_up() -> str:
    """Whole processes against the bare interpreter, in pairs so that the machine's drift cancels."""
    bare = [sys.executable, "-c", "pass"]
    commands = {
        "`import yaml`: the floor": (piped, [sys.executable, "-c", "import yaml"]),
        "`summarize lenet5`, piped": (piped, _command("summarize", "lenet5")),
        "`summarize lenet5`, on a terminal": (on_terminal, _command("summarize", "lenet5")),
        "`summarize vgg19_bn`, piped": (piped, _command("summarize", "vgg19_bn")),
        "`summarize densenet264`, piped": (piped, _command("summarize", "densenet264")),
        "`summarize efficientnet_b7`, piped": (piped, _command("summarize", "efficientnet_b7")),
        "`summarize --help`: with typer": (piped, _command("summarize", "--help")),
        "`import typer, yaml`: its floor": (piped, [sys.executable, "-c", "import typer, yaml"]),
        "`list` (all networks), piped": (piped, _command("list")),
    }
    rows = []
    for label, (measure, command) in commands.items():
        pairs = [(measure(command), piped(bare)) for _ in range(RUNS)]
        ratio = statistics.median(run.seconds / base.seconds for run, base in pairs)
        seconds = statistics.median(run.seconds for run, _ in pairs)
        peak = max(run.peak_bytes for run, _ in pairs)
        rows.append((label, f"{seconds * 1e3:.0f} ms", f"{ratio:.1f}x", f"{peak / 1e6:.0f} MB"))
    return _table(("process", "time", "to the bare interpreter", "peak memory"), rows)


def warm() -> str:
    """Analysing in a process that is running: anew, with other settings each time, and the same again."""
    rows = []
    for name in ("lenet5", "vgg16", "resnet50", "densenet264"):
        network = archcalc.load(name)
        inputs, batches = larger_inputs(network.input), itertools.count(2)
        calls: list[Callable[[], object]] = [
            lambda network=network: _anew(network),  # type: ignore[misc]
            lambda network=network, inputs=inputs: archcalc.analyze(network, next(inputs)),  # type: ignore[misc]
            lambda network=network, batches=batches: archcalc.analyze(network, batch=next(batches)),  # type: ignore[misc]
            lambda network=network: archcalc.analyze(network),  # type: ignore[misc]
            lambda name=name: archcalc.analyze(archcalc.load(name)),  # type: ignore[misc]
        ]
        for call in calls:
            call()
        rows.append((f"`{name}`", *(f"{_median(call) * 1e3:.3f} ms" for call in calls)))
    heads = ("network", "anew", "another input", "another batch", "the same again", "loaded and analysed again")
    return _table(heads, rows)


def larger_inputs(input: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Inputs of a network, each a little larger than the last."""
    channels, *sizes = input
    for more in itertools.count(8, 8):
        yield (channels, *(size + more for size in sizes))


def growth() -> str:
    """Cost per layer must not grow with the number of layers."""
    kinds = (("a chain of convolutions", CHAIN, 1), ("a DenseNet-like chain of concats", DENSE, 2))
    counts = (10, 100, 1_000, 10_000, 50_000)
    rows = [
        (what, *(f"{_per_layer(spec.format(n=count // each), count):.1f} µs" for count in counts))
        for what, spec, each in kinds
    ]
    return _table(("per layer of", *(f"{count:,} layers" for count in counts)), rows)


def _anew(network: Network) -> object:
    """An analysis that looks up nothing. Imported late: what this process has counts into its children's memory."""
    from archcalc.analysis import analyze_graph
    from archcalc.expand import expand

    return analyze_graph(network, expand(network))


def _per_layer(spec: str, layers: int) -> float:
    network = archcalc.loads(spec)
    return _median(lambda: _anew(network), runs=3) * 1e6 / layers


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    columns = tuple(Column(head, head, right=place > 0) for place, head in enumerate(heads))
    return markdown(Table(columns, rows))


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "archcalc", *arguments]


def _median(call: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
