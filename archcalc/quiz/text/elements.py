"""Elements of `roles/patterns.txt`, `text/rewrites.txt` and `asks/asked.txt`, which tell rows of tokens by their kinds.

    KIND/KIND      one of these kinds, the name of a set stands for its own; NUM also takes numbers that are spelled out
                   or counted in pieces (`three`, `3개`), DIGITS those in digits, PIECES only those in pieces
    KIND? KIND*    it may be missing, or come several times
    ~              up to two unknown words
    !KIND          none of these comes next
    name=KIND      what fits gets this name: a role in patterns.txt, what takes its place in rewrites.txt

Only in rewrites.txt and asked.txt:

    KIND:words     the words of the token, in lower case, are what this regular expression says; `:words` of any kind
    ...            whatever stands between, up to the end of a sentence or a word that asks
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archcalc.quiz.text.token import Token

SETS = {
    "HEAD": "CONV/CONVLAYER/DWSEP/DW/PW/TRANS/GROUPED/DIL",
    "POOLS": "MAXPOOL/AVGPOOL/POOL",
    "KIND": "SHARED/D1/D2/D3/DIL/GROUPED/TRANS/DW/PW/STANDARD/SAME/VALID/BOTTLENECK/GRAY/STRIDE",
    "MAPS": "MAP/IMAGE/INPUT",
    "IS": "EQ/COLON/LP/SIZE/SPATIAL",
    "JOIN": "AND/COMMA/SLASH",
    "ARR": "ARROW/TO",
    "ANYNUM": "NUM/DIMS",
    "KISH": "CONV/CONVLAYER/DWSEP/DW/PW/TRANS/GROUPED/DIL/MAXPOOL/AVGPOOL/POOL/FILTER/KSIZE/LOCALRF/VALID/SAME/LAYER/"
    "SHARED/D1/D2/D3/STANDARD",
    "OUTS": "OUTPUT/OUTMAP",
    "CONVS": "CONV/CONVLAYER",
    "COUNTS": "PARAMS/WEIGHTS/MACS/MULTS/FLOPS",
    "SIZED": "DIMS/STEPPED/KSIZE",
    "COSTS": "PARAMS/WEIGHTS/MACS/FLOPS/MULTS/ADDS/OPS",
    "RELATIONS": "RATIO/PERCENT",
    "SPENT": "PARAMS/WEIGHTS/MACS/FLOPS/MULTS/ADDS/OPS/MEM/KIB/MIB/GIB/KB/MB/GB/ONEOUT/CONNECTIONS",
    "LAYERS": "CONV/CONVLAYER/LAYER/FILTER/MAXPOOL/AVGPOOL/POOL/POOLNAME",
    "SEEN": "IMAGE/INPUT/MAP/GRAY/RGB/CONVOLVE",
    "OPEN": "ASK/STOP/COMMA/RP/AND/COMPUTE/EACH/COLON/TOTAL/COMPARE/EQ/SLASH/OR/TO/GIVES/MADE/PLUS/THEN/ALL/ITEM/LP/"
    "STANDARD",
    "ENDS": "ITEM/ASK/STOP/COMMA/AND/SUMOF/TOTAL/EACH/COMPUTE",
    "ENDED": "ITEM/ASK/STOP/COMMA/AND/SUMOF/TOTAL/EACH/COMPUTE/WORD/LAYER/FCNAME/CONVNAME/ORD/ALL",
    "BESIDE": "AND/COMMA/EACH/ITEM/FCNAME/CONVNAME/ORD",
    "ABSENT": "POOL/MAXPOOL/AVGPOOL/RELU/SKIP/PW",
    "APART": "ASK/STOP/COMMA/AND/SLASH/COLON/PARAMS/WEIGHTS/MACS/MULTS/FLOPS/LP/BEFOREAFTER",
    "SIDES": "STANDARD/DWSEP/GROUPED/DW/BEFOREAFTER/BOTTLENECK",
    "DIVIDING": "SLASH/DIVIDE/COLON/VERSUS/RATIO",
    "PARTS": "DW/PW/ORD/LASTONE/CONVNAME/FCNAME/POOLNAME/LAYERNAME/CONVLAYER/FC/CONV",
}
"""Kinds that often come together, by the name that stands for all of them."""
MANY = 1000
TIMES = {"": (1, 1), "?": (0, 1), "*": (0, MANY), "{0,2}": (0, 2)}
"""How often an element fits at least and at most, by the sign of regular expressions for it."""
BETWEEN = "BETWEEN"
"""The kind that stands for all but the ends of clauses."""
_ENDS = frozenset({"STOP", "ASK", "COMPUTE"})
_SHORT = {"~": "WORD{0,2}", "...": f"{BETWEEN}*"}
_FORM = re.compile(
    r"(?:(?P<name>[-&A-Za-z0-9]+(?::[^=\s]+)?)=)?(?P<absent>!?)(?P<kinds>[A-Z0-9/]*)(?P<often>[?*]|\{0,2\})?"
    r"(?::(?P<words>\S+))?"
)
_PIECES = ("개", "장")


class Element(NamedTuple):
    """One element: which tokens fit, and how many of them."""

    kinds: frozenset[str]  # empty: any
    often: str
    name: str
    absent: bool
    words: re.Pattern[str] | None

    def fits(self, token: Token, text: str) -> bool:
        """Whether a token of a text is what the element says."""
        kind = kind_of(token, text)
        if self.kinds and kind not in self.kinds and (BETWEEN not in self.kinds or kind in _ENDS):
            return False
        return self.words is None or bool(self.words.fullmatch(str(token.value).lower()))


def element(text: str) -> Element:
    """The element that a word of a table spells.

    Raises:
        ValueError: it spells none.
    """
    found = _FORM.fullmatch(_SHORT.get(text, text))
    if not found or not (found["kinds"] or found["words"]):
        raise ValueError(f"{text!r} is no element")
    kinds = frozenset(_kinds(found["kinds"])) if found["kinds"] else frozenset()
    words = re.compile(found["words"]) if found["words"] else None
    return Element(kinds, found["often"] or "", found["name"] or "", bool(found["absent"]), words)


def _kinds(text: str) -> list[str]:
    kinds = [kind for part in text.split("/") for kind in SETS.get(part, part).split("/")]
    if "NUM" in kinds:
        kinds += ["PIECES", "WNUM"]
    return [*kinds, "NUM", "PIECES"] if "DIGITS" in kinds else kinds


def kind_of(token: Token, text: str) -> str:
    """The kind of a token; numbers of pieces are told from those that measure."""
    counted = token.kind == "NUM" and any(piece in text[token.start : token.end] for piece in _PIECES)
    return "PIECES" if counted else token.kind


_NOWHERE = Token("STOP", "", 0, 0)
"""What stands before the text and behind it."""


def fitting(
    elements: tuple[Element, ...], tokens: list[Token], place: int, step: int, text: str
) -> list[tuple[Element, Token]] | None:
    """The tokens that fit the elements from a place on, in one direction, each with its element; None if they do not.

    Optional elements take as many as they can.
    """
    if not elements:
        return []
    first, rest = elements[0], elements[1:]
    least, most = (0, 0) if first.absent else TIMES[first.often]
    if first.absent and first.fits(_token_at(tokens, place), text):
        return None
    count = 0
    while count < most and first.fits(_token_at(tokens, place + step * count), text):
        count += 1
    while count >= least:
        others = fitting(rest, tokens, place + step * count, step, text)
        if others is not None:
            taken = [place + step * at for at in range(count)]
            return [*((first, tokens[at]) for at in taken if 0 <= at < len(tokens)), *others]
        count -= 1
    return None


def _token_at(tokens: list[Token], place: int) -> Token:
    return tokens[place] if 0 <= place < len(tokens) else _NOWHERE
