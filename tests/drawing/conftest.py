"""The browser, for drawings with their letters as they are."""

from browser.harness import browser  # noqa: F401
