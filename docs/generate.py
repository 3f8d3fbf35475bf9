"""Rewrite the generated parts of README.md and docs/, or check that they are true (`--check`).

A generated part stands between `<!-- begin: NAME -->` and `<!-- end -->`. A NAME that starts with `archcalc` is a
command, run for real; `python` is code that stands in the part itself; other names are the tables below.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from archcalc.analysis import analyze
from archcalc.conventions import NAMES, conventions
from archcalc.ops import OPERATIONS
from archcalc.ops.fields import REQUIRED, show
from archcalc.output.table import Column, Table, markdown
from archcalc.shape import shape_text
from archcalc.spec.files import read_file
from archcalc.spec.reader import SECTIONS, read_spec
from archcalc.zoo import choose, load, names_in, spec_files

sys.path.insert(0, str(Path(__file__).parent))
from session import Session

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(r"(<!-- begin: (?P<name>[^>]+?) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)
TIMEOUT = 60
MEASURED = ("accuracy", "measured ")  # parts that measurements of their own write


def main() -> int:
    """Rewrite or check all documents; 1 if a check found one that is out of date."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        old = path.read_text(encoding="utf-8")
        session = Session()
        new = PART.sub(lambda part, session=session: _rewritten(part, session), old)  # type: ignore[misc]
        if new != old:
            stale.append(path.name)
            if not check:
                path.write_text(new, encoding="utf-8")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run make docs", file=sys.stderr)
        return 1
    return 0


def _rewritten(part: re.Match[str], session: Session) -> str:
    if part["name"].startswith(MEASURED):
        return part[0]
    made = session.part(part["body"]) if part["name"] == "python" else _part(part["name"])
    return part[1] + made + part[4]


def _part(name: str) -> str:
    if name.startswith("archcalc "):
        return f"\n```text\n$ {name}\n{_run(shlex.split(name)[1:])}```\n\n"
    return f"\n{TABLES[name]()}\n"


def _run(arguments: list[str]) -> str:
    """What a command prints, messages included, run where the documents stand."""
    done = subprocess.run(
        [sys.executable, "-m", "archcalc", *arguments],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        cwd=ROOT,
    )
    return done.stdout + done.stderr


def _sections() -> str:
    columns = (Column("key", "key"), Column("holds", "holds"))
    return markdown(Table(columns, [(f"`{name}`", text) for name, text in SECTIONS.items()]))


def _operations() -> str:
    """A section per operation: what it does, and its fields."""
    parts = []
    for key, operation in sorted(OPERATIONS.items()):
        summary = (operation.__doc__ or "").partition("\n\n")[0].replace("\n    ", " ")
        parts.append(f"#### `{key}`\n\n{summary}\n")
        if operation.fields:
            columns = tuple(Column(name, name) for name in ("field", "meaning", "values", "default"))
            rows = [
                (_name(operation.main, n), f.doc, f.expects, _default(f.default)) for n, f in operation.fields.items()
            ]
            parts.append(markdown(Table(columns, rows)))
    return "\n".join(parts)


def _name(main: str | None, name: str) -> str:
    return f"`{name}` (after the key)" if name == main else f"`{name}`"


def _default(value: object) -> str:
    return "required" if value is REQUIRED else "" if value is None else f"`{show(value)}`"


def _conventions() -> str:
    columns = (Column("name", "name"), Column("counts", "counts"), Column("source", "source"))
    return markdown(Table(columns, [(f"`{c.name}`", c.sentence, c.source) for c in conventions()]))


COMPARED = (
    "lenet5_1998",
    "alexnet",
    "vgg16",
    "googlenet",
    "resnet50",
    "densenet121",
    "mobilenet_v2",
    "efficientnet_b0",
)


def _convention_networks() -> str:
    columns = (Column("network", "network"), *(Column(name, f"`{name}`", right=True) for name in NAMES))
    rows = []
    for name in COMPARED:
        network = load(name)
        rows.append((name, *(analyze(network, convention=c).totals.counted for c in NAMES)))
    return markdown(Table(columns, rows))


def _quirks() -> str:
    columns = (
        Column("convention", "convention"),
        Column("operation", "operation"),
        Column("counts", "counts"),
    )
    rows = [
        (f"`{c.name}`", f"`{key}`", quirk.reason + (f". A fault: {quirk.fault}" if quirk.fault else ""))
        for c in conventions()
        for key, quirk in c.quirks.items()
    ]
    return markdown(Table(columns, rows))


def _zoo() -> str:
    """A section per spec file: the paper, what is special, and a table of its networks."""
    parts = []
    for path in spec_files():
        spec = read_spec(read_file(path))
        paper = spec.paper
        title = f"[{paper.title}]({paper.url})" if paper.url else paper.title
        parts.append(f"### {spec.title}\n\n{paper.authors} {paper.year}, {title}. {spec.about}".strip() + "\n")
        columns = (
            Column("name", "name"),
            Column("input", "input"),
            *(Column(n, n, right=True) for n in ("parameters", "MACs")),
        )
        rows = []
        for name in names_in(spec):
            totals = analyze(network := choose(spec, name, {})).totals
            rows.append((f"`{name}`", shape_text(network.input), totals.parameters, totals.macs))
        parts.append(markdown(Table(columns, rows)))
    return "\n".join(parts)


TABLES = {
    "sections": _sections,
    "operations": _operations,
    "conventions": _conventions,
    "conventions-networks": _convention_networks,
    "quirks": _quirks,
    "zoo": _zoo,
}

if __name__ == "__main__":
    sys.exit(main())
