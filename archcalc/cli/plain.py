"""Command lines that are plainly right, read without typer.

`archcalc summarize resnet50 --batch 8` needs no parser that can explain, complete and refuse: the words follow from
what the command declares. All else is left to typer, so that there is one place that says what is wrong: unknown,
missing and repeated options, values with a dash in front, numbers that are none, `--`, `-h` and `--help`. A test
holds the two readings together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from archcalc.cli.commands import COMMANDS, Argument, Option, declared, module_of
from archcalc.cli.endings import settled

Values = dict[str, Any]
Parameters = dict[str, tuple[Any, Any]]  # type and declaration, by name


class NotPlain(Exception):  # noqa: N818 -- no error: typer reads the line
    """A line that is not for this reader."""


def run_plain(words: list[str]) -> bool:
    """Run the command of a plain line; False, and nothing done, for any other."""
    if not words or words[0] not in COMMANDS:
        return False
    if os.name == "nt" or "_ARCHCALC_COMPLETE" in os.environ:  # typer fills in file names there, and completes words
        return False
    run = getattr(module_of(words[0]), "run", None)
    if run is None:  # a command with commands of its own
        return False
    try:
        values = read(run, words[1:])
    except NotPlain:
        return False
    run(**values)
    return True


def read(run: Callable[..., None], words: list[str]) -> Values:
    """What the words give to the parameters of a command; those left out keep their defaults.

    Raises:
        NotPlain: typer is to read them, or to say what is wrong.
        UsageError: the format does not go with the file's ending.
    """
    parameters = declared(run)
    lists: Values = {name: [] for name, (kind, _) in parameters.items() if kind == list[str]}  # new ones each time
    alone, values = _apart(words, parameters)
    given = {**lists, **values, **_arguments(parameters, alone, run)}
    return {**given, **settled(parameters, given)}


def _apart(words: list[str], parameters: Parameters) -> tuple[list[str], Values]:
    """The words that stand by themselves, and the values of options."""
    spellings = {
        spelling: name for name, (_, how) in parameters.items() if isinstance(how, Option) for spelling in how.names
    }
    alone: list[str] = []
    values: Values = {}
    rest = iter(words)
    for word in rest:
        if word[:1] != "-" or word == "-":
            alone.append(_word(word))
            continue
        spelling, equals, text = word.partition("=")
        if spelling not in spellings:
            raise NotPlain
        name = spellings[spelling]
        kind, how = parameters[name]
        if kind is bool and not equals:
            values[name] = True
            continue
        value = _value(kind, text if equals else _word(next(rest, "")), how.settings)
        if kind == list[str]:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise NotPlain
        else:
            values[name] = value
    return alone, values


def _arguments(parameters: Parameters, alone: list[str], run: Callable[..., None]) -> Values:
    """The words that stand by themselves, given out in order."""
    values: Values = {}
    required = _without_default(run, parameters)
    for name, (kind, how) in parameters.items():
        if not isinstance(how, Argument):
            continue
        if kind == list[str]:
            if alone:
                values[name] = alone
            alone = []
        elif alone:
            values[name], *alone = alone
        if name in required and name not in values:
            raise NotPlain
    if alone:
        raise NotPlain
    return values


def _without_default(run: Callable[..., None], parameters: Parameters) -> list[str]:
    return list(parameters)[: len(parameters) - len(run.__defaults__ or ())]


def _word(text: str) -> str:
    """A value as it is, unless it may be meant otherwise: empty, or with a dash in front."""
    if not text or (text[0] == "-" and text != "-"):
        raise NotPlain
    return text


def _value(kind: Any, text: str, settings: dict[str, Any]) -> Any:
    if kind in (str, list[str]):
        return text
    if kind is not int:
        raise NotPlain
    try:
        number = int(text)
    except ValueError:
        raise NotPlain from None
    if not settings.get("min", number) <= number <= settings.get("max", number):
        raise NotPlain
    return number
