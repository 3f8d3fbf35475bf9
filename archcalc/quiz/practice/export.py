"""Generated questions as text, JSON, CSV and Markdown, and the key; for course systems see `courses`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from archcalc.quiz.answers import plain
from archcalc.quiz.practice.courses import gift, moodle
from archcalc.quiz.practice.generate import Choice, Task
from archcalc.quiz.practice.values import LETTERS, labelled
from archcalc.quiz.render import answers_text


def key_text(tasks: list[Task]) -> str:
    """The answer key, one JSON object a line."""
    return "".join(json.dumps(_key(task), ensure_ascii=False) + "\n" for task in tasks)


def _key(task: Task) -> dict[str, Any]:
    return {
        "id": task.identity,
        "topic": task.topic,
        "language": task.language,
        "text": task.text,
        "answers": [{"name": one.name, "value": plain(one.value), "unit": one.unit} for one in task.answers],
        "working": list(task.working),
        "choices": [_choice(choice) for choice in task.choices],
        "mistakes": [_choice(choice) for choice in task.mistakes],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {"value": _value(choice), "mistake": choice.mistake}


def _value(choice: Choice) -> Any:
    """The value, or a list of one for each answer."""
    return choice.values[0] if len(choice.values) == 1 else list(choice.values)


def exported(tasks: list[Task], format: str) -> str:
    """The questions in one of the formats; only those meant for course systems hold the answers."""
    return _WRITERS[format](tasks)


def _plain(tasks: list[Task]) -> str:
    blocks = []
    for number, task in enumerate(tasks, 1):
        rows = [f"{number}. {task.text}", *(f"   {letter}) {text}" for letter, text in labelled(task))]
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n"


def _markdown(tasks: list[Task]) -> str:
    rows = []
    for number, task in enumerate(tasks, 1):
        rows += [f"{number}. {task.text}", *(f"   - **{letter}** {text}" for letter, text in labelled(task))]
    return "\n".join(rows) + "\n"


def _json_lines(tasks: list[Task]) -> str:
    rows = []
    for task in tasks:
        row: dict[str, Any] = {"id": task.identity, "topic": task.topic, "text": task.text}
        if task.choices:
            row["choices"] = [_value(choice) for choice in task.choices]
        rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    return "".join(rows)


def _json(tasks: list[Task]) -> str:
    return "[\n" + ",\n".join(_json_lines(tasks).splitlines()) + "\n]\n"


def _csv(tasks: list[Task]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    most = max((len(task.choices) for task in tasks), default=0)
    writer.writerow(["id", "topic", "question", "answer", *[f"option {letter}" for letter in LETTERS[:most]]])
    for task in tasks:
        options = [option for _, option in labelled(task)]
        answers = answers_text(task.answers, task.language)
        writer.writerow([task.identity, task.topic, task.text, answers, *options])
    return text.getvalue()


_WRITERS: dict[str, Callable[[list[Task]], str]] = {
    "table": _plain,
    "json": _json,
    "jsonl": _json_lines,
    "csv": _csv,
    "markdown": _markdown,
    "moodle": moodle,
    "gift": gift,
}
