"""`archcalc report`: networks, or the whole zoo, as files: Markdown, CSV, JSON, HTML."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated

from archcalc.analysis import analyze
from archcalc.cli.arch import analysis_of, named
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import write
from archcalc.cli.options import Batch, ConventionName, Input, Lang, Set, input_shape, knob_values, one_of
from archcalc.errors import EXIT_FAILED, Fault, UsageError
from archcalc.output.words import LANGUAGES
from archcalc.report import FORMATS, Subject, check_folder, several_files, subjects, write_folder, zoo_files
from archcalc.report.files import calculator_page, html_page
from archcalc.report.folder import STALE
from archcalc.zoo import networks

FOLDER = "reports"

MOST_NAMES = 8
"""Files that a message names one by one."""

Archs = Annotated[
    list[str], Argument(metavar="[ARCH...]", help="Zoo names or spec files; the whole zoo if there are none.")
]
Output = Annotated[
    str,
    Option("--output", metavar="FOLDER", help=f"Where the files go, {FOLDER} by default; a file of --calculator."),
]
Formats = Annotated[
    str, Option("--format", metavar="LIST", help=f"What is written of each network, of {','.join(FORMATS)}.")
]
Html = Annotated[str, Option("--html", metavar="FILE", help="One interactive page about all ARCHs, and nothing else.")]
Calculator = Annotated[
    bool, Option("--calculator", help="The calculator as a web page; with --html, on the same page.")
]
Check = Annotated[bool, Option("--check", help="Write nothing; exit code 1 if a file is not as it would be written.")]


def run(
    arch: Archs = [],  # noqa: B006 -- typer copies it
    output: Output = "",
    format: Formats = "",
    html: Html = "",
    calculator: Calculator = False,
    input: Input = "",
    batch: Batch = 1,
    set: Set = [],  # noqa: B006
    convention: ConventionName = "macs",
    check: Check = False,
    lang: Lang = "en",
) -> None:
    """Write reports: Markdown, CSV, JSON and HTML of each ARCH, or of the whole zoo with an index."""
    one_of(lang, LANGUAGES, "language")
    formats = _formats(format)
    if html or calculator:
        _refuse_both(arch, output, formats, html)
    if calculator and not html:
        return _one_file(calculator_page(lang), output, check)
    found = _subjects(arch, input, batch, set, convention)
    if html:
        return _one_file(html_page(found, lang, calculator), html, check)
    if output == "-":
        raise UsageError(Fault("several files do not go to standard output", hint="name a folder: --output reports"))
    folder = output or FOLDER
    if arch:
        return _finish(folder, several_files(found, formats or list(FORMATS), lang, _with_progress), check)
    files = zoo_files(found, formats, lang, _with_progress)
    return _finish(folder, files, check, [f".{ending}" for ending in FORMATS.values()])


def _formats(text: str) -> list[str]:
    """The formats of a list such as `markdown,csv`."""
    words = [word.strip() for word in text.split(",")] if text else []
    return [one_of(word, tuple(FORMATS), "format") for word in dict.fromkeys(words)]


def _refuse_both(arch: Sequence[str], output: str, formats: Sequence[str], html: str) -> None:
    """Refuse options that contradict each other around the single pages."""
    if formats:
        raise UsageError("--format is about the files of a folder; --html and --calculator write one page")
    if html and output:
        raise UsageError("--html names the file already; leave out --output")
    if html and not arch:
        raise UsageError(
            Fault("--html needs networks", hint=f"for example: archcalc report --html {html} resnet50 vgg16")
        )
    if arch and not html:
        raise UsageError(Fault("--calculator alone takes no networks", hint="add --html FILE for a page with both"))


def _subjects(arch: Sequence[str], input: str, batch: int, set: list[str], convention: str) -> list[Subject]:
    if not arch:
        if input or set:
            raise UsageError("--input and --set go with an ARCH: the networks of the zoo differ in both")
        return subjects((n.name, n.name, analyze(n, batch=batch, convention=convention)) for n in networks())
    import shlex

    settings = [*(f"--set={setting}" for setting in set), *([f"--input={input}"] if input else [])]
    shape, knobs = input_shape(input), knob_values(set)
    asked = []
    for text in dict.fromkeys(arch):
        chosen = named(text)
        label = "-".join([chosen.label, *set, *filter(None, [input])])
        asked.append((shlex.join([text, *settings]), label, analysis_of(chosen, batch, convention, knobs, shape)))
    return subjects(asked)


def _with_progress(found: Sequence[Subject]) -> Iterable[Subject]:
    """The networks, with a progress bar on the terminal where there are several."""
    if len(found) < 2 or not sys.stderr.isatty():
        return found
    from rich.console import Console
    from rich.progress import track

    return track(found, "writing", console=Console(stderr=True), transient=True)


def _one_file(text: str, path: str, check: bool) -> None:
    """A page as a file, or on standard output."""
    if check and path not in ("", "-"):
        return _finish(os.path.dirname(path) or ".", {os.path.basename(path): text}, check)
    write(text, path)
    if path not in ("", "-"):
        _say(f"wrote {path}")
    return None


def _finish(folder: str, files: dict[str, str], check: bool, endings: Sequence[str] = ()) -> None:
    """Write the files or check them, and say what came of it."""
    if check:
        return _check(folder, files, endings)
    written = write_folder(folder, files)
    size = sum(len(text.encode()) for text in files.values())
    _say(f"{folder}: {_named(written)} written, {len(files) - len(written)} as they were; {size / 1e6:.1f} MB")
    stale = [one.name for one in check_folder(folder, files, endings) if one.what == STALE] if endings else []
    if stale:
        _say(f"not written by this report, and left alone: {_named(stale)}")
    return None


def _check(folder: str, files: dict[str, str], endings: Sequence[str]) -> None:
    found = check_folder(folder, files, endings)
    for name, what in found:
        _say(f"{os.path.join(folder, name)}: {what}")
    if found:
        _say(f"{len(found)} of {len(files)} files are not as they would be written")
        sys.exit(EXIT_FAILED)
    _say(f"{folder}: {len(files)} files, all as they would be written")


def _named(names: Sequence[str]) -> str:
    """`2 files (a.md, a.csv)`: names, where there are few."""
    count = f"{len(names)} file{'' if len(names) == 1 else 's'}"
    return f"{count} ({', '.join(names)})" if 0 < len(names) <= MOST_NAMES else count


def _say(text: str) -> None:
    print(text, file=sys.stderr)
