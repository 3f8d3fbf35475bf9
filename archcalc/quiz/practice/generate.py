"""Fresh questions with an answer key: topics, levels, both languages, options from real mistakes.

A topic draws numbers, phrases the question and lists the mistakes people make on it. The key is what the
engine's operations give; the solver must give the same (a property test sees to it).
"""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.quiz.answers import Answer, Refusal
from archcalc.quiz.practice.draft import Draft
from archcalc.quiz.practice.topics import TOPICS
from archcalc.quiz.practice.wrong import options, plain_values
from archcalc.quiz.solve import solve

_ATTEMPTS = 200


class Choice(NamedTuple):
    """An option, or a wrong answer to be known by: a value for each answer, and the mistake; none for the right one."""

    values: tuple[Any, ...]
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
    mistakes: tuple[Choice, ...] = ()


def generate(topic: str, count: int, seed: int, language: str, level: int, choices: int = 0) -> list[Task]:
    """`count` questions, no two of the same text; the same arguments give the same questions.

    Raises:
        UsageError: no such topic, or it has fewer questions.
    """
    if topic and topic not in TOPICS:
        raise UsageError(f"there is no topic '{topic}'; topics: {', '.join(TOPICS)}")
    random = Random(f"{topic}/{seed}/{language}/{level}")
    names = [topic] if topic else list(TOPICS)
    tasks: list[Task] = []
    seen: set[str] = set()
    turn = 0
    while len(tasks) < count:
        if not names:
            raise _too_few(topic, len(tasks), count, level)
        name = names[turn % len(names)]
        draft = _fresh(random, name, level, language, seen)
        if draft is None:
            names.remove(name)
            continue
        turn += 1
        tasks.append(_task(random, draft, f"{name}-{seed}-{len(tasks) + 1}", name, language, choices))
    return tasks


def _fresh(random: Random, topic: str, level: int, language: str, seen: set[str]) -> Draft | None:
    """A question that was not asked yet; None if the topic seems to have no more."""
    for _ in range(_ATTEMPTS):
        draft = TOPICS[topic](random, level)
        if draft.text(language) not in seen:
            seen.add(draft.text(language))
            return draft
    return None


def _too_few(topic: str, found: int, count: int, level: int) -> UsageError:
    of_topic = f"of topic '{topic}' " if topic else ""
    return UsageError(
        Fault(
            f"only {found} different questions {of_topic}were found at level {level}, not {count}",
            hint=f"--count {found}, or another level or topic",
        )
    )


def _task(random: Random, draft: Draft, identity: str, topic: str, language: str, choices: int) -> Task:
    text = draft.text(language)
    solved = solve(text)
    working = () if isinstance(solved, Refusal) else solved.working
    chosen = _choices(random, draft, choices, language) if choices else ()
    known = tuple(Choice(one.values, one.text(language)) for one in draft.wrong)
    return Task(identity, topic, language, text, draft.answers, working, chosen, known)


def _choices(random: Random, draft: Draft, count: int, language: str) -> tuple[Choice, ...]:
    """The right values among wrong ones; fewer than asked for where not so many mistakes are made."""
    right = plain_values(draft.answers)
    wrong = [Choice(one.values, one.text(language)) for one in options(random, right, draft.wrong, count - 1)]
    return tuple(random.sample([Choice(right), *wrong], len(wrong) + 1))
