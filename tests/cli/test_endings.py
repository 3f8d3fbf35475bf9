"""The ending of `--output` says the format, for every command that has both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archcalc.cli.commands import COMMANDS, Option, declared, module_of
from archcalc.cli.endings import ENDINGS, FOREIGN, FormatOption, format_of

ASKED = {
    "list": ["--family", "LeNet"],
    "summarize": ["lenet5"],
    "explain": ["lenet5", "C1"],
    "calc": ["conv 4 3x3", "--input", "3x8x8"],
    "convolve": ["--input", "1", "--kernel", "1"],
    "savings": ["squeezenet1_0"],
    "compare": ["lenet5", "lenet4"],
    "whatif": ["vgg11", "--replace", "separable"],
    "compare-conventions": ["lenet5", "macs", "flops"],
    "sweep": ["mobilenet_v1", "--over", "width=0.5,1"],
    "fit": ["mobilenet_v1", "--over", "width=0.5:1:0.25", "--max-macs", "1G"],
    "verify": ["--published", "lenet5"],
    "check": ["lenet5"],
}
"""A line for each command with both options, `quiz` aside."""

OTHERWISE = "leave out --format, or name the file otherwise"
FILES = ("result.json", "result.csv", "result.md", "result.txt", "result.JSON", "result", "result.log")


def formats_of(command: str) -> tuple[str, ...]:
    (how,) = (how for how in options(command) if isinstance(how, FormatOption))
    return how.formats


def options(command: str) -> list[Option]:
    return [how for _, how in declared(module_of(command).run).values() if isinstance(how, Option)]


def test_every_command_with_both_options_is_here() -> None:
    """`report` is none of them: its `--output` is a folder, of files in all its formats."""
    both = set()
    for command in COMMANDS:
        if hasattr(module_of(command), "run") and command != "report":
            names = {spelling for how in options(command) for spelling in how.names}
            both |= {command} if {"--format", "--output"} <= names else set()
    assert both == set(ASKED)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("command", ASKED)
def test_a_file_holds_what_its_ending_says(run, tmp_path: Path, command: str, file: str) -> None:
    """The same bytes as with the format named; what no ending says is written as without a file."""
    meant = {"json": "json", "csv": "csv", "md": "markdown"}.get(file.lower().partition(".")[2], "")
    target = tmp_path / file
    outcome = run(command, *ASKED[command], "--output", str(target))
    if meant and meant not in formats_of(command):
        assert outcome.code == 2 and not target.exists()
        return
    assert (outcome.code, outcome.err) == (0, "")
    explicit = run(command, *ASKED[command], *(["--format", meant] if meant else []))
    assert target.read_text(encoding="utf-8") == explicit.out
    if meant == "json":
        json.loads(explicit.out)


def test_parquet(run, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'archcalc[sweep]'")
    for file in ("s.parquet", "s.pq"):
        assert run("sweep", *ASKED["sweep"], "--output", str(tmp_path / file)).code == 0
        assert (tmp_path / file).read_bytes()[:4] == b"PAR1"
    refused = run("sweep", *ASKED["sweep"], "--format", "parquet", "--output", str(tmp_path / "s.txt"))
    assert refused.err.startswith("error: --format parquet contradicts the ending of '")


@pytest.mark.parametrize("typer", [False, True])
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--format", "csv", "--output", "x.json"],
            f"error: --format csv contradicts the ending of 'x.json'\n  {OTHERWISE}\n",
        ),
        (
            ["--format", "table", "--output", "x.csv"],
            f"error: --format table contradicts the ending of 'x.csv'\n  {OTHERWISE}\n",
        ),
        (
            ["--output", "x.xlsx"],
            "error: nothing that this command prints can be written as 'x.xlsx'\n"
            "  the ending says what is written: .txt, .json, .csv, .md, .markdown\n",
        ),
        (
            ["--format", "csv", "--output", "x.parquet"],
            "error: nothing that this command prints can be written as 'x.parquet'\n"
            "  the ending says what is written: .txt, .json, .csv, .md, .markdown\n",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str, typer: bool
) -> None:
    """However the line is read: `--` leaves it to typer."""
    monkeypatch.chdir(tmp_path)
    outcome = run("summarize", *words, *(["--"] if typer else []), "lenet5")
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message)
    assert not list(tmp_path.iterdir())


def test_typer_reads_the_ending_too(run, tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    assert run("summarize", "--output", str(target), "--", "lenet5").code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["architecture"] == "lenet5"
    named = tmp_path / "x.txt"
    assert run("summarize", "--format", "csv", "--output", str(named), "--", "lenet5").code == 0
    assert named.read_text(encoding="utf-8").startswith("layer,")


@pytest.mark.parametrize(("file", "start"), [("x.json", "[\n"), ("x.xml", "<?xml"), ("x.csv", "id,"), ("x.jsonl", "{")])
def test_questions(run, tmp_path: Path, file: str, start: str) -> None:
    target = tmp_path / file
    assert run("quiz", "practice", "--count", "2", "--output", str(target)).code == 0
    assert target.read_text(encoding="utf-8").startswith(start)
    assert run("quiz", "solve", "1x28x28 conv 4 3x3", "--output", str(tmp_path / "x.csv")).code == 2


@pytest.mark.parametrize("output", ["", "-", "x", "x.v2", "/dev/stdout", "a.csv/x"])
def test_names_that_say_nothing(output: str) -> None:
    assert format_of(output, None, ("table", "csv")) is None
    assert format_of(output, "csv", ("table", "csv")) == "csv"


def test_a_format_that_is_none_is_left_to_the_command(run) -> None:
    assert run("summarize", "lenet5", "--format", "xml", "--output", "x.json").err == (
        "error: there is no format 'xml'\n  it is one of table, json, csv, markdown\n"
    )


def test_no_ending_is_both_known_and_foreign() -> None:
    assert not FOREIGN & ENDINGS.keys()
