"""The browser that runs the formulas' JavaScript."""

from browser.harness import browser  # noqa: F401
