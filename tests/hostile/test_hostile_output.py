"""Output that cannot be written: said in one way by every command, and what was there before still is."""

from __future__ import annotations

import os
import resource
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WRITERS = {
    "list": "list --family LeNet --output FILE",
    "summarize": "summarize lenet5 --output FILE",
    "summarize, JSON": "summarize lenet5 --format json --output FILE",
    "explain": "explain lenet5 --output FILE",
    "calc": "calc conv 4 3x3 --input 3x8x8 --output FILE",
    "convolve": "convolve --input 1 --kernel 1 --output FILE",
    "savings": "savings lenet5 --output FILE",
    "compare": "compare lenet5 lenet4 --output FILE",
    "whatif": "whatif lenet5 --replace separable --output FILE",
    "whatif --save": "whatif lenet5 --replace separable --save FILE",
    "plot, SVG": "plot lenet5 --output FILE.svg",
    "plot, PNG": "plot lenet5 --output FILE.png",
    "compare-conventions": "compare-conventions lenet5 macs flops --output FILE",
    "sweep": "sweep mobilenet_v1 --over width=0.5,1 --output FILE",
    "fit": "fit mobilenet_v1 --over width=0.5:1:0.25 --max-macs 1G --output FILE",
    "verify --published": "verify --published lenet5 --output FILE",
    "export, torch": "export lenet5 --to torch --output FILE",
    "export, dot": "export lenet5 --to dot --output FILE",
    "quiz solve": "quiz solve 1+1 --output FILE",
    "quiz practice": "quiz practice --output FILE",
    "quiz practice --key": "quiz practice --key FILE",
    "report --html": "report --html FILE lenet5",
    "report --calculator": "report --calculator --output FILE",
    "check": "check lenet5 --output FILE",
    "schema": "schema --output FILE",
}
FOLDER_WRITERS = {
    "report": "report lenet5 --format csv,json --output FILE",
    "sweep --parts": "sweep mobilenet_v1 --over width=0.5,1 --format csv --parts FILE",
}
every_writer = pytest.mark.parametrize("line", WRITERS.values(), ids=WRITERS)


def words(line: str, path: str) -> tuple[list[str], str]:
    """The command, and the name of its file, which may have an ending."""
    found = [word.replace("FILE", path) for word in line.split()]
    return found, next(new for new, old in zip(found, line.split(), strict=True) if "FILE" in old)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def full_disk(size: int = 16) -> Iterator[None]:
    """Files end after `size` bytes, as on a disk that has no more."""
    before, kept = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # Python would leave half a .pyc, and every later import would fail
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = kept


@every_writer
def test_what_was_there_stays(run, folder: Path, line: str) -> None:
    arguments, name = words(line, "there")
    Path(name).write_text("mine")
    with full_disk():
        outcome = run(*arguments)
    assert outcome == (2, "", f"error: cannot write {name}: File too large\n")
    assert (os.listdir(), Path(name).read_text()) == ([name], "mine")


@every_writer
def test_a_place_where_no_file_can_be(run, folder: Path, line: str) -> None:
    arguments, name = words(line, "missing/file")
    assert run(*arguments) == (2, "", f"error: cannot write {name}: No such file or directory\n")
    arguments, name = words(line, "folder")
    os.mkdir(name)
    assert run(*arguments) == (2, "", f"error: cannot write {name}: Is a directory\n")
    assert (os.listdir(), os.listdir(name)) == ([name], [])


@every_writer
def test_a_device_is_written_to_and_not_replaced(run, folder: Path, line: str) -> None:
    arguments, name = words(line, "device")
    os.symlink("/dev/full", name)
    assert run(*arguments) == (2, "", f"error: cannot write {name}: No space left on device\n")
    assert stat.S_ISCHR(os.stat(name).st_mode)
    assert os.listdir() == [name]


@pytest.mark.parametrize("line", FOLDER_WRITERS.values(), ids=FOLDER_WRITERS)
def test_a_folder_on_a_full_disk_or_where_a_file_is(run, folder: Path, line: str) -> None:
    with full_disk():
        outcome = run(*words(line, "new")[0])
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: cannot write")
    assert outcome.err.endswith(": File too large\n")
    assert [name for _, _, names in os.walk(folder) for name in names] == []
    Path("file").write_text("mine")
    outcome = run(*words(line, "file")[0])
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: cannot write")
    assert Path("file").read_text() == "mine"


@pytest.mark.parametrize("line", ["schema --output FILE", "plot lenet5 --output FILE.png"])
def test_ctrl_c_while_writing(run, folder: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    arguments, name = words(line, "there")
    Path(name).write_text("mine")
    monkeypatch.setattr(os, "replace", interrupted)
    assert run(*arguments) == (130, "", "interrupted\n")
    assert (os.listdir(), Path(name).read_text()) == ([name], "mine")


def test_ctrl_c_while_working(program, folder: Path) -> None:
    """The whole report takes seconds; the signal comes when its first networks have been read."""
    wrapper = (
        "import os, signal, sys, archcalc.zoo as zoo\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # jobs in the background ignore it
        "read, seen = zoo.read_spec, []\n"
        "def counted(source):\n"
        "    seen.append(source)\n"
        "    if len(seen) == 5: os.kill(os.getpid(), signal.SIGINT)\n"
        "    return read(source)\n"
        "zoo.read_spec = counted\n"
    )
    (folder / "sitecustomize.py").write_text(wrapper)
    root = str(Path(__file__).parent.parent.parent)
    done = program("report", "--output", "out", env={"PYTHONPATH": f"{folder}{os.pathsep}{root}"})
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")
    assert not (folder / "out").exists()


def test_ctrl_c_while_starting(program, folder: Path) -> None:
    (folder / "typer.py").write_text("raise KeyboardInterrupt\n")
    root = str(Path(__file__).parent.parent.parent)
    done = program("list", "--help", env={"PYTHONPATH": f"{folder}{os.pathsep}{root}"})
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_a_link_and_the_rights_of_a_file_are_kept(run, folder: Path) -> None:
    Path("real").write_text("old")
    os.chmod("real", 0o640)
    os.symlink("real", "link")
    os.symlink("later", "dangling")
    for name in ("link", "dangling"):
        assert run("schema", "--output", name) == (0, "", "")
        assert os.path.islink(name)
    assert Path("real").read_text() == Path("later").read_text() == run("schema").out
    assert stat.S_IMODE(os.stat("real").st_mode) == 0o640
    assert sorted(os.listdir()) == ["dangling", "later", "link", "real"]


STDOUT_WRITERS = ["list", "summarize lenet5 --format json", "report --calculator", "--help", "calc --help", "--version"]


@pytest.mark.parametrize("line", STDOUT_WRITERS)
def test_a_pipe_that_nobody_reads(program, line: str) -> None:
    """`archcalc list | head -0`: no word, and no failure that `set -o pipefail` would see."""
    reader, writer = os.pipe()
    os.close(reader)
    done = program(*line.split(), stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_standard_output_on_a_full_disk(program, folder: Path, unbuffered: str) -> None:
    """Python itself drops what the disk did not take where it writes without a buffer."""

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    with open(folder / "out", "w") as file:
        env = {"PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"}  # or half a .pyc would be left
        done = program("list", stdout=file, preexec_fn=little, env=env)
    assert (done.returncode, done.stderr) == (2, "error: cannot write standard output: File too large\n")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("line", ["--help", "--version", "list --help", "list --none", "none", "list"])
def test_streams_that_are_full(program, line: str, unbuffered: str) -> None:
    with open("/dev/full", "w") as full:
        done = program(*line.split(), stdout=full, stderr=full, env={"PYTHONUNBUFFERED": unbuffered})
    assert done.returncode == 2


def test_streams_that_are_closed(program, folder: Path) -> None:
    def closed(*numbers: int):
        return lambda: [os.close(number) for number in numbers]

    done = program("schema", stdout=None, preexec_fn=closed(1))
    assert (done.returncode, done.stderr) == (2, "error: cannot write standard output: Bad file descriptor\n")
    done = program("schema", "--output", "a.json", stdout=None, preexec_fn=closed(0, 1))
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "a.json").stat().st_size > 10_000
    done = program("none", stderr=None, preexec_fn=closed(2))
    assert (done.returncode, done.stdout) == (2, "")  # not the message
    done = program("schema", stdout=None, stderr=None, preexec_fn=closed(0, 1, 2))
    assert done.returncode == 2
