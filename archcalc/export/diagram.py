"""The graph as text that Graphviz or Mermaid draws: a box for each layer, or for each folded group of layers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from archcalc.graph import INPUT, Graph
from archcalc.shape import shape_text


class Box(NamedTuple):
    """A layer or group of layers: what is written in it, and the part of the network that it belongs to."""

    id: str
    lines: tuple[str, ...]
    part: str


class Picture(NamedTuple):
    """Boxes in the order in which they run, and arrows between them."""

    name: str
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]

    def parts(self) -> Iterator[tuple[str, list[Box]]]:
        """Boxes that stand together: those of one part of the network, and single ones under no name."""
        for part, group in groupby(self.boxes, lambda box: box.part):
            boxes = list(group)
            yield (part if len(boxes) > 1 else ""), boxes


def picture(graph: Graph, depth: int = 0) -> Picture:
    """What to draw of a graph; `depth` folds layers that share the first parts of their names.

    The normalisation and activation written beside a layer are drawn with it.
    """
    boxes = [Box("input", ("input", shape_text(graph.input)), "")]
    box_of = {INPUT: "input"}
    paths = _layer_paths(graph)
    shown = [".".join(path.split(".")[: depth or None]) for path in paths]
    for name, group in groupby(range(len(shown)), lambda index: shown[index]):
        members = list(group)
        id = f"n{len(boxes) - 1}"
        part = name.partition(".")[0] if "." in name else ""
        lines = (name, _described(graph, paths, members), shape_text(graph.nodes[members[-1]].output))
        boxes.append(Box(id, lines, part))
        box_of |= dict.fromkeys(members, id)
    arrows = {
        (box_of[source], box_of[index]): None
        for index, node in enumerate(graph.nodes)
        for source in node.inputs
        if box_of[source] != box_of[index]
    }
    return Picture(graph.name, tuple(boxes), tuple(arrows))


def _layer_paths(graph: Graph) -> list[str]:
    """The name of each layer; what is written beside one has its name."""
    paths: list[str] = []
    for index, node in enumerate(graph.nodes):
        before = paths[-1] if paths else ""
        is_beside = node.inputs == (index - 1,) and node.path.rpartition(".")[0] == before != ""
        paths.append(before if is_beside else node.path)
    return paths


def _described(graph: Graph, paths: list[str], members: list[int]) -> str:
    """The operation with what is beside it, or how many layers there are."""
    operations = [graph.nodes[index].operation for index in members]
    if len({paths[index] for index in members}) > 1:
        return f"{len(members)} layers"
    return " + ".join([operations[0].describe(), *(operation.key for operation in operations[1:])])


def dot(picture: Picture) -> str:
    """The picture in Graphviz's language."""
    text = [
        f"digraph {_quoted(picture.name)} {{",
        '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=10];',
        '  graph [fontname="Helvetica", fontsize=10, color=gray, style=rounded];',
    ]
    for number, (part, boxes) in enumerate(picture.parts()):
        inner = [f"{box.id} [label={_quoted(*box.lines)}];" for box in boxes]
        if part:
            inner = [
                f"subgraph cluster_{number} {{",
                f"  label={_quoted(part)};",
                *(f"  {line}" for line in inner),
                "}",
            ]
        text += [f"  {line}" for line in inner]
    text += [f"  {source} -> {target};" for source, target in picture.arrows]
    return "\n".join([*text, "}"]) + "\n"


def mermaid(picture: Picture) -> str:
    """The picture in Mermaid's language, as Markdown on GitHub and GitLab draws it."""
    text = ["flowchart TD"]
    for number, (part, boxes) in enumerate(picture.parts()):
        inner = [f"{box.id}[{_escaped(*box.lines)}]" for box in boxes]
        if part:
            inner = [f"subgraph part{number}[{_escaped(part)}]", *(f"  {line}" for line in inner), "end"]
        text += [f"  {line}" for line in inner]
    text += [f"  {source} --> {target}" for source, target in picture.arrows]
    return "\n".join(text) + "\n"


def _quoted(*lines: str) -> str:
    text = "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return f'"{text}"'


def _escaped(*lines: str) -> str:
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "#": "&#35;"}
    return '"' + "<br/>".join("".join(marks.get(letter, letter) for letter in line) for line in lines) + '"'
