"""From a text to a solution or a refusal: reads, chooses the topic, solves, says what was assumed."""

from __future__ import annotations

from archcalc.errors import ArchcalcError
from archcalc.quiz.answers import (
    NOT_UNDERSTOOD,
    Refusal,
    Refused,
    Solution,
    not_understood,
)
from archcalc.quiz.apart.solve import solve_apart
from archcalc.quiz.asks.find import find_asks
from archcalc.quiz.assembly.assemble import assemble
from archcalc.quiz.assembly.restated import without_replaced
from archcalc.quiz.checks.question import Question
from archcalc.quiz.checks.run import READING, RESULT, refuse
from archcalc.quiz.options import choose
from archcalc.quiz.quantities import Ask
from archcalc.quiz.read import begun
from archcalc.quiz.reading import reading_of
from archcalc.quiz.readings import other_readings
from archcalc.quiz.reread import read_again
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.hangul import is_korean
from archcalc.quiz.topics import topic_of

LONGEST = 4000
"""Characters of the longest question that is read."""

UNREADABLE = (
    ArithmeticError,
    ArchcalcError,
    ValueError,
    TypeError,
    LookupError,
    AssertionError,
    RecursionError,
    AttributeError,
)
"""What odd text can still run into: the question is refused then, as a guess would be worse."""


def solve(text: str) -> Solution | Refusal:
    """Solve a calculation question, or refuse it with the reason. Never raises, whatever the text."""
    language = "ko" if is_korean(text[:LONGEST]) else "en"
    if len(text) > LONGEST:
        reason = ("질문이 너무 깁니다", "the text is too long for a question")[language == "en"]
        return Refusal(NOT_UNDERSTOOD, reason, language)
    return _solve_whole(text, language, apart=True)


def _solve_whole(text: str, language: str, apart: bool) -> Solution | Refusal:
    """One question, read as one; with `apart`, as several that differ in one part where that answers more."""
    try:
        scene = begun(text)
    except Refused as refused:
        return _refusal(refused, language)
    except UNREADABLE:
        return _lost(language)
    first = _attempt(scene)
    several = None
    if apart and not scene.options:
        several = solve_apart(text, first, lambda part: _solve_whole(part, language, apart=False))
    if several is not None or isinstance(first, Solution):
        return several or first
    return read_again(scene, first, lambda changes, ask: _attempt(begun(text, changes), ask)) or first


def _attempt(scene: Scene, ask: Ask | None = None) -> Solution | Refusal:
    """One reading of a question: put together and solved, or refused; `ask` if it is known what is asked."""
    try:
        assemble(scene)
        return _solved(scene, [ask] if ask else find_asks(scene))
    except Refused as refused:
        return _refusal(refused, scene.language, reading_of(scene))
    except UNREADABLE:
        return _lost(scene.language, reading_of(scene))


def _refusal(refused: Refused, language: str, reading: tuple[tuple[str, str], ...] = ()) -> Refusal:
    reason = refused.korean if language == "ko" else refused.english
    return Refusal(refused.kind, reason, language, reading)


def _lost(language: str, reading: tuple[tuple[str, str], ...] = ()) -> Refusal:
    reason = "질문을 읽지 못했습니다" if language == "ko" else "the question could not be read"
    return Refusal(NOT_UNDERSTOOD, reason, language, reading)


def _solved(scene: Scene, asks: list[Ask]) -> Solution:
    scene.layers = without_replaced(scene, asks)
    refuse(Question(scene, asks), READING)
    solver = topic_of(scene, asks)
    result = solver(scene, asks)
    if not result.answers:
        raise not_understood("what is asked", "무엇을 묻는지")
    refuse(Question(scene, asks, result.answers), RESULT)
    korean = scene.language == "ko"
    assumptions = tuple(ko if korean else en for en, ko in result.assumptions)
    alternatives = result.alternatives + other_readings(scene, asks, result)
    return Solution(
        scene.language,
        result.answers,
        assumptions,
        alternatives,
        tuple(dict.fromkeys(step.text(scene.language) for step in result.steps if step.how)),
        choose(scene.options, result.answers),
        reading_of(scene),
    )
