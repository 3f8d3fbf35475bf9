"""Questions for course systems: Moodle XML and GIFT."""

from __future__ import annotations

from xml.sax.saxutils import escape

from archcalc.quiz.answers import plain
from archcalc.quiz.practice.generate import Task
from archcalc.quiz.practice.values import shown, spellings

TOLERANCE = 0.005
"""Half a percent: so far off may a number be that is not whole; whole ones are exact."""


def moodle(tasks: list[Task]) -> str:
    """A question bank in Moodle's XML."""
    body = "\n".join(map(_moodle_question, tasks))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}\n</quiz>\n'


def _is_number(task: Task) -> bool:
    return len(task.answers) == 1 and not isinstance(task.answers[0].value, list)


def _number(task: Task) -> int | float:
    number: int | float = plain(task.answers[0].value)
    return number


def _tolerance(value: int | float) -> str:
    """How far off an answer may be, as a plain decimal."""
    return "0" if isinstance(value, int) else f"{abs(value) * TOLERANCE:.6f}"


def _moodle_question(task: Task) -> str:
    kind = "multichoice" if task.choices else "numerical" if _is_number(task) else "shortanswer"
    rows = [
        f'<question type="{kind}">',
        f"<name><text>{escape(task.identity)}</text></name>",
        f'<questiontext format="plain_text"><text>{escape(task.text)}</text></questiontext>',
        f'<generalfeedback format="plain_text"><text>{escape(chr(10).join(task.working))}</text></generalfeedback>',
    ]
    if task.choices:
        rows.append("<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>")
        rows += [_moodle_answer(shown(task, c), 0 if c.mistake else 100, c.mistake) for c in task.choices]
    elif _is_number(task):
        rows.append(_moodle_answer(str(_number(task)), 100, tolerance=_tolerance(_number(task))))
        rows += [_moodle_answer(str(c.values[0]), 0, c.mistake, _tolerance(c.values[0])) for c in task.mistakes]
    else:
        rows.append("<usecase>0</usecase>")
        rows += [_moodle_answer(text, 100) for text in spellings(task)]
        rows += [_moodle_answer(shown(task, c), 0, c.mistake) for c in task.mistakes]
    return "\n".join([*rows, "</question>"])


def _moodle_answer(text: str, fraction: int, feedback: str = "", tolerance: str = "") -> str:
    said = f"<feedback><text>{escape(feedback)}</text></feedback>" if feedback else ""
    extra = f"<tolerance>{tolerance}</tolerance>" if tolerance else ""
    return f'<answer fraction="{fraction}" format="plain_text"><text>{escape(text)}</text>{said}{extra}</answer>'


def gift(tasks: list[Task]) -> str:
    """Questions in GIFT."""
    return "\n\n".join(map(_gift_question, tasks)) + "\n"


def _gift_question(task: Task) -> str:
    head = f"::{_gift_escape(task.identity)}::{_gift_escape(task.text)}"
    if task.choices:
        rows = [
            f"\t{'~' if c.mistake else '='}{_gift_escape(shown(task, c))}"
            + (f"#{_gift_escape(c.mistake)}" if c.mistake else "")
            for c in task.choices
        ]
        return head + " {\n" + "\n".join(rows) + "\n}"
    if _is_number(task):
        return f"{head} {{#{_number(task)}:{_tolerance(_number(task))}}}"
    return head + " {" + " ".join(f"={_gift_escape(text)}" for text in spellings(task)) + "}"


def _gift_escape(text: str) -> str:
    for sign in "\\~=#{}:":
        text = text.replace(sign, f"\\{sign}")
    return text
