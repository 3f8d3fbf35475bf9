"""Parameters against multiply-adds of many networks, on logarithmic axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from archcalc.errors import Fault, UsageError, did_you_mean
from archcalc.expand import expand
from archcalc.output.summary import short
from archcalc.output.words import word
from archcalc.plots.labels import Box, place_beside, text_width
from archcalc.plots.look import GRID, INK, MUTED, NORMAL, PAPER, SERIES, SMALL, WIDTH, Picture, new_figure
from archcalc.plots.quantities import whole_name
from archcalc.rows import parameters_and_macs
from archcalc.zoo import networks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from archcalc.analysis import Analysis

SHAPES = ("o", "s", "^", "D", "v", "P", "X", "p", "<", "h", ">", "d", "*")
"""Markers; with the eight colours they tell more than a hundred families apart."""

NAMED = (
    "lenet5", "alexnet", "vgg16", "resnet50", "googlenet", "mobilenet_v1", "mobilenet_v2", "densenet121",
    "squeezenet1_0", "efficientnet_b0", "efficientnet_b7", "inception_v3", "resnet152", "resnet18", "resnet20",
    "resnet110", "lenet1", "regnet_y_128gf", "shufflenet_v2_x0_5", "mobilenet_v3_small", "densenet40_k12",
    "nin_cifar10", "efficientnet_v2_l", "cifar10_net", "resnet1202", "senet154", "xception", "mobilenet_v3_large",
    "mnasnet1_0", "densenet201", "zfnet", "resnext50_32x4d", "wide_resnet50_2", "dpn131",
)  # fmt: skip
"""Networks whose names are written beside their points, as far as there is room, the most important first."""

_HEIGHT = 470.0
_LEFT, _RIGHT, _ABOVE, _BELOW = 52.0, 14.0, 48.0, 42.0
_COLUMN, _LINE = 112.0, 16.0  # of the key to the families
_LEAST = 120.0
_GAP = 8.0  # points between a point and its name
_NEAR = 12.0  # a name further away has a line to its point


class Point(NamedTuple):
    """A network as the plot shows it: figures for one sample."""

    name: str
    family: str
    year: int
    parameters: int
    macs: int


def point(analysis: Analysis) -> Point:
    """A network that was analysed, with what was set for it in its name; its figures for one sample."""
    spec = analysis.network.spec
    macs = sum(row.cost.mul_add for row in analysis.layers)
    name = whole_name(analysis)
    return Point(name, spec.family or name, spec.paper.year or 0, analysis.totals.parameters, macs)


def zoo_points() -> list[Point]:
    """Every network that comes with archcalc."""
    return [Point(n.name, n.spec.family, n.spec.paper.year or 0, *parameters_and_macs(expand(n))) for n in networks()]


def zoo_picture(
    points: Sequence[Point],
    marked: Sequence[str | Point] = (),
    language: str = "en",
    size: tuple[float, float] | None = None,
) -> Picture:
    """All points, those of a family in one shape and colour, those that are asked for ringed and named.

    Args:
        points: what is drawn; those without parameters or multiply-adds have no place on a logarithmic axis.
        marked: names of points, or further points that are drawn as well.
        language: en or ko.
        size: of the picture in points.

    Raises:
        UsageError: an unknown name, a marked network without parameters or multiply-adds, or too small a size.
    """
    ringed = [_marked(mark, points) for mark in marked]
    shown = [p for p in dict.fromkeys([*points, *ringed]) if p.parameters > 0 and p.macs > 0]
    families = _families(shown)
    width, height = size or (WIDTH, _HEIGHT)
    columns = max(1, int((width - 20) // _COLUMN))
    key = -(-len(families) // columns) * _LINE + 6
    frame = Box(_LEFT, _BELOW + key, width - _RIGHT, height - _ABOVE)
    if frame.high - frame.low < _LEAST or frame.right - frame.left < _LEAST:
        raise UsageError(Fault("the plot does not fit into that size", hint="make it larger, or leave --size out"))
    figure = new_figure(width, height)
    axes = _axes(figure, frame, shown, language)
    tips: dict[str, str | list[str]] = {}
    for number, (family, look) in enumerate(families.items()):
        members = [p for p in shown if p.family == family]
        _scatter(axes, members, look, f"family-{number}")
        tips[f"family-{number}"] = [_tip(p, language) for p in members]
    if ringed:
        axes.scatter(
            [p.macs for p in ringed], [p.parameters for p in ringed], s=130, marker="o", facecolor="none",
            edgecolor=INK, linewidth=1.6, zorder=4, clip_on=False, gid="marked",
        )  # fmt: skip
        tips["marked"] = [_tip(p, language) for p in ringed]
    _write_names(figure, axes, shown, [p.name for p in ringed], frame)
    _write_key(figure, axes, families, columns, key, width)
    title = word("parameters and MACs of the networks", language)
    figure.text(8 / width, (height - 20) / height, title, fontsize=NORMAL, color=INK)
    marks = f" ({', '.join(p.name for p in ringed)})" if ringed else ""
    return Picture(figure, f"{title}{marks}", word("A point is a network; both axes are logarithmic.", language), tips)


def _marked(mark: str | Point, points: Sequence[Point]) -> Point:
    if isinstance(mark, str):
        named = {p.name: p for p in points}
        if mark not in named:
            hint = did_you_mean(mark, named, "networks")
            raise UsageError(Fault(f"the plot has no network '{mark}' to mark", hint=hint))
        mark = named[mark]
    if mark.parameters <= 0 or mark.macs <= 0:
        raise UsageError(f"{mark.name} has no parameters or no MACs, and so no place on logarithmic axes")
    return mark


Look = tuple[str, str]  # marker and colour


def _families(points: Sequence[Point]) -> dict[str, Look]:
    """The look of each family, in the order of their first networks."""
    first: dict[str, int] = {}
    for p in points:
        first[p.family] = min(first.get(p.family, 9999), p.year or 9999)
    ordered = sorted(first, key=lambda family: (first[family], family))
    return {name: (SHAPES[n % len(SHAPES)], SERIES[n % len(SERIES)]) for n, name in enumerate(ordered)}


def _axes(figure: Figure, frame: Box, points: Sequence[Point], language: str) -> Axes:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    wide, high = figure.get_size_inches() * 72
    room = ((frame.left) / wide, frame.low / high, (frame.right - frame.left) / wide, (frame.high - frame.low) / high)
    axes = figure.add_axes(room)
    axes.set(xscale="log", yscale="log")
    axes.patch.set_visible(False)
    axes.set_xlim(min(p.macs for p in points) / 1.8, max(p.macs for p in points) * 1.8)
    axes.set_ylim(min(p.parameters for p in points) / 1.8, max(p.parameters for p in points) * 1.8)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(numticks=12))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: short(round(value))))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(color=GRID, linewidth=0.7, clip_on=False)
    axes.set_axisbelow(True)
    figure.text(frame.right / wide, (frame.low - 31) / high, "MACs", color=MUTED, fontsize=SMALL, ha="right")
    figure.text(8 / wide, (frame.high + 4) / high, word("parameters", language), color=MUTED, fontsize=SMALL)
    return axes


def _scatter(axes: Axes, members: Sequence[Point], look: Look, gid: str) -> None:
    marker, color = look
    axes.scatter(
        [p.macs for p in members], [p.parameters for p in members], s=26, marker=marker, facecolor=color,
        edgecolor=PAPER, linewidth=0.5, zorder=3, clip_on=False, gid=gid,
    )  # fmt: skip


def _write_names(figure: Figure, axes: Axes, shown: Sequence[Point], marks: Sequence[str], frame: Box) -> None:
    """Names beside the points: of those that are marked, and of well-known ones."""
    places: list[tuple[float, float]] = [tuple(axes.transData.transform((p.macs, p.parameters))) for p in shown]
    index = {p.name: number for number, p in enumerate(shown)}
    wanted = list(dict.fromkeys([*marks, *(name for name in NAMED if name in index)]))
    sizes = {name: NORMAL if name in marks else SMALL - 1 for name in wanted}  # bold letters are a tenth wider
    boxes = place_beside(
        places,
        [(index[name], text_width(name, sizes[name]) * (1.1 if name in marks else 1), sizes[name]) for name in wanted],
        Box(frame.left, frame.low, frame.right + _RIGHT - 2, frame.high),
        _GAP,
    )
    for number, box in boxes.items():
        name = shown[number].name
        _write_name(figure, axes, name, places[number], box, sizes[name], name in marks)


def _write_name(
    figure: Figure, axes: Axes, name: str, at: tuple[float, float], box: Box, size: float, bold: bool
) -> None:
    """A name in its box, with a line to its point where it stands further away."""
    wide, high = figure.get_size_inches() * 72
    align, x = ("left", box.left) if box.left > at[0] else ("right", box.right)
    if box.left < at[0] < box.right:
        align, x = "center", (box.left + box.right) / 2
    figure.text(
        x / wide, (box.low + 2) / high, name, fontsize=size, color=INK if bold else MUTED,
        fontweight="bold" if bold else "normal", ha=align, va="baseline",
    )  # fmt: skip
    nearest = (min(max(at[0], box.left), box.right), min(max(at[1], box.low), box.high))
    if max(abs(nearest[0] - at[0]), abs(nearest[1] - at[1])) > _NEAR:
        ends = [at[0] / wide, nearest[0] / wide], [at[1] / high, nearest[1] / high]
        axes.plot(*ends, color=MUTED, linewidth=0.6, transform=figure.transFigure, clip_on=False, zorder=2)


def _write_key(
    figure: Figure, axes: Axes, families: Mapping[str, Look], columns: int, room: float, width: float
) -> None:
    """Which shape and colour is which family: below the axes, column by column."""
    wide, high = figure.get_size_inches() * 72
    rows = -(-len(families) // columns)
    for number, (family, (marker, color)) in enumerate(families.items()):
        x = 18 + number // rows * (width - 20) / columns
        y = room - 4 - _LINE * (number % rows + 0.5)
        axes.plot(
            [x / wide], [y / high], marker=marker, color=color, markersize=5.5, markeredgewidth=0,
            linestyle="none", transform=figure.transFigure, clip_on=False,
        )  # fmt: skip
        figure.text((x + 9) / wide, (y - 3.5) / high, family, fontsize=SMALL, color=INK, va="baseline")


def _tip(p: Point, language: str) -> str:
    return f"{p.name}: {p.parameters:,} {word('parameters', language)}, {p.macs:,} MACs"
