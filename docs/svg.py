"""A small SVG pen: grids of numbers, boxes in perspective, arrows. The same calls give the same bytes.

Colours are classes of one style sheet, with a second set for dark pages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

SLANT = 0.5  # how far a unit of depth goes to the right, and up

STYLE = """\
text{font:14px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1f2328;text-anchor:middle}
.small{font-size:12px}
.big{font-size:22px}
.line{stroke:#59636e;fill:none;stroke-width:1.5}
.tip{fill:#59636e}
.cell{fill:#f6f8fa;stroke:#818b98}
.in{fill:#b6dcff;stroke:#0969da}
.kernel{fill:#ffd8b5;stroke:#bc4c00}
.out{fill:#aceebb;stroke:#1a7f37}
.other{fill:#e2d0ff;stroke:#8250df}
@media (prefers-color-scheme:dark){
text{fill:#f0f6fc}
.line{stroke:#9198a1}
.tip{fill:#9198a1}
.cell{fill:#212830;stroke:#656c76}
.in{fill:#0c3a70;stroke:#4493f8}
.kernel{fill:#6b3410;stroke:#f0883e}
.out{fill:#0f4a22;stroke:#3fb950}
.other{fill:#46267a;stroke:#ab7df8}
}"""

Place = tuple[int, int]


class Drawing:
    """A picture that is drawn from back to front."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.width = width
        self.height = height
        self.title = title
        self._parts: list[str] = []

    def text(self, x: float, y: float, text: str, look: str = "") -> None:
        """A text, centred at x, its base line at y."""
        chosen = f' class="{look}"' if look else ""
        self._parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{chosen}>{escape(text)}</text>')

    def rect(self, x: float, y: float, width: float, height: float, look: str = "cell") -> None:
        """A rectangle."""
        size = f'width="{_n(width)}" height="{_n(height)}"'
        self._parts.append(f'<rect class="{look}" x="{_n(x)}" y="{_n(y)}" {size}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A plain line."""
        self._parts.append(f'<line class="line" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>')

    def arrow(self, x1: float, y1: float, x2: float, y2: float, label: str = "") -> None:
        """A line with a tip at its second end, and a label above its middle."""
        self.line(x1, y1, x2, y2)
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        dx, dy = (x2 - x1) / length * 8, (y2 - y1) / length * 8
        corners = [(x2, y2), (x2 - dx - dy / 2, y2 - dy + dx / 2), (x2 - dx + dy / 2, y2 - dy - dx / 2)]
        self._polygon(corners, "tip")
        if label:
            self.text((x1 + x2) / 2, (y1 + y2) / 2 - 8, label, "small")

    def grid(
        self,
        x: float,
        y: float,
        cells: Sequence[Sequence[object]],
        size: int = 26,
        marked: Collection[Place] = (),
        look: str = "in",
        base: str = "cell",
    ) -> None:
        """Cells with their texts; the marked ones have a look of their own."""
        for r, row in enumerate(cells):
            for c, value in enumerate(row):
                self.rect(x + c * size, y + r * size, size, size, look if (r, c) in marked else base)
                if value != "":
                    text = str(value).replace("-", "−")
                    self.text(x + c * size + size / 2, y + r * size + size / 2 + 5, text)

    def box(self, x: float, y: float, width: float, height: float, depth: float, look: str = "cell") -> None:
        """A box whose front has its upper left corner at x, y, and which goes back to the upper right."""
        d = depth * SLANT
        self._polygon([(x, y), (x + d, y - d), (x + width + d, y - d), (x + width, y)], look)
        right = x + width
        self._polygon([(right, y), (right + d, y - d), (right + d, y + height - d), (right, y + height)], look)
        self.rect(x, y, width, height, look)

    def render(self) -> str:
        """The SVG document."""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" role="img"'
        head += f' width="{self.width}" height="{self.height}">'
        body = "\n".join(self._parts)
        return f"{head}\n<title>{escape(self.title)}</title>\n<style>\n{STYLE}\n</style>\n{body}\n</svg>\n"

    def _polygon(self, corners: Sequence[tuple[float, float]], look: str) -> None:
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
        self._parts.append(f'<polygon class="{look}" points="{points}"/>')


def blank(rows: int, columns: int) -> list[list[str]]:
    """Cells without texts."""
    return [[""] * columns for _ in range(rows)]


def block(row: int, column: int, rows: int, columns: int) -> set[Place]:
    """The places of a rectangle of cells."""
    return {(row + r, column + c) for r in range(rows) for c in range(columns)}


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
