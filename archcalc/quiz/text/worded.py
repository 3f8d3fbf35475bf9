"""Attributes told in a phrase around their number, or in one without any: `windows that lie 2 pixels apart`.

Each line of `worded.txt` is a kind of token and a pattern. A pattern with a group gives the kind and its number, as the
short form `k3` does; one without gives the kind alone. Names in angle brackets stand for what FILLERS says.
"""

from __future__ import annotations

import re
from pathlib import Path

from archcalc.quiz.text.token import Source, Token

FILLERS = {
    "N": r"(\d{1,3})",
    "PX": r"(?:\s?(?:px|pixels?|positions?|cells?|steps?|entries|elements))?",
    "TAPS": r"(?:taps|elements|weights|entries|coefficients|cells|values|points|positions)",
    "TAP": r"(?:tap|element|weight|entry|coefficient)",
    "KER": r"(?:kernel|filter)",
    "NEXT": r"(?:(?:neighbou?ring|adjacent|successive|consecutive)\s)?",
    "WINS": r"(?:windows|positions|patches|blocks|placements|applications)",
    "LIE": r"(?:(?:are|lie|sit|that are|that lie)\s)?",
    "EDGE": r"(?:\s(?:added|appended|padded|placed))?\s(?:(?:at|on|along|around)\s"
    r"(?:each|every|all|all four|the|both)\s(?:borders?|sides?|edges?|ends?))",
    "AVG": r"(?:averag(?:e|es|ed|ing)|mean|avg)(?:[\s-]pool(?:ing|ed|s)?)?",
    "EACHMAP": r"(?:each|every|per|a|the|one)\s(?:of the\s)?(?:channels?|feature maps?|maps?)",
    "WHOLE": r"(?:(?:its|the|each)\s)?(?:(?:whole|entire|full|complete)\s(?:feature map|map|input|image|"
    r"height and width|spatial (?:extent|grid|area|map|size|dimensions)|"
    r"extent|grid|plane|volume)|"
    r"all\s(?:the\s)?(?:spatial\s)?(?:positions|pixels|locations)"
    r"(?:\sof\s(?:each|every|a|the)\s(?:channel|feature map|map))?|"
    r"(?:the\s)?height and width|both spatial (?:axes|dimensions))",
    "ONE": r"(?:an?\s|one\s|its\s|the\s)?(?:single\s)?(?:value|number|scalar|mean|average)(?:\svalue)?"
    r"(?:\s(?:per|for each|of each)\s(?:channel|feature map|map))?",
}


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Kinds and patterns of `worded.txt`; a space stands for any single gap."""
    found = []
    for line in (Path(__file__).parent / "worded.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, text = line.partition(" ")
            for name, filler in FILLERS.items():
                text = text.replace(f"<{name}>", filler)
            found.append((kind, re.compile(text.strip().replace(" ", r"[\s-]") + r"(?![a-z0-9_.]*[a-z0-9_])")))
    return found


PATTERNS = _patterns()
_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in PATTERNS))
"""Whether one of them fits: no place of a text is tried against all, one by one."""


def worded(source: Source, position: int) -> Token | None:
    """The attribute that such a phrase at `position` tells."""
    lower = source.lower
    if not (lower[position].isalnum() or lower[position] in "/①") or lower[position - 1 : position].isalnum():
        return None
    if not _ANY.match(lower, position):
        return None
    for kind, pattern in PATTERNS:
        found = pattern.match(lower, position)
        if found:
            number = next((int(group) for group in found.groups() if group), None)
            kind, value = (kind, found.group()) if number is None else ("ATTACHED", (kind, number))
            return Token(kind, value, position, found.end())
    return None
