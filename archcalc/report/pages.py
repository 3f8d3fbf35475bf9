"""Markdown pages: a template of `templates/` filled in."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from archcalc.report.words import say

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKS = re.compile(r"[\\`*<\[]|(?<!\w)_|_(?!\w)")
"""What Markdown would not print as it stands; an underscore within a word is harmless."""


def page(template: str, language: str, **values: Any) -> str:
    """The page that a template makes of these values; `say` in it is in the report's language."""
    text: str = _environment().get_template(template).render(say=partial(say, language=language), **values)
    return text


def prose(text: str) -> str:
    """A text that people wrote, on one line, so that Markdown prints it as it stands."""
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))


def opening(text: str) -> str:
    """A text as it begins a heading or a sentence."""
    return text[:1].upper() + text[1:]


def link(text: str, address: str) -> str:
    """A Markdown link, or the text alone where there is nowhere to go."""
    if not address:
        return text
    for mark, code in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("|", "%7C")):
        address = address.replace(mark, code)
    return f"[{text}]({address})"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("archcalc.report"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"prose": prose, "opening": opening}
    return environment
