"""Importing the package stays light: a fresh interpreter shows what came along."""

import subprocess
import sys
from pathlib import Path

import archcalc.formula

HEAVY = {"dataclasses", "enum", "inspect", "numpy", "re", "typing"}

# An empty parent package, so that what `archcalc/__init__.py` loads is not laid at this package's door.
ALONE = f"""
import sys
parent = type(sys)("archcalc")
parent.__path__ = [{str(Path(archcalc.formula.__file__).parents[1])!r}]
sys.modules["archcalc"] = parent
"""


def loaded_by(statement: str) -> set[str]:
    """What of `HEAVY` is loaded after a statement. -S: site packages may load modules at start-up."""
    code = f"{ALONE}\n{statement}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    return HEAVY & set(run.stdout.split())


def test_the_formulas_load_nothing_heavy():
    assert loaded_by("import archcalc.formula") == set()


def test_ints_and_texts_load_nothing_heavy():
    use = "from archcalc.formula import *; FORMULAS['conv_macs'].latex(); minimum(1, 2); exact_div(4, 2)"
    assert loaded_by(use) == set()


def test_the_proof_can_fail():
    assert "dataclasses" in loaded_by("import archcalc.formula, dataclasses")
    assert "typing" in loaded_by("import archcalc.errors")


def test_importing_it_by_its_full_name_loads_no_numpy():
    code = f"import sys; sys.path[:] = {sys.path!r}; import archcalc.formula; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "dataclasses", "inspect"} & set(run.stdout.split())
