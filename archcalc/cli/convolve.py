"""`archcalc convolve`: a small feature map with actual values, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from archcalc.cli.commands import Option
from archcalc.cli.emit import table_text, write
from archcalc.cli.options import FORMATS, Format, Lang, Output, one_of
from archcalc.errors import Fault, Place, Source, UsageError, shown
from archcalc.numeric.compute import POOLS, Result, convolve, pool, transpose
from archcalc.numeric.numbers import Maps, Number, read_number
from archcalc.numeric.reading import read_maps
from archcalc.output.words import LANGUAGES

MATRICES = ("values", "letters")
FILE_ENDINGS = (".csv", ".txt", ".tsv")
_POOL_NAMES = {"maxpool": "max", "avg": "average", "avgpool": "average", "mean": "average"}
"""What specs and courses call the poolings."""

Map = Annotated[
    str,
    Option(
        "--input", metavar="MAP", help='Rows by ";", entries by spaces or commas, channels by "|"; @FILE, - or a CSV.'
    ),
]
Kernel = Annotated[
    list[str], Option("--kernel", metavar="MAP", help="The filter, written alike, a kernel for each input channel.")
]
Stride = Annotated[str, Option("--stride", metavar="S", help="2, or 2x1; 1 by default, a pool's size.")]
Padding = Annotated[
    str, Option("--padding", metavar="P", help="Zeros around the input: 1, 1x0, same or valid (default).")
]
Dilation = Annotated[str, Option("--dilation", metavar="D", help="Distance between the kernel's taps; 1.")]
Bias = Annotated[str, Option("--bias", metavar="NUMBER", help="Added to every output; 0.")]
Pool = Annotated[str, Option("--pool", metavar="KIND", help="max or average pooling instead of a kernel.")]
Size = Annotated[str, Option("--size", metavar="K", help="The pool's window: 2, or 2x3.")]
Transposed = Annotated[bool, Option("--transposed", help="Transposed convolution (deconvolution).")]
OutputPadding = Annotated[
    str, Option("--output-padding", metavar="O", help="Rows and columns at the end of a transposed convolution.")
]
Mse = Annotated[
    tuple[str, str],
    Option("--mean-squared-error", "--mse", metavar="TARGET PREDICTION", help="Compare two vectors or maps."),
]
Steps = Annotated[bool, Option("--steps", help="Work out every output, window by window.")]
Matrix = Annotated[
    str, Option("--matrix", metavar="STYLE", help="The convolution as a sparse matrix C: values or letters.")
]


def run(
    input: Map = "",
    kernel: Kernel = [],  # noqa: B006 -- typer copies it
    stride: Stride = "",
    padding: Padding = "",
    dilation: Dilation = "",
    bias: Bias = "",
    pool: Pool = "",
    size: Size = "",
    transposed: Transposed = False,
    output_padding: OutputPadding = "",
    mse: Mse = ("", ""),
    steps: Steps = False,
    matrix: Matrix = "",
    format: Format = "table",
    output: Output = "",
    lang: Lang = "en",
) -> None:
    """Convolution, pooling and transposed convolution of actual numbers, step by step."""
    one_of(format, FORMATS, "format")
    one_of(lang, LANGUAGES, "language")
    given = {
        "--input": input, "--kernel": "".join(kernel), "--stride": stride, "--padding": padding, "--dilation": dilation,
        "--bias": bias, "--pool": pool, "--size": size, "--transposed": transposed,
        "--output-padding": output_padding, "--mean-squared-error": any(mse), "--steps": steps, "--matrix": matrix,
    }  # fmt: skip
    if len(kernel) > 1:
        hint = "a filter is one --kernel, its channels parted by '|'; compute each filter by itself"
        raise UsageError(Fault(f"--kernel is given {len(kernel)} times, and convolve has one filter", hint=hint))
    if faults := list(contradictions({name for name, value in given.items() if value})):
        raise UsageError(*faults)
    if any(mse):
        return write(_compared(mse, format, lang), output)
    if matrix:
        one_of(matrix, MATRICES, "style of matrix")
    result = _computed({name: str(value) for name, value in given.items()}, transposed)
    return write(_shown(result, steps, matrix, format, lang), output)


def contradictions(given: set[str]) -> Iterator[Fault]:
    """What does not go together among the options that were given, or is missing beside them."""
    if "--mean-squared-error" in given:
        for name in sorted(given - {"--mean-squared-error"}):
            yield Fault(f"{name} does not go with --mean-squared-error", hint="it compares two maps and nothing else")
        return
    if "--input" not in given:
        yield Fault("--input is missing", hint='for example --input "1 1 0; 0 1 1; 0 0 1"')
    if "--pool" in given:
        for name in ("--kernel", "--bias", "--transposed", "--matrix"):
            if name in given:
                yield Fault(f"{name} does not go with --pool", hint="a pooling has no weights: leave one of them out")
        if "--size" not in given:
            yield Fault("--pool needs the size of its window", hint="for example --size 2")
    elif "--size" in given:
        yield Fault("--size is the window of a pooling", hint="add --pool max or --pool average, or leave it out")
    elif "--kernel" not in given:
        yield Fault("--kernel is missing", hint='for example --kernel "1 0; 0 1", or --pool max --size 2')
    if "--output-padding" in given and "--transposed" not in given:
        yield Fault("--output-padding goes with --transposed only", hint="add --transposed, or leave it out")


def _computed(given: dict[str, str], transposed: bool) -> Result:
    named = {
        "stride": "--stride",
        "padding": "--padding",
        "dilation": "--dilation",
        "output_padding": "--output-padding",
    }
    fields = {field: _sizes(given[name]) for field, name in named.items() if given[name]}
    maps = _maps(given["--input"], "--input")
    if given["--pool"]:
        kind = one_of(_POOL_NAMES.get(given["--pool"], given["--pool"]), tuple(POOLS), "pooling")
        if kind == "average" and fields.get("dilation", 1) != 1:
            raise UsageError(
                Fault("an average pooling has no dilation", hint="leave --dilation out, or take --pool max")
            )
        return pool(
            maps, kind, _sizes(given["--size"]), **{k: v for k, v in fields.items() if k != "dilation" or kind == "max"}
        )
    kernel = _maps(given["--kernel"], "--kernel")
    work = transpose if transposed else convolve
    return work(maps, kernel, bias=_bias(given["--bias"]), **fields)


def _shown(result: Result, steps: bool, matrix: str, format: str, lang: str) -> str:
    from archcalc.numeric import data, sparse, text

    if format == "csv":
        if matrix:
            raise UsageError(Fault("--matrix has no CSV form", hint="take --format table, markdown or json"))
        return data.result_csv(result, steps, lang)
    if format == "json":
        import json

        return json.dumps(data.result_data(result, steps, bool(matrix), lang), ensure_ascii=False) + "\n"
    if result.transposed and not matrix and sparse.is_small(result):
        matrix = "values"  # the view that a transposed convolution has its name from
    show = text.result_markdown if format == "markdown" else text.result_text
    return show(result, steps, matrix, lang)


def _compared(mse: tuple[str, str], format: str, lang: str) -> str:
    from archcalc.numeric.data import loss_data, loss_table
    from archcalc.numeric.loss import mean_squared_error
    from archcalc.numeric.text import loss_text

    loss = mean_squared_error(_maps(mse[0], "TARGET"), _maps(mse[1], "PREDICTION"))
    if format == "json":
        import json

        return json.dumps(loss_data(loss), ensure_ascii=False) + "\n"
    if format == "table":
        return loss_text(loss, lang)
    end = f"\n{loss.working}\n" if format == "markdown" else ""
    return table_text(loss_table(loss), format) + end


def _maps(text: str, name: str) -> Maps:
    """The maps of an option: the text itself, or the file it names."""
    path = text.strip()
    if not (path == "-" or path.startswith("@") or path.lower().endswith(FILE_ENDINGS)):
        return read_maps(Source(name, text))
    from archcalc.spec.files import read_file

    return read_maps(read_file(path.removeprefix("@")))


def _sizes(text: str) -> Any:
    """`2` and `2x1` as numbers; a word stays one, and the operation says whether it knows it."""
    parts = [part.strip() for part in text.lower().replace("×", "x").replace(",", "x").split("x")]
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return text.strip()
    return int(parts[0]) if len(parts) == 1 else [int(part) for part in parts]


def _bias(text: str) -> Number:
    value = read_number(text.strip()) if text else 0
    if value is None:
        place = Place(Source("--bias", text), 1, 1, len(text))
        raise UsageError(Fault(f"'{shown(text)}' is not a number", place, "a bias is one number, such as 1 or -0.5"))
    return value
