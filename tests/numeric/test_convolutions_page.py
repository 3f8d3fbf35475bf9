"""docs/convolutions.md: figures and tables are up to date, its specs are the files, its closed forms hold."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from archcalc import analyze, load

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "convolutions.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```yaml\n# examples/(\w+)\.yaml\n(.*?)```", PAGE, re.DOTALL)


def test_figures_and_tables_are_up_to_date():
    done = subprocess.run(
        [sys.executable, str(DOCS / "draw_convolutions.py"), "--check"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_kind_has_a_spec_and_a_figure():
    kinds = [name for name, _ in SNIPPETS]
    assert len(kinds) == 11
    assert re.findall(r"\(figures/(\w+)\.svg\)", PAGE) == kinds
    assert {path.stem for path in (DOCS / "figures").glob("*.svg")} == set(kinds)


@pytest.mark.parametrize(("name", "text"), SNIPPETS, ids=[name for name, _ in SNIPPETS])
def test_snippet_is_the_file(name: str, text: str):
    assert (DOCS / "examples" / f"{name}.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "variant", "closed_form"),
    [
        # C_in = 64 or 240, N = 128, K = 3, as in the specs.
        ("dilated", "dilated", Fraction(3 * 3, 5 * 5)),
        ("spatially_separable", "separable", Fraction(2, 3)),
        ("flattened", "flattened", Fraction(1, 9) + Fraction(2, 3 * 64)),
        ("depthwise_separable", "separable", Fraction(1, 128) + Fraction(1, 9)),
        ("grouped", "grouped", Fraction(1, 4)),
        ("shuffled", "shuffled", Fraction(1, 3)),
        # 28x28x128 to 64 maps with 5x5, through 32 filters: 43,352,064 for 160,563,200.
        ("pointwise", "pointwise", Fraction(43_352_064, 160_563_200)),
    ],
)
def test_closed_forms(name: str, variant: str, closed_form: Fraction):
    plain, saving = (analyze(load(f"{DOCS}/examples/{name}.yaml:{v}")) for v in ("plain", variant))
    assert Fraction(saving.totals.macs, plain.totals.macs) == closed_form
    assert Fraction(saving.totals.parameters, plain.totals.parameters) == closed_form
    assert saving.layers[-1].output == plain.layers[-1].output
