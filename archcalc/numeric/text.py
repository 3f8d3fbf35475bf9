"""A result for people: maps beside each other, the size formulas, the steps, the matrices C and Cᵀ."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.numeric.compute import Result
from archcalc.numeric.layout import Block, beside, grid, labelled, matrix_lines
from archcalc.numeric.loss import Loss
from archcalc.numeric.numbers import Matrix, number_text
from archcalc.numeric.reading import size_text
from archcalc.numeric.sparse import Sparse, flat, sparse_matrices
from archcalc.numeric.words import sentence, word
from archcalc.numeric.working import left_over_lines, stamps, step_lines
from archcalc.output.table import Column, Table, markdown

VALUES, LETTERS = "values", "letters"


def heading(result: Result, lang: str = "en") -> str:
    """`conv 3x3 s2: input 6x6, output 2x2`."""
    key = result.operation.key
    layer = result.operation.describe().replace(key, word(key, lang), 1)
    sizes = {"input": _size(result.input), "output": _size(result.output)}
    return sentence("head", lang, layer=layer, **sizes)


def result_text(result: Result, steps: bool = False, matrix: str = "", lang: str = "en") -> str:
    """The whole result as plain text, a blank line between its parts."""
    parts = [f"{heading(result, lang)}\n", *_map_parts(result, lang), labelled(_size_lines(result, lang))]
    if steps:
        parts += _step_parts(result, lang)
    if matrix:
        parts += _matrix_parts(result, matrix, lang)
    return "\n".join(parts)


def result_markdown(result: Result, steps: bool = False, matrix: str = "", lang: str = "en") -> str:
    """The whole result as Markdown: maps as they stand, steps as a table."""
    parts = [f"## {heading(result, lang)}\n", *map(_fenced, _map_parts(result, lang))]
    parts.append("".join(f"- **{label}** {text}\n" for label, text in _size_lines(result, lang)))
    if steps:
        columns = (Column("output", word("output", lang)), Column("working", word("working", lang)))
        rows = [(place, "<br>".join(lines)) for place, lines in step_lines(result, lang)]
        parts.append(markdown(Table(columns, rows)))
    if matrix:
        parts += map(_fenced, _matrix_parts(result, matrix, lang))
    return "\n".join(parts)


def loss_text(loss: Loss, lang: str = "en") -> str:
    """A comparison as the rows of a table, and the mean worked out."""
    rows = (loss.targets, loss.predictions, loss.differences, loss.squares)
    labels = [word(name, lang) for name in ("target", "prediction", "difference", "square", "mean")]
    lines = [*matrix_lines(rows), loss.working]
    return labelled(list(zip(labels, lines, strict=True)))


def _map_parts(result: Result, lang: str) -> Iterator[str]:
    """Each input channel beside its kernel; then the output."""
    for number, channel in enumerate(result.input):
        several = len(result.input) > 1
        blocks = [Block(_title("input", number, several, lang), matrix_lines(channel))]
        if not result.transposed and any(axis.before or axis.after for axis in result.axes):
            blocks.append(Block(_title("padded input", number, several, lang), _padded(result, channel)))
        if result.kernel:
            blocks.append(Block(_title("kernel", number, several, lang), matrix_lines(result.kernel[number])))
        if not several and result.bias:
            blocks.append(Block(word("bias", lang), [number_text(result.bias)]))
        yield beside(blocks)
    if len(result.input) > 1 and result.bias:
        yield beside([Block(word("bias", lang), [number_text(result.bias)])])
    yield beside(
        [
            Block(_title("output", number, len(result.output) > 1, lang), matrix_lines(channel))
            for number, channel in enumerate(result.output)
        ]
    )


def _title(name: str, number: int, several: bool, lang: str) -> str:
    return f"{word(name, lang)}, {word('channel', lang)} {number + 1}" if several else word(name, lang)


def _padded(result: Result, matrix: Matrix) -> list[str]:
    height, width = result.axes
    fill = "." if result.operation.key == "maxpool" else "0"
    return grid(
        [
            number_text(matrix[y][x]) if 0 <= y < height.size and 0 <= x < width.size else fill
            for x in range(-width.before, width.size + width.after)
        ]
        for y in range(-height.before, height.size + height.after)
    )


def _size_lines(result: Result, lang: str) -> list[tuple[str, str]]:
    """The formula of each axis with its values, what is left out, and how padding counts."""
    named = [axis for axis in result.axes if axis.name]
    if result.transposed:
        extras = getattr(result.operation, "output_padding", ())
        lines = [(word(axis.name, lang), axis.worked_back(extra)) for axis, extra in zip(named, extras, strict=True)]
    else:
        lines = [(word(axis.name, lang), axis.worked()) for axis in named]
    lines += [(word("left out", lang), text) for text in left_over_lines(result, lang)]
    note = {"maxpool": "no_value", "avgpool": "counts"}.get(result.operation.key)
    if note and any(axis.before or axis.after for axis in named):
        lines.append((word("padding", lang), sentence(note, lang)))
    return lines + [(word("padding", lang), text) for text in _same_lines(result, lang)]


def _same_lines(result: Result, lang: str) -> Iterator[str]:
    """Where `same` is another padding in other tools, and so gives other values."""
    if result.transposed or result.operation.padding != "same":
        return
    for axis in result.axes:
        own, other = (axis.before, axis.after), axis.of_frameworks()
        if own != other:
            ends = dict(zip(("before", "after", "less", "more"), (*own, *other), strict=True))
            yield sentence("same", lang, axis=word(axis.name, lang), **ends)


def _step_parts(result: Result, lang: str) -> Iterator[str]:
    if result.transposed:
        yield "".join(f"{line}\n" for line in stamps(result, lang))
    pairs = []
    for place, lines in step_lines(result, lang):
        pairs += [(place, lines[0]), *(("", line) for line in lines[1:])]
    yield labelled(pairs)


def _matrix_parts(result: Result, style: str, lang: str) -> Iterator[str]:
    several = len(result.input) > 1
    small, large = (_size(maps) for maps in (result.input, result.output))
    for number, c in enumerate(sparse_matrices(result), 1):
        if result.transposed:
            text = sentence("back", lang, size=_table_size(c), large=large, small=small)
        else:
            text = sentence("forward", lang, size=_table_size(c))
        title = (sentence("of_channel", lang, number, text) if several else text) + "\n"
        used = c.transpose if result.transposed else c
        if result.transposed:
            yield title + "".join(f"{line}\n" for line in grid(_cells(c, style)))
            title = sentence("turned", lang, size=_table_size(used)) + "\n"
        name = "Cᵀ" if result.transposed else "C"
        vector = flat(result.input[number - 1])
        yield title + beside(
            [
                Block(name, grid(_cells(used, style))),
                Block(word("input", lang), grid([number_text(value)] for value in vector)),
                Block(f"{name}·{word('input', lang)}", grid([number_text(v)] for v in used.times(vector))),
            ]
        )
    notes = [sentence("zero", lang)]
    if several:
        notes.append(sentence("sum", lang))
    if result.bias:
        notes.append(sentence("plus_bias", lang, bias=number_text(result.bias)))
    yield "".join(f"{note}\n" for note in notes)


def _cells(matrix: Sparse, style: str) -> list[list[str]]:
    """`.` where no weight stands; else the weight, or its letter with row and column counted from 0."""
    if style == LETTERS:
        return [["." if place is None else f"w{place[0]},{place[1]}" for place in row] for row in matrix.rows]
    return [["." if weight is None else number_text(weight) for weight in row] for row in matrix.weights()]


def _table_size(matrix: Sparse) -> str:
    return f"{len(matrix.rows)}x{len(matrix.rows[0])}"


def _size(maps: tuple[Matrix, ...]) -> str:
    size = size_text(maps[0])
    return size if len(maps) == 1 else f"{len(maps)}x{size}"


def _fenced(text: str) -> str:
    return f"```text\n{text}```\n"
