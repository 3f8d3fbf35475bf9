"""Solutions and refusals as data and as text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from archcalc.quiz.answers import Answer, Refusal, Solution, Value, plain
from archcalc.quiz.answerwords import name_text, unit_text

_SIZE_UNIT = re.compile(r"px|\w(?:x\w)+")
"""`HxWxC`, `CxL`, and pixels along each axis."""

_WORDS = {
    "assumed": "가정",
    "otherwise": "다르게 읽으면",
    "working": "풀이",
    "refused": "풀지 않음",
    "option": "선택지",
    "none of the options": "맞는 선택지가 없음",
    "reading": "이해한 내용",
    "question": "문제",
    "answer": "답",
}


def data(result: Solution | Refusal) -> dict[str, Any]:
    """What `--format json` prints, exactly the contract's shape; the option an answer equals ends the working."""
    if isinstance(result, Refusal):
        return {"refused": {"kind": result.kind, "reason": result.reason}}
    chosen = [] if result.choice is None else [_choice_text(result)]
    return {
        "language": result.language,
        "answers": [_answer(one) for one in result.answers],
        "assumptions": list(result.assumptions),
        "alternatives": [
            {"reading": other.reading, "answers": [_answer(one) for one in other.answers]}
            for other in result.alternatives
        ],
        "working": [*result.working, *chosen],
    }


def _choice_text(result: Solution) -> str:
    """`option: ② 22×22`, or that no option fits."""
    korean = result.language == "ko"
    choice = result.choice
    label = f"{choice.label} {choice.text}" if choice and choice.label else word("none of the options", korean)
    return f"{word('option', korean)}: {label}"


def _answer(one: Answer) -> dict[str, Any]:
    return {"name": one.name, "value": plain(one.value), "unit": one.unit}


def json_line(result: Solution | Refusal, identity: Any = None, reading: bool = False) -> str:
    """One JSON object on one line, with the question's id if it has one."""
    shown = {"id": identity, **data(result)} if identity is not None else data(result)
    if reading:
        shown["reading"] = [{"understood": what, "words": words} for what, words in result.reading]
    return json.dumps(shown, ensure_ascii=False)


def value_text(value: Value, unit: str = "") -> str:
    """A value as people read it: thousands parted, sizes with x, vectors and matrices in brackets."""
    shown = plain(value)
    if isinstance(shown, list):
        return "x".join(map(str, shown)) if is_size(shown, unit) else _bracketed(shown)
    return f"{shown:,}" if isinstance(shown, int) else f"{shown:.6g}"


def is_size(value: Any, unit: str) -> bool:
    """Whether a plain value is a size, written as 30x30x64; a matrix or vector is not."""
    flat = isinstance(value, list) and not any(isinstance(item, list) for item in value)
    return flat and bool(_SIZE_UNIT.fullmatch(unit))


def _bracketed(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_bracketed, value))}]"
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def answer_text(one: Answer, language: str = "en") -> str:
    """`parameters = 8,320 params`, `파라미터 수 = 8,320개`; a shape as `output_shape = 30x30x64 (HxWxC)`."""
    value = value_text(one.value, one.unit)
    is_shape = is_size(plain(one.value), one.unit) and one.unit != "px"
    if language == "ko":
        return f"{name_text(one.name)} = {value}{f' ({one.unit})' if is_shape else unit_text(one.unit)}"
    unit = f"({one.unit})" if is_size(plain(one.value), one.unit) else one.unit
    return f"{one.name} = {value} {unit}".rstrip()


def answers_text(answers: Sequence[Answer], language: str) -> str:
    """All answers of a question on one line."""
    return "; ".join(answer_text(one, language) for one in answers)


def lines(result: Solution | Refusal, reading: bool = False) -> list[str]:
    """The result as lines of text, in the question's language."""
    korean = result.language == "ko"
    shown: list[str] = []
    if reading:
        shown.append(f"{word('reading', korean)}:")
        shown += [f"  {what}  <- {words!r}" for what, words in result.reading]
    if isinstance(result, Refusal):
        return [*shown, f"{word('refused', korean)} ({result.kind}): {result.reason}"]
    shown += [answer_text(one, result.language) for one in result.answers]
    if result.choice is not None:
        shown.append(_choice_text(result))
    if result.assumptions:
        shown.append(f"{word('assumed', korean)}: {', '.join(result.assumptions)}")
    for other in result.alternatives:
        answers = answers_text(other.answers, result.language)
        shown.append(f"{word('otherwise', korean)} ({other.reading}): {answers}")
    if result.working:
        shown.append(f"{word('working', korean)}:")
        shown += [f"  {step}" for step in result.working]
    return shown


def markdown(text: str, result: Solution | Refusal, reading: bool = False) -> str:
    """A question with its answer as Markdown."""
    quoted = "\n".join(f"> {line}" for line in text.strip().splitlines())
    return f"{quoted}\n\n{bullets(result, reading)}\n"


def bullets(result: Solution | Refusal, reading: bool = False) -> str:
    """The lines of a result as a Markdown list; the steps of the working stand below it."""
    shown = lines(result, reading)
    return "\n".join(f"{line[: len(line) - len(line.lstrip())]}- {line.lstrip()}" for line in shown)


def word(text: str, korean: bool) -> str:
    """A label in the question's language."""
    return _WORDS.get(text, text) if korean else text
