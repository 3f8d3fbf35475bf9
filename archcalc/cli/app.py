"""The command group: it knows the commands by name and loads the one that is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from archcalc.cli.boundary import dressed

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


class LazyGroup(TyperGroup):
    """Imports a command's module when the command is run or described, not before."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"archcalc.cli.{COMMANDS[cmd_name]}")
        if hasattr(module, "app"):  # a command with commands of its own
            return get_command(module.app)
        single = typer.Typer(rich_markup_mode=None, add_completion=False)
        single.command(cmd_name, context_settings=getattr(module, "CONTEXT", None))(module.run)
        return get_command(single)

    # Typer would end the program in its own way, without a word: what went wrong is dressed before it sees it.

    def make_context(self, *args: Any, **options: Any) -> Any:
        with dressed():
            return super().make_context(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        with dressed():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from archcalc.errors import Fault, UsageError, did_you_mean

            hint = did_you_mean(args[0], COMMANDS, "commands")
            raise UsageError(Fault(f"there is no command '{args[0]}'", hint=hint))
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from archcalc import __version__

        typer.echo(f"archcalc {__version__}")
        raise typer.Exit


@app.callback()
def archcalc(
    version: bool = typer.Option(
        False, "--version", help="Print the version and exit.", callback=_version, is_eager=True
    ),
) -> None:
    """Exact shapes, parameters and MACs of convolutional networks, with the reason for each number."""
