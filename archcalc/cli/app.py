"""The command line as typer reads, explains and refuses it: the commands by name, loaded when they are asked for."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from archcalc.cli.boundary import dressed
from archcalc.cli.commands import COMMANDS, Argument, Option, declared, module_of
from archcalc.cli.endings import FormatOption, by_ending


class LazyGroup(TyperGroup):
    """Imports a command's module when the command is run or described, not before."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = module_of(cmd_name)
        if hasattr(module, "app"):  # a command with commands of its own
            return get_command(module.app)
        single = typer.Typer(rich_markup_mode=None, add_completion=False)
        single.command(cmd_name, context_settings=getattr(module, "CONTEXT", None))(in_typers_words(module.run))
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


def in_typers_words(run: Callable[..., None]) -> Callable[..., None]:
    """The same command with its arguments declared as typer declares them."""

    @wraps(run)
    def command(**values: Any) -> None:
        run(**values)

    parameters = declared(run)
    hints = {name: Annotated[kind, _typers(how)] for name, (kind, how) in parameters.items()}
    plain = inspect.signature(run).parameters
    changed = [parameter.replace(annotation=hints[name]) for name, parameter in plain.items()]
    vars(command)["__signature__"] = inspect.Signature(changed)
    command.__annotations__ = hints
    form = parameters.get("format", (str, None))[1]
    return by_ending(*form.formats)(command) if isinstance(form, FormatOption) else command


def _typers(how: Argument | Option) -> Any:
    if isinstance(how, Option):
        return typer.Option(*how.names, **how.settings)
    return typer.Argument(**how.settings)


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
