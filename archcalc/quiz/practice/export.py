"""Generated questions for courses: text, JSON, CSV, Markdown, Moodle XML and GIFT."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from archcalc.quiz.answers import plain
from archcalc.quiz.practice.generate import Task
from archcalc.quiz.render import answer_text

LETTERS = "ABCDEF"


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
        "choices": [choice._asdict() for choice in task.choices],
    }


def exported(tasks: list[Task], format: str) -> str:
    """The questions in one of the formats; only those meant for course systems hold the answers."""
    return _WRITERS[format](tasks)


def shown(value: Any) -> str:
    """A value as an option shows it."""
    return (
        "x".join(map(str, value))
        if isinstance(value, list)
        else f"{value:,}"
        if isinstance(value, int)
        else f"{value:.6g}"
    )


def _plain(tasks: list[Task]) -> str:
    blocks = []
    for number, task in enumerate(tasks, 1):
        rows = [f"{number}. {task.text}"]
        rows += [f"   {letter}) {shown(choice.value)}" for letter, choice in zip(LETTERS, task.choices, strict=False)]
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n"


def _markdown(tasks: list[Task]) -> str:
    blocks = []
    for number, task in enumerate(tasks, 1):
        rows = [f"{number}. {task.text}"]
        rows += [
            f"   - **{letter}** {shown(choice.value)}" for letter, choice in zip(LETTERS, task.choices, strict=False)
        ]
        blocks.append("\n".join(rows))
    return "\n".join(blocks) + "\n"


def _json_lines(tasks: list[Task]) -> str:
    rows = []
    for task in tasks:
        row: dict[str, Any] = {"id": task.identity, "topic": task.topic, "text": task.text}
        if task.choices:
            row["choices"] = [choice.value for choice in task.choices]
        rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    return "".join(rows)


def _json(tasks: list[Task]) -> str:
    return "[\n" + ",\n".join(_json_lines(tasks).splitlines()) + "\n]\n"


def _csv(tasks: list[Task]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "topic", "question", "answer", *[f"option {letter}" for letter in LETTERS[: _most(tasks)]]])
    for task in tasks:
        options = [shown(choice.value) for choice in task.choices]
        writer.writerow([task.identity, task.topic, task.text, "; ".join(map(answer_text, task.answers)), *options])
    return text.getvalue()


def _most(tasks: list[Task]) -> int:
    return max((len(task.choices) for task in tasks), default=0)


def _moodle(tasks: list[Task]) -> str:
    body = "\n".join(map(_moodle_question, tasks))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}\n</quiz>\n'


def _moodle_question(task: Task) -> str:
    value = plain(task.answers[0].value)
    single = len(task.answers) == 1
    kind = "multichoice" if task.choices else "numerical" if single and not isinstance(value, list) else "shortanswer"
    rows = [
        f'<question type="{kind}">',
        f"<name><text>{escape(task.identity)}</text></name>",
        f'<questiontext format="plain_text"><text>{escape(task.text)}</text></questiontext>',
        f'<generalfeedback format="plain_text"><text>{escape(chr(10).join(task.working))}</text></generalfeedback>',
    ]
    if task.choices:
        rows.append("<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>")
        rows += [_moodle_answer(shown(c.value), 0 if c.mistake else 100, c.mistake) for c in task.choices]
    else:
        text = "; ".join(_bare(plain(one.value)) for one in task.answers)
        rows.append(_moodle_answer(text, 100, "", tolerance=kind == "numerical"))
    return "\n".join([*rows, "</question>"])


def _moodle_answer(text: str, fraction: int, feedback: str, tolerance: bool = False) -> str:
    said = f"<feedback><text>{escape(feedback)}</text></feedback>" if feedback else ""
    extra = "<tolerance>0</tolerance>" if tolerance else ""
    return f'<answer fraction="{fraction}" format="plain_text"><text>{escape(text)}</text>{said}{extra}</answer>'


def _bare(value: Any) -> str:
    return "x".join(map(str, value)) if isinstance(value, list) else str(value)


def _gift(tasks: list[Task]) -> str:
    return "\n\n".join(map(_gift_question, tasks)) + "\n"


def _gift_question(task: Task) -> str:
    head = f"::{_gift_escape(task.identity)}::{_gift_escape(task.text)}"
    if task.choices:
        rows = [
            f"\t{'~' if c.mistake else '='}{_gift_escape(shown(c.value))}"
            + (f"#{_gift_escape(c.mistake)}" if c.mistake else "")
            for c in task.choices
        ]
        return head + " {\n" + "\n".join(rows) + "\n}"
    value = plain(task.answers[0].value)
    if len(task.answers) == 1 and not isinstance(value, list):
        return f"{head} {{#{value}}}"
    return head + " {=" + _gift_escape("; ".join(_bare(plain(one.value)) for one in task.answers)) + "}"


def _gift_escape(text: str) -> str:
    for sign in "\\~=#{}:":
        text = text.replace(sign, f"\\{sign}")
    return text


_WRITERS: dict[str, Callable[[list[Task]], str]] = {
    "table": _plain,
    "json": _json,
    "jsonl": _json_lines,
    "csv": _csv,
    "markdown": _markdown,
    "moodle": _moodle,
    "gift": _gift,
}
