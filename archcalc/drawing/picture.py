"""The whole drawing: from an analysis to SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from archcalc.analysis import Analysis
from archcalc.drawing.blocks import JOINTS, Block, Label, Way, box, dot, fork, frame, joint, row
from archcalc.drawing.legend import legend
from archcalc.drawing.notes import brief, first_lines, frame_title, look, unit_title
from archcalc.drawing.outline import Entry, Frame, common_part, outline
from archcalc.drawing.pen import Pen, number, shortened
from archcalc.drawing.scale import Scale, scale_for
from archcalc.drawing.structure import Branch, Fork, Item, Step, Tangle, inner_units, structure
from archcalc.drawing.style import STYLE
from archcalc.drawing.tangle import tangle
from archcalc.drawing.units import Unit, units
from archcalc.drawing.words import say
from archcalc.ops.reshape import Flatten, Identity
from archcalc.shape import shape_text

MARGIN = 10.0
ROOM = 1100.0  # a drawing that is narrower than this is enlarged,
ENLARGED = 1.5  # by so much at most
LETTERS = 18  # of a box's name


def draw(analysis: Analysis, *, lang: str = "en", link: str = "", standalone: bool = False) -> str:
    """The architecture as SVG: boxes to scale, with names, shapes and counts as tooltips.

    Args:
        analysis: what is drawn.
        lang: language of legend and tooltips.
        link: the start of the ids that boxes link to, followed by the layer's index; no links without it.
        standalone: whether the style sheet is inside, for a file of its own; a page has it once (`STYLE`).
    """
    found = units(analysis)
    entries = outline(found, structure(found))
    flat = [unit.output for unit in found if not isinstance(unit.main.operation, Flatten)]
    scale = scale_for([analysis.input, *flat])
    artist = _Artist(analysis, found, entries, scale, lang, link)
    body = row([artist.input(), *(artist.entry(entry, "") for entry in entries)])
    return _svg(analysis, body, legend(scale, artist.looks, lang), lang, standalone)


class _Artist:
    """Turns entries of the outline into blocks."""

    def __init__(
        self, analysis: Analysis, found: list[Unit], entries: Sequence[Entry], scale: Scale, lang: str, link: str
    ) -> None:
        self.analysis, self.units, self.scale, self.lang, self.link = analysis, found, scale, lang, link
        drawn = {found[number].path for entry in entries for number in _drawn(entry)}
        self.first_lines = first_lines(analysis, drawn, lang)
        self.looks: set[str] = set()

    def input(self) -> Block:
        """The network's input."""
        name, shape = say("input", self.lang), shape_text(self.analysis.input)
        label = Label((name, shape), f"{name} {shape}", "")
        self.looks.add("other")
        return box(self.scale.solid(self.analysis.input), "other", label, is_first=True)

    def entry(self, entry: Entry, prefix: str) -> Block:
        """A part with its frame, or an item without; names are relative to `prefix`."""
        if isinstance(entry, Frame):
            inner = row([self.entry(inner, entry.path) for inner in entry.entries])
            name = _frame_name(entry.path, prefix)
            if len(entry.copies) > 1:
                name += f" … {entry.last.rpartition('.')[2]}"
            return frame(inner, name, len(entry.copies), frame_title(entry, self.units, self.lang))
        if isinstance(entry, Fork):
            ways = fork([self.way(branch, prefix) for branch in entry.branches])
            return ways if entry.join is None else row([ways, self.unit(entry.join, prefix)])
        if isinstance(entry, Tangle):
            return self.tangle(entry, prefix)
        return self.unit(entry.unit, prefix)

    def way(self, branch: Branch, prefix: str) -> Way:
        """A branch under the name that all of its layers share."""
        numbers = [number for item in branch.items for number in inner_units(item)]
        is_thin = all(self.is_pass(item) for item in branch.items)
        shared = common_part([self.units[number].path for number in numbers]) if numbers else ""
        inside = shared.startswith(f"{prefix}." if prefix else "") and shared != prefix
        name = relative(shared, prefix) if inside and not is_thin else ""
        block = row([self.entry(item, shared if inside else prefix) for item in branch.items])
        return Way(block, shortened(name, 2 * LETTERS), is_thin, branch.open)

    def tangle(self, item: Tangle, prefix: str) -> Block:
        """Units whose ways cross."""
        places = {unit: place for place, unit in enumerate(item.units)}
        sources = [[places.get(source, -1) for source in self.units[unit].inputs] for unit in item.units]
        outside = {source for number, unit in enumerate(self.units) if number not in places for source in unit.inputs}
        leaves = [unit in outside or self.units[unit].is_result for unit in item.units]
        return tangle([self.unit(unit, prefix) for unit in item.units], sources, leaves)

    def unit(self, index: int, prefix: str) -> Block:
        """One box, circle or dot."""
        unit = self.units[index]
        title = unit_title(unit, self.first_lines.get(unit.path, ""), self.lang)
        link = f"#{self.link}{unit.named_by}" if self.link else ""
        name, shape = shortened(relative(unit.path, prefix), LETTERS), shape_text(unit.output)
        if unit.main.operation.key in JOINTS:
            return joint(unit.main.operation.key, Label((name, shape), title, link))
        if self.is_pass(Step(index)):
            return dot(Label((), title, link))
        colour = look(unit.main)
        self.looks.add(colour)
        return box(self.scale.solid(unit.output), colour, Label((name, brief(unit.main), shape), title, link))

    def is_pass(self, item: Item) -> bool:
        """Whether an item hands on what it gets."""
        return isinstance(item, Step) and all(
            isinstance(layer.operation, Identity) for layer in self.units[item.unit].rows
        )


def relative(path: str, prefix: str) -> str:
    """A path as it is called inside of `prefix`."""
    return path.removeprefix(f"{prefix}.") if prefix else path


def _frame_name(path: str, prefix: str) -> str:
    """A part's name; a mere number is said with what it counts."""
    name = relative(path, prefix)
    return ".".join(path.split(".")[-2:]) if name.isdigit() else name


def _drawn(entry: Entry) -> list[int]:
    if isinstance(entry, Frame):
        return [number for inner in entry.entries for number in _drawn(inner)]
    return inner_units(entry)


def _svg(analysis: Analysis, body: Block, parts: list[Block], lang: str, standalone: bool) -> str:
    """Body and legend on one sheet; the legend's parts go to the next line where the body is narrow."""
    pen = Pen()
    width = max(body.width, 640.0, *(part.width for part in parts)) + 2 * MARGIN
    y = MARGIN + body.up
    body.draw(pen, MARGIN, y)
    y += body.down + 24
    for line in _wrapped(parts, width - 2 * MARGIN):
        whole = row(line)
        whole.draw(pen, MARGIN, y + whole.up)
        y += whole.up + whole.down + 4
    name = escape(f"{say('architecture', lang)}: {analysis.network.title}", quote=True)
    height, times = y + MARGIN, min(ENLARGED, max(1.0, ROOM / width))
    size = f'width="{number(width * times)}" height="{number(height * times)}"'
    size += f' viewBox="0 0 {number(width)} {number(height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="arch" role="group" aria-label="{name}" {size}>'
    style = f"<style>{STYLE}</style>" if standalone else ""
    return f"{head}{style}\n" + "\n".join(pen.parts) + "\n</svg>\n"


def _wrapped(blocks: list[Block], room: float) -> list[list[Block]]:
    """Blocks in lines that are no wider than `room`."""
    lines: list[list[Block]] = [[]]
    for block in blocks:
        if lines[-1] and sum(other.width for other in lines[-1]) + block.width > room:
            lines.append([])
        lines[-1].append(block)
    return lines
