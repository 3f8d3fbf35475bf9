"""The format of a file, told by its ending, for every command that has both `--format` and `--output`.

A line is read in two ways, plainly and by typer (see `plain`), and both ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, get_type_hints

from archcalc.cli.commands import Argument, Option
from archcalc.errors import Fault, UsageError, shown

TEXTS = ("table", "text", "markdown", "csv", "json", "jsonl", "moodle", "gift")
ENDINGS: dict[str, tuple[str, ...]] = {
    "txt": TEXTS,
    "json": ("json",),
    "jsonl": ("jsonl",),
    "csv": ("csv",),
    "md": ("markdown",),
    "markdown": ("markdown",),
    "parquet": ("parquet",),
    "pq": ("parquet",),
    "xml": ("moodle",),
    "gift": ("gift",),
}
"""Ending -> the formats that such a file may have."""

FOREIGN = frozenset(
    (
        *("7z", "bz2", "gz", "rar", "tar", "tgz", "xz", "zip", "zst"),
        *("avro", "arrow", "db", "feather", "h5", "hdf5", "npy", "npz", "orc", "pickle", "pkl", "sqlite", "tsv"),
        *("bmp", "eps", "gif", "jpeg", "jpg", "pdf", "png", "svg", "tif", "tiff", "webp"),
        *("doc", "docx", "htm", "html", "ods", "odt", "ppt", "pptx", "rtf", "xls", "xlsx", "yaml", "yml"),
        *("bin", "onnx", "pt", "pth"),
    )
)
"""Endings of files that are something else, whatever the command: programs would stumble over a table in them."""


BY_ENDING = "the ending of --output sets it as well."


class FormatOption(Option):
    """`--format`: one of `formats`. Where it is left out, the ending of `--output` says which, or the default does."""

    def __init__(self, *formats: str, help: str) -> None:
        super().__init__("--format", metavar="FORMAT", help=f"{help}; {BY_ENDING}")
        self.formats = formats


def format_of(output: str, given: str | None, formats: tuple[str, ...]) -> str | None:
    """The format to write: the one given, else the one that the file's ending says; None where neither says.

    Args:
        output: name of the file; empty or `-` for standard output.
        given: what `--format` says, None where it was left out.
        formats: those of the command.

    Raises:
        UsageError: the ending is that of something else, or contradicts the format given.
    """
    if output in ("", "-") or (given is not None and given not in formats):  # the command refuses what it has not
        return given
    _, dot, ending = output.rpartition(".")
    ending = ending.lower() if dot else ""
    if ending not in ENDINGS and ending not in FOREIGN:
        return given
    fitting = [name for name in formats if name in ENDINGS.get(ending, ())]
    if not fitting:
        known = ", ".join(f".{name}" for name, meant in ENDINGS.items() if set(meant) & set(formats))
        message = f"nothing that this command prints can be written as '{shown(output)}'"
        raise UsageError(Fault(message, hint=f"the ending says what is written: {known}"))
    if given is None:
        return fitting[0]
    if given not in fitting:
        message = f"--format {given} contradicts the ending of '{shown(output)}'"
        raise UsageError(Fault(message, hint="leave out --format, or name the file otherwise"))
    return given


def settled(parameters: Mapping[str, tuple[Any, Argument | Option]], given: Mapping[str, Any]) -> dict[str, str]:
    """The format that follows from what a line gives to the declared parameters; empty where the default stays."""
    how = parameters.get("format", (str, None))[1]
    if not isinstance(how, FormatOption):
        return {}
    found = format_of(given.get("output", ""), given.get("format"), how.formats)
    return {} if found is None else {"format": found}


def by_ending(*formats: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Settle the format of a command that typer calls; typer's context tells whether `--format` was given."""
    import inspect

    import typer

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(ctx: typer.Context, **values: Any) -> None:
            source = ctx.get_parameter_source("format")
            given = values["format"] if source and source.name == "COMMANDLINE" else None
            found = format_of(values["output"], given, formats)
            command(**values if found is None else {**values, "format": found})

        signature = inspect.signature(command)
        hints = get_type_hints(command, include_extras=True)
        plain = [one.replace(annotation=hints[name]) for name, one in signature.parameters.items()]
        context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        vars(run)["__signature__"] = signature.replace(parameters=[context, *plain])
        run.__annotations__ = {"ctx": typer.Context, **hints}
        return run

    return decorate
