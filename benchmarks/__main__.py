"""`python -m benchmarks [--write]`: all measurements, printed, or also written into docs/benchmarks.md.

Times are medians; every comparison is between runs of the same minutes, taken in turns.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from pathlib import Path

from benchmarks import own, peers, sweeps

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
PART = re.compile(r"(<!-- begin: measured (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def machine() -> str:
    """What the figures were measured on."""
    cores = len(os.sched_getaffinity(0))
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}.\n"


# Whole processes first: a child's peak memory counts what its parent had when it was started.
MEASUREMENTS = {
    "machine": machine,
    "start-up": own.start_up,
    "peers": lambda: peers.table(peers.measure()),
    "sweeps": sweeps.million,
    "warm": own.warm,
    "growth": own.growth,
}


def main() -> None:
    """Measure, print, and with `--write` put the tables into the document."""
    found = {}
    for name, measure in MEASUREMENTS.items():
        found[name] = measure()
        print(f"{name}\n\n{found[name]}", flush=True)
    if "--write" in sys.argv[1:]:
        text = DOCUMENT.read_text(encoding="utf-8")
        new = PART.sub(lambda part: f"{part[1]}\n{found[part['name']]}\n{part[3]}", text)
        DOCUMENT.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
