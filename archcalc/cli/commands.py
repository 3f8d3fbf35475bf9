"""The commands by name, each in a module of its own, and how their arguments are declared.

A command is a function `run`, whose parameters say by their types what stands on the command line. The words for
that are typer's, but typer itself is imported only to explain a line, or to refuse one: importing it takes longer
than most commands (see `plain`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, get_args, get_type_hints

COMMANDS = {
    "list": "list_command",
    "summarize": "summarize",
    "explain": "explain",
    "calc": "calc",
    "convolve": "convolve",
    "savings": "savings",
    "compare": "compare",
    "whatif": "whatif",
    "plot": "plot",
    "compare-conventions": "compare_conventions",
    "sweep": "sweep",
    "fit": "fit",
    "verify": "verify",
    "export": "export",
    "quiz": "quiz",
    "report": "report",
    "check": "check",
    "schema": "schema",
}
"""Commands in the order of `--help`, and the module of each."""


class Argument:
    """A word that stands by itself; a list takes all that are left. `settings` are those of `typer.Argument`."""

    def __init__(self, **settings: Any) -> None:
        self.settings = settings


class Option:
    """A word behind one of `names`, or a flag; a list may be given again. `settings` are those of `typer.Option`."""

    def __init__(self, *names: str, **settings: Any) -> None:
        self.names = names
        self.settings = settings


def module_of(command: str) -> ModuleType:
    """The module of a command; imported when it is asked for."""
    return import_module(f"archcalc.cli.{COMMANDS[command]}")


def declared(run: Callable[..., None]) -> dict[str, tuple[Any, Argument | Option]]:
    """Each parameter of a command: its type, and how it is given."""
    hints = get_type_hints(run, include_extras=True)
    hints.pop("return", None)
    return {name: (kind, how) for name, hint in hints.items() for kind, how in [get_args(hint)]}
