"""SVG, written from back to front; the same calls give the same bytes. Looks are classes of `style`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Point = tuple[float, float]

LETTER = 5.9  # pixels of a letter, on the safe side for the fonts of `style`
LINE = 12.0  # from one line of a label to the next


class Pen:
    """Collects the elements of a drawing."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def text(self, x: float, y: float, text: str, look: str = "") -> None:
        """A line of text, its base line at y."""
        self.parts.append(f'<text{_class(look)} x="{number(x)}" y="{number(y)}">{escape(text)}</text>')

    def rect(self, x: float, y: float, width: float, height: float, look: str, radius: float = 0) -> None:
        size = f'width="{number(width)}" height="{number(height)}"'
        round_ = f' rx="{number(radius)}"' if radius else ""
        self.parts.append(f'<rect{_class(look)} x="{number(x)}" y="{number(y)}" {size}{round_}/>')

    def circle(self, x: float, y: float, radius: float, look: str) -> None:
        self.parts.append(f'<circle{_class(look)} cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>')

    def polygon(self, points: Sequence[Point], look: str) -> None:
        places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.parts.append(f'<polygon{_class(look)} points="{places}"/>')

    def line(self, start: Point, end: Point, look: str = "flow") -> None:
        """A line that leaves and arrives level."""
        (x1, y1), (x2, y2) = start, end
        if x1 == x2 and y1 == y2:
            return
        a, b, middle = number(y1), number(y2), number((x1 + x2) / 2)
        bend = f"H{number(x2)}" if a == b else f"C{middle} {a} {middle} {b} {number(x2)} {b}"
        self.parts.append(f'<path{_class(look)} d="M{number(x1)} {a}{bend}"/>')

    def stroke(self, start: Point, end: Point, look: str) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = start, end
        self.parts.append(f'<path{_class(look)} d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>')

    def open(self, look: str, title: str, link: str = "") -> None:
        """Begin what is pointed at as one: with its title, and a link to follow if there is one."""
        start = f'<a{_class(look)} href="{escape(link)}">' if link else f'<g{_class(look)} tabindex="0">'
        self.parts.append(f"{start}<title>{escape(title)}</title>")

    def close(self, link: str = "") -> None:
        self.parts.append("</a>" if link else "</g>")


def number(value: float) -> str:
    """A coordinate with a digit behind the point at most."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def text_width(text: str) -> float:
    """Pixels that a label takes, roughly and rather too many."""
    from archcalc.output.width import width

    return LETTER * width(text)


def shortened(text: str, most: int) -> str:
    """A name of at most so many letters; its end says more than its beginning."""
    return text if len(text) <= most else "…" + text[1 - most :]


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""
