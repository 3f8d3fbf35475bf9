"""Draw docs/figures/*.svg and fill in the tables of docs/convolutions.md, or check both (`--check`).

A table stands between `<!-- numbers: FILE -->` and `<!-- end numbers -->`: the networks of docs/examples/FILE.yaml,
each beside the first of them, which is the plain convolution.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from drawings import FIGURES

from archcalc.analysis import analyze
from archcalc.output.table import Column, Table, markdown
from archcalc.shape import shape_text
from archcalc.spec.files import read_file
from archcalc.spec.reader import read_spec
from archcalc.zoo import choose, names_in

DOCS = Path(__file__).resolve().parent
PAGE = DOCS / "convolutions.md"
NUMBERS = re.compile(r"(<!-- numbers: (?P<name>\w+) -->\n).*?(<!-- end numbers -->)", re.DOTALL)


def main() -> int:
    """Write or check everything; 1 if a check found something out of date."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in wanted().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8", newline="\n")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run python docs/draw_convolutions.py", file=sys.stderr)
        return 1
    return 0


def wanted() -> dict[Path, str]:
    """Every generated file with its text."""
    files = {DOCS / "figures" / f"{name}.svg": draw().render() for name, draw in FIGURES.items()}
    page = PAGE.read_text(encoding="utf-8")
    files[PAGE] = NUMBERS.sub(lambda part: f"{part[1]}\n{numbers(part['name'])}\n{part[3]}", page)
    return files


def numbers(name: str) -> str:
    """Output, parameters and MACs of the networks of a file, and their ratio to the first."""
    spec = read_spec(read_file(DOCS / "examples" / f"{name}.yaml"))
    columns = [Column("network", "network"), Column("output", "output"), Column("parameters", "parameters", right=True)]
    columns += [Column(n, n, right=True) for n in ("MACs", "of the plain parameters", "of the plain MACs")]
    rows: list[tuple[str | int, ...]] = []
    plain = None
    for variant in names_in(spec):
        analysis = analyze(choose(spec, variant, {}))
        totals = analysis.totals
        plain = plain or totals
        ratios = (_ratio(totals.parameters, plain.parameters), _ratio(totals.macs, plain.macs))
        shape = shape_text(analysis.layers[-1].output)
        rows.append((f"`{variant}`", shape, totals.parameters, totals.macs, *(ratios if rows else ("", ""))))
    return markdown(Table(tuple(columns), rows))


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.4f}"


if __name__ == "__main__":
    sys.exit(main())
