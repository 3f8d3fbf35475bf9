"""`archcalc quiz`: calculation questions, solved, practised and graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from archcalc.cli.emit import write
from archcalc.cli.endings import BY_ENDING, by_ending
from archcalc.cli.options import one_of
from archcalc.errors import EXIT_FAILED, Fault, UsageError

if TYPE_CHECKING:
    from archcalc.quiz import Refusal, Solution
    from archcalc.quiz.files import Item

SOLVE_FORMATS = ("table", "json", "jsonl", "markdown")
PRACTICE_FORMATS = ("table", "json", "jsonl", "csv", "markdown", "moodle", "gift")

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Calculation questions, Korean and English: solve, practice, grade.",
)

Text = Annotated[str, typer.Argument(metavar="TEXT", help="The question; - reads standard input.")]
File = Annotated[
    str, typer.Option("--file", metavar="FILE", help="Questions: .txt, .md, .jsonl, or - for standard input.")
]
SolveFormat = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help=f"table, json, jsonl or markdown; {BY_ENDING}")
]
ShowReading = Annotated[bool, typer.Option("--show-reading", help="Show what was understood, with its words.")]
Output = Annotated[str, typer.Option("--output", metavar="FILE", help="Write to a file instead of standard output.")]
Topic = Annotated[str, typer.Option("--topic", metavar="NAME", help="Topic of the questions; all by default.")]
Count = Annotated[int, typer.Option("--count", metavar="N", min=1, max=100_000, help="How many questions.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same questions.")]
Lang = Annotated[str, typer.Option("--lang", metavar="LANG", help="en or ko.")]
Level = Annotated[int, typer.Option("--level", metavar="N", min=1, max=3, help="1 easy, 2 usual, 3 hard.")]
Choices = Annotated[int, typer.Option("--choices", metavar="N", min=0, max=6, help="Options per question; 0 for none.")]
Key = Annotated[str, typer.Option("--key", metavar="FILE", help="Answer key (JSON Lines).")]
WrittenKey = Annotated[
    str, typer.Option("--key", metavar="FILE", help="Answer key (JSON Lines), or as .md a solution sheet to read.")
]
PracticeFormat = Annotated[
    str,
    typer.Option("--format", metavar="FORMAT", help=f"table, json, jsonl, csv, markdown, moodle or gift; {BY_ENDING}"),
]
Answers = Annotated[str, typer.Argument(metavar="ANSWERS", help="Answers, one a line, or .jsonl with id and answer.")]


@app.command()
@by_ending(*SOLVE_FORMATS)
def solve(
    text: Text = "",
    file: File = "",
    format: SolveFormat = "table",
    show_reading: ShowReading = False,
    output: Output = "",
) -> None:
    """Solve calculation questions. Exit code 1: one was refused."""
    from archcalc.quiz import Refusal
    from archcalc.quiz import solve as solve_text

    one_of(format, SOLVE_FORMATS, "format")
    items = _items(text, file)
    results = [solve_text(item.text) for item in items]
    lined = format == "jsonl" or (file.endswith(".jsonl") and format == "json")
    write(_shown(items, results, "jsonl" if lined else format, show_reading, bool(file)), output)
    if any(isinstance(result, Refusal) for result in results):
        raise typer.Exit(EXIT_FAILED)


def _items(text: str, file: str) -> list[Item]:
    from archcalc.quiz.files import Item, read_items

    if bool(text) == bool(file):
        raise UsageError(Fault("one question or one file", hint='archcalc quiz solve "..." or --file questions.txt'))
    if text and text != "-":
        return [Item(None, text)]
    return read_items(file or "-")


def _shown(items: list[Item], results: list[Solution | Refusal], format: str, reading: bool, from_file: bool) -> str:
    from archcalc.quiz.render import json_line, lines, markdown

    pairs = list(zip(items, results, strict=True))
    if format == "jsonl":
        return "".join(json_line(result, item.identity, reading) + "\n" for item, result in pairs)
    if format == "json":
        shown = [json_line(result, item.identity, reading) for item, result in pairs]
        return f"{shown[0]}\n" if len(shown) == 1 and not from_file else "[\n" + ",\n".join(shown) + "\n]\n"
    if format == "markdown":
        return "\n".join(markdown(item.text, result, reading) for item, result in pairs)
    blocks = []
    for item, result in pairs:
        head = [item.text.strip()] if from_file else []
        blocks.append("\n".join([*head, *lines(result, reading)]))
    return "\n\n".join(blocks) + "\n"


@app.command()
@by_ending(*PRACTICE_FORMATS)
def practice(
    topic: Topic = "",
    count: Count = 10,
    seed: Seed = 1,
    lang: Lang = "en",
    level: Level = 2,
    choices: Choices = 0,
    key: WrittenKey = "",
    format: PracticeFormat = "table",
    output: Output = "",
) -> None:
    """Fresh questions; the answers go to the key."""
    from archcalc.quiz.practice.export import exported, key_text
    from archcalc.quiz.practice.generate import generate
    from archcalc.quiz.practice.sheet import sheet
    from archcalc.quiz.practice.topics import TOPICS

    one_of(format, PRACTICE_FORMATS, "format")
    one_of(lang, ("en", "ko"), "language")
    if topic:
        one_of(topic, tuple(TOPICS), "topic")
    tasks = generate(topic, count, seed, lang, level, choices)
    if key:
        write(sheet(tasks) if key.lower().endswith((".md", ".markdown")) else key_text(tasks), key)
    write(exported(tasks, format), output)


@app.command()
def grade(answers: Answers, key: Key = "", lang: Lang = "en", output: Output = "") -> None:
    """Grade answers against a key. Exit code 1: one is wrong."""
    from archcalc.quiz.practice.given import read_answers
    from archcalc.quiz.practice.grade import grade_answers, read_key, report

    if not key:
        raise UsageError(Fault("grading needs the key", hint="--key FILE, written by archcalc quiz practice"))
    one_of(lang, ("en", "ko"), "language")
    entries = read_key(key)
    verdicts = grade_answers(read_answers(answers, [entry.identity for entry in entries]), entries)
    write(report(verdicts, lang), output)
    if not all(verdict.right for verdict in verdicts):
        raise typer.Exit(EXIT_FAILED)
