"""The whole page: what each network's section holds, and the policy that seals the file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from typing import Any

from archcalc.analysis import Analysis
from archcalc.errors import Fault, UsageError
from archcalc.html.derivations import derivations, script_data
from archcalc.html.facts import COMPARED, agreement, compared, facts, published, tools
from archcalc.html.graphs import depth_plots, plot_style, zoo_plot
from archcalc.html.tree import count_names, lines, total_counts
from archcalc.html.words import say
from archcalc.output.table import cell_text
from archcalc.output.words import LANGUAGES
from archcalc.sealed import policy
from archcalc.shape import shape_text

SECTIONS = (
    ("figures", "Figures"),
    ("architecture", "Architecture"),
    ("layers", "Layers"),
    ("depth", "Over depth"),
    ("published", "Published figures"),
    ("conventions", "Other conventions"),
    ("savings", "Savings"),
)
"""The parts of a network's section: what their ids end with, and their headings."""


def page(analyses: Sequence[Analysis], *, lang: str = "en", calculator: bool = True) -> str:
    """The report as one HTML file that needs no network; the same analyses give the same bytes.

    Args:
        analyses: of the networks, in the order in which they are shown; the first one is what ratios refer to.
        lang: of the page.
        calculator: whether the convolution calculator is at its end.

    Raises:
        UsageError: no analysis, or a language that there is not.
        SpecError: a published figure of a spec cannot be read.
    """
    if not analyses:
        raise UsageError(Fault("a report is about one network at least"))
    if lang not in LANGUAGES:
        raise UsageError(Fault(f"there is no language '{lang}'", hint=f"it is one of {', '.join(LANGUAGES)}"))
    tool = _calculator(lang) if calculator else None
    css = _css() + (tool.css if tool else "")
    scripts = [_static("page.js"), *([tool.js] if tool else [])]
    return _render(
        "page.html",
        lang,
        policy=policy(scripts, css, "img-src data:"),
        css=css,
        scripts=scripts,
        calculator=tool,
        sections=SECTIONS,
        several=len(analyses) > 1,
        networks=[
            _network(analysis, number, lang, 3 if len(analyses) > 1 else 2) for number, analysis in enumerate(analyses)
        ],
        compared=compared(analyses),
        compared_names=[name for name, _ in COMPARED],
        zoo=zoo_plot(analyses, lang),
    )


def _network(analysis: Analysis, number: int, lang: str, level: int) -> dict[str, Any]:
    """What the template shows of one network; its ids begin with `id`, its headings are of a level."""
    from archcalc.drawing import draw
    from archcalc.savings import account
    from archcalc.savings.tables import by_kind, totals

    id = f"n{number}"
    savings = account(analysis.graph, analysis.batch)
    figures = published(analysis, lang)
    paper = analysis.network.spec.paper
    return {
        "id": id,
        "level": level,
        "analysis": analysis,
        "network": analysis.network,
        "paper": paper,
        "link": paper.url if paper.url.startswith(("https://", "http://")) else "",
        "facts": facts(analysis, lang),
        "drawing": draw(analysis, lang=lang, link=f"{id}-"),
        "count_names": count_names(analysis),
        "lines": lines(analysis),
        "totals": total_counts(analysis),
        "derivations": script_data(derivations(analysis, lang)),
        "plots": depth_plots(analysis, lang, id),
        "published": figures,
        "agreement": agreement(analysis, figures, lang),
        "tools": tools(analysis, lang),
        "savings": by_kind(savings, lang) if savings.findings else None,
        "savings_lines": totals(savings, lang, listed=True),
    }


def _css() -> str:
    """The page's style sheet, with the palette of plots and drawings for light and for dark."""
    from archcalc.drawing import STYLE
    from archcalc.plots import css_variables

    light, dark = css_variables(), css_variables(dark=True)
    palettes = f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    return palettes + _static("page.css") + STYLE + plot_style()


def _calculator(lang: str) -> Any:
    from archcalc.calculator import fragment

    return fragment(lang)


def _static(name: str) -> str:
    return (files("archcalc.html") / "static" / name).read_text(encoding="utf-8")


def _render(name: str, lang: str, **values: Any) -> str:
    """A template filled in; what is HTML, CSS or JavaScript already is marked `safe` in the template."""
    import jinja2

    from archcalc import __version__

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("archcalc.html"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"say": partial(say, language=lang), "shape": shape_text, "digits": "{:,}".format}
    environment.globals |= {"cell_text": cell_text}
    return environment.get_template(name).render(lang=lang, version=__version__, **values)
