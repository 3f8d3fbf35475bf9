"""An analysis as an HTML table, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcalc.output.summary import heading, layer_table, totals_lines
from archcalc.output.table import cell_text

if TYPE_CHECKING:
    from archcalc.analysis import Analysis


def analysis_html(analysis: Analysis) -> str:
    """Caption, layers and totals; numbers to the right."""
    from html import escape

    table = layer_table(analysis)
    styles = [' style="text-align:right"' if column.right else ' style="text-align:left"' for column in table.columns]
    heads = "".join(f"<th{style}>{escape(c.heading)}</th>" for c, style in zip(table.columns, styles, strict=True))
    lines = []
    for row in table.rows:
        texts = [cell_text(cell, column.percent) for cell, column in zip(row, table.columns, strict=True)]
        cells = "".join(f"<td{style}>{escape(text)}</td>" for text, style in zip(texts, styles, strict=True))
        lines.append(f"<tr>{cells}</tr>")
    totals = "".join(f"<li><b>{escape(label)}</b> {escape(text)}</li>" for label, text in totals_lines(analysis))
    return (
        f"<table><caption>{escape(heading(analysis))}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table><ul>{totals}</ul>"
    )
