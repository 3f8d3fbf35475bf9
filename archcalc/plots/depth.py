"""Plots over depth: a bar for each step of a network, and the receptive field as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from archcalc.errors import Fault, UsageError
from archcalc.output.summary import field_text
from archcalc.output.words import word
from archcalc.plots.look import SERIES, SMALL, WIDTH, Picture, new_figure
from archcalc.plots.panel import LEFT, RIGHT, Frame, Panel, PartLabel, label_room, part_labels
from archcalc.plots.quantities import FIELD, Quantity, Step, has_weights, parts, quantity, steps, whole_name
from archcalc.plots.receptive import draw_field, has_field, largest_field, result_field

if TYPE_CHECKING:
    from archcalc.analysis import Analysis

MOST_NETWORKS = 6
_DESCRIPTION = "A bar is a layer with weights and what follows it; bands are the parts of the network."
_TITLE = 30.0  # points above the axes
_HEIGHTS = {1: 190.0, 2: 150.0}  # points of the axes, by the number of panels above each other
_LOW = 120.0
_VISIBLE = 10  # how many times smaller the largest value of a network may be on a scale it shares
_LEAST = 50.0  # points of axes in which something can still be seen


class Place(NamedTuple):
    """What a panel shows, and where it stands: in which column and row."""

    analysis: Analysis
    steps: list[Step]
    key: str
    column: int
    row: int


class Layout(NamedTuple):
    """Sizes in points: the picture, a column, the axes of a panel, and what lies below the axes of a row."""

    width: float
    height: float
    column: float
    room: float
    between: float


def depth_picture(
    analyses: Sequence[Analysis],
    keys: Sequence[str],
    language: str = "en",
    size: tuple[float, float] | None = None,
) -> Picture:
    """Small multiples: networks below each other, or a column each where there are several plots.

    Networks share the scale of a plot, unless one of them would vanish on it: then each has its own.

    Args:
        analyses: the networks, at most six.
        keys: names of `PLOTS`; a receptive field is left out where a network has none, if there are other plots.
        language: en or ko.
        size: of the whole picture in points; by default what the panels need.

    Raises:
        UsageError: an unknown plot, too many networks, nothing to show, or a size that does not hold the panels.
    """
    places = _places(analyses, keys)
    layout = _layout(places, size)
    figure = new_figure(layout.width, layout.height)
    tops = _tops(places)
    tips: dict[str, str | list[str]] = {}
    for number, place in enumerate(places):
        low = layout.height - (place.row + 1) * (_TITLE + layout.room) - place.row * layout.between
        frame = Frame(place.column * layout.column + LEFT, low, layout.column - LEFT - RIGHT, layout.room)
        panel = Panel(figure, frame, len(place.steps), tops[number], number)
        own_scale = len({top for other, top in zip(places, tops, strict=True) if other.key == place.key}) > 1
        _draw(panel, place, own_scale, language)
        if _is_named(place, places):
            labels = _labels(place, layout.column)
            panel.name_parts(labels)
            panel.name_axis(_axis_name(place, language), label_room(labels))
        tips |= panel.tips
    title = "; ".join(_title(place, language) for place in places)
    return Picture(figure, title, word(_DESCRIPTION, language), tips)


def _layout(places: Sequence[Place], size: tuple[float, float] | None) -> Layout:
    """Room for all panels, or the panels in the room there is."""
    columns, rows = 1 + max(place.column for place in places), 1 + max(place.row for place in places)
    column = (size[0] if size else WIDTH * columns) / columns
    below = max(label_room(_labels(place, column)) for place in places) + SMALL + 8
    between = below if all(_is_named(place, places) for place in places) else 10.0
    fixed = rows * _TITLE + (rows - 1) * between + below
    height = size[1] if size else fixed + rows * _HEIGHTS.get(rows, _LOW)
    room = (height - fixed) / rows
    if room < _LEAST or column < 3 * LEFT:
        raise UsageError(Fault("the plot does not fit into that size", hint="make it larger, or leave --size out"))
    return Layout(column * columns, height, column, room, between)


def _is_named(place: Place, places: Sequence[Place]) -> bool:
    """Whether the parts are named below a panel: once for all plots of a network, which stand in a column."""
    return not any(other.analysis is place.analysis and other.row > place.row for other in places)


def _places(analyses: Sequence[Analysis], keys: Sequence[str]) -> list[Place]:
    """A panel for each network and plot."""
    if len(analyses) > MOST_NETWORKS:
        raise UsageError(f"a plot shows at most {MOST_NETWORKS} networks, not {len(analyses)}")
    places = []
    for number, analysis in enumerate(analyses):
        if not analysis.layers:
            raise UsageError(f"{analysis.network.name} has no layers: there is nothing to plot")
        shown = [key for key in keys if key != FIELD or has_field(analysis)]
        if not shown:
            raise UsageError(f"{analysis.network.name} has no receptive field: its input has no positions")
        found = steps(analysis)
        for row, key in enumerate(shown):
            places.append(Place(analysis, found, key, *((number, row) if len(keys) > 1 else (0, number))))
    return places


def _labels(place: Place, width: float) -> list[PartLabel]:
    return part_labels(parts(place.steps), width - LEFT - RIGHT)


def _axis_name(place: Place, language: str) -> str:
    weighted = has_weights(place.steps[0].head)
    return word("layers with weights, in order" if weighted else "layers, in order", language)


def _tops(places: Sequence[Place]) -> list[float]:
    """The end of each panel's axis: the same for all networks, or their own where one could not be seen any more."""
    own = [_top(place) for place in places]
    tops = []
    for place, top in zip(places, own, strict=True):
        others = [end for other, end in zip(places, own, strict=True) if other.key == place.key]
        tops.append(max(others) if max(others) <= _VISIBLE * min(others) else top)
    return tops


def _top(place: Place) -> float:
    """A little above the largest value that a panel shows."""
    if place.key == FIELD:
        return largest_field(place.analysis) * 1.1
    chosen = quantity(place.key)
    return max(1, *(step.total(place.analysis, chosen) for step in place.steps)) * 1.05


def _draw(panel: Panel, place: Place, own_scale: bool, language: str) -> None:
    analysis, found = place.analysis, parts(place.steps)
    panel.name(_title(place, language) + (f" ({word('own scale', language)})" if own_scale else ""))
    if place.key == FIELD:
        panel.mark_parts(found, [part.name for part in found])
        return draw_field(panel, analysis, place.steps, language)
    chosen = quantity(place.key)
    values = [step.total(analysis, chosen) for step in place.steps]
    name, total = chosen.name(analysis, language), sum(values)
    panel.mark_parts(found, [_tip(part.name, name, sum(values[part.start : part.end]), total) for part in found])
    _draw_bars(panel, values)
    names = [_names(analysis, step, chosen) for step in place.steps]
    panel.explain_steps([_tip(text, name, value, total) for text, value in zip(names, values, strict=True)])
    return None


def _draw_bars(panel: Panel, values: Sequence[int]) -> None:
    """All bars as one shape, with gaps between them as far as there is room."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    slot = panel.frame.width / panel.steps  # points
    gap = 0.2 if slot > 4 else 0.12 if slot > 1.5 else 0.0
    corners: list[tuple[float, float]] = []
    codes = []
    for number, value in enumerate(values):
        left, right = number + gap / 2, number + 1 - gap / 2
        corners += [(left, 0), (left, value), (right, value), (right, 0), (left, 0)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    patch = PathPatch(Path(corners, codes), facecolor=SERIES[0], linewidth=0, gid=f"bars-{panel.number}")
    panel.axes.add_patch(patch)
    patch.set_clip_on(False)


def _names(analysis: Analysis, step: Step, chosen: Quantity) -> str:
    """The layer with weights and the operations beside it that add to its bar."""
    beside = [row.op for row in step.rows if row is not step.head and chosen.of(analysis, row)]
    if len(beside) > 4:
        beside[3:] = ["…"]
    return " + ".join([step.head.name, *beside])


def _tip(names: str, quantity: str, value: int, total: int) -> str:
    return f"{names}, {quantity}: {value:,}" + (f" ({value / total:.1%})" if total else "")


def _title(place: Place, language: str) -> str:
    """`resnet50, MACs: 4,089,184,256`."""
    analysis, name = place.analysis, whole_name(place.analysis)
    if place.key == FIELD:
        return f"{name}, {word('receptive field', language)}: {field_text(result_field(analysis))}"
    chosen = quantity(place.key)
    total = sum(chosen.of(analysis, row) for row in analysis.layers)
    return f"{name}, {chosen.name(analysis, language)}: {total:,}"
