"""Every reader of texts as a function of bytes, for a fuzzer or a replay to call.

A call returns, whatever the bytes are: what the reader refuses is a sentence, not an exception. `call` adds the bounds:
a second of processor time, and a message that a person can read.
"""

from __future__ import annotations

import contextlib
import io
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from archcalc.errors import ArchcalcError

from . import seeds

SECONDS = 1.0
"""Processor time that one text may take."""

LONGEST_MESSAGE = 100_000


class Target(NamedTuple):
    """A reader: what it does with bytes, texts to begin with, words to build from, and how long a text may become."""

    read: Callable[[bytes], object]
    seeds: Callable[[], list[str]]
    words: Callable[[], list[str]]
    longest: int


class SlowError(Exception):
    """A text took longer than `SECONDS`."""


def call(target: Target, data: bytes, patience: float = 5.0) -> None:
    """Read bytes within bounds; after `patience` seconds it is stopped, and its traceback says where it was.

    Raises:
        SlowError: it took too long.
        Exception: anything else is a fault of the reader, too.
    """
    began = time.process_time()
    with _stopped_after(patience):
        target.read(data)
    spent = time.process_time() - began
    if spent > SECONDS:
        raise SlowError(f"{spent:.1f} seconds")


@contextlib.contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """Raise where the program is when it has spent so much processor time."""

    def stop(*_: Any) -> None:
        raise SlowError(f"stopped after {seconds:g} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _read_spec(data: bytes) -> None:
    """A spec file, and every network in it."""
    from archcalc.analysis import analyze
    from archcalc.spec.files import decode
    from archcalc.spec.reader import read_spec
    from archcalc.zoo import choose, names_in

    with _refusing():
        spec = read_spec(decode("fuzz.yaml", data))
        for name in names_in(spec)[:3]:
            with _refusing():
                analyze(choose(spec, name, {})).to_dict()


def _read_expression(data: bytes) -> None:
    """An expression, evaluated where all names are known and where none is."""
    from archcalc.spec.arithmetic import ArithmeticFault, compile_expression

    text = data.decode("utf-8", "replace")
    for scope in (SCOPE, {}):
        try:
            compile_expression(text).evaluate(scope)
        except (ArithmeticFault, ArchcalcError) as error:
            _readable(str(error))


SCOPE = {"in": 16, "index": 2, "width": 0.75, "out": 64, "depths": [2, 3, 4], "block": "basic", "flag": True}


def _read_calc(data: bytes) -> None:
    """`archcalc calc`, a chain or words, through the command itself."""
    from archcalc.cli import calc

    text = data.decode("utf-8", "replace")
    whole = "->" in text or "→" in text or "=>" in text
    for explain in (False, True):
        with _refusing(), contextlib.redirect_stdout(io.StringIO()):
            if whole:
                calc.run([text], explain=explain)
            elif text.split():
                calc.run(text.split(), input=["3x32x32"], explain=explain)


def _read_shape(data: bytes) -> None:
    """`--input`, and `input:` of a spec."""
    from archcalc.shape import parse_shape, shape_text

    with _refusing():
        shape = parse_shape(data.decode("utf-8", "replace"))
        assert parse_shape(shape_text(shape)) == shape


def _read_question(data: bytes) -> None:
    """A question of the quiz; what its last safety net would catch is let through, to be seen."""
    from archcalc.quiz import solve
    from archcalc.quiz.render import json_line, lines, markdown

    text = data.decode("utf-8", "replace")
    result = solve(text)
    for rendered in (json_line(result, reading=True), lines(result, reading=True), markdown(text, result)):
        assert rendered


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """What is refused is refused with a message."""
    try:
        yield
    except ArchcalcError as error:
        assert error.faults
        _readable(str(error))


def _readable(message: str) -> None:
    assert message.strip()
    assert len(message) < LONGEST_MESSAGE, f"a message of {len(message):,} characters"


TARGETS = {
    "spec": Target(_read_spec, seeds.spec_seeds, seeds.spec_words, 3000),
    "expression": Target(_read_expression, seeds.expression_seeds, lambda: seeds.EXPRESSION_WORDS, 200),
    "calc": Target(_read_calc, lambda: seeds.CALC_SEEDS, seeds.calc_words, 300),
    "shape": Target(_read_shape, lambda: seeds.SHAPE_SEEDS, lambda: ["x", "×", ",", " ", "10", "0"], 60),
    "question": Target(_read_question, seeds.question_seeds, seeds.question_words, 600),
}
