"""The values of generated questions as people write them."""

from __future__ import annotations

from archcalc.quiz.answers import plain
from archcalc.quiz.practice.generate import Choice, Task
from archcalc.quiz.render import is_size, value_text

LETTERS = "ABCDEF"


def shown(task: Task, choice: Choice) -> str:
    """What an option says: `33x33x32`, `231,211,008; 35,323,904` of two answers."""
    return "; ".join(value_text(value, one.unit) for value, one in zip(choice.values, task.answers, strict=True))


def labelled(task: Task) -> list[tuple[str, str]]:
    """The options with their letters."""
    return [(letter, shown(task, choice)) for letter, choice in zip(LETTERS, task.choices, strict=False)]


def spellings(task: Task) -> list[str]:
    """The answer as it may be typed, the plainest first: sizes with x or ×, numbers with commas or without."""
    parts = []
    for one in task.answers:
        value = plain(one.value)
        text = value_text(value, one.unit)
        if is_size(value, one.unit):
            parts.append([text, text.replace("x", "×"), text.replace("x", " x "), text.replace("x", " × ")])
        elif isinstance(value, list):
            parts.append([text.replace(" ", ""), text])
        else:
            parts.append([text.replace(",", ""), text])
    most = max(map(len, parts))
    rows = [[forms[min(row, len(forms) - 1)] for forms in parts] for row in range(most)]
    joined = [separator.join(row) for row in rows for separator in (("; ", ";", ", ", " ") if len(row) > 1 else ("",))]
    return list(dict.fromkeys(joined))
