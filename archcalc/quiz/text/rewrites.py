"""Tokens that mean something else beside their neighbours, by the rules of `rewrites.txt`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from archcalc.quiz.text.elements import Element, element, fitting, kind_of
from archcalc.quiz.text.rulefiles import table
from archcalc.quiz.text.token import Token

_PUT_IN = re.compile(r"\+([A-Z0-9]+(?::\S+)?)")
_NAME = re.compile(r"[A-Z0-9]+(:.+)?|[-&]")


class Rewrite(NamedTuple):
    """A line of the table."""

    before: tuple[Element, ...]
    here: Element
    put_in: str  # "" if nothing is
    behind: tuple[Element, ...]
    elsewhere: tuple[Element, ...]

    def applied(self, kept: list[Token], tokens: list[Token], index: int, text: str) -> list[Token] | None:
        """The tokens kept so far and what becomes of the one at the place; None where the rule does not fit."""
        token = tokens[index]
        if not self.here.fits(token, text):
            return None
        behind = fitting(self.behind, tokens, index + 1, 1, text)
        before = fitting(self.before[::-1], kept, len(kept) - 1, -1, text)
        if behind is None or before is None:
            return None
        places = {token.start, *(one.start for _, one in [*before, *behind])}
        others = [one for one in tokens if one.start not in places]
        if any(all(not one.fits(other, text) for other in others) != one.absent for one in self.elsewhere):
            return None
        changed = kept[: len(kept) - len(before)]
        for one, found in [*before[::-1], (self.here, token)]:
            changed = _with(changed, one.name, found)
        return _with(changed, self.put_in, Token("", "", token.end, token.end)) if self.put_in else changed


def rewrite(line: str) -> Rewrite:
    """The rule that a line of the table tells.

    Raises:
        ValueError: it tells none.
    """
    words = line.split()
    elsewhere = tuple(element(word[1:-1]) for word in words if word.startswith("{"))
    words = [word for word in words if not word.startswith("{")]
    put_in = [at for at, word in enumerate(words) if _PUT_IN.fullmatch(word)]
    elements = [element(word) for at, word in enumerate(words) if at not in put_in]
    changed = [at for at, one in enumerate(elements) if one.name]
    if not changed and not put_in:
        raise ValueError("nothing is changed")
    if not all(_NAME.fullmatch(elements[at].name) for at in changed) or elements[0].name == "&":
        raise ValueError("a token becomes a kind, `-`, or `&` behind another one")
    at = changed[-1] if changed else put_in[0] - 1
    if put_in not in ([], [at + 1]):
        raise ValueError("a token is put in elsewhere than behind the last one that is changed")
    if at < 0 or elements[at].often or not elements[at].kinds or elements[at].absent:
        raise ValueError("the last token that is changed must be there once, and its kind be told")
    added = words[put_in[0]][1:] if put_in else ""
    return Rewrite(tuple(elements[:at]), elements[at], added, tuple(elements[at + 1 :]), elsewhere)


def _with(tokens: list[Token], name: str, token: Token) -> list[Token]:
    """The tokens with one more: as it is, of another kind, joined to the last one, or left out."""
    if name == "-":
        return tokens
    if name == "&":
        return [*tokens[:-1], tokens[-1]._replace(end=token.end)]
    kind, _, value = name.partition(":")
    told = int(value) if value.isdigit() else value
    return [*tokens, token._replace(kind=kind or token.kind, value=told if value else token.value)]


def _by_kind(rules: list[Rewrite]) -> dict[str, list[Rewrite]]:
    """The rules that can change a token of each kind, in order."""
    found: dict[str, list[Rewrite]] = {}
    for rule in rules:
        for kind in sorted(rule.here.kinds):
            found.setdefault(kind, []).append(rule)
    return found


_RULES = _by_kind(table(Path(__file__).parent / "rewrites.txt", rewrite))


def rewritten(kept: list[Token], tokens: list[Token], index: int, text: str) -> list[Token] | None:
    """The tokens kept so far and what becomes of the one at a place, by the first rule that fits; None if none does."""
    for rule in _RULES.get(kind_of(tokens[index], text), ()):
        changed = rule.applied(kept, tokens, index, text)
        if changed is not None:
            return changed
    return None
