"""`archcalc sweep`: ranges, refusals, formats that agree, budgets, fronts and order."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sweep_networks import BRANCHES

from archcalc.sweep.axes import parse_axis
from archcalc.sweep.choose import Wish, front, ordered
from archcalc.sweep.figures import FIGURES
from archcalc.sweep.run import Columns

EXAMPLE = "  for example width=0.25:2:0.05 (from, to, step) or groups=1,2,4,8\n"
MOBILENET = ("sweep", "mobilenet_v1", "--over", "width=0.25:1:0.25", "--over", "resolution=128:224:32")


def test_table(run: Any) -> None:
    outcome = run("sweep", "shufflenet_v1", "--over", "width=0.5,0.3", "--over", "groups=3,8")
    assert outcome.code == 0
    heads, rule, *lines = outcome.out.splitlines()
    assert heads.split("  ")[0] == "width"
    assert [line.split() for line in (heads, *lines[:2])] == [
        [
            "width",
            "groups",
            "parameters",
            "MACs",
            "FLOPs",
            "activations",
            "peak",
            "activations",
            "(bytes)",
            "with",
            "parameters",
            "(bytes)",
            "reason",
        ],
        ["0.5", "3", "718,324", "37,589,856", "80,920,768", "6,279,448", "1,204,224", "4,077,520"],
        ["0.5", "8", "1,011,448", "40,469,760", "89,906,344", "9,918,568", "1,806,336", "5,852,128"],
    ]
    assert [line.split(maxsplit=2) for line in lines[2:]] == [
        ["0.3", "3", "knob 'width' cannot be 0.3"],
        ["0.3", "8", "knob 'width' cannot be 0.3"],
    ]
    assert set(rule) == {"-", " "}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("width=0.25:2:0.05", [n / 100 for n in range(25, 201, 5)]),
        ("width=0.1:0.3:0.1", [0.1, 0.2, 0.3]),
        ("width=0.1:0.35:0.1", [0.1, 0.2, 0.3]),  # the end is not on the grid
        ("groups=1:4", [1, 2, 3, 4]),
        ("groups=4:1:-1", [4, 3, 2, 1]),
        ("groups=1,2,4:8:2,0x10", [1, 2, 4, 6, 8, 16]),
        ("width=1:2:0.5", [1.0, 1.5, 2.0]),
        ("width=.5:1.5:5e-1", [0.5, 1.0, 1.5]),
        ("block=basic,bottleneck", ["basic", "bottleneck"]),
        ("bias=true,false", [True, False]),
        ("depths=[2, 2],[3, 4]", [[2, 2], [3, 4]]),
    ],
)
def test_ranges_are_exact(text: str, values: list[Any]) -> None:
    axis = parse_axis(text)
    assert (list(axis.values), list(map(type, axis.values))) == (values, list(map(type, values)))


@given(st.integers(-500, 500), st.integers(1, 300), st.integers(0, 400), st.integers(0, 4))
def test_a_range_has_no_drift(start: int, step: int, count: int, digits: int) -> None:
    from decimal import Decimal

    first, width = Decimal(start).scaleb(-digits), Decimal(step).scaleb(-digits)
    values = parse_axis(f"x={first:f}:{first + count * width:f}:{width:f}").values
    assert [Decimal(repr(value)) for value in values] == [first + index * width for index in range(count + 1)]


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ([], "nothing is swept\n  for example --over width=0.25:2:0.05\n"),
        (["width"], f"--over 'width' says no values\n{EXAMPLE}"),
        (["width="], f"--over 'width=' says no values\n{EXAMPLE}"),
        (["=1"], f"--over '=1' says no values\n{EXAMPLE}"),
        (["widht=1"], "there is no knob 'widht'\n  did you mean 'width'?\n"),
        (["resolutoin=1"], "there is no knob 'resolutoin'\n  did you mean 'resolution'?\n"),
        (["width=1:2:0"], "the range 1:2:0 has a step of 0\n"),
        (["width=2:1:0.1"], "the range 2:1:0.1 is empty\n  it goes down: give it a negative step\n"),
        (["width=1:2:-0.1"], "the range 1:2:-0.1 is empty\n  it goes up: give it a positive step\n"),
        (["width=1:2:3:4"], f"'1:2:3:4' of --over 'width=1:2:3:4' is no range\n{EXAMPLE}"),
        (["width=one:two"], f"'one:two' of --over 'width=one:two' is no range\n{EXAMPLE}"),
        (["width=1,,2"], f"--over 'width=1,,2': a value is missing here\n{EXAMPLE}"),
        (["width={a: 1}"], f"--over 'width={{a: 1}}' has a value that is none\n{EXAMPLE}"),
        (["width=1,1"], "--over width gives 1 twice\n"),
        (["width=1,0.5,1.0"], "--over width gives 1.0 twice\n"),
        (["width=1", "width=2"], "--over width is given twice\n"),
        (["width=wide"], "knob 'width' is a number, not 'wide'\n  its default is 1.0\n"),
        (["unit=1"], "knob 'unit' is a word, not '1'\n  its default is separable\n"),
        (["width=0:1:1e-9"], "the range 0:1:1e-9 has more than 1,000,000 values\n  take a larger step\n"),
        (
            ["width=0:1e-16:1.000000000000000001e-20"],
            "the range 0:1e-16:1.000000000000000001e-20 has numbers of more than 15 digits\n",
        ),
        (
            ["width=0.001:3:0.001", "classes=1:2000"],
            "6,000,000 configurations are too many: "
            "a sweep has at most 4,000,000\n"
            "  take larger steps, or sweep fewer knobs together, or write parts into a folder: --parts FOLDER\n",
        ),
        (["batch=0,1"], "a batch is a whole number from 1 to 1,000,000,000, not 0\n"),
        (["resolution=1.5"], "a resolution is a whole number from 1 to 1,000,000,000, not 1.5\n"),
        (["input=3x32"], "mobilenet_v1 takes 3 sizes, and 3x32 has 2\n  channels come first, as in 3x224x224\n"),
        (["input=big"], "'big' is not a shape; write channels first, for example 3x224x224\n"),
        (
            ["input=3x32x32", "resolution=32"],
            "--over resolution and --over input both say what the input is; give one of them\n",
        ),
    ],
)
def test_what_cannot_be_swept(run: Any, over: list[str], message: str) -> None:
    outcome = run("sweep", "mobilenet_v1", *[word for text in over for word in ("--over", text)])
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"error: {message}")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--pareto", "mac"], "--pareto: there is no column 'mac'\n  did you mean 'macs'?\n"),
        (["--pareto", "most:macs"], "--pareto cannot 'most'\n  write min:NAME or max:NAME\n"),
        (
            ["--sort", "-speed"],
            "--sort: there is no column 'speed'\n"
            "  known columns: activations, flops, macs, memory_bytes, "
            "parameters, peak_activation_bytes, width\n",
        ),
        (["--set", "width=1"], "--over width and --set width both say what it is\n"),
        (
            ["--batch", "2", "--over", "batch=1,2"],
            "--batch and --over batch both say what the batch is; give one of them\n",
        ),
        (
            ["--input", "3x64x64", "--over", "input=3x32x32"],
            "--input and --over input both say what the input is; give one of them\n",
        ),
        (["--limit", "-1"], "--limit is a number of rows, not -1\n"),
        (
            ["--dtype", "float8"],
            "there is no dtype 'float8'\n  it is one of float64, float32, float16, bfloat16, int8\n",
        ),
        (["--max-memory", "64XiB"], "--max-memory '64XiB' is no number\n  for example 64MB or 64MiB\n"),
        (["--format", "xml"], "there is no format 'xml'\n  it is one of table, markdown, csv, json, parquet\n"),
        (["--format", "parquet"], "Parquet is no text to print\n  name a file: --output sweep.parquet\n"),
        (["--parts", "out"], "parts are not written as table\n  add --format csv, json or parquet\n"),
        (
            ["--parts", "out", "--format", "csv", "--sort", "macs"],
            "--pareto, --sort and --limit look at all rows together\n  leave them out, or leave out --parts\n",
        ),
        (
            ["--parts", "out", "--format", "csv", "--output", "x.csv"],
            "--parts and --output both say where the result goes; give one of them\n",
        ),
        (["--scheduler", "tcp://localhost:1"], "--scheduler works on parts\n  name their folder: --parts FOLDER\n"),
        (["--part-size", "5"], "--part-size works on parts\n  name their folder: --parts FOLDER\n"),
    ],
)
def test_options_that_do_not_go_together(run: Any, options: list[str], message: str) -> None:
    outcome = run("sweep", "mobilenet_v1", "--over", "width=1", *options)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"error: {message}")


def test_a_table_that_nobody_would_read(run: Any) -> None:
    outcome = run("sweep", "lenet5", "--over", "classes=1:10001")
    assert outcome.code == 2
    assert outcome.err == (
        "error: a table of 10,001 rows is too long to read\n  add --limit, --pareto or a budget, or --format csv\n"
    )


def test_several_networks_in_a_file(run: Any) -> None:
    from archcalc.zoo import specs_folder

    outcome = run("sweep", f"{specs_folder()}/resnext.yaml", "--over", "classes=1")
    assert outcome.code == 2
    assert outcome.err.splitlines()[-1] == "  choose one: resnext.yaml:resnext50_32x4d"


def test_the_formats_agree(run: Any, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'archcalc[sweep]'")
    path = tmp_path / "branches.yaml"
    path.write_text(BRANCHES)
    swept = ("groups=1,3", "pool=maxpool2,avgpool2", "input=4x16x16,6x9x9")
    asked = ("sweep", str(path), *[word for text in swept for word in ("--over", text)])
    records = json.loads(run(*asked, "--format", "json").out)
    lines = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
    file = tmp_path / "sweep.parquet"
    assert run(*asked, "--format", "parquet", "--output", str(file)).code == 0
    assert parquet.read_table(file).to_pylist() == records
    assert {record["valid"] for record in records} == {True, False}
    words = {"None": "", "True": "true", "False": "false"}
    assert lines == [{name: words.get(str(value), str(value)) for name, value in row.items()} for row in records]


def test_parquet_refuses_what_64_bits_do_not_hold(run: Any, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    file = tmp_path / "sweep.parquet"
    asked = ("sweep", "mobilenet_v1", "--over", "width=1,900000", "--batch", "1000000000", "--format")
    outcome = run(*asked, "parquet", "--output", str(file))
    assert outcome.code == 2
    assert outcome.err.startswith("error: macs of width=900000")
    assert outcome.err.endswith("64 bits do not hold\n  csv and json hold whole numbers of any size\n")
    assert not list(tmp_path.iterdir())
    assert json.loads(run(*asked, "json").out)[1]["macs"] > 2**63


def test_parquet_without_pyarrow(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    outcome = run("sweep", "lenet5", "--over", "classes=1", "--format", "parquet", "--output", "x.parquet")
    assert outcome.code == 3
    assert outcome.err == ("error: Parquet needs pyarrow, which is not installed\n  pip install 'archcalc[sweep]'\n")


def test_budgets_keep_what_is_within(run: Any) -> None:
    everything = json.loads(run(*MOBILENET, "--format", "json").out)
    limits = ("--max-parameters", "3M", "--max-macs", "150M", "--max-memory", "8MiB")
    kept = json.loads(run(*MOBILENET, "--format", "json", *limits).out)
    expected = [
        row for row in everything
        if row["parameters"] <= 3e6 and row["macs"] <= 150e6 and row["memory_bytes"] <= 8 * 2**20
    ]  # fmt: skip
    assert kept == expected
    assert 0 < len(kept) < len(everything)


def test_valid_only_drops_the_others(run: Any) -> None:
    asked = ("sweep", "shufflenet_v1", "--over", "width=0.25:1:0.25", "--over", "groups=1:8", "--format", "json")
    everything = json.loads(run(*asked).out)
    assert json.loads(run(*asked, "--valid-only").out) == [row for row in everything if row["valid"]]
    assert {row["reason"] for row in everything if row["groups"] == 5} == {
        "knob 'groups' cannot be 5", "knob 'width' cannot be 0.75",
    }  # fmt: skip


def test_sort_limit_and_front(run: Any) -> None:
    everything = json.loads(run(*MOBILENET, "--format", "json").out)
    by_macs = json.loads(run(*MOBILENET, "--format", "json", "--sort", "-macs", "--limit", "5").out)
    assert by_macs == sorted(everything, key=lambda row: -row["macs"])[:5]
    best = json.loads(run(*MOBILENET, "--format", "json", "--pareto", "parameters,resolution,max:activations").out)
    goodness = [(-row["parameters"], row["resolution"], row["activations"]) for row in everything]
    assert best == [
        row for row, good in zip(everything, goodness, strict=True)
        if not any(other != good and all(o >= g for o, g in zip(other, good, strict=True)) for other in goodness)
    ]  # fmt: skip


ROWS = st.lists(st.tuples(*[st.integers(0, 4) | st.just(2**70)] * 3, st.booleans()), min_size=1, max_size=40)


def columns_of(rows: list[tuple[int, int, int, bool]]) -> Columns:
    def column(index: int) -> Any:
        return np.array([row[index] for row in rows], object)

    figures = {name: column(index) for index, name in enumerate(("parameters", "macs"))}
    return Columns({"width": column(2)}, figures, np.array([None if row[3] else "no" for row in rows], object))


@given(
    ROWS, st.lists(st.sampled_from(["parameters", "macs", "width"]), min_size=1, max_size=3, unique=True), st.booleans()
)
def test_the_front_is_what_no_other_beats(rows: list[tuple[int, int, int, bool]], names: list[str], most: bool) -> None:
    wishes = [Wish(name, name == "width" or most) for name in names]
    places = {"parameters": 0, "macs": 1, "width": 2}
    good = [[row[places[wish.name]] * (1 if wish.largest else -1) for wish in wishes] for row in rows]

    def beaten(index: int) -> bool:
        return any(
            rows[other][3]
            and good[other] != good[index]
            and all(o >= g for o, g in zip(good[other], good[index], strict=True))
            for other in range(len(rows))
        )

    expected = [index for index, row in enumerate(rows) if row[3] and not beaten(index)]
    assert sorted(front(columns_of(rows), wishes).tolist()) == expected


@given(ROWS)
def test_sorting_is_stable_and_ends_with_what_cannot_be(rows: list[tuple[int, int, int, bool]]) -> None:
    found = ordered(columns_of(rows), [Wish("macs", False), Wish("width", True)]).tolist()
    assert found == sorted(range(len(rows)), key=lambda index: (not rows[index][3], rows[index][1], -rows[index][2]))


def test_knobs_without_a_default(run: Any, spec_file: Any) -> None:
    path = spec_file(
        "input: 3x8x8\nknobs: {a: {choices: [1, 2]}, b: }\n"
        "layers:\n  one: {conv: $a, kernel: 3}\n  two: {conv: $b, kernel: 1}\n"
    )
    records = json.loads(run("sweep", path, "--over", "a=3,2", "--over", "b=5,6", "--format", "json").out)
    assert [(row["a"], row["b"], row["parameters"], row["reason"]) for row in records] == [
        (3, 5, None, "knob 'a' cannot be 3"),
        (3, 6, None, "knob 'a' cannot be 3"),
        (2, 5, 2 * 27 + 2 + 5 * 2 + 5, None),
        (2, 6, 2 * 27 + 2 + 6 * 2 + 6, None),
    ]
    assert run("sweep", path, "--over", "a=1").err == "error: knob 'b' has no default\n  set it: --set b=...\n"


def test_every_combination_is_there_once_and_in_order(run: Any) -> None:
    records = json.loads(run("sweep", "lenet5", "--over", "classes=3,1", "--over", "batch=2,1", "--format", "json").out)
    assert [(row["classes"], row["batch"]) for row in records] == list(product([3, 1], [2, 1]))
    assert all(set(FIGURES) < set(row) for row in records)


def test_nothing_heavy_is_loaded_for_help_or_refusals() -> None:
    program = (
        "import sys; sys.argv = {argv}\n"
        "from archcalc.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({{'numpy', 'pandas', 'pyarrow', 'distributed', 'rich'}} & set(sys.modules)), file=sys.stderr)"
    )

    def loaded(*argv: str) -> str:
        code = program.format(argv=["archcalc", *argv])
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
        return done.stderr.splitlines()[-1]

    assert loaded("sweep", "--help") == loaded("fit", "--help") == loaded("--help") == "[]"
    assert loaded("sweep", "lenet5", "--over", "classes=1:9", "--format", "csv") == "['numpy']"


def test_frames_and_pixels_are_not_one_resolution(run: Any, spec_file: Any) -> None:
    path = spec_file("input: 3x16x112x112\nlayers: {c: {conv: 2, kernel: 1}}")
    outcome = run("sweep", path, "--over", "resolution=56,112")
    message = "net takes 3x16x112x112, whose axes are not one resolution\n  sweep the input: --over input=SHAPE,SHAPE\n"
    assert (outcome.code, outcome.err) == (2, f"error: {message}")
    assert run("sweep", path, "--over", "input=3x16x56x56,3x8x56x56").code == 0
