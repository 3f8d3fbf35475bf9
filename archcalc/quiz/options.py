"""The options of a multiple-choice question, cut off before the question is read, and the one an answer equals."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from archcalc.quiz.answers import Answer, Choice, plain
from archcalc.quiz.optionlists import between_marks, listed_values, with_blank

_CIRCLED = "①②③④⑤⑥⑦⑧㉠㉡㉢㉣㉤"
_MARK = re.compile(r"[①②③④⑤⑥⑦⑧㉠㉡㉢㉣㉤]|(?:(?<=\s)|^)\(?([A-Ea-e1-5])[).](?=\s)|(?<=\s)\(([A-Ea-e])\)")
_BOXES = re.compile(
    r"^[ \t]*(?:\([ ]?\)|\[[ ]?\]|[○□◯☐])(?=\s)|(?<=\s)(?:\(([가나다라마])\)|([가나다라마])[.)])(?=\s)", re.MULTILINE
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


class Option(NamedTuple):
    """An option: its label as written, and its text."""

    label: str
    text: str


def cut_options(text: str) -> tuple[str, list[Option]]:
    """The question without its options, and the options; a text without options as it is."""
    if values := listed_values(text):
        options = [Option(one.label, one.text.strip(" ,;?.\n\t")) for one in values]
        return with_blank(text[: values[0].start]), options
    entries = between_marks(text, _marks(text))
    options = [Option(one.label, one.text.strip(" ,;\n\t")) for one in entries]
    return (_closed(text[: entries[0].start]), options) if _are_answers(options) else (text, [])


def _marks(text: str) -> list[re.Match[str]]:
    """The marks in front of what may be options."""
    marks = list(_MARK.finditer(text))
    circled = [mark for mark in marks if mark.group()[0] in _CIRCLED]
    if len({mark.group() for mark in circled}) < len(circled):
        return []  # `③ ①은 ②의 몇 배인가?`: what is referred to is no option
    chosen = circled if len(circled) > 1 else _lettered(text, [mark for mark in marks if mark not in circled])
    return chosen or _boxed(text)


def _are_answers(options: list[Option]) -> bool:
    """Whether there is something to choose from; not things asked, or layers, one by one: `① the output size ② ...`."""
    numbered = [one for one in options if _NUMBER.search(one.text)]
    quantities = [one for one in options if one not in numbered and _QUANTITY.search(one.text)]
    layers = [one for one in options if _LAYER.search(one.text.lower())]
    some = len(options) > 1 and bool(numbered)
    return some and len(quantities) < 2 and len(layers) < 2 and not any(_asks(one.text) for one in options)


def _closed(text: str) -> str:
    """The question in front of the options, with the mark that an open sentence lacks."""
    open_end = re.search(r"(?:[a-z]|[은는이가])\s*$", text)
    return f"{text.rstrip()} ?" if open_end and "?" not in text else text


_ASKING = re.compile(r"\?.*\w|how many|what |compute|calculate|determine|구하|계산하|쓰시오|답하|얼마", re.DOTALL)


_LAYER = re.compile(r"conv|filter|kernel|pool|flatten|stride|합성곱|필터|커널|풀링|보폭")
_QUANTITY = re.compile(
    r"parameter|multiplication|weight|size|shape|macs|total|파라미터|곱셈|가중치|크기|합계|매개변수|연산"
)


def _asks(text: str) -> bool:
    """Whether a question stands behind the mark: then the marks number a list inside the text, not its options."""
    return bool(_ASKING.search(text.lower())) or (text.rstrip().endswith("?") and len(text.split()) > 4)


def _lettered(text: str, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """`A) ... B) ... C) ...` after the question mark; fewer than three are labels inside the question."""
    marks = marks[_start_of_list(marks) :]
    final = (
        bool(marks) and text.rstrip().endswith("?") and not any("?" in text[m.end() : m.end() + 12] for m in marks[:-1])
    )
    question = max(text.rfind("?", 0, marks[0].start() + 1) if marks else -1, -1)
    opens = bool(marks) and (text[: marks[0].start()].rstrip(" \t").endswith((".", "?", ":", "\n", "…", "___")))
    opens = opens or _are_values(text, marks)
    if len(marks) < 3 or (question < 0 and not opens and not final):
        return []
    labels = [(mark.group(1) or mark.group(2) or "").upper() for mark in marks]
    if any(text.upper().count(f"({label})") > 1 for label in labels):
        return []  # `(3) how many times (2) is (1)?`: what is referred to is no option
    expected = [chr(ord(labels[0]) + index) for index in range(len(labels))]
    return marks if labels == expected and labels[0] in ("A", "1") else []


_VALUE = re.compile(r"\d[\d,.]*(?:\s?[x×*]\s?\d+){0,3}(?:\s?(?:%|px|개|[a-z]{1,12}))?[\s,;.]*", re.IGNORECASE)


def _are_values(text: str, marks: list[re.Match[str]]) -> bool:
    """`Its number of weights is a) 400 b) 2400 c) 2416`: an open sentence, and values alone to complete it with."""
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return len(marks) > 2 and all(
        _VALUE.fullmatch(text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)
    )


def _boxed(text: str) -> list[re.Match[str]]:
    """`( ) 30x30  ( ) 31x31 ...`, `(가) 9 (나) 15 (다) 31`: at least three, behind the question."""
    marks = list(_BOXES.finditer(text))
    return marks if len(marks) > 2 and re.search(r"[?.]\s*$", text[: marks[0].start()]) else []


def _start_of_list(marks: list[re.Match[str]]) -> int:
    """Where the last list from A or 1 begins: `Conv2D(64, 3) ... (A) ... (B)` has a stray mark before it."""
    starts = [place for place, mark in enumerate(marks) if (mark.group(1) or mark.group(2) or "").upper() in ("A", "1")]
    return starts[-1] if starts else 0


def choose(options: list[Option], answers: tuple[Answer, ...]) -> Choice | None:
    """The option that the answers equal; an empty choice if none does, None if there are no options."""
    if not options or not answers:
        return None
    wanted = [number for answer in answers for number in _flat(plain(answer.value))]
    fitting = [option for option in options if _fits(_numbers(option.text), wanted)]
    return Choice(fitting[0].label, fitting[0].text) if len(fitting) == 1 else Choice("", "")


def _numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in _NUMBER.findall(text)]


def _fits(given: list[float], wanted: list[float]) -> bool:
    if len(wanted) == 1 and len(set(given)) == 1:
        given = given[:1]  # `7x7`, of a receptive field of 7
    if len(wanted) > len(given):
        given = given * len(wanted) if len(given) == 1 and len(set(wanted)) == 1 else given
    shown = given[: len(wanted)] if len(given) == len(wanted) + 1 and len(wanted) > 1 else given
    return len(shown) == len(wanted) and all(
        abs(a - b) <= 0.006 * max(1e-9, abs(b)) if not float(b).is_integer() else a == b
        for a, b in zip(shown, wanted, strict=True)
    )


def _flat(value: Any) -> list[float]:
    if isinstance(value, list):
        return [number for item in value for number in _flat(item)]
    return [float(value)]
