"""How often the reader is right: `python tests/quiz/accuracy.py [FILE.jsonl...]` prints the table of docs/quiz.md."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT.parent.parent)]

from own_questions import QUESTIONS  # noqa: E402

from archcalc.quiz import Answer, Refusal, solve  # noqa: E402
from archcalc.quiz.answers import plain  # noqa: E402


def close(got: Any, want: Any, tolerance: float = 1e-6) -> bool:
    if isinstance(got, list) or isinstance(want, list):
        same = isinstance(got, list) and isinstance(want, list) and len(got) == len(want)
        return same and all(close(a, b, tolerance) for a, b in zip(got, want, strict=True))
    return bool(abs(got - want) <= tolerance * max(1e-12, abs(want)))


def fits(answers: tuple[Answer, ...], wanted: list[dict[str, Any]]) -> bool:
    """Values, names and units, in order; the two sides of a comparison may be called differently."""
    return len(answers) == len(wanted) and all(
        close(plain(one.value), want["value"], want.get("tol_rel", 1e-9))
        and (one.name.partition("_")[0], one.unit) == (want["name"].partition("_")[0], want["unit"])
        for one, want in zip(answers, wanted, strict=True)
    )


def verdict(question: dict[str, Any]) -> str:
    result = solve(question["text"])
    if isinstance(result, Refusal):
        return "refused, wrongly" if question["answers"] else "refused, rightly"
    if not question["answers"]:
        return "answered, should refuse"
    readings = [question["answers"], *[other["answers"] for other in question["alternatives"]]]
    return "right" if any(fits(result.answers, reading) for reading in readings) else "wrong"


def values(text: str) -> list[Any]:
    """The values of the answers to a question that must have some; a refusal fails with its reason."""
    result = solve(text)
    assert not isinstance(result, Refusal), result.reason
    return [plain(one.value) for one in result.answers]


def own_verdict(text: str, want: list[Any], kind: str) -> str:
    result = solve(text)
    if isinstance(result, Refusal):
        return "refused, wrongly" if want else "refused, rightly"
    if kind:
        return "answered, should refuse"
    return "right" if close([plain(one.value) for one in result.answers], want) else "wrong"


def table(parts: dict[str, Counter[str]]) -> str:
    rows = [
        "| part | questions | right | wrongly refused | wrong | refused as they must be | answered, should refuse |"
    ]
    rows.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, counted in parts.items():
        kinds = ("right", "refused, wrongly", "wrong", "refused, rightly", "answered, should refuse")
        rows.append(f"| {name} | {counted.total()} | " + " | ".join(str(counted[kind]) for kind in kinds) + " |")
    return "\n".join(rows)


def main() -> None:
    """A part for each file named; the questions that come with the tests if none is."""
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "questions").glob("*.jsonl"))
    parts = {path.stem: Counter(map(verdict, questions_in(path))) for path in files}
    parts["our own"] = Counter(own_verdict(*question) for question in QUESTIONS)
    print(table(parts))


def questions_in(path: Path) -> list[dict[str, Any]]:
    """The questions of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
