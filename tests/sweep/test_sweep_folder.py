"""Results in parts: a second run continues, nothing is lost or doubled, and another sweep is refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from archcalc.sweep.folder import Folder, put

SWEEP = ("sweep", "mobilenet_v1", "--over", "width=0.02:1:0.02", "--over", "resolution=32:96:4", "--over", "batch=1:3")
SIZE = 50 * 17 * 3


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(folder.glob("part-*.json")) for row in json.loads(path.read_text())]


def in_parts(folder: Path, *more: str) -> tuple[str, ...]:
    return (*SWEEP, "--format", "json", "--parts", str(folder), "--part-size", "60", *more)


def test_the_parts_together_are_the_sweep(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sweep"
    outcome = run(*in_parts(folder))
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == f"written: {folder} ({SIZE:,} configurations in 50 parts)\n"
    assert rows_of(folder) == json.loads(run(*SWEEP, "--format", "json").out)
    assert len(rows_of(folder)) == SIZE
    assert sorted(path.name for path in folder.iterdir()) == [
        "manifest.json", *[f"part-{number:06}.json" for number in range(50)],
    ]  # fmt: skip


def test_budgets_hold_part_by_part(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sweep"
    run(*in_parts(folder, "--max-macs", "5M"))
    assert rows_of(folder) == json.loads(run(*SWEEP, "--format", "json", "--max-macs", "5M").out)


def test_csv_and_parquet_parts_agree(run: Any, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'archcalc[sweep]'")
    asked = ("sweep", "shufflenet_v1", "--over", "groups=1:8", "--over", "width=0.25,0.5,1", "--part-size", "5")
    for format in ("csv", "parquet"):
        assert run(*asked, "--format", format, "--parts", str(tmp_path / format)).code == 0
    csv = pandas.concat([pandas.read_csv(path) for path in sorted((tmp_path / "csv").glob("*.csv"))])
    parquet = pandas.read_parquet(tmp_path / "parquet" / "part-000000.parquet")
    assert {path.suffix for path in (tmp_path / "parquet").glob("part-*")} == {".parquet"}
    whole = pandas.concat([pandas.read_parquet(path) for path in sorted((tmp_path / "parquet").glob("part-*"))])
    assert list(csv.columns) == list(parquet.columns)
    assert len(whole) == len(csv) == 24
    assert (whole["macs"].fillna(0).to_numpy() == csv["macs"].fillna(0).to_numpy()).all()


def test_a_killed_sweep_continues(tmp_path: Path) -> None:
    """Killed again and again without a chance to tidy up, until it is through: all parts, each row once."""
    folder = tmp_path / "sweep"
    command = [sys.executable, "-m", "archcalc", *in_parts(folder)]
    kills, finished = 0, {}
    for _ in range(40):
        before = len(list(folder.glob("part-*.json")))
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and kills < 3 and len(list(folder.glob("part-*.json"))) < before + 5:
            time.sleep(0.002)
        if process.poll() is None and kills < 3:
            process.send_signal(signal.SIGKILL)
            kills += 1
        err = process.communicate(timeout=60)[1]
        if kills < 3 or process.returncode:
            for path in folder.glob("part-*.json"):  # what is there is whole, and is not touched again
                finished.setdefault(path.name, path.stat().st_mtime_ns)
                json.loads(path.read_text())
            continue
        break
    assert kills == 3
    assert process.returncode == 0
    assert "of them from before)" in err
    assert all((folder / name).stat().st_mtime_ns == changed for name, changed in finished.items())
    rows = [(row["width"], row["resolution"], row["batch"]) for row in rows_of(folder)]
    assert len(rows) == len(set(rows)) == SIZE
    assert rows == sorted(rows)
    assert not list(folder.glob("*.unfinished"))


def test_what_a_killed_run_left_unfinished_is_swept_up(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sweep"
    run(*in_parts(folder))
    (folder / "part-000003.json").unlink()
    (folder / "part-000003.json.123.unfinished").write_text("[{")
    assert run(*in_parts(folder)).err.endswith("50 parts, 49 of them from before)\n")
    assert len(rows_of(folder)) == SIZE
    assert not list(folder.glob("*.unfinished"))


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (("--over", "classes=1,2"), "over differs"),
        (("--max-macs", "1M"), "budget differs"),
        (("--set", "classes=10", "--batch", "1"), "set differs"),
        (("--dtype", "int8", "--valid-only"), "dtype, valid_only differ"),
    ],
)
def test_another_sweep_is_refused(run: Any, tmp_path: Path, change: tuple[str, ...], differs: str) -> None:
    folder = tmp_path / "sweep"
    run(*in_parts(folder))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    outcome = run(*in_parts(folder, *change))
    assert outcome.code == 2
    assert outcome.err == (
        f"error: {folder} holds the parts of another sweep: {differs}\n  name another folder, or remove that one\n"
    )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_changed_spec_is_another_sweep(run: Any, tmp_path: Path, spec_file: Any) -> None:
    asked = ("--over", "width=1:3", "--format", "csv", "--parts", str(tmp_path / "sweep"))
    text = "input: 3x8x8\nknobs: {width: 1}\nlayers:\n  one: {conv: $width, kernel: 3}\n"
    assert run("sweep", spec_file(text), *asked).code == 0
    assert run("sweep", spec_file(text), *asked).code == 0
    assert "another sweep: spec differs" in run("sweep", spec_file(text.replace("3}", "5}")), *asked).err


def test_a_folder_of_something_else_is_left_alone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("all of it")
    outcome = run(*in_parts(tmp_path))
    assert (outcome.code, outcome.err) == (
        2, f"error: {tmp_path} holds other files, such as thesis.tex\n  name a new folder\n",
    )  # fmt: skip
    (tmp_path / "manifest.json").write_text("{")
    assert run(*in_parts(tmp_path)).err == f"error: {tmp_path}/manifest.json is no manifest of a sweep\n"
    assert run(*in_parts(tmp_path / "thesis.tex")).err == f"error: cannot write {tmp_path}/thesis.tex: File exists\n"


def test_a_part_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Exception, match="No space left on device"):
        put(str(tmp_path / "part"), b"data")
    assert not list(tmp_path.iterdir())


def test_parts_may_come_in_any_order(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path / "parts"), {"a": 1}, 3, "csv")
    assert list(folder.fill([(2, b"two"), (0, b"zero")])) == [2, 0]
    assert Folder(str(tmp_path / "parts"), {"a": 1}, 3, "csv").missing() == [1]
