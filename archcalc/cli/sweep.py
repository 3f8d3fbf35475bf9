"""`archcalc sweep`: every combination of ranges of knobs, with the figures of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

from archcalc.cli.budget import MaxMacs, MaxMemory, MaxParameters, budget_of
from archcalc.cli.commands import Option
from archcalc.cli.emit import draw_table, on_terminal, table_text, write
from archcalc.cli.endings import FormatOption
from archcalc.cli.options import Arch, Batch, Input, Output, Set, knob_values, one_of
from archcalc.errors import Fault, UsageError
from archcalc.memory import DTYPE_BYTES
from archcalc.writing import put
from archcalc.zoo import find_spec

if TYPE_CHECKING:
    from archcalc.sweep.folder import Definition
    from archcalc.sweep.plan import Plan
    from archcalc.sweep.run import Columns

FORMATS = ("table", "markdown", "csv", "json", "parquet")
PART_FORMATS = ("csv", "json", "parquet")
MOST_IN_PARTS = 10_000_000_000  # nothing is held in memory
MOST_DRAWN = 10_000  # rows of a table that somebody is to read

Over = Annotated[
    list[str],
    Option(
        "--over",
        metavar="NAME=VALUES",
        help="Sweep a knob, resolution, input or batch: width=0.25:2:0.05 (from, to, step), groups=1,2,4. Repeatable.",
    ),
]
Dtype = Annotated[str, Option("--dtype", metavar="NAME", help=f"Memory counts {', '.join(DTYPE_BYTES)}.")]
ValidOnly = Annotated[bool, Option("--valid-only", help="Leave out configurations that are no networks.")]
Pareto = Annotated[
    str,
    Option(
        "--pareto",
        metavar="COLUMNS",
        help="Only what no other beats: parameters,macs,width. Figures are wanted small and knobs large; "
        "min:NAME and max:NAME say otherwise.",
    ),
]
Sort = Annotated[str, Option("--sort", metavar="COLUMNS", help="Sort: macs,-width (- for falling).")]
Limit = Annotated[int, Option("--limit", metavar="N", help="Only the first N rows.", show_default=False)]
Format = Annotated[str, FormatOption(*FORMATS, help=", ".join(FORMATS))]
Parts = Annotated[str, Option("--parts", metavar="FOLDER", help="Write parts into a folder; a second run continues.")]
PartSize = Annotated[
    int, Option("--part-size", metavar="N", help="Configurations of a part: 65536.", show_default=False)
]
Scheduler = Annotated[
    str, Option("--scheduler", metavar="ADDRESS", help="Compute the parts on a Dask cluster: tcp://HOST:8786.")
]


def run(
    arch: Arch,
    over: Over = [],  # noqa: B006 -- typer copies it
    set: Set = [],  # noqa: B006
    input: Input = "",
    batch: Batch = 1,
    dtype: Dtype = "float32",
    max_parameters: MaxParameters = "",
    max_macs: MaxMacs = "",
    max_memory: MaxMemory = "",
    valid_only: ValidOnly = False,
    pareto: Pareto = "",
    sort: Sort = "",
    limit: Limit = 0,
    format: Format = "table",
    output: Output = "",
    parts: Parts = "",
    part_size: PartSize = 0,
    scheduler: Scheduler = "",
) -> None:
    """Parameters, MACs, FLOPs, activations and memory of every combination of settings."""
    one_of(format, FORMATS, "format")
    _check_parts(parts, part_size, scheduler, format, output, bool(pareto or sort or limit))
    if limit < 0:
        raise UsageError(f"--limit is a number of rows, not {limit}")
    from archcalc.sweep.job import CHUNK, definition, plan_of
    from archcalc.sweep.plan import MOST_CONFIGURATIONS

    spec, variant = find_spec(arch)
    job = definition(
        spec,
        variant,
        knob_values(set),
        over,
        input=input,
        batch=batch,
        dtype=dtype,
        budget=budget_of(max_parameters, max_macs, max_memory),
        valid_only=valid_only,
        chunk=part_size or CHUNK,
        format=format if parts else "",
    )
    plan = plan_of(job, MOST_IN_PARTS if parts else MOST_CONFIGURATIONS)
    if parts:
        return _in_parts(job, plan, parts, scheduler)
    choose = _chooser(plan, pareto, sort, limit)
    if format == "parquet":
        _check_parquet(output)
    return _show(choose(_all(job, plan)), format, output)


def _check_parts(parts: str, part_size: int, scheduler: str, format: str, output: str, ordered: bool) -> None:
    """Refuse what does not go together."""
    if not parts:
        if scheduler or part_size:
            option = "--scheduler" if scheduler else "--part-size"
            raise UsageError(Fault(f"{option} works on parts", hint="name their folder: --parts FOLDER"))
        return
    if part_size < 0 or part_size > MOST_IN_PARTS:
        raise UsageError(f"--part-size is a number of configurations, not {part_size}")
    if format not in PART_FORMATS:
        raise UsageError(Fault(f"parts are not written as {format}", hint="add --format csv, json or parquet"))
    if output:
        raise UsageError("--parts and --output both say where the result goes; give one of them")
    if ordered:
        raise UsageError(
            Fault("--pareto, --sort and --limit look at all rows together", hint="leave them out, or leave out --parts")
        )


def _check_parquet(output: str) -> None:
    from archcalc.sweep.rows import arrow_modules

    arrow_modules()
    if not output or output == "-":
        raise UsageError(Fault("Parquet is no text to print", hint="name a file: --output sweep.parquet"))


def _chooser(plan: Plan, pareto: str, sort: str, limit: int) -> Callable[[Columns], Columns]:
    """What is done with all rows together; options are read before anything is computed."""
    from archcalc.sweep.choose import front, ordered, parse_order, parse_wishes

    names = [axis.name for axis in plan.axes]
    wishes = parse_wishes(pareto, names) if pareto else []
    order = parse_order(sort, names) if sort else []

    def choose(columns: Columns) -> Columns:
        if wishes:
            columns = columns.chosen(front(columns, wishes))
        if order:
            columns = columns.chosen(ordered(columns, order))
        return columns.chosen(slice(limit)) if limit else columns

    return choose


def _all(job: Definition, plan: Plan) -> Columns:
    from archcalc.sweep.grid import chunks
    from archcalc.sweep.job import part
    from archcalc.sweep.progress import shown
    from archcalc.sweep.run import joined

    boxes = chunks(plan.lengths, job["chunk"])
    return joined(list(shown((part(job, plan, box) for box in boxes), len(boxes))))


def _show(columns: Columns, format: str, output: str) -> None:
    from archcalc.sweep.rows import csv_pieces, json_pieces, parquet_bytes, table

    if format == "parquet":
        return put(output, parquet_bytes(columns))
    if format in ("csv", "json"):
        return write("".join(csv_pieces(columns) if format == "csv" else json_pieces(columns)), output)
    if len(columns) > MOST_DRAWN:
        hint = "add --limit, --pareto or a budget, or --format csv"
        raise UsageError(Fault(f"a {format} of {len(columns):,} rows is too long to read", hint=hint))
    found = table(columns)
    if format == "table" and on_terminal(output):
        return draw_table(found)
    return write(table_text(found, format), output)


def _in_parts(job: Definition, plan: Plan, path: str, scheduler: str) -> None:
    import json

    from archcalc.sweep.cluster import on_cluster
    from archcalc.sweep.folder import Folder
    from archcalc.sweep.grid import chunks
    from archcalc.sweep.job import part_bytes
    from archcalc.sweep.progress import shown
    from archcalc.sweep.rows import arrow_modules

    if job["format"] == "parquet":
        arrow_modules()
    total = len(chunks(plan.lengths, job["chunk"]))
    folder = Folder(path, job, total, job["format"])
    missing, text = folder.missing(), json.dumps(job)

    def here() -> Iterator[tuple[int, bytes]]:
        for number in missing:
            yield number, part_bytes(text, number)

    computed: Any = on_cluster(scheduler, text, missing) if scheduler else here()
    for _ in shown(folder.fill(computed), total, total - len(missing)):
        pass
    done = f", {total - len(missing):,} of them from before" if len(missing) < total else ""
    print(f"written: {path} ({plan.size:,} configurations in {total:,} parts{done})", file=sys.stderr)
