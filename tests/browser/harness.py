"""A real browser for tests: headless Chromium, opened on files, without network.

A test folder that wants it says, in its conftest.py,

    from browser.harness import browser  # noqa: F401

and its tests take the fixture: `browser.open(path)`, `browser.show(390)`, `browser.problems()`. One Chromium serves
the whole session. Where it is missing the tests are skipped, and say what installs it.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)
INSTALL = "apt-get install chromium chromium-driver; pip install selenium"
LOCAL = ("file:", "data:", "blob:", "about:", "chrome:", "chrome-untrusted:")

_LAYOUT = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")


class Browser:
    """One tab of Chromium."""

    def __init__(self, driver: Any, profile: str) -> None:
        self.driver = driver
        self.profile = profile

    def open(self, path: Path) -> None:
        """Load a file; what was logged before is forgotten."""
        self.problems()
        self.requests()
        self.driver.get(path.resolve().as_uri())

    def show(
        self, width: int, height: int = 900, *, dark: bool = False, still: bool = False, print: bool = False
    ) -> None:
        """The window's size in CSS pixels, the colour scheme, reduced motion, and the medium."""
        self._command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"},
        ]
        self._command("Emulation.setEmulatedMedia", media="print" if print else "", features=features)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns; `arguments` are its `arguments`. Integers above 2^53 should come as text."""
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> Any:
        """The one element that a CSS selector finds."""
        found = self.find_all(selector)
        assert len(found) == 1, f"{selector}: {len(found)} elements"
        return found[0]

    def find_all(self, selector: str) -> list[Any]:
        """All elements that a CSS selector finds."""
        return list(self.driver.find_elements("css selector", selector))

    def press(self, *keys: str) -> None:
        """Press keys on what has the focus, named as selenium's `Keys`: "TAB", "ARROW_RIGHT", or one letter."""
        from selenium.webdriver.common.keys import Keys

        for key in keys:
            self.driver.switch_to.active_element.send_keys(getattr(Keys, key, key))

    def problems(self) -> list[str]:
        """Console errors and warnings since the last call; violations of the content-security policy are among them."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log("browser")]

    def first_problem(self, seconds: float = 10) -> str:
        """The first problem, waited for: Chromium tells its log of it only after the page has loaded."""
        found: list[str] = []

        def is_told() -> bool:
            found.extend(self.problems())
            return bool(found)

        wait_until(is_told, seconds)
        return found[0]

    def requests(self) -> list[str]:
        """What the page asked the network for since the last call: addresses other than files and data."""
        import json

        asked = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return [address for address in asked if not address.startswith(LOCAL)]

    def layout_faults(self, within: str = "body") -> list[str]:
        """What a reader would see as broken: a page wider than the window, cut texts, texts over one another."""
        return list(self.run(f"{_LAYOUT}\nreturn layoutFaults(arguments[0]);", within))

    def screenshot(self, path: Path, seconds: float = 30) -> None:
        """The whole page, down to its end, as PNG.

        On a busy machine Chromium may refuse a page that it has just opened and not laid out yet ("0 width"), or give
        up on drawing it: it is asked again for `seconds`, then its last error stands.
        """
        import base64

        from selenium.common.exceptions import WebDriverException

        end = time.monotonic() + seconds
        while True:
            try:
                shot = self._command("Page.captureScreenshot", captureBeyondViewport=True)
                break
            except WebDriverException:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        """End the browser; a second time does nothing."""
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _command(self, name: str, **parameters: Any) -> Any:
        return self.driver.execute_cdp_cmd(name, parameters)


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Give the page time for what it does after a key or a click has returned, such as going to an address."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"nothing happened in {seconds} seconds"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; skips where Chromium, its driver or selenium is missing."""
    found = _missing()
    if found:
        pytest.skip(f"{found} is missing: {INSTALL}")
    opened = _start()
    yield opened
    opened.close()


def _missing() -> str:
    """What of the browser is not installed, or the empty string."""
    from importlib.util import find_spec

    if find_spec("selenium") is None:
        return "selenium"
    if _binary() is None:
        return "chromium"
    return "" if shutil.which("chromedriver") else "chromedriver"


def _binary() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@cache  # each conftest.py that imports the fixture has one of its own; they share the browser
def _start() -> Browser:
    from selenium import webdriver

    profile = tempfile.mkdtemp(prefix="chromium-")
    options = webdriver.ChromeOptions()
    options.binary_location = _binary() or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    return Browser(webdriver.Chrome(options=options, service=service), profile)
