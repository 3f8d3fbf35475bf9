"""Vectors and formulas of questions about softmax and losses, where any row of numbers is a vector."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from archcalc.quiz.text.token import Source, Token

_ABOUT = re.compile(
    r"softmax|소프트맥스|cross[\s_-]?entropy|교차\s?엔트로피|크로스\s?엔트로피|crossentropy|(?<![a-z])mse(?![a-z])|"
    r"mean[\s-]squared?|squared\serror|평균\s?제곱|제곱\s?오차|오차\s?제곱|logit|로짓|one[\s-]?hot|원[\s-]?핫|likelihood|우도|-\s?(?:ln|log)\s?\(?(?:[pyŷ]_?[a-z]?(?![a-z])|0?\.\d)"
)
_ROWS = re.compile(
    r"(?<![a-z])([xwzay])_?1\s?[=:]\s?-?[\d.]+\s?,?\s?(?:and\s|와\s|과\s)?\1_?2\s?[=:]|"
    r"(?:(?<![a-z])weights?|가중치)\s?(?:vectors?|벡터)?(?:are|is|of|는|가|를|의|와)?\s?(?:[a-z]\s?)?[=:]?\s?"
    r"[\[(]\s?-?\d[\d.]*(?:\s?,\s?-?\d[\d.]*)+\s?[\])]|"
    r"(?:(?<![a-z])(?:sequence|signal|series|row|scan\s?line)|신호|수열|시퀀스)\s?(?:[a-z]\s?=|:|of|가|는|은)?\s?"
    r"(?:-?\d[\d.]*(?:\s?,\s?-?\d[\d.]*){2}|[\[(]-?\d[\d.]*(?:\s?,\s?-?\d[\d.]*){3})|"
    r"(?<![a-z])x\s?=\s?[\[(][-\d., ]+[\])]\s?,?\s?(?:and\s)?w\s?=\s?[\[(][-\d., ]+[\])]"
)
"""Inputs and weights of a neuron, entry by entry or as vectors; a signal as a bare row."""
_NUMBER = r"(?:-?\d{1,9}(?:\.\d{1,9})?|-?\.\d{1,9})(?:/\d{1,6})?"
_ENTRY = rf"(?:{_NUMBER}|-?(?:ln|log)\s?\(?\s?{_NUMBER}\s?\)?)"
_COMMAS = re.compile(rf"{_ENTRY}(?:\s?(?:,|,?\sand|와|과)\s?{_ENTRY}){{1,19}}(?![\d.]*\d|\s?[x*/]\s?\d)")
_SPACES = re.compile(rf"{_ENTRY}(?:[ \t]+{_ENTRY}){{2,19}}(?![\d.]*\d|\s?[x*]\s?\d)")
_OPENING, _CLOSING = "[({⟨<", "])}⟩>"
_CE = re.compile(
    r"-\s?(?:\(?1/n\)?\s?)?(?:sum|Σ|∑)_?\w?\s?\(?[a-zŷ_]{1,4}\s?[*·]?\s?(?:ln|log)\s?\(?[a-zŷ_]{1,4}\)?|"
    r"-\s?(?:ln|log)\s?\(?(?:[pyŷ]_?[a-z]?\)?(?![a-z])|(?=0?\.\d))",
    re.I,
)
_HALF = r"(?:\(?\s?1\s?/\s?2\s?\)?|½|0\.5|half)\s?(?:\*|x|of|times)?\s?(?:the\s)?"
_SSE = re.compile(
    rf"{_HALF}(?:(?:sum|Σ|∑)_?\w?\s?\([^()]{{1,14}}\)\s?(?:\^\s?2?|²)|sum of (?:the )?squared? (?:error|difference)s?)|"
    r"(?:sum|Σ|∑)_?\w?\s?\([^()]{1,14}\)\s?(?:\^\s?2?|²)",
    re.I,
)
"""`½ Σ(y − t)²`, `Σ(y − t)²`."""
_SHARE = re.compile(r"(?:np\.)?exp\(?(\w+)\)?\s?/\s?(?:np\.)?(?:sum|Σ|∑)_?\w?\s?\(?\s?(?:np\.)?exp\(?\w+\)?\)?", re.I)
"""`np.exp(a) / np.sum(np.exp(a))`: softmax."""
_MSE = re.compile(r"\(?1\s?/\s?[n\d]\)?\s?\*?\s?(?:sum|Σ|∑)_?\w?\s?\([^()]{1,14}\)\s?(?:\^\s?2?|²)", re.I)


def is_about_vectors(lower: str) -> bool:
    """Whether a text speaks of softmax or of a loss, or of the inputs of one neuron or a signal as rows of numbers."""
    return any(form.search(lower) for form in (_ABOUT, _ROWS, _CE, _MSE, _SSE, _SHARE))


def loss_formula(source: Source, position: int) -> Token | None:
    """`-Σ t·ln(y)`, `-ln p`: cross-entropy; `(1/n)Σ(y−ŷ)²`: mean squared error."""
    if not source.about_vectors:
        return None
    for kind, pattern in (("SOFTMAX", _SHARE), ("CE", _CE), ("SSE", _SSE), ("MSE", _MSE)):
        found = pattern.match(source.lower, position)
        if found:
            return Token(kind, found.group(), position, found.end())
    return None


def vector(source: Source, position: int) -> Token | None:
    """A row of numbers, in brackets or bare: `[[1.0, 2.0]]`, `(0, ln 3)`, `0.7 0.2 0.1`, `3, 3, 1, 1`."""
    if not source.about_vectors:
        return None
    if source.lower[:position].endswith(("ln", "log")):
        return None
    start = position
    while start < len(source.lower) and source.lower[start] in _OPENING and start - position < 2:
        start += 1
    if start == position and position and source.lower[position - 1].isalnum():
        return None
    found = _COMMAS.match(source.lower, start) or _SPACES.match(source.lower, start)
    if start > position and not found:
        found = re.compile(_ENTRY).match(source.lower, start)
    if not found:
        return None
    inside = start == position > 0 and source.lower[position - 1] in _OPENING
    if inside and source.lower[found.end() :].lstrip().startswith(","):
        return None  # `[1, 2, ?]`: an entry is not told
    end = _closed(source.lower, found.end(), start - position)
    if end is None:
        return None
    return Token("VECTOR", entries_of(found.group()), position, end)


def _closed(text: str, end: int, brackets: int) -> int | None:
    """Where the brackets that were opened are closed; None if they are not."""
    for _ in range(brackets):
        while text[end : end + 1] == " ":
            end += 1
        if text[end : end + 1] not in tuple(_CLOSING):
            return None
        end += 1
    return end


def entries_of(text: str) -> list[int | Fraction | float]:
    """The entries of a row: whole numbers, fractions, logarithms."""
    return [_value(part) for part in re.findall(_ENTRY, text)]


def _value(text: str) -> int | Fraction | float:
    if text.lstrip("-").startswith(("ln", "log")):
        number = Fraction(re.sub(r"[^\d./]", "", text))
        if number <= 0:
            return 0
        return math.log(number) * (-1 if text.startswith("-") else 1)
    value = Fraction(text) if not text.endswith("/0") else Fraction(0)
    return int(value) if value.denominator == 1 else value
