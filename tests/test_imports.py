"""Imports go one way: the source against the README's table of packages and what each may import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "archcalc"
EVERYTHING = "everything"


class Row(NamedTuple):
    """A row of the table: its modules and packages, and the first words of the rows that it may import."""

    names: tuple[str, ...]
    always: frozenset[str]
    in_functions: frozenset[str]


class Import(NamedTuple):
    """An import of one part of the package by another, and whether it stands inside a function."""

    importer: str
    imported: str
    lazily: bool
    where: str


def table() -> list[Row]:
    """The rows, from the bottom of the program to its top."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = text.partition("| package | holds | may import |\n")[2].partition("\n\n")[0].splitlines()[1:]
    rows = []
    for line in lines:
        first, _, last = (cell.strip() for cell in line.strip("|").split("|"))
        always, _, later = last.partition("; in functions: ")
        rows.append(Row(tuple(map(part_of_path, re.findall("`(.+?)`", first))), words(always), words(later)))
    return rows


def words(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(", ")))


def part_of_path(path: str) -> str:
    """`archcalc/formula` -> formula, `errors.py` -> errors."""
    return path.removeprefix("archcalc/").removesuffix(".py")


def parts() -> set[str]:
    """The modules and packages directly inside of the package."""
    return {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}


def imports_of(path: Path, package: Path = PACKAGE) -> Iterator[Import]:
    """The imports of other parts, those for type checkers included."""
    inner = path.relative_to(package)
    me = inner.parts[0].removesuffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        for module in modules_in(node):
            name = [*module.split("."), "__init__"][1]
            if name != me:
                yield Import(me, name, id(node) in inside, f"{inner.as_posix()}:{node.lineno}")


def modules_in(node: ast.AST) -> list[str]:
    """The modules of this package that an import names; what `from archcalc import` takes may be one or not."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.partition(".")[0] == "archcalc"]
    if not isinstance(node, ast.ImportFrom) or node.module is None or node.module.partition(".")[0] != "archcalc":
        return []
    if node.module != "archcalc":
        return [node.module]
    return [f"archcalc.{alias.name}" for alias in node.names if alias.name in parts()]


ROWS = table()
ROW_OF = {name: row for row in ROWS for name in row.names}
IMPORTS = [found for path in sorted(PACKAGE.rglob("*.py")) for found in imports_of(path)]


def test_the_table_has_every_part_once() -> None:
    assert sorted(name for row in ROWS for name in row.names) == sorted(parts())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.names[0])
def test_a_row_imports_what_the_table_says_and_all_of_it(row: Row) -> None:
    """No more, so that the table is true, and no less, so that it stays so."""
    used: dict[bool, set[str]] = {False: set(), True: set()}
    for found in IMPORTS:
        target = ROW_OF[found.imported]
        if found.importer not in row.names or target in (row, ROWS[0]) or EVERYTHING in row.always:
            continue
        key = next((name for name in row.always | row.in_functions if name in target.names), None)
        assert key is not None, f"{found.where} imports {found.imported}: the table does not say that it may"
        assert key in row.always or found.lazily, f"{found.where} imports {found.imported} outside of a function"
        used[key in row.in_functions].add(key)
    if EVERYTHING not in row.always:
        assert (used[False], used[True]) == (row.always, row.in_functions)


def test_imports_go_upwards_in_the_table() -> None:
    for place, row in enumerate(ROWS):
        above = {name for other in ROWS[:place] for name in other.names}
        assert row.always - {EVERYTHING} <= above, row.names[0]
    assert [row.names[0] for row in ROWS if EVERYTHING in row.always] == [ROWS[-1].names[0]]
    assert not ROWS[0].always


def test_an_import_is_seen_wherever_it_stands(tmp_path: Path) -> None:
    """At the top, for type checkers, inside of a function, and by the package's name."""
    path = tmp_path / "ops" / "seen.py"
    path.parent.mkdir()
    path.write_text(
        "from archcalc.errors import Fault\n"
        "from archcalc.ops.base import Operation\n"
        "if TYPE_CHECKING:\n"
        "    from archcalc.zoo import load\n"
        "def f():\n"
        "    import archcalc.sweep.run\n"
        "    from archcalc import spec, __version__\n",
        encoding="utf-8",
    )
    assert sorted(imports_of(path, tmp_path)) == [
        ("ops", "errors", False, "ops/seen.py:1"),
        ("ops", "spec", True, "ops/seen.py:7"),
        ("ops", "sweep", True, "ops/seen.py:6"),
        ("ops", "zoo", False, "ops/seen.py:4"),
    ]
