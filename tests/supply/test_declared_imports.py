"""What the code imports is what pyproject.toml declares, and the base install imports nothing of an extra."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DISTRIBUTIONS = {"yaml": "pyyaml", "thop": "ultralytics-thop"}
"""Modules that are called otherwise than the package that brings them."""

OPTIONAL = {
    "verify": ("archcalc/crosscheck/",),
    "onnx": ("archcalc/export/onnx.py",),
    "sweep": ("archcalc/sweep/rows.py",),
    "dask": ("archcalc/sweep/cluster.py",),
    "bench": ("archcalc/crosscheck/witnesses/thop_macs.py",),
}
"""The modules that may import what an extra brings; each says how to install it where it is not there."""


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~!;, ]", requirement)[0].lower() for requirement in requirements}


BASE = names(PROJECT["dependencies"])
EXTRAS = {extra: names(requirements) for extra, requirements in PROJECT["optional-dependencies"].items()}


def imported(text: str) -> Iterator[str]:
    """Packages that a module imports, wherever in it, but not for type checkers alone."""
    tree = ast.parse(text)
    typing_only = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (word.value for word in node.args[:1] if isinstance(word, ast.Constant))


def packages(text: str) -> set[str]:
    """Distributions of the third-party packages that a module imports."""
    found = {name.partition(".")[0] for name in imported(text)} - sys.stdlib_module_names - {"archcalc"}
    return {DISTRIBUTIONS.get(name, name) for name in found}


MODULES = {str(path.relative_to(ROOT)): path for path in sorted((ROOT / "archcalc").rglob("*.py"))}


@pytest.mark.parametrize("module", MODULES)
def test_imports_are_declared(module: str) -> None:
    allowed = set(BASE)
    for extra, homes in OPTIONAL.items():
        if module.startswith(homes):
            allowed |= EXTRAS[extra]
    assert packages(MODULES[module].read_text(encoding="utf-8")) <= allowed


def test_the_check_finds_what_is_not_declared() -> None:
    text = (
        "import typer\nif 1:\n    def f():\n        from scipy.stats import norm\n        import_module('dask.array')\n"
    )
    assert packages(text) - BASE == {"scipy", "dask"}


def test_each_base_dependency_is_used() -> None:
    used = set().union(*(packages(path.read_text(encoding="utf-8")) for path in MODULES.values()))
    assert used >= BASE


def test_extras_that_messages_name_exist() -> None:
    for path in MODULES.values():
        assert set(re.findall(r"archcalc\[(\w+)\]", path.read_text(encoding="utf-8"))) <= EXTRAS.keys()


def test_every_lower_bound_is_said() -> None:
    """A range without one promises versions that nobody has tried."""
    for requirement in PROJECT["dependencies"]:
        assert re.match(r"[\w-]+>=[\d.]+", requirement), requirement
