"""A folder is written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archcalc.errors import UsageError
from archcalc.report.folder import CHANGED, MISSING, STALE, Difference, check_folder, write_folder

FILES = {"a.md": "eins\n", "b.csv": "x,y\n1,2\n"}


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_what_is_written_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "reports"
    assert write_folder(str(folder), FILES) == ["a.md", "b.csv"]
    assert content(folder) == FILES
    assert check_folder(str(folder), FILES) == []


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    write_folder(str(tmp_path), FILES)
    before = os.stat(tmp_path / "a.md").st_ino
    assert write_folder(str(tmp_path), {**FILES, "b.csv": "x\n"}) == ["b.csv"]
    assert os.stat(tmp_path / "a.md").st_ino == before
    assert write_folder(str(tmp_path), {**FILES, "b.csv": "x\n"}) == []


def test_check_finds_a_changed_byte_a_missing_and_a_stale_file(tmp_path: Path) -> None:
    write_folder(str(tmp_path), FILES)
    (tmp_path / "a.md").write_bytes(b"eins\r\n")
    (tmp_path / "b.csv").unlink()
    (tmp_path / "old.md").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    assert check_folder(str(tmp_path), FILES, [".md", ".csv"]) == [
        Difference("a.md", CHANGED),
        Difference("b.csv", MISSING),
        Difference("old.md", STALE),
    ]
    assert (tmp_path / "a.md").read_bytes() == b"eins\r\n"


def test_check_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert [what for _, what in check_folder(str(tmp_path / "no"), FILES, [".md"])] == [MISSING, MISSING]
    assert not (tmp_path / "no").exists()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")
    for folder in ("reports", "reports/below"):
        with pytest.raises(UsageError, match=r"cannot write to .*reports.*: it is not a folder"):
            write_folder(str(tmp_path / folder), FILES)
    assert content(tmp_path) == {"reports": "a file"}


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*b\.csv: it is a folder"):
        write_folder(str(tmp_path), FILES)
    assert os.listdir(tmp_path) == ["b.csv"]


def test_a_folder_nobody_may_write(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write to /proc/archcalc: "):
        write_folder("/proc/archcalc", FILES)


FULL = """
import resource, sys
sys.dont_write_bytecode = True  # or half a .pyc would be left
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
from archcalc.errors import UsageError
from archcalc.report.folder import write_folder
try:
    write_folder(sys.argv[1], {"a.md": "new", "b.csv": "x" * 5000})
except UsageError as error:
    print(error)
"""


@pytest.mark.parametrize("there", [True, False])
def test_a_disk_that_is_full_leaves_what_was_there(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "deep" / "reports"
    if there:
        write_folder(str(folder), FILES)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == f"error: cannot write to {folder}: File too large\n"
    assert not (tmp_path / "deep").exists() if not there else content(folder) == FILES
