"""The calculator's page, opened in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.harness import Browser, browser  # noqa: F401

from archcalc.calculator import page

Open = Callable[..., Browser]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page in both languages."""
    folder = tmp_path_factory.mktemp("calculator")
    found = {lang: folder / f"{lang}.html" for lang in ("en", "ko")}
    for lang, path in found.items():
        path.write_text(page(lang), encoding="utf-8")
    return found


@pytest.fixture
def opened(browser: Browser, pages: dict[str, Path]) -> Open:  # noqa: F811
    """Open the page: `opened("ko", 390, dark=True)`."""

    def open_page(lang: str = "en", width: int = 1280, **options: bool) -> Browser:
        browser.show(width, **options)
        browser.open(pages[lang])
        return browser

    return open_page
