"""Fresh questions with an answer key: topics, levels, both languages, options from real mistakes.

A topic draws numbers, phrases the question and lists the mistakes people make on it. The key is what the
engine's operations give; the solver must give the same (a property test sees to it).
"""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from archcalc.errors import UsageError
from archcalc.quiz.answers import Answer, Refusal, plain
from archcalc.quiz.practice.draft import Draft
from archcalc.quiz.practice.mistakes import MISCOUNTED
from archcalc.quiz.practice.topics import TOPICS
from archcalc.quiz.solve import solve

_ATTEMPTS = 50


class Choice(NamedTuple):
    """An option: its value, and the mistake that leads to it; no mistake for the right one."""

    value: Any
    mistake: str = ""


class Task(NamedTuple):
    """A generated question with its key."""

    identity: str
    topic: str
    language: str
    text: str
    answers: tuple[Answer, ...]
    working: tuple[str, ...]
    choices: tuple[Choice, ...] = ()


def generate(topic: str, count: int, seed: int, language: str, level: int, choices: int = 0) -> list[Task]:
    """`count` questions; the same arguments give the same questions.

    Raises:
        UsageError: no such topic.
    """
    if topic and topic not in TOPICS:
        raise UsageError(f"there is no topic '{topic}'; topics: {', '.join(TOPICS)}")
    random = Random(f"{topic}/{seed}/{language}/{level}")
    names = [topic] if topic else list(TOPICS)
    tasks: list[Task] = []
    seen: set[str] = set()
    for number in range(1, count + 1):
        name = names[(number - 1) % len(names)]
        tasks.append(_task(random, name, number, seed, language, level, choices, seen))
    return tasks


def _task(
    random: Random, topic: str, number: int, seed: int, language: str, level: int, choices: int, seen: set[str]
) -> Task:
    draft = TOPICS[topic](random, level)
    for _ in range(_ATTEMPTS):
        if draft.text(language) not in seen:
            break
        draft = TOPICS[topic](random, level)
    text = draft.text(language)
    seen.add(text)
    solved = solve(text)
    working = () if isinstance(solved, Refusal) else solved.working
    options = _choices(random, draft, choices, language) if choices else ()
    return Task(f"{topic}-{seed}-{number}", topic, language, text, draft.answers, working, options)


def _choices(random: Random, draft: Draft, count: int, language: str) -> tuple[Choice, ...]:
    """The right value among wrong ones that real mistakes give; near misses where those are too few."""
    right = plain(draft.answers[0].value)
    found = [Choice(right)]
    for mistake, value in draft.mistakes:
        if plain(value) not in [one.value for one in found] and len(found) < count:
            found.append(Choice(plain(value), mistake.text(language)))
    step = 1
    while len(found) < count:
        near = _beside(right, step)
        if near not in [one.value for one in found]:
            found.append(Choice(near, MISCOUNTED.text(language)))
        step += 1
    random.shuffle(found)
    return tuple(found)


def _beside(value: Any, step: int) -> Any:
    """A value near the right one: whole numbers by whole steps, others by tenths."""
    if isinstance(value, list):
        return [_beside(item, step) for item in value]
    return value + step if isinstance(value, int) else round(value + step / 10, 10)
