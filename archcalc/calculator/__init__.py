"""The convolution calculator: a page that works out one layer while its settings are moved.

All arithmetic of the page is written by `archcalc.formula.javascript` from the recorded formulas:

- `kinds`: what can be chosen, its settings and the layers it consists of
- `recording`: the formulas of those layers, recorded from the operations themselves
- `refusals`: the settings that the operations refuse, and why
- `script`: all of that as JavaScript, and the files of `static/` that calculate with it, draw and listen
- `words`: the page's texts, English and Korean

`page` is a whole file without any reference to another; `fragment` is what another page embeds.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.calculator.kinds import FIELDS, KINDS
from archcalc.calculator.script import script, static
from archcalc.calculator.words import words
from archcalc.sealed import policy


class Fragment(NamedTuple):
    """The calculator inside another page; every id, class and custom property of it starts with `convcalc`.

    `html` holds no scripts, styles or inline handlers: the page puts `css` into a `<style>`, and `js` into a
    `<script>` behind `html`, and gives both its policy's hashes.
    """

    html: str
    css: str
    js: str


def page(lang: str = "en") -> str:
    """The calculator as one HTML file, in a language of `archcalc.output.words.LANGUAGES`."""
    part = fragment(lang, heading=2)
    css = static("page.css") + part.css
    return _render("page.html", lang, policy=policy([part.js], css), css=css, js=part.js, html=part.html)


def fragment(lang: str = "en", heading: int = 3) -> Fragment:
    """The calculator to be embedded, its headings of level `heading` and below.

    Its colours are the page's `--ink`, `--paper`, `--grid`, `--accent`, `--series-1` and `--series-3` where it
    has them; `--convcalc-top` is the height of what sticks to the top of the page.
    """
    html = _render("fragment.html", lang, fields=FIELDS, kinds=KINDS, heading=heading)
    return Fragment(html, static("calculator.css"), script(lang))


def _render(name: str, lang: str, **values: Any) -> str:
    """A template filled in; what is HTML, CSS or JavaScript already is marked `safe` in the template."""
    import jinja2

    loader = jinja2.PackageLoader("archcalc.calculator")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template(name).render(lang=lang, words=words(lang), **values)


__all__ = ["Fragment", "fragment", "page"]
