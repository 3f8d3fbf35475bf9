"""Plain lines are read without typer, and as typer reads them."""

from __future__ import annotations

import inspect
from functools import wraps
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from archcalc.cli.app import app
from archcalc.cli.commands import COMMANDS, Argument, Option, declared, module_of
from archcalc.cli.plain import NotPlain, read, run_plain

GROUP: Any = get_command(app)
SINGLE = [name for name in COMMANDS if hasattr(module_of(name), "run")]
WORDS = (
    "resnet50",
    "a.yaml:b",
    "3x32x32 -> conv 4 3x3",
    "7",
    "0",
    "-3",
    "1_0",
    " 2",
    "1e3",
    "x=1",
    "-",
    "",
    "--",
    "-h",
)
STRAY = ("-h", "--help", "--no-such", "--batc", "--batch=", "-x", "--training=1")


def plainly(name: str, words: list[str]) -> dict[str, Any] | None:
    try:
        return read(module_of(name).run, words)
    except NotPlain:
        return None


def by_typer(name: str, words: list[str]) -> dict[str, Any]:
    """What typer passes to the command; whatever it raises is a fault of the plain reader."""
    module = module_of(name)
    seen: list[dict[str, Any]] = []

    @wraps(module.run)
    def noted(**values: Any) -> None:
        seen.append(values)

    with patch.object(module, "run", noted):
        command = GROUP.get_command(None, name)
        command.invoke(command.make_context(name, list(words)))
    return seen[0]


def with_defaults(name: str, values: dict[str, Any]) -> dict[str, Any]:
    parameters = inspect.signature(module_of(name).run).parameters.values()
    return {parameter.name: values.get(parameter.name, parameter.default) for parameter in parameters}


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A command and words that may stand behind it."""
    name = draw(st.sampled_from(SINGLE))
    spellings = [s for _, how in declared(module_of(name).run).values() if isinstance(how, Option) for s in how.names]
    word = st.sampled_from(WORDS)
    pieces = [st.tuples(word), st.tuples(st.sampled_from(STRAY))]
    if spellings:
        spelling = st.sampled_from(spellings)
        pieces += [st.tuples(spelling), st.tuples(spelling, word), st.tuples(st.builds("{}={}".format, spelling, word))]
    return name, [text for piece in draw(st.lists(st.one_of(pieces), max_size=5)) for text in piece]


@settings(max_examples=1500, deadline=None)
@given(lines())
def test_what_is_read_plainly_is_what_typer_reads(line: tuple[str, list[str]]) -> None:
    name, words = line
    values = plainly(name, words)
    if values is not None:
        assert with_defaults(name, values) == by_typer(name, words)


USUAL = (
    "summarize resnet50",
    "summarize my.yaml:variant --input 3x64x64 --batch 8 --set a=1 --set b=2 --training --format=json --output -",
    "summarize --depth 2 resnet50",
    "explain lenet5 C1 S2 --lang ko",
    "calc conv 64 3x3 s2 p1 --input 3x32x32",
    "compare resnet50_v1 resnet50",
    "list",
    "list --family ResNet",
    "sweep mobilenet_v1 --over width=0.25:2:0.05 --over batch=1,2 --limit 3",
    "report",
    "schema",
)


@pytest.mark.parametrize("line", USUAL)
def test_usual_lines_are_plain(line: str) -> None:
    name, *words = line.split()
    values = plainly(name, words)
    assert values is not None
    assert with_defaults(name, values) == by_typer(name, words)


LEFT_TO_TYPER = (
    "summarize",
    "summarize a b",
    "summarize a --batch",
    "summarize a --batch 1 --batch 2",
    "summarize a --batch x",
    "summarize a --depth -1",
    "summarize a --bars=1",
    "summarize a --bat 1",
    "summarize a -h",
    "summarize --help",
    "summarize -- a",
    "convolve --mse 1 2",
    "sweep a --sort -width",
)


@pytest.mark.parametrize("line", LEFT_TO_TYPER)
def test_lines_with_a_catch_are_left_to_typer(line: str) -> None:
    name, *words = line.split()
    assert plainly(name, words) is None


@pytest.mark.parametrize("line", ["", "--help", "--version", "nosuch", "quiz", "quiz solve x", "summarize"])
def test_other_lines_are_not_begun(line: str) -> None:
    assert not run_plain(line.split())


def test_a_list_is_new_for_each_run() -> None:
    first, second = plainly("summarize", ["a"]), plainly("summarize", ["a"])
    assert first is not None and second is not None
    assert first["set"] == [] and first["set"] is not second["set"]


@pytest.mark.parametrize("name", SINGLE)
def test_what_commands_declare_can_be_read_plainly(name: str) -> None:
    """Long spellings only, at most one list of words and nothing after it, required ones first."""
    parameters = declared(module_of(name).run)
    kinds = [kind for kind, how in parameters.values() if isinstance(how, Argument)]
    assert list[str] not in kinds[:-1]
    for _, how in parameters.values():
        if isinstance(how, Option):
            assert all(spelling.startswith("--") for spelling in how.names)
            assert how.settings.keys() <= {"metavar", "help", "min", "max", "show_default"}
        else:
            assert how.settings.keys() <= {"metavar", "help"}
