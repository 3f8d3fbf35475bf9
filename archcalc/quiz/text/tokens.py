"""Text to tokens with positions: numbers, sizes, matrices, code, phrases of the lexicon, punctuation.

The scanner tries one reader after the other at each position; each returns a token or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.quiz.text import (
    cells,
    lettered,
    listed,
    marks,
    matrices,
    names,
    numbers,
    shapes,
    sides,
    sizednames,
    toldrows,
    vectors,
    worded,
    wordmaps,
)
from archcalc.quiz.text.axes import axes
from archcalc.quiz.text.code import read_call
from archcalc.quiz.text.compounds import compounded
from archcalc.quiz.text.factors import factor
from archcalc.quiz.text.hangul import HANGUL
from archcalc.quiz.text.lexicon import LEXICON, meant
from archcalc.quiz.text.papercolumns import columns
from archcalc.quiz.text.token import Source, Token, lowered, plain

_SPACE = re.compile(r"[ \t\r\f\v]+")
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_PARTICLE = re.compile(
    r"(?:이라고|이라면|이라|라고|라면|이면|이며|이고|으로부터|으로서|으로써|으로|에서의|에서|에게|에는|에도|에|부터|까지의|짜리인|짜리의|짜리|이다|입니다|이었다|였다|인|은|는|이|가|을|를|의|로|만|도|씩|째|일|면|당|며|고|한|할|된|다)(?![가-힣])|(?:짜리|이고|인|의|을|를|로|에)(?=\s|\d)"
)
_CONNECTIVES = ("이고", "이며", "며", "고", "이라면")
_JOINING = re.compile(r"(?:와|과|하고|이랑|랑)(?=\s|\d|\()")
Reader = Callable[[Source, int], "Token | None"]


def tokenize(text: str) -> list[Token]:
    """All tokens of a text, in order; unknown words are tokens of kind WORD."""
    cased = plain(text)
    lower = lowered(cased)
    source = Source(cased, lower, vectors.is_about_vectors(lower))
    tokens: list[Token] = []
    position, length = 0, len(cased)
    last: Token | None = None
    while position < length:
        space = _SPACE.match(cased, position)
        if space:
            position = space.end()
            continue
        token = last = _read(source, position, last)
        if (
            token.kind in ("NUM", "WNUM", "DIMS")
            and tokens
            and tokens[-1].kind == "FILTER"
            and _is_size_of(tokens[-1], token, source)
        ):
            tokens[-1] = tokens[-1]._replace(kind="KSIZE")
        if token.kind == "IGN" and token.value == "가지는" and _names_branch(tokens, token, lower):
            token = last = token._replace(kind="BRANCH")  # branches, not `having`
        if token.kind == "IGN" and _IN_TURN.match(lower, token.start):
            token = last = token._replace(kind="EACH")
        if token.kind == "IGN" and _ONE_FILTER.match(lower, token.start):
            token = last = token._replace(kind="WNUM", value=1)
        if token.kind not in ("DROP", "IGN"):
            tokens.append(token)
        position = token.end
    return compounded(tokens, source)


_IN_TURN = re.compile(r"(?:차례로|차례대로|순서대로)\s(?:몇|얼마)")
"""`가중치는 차례로 몇 개인가`: of each."""


_ONE_FILTER = re.compile(
    r"(?:a )?single (?=\d{1,2}\s?x\s?\d{1,2}(?:\s?x\s?\d{1,4})? (?:filter|kernel)(?![a-z])(?! for each| per))"
)
"""`a single 4x4x3 filter is moved over ...`: how many there are."""


def _names_branch(tokens: list[Token], token: Token, lower: str) -> bool:
    """Whether `가지는` stands at the head of a sentence, or right behind a size: `5×5 가지는`."""
    return not tokens or tokens[-1].kind == "STOP" or (tokens[-1].kind == "DIMS" and lower[token.start - 2].isdigit())


def _is_size_of(noun: Token, number: Token, source: Source) -> bool:
    """`kernel 3`, `커널 3`: one kernel and a bare number; `kernels 3` and `커널 3개` count."""
    word = str(noun.value).lower()
    counted = source.lower[number.end - 1 : number.end] in "개장종" or "개" in source.lower[number.start : number.end]
    sized = word in ("kernel", "filter", "커널") or (word == "필터" and bool(_ONLY_POOLS.match(source.lower)))
    return number.kind in ("NUM", "WNUM") and sized and not counted


_ONLY_POOLS = re.compile(r"(?!.*(?:conv|합성곱|컨볼루션|콘볼루션))(?=.*(?:pool|풀링))", re.DOTALL)
"""A text in which all windows are those of poolings."""


def _read(source: Source, position: int, before: Token | None) -> Token:
    after_token = before is not None and before.end == position
    if before is not None and before.kind == "WORD":  # a word of Hangul goes on; a letter (`z와`) does not
        after_token = after_token and str(before.value)[-1:].isascii()
    if after_token and "가" <= source.lower[position] <= "힣":
        token = _particle(source, position)
        if token:
            return token
    for reader in READERS:
        token = reader(source, position)
        if token:
            return token
    return Token("WORD", source.cased[position], position, position + 1)


def _particle(source: Source, position: int) -> Token | None:
    joining = _JOINING.match(source.lower, position)
    if joining:
        return Token("AND", None, position, joining.end())
    if LEXICON.match(source.lower, position):
        return None
    found = _PARTICLE.match(source.lower, position)
    if not found:
        return None
    return Token("COMMA" if found.group() in _CONNECTIVES else "DROP", found.group(), position, found.end())


def _code(source: Source, position: int) -> Token | None:
    if not source.cased[position].isalpha():
        return None
    found = read_call(source.cased, position)
    if not found:
        return None
    call, end = found
    return Token("CALL" if call else "BADCODE", call, position, end)


def _phrase(source: Source, position: int) -> Token | None:
    found = LEXICON.match(source.lower, position)
    return Token(found.concept, source.cased[position : found.end], position, found.end) if found else None


_HANGUL_WORD = re.compile(f"[{HANGUL}]")


def _word(source: Source, position: int) -> Token | None:
    found = _WORD.match(source.lower, position)
    if found:
        return Token(meant(found.group()) or "WORD", found.group(), position, found.end())
    if _HANGUL_WORD.match(source.lower, position):
        end = position + 1
        while (
            end < len(source.lower) and _HANGUL_WORD.match(source.lower, end) and not LEXICON.match(source.lower, end)
        ):
            end += 1
        return Token("WORD", source.cased[position:end], position, end)
    return None


READERS: tuple[Reader, ...] = (
    vectors.loss_formula,
    factor,
    columns,
    toldrows.told_rows,
    listed.rows,
    toldrows.bar_lines,
    toldrows.digit_rows,
    wordmaps.word_kernel,
    wordmaps.word_map,
    listed.barred,
    listed.barred_row,
    listed.entries,
    listed.named_entries,
    vectors.vector,
    cells.cell,
    worded.worded,
    lettered.lettered,
    marks.idle,
    marks.holes,
    marks.blank,
    sides.side,
    marks.label,
    numbers.zero_rows,
    matrices.wrapped,
    _code,
    matrices.rows,
    matrices.scaled,
    matrices.inline,
    matrices.brackets,
    matrices.parenthesised,
    axes,
    shapes.arrowed,
    shapes.single_channel,
    shapes.expression,
    shapes.counted,
    shapes.chain,
    shapes.sides,
    shapes.dims,
    names.unknown,
    names.side_of,
    sides.before_after,
    names.shorthand,
    sizednames.glued,
    sizednames.sized_conv,
    names.names,
    numbers.ordinal,
    shapes.letter_dims,
    _phrase,
    sides.half,
    numbers.times,
    numbers.number,
    marks.sign,
    _word,
)
