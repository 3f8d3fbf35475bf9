"""Files that are not what they should be: every command that reads one says so, in one way and at once."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

SPEC_READERS = {
    "summarize": "summarize FILE",
    "explain": "explain FILE",
    "savings": "savings FILE",
    "compare": "compare lenet5 FILE",
    "whatif": "whatif FILE --replace separable",
    "plot": "plot FILE --output -",
    "compare-conventions": "compare-conventions FILE macs flops",
    "sweep": "sweep FILE --over batch=1,2",
    "fit": "fit FILE --over batch --max-macs 1M",
    "verify": "verify FILE",
    "verify --published": "verify --published FILE",
    "export": "export FILE --to torch",
    "report": "report FILE --output out",
    "report --html": "report --html out FILE",
    "check": "check FILE",
}
TEXT_READERS = {
    "convolve": "convolve --input @FILE --kernel 1",
    "quiz solve": "quiz solve --file FILE",
    "quiz grade": "quiz grade FILE --key FILE",
}
READERS = SPEC_READERS | TEXT_READERS

BROKEN = {
    "UTF-16": ("input: 3x8x8\n".encode("utf-16"), "error: PATH: this file is in UTF-16\n  save it as UTF-8\n"),
    "Latin-1": (
        "a: 1\n# café\n".encode("latin-1"),
        "PATH:2:6: error: line 2 is not UTF-8\n    2 | # caf�\n      |      ^\n  save the file as UTF-8\n",
    ),
    "Korean of Windows": (
        "합성곱\n".encode("cp949"),
        "PATH:1:1: error: line 1 is not UTF-8\n    1 | �ռ���\n      | ^\n  save the file as UTF-8\n",
    ),
    "NUL": (b"input: 3\0\n", "error: PATH: this is not a text file\n  it contains NUL bytes\n"),
    "PNG": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1",
        "error: PATH: this is not a text file\n  it contains NUL bytes\n",
    ),
    "ELF": (b"\x7fELF\2\1\1\0\0\0\0", "error: PATH: this is not a text file\n  it contains NUL bytes\n"),
}


def words(line: str, path: Path | str) -> list[str]:
    return [word.replace("FILE", str(path)) for word in line.split()]


@pytest.mark.parametrize("line", READERS.values(), ids=READERS)
def test_what_is_no_text(run, tmp_path: Path, monkeypatch, line: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("file.yaml")
    for data, message in BROKEN.values():
        path.write_bytes(data)
        outcome = run(*words(line, path))
        assert (outcome.code, outcome.out, outcome.err) == (2, "", message.replace("PATH", "file.yaml"))
    assert os.listdir() == ["file.yaml"]


@pytest.mark.parametrize("line", READERS.values(), ids=READERS)
def test_what_is_no_file(run, tmp_path: Path, monkeypatch, line: str) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkdir("folder.yaml")
    os.symlink("self.yaml", "self.yaml")
    for name, reason in (
        ("none.yaml", "no such file"),
        ("folder.yaml", "this is a directory, not a file"),
        ("none.yaml/below.yaml", "no such file"),
        ("self.yaml", "Too many levels of symbolic links"),
        (f"{'n' * 300}.yaml", "File name too long"),
    ):
        outcome = run(*words(line, name))
        known = name if len(name) < 200 else f"{name[:200]}…"
        assert (outcome.code, outcome.out, outcome.err) == (2, "", f"error: {known}: {reason}\n")


@pytest.mark.parametrize("line", READERS.values(), ids=READERS)
def test_a_gigabyte_is_not_read(run, tmp_path: Path, monkeypatch, line: str) -> None:
    monkeypatch.chdir(tmp_path)
    with open("large.yaml", "wb") as file:
        file.truncate(10**9)
    start = time.process_time()
    outcome = run(*words(line, "large.yaml"))
    assert time.process_time() - start < 1
    most = "50,000,000" if "quiz" in line else "4,194,304"
    message = f"error: large.yaml: this file is too large: at most {most} bytes are read\n"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(65534)
    except OSError as error:
        pytest.skip(f"root cannot become somebody else here: {error}")
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("line", [SPEC_READERS["summarize"], SPEC_READERS["check"], *TEXT_READERS.values()])
def test_a_file_that_may_not_be_read(run, tmp_path: Path, monkeypatch, line: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("file.yaml")
    path.write_text("")
    run(*words(line, path))  # everything is imported
    path.chmod(0)
    with as_nobody():
        outcome = run(*words(line, path))
    assert outcome.code == 2
    assert outcome.err == "error: file.yaml: no permission to read this file\n"


HARMFUL = {
    "empty": ("", "this file is empty"),
    "nesting": (f"layers: {'[' * 10_000}{']' * 10_000}", "a spec has at most 100 levels of nesting"),
    "aliases": (
        "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [{f'*b{i - 1}, ' * 9 if i else '*a'}]\n" for i in range(9)),
        "a spec has at most 1,000,000 values once its aliases are filled in",
    ),
    "digits": (
        f"input: 3x8x8\nlayers: [{{conv: {'9' * 10_000}, kernel: 1}}]",
        "this number is too large: numbers go up to 10**18",
    ),
}
IMPOSSIBLE = {
    "wiring": ("input: 3x8x8\nlayers: {c: {relu: , from: c}}", "there is no layer 'c' before this one"),
    "recursion": (
        "input: 3x8x8\nblocks: {a: {layers: [b]}, b: {layers: [a]}}\nlayers: [a]",
        "block 'a' uses itself without end: a -> b -> a",
    ),
    "emptiness": (
        "input: 3x8x8\nlayers: {c: {conv: 4, kernel: null}}",
        "layer 'c' on 3x8x8: conv needs 'kernel' (kernel size K of each axis)",
    ),
}
# Of a network that cannot be, sweep and fit say why in its row, and the papers of verify --published say nothing.
BUILDERS = {name: line for name, line in SPEC_READERS.items() if name.split()[0] not in ("sweep", "fit", "verify")}


@pytest.mark.parametrize("line", SPEC_READERS.values(), ids=SPEC_READERS)
def test_a_spec_that_means_harm(run, spec_file: Callable[..., str], line: str) -> None:
    for text, message in HARMFUL.values():
        refused_at_once(run, words(line, spec_file(text)), message)


@pytest.mark.parametrize("line", BUILDERS.values(), ids=BUILDERS)
def test_a_network_that_cannot_be(run, spec_file: Callable[..., str], line: str) -> None:
    for text, message in IMPOSSIBLE.values():
        refused_at_once(run, words(line, spec_file(text)), message)


def refused_at_once(run, arguments: list[str], message: str) -> None:
    start = time.process_time()
    outcome = run(*arguments)
    assert time.process_time() - start < 2
    assert outcome.code == 2
    assert outcome.err.splitlines()[0].endswith(f": {message}")
    assert "Traceback" not in outcome.err


STDIN_READERS = ("summarize -", "check -", "quiz solve -", "convolve --input - --kernel 1")


@pytest.mark.parametrize("line", STDIN_READERS)
def test_an_endless_stream_is_left_early(program, line: str) -> None:
    def little_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))

    with open("/dev/zero", "rb") as zeros:
        done = program(*line.split(), stdin=zeros, preexec_fn=little_memory)
    most = "50,000,000" if "quiz" in line else "4,194,304"
    assert done.stderr == f"error: <standard input>: this file is too large: at most {most} bytes are read\n"
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("line", STDIN_READERS)
def test_standard_input_that_is_binary_or_closed(program, tmp_path: Path, line: str) -> None:
    (tmp_path / "binary").write_bytes(b"\x7fELF\2\1\1\0\0\0\0")
    with open(tmp_path / "binary", "rb") as binary:
        done = program(*line.split(), stdin=binary)
    message = "error: <standard input>: this is not a text file\n  it contains NUL bytes\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    done = program(*line.split(), stdin=None, preexec_fn=lambda: os.close(0))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "error: standard input is closed\n")


def test_questions_that_are_none(run, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(" \n\n")
    assert run("quiz", "solve", "--file", str(path)).err == f"error: {path}: there is no question here\n"
    assert run("quiz", "solve", "-").err == "error: standard input: there is no question here\n"
    assert (
        run("quiz", "grade", str(path), "--key", str(path)).err == f"error: {path}: there is no entry of a key here\n"
    )


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    """A file's name is bytes: what has its name in it is written all the same."""
    path = os.fsencode(tmp_path) + b"/n\xff.yaml"
    try:
        with open(path, "wb") as file:
            file.write(b"input: 3x8x8\nlayers:\n  c: {conv: 4, kernel: 3}\n")
    except OSError as error:
        pytest.skip(f"this file system has no such names: {error}")
    lines = ["summarize FILE", "summarize FILE --format json --output a.json", "report FILE --output r"]
    lines += ["plot FILE --output a.svg", "export FILE --to torch --output a.py", "summarize FILE --set FILE=1"]
    command = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from archcalc.cli import main
given = {{"FILE": os.fsdecode({path!r}), "FILE=1": "\\udcff=1"}}
for line in {lines!r}:
    sys.argv = ["archcalc", *(given.get(word, word) for word in line.split())]
    try:
        main()
    except SystemExit as stop:
        print(stop.code, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("n?: input 3x8x8, batch 1\n")
    assert done.stderr.splitlines()[:2] == ["0", "0"]
    assert done.stderr.splitlines()[3:] == [
        "0",
        "0",
        "0",
        "error: there is no knob '?'",
        "  there are no knobs here",
        "2",
    ]
    assert '"architecture": "n?"' in (tmp_path / "a.json").read_text(encoding="utf-8")
    assert sorted(os.listdir(tmp_path / "r")) == ["n.csv", "n.html", "n.json", "n.md"]
