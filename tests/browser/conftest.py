"""The browser, for the tests of the harness itself."""

from browser.harness import browser  # noqa: F401
