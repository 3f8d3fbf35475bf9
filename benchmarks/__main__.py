"""`python -m benchmarks`: start-up against the bare interpreter, warm analysis, growth with the layers."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import archcalc
from archcalc.spec.model import Network
from archcalc.zoo import choose, read_source
from benchmarks.processes import on_terminal, piped

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


def main() -> None:
    """Print all measurements."""
    start_up()
    warm()
    growth("a chain of convolutions", CHAIN, 1)
    growth("a DenseNet-like chain of concats", DENSE, 2)


def start_up() -> None:
    """Whole processes against the bare interpreter, in pairs so that the machine's drift cancels."""
    print(f"start-up, medians of {RUNS} runs, as ratios to the bare interpreter of the same run")
    bare = [sys.executable, "-c", "pass"]
    modules = [sys.executable, "-c", "import typer, yaml"]
    commands = {
        "import typer, yaml (the floor)": (piped, modules),
        "summarize lenet5, piped": (piped, _command("summarize", "lenet5")),
        "summarize lenet5, on a terminal": (on_terminal, _command("summarize", "lenet5")),
        "summarize vgg19_bn, piped": (piped, _command("summarize", "vgg19_bn")),
        "summarize densenet264, piped": (piped, _command("summarize", "densenet264")),
        "summarize efficientnet_b7, piped": (piped, _command("summarize", "efficientnet_b7")),
        "list, piped": (piped, _command("list")),
    }
    for label, (measure, command) in commands.items():
        pairs = [(measure(command), piped(bare)) for _ in range(RUNS)]
        ratio = statistics.median(run.seconds / base.seconds for run, base in pairs)
        seconds = statistics.median(run.seconds for run, _ in pairs)
        peak = max(run.peak_bytes for run, _ in pairs)
        print(f"  {label:34} {ratio:5.1f}x  {seconds * 1e3:6.1f} ms  peak {peak / 1e6:5.1f} MB")


def warm() -> None:
    """Analysing a loaded network again and again in one process."""
    print("warm analysis, median")
    for name in ("lenet5", "vgg16", "resnet50", "densenet264"):
        network = archcalc.load(name)
        seconds = _median(lambda network=network: archcalc.analyze(network))  # type: ignore[misc]
        print(f"  {name:34} {seconds * 1e3:6.2f} ms")


def growth(what: str, spec: str, layers_each: int) -> None:
    """Cost per layer must not grow with the number of layers."""
    print(f"{what}: microseconds per layer")
    for count in (10, 100, 1_000, 10_000, 100_000 // layers_each):
        network = _network(spec.format(n=count))
        seconds = _median(lambda network=network: archcalc.analyze(network), runs=3)  # type: ignore[misc]
        layers = count * layers_each
        print(f"  {layers:>7,} layers {seconds * 1e6 / layers:6.1f}")


def _network(spec: str) -> Network:
    return choose(read_source("generated.yaml", spec), None, {})


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "archcalc", *arguments]


def _median(call: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
