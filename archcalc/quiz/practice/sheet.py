"""The answer key to read: each question with its options, its answer and the working, as Markdown."""

from __future__ import annotations

from archcalc.quiz.practice.generate import Task
from archcalc.quiz.practice.values import labelled
from archcalc.quiz.render import answers_text, word


def sheet(tasks: list[Task]) -> str:
    """A solution sheet; the mistake behind each wrong option stands beside it."""
    return "\n".join(_solution(number, task) for number, task in enumerate(tasks, 1))


def _solution(number: int, task: Task) -> str:
    korean = task.language == "ko"
    rows = [f"## {number}. {task.text}", ""]
    for (letter, text), choice in zip(labelled(task), task.choices, strict=False):
        rows.append(f"- **{letter}** {text}: {choice.mistake}" if choice.mistake else f"- **{letter} {text}**")
    rows.append(f"- **{word('answer', korean)}**: {answers_text(task.answers, task.language)}")
    if task.working:
        rows += [f"- {word('working', korean)}:", *(f"  - {step}" for step in task.working)]
    return "\n".join([*rows, ""])
