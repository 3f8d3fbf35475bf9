"""The content-security policy of a page that is one file: nothing is loaded, and nothing but its own scripts runs."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256


def policy(scripts: Iterable[str], css: str, *more: str) -> str:
    """What the page's `Content-Security-Policy` says: its scripts and its style by their hashes, and `more` rules."""
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {_hash(css)}",
        *more,
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
