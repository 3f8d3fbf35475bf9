"""`archcalc plot`: numbers over the depth of networks, and the zoo's parameters against its MACs, as SVG or PNG."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

from archcalc.cli.arch import analysis_of, named
from archcalc.cli.commands import Argument, Option
from archcalc.cli.emit import write
from archcalc.cli.options import Batch, ConventionName, Input, Lang, Set, input_shape, knob_values, one_of
from archcalc.errors import Fault, UsageError, did_you_mean, shown
from archcalc.output.words import LANGUAGES
from archcalc.plots.depth import MOST_NETWORKS, depth_picture
from archcalc.plots.quantities import PLOTS
from archcalc.plots.render import Draw, png, svg
from archcalc.plots.zoo import point, zoo_picture, zoo_points
from archcalc.writing import put

WHAT = (*PLOTS, "all", "zoo")
ENDINGS = (".svg", ".png")
_INCH, _PIXEL = 72.0, 0.75  # in points
_LARGEST = 100 * _INCH

Archs = Annotated[
    list[str],
    Argument(metavar="[ARCH...]", help="Networks as resnet50, my.yaml or mobilenet_v1:width=0.5@160."),
]
What = Annotated[str, Option("--what", metavar="PLOT", help=f"One of {', '.join(WHAT)}.")]
Mark = Annotated[list[str], Option("--mark", metavar="ARCH", help="With --what zoo: a network to mark; repeatable.")]
Size = Annotated[
    str, Option("--size", metavar="WxH", help="In inches (8x5) or pixels (800x500px); texts keep their size.")
]
File = Annotated[str, Option("--output", metavar="FILE", help="File to write, ending in .svg or .png; - writes SVG.")]


class Sheet(NamedTuple):
    """Width and height in points, and the dots per inch of a PNG; None for what the plot needs."""

    size: tuple[float, float] | None
    dots: float


def run(
    arch: Archs = [],  # noqa: B006 -- typer copies it
    what: What = "all",
    output: File = "",
    mark: Mark = [],  # noqa: B006
    input: Input = "",
    batch: Batch = 1,
    set: Set = [],  # noqa: B006
    convention: ConventionName = "macs",
    size: Size = "",
    lang: Lang = "en",
) -> None:
    """Plot networks over their depth, or the zoo, as SVG or PNG."""
    if what not in WHAT:
        raise UsageError(Fault(f"there is no plot '{what}'", hint=did_you_mean(what, WHAT, "plots")))
    one_of(lang, LANGUAGES, "language")
    _check(arch, what, mark, batch, convention)
    _check_output(output)
    sheet = _sheet(size)
    asked = [named(text) for text in (*arch, *mark)]
    analyses = [analysis_of(one, batch, convention, knob_values(set), input_shape(input)) for one in asked]
    if what == "zoo":
        points, marks = zoo_points(), [point(analysis) for analysis in analyses]
        return _emit(lambda: zoo_picture(points, marks, lang, sheet.size), output, sheet, what)
    keys = PLOTS if what == "all" else (what,)
    return _emit(lambda: depth_picture(analyses, keys, lang, sheet.size), output, sheet, "-".join([*arch, what]))


def _check(arch: list[str], what: str, mark: list[str], batch: int, convention: str) -> None:
    """Refuse what does not go together before anything is worked out."""
    if what != "zoo":
        if mark:
            raise UsageError(Fault("--mark is for the plot of the zoo", hint="add --what zoo"))
        if not arch:
            raise UsageError(Fault("no network is named", hint="for example archcalc plot resnet50 --output plot.svg"))
        if len(arch) > MOST_NETWORKS:
            raise UsageError(f"a plot shows at most {MOST_NETWORKS} networks, not {len(arch)}")
        if arch.count("-") > 1:
            raise UsageError("standard input can be read only once")
        return
    for option, given in (("--batch", batch != 1), ("--convention", convention != "macs")):
        if given:
            raise UsageError(f"the plot of the zoo shows MACs of one sample: {option} has no place in it")


def _check_output(output: str) -> None:
    if not output:
        hint = f"name a file that ends in {' or '.join(ENDINGS)}: --output plot.svg; - writes SVG to standard output"
        raise UsageError(Fault("a terminal cannot show a plot", hint=hint))
    if output != "-" and not output.lower().endswith(ENDINGS):
        hint = f"it is known by the ending: {', '.join(ENDINGS)}"
        raise UsageError(Fault(f"no plot can be written as '{shown(output)}'", hint=hint))


def _sheet(text: str) -> Sheet:
    """`8x5` and `8x5in` are inches, `800x500px` are pixels (as CSS has them, and exactly those of a PNG)."""
    if not text:
        return Sheet(None, 192)
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,4})?)[x×](\d{1,6}(?:\.\d{1,4})?)(in|px)?", text.strip())
    unit, dots = (_PIXEL, 96.0) if found and found[3] == "px" else (_INCH, 192.0)
    if not found or not all(0 < float(side) * unit <= _LARGEST for side in found.group(1, 2)):
        raise UsageError(
            Fault(f"a size is like 8x5 (inches, at most 100) or 800x500px, not '{shown(text)}'", hint="width first")
        )
    return Sheet((float(found[1]) * unit, float(found[2]) * unit), dots)


def _emit(draw: Draw, output: str, sheet: Sheet, prefix: str) -> None:
    if not output.lower().endswith(".png"):
        return write(svg(draw, prefix), output)
    return put(output, png(draw, sheet.dots))
