"""A sweep as plain data, which another process or machine can run a part of."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from archcalc import __version__
from archcalc.errors import UsageError
from archcalc.shape import parse_shape
from archcalc.spec.model import Spec
from archcalc.sweep.axes import Axis, parse_axis
from archcalc.sweep.choose import within
from archcalc.sweep.folder import Definition
from archcalc.sweep.grid import chunks
from archcalc.sweep.plan import Plan, plan
from archcalc.sweep.rows import file_bytes
from archcalc.sweep.run import Columns, run_box
from archcalc.zoo import read_source

CHUNK = 65_536
"""Configurations that are computed together: enough for NumPy, little enough for memory."""


def definition(
    spec: Spec,
    variant: str | None,
    given: dict[str, Any],
    over: list[str],
    *,
    input: str = "",
    batch: int = 1,
    dtype: str = "float32",
    budget: dict[str, int] | None = None,
    valid_only: bool = False,
    chunk: int = CHUNK,
    format: str = "",
) -> Definition:
    """The sweep with the text of its spec, as a manifest keeps it."""
    return {
        "archcalc": __version__,
        "file": spec.source.name.replace("\\", "/").rpartition("/")[2],
        "spec": spec.source.text,
        "variant": variant,
        "set": given,
        "over": over,
        "input": input,
        "batch": batch,
        "dtype": dtype,
        "budget": budget or {},
        "valid_only": valid_only,
        "chunk": chunk,
        "format": format,
    }


def plan_of(job: Definition, most: int) -> Plan:
    """The sweep that a definition describes."""
    spec = read_source(job["file"], job["spec"])
    axes: list[Axis] = [parse_axis(text) for text in job["over"]]
    shape = parse_shape(job["input"]) if job["input"] else None
    return plan(spec, job["variant"], job["set"], axes, input=shape, batch=job["batch"], dtype=job["dtype"], most=most)


def part(job: Definition, plan: Plan, box: tuple[range, ...]) -> Columns:
    """The configurations of a box that are asked for."""
    columns = run_box(plan, box)
    if job["budget"] or job["valid_only"]:
        columns = columns.chosen(within(columns, job["budget"]))
    return columns


def part_bytes(text: str, number: int) -> bytes:
    """Part `number` of the sweep that `text` describes in JSON, as the bytes of its file."""
    job, plan, boxes = _prepared(text)
    return file_bytes(part(job, plan, boxes[number]), job["format"])


@lru_cache(maxsize=4)
def _prepared(text: str) -> tuple[Definition, Plan, list[tuple[range, ...]]]:
    job = json.loads(text)
    if job["archcalc"] != __version__:  # on another machine
        raise UsageError(f"the sweep is one of archcalc {job['archcalc']}, and {__version__} is installed here")
    found = plan_of(job, most=10**18)  # whoever sent it has seen to its size
    return job, found, chunks(found.lengths, job["chunk"])
