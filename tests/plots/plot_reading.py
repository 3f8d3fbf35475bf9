"""Reading a plot as its readers do: bars, lines, texts and what appears under the pointer, from the SVG."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


class Bar(NamedTuple):
    left: float
    right: float
    height: float


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def by_id(root: ElementTree.Element, name: str) -> ElementTree.Element:
    (found,) = [element for element in root.iter() if element.get("id") == name]
    return found


def bars(root: ElementTree.Element, name: str) -> list[Bar]:
    """The bars of a panel: `MxyVyHxVyz` each."""
    found = []
    for shape in by_id(root, name).attrib["d"].split("z")[:-1]:
        left, base, right, top = _corners(shape)
        found.append(Bar(left, right, base - top))
    return found


def tips(root: ElementTree.Element, kind: str = "hit") -> list[str]:
    """What appears under the pointer: on steps (`hit`), or on everything that has such a text."""
    return [
        element.findtext(f"{SVG}title") or ""
        for element in root.iter()
        if element is not root
        and element.find(f"{SVG}title") is not None
        and (not kind or element.get("class") == kind)
    ]


def marks(root: ElementTree.Element, tag: str = "") -> list[tuple[str, tuple[float, float]]]:
    """The markers that have a text, and where they stand; one that is alone in its group is drawn as a path."""
    found = []
    for element in root.iter():
        tip = element.findtext(f"{SVG}title")
        if tip and element.tag == f"{SVG}use" and tag != "path":
            found.append((tip, (float(element.attrib["x"]), float(element.attrib["y"]))))
        elif tip and element.tag == f"{SVG}path" and tag != "use":
            corners = points_of(element.attrib["d"])
            xs, ys = zip(*corners, strict=True)
            found.append((tip, ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)))
    return found


def texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def ids(root: ElementTree.Element) -> list[str]:
    return [element.attrib["id"] for element in root.iter() if "id" in element.attrib]


def points(root: ElementTree.Element, name: str) -> list[tuple[float, float]]:
    """The corners of a line."""
    return points_of(by_id(root, name).attrib["d"])


def points_of(data: str) -> list[tuple[float, float]]:
    """The corners of a path, control points of curves included."""
    corners: list[tuple[float, float]] = []
    for command, text in re.findall(r"([MLHVC])([^A-Za-z]*)", data):
        numbers = [float(number) for number in text.split()]
        if command == "H":
            corners.append((numbers[0], corners[-1][1]))
        elif command == "V":
            corners.append((corners[-1][0], numbers[0]))
        else:
            corners += zip(numbers[::2], numbers[1::2], strict=True)
    return corners


def _corners(shape: str) -> tuple[float, float, float, float]:
    """Left, base, right and top of a bar."""
    xs, ys = zip(*points_of(shape), strict=True)
    return min(xs), max(ys), max(xs), min(ys)
