"""A million configurations of MobileNet against one analysis after another."""

from __future__ import annotations

import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from archcalc.analysis import analyze
from archcalc.output.table import Column, Table, markdown
from archcalc.zoo import load
from benchmarks.processes import piped

RANGES = ("width=0.05:2.04:0.01", "resolution=32:824:8", "batch=1:50:1")  # 200 x 100 x 50
SINGLES = 200


def million() -> str:
    """Whole processes that write a file, and the naive loop, its time for a million worked out from a few."""
    formats = ["csv", *(["parquet"] if find_spec("pyarrow") else [])]
    rows = []
    for name in formats:
        with tempfile.TemporaryDirectory() as folder:
            over = [word for text in RANGES for word in ("--over", text)]
            output = str(Path(folder, f"sweep.{name}"))
            run = piped(
                [sys.executable, "-m", "archcalc", "sweep", "mobilenet_v1", *over, "--format", name, "--output", output]
            )
        rows.append((f"`archcalc sweep`, {name}", f"{run.seconds:.1f} s", f"{run.peak_bytes / 1e6:.0f} MB"))
    rows.append((f"one `analyze` after another (from {SINGLES})", f"{_naive() * 1e6:,.0f} s", ""))
    columns = tuple(Column(head, head, right=place > 0) for place, head in enumerate(("way", "time", "peak memory")))
    return markdown(Table(columns, rows))


def _naive() -> float:
    """Seconds for one configuration, network and all."""
    start = time.perf_counter()
    for number in range(SINGLES):
        size = 32 + 8 * (number % 100)
        analyze(load("mobilenet_v1", width=0.05 + number / 100), (3, size, size))
    return (time.perf_counter() - start) / SINGLES
