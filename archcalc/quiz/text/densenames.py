"""Dense layers told by what they are in the network and by their two ends: `은닉층(784→128)과 출력층(128→10)`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Token

_HIDDEN = re.compile(r"(?:은닉|hidden)\s?(?:층|레이어|계층|layers?)$", re.IGNORECASE)
_OUTPUT = re.compile(r"(?:출력|output)\s?(?:층|레이어|계층|layers?)$", re.IGNORECASE)
_ENDS = ["LP", "NUM", "ARROW", "NUM", "RP"]


def with_dense_names(tokens: list[Token], text: str) -> list[Token]:
    """Such layers as named dense ones; several hidden ones are numbered. A single layer needs no name."""
    names = {at: name for at in range(len(tokens)) if (name := _name(tokens, at, text))}
    others = any(_is_told(tokens, at) and token.kind == "FCNAME" for at, token in enumerate(tokens))
    if len(names) < 2 and not (names and others):
        return tokens
    hidden = [at for at, name in names.items() if name == "hidden"]
    if len(hidden) > 1:
        names |= {at: f"hidden{number}" for number, at in enumerate(hidden, 1)}
    return [token._replace(kind="FCNAME", value=names[at]) if at in names else token for at, token in enumerate(tokens)]


def _name(tokens: list[Token], at: int, text: str) -> str:
    """`hidden` or `output`, of a layer whose two ends follow in brackets; else empty."""
    said = text[tokens[at].start : tokens[at].end].strip()
    if tokens[at].kind not in ("LAYER", "UNITS", "UNITSOUT", "FC", "OUTPUT") or not _is_told(tokens, at):
        return ""
    return "hidden" if _HIDDEN.search(said) else "output" if _OUTPUT.search(said) else ""


def _is_told(tokens: list[Token], at: int) -> bool:
    return [token.kind for token in tokens[at + 1 : at + 6]] == _ENDS
