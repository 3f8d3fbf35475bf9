"""Columns of papers' tables: SqueezeNet's `s1x1 / e1x1 / e3x3 = 48 / 192 / 192`, GoogLeNet's `#5x5 reduce = 48`."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token

_FIRE = r"(?:squeeze|expand|s|e)[\s_-]?(?:1x1|3x3)(?:[\s_-]?layer)?"
_INCEPTION = r"#\s?[1357]x[1357](?:[\s_-]?reduce)?|pool[\s_-]?proj(?:ection)?"
_QUOTED = rf"['\"]?(?:{_FIRE}|{_INCEPTION})['\"]?"
_BETWEEN = r"\s?[/,|]\s?"
_COLUMNS = re.compile(
    rf"(?<![a-z0-9])({_QUOTED}(?:{_BETWEEN}{_QUOTED}){{0,6}})\s?[=:]\s?(\d{{1,4}}(?:{_BETWEEN}\d{{1,4}}(?!\s?x)){{0,6}})(?!\d|\s?x|\.\d)"
)
_INSIDE = re.compile(r"[13]x[13]['\"]?\s?[/,|]\s?['\"]?$")
"""Behind another name: the row began there."""


def columns(source: Source, position: int) -> Token | None:
    """Names and as many numbers."""
    if source.lower[position] not in "se#p'\"" or _INSIDE.search(source.lower[max(0, position - 10) : position]):
        return None
    found = _COLUMNS.match(source.lower, position)
    if not found:
        return None
    names = [name.strip(" '\"") for name in re.split(r"\s?[/,|]\s?", found.group(1))]
    end, numbers = found.end(), [int(part) for part in re.findall(r"\d+", found.group(2))]
    if len(names) == 1 and len(numbers) > 1:  # `s1x1 = 48, 64 ...`: the others are no widths of this column
        end, numbers = found.start(2) + len(str(numbers[0])), numbers[:1]
    return (
        Token("COLUMNS", tuple(zip(names, numbers, strict=True)), position, end) if len(names) == len(numbers) else None
    )


def spelled_columns(tokens: list[Token], source: Source) -> list[Token]:
    """Each column as the layer it stands for, each path of an Inception module as a branch."""
    spelled: list[Token] = []
    names = [name for token in tokens if token.kind == "COLUMNS" for name, _ in token.value]
    single = sum(not name.endswith("reduce") for name in names) < 2  # one path alone branches from nothing
    reduced = False
    for token in tokens:
        if token.kind != "COLUMNS":
            spelled.append(token)
            continue
        made: list[Token] = []
        for name, number in token.value:
            made += [_at(token, "COMMA", ",")] if made else []
            layers = _layers(token, name, number, reduced)
            made += [one for one in layers if one.kind != "BRANCH"] if single else layers
            reduced = name.endswith("reduce")
        spelled += [one._replace(start=token.start + at, end=token.start + at + 1) for at, one in enumerate(made)]
    return spelled


def _layers(token: Token, name: str, number: int, reduced: bool) -> list[Token]:
    side = next((int(digit) for digit in re.findall(r"(\d)x\d", name)), 1)
    side = 1 if name.endswith("reduce") else side
    layer = [
        _at(token, "DIMS", (side, side)),
        _at(token, "CONV", "conv"),
        _at(token, "NUM", number),
        _at(token, "FILTER", "filters"),
    ]
    if name.startswith("pool"):
        pool = [_at(token, "DIMS", (3, 3)), _at(token, "MAXPOOL", "max pool"), _at(token, "THEN", "then")]
        return [_at(token, "BRANCH", "branch"), *pool, *layer]
    if not name.startswith("#"):
        return layer
    return [_at(token, "THEN", "then") if reduced else _at(token, "BRANCH", "branch"), *layer]


def _at(token: Token, kind: str, value: object) -> Token:
    return token._replace(kind=kind, value=value)
