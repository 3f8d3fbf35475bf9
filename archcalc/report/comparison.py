"""The Markdown page that sets a few networks side by side."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.compare import compare
from archcalc.compare.tables import figure_sections, stage_sections
from archcalc.compare.waterfalls import waterfall_sections
from archcalc.output.table import markdown
from archcalc.report.pages import link, page, prose
from archcalc.report.subject import Subject


def comparison_page(found: Sequence[Subject], language: str) -> str:
    """Figures, stages, and where the differences to the first network come from."""
    comparison = compare([subject.analysis for subject in found], [subject.label for subject in found])
    sections = [
        *figure_sections(comparison, language),
        *stage_sections(comparison, language),
        *waterfall_sections(comparison, language, layers=False),
    ]
    return page(
        "comparison.md",
        language,
        networks=[link(prose(subject.label), f"{subject.stem}.md") for subject in found],
        sections=[(prose(title), markdown(table) if table else "", prose(remark)) for title, table, remark in sections],
    )
