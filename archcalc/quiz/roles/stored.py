"""How many bytes one value takes: `if each value takes 4 bytes`, `값당 4 B`."""

from __future__ import annotations

from itertools import pairwise

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token

WIDTHS = (1, 2, 4, 8)
"""Bytes of the usual types of numbers."""
_LARGER = ("KIB", "MIB", "GIB", "KB", "MB", "GB")


def label_bytes(scene: Scene, index_of: dict[int, int]) -> None:
    """Where a larger unit is asked, so few bytes are those of one value, whatever stands between the words."""
    if not scene.has(*_LARGER) or any(one.role in ("bytes", "bits") for one in scene.found):
        return
    tokens = scene.tokens
    widths = [
        token
        for token, behind in pairwise(tokens)
        if token.kind in ("NUM", "WNUM") and token.value in WIDTHS and _are_bytes(behind)
    ]
    if len(widths) == 1:
        at = index_of[widths[0].start]
        scene.replace([Found("bytes", widths[0], -8, at, at + 1)])


def _are_bytes(token: Token) -> bool:
    word = str(token.value).lower()
    return (token.kind == "MEM" and word.startswith(("byte", "바이트"))) or word == "b"
