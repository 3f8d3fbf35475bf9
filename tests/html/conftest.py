"""Pages of the report, read as a program reads them and opened in a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from browser.harness import Browser, browser  # noqa: F401

import archcalc
from archcalc.analysis import Analysis, analyze
from archcalc.html import page

Open = Callable[..., Browser]
Made = Callable[..., str]


@cache
def _analysis(name: str) -> Analysis:
    return analyze(archcalc.load(name))


@cache
def _page(names: tuple[str, ...], lang: str) -> str:
    return page([_analysis(name) for name in names], lang=lang)


@pytest.fixture(scope="session")
def analysis() -> Callable[[str], Analysis]:
    """The analysis of a network of the zoo; each is made once."""
    return _analysis


@pytest.fixture(scope="session")
def made() -> Made:
    """The page about networks of the zoo: `made("lenet5", "vgg16", lang="ko")`; each is made once."""
    return lambda *names, lang="en": _page(names, lang)


@pytest.fixture
def opened(browser: Browser, made: Made, tmp_path: Path) -> Open:  # noqa: F811
    """Open a page: `opened("lenet5", lang="ko", width=390, dark=True)`."""

    def open_page(*names: str, lang: str = "en", width: int = 1280, **options: bool) -> Browser:
        path = tmp_path / f"{'-'.join(names)}.{lang}.html"
        path.write_text(made(*names, lang=lang), encoding="utf-8")
        browser.show(width, **options)
        browser.open(path)
        return browser

    return open_page
