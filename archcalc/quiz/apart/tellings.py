"""The ways in which a text tells of a change, tried one after the other."""

from __future__ import annotations

from archcalc.quiz.apart.again import again_of
from archcalc.quiz.apart.changed import Change, change_of
from archcalc.quiz.apart.multiplied import multiplied_of
from archcalc.quiz.apart.raised import raised_of
from archcalc.quiz.apart.referred import referred_of


def told_change(text: str) -> tuple[str, Change | None, list[str]]:
    """The text, the change that it tells of, and what is asked of it where the telling says so by itself.

    A reference or a second question that tells the other value is no longer part of the text.
    """
    change = change_of(text) or multiplied_of(text) or raised_of(text)
    if change is not None:
        return text, change, []
    if (referred := referred_of(text)) is not None:
        return *referred, []
    if (again := again_of(text)) is not None:
        return *again, ["both"]
    return text, None, []
