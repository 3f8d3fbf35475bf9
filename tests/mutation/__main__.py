"""Mutation testing: does a test fail when a formula is wrong? `make mutate`, or

    python tests/mutation archcalc/ops/conv.py archcalc/formula/window.py
    python tests/mutation --again survivors.txt archcalc/ops/conv.py    # only those that an earlier run printed

Every mutant runs in a process of its own, forked after the tests have been collected, which takes a hundredth of a
second. It runs the tests that reach the mutated line, fastest first, up to the first that fails. Where a function
was exchanged and nothing failed, and for everything that runs at import, the tests are collected anew: first the few
files whose tests have killed a mutant before, which is quick, and only where these pass all of them.

Mutants that `equivalent.txt` lists, with the reason why no test can tell them from the original, are left out.
"""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.util
import itertools
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import coverage
import pytest
from hypothesis import Phase, settings
from mutants import Mutant, mutants, mutated

TESTS = ("formula", "ops", "crosscheck", "spec", "zoo", "explain", "test_published.py", "test_api.py")
NOT = (
    "tests/ops/test_planted_faults.py",  # plants faults of its own
    "tests/spec/test_hostile.py",  # measures time
    "tests/spec/test_nodes.py",  # the reader of files
    "tests/spec/test_scalars.py",  # measures time, too
)
ALL = [f"tests/{name}" for name in TESTS]
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
MAP = Path("build/mutation.json")
"""Which tests reach which line, and how long they take. Tests in files that have changed since are run again."""
KILLER = Path(f"build/mutation_killer.{os.getpid()}.txt")
ALIVE = Path(f"build/mutation_alive.{os.getpid()}.json")
"""What a child hands to its parent; several runs may share the map."""
ALREADY = "ignore:Module already imported"  # pytest wants to rewrite the assertions of plugins itself
FIRST, SECOND = 4.0, 15.0  # seconds of tests for a mutant; the second round is for those that survive the first
SECONDS = 120  # a mutant that takes longer hangs, and counts as killed
FEW = 3  # files of tests that are tried before all are collected


class Mutation(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with a mutant in it."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path, self.tree = path, tree

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != module_name(self.path):
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def get_filename(self, name: str) -> str:
        return self.path

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, self.path, "exec"), module.__dict__)


class WithoutBrowser:
    """Pytest plugin: leaves out tests that start a browser, which no fork survives."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if "browser" not in getattr(item, "fixturenames", ())]


class Baseline(WithoutBrowser):
    """Pytest plugin: runs all tests once and notes what each of them reaches."""

    def __init__(self) -> None:
        self.coverage = coverage.Coverage(data_file=None, include=["archcalc/*"], config_file=False)
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.start()
        self.coverage.switch_context(item.nodeid)
        begun = time.perf_counter()
        result = yield
        self.coverage.stop()
        self.seconds[item.nodeid] = time.perf_counter() - begun
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        known = json.loads(MAP.read_text()) if MAP.exists() else {"seconds": {}, "reached": {}}
        known["seconds"] |= {test: needed for test, needed in self.seconds.items() if test not in self.failed}
        data = self.coverage.get_data()
        here = os.getcwd() + "/"
        for path in data.measured_files():
            lines = known["reached"].setdefault(path.removeprefix(here), {})
            for line, tests in data.contexts_by_lineno(path).items():
                lines[str(line)] = sorted({*lines.get(str(line), ()), *tests})
        MAP.parent.mkdir(exist_ok=True)
        MAP.write_text(json.dumps(known))


class Judge(WithoutBrowser):
    """Pytest plugin: hands over what was collected instead of running it, and ends the process at a failure."""

    def __init__(self, work: Callable[[list[pytest.Item]], None]) -> None:
        self.work = work

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.work(session.items)
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            os._exit(1)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            KILLER.write_text(report.nodeid)
            os._exit(1)


def main(arguments: list[str]) -> int:
    import torch  # noqa: F401 - here once, not in every process

    again, paths = (arguments[1], arguments[2:]) if arguments[:1] == ["--again"] else (None, arguments)
    phases = (Phase.explicit, Phase.generate)  # no shrinking: that it fails is enough
    settings.register_profile(
        "mutation", derandomize=True, database=None, phases=phases, report_multiple_bugs=False, deadline=None
    )
    settings.load_profile("mutation")
    changed = not_in_map()
    if changed:
        in_child(lambda: collect(Baseline(), changed), seconds=0)
    known = json.loads(MAP.read_text())
    known["reached"] = {path: known["reached"].get(path, {}) for path in paths}
    listed = {line.partition("  # ")[0] for line in EQUIVALENT.read_text().splitlines()}
    found = [(path, mutant) for path in paths for mutant in mutants(Path(path).read_text())]
    if again:
        printed = {line.partition("  # ")[0] for line in Path(again).read_text().splitlines()}
        found = [one for one in found if identity(*one) in printed]
    rest = [one for one in found if identity(*one) not in listed]
    ALIVE.unlink(missing_ok=True)
    in_child(lambda: exchange_all(rest, known), seconds=0)
    if not ALIVE.exists():
        sys.exit(f"fails without a mutant: {KILLER.read_text()}")
    survived = 0
    files: list[str] = []
    for place in json.loads(ALIVE.read_text()):
        path, mutant = rest[place]
        if survives(path, mutant, known, files):
            survived += 1
            print(f"{identity(path, mutant)}  # line {mutant.line}", flush=True)
    ALIVE.unlink()
    killed = len(rest) - survived
    print(f"{len(found)} mutants: {killed} killed, {len(found) - len(rest)} equivalent, {survived} survived")
    return min(survived, 1)


def not_in_map() -> list[str]:
    """The files of tests that the map does not know as they are; all of them where the program itself has changed."""
    written = MAP.stat().st_mtime if MAP.exists() else 0.0
    if any(path.stat().st_mtime > written for path in Path("archcalc").rglob("*.py")):
        MAP.unlink(missing_ok=True)
        return ALL
    files = [file for path in map(Path, ALL) for file in (path.rglob("test_*.py") if path.is_dir() else [path])]
    return [str(file) for file in files if file.stat().st_mtime > written and str(file) not in NOT]


def exchange_all(rest: list[tuple[str, Mutant]], known: dict[str, Any]) -> None:
    """Note which mutants survive an exchange of their function; those that run at import have yet to be tried."""

    def work(items: list[pytest.Item]) -> None:
        alive = []
        gc.freeze()
        quick = [item for item in items if known["seconds"].get(item.nodeid, 1.0) < 0.05]
        if not in_child(lambda: run(quick)):
            return
        for place, (path, mutant) in enumerate(rest):
            tests = relevant(items, path, mutant, known, FIRST)
            if not mutant.function or in_child(lambda: exchanged(path, mutant, tests)):  # noqa: B023
                alive.append(place)
            else:
                remember_killer(known)
            KILLER.unlink(missing_ok=True)
        alive.sort(key=lambda place: not rest[place][1].function)
        ALIVE.write_text(json.dumps(alive))

    collect(Judge(work), ALL)


def survives(path: str, mutant: Mutant, known: dict[str, Any], files: list[str]) -> bool:
    """Whether no test finds a mutant; `files` are those whose tests have killed one, the latest first."""
    for chosen in ([files[:FEW]] if files else []) + [ALL]:
        if not in_child(lambda: anew(path, mutant, known, chosen)):  # noqa: B023 - called at once
            promote(files, remember_killer(known))
            return False
    return True


def promote(files: list[str], killer: str) -> None:
    """Put a file of tests first, if it can be collected alone: else it would fail without a mutant."""
    if killer in files:
        files.remove(killer)
    elif not killer or not in_child(lambda: collect(Judge(lambda items: None), [killer])):
        return
    files.insert(0, killer)


def remember_killer(known: dict[str, Any]) -> str:
    """The file of the test that has just killed a mutant, which is likely to kill the next: it will run first."""
    if not KILLER.exists():
        return ""
    test = KILLER.read_text()
    KILLER.unlink()
    known["seconds"][test] = 0.0
    return test.partition("::")[0]


def identity(path: str, mutant: Mutant) -> str:
    """How `equivalent.txt` names a mutant."""
    return f"{path} {mutant.function or '(import)'}: {mutant.text}"


def collect(plugin: object, files: list[str]) -> None:
    """Run pytest with a plugin, quietly."""
    options = [
        "-qq",
        "-p",
        "no:cacheprovider",
        "--tb=no",
        "--no-summary",
        "-W",
        ALREADY,
        *(f"--ignore={path}" for path in NOT),
    ]
    pytest.main([*options, *files], plugins=[plugin])


def in_child(work: Callable[[], object], seconds: int = SECONDS) -> bool:
    """Whether `work` ends well, and in time, in a process of its own; its output goes nowhere."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.alarm(seconds)
    try:
        work()
    except BaseException:
        os._exit(1)
    os._exit(0)


def exchanged(path: str, mutant: Mutant, tests: list[pytest.Item]) -> None:
    """Run tests on a mutated function; one that cannot be exchanged (it is cached, say) is left to the second round."""
    try:
        exchange(path, mutant)
    except (AssertionError, KeyError, ValueError):
        os._exit(0)
    run(tests)


def exchange(path: str, mutant: Mutant) -> None:
    """Put the mutated code into the function that is there."""
    module = sys.modules[module_name(path)]
    code = compile(mutated(Path(path).read_text(), mutant), path, "exec")
    new = {inner.co_qualname: inner for inner in codes(code)}[mutant.function]
    owner, _, name = mutant.function.rpartition(".")
    holder = vars(module)[owner] if owner else module
    found = vars(holder)[name]
    function = getattr(found, "fget", None) or getattr(found, "__func__", found)
    assert isinstance(function, FunctionType)
    function.__code__ = new


def anew(path: str, mutant: Mutant, known: dict[str, Any], files: list[str]) -> None:
    """Import and collect with the mutant in place, then run."""
    sys.meta_path.insert(0, Mutation(path, mutated(Path(path).read_text(), mutant)))
    collect(Judge(lambda items: run(relevant(items, path, mutant, known, SECOND))), files)


def run(items: list[pytest.Item]) -> None:
    """Run tests; `Judge` leaves the process at the first failure."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def relevant(
    items: list[pytest.Item], path: str, mutant: Mutant, known: dict[str, Any], budget: float
) -> list[pytest.Item]:
    """The tests that reach the mutated line, fastest first; of what runs at import, those that reach the file.

    In the second round, those that are about the file come before others. Of them all are asked about what runs at
    import: what a class says can be read without running any of its lines.
    """
    lines, seconds = known["reached"][path], known["seconds"]
    home = "tests/formula/" if path.startswith("archcalc/formula/") else "tests/ops/"
    if mutant.function:
        names = set(lines.get(str(mutant.line), ()))
    else:
        names = {test for test in seconds if test.startswith(home)}.union(*lines.values())

    def order(item: pytest.Item) -> tuple[bool, float]:
        needed = seconds[item.nodeid]
        return (budget == SECOND and needed > 0 and not item.nodeid.startswith(home), needed)

    tests = sorted((item for item in items if item.nodeid in names & seconds.keys()), key=order)
    spent = itertools.accumulate(seconds[item.nodeid] for item in tests)
    return [item for item, needed in zip(tests, spent, strict=True) if needed < budget]


def module_name(path: str) -> str:
    """`archcalc/ops/conv.py` -> `archcalc.ops.conv`."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object and all within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
