"""From matplotlib's SVG to one that can stand in a page: small, titled, with colours that follow the page.

What matplotlib writes is taken apart and put together again: groups that only nest are left out, styles become
attributes, equal attributes of neighbours are said once, numbers have two decimals, and ids begin with the plot's
prefix. The drawing itself is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree

from archcalc.plots.look import FONTS, INK, PALETTE, css_variables

Element = ElementTree.Element

_VARIABLES = {tone.light: f"var(--{tone.variable}, {tone.light})" for tone in PALETTE}
_SHARED = (
    "fill", "stroke", "stroke-width", "stroke-dasharray",
    "font-size", "font-weight", "text-anchor", "pointer-events", "style",
)  # fmt: skip
_DEFAULTS = {"stroke-linejoin": "miter", "stroke-linecap": "butt", "stroke-dashoffset": "0", "opacity": "1"}
_DROPPED = {"font-family", "font-style", "font-variant", "font-stretch", "clip-path", "clip-rule"}
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")


class Wording(NamedTuple):
    """Every text of a plot that is not drawn."""

    title: str
    description: str
    tips: Mapping[str, str | list[str]]


def finish(drawn: bytes, wording: Wording, prefix: str, alone: bool) -> str:
    """The SVG of a plot.

    Args:
        drawn: what matplotlib wrote.
        wording: title and description of the plot, and the texts on its parts by their ids.
        prefix: what every id begins with.
        alone: a file of its own, with a size, a background and its dark colours, rather than part of a page.
    """
    root = ElementTree.fromstring(drawn)
    _, _, width, height = root.attrib["viewBox"].split()
    built = _Builder(wording.tips, prefix)
    content = [part for child in root for part in built.convert(child)]
    background, content = content[0], content[1:]
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_short(width)} {_short(height)}"})
    if alone:
        svg.attrib |= {"width": _pixels(width), "height": _pixels(height)}
    svg.attrib |= {"id": prefix, "class": "archcalc-plot", "role": "img", "stroke-linejoin": "round"}
    svg.attrib |= {"aria-labelledby": f"{prefix}-title {prefix}-desc", "font-family": FONTS}
    ElementTree.SubElement(svg, "title", {"id": f"{prefix}-title"}).text = wording.title
    ElementTree.SubElement(svg, "desc", {"id": f"{prefix}-desc"}).text = wording.description
    ElementTree.SubElement(svg, "style").text = _css(prefix, alone)
    svg.extend(_grouped([background, *content] if alone else content))
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _css(prefix: str, alone: bool) -> str:
    rules = f"#{prefix} .hit:hover{{fill:{_VARIABLES[INK]};fill-opacity:.12}}"
    if alone:
        rules += (
            f"svg{{max-width:100%;height:auto}}@media (prefers-color-scheme:dark){{svg{{{css_variables(dark=True)}}}}}"
        )
    return rules


class _Builder:
    """Turns matplotlib's elements into plain ones."""

    def __init__(self, tips: Mapping[str, str | list[str]], prefix: str) -> None:
        self.tips = tips
        self.prefix = prefix
        self.ids: dict[str, str] = {}

    def convert(self, element: Element, name: str = "") -> Iterator[Element]:
        """What an element becomes; `name` is the id of the named group around it."""
        tag = element.tag.rpartition("}")[2]
        if tag in ("metadata", "style"):
            return
        if tag == "g":
            yield from self._group(element, name)
        elif tag == "defs":
            shapes = [shape for child in element for shape in self.convert(child)]
            if shapes:
                defs = Element("defs")
                defs.extend(shapes)
                yield defs
        else:
            yield self._plain(element, tag, name)

    def _group(self, element: Element, name: str) -> Iterator[Element]:
        """A group's content: the group itself only nests."""
        own = element.get("id", "")
        named = own if re.fullmatch(r"(hit|band|bars|field|input|family|marked)(-\d+)*", own) else name
        content = [part for child in element for part in self.convert(child, named)]
        tips = self.tips.get(own, "")
        if isinstance(tips, str):
            tips = [tips] if tips else []
        bearers = [part for part in content if part.tag != "defs"]
        for part, tip in zip(bearers, tips, strict=False):
            title = Element("title")
            title.text = tip
            part.insert(0, title)
        if own.startswith("family") or own == "marked":
            group = Element("g", {"id": f"{self.prefix}-{own}"})
            group.extend(_grouped(content))
            yield group
        else:
            yield from content

    def _plain(self, element: Element, tag: str, name: str) -> Element:
        plain = Element(tag)
        plain.text = element.text
        for key, value in element.attrib.items():
            key = key.rpartition("}")[2]
            if key == "id":
                value = self.ids.setdefault(value, f"{self.prefix}-m{len(self.ids)}")
            elif key == "href":
                value = f"#{self.ids.setdefault(value[1:], f'{self.prefix}-m{len(self.ids)}')}"
            elif key in ("style", "transform", "d", *_DROPPED):
                continue
            plain.set(key, _short(value))
        if "d" in element.attrib:
            plain.set("d", _path(element.attrib["d"]))
        _set_style(plain, element.get("style", ""))
        turned = re.fullmatch(r"rotate\((-?[\d.]+) .*\)", element.get("transform", ""))
        if turned and float(turned[1]):
            plain.set("transform", f"rotate({_short(turned[1])} {plain.get('x')} {plain.get('y')})")
        if tag == "path" and name.startswith(("hit", "band")):
            _make_rectangle(plain)
            if name.startswith("hit"):
                plain.set("class", "hit")
            if plain.get("fill") == "none":
                plain.set("pointer-events", "all")
        elif tag == "path" and name.startswith(("bars", "field", "input")):
            plain.set("id", f"{self.prefix}-{name}")
        return plain


def _set_style(plain: Element, text: str) -> None:
    """CSS declarations as attributes; colours of the palette also as variables, which win where they are known."""
    variables = []
    for declaration in sorted(filter(None, (part.strip() for part in text.split(";")))):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        if key == "font":  # matplotlib before 3.10 says it in one
            _set_style(plain, _font_parts(value))
        elif key not in _DROPPED and _DEFAULTS.get(key) != value:
            plain.set(key, "bold" if (key, value) == ("font-weight", "700") else _short(value.removesuffix("px")))
            if value in _VARIABLES:
                variables.append(f"{key}:{_VARIABLES[value]}")
    if variables:
        plain.set("style", ";".join(variables))


def _font_parts(shorthand: str) -> str:
    size = re.search(r"([\d.]+)px", shorthand)
    weight = "font-weight: bold;" if re.match(r"(bold|700)\b", shorthand) else ""
    return f"{weight}font-size: {size[1] if size else 10}px"


def _path(data: str) -> str:
    """Path data with short numbers, and with H and V for level and upright lines."""
    written = []
    x = y = ""
    for command, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        numbers = [_short(number) for number in text.split()]
        if command in "ML" and len(numbers) == 2:
            if command == "L" and numbers[0] == x:
                written.append(f"V{numbers[1]}")
            elif command == "L" and numbers[1] == y:
                written.append(f"H{numbers[0]}")
            else:
                written.append(f"{command}{numbers[0]} {numbers[1]}")
        else:
            written.append(command + " ".join(numbers))
        if numbers:
            x, y = numbers[-2:]
    return "".join(written)


def _make_rectangle(path: Element) -> None:
    """`MxyHVHz` as a rect."""
    places = [float(number) for number in _NUMBER.findall(path.attrib.pop("d"))]
    left, low, right, high = places[:4]
    path.tag = "rect"
    path.attrib |= {
        "x": _short(str(min(left, right))),
        "y": _short(str(min(low, high))),
        "width": _short(str(abs(right - left))),
        "height": _short(str(abs(high - low))),
    }


def _grouped(elements: list[Element]) -> Iterator[Element]:
    """Elements with what neighbours have in common said once, on a group around them."""

    def common(element: Element) -> tuple[tuple[str, str], ...]:
        return tuple((key, element.attrib[key]) for key in _SHARED if key in element.attrib)

    for shared, members in groupby(elements, key=common):
        run = list(members)
        if len(run) == 1 or not shared:
            yield from run
            continue
        group = Element("g", dict(shared))
        for element in run:
            for key, _ in shared:
                del element.attrib[key]
        group.extend(run)
        yield group


def _short(text: str) -> str:
    """A text of numbers, each with two decimals at most; any other text as it is."""
    if text[:1] not in "-.0123456789":
        return text
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), 2) + 0.0:.12g}", text)


def _pixels(points: str) -> str:
    return _short(str(float(points) * 96 / 72))
