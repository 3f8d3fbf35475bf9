"""Questions as many people would type them: few may be answered wrongly, and as many as now must stay right.

The answers were worked out by scripts of their own, apart from the program; compared are value, unit and kind of name.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from accuracy import questions_in, verdict

FILES = {path.stem: path for path in (Path(__file__).parent / "questions").glob("*.jsonl")}
DOCUMENTED = Path(__file__).parents[2] / "docs" / "quiz.md"


def documented() -> dict[str, list[int]]:
    """The rows of the table in docs/quiz.md: of each file the numbers of questions by verdict."""
    text = DOCUMENTED.read_text("utf-8").partition("begin: accuracy")[2].partition("end -->")[0]
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    return {row[0]: [int(cell) for cell in row[1:]] for row in rows[2:] if row[0] in FILES}


@pytest.mark.parametrize("name", sorted(FILES))
def test_questions(name: str) -> None:
    """As many are right, and no more are wrong, as is documented."""
    questions, right, _, wrong, _, answered = documented()[name]
    given = Counter(map(verdict, questions_in(FILES[name])))
    assert given.total() == questions
    assert given["wrong"] + given["answered, should refuse"] <= wrong + answered
    assert given["right"] >= right


def test_the_questions_are_many_and_all_different() -> None:
    every = [question for path in FILES.values() for question in questions_in(path)]
    assert len({question["id"] for question in every}) == len({question["text"] for question in every}) == len(every)
    assert len(every) >= 3500
