"""Steps in words: the worked lines of an output, and what no window reaches.

Every worked line is arithmetic that can be read back: its left side comes to its right side.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.numeric.compute import Result, Step, Term
from archcalc.numeric.geometry import Axis, LeftOver
from archcalc.numeric.numbers import Number, exact, signed_text, worked_text
from archcalc.numeric.words import sentence, word

Line = tuple[str, list[str]]  # where, and what is worked out there


def worked_lines(result: Result, step: Step, lang: str) -> list[str]:
    """The lines a teacher writes for one output: a sum per channel, and the sum of the channels."""
    if result.kernel is None:
        return [_pooled(result, step)]
    channels = len(result.input)
    if channels == 1 or not step.terms:
        return [f"{_sum([*map(_product, step.terms), *_bias(result)])} = {signed_text(step.value)}"]
    share = len(step.terms) // channels  # every channel meets the same places
    parts = [step.terms[start : start + share] for start in range(0, len(step.terms), share)]
    sums = [exact(sum((_value(term) for term in part), start=0)) for part in parts]
    lines = [
        f"{word('channel', lang)} {number}: {_sum(list(map(_product, part)))} = {signed_text(value)}"
        for number, (part, value) in enumerate(zip(parts, sums, strict=True), 1)
    ]
    return [*lines, f"{_sum([*map(worked_text, sums), *_bias(result)])} = {signed_text(step.value)}"]


def step_lines(result: Result, lang: str) -> Iterator[Line]:
    """Every output with its worked lines, and in its place every window that does not fit any more."""
    height, width = result.axes
    beyond = not result.transposed and width.left_over()
    for step in result.steps:
        yield position_text(result, step, lang), worked_lines(result, step, lang)
        if beyond and step.column == width.out - 1:
            yield position_text(result, step._replace(column=width.out), lang), [no_fit(width, beyond, lang)]
    below = not result.transposed and height.left_over()
    if below:
        yield sentence("place_row", lang, height.out + 1), [no_fit(height, below, lang)]


def stamps(result: Result, lang: str) -> Iterator[str]:
    """What each input of a transposed convolution puts on the output, in the places of the output before cutting."""
    height, width = result.axes
    for channel, matrix in enumerate(result.input):
        for row, line in enumerate(matrix):
            for column, value in enumerate(line):
                places = {
                    "rows": _reach(height, row, "row", lang),
                    "columns": _reach(width, column, "column", lang),
                }
                text = sentence("stamp", lang, row=row + 1, column=column + 1, value=worked_text(value), **places)
                yield sentence("of_channel", lang, channel + 1, text) if len(result.input) > 1 else text


def left_over_lines(result: Result, lang: str) -> list[str]:
    """What no window reaches, one line for each axis that has such a rest."""
    found = [] if result.transposed else [(axis, axis.left_over()) for axis in result.axes]
    return [_left_over(axis, rest, lang) for axis, rest in found if rest]


def position_text(result: Result, step: Step, lang: str) -> str:
    """`row 1, column 2`, counted from 1, with the channel where outputs have several."""
    text = sentence("position", lang, row=step.row + 1, column=step.column + 1)
    return sentence("of_channel", lang, step.channel + 1, text) if len(result.output) > 1 else text


def no_fit(axis: Axis, rest: LeftOver, lang: str) -> str:
    """Why there is no output here."""
    return sentence("no_fit", lang, **_needs(axis, rest, lang))


def _left_over(axis: Axis, rest: LeftOver, lang: str) -> str:
    if rest.first > rest.size:
        left = sentence("padding_only", lang)
    else:
        left = _places(axis, rest.first, min(rest.last, rest.size), lang)
        if rest.last > rest.size:
            left = sentence("and_padding", lang, left=left)
    return sentence("left_over", lang, left=left, **_needs(axis, rest, lang))


def _needs(axis: Axis, rest: LeftOver, lang: str) -> dict[str, str]:
    end = str(rest.last)
    if axis.after:
        end = sentence("with_padding", lang, end=end)
    return {"needed": _places(axis, rest.wanted_first, rest.wanted_last, lang), "end": end}


def _places(axis: Axis, first: int, last: int, lang: str) -> str:
    kind = "row" if axis.name == "height" else "column"
    if first == last:
        return sentence(f"place_{kind}", lang, first)
    return sentence(f"span_{kind}", lang, first, last)


def _reach(axis: Axis, position: int, kind: str, lang: str) -> str:
    taps = [tap + 1 for tap in axis.taps(position) if 0 <= tap < axis.size]
    if not taps:
        return "-"
    if len(taps) == 1:
        return sentence(f"place_{kind}", lang, taps[0])
    return sentence(f"span_{kind}", lang, taps[0], taps[-1])


def _pooled(result: Result, step: Step) -> str:
    if result.operation.key == "maxpool":
        return f"max({', '.join(signed_text(term.value) for term in step.terms)}) = {signed_text(step.value)}"
    values = [worked_text(term.value) for term in step.terms]
    return f"({_sum(values)})/{len(values)} = {signed_text(step.value)}"


def _product(term: Term) -> str:
    return f"{worked_text(term.value)}·{worked_text(term.weight or 0)}"


def _value(term: Term) -> Number:
    return term.value * (term.weight or 0)


def _bias(result: Result) -> list[str]:
    return [worked_text(result.bias)] if result.bias else []


def _sum(parts: list[str]) -> str:
    return " + ".join(parts) or "0"
