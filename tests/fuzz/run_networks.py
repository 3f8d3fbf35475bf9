"""A long run of random networks: counts what was compared, and ends with the first fault, shrunk."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from typing import Any, NamedTuple

from .judge import Verdict, judge, spec_text
from .networks import network
from .shrink import shrunk


class Tally(NamedTuple):
    """What a run has seen so far."""

    kinds: Counter[str]
    reasons: Counter[str]
    asked: Counter[str]
    operations: Counter[str]
    features: Counter[str]

    def add(self, spec: dict[str, Any], verdict: Verdict) -> None:
        self.kinds[verdict.kind] += 1
        if verdict.kind == "exception":
            self.reasons[f"{verdict.what}: {verdict.detail}"] += 1
        if verdict.kind == "valid" and verdict.graph is not None:
            self.asked.update(verdict.asked)
            self.operations.update(node.operation.key for node in verdict.graph.nodes)
            self.features.update(features(spec))

    def lines(self) -> list[str]:
        titles = ("outcome", "exceptions", "compared", "layers of valid networks", "valid networks with")
        return [
            line
            for title, counts in zip(titles, self, strict=True)
            for line in (f"\n{title}:", *(f"  {count:>9,}  {name}" for name, count in counts.most_common()))
        ]


def run(seed: int, count: int, minutes: float = 1e9, on: bool = False) -> int:
    """Judge `count` networks from `seed` on, or as many as `minutes` allow, and go `on` behind a fault.

    The exit code is 1 if there was a fault.
    """
    print(f"networks: seed {seed}, count {count:,} (python -m tests.fuzz networks --seed {seed} --count {count})")
    tally = Tally(Counter(), Counter(), Counter(), Counter(), Counter())
    began = last = time.monotonic()
    for number in range(seed, seed + count):
        spec = network(number)
        verdict = judged(spec)
        tally.add(spec, verdict)
        if verdict.kind == "fault":
            print(f"\nseed {number}: {verdict.what}\n{verdict.detail}\n\nshrinking ...", flush=True)
            print(counter_example(spec, verdict), flush=True)
            if not on:
                return 1
        now, done = time.monotonic(), number - seed + 1
        if now - last > 30:
            last = now
            print(f"  {done:>9,} networks, {done / (now - began):.0f} a second", file=sys.stderr, flush=True)
        if now - began > 60 * minutes:
            break
    seconds, done, faults = time.monotonic() - began, tally.kinds.total(), tally.kinds["fault"]
    print(f"{faults or 'no'} faults in {done:,} networks, {seconds:,.0f} seconds", *tally.lines(), sep="\n")
    return int(faults > 0)


def judged(spec: dict[str, Any]) -> Verdict:
    """The verdict; an exception that is none of ours is a fault as well."""
    try:
        return judge(spec)
    except Exception as error:  # whatever it is, the spec that raises it is what we want
        return Verdict("fault", type(error).__name__, str(error)[:500])


def counter_example(spec: dict[str, Any], verdict: Verdict) -> str:
    """The shrunk spec as a file for tests/fuzz/found/, with what it shows."""

    def fails(smaller: dict[str, Any]) -> bool:
        try:
            found = judge(smaller, everything=True)
        except Exception as error:
            return type(error).__name__ == verdict.what
        return found.kind == "fault" and (found.what, _stem(found)) == (verdict.what, _stem(verdict))

    small = shrunk(spec, fails) if fails(spec) else spec
    return f"# {verdict.what}\n{spec_text(small)}"


def _stem(verdict: Verdict) -> str:
    """What a fault says without names and numbers: a smaller spec shows it with others."""
    return re.sub(r"'[^']*'|[\d,x]+|\bon\b", "", verdict.detail.partition(";")[0].partition("\n")[0])[:60]


def features(spec: Any) -> set[str]:
    """Parts of the spec language that a spec uses, and the axes of its input."""
    found = {f"{str(spec['input']).count('x')} axes"} if isinstance(spec, dict) and "input" in spec else set()
    words = ("blocks", "knobs", "defaults", "repeat", "first", "from", "when", "split", "table", "norm", "activation")
    fields = ("groups", "dilation", "ceil", "padding_mode", "output_padding", "multiplier")
    if isinstance(spec, dict):
        found |= {key for key in spec if key in (*words, *fields)}
        for value in spec.values():
            found |= features(value)
    elif isinstance(spec, list):
        found |= {"a list per axis"} if spec and all(type(item) is int for item in spec) else set()
        for value in spec:
            found |= features(value)
    elif isinstance(spec, str) and "$" in spec:
        found.add("expression")
    return found
