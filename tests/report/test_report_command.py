"""`archcalc report`: what it writes, checks, says and refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEC = "input: 3x8x8\nknobs: {width: 4}\nlayers: {c: {conv: $width, kernel: 3}}\n"


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_network_in_all_formats(run, tmp_path: Path) -> None:
    outcome = run("report", "lenet5", "--output", str(tmp_path))
    assert outcome.code == 0, outcome.err
    assert outcome.out == ""
    assert names(tmp_path) == ["lenet5.csv", "lenet5.html", "lenet5.json", "lenet5.md"]
    assert outcome.err.startswith(
        f"{tmp_path}: 4 files (lenet5.md, lenet5.csv, lenet5.json, lenet5.html) written, 0 as they were; "
    )


def test_files_are_what_other_commands_print(run, tmp_path: Path) -> None:
    run("report", "resnet18", "--output", str(tmp_path), "--format", "json,csv")
    assert names(tmp_path) == ["resnet18.csv", "resnet18.json"]
    assert (tmp_path / "resnet18.json").read_text() == run("summarize", "resnet18", "--format", "json").out


def test_knobs_and_input_in_the_name(run, tmp_path: Path) -> None:
    run("report", "mobilenet_v1:width=0.5@160", "--output", str(tmp_path), "--format", "markdown,json")
    assert names(tmp_path) == ["mobilenet_v1-width-0.5-160.json", "mobilenet_v1-width-0.5-160.md"]
    page = (tmp_path / "mobilenet_v1-width-0.5-160.md").read_text()
    assert "Input 3x160x160, batch 1, width=0.5." in page
    assert "`archcalc explain mobilenet_v1:width=0.5@160`" in page


def test_options_stand_beside_the_name(run, tmp_path: Path) -> None:
    options = ("--set", "width=0.5", "--input", "3x160x160", "--batch", "2", "--format", "markdown")
    run("report", "mobilenet_v1", "--output", str(tmp_path), *options)
    (name,) = names(tmp_path)
    assert name == "mobilenet_v1-width-0.5-3x160x160.md"
    page = (tmp_path / name).read_text()
    assert "Input 3x160x160, batch 2, width=0.5." in page
    assert "`archcalc savings mobilenet_v1 --set=width=0.5 --input=3x160x160`" in page


def test_a_spec_of_ones_own(run, spec_file, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    path = spec_file(SPEC)
    outcome = run("report", path, f"{path}:width=8", path, "--output", str(folder), "--format", "markdown")
    assert outcome.code == 0, outcome.err
    assert names(folder) == ["comparison.md", "net-width-8.md", "net.md"]


def test_korean(run, tmp_path: Path) -> None:
    run("report", "lenet5", "--output", str(tmp_path), "--format", "markdown", "--lang", "ko")
    assert "## 수치" in (tmp_path / "lenet5.md").read_text(encoding="utf-8")


def test_one_page_for_several(run, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    outcome = run("report", "--html", str(path), "lenet5", "lenet1")
    assert (outcome.code, outcome.err) == (0, f"wrote {path}\n")
    text = path.read_text(encoding="utf-8")
    assert "lenet5" in text and "lenet1" in text
    assert text == run("report", "--html", "-", "lenet5", "lenet1").out
    assert run("report", "--html", str(path), "lenet5", "lenet1", "--check").code == 0
    assert run("report", "--html", str(path), "lenet5", "--check").code == 1


def test_the_calculator_alone(run, tmp_path: Path) -> None:
    path = tmp_path / "calculator.html"
    assert run("report", "--calculator", "--output", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<!")
    assert run("report", "--calculator").out == text
    assert run("report", "--calculator", "--output", str(path), "--check").code == 0


def test_check(run, tmp_path: Path) -> None:
    arguments = ("report", "lenet5", "--output", str(tmp_path), "--format", "markdown,csv")
    run(*arguments)
    good = run(*arguments, "--check")
    assert (good.code, good.err) == (0, f"{tmp_path}: 2 files, all as they would be written\n")
    page = tmp_path / "lenet5.md"
    page.write_bytes(page.read_bytes()[:-1] + b" ")
    bad = run(*arguments, "--check")
    assert bad.code == 1
    assert bad.err == f"{page}: differs\n1 of 2 files are not as they would be written\n"
    assert page.read_bytes().endswith(b" ")
    assert run(*arguments).err.startswith(f"{tmp_path}: 1 file (lenet5.md) written, 1 as they were; ")


@pytest.fixture(scope="module")
def zoo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the whole zoo, written by a process of its own."""
    folder = tmp_path_factory.mktemp("zoo")
    subprocess.run(
        [sys.executable, "-m", "archcalc", "report", "--output", str(folder)],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder


def test_the_zoo_is_the_same_every_time(zoo_folder: Path, zoo_report: dict[str, str]) -> None:
    """Another process with another order of hashes writes the same bytes."""
    assert {path.name: path.read_bytes() for path in zoo_folder.iterdir()} == {
        name: text.encode("utf-8") for name, text in zoo_report.items()
    }


def test_what_an_earlier_run_left_is_noted_and_kept(run, zoo_folder: Path) -> None:
    stale = zoo_folder / "resnet9000.md"
    stale.write_text("old")
    written = run("report", "--output", str(zoo_folder))
    assert written.err.endswith("not written by this report, and left alone: 1 file (resnet9000.md)\n")
    assert stale.read_text() == "old"
    checked = run("report", "--output", str(zoo_folder), "--check")
    assert (checked.code, checked.err.splitlines()[0]) == (1, f"{stale}: no longer written")
    stale.unlink()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("lenett5",), "error: there is no architecture 'lenett5'\n  did you mean 'lenet5'?\n"),
        (
            ("lenet5", "--format", "pdf"),
            "error: there is no format 'pdf'\n  it is one of markdown, csv, json, html\n",
        ),
        (("lenet5", "--lang", "de"), "error: there is no language 'de'\n  it is one of en, ko\n"),
        (
            ("lenet5", "--output", "-"),
            "error: several files do not go to standard output\n  name a folder: --output reports\n",
        ),
        (
            ("--html", "x.html"),
            "error: --html needs networks\n  for example: archcalc report --html x.html resnet50 vgg16\n",
        ),
        (("lenet5", "--html", "x", "--output", "y"), "error: --html names the file already; leave out --output\n"),
        (
            ("lenet5", "--html", "x", "--format", "csv"),
            "error: --format is about the files of a folder; --html and --calculator write one page\n",
        ),
        (
            ("lenet5", "--calculator"),
            "error: --calculator alone takes no networks\n  add --html FILE for a page with both\n",
        ),
        (("--input", "3x8x8"), "error: --input and --set go with an ARCH: the networks of the zoo differ in both\n"),
    ],
)
def test_what_is_refused(run, arguments, message: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("report", *arguments)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message)
    assert names(tmp_path) == []


def test_a_file_where_the_folder_should_be(run, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")
    outcome = run("report", "lenet5", "--output", str(tmp_path / "reports"), "--format", "csv")
    assert outcome.code == 2
    assert (
        outcome.err
        == f"error: cannot write to {tmp_path}/reports: it is not a folder\n  name a folder: --output reports\n"
    )
    assert (tmp_path / "reports").read_text() == "a file"


HEAVY = {"pandas", "numpy", "jinja2", "matplotlib", "rich", "torch"}


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (["--help"], set()),
        (["lenet5", "--format", "json"], set()),
        (["lenet5", "--format", "markdown"], {"jinja2"}),
        (["lenet5", "--format", "csv"], {"pandas", "numpy"}),
    ],
)
def test_only_what_is_needed_is_loaded(arguments: list[str], loaded: set[str], tmp_path: Path) -> None:
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from archcalc.cli import main; main()"
    command = [sys.executable, "-c", code, "report", "--output", str(tmp_path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert HEAVY & set(done.stdout.split()) == loaded
