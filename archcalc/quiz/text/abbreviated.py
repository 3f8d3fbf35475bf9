"""Notes in shorthand: `dw 3×3`, `GConv1×1`, `weights + biases: ____`, `bias = 0`."""

from __future__ import annotations

import re

from archcalc.quiz.text.layerwords import Rule
from archcalc.quiz.text.token import Source, Token, kind_at, last_kind

_HALVES = {"dw": "DW", "dwconv": "DW", "pw": "PW", "pwconv": "PW", "gconv": "GROUPED"}
_GLUED = re.compile(r"(dw|pw|g)-?conv(?=\s?[1-9]\d?\s?x\s?[1-9])")
_SIDED = ("DIMS", "STEPPED", "KSIZE")


def glued(source: Source, position: int) -> Token | None:
    """`GConv1×1`, `DWConv 3×3`: the kind of a convolution, written together with its kernel."""
    if source.lower[position] not in "dpg" or source.lower[position - 1 : position].isalnum():
        return None
    found = _GLUED.match(source.lower, position)
    return Token(_HALVES[f"{found.group(1)}conv"], found.group(), position, found.end()) if found else None


def _half(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`dw 3×3 → pw 1×1, 512`, `3x3 dw`."""
    token = tokens[index]
    kind = _HALVES.get(str(token.value).lower(), "") if token.kind == "WORD" else ""
    sized = kind_at(tokens, index + 1) in _SIDED or last_kind(kept) in _SIDED
    return [token._replace(kind=kind)] if kind and sized else None


def _weights_with_biases(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`weights + biases = ____`, `가중치와 편향은 모두 합해 몇 개`: one number, of both."""
    token, ahead = tokens[index], [one.kind for one in tokens[index + 1 : index + 6]]
    if token.kind != "BIAS" or last_kind(kept[:-1]) != "WEIGHTS" or last_kind(kept) not in ("PLUS", "AND"):
        return None
    named = ahead[1:] if ahead[:1] == ["ELEMENTS"] else ahead
    added = last_kind(kept) == "PLUS" or (named[:1] == ["TOTAL"] and "EACH" not in named)
    if not added or "EXCL" in ahead[:1] or last_kind(kept[:-2]) in ("LP", "PARAMS"):
        return None
    whole = Token("PARAMS", "weights + biases", kept[-2].start, token.end)
    del kept[-2:]
    return [whole]


def _elements_of_both(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`weight와 bias 원소 수 합계`: the elements of the two are no quantity of their own."""
    both = last_kind(kept) == "PARAMS" and kept[-1].value == "weights + biases"
    return [] if both and tokens[index].kind == "ELEMENTS" else None


_ALL_SIDES = (["COMMA", "SIZE", "AND", "CH"], ["COMMA", "SIZE", "COMMA", "CH"])


def _sides_in_turn(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`What are height, width and channels of y?`: the order of the axes in the answer."""
    token = tokens[index]
    if token.kind != "SIZE" or str(token.value).lower() != "height" or last_kind(kept) == "AXES":
        return None
    rest = tokens[index + 1 : index + 5]
    wide = len(rest) > 1 and str(rest[1].value).lower() == "width"
    return (
        [token, Token("AXES", "hwc", token.end, token.end)] if wide and [r.kind for r in rest] in _ALL_SIDES else None
    )


def _extent(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`a tensor with spatial extent 28 × 28`: of a map, where there is no filter."""
    token = tokens[index]
    said = token.kind == "KSIZE" and str(token.value).lower() == "spatial extent"
    filtered = any(one.kind in ("FILTER", "CONV", "CONVLAYER", "POOL", "MAXPOOL", "AVGPOOL") for one in tokens)
    return [token._replace(kind="SPATIAL")] if said and not filtered else None


def _filters_by_letter(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`conv 7×7, K = 24`: where the size is told, the letter counts the filters."""
    token, before = tokens[index], [one.kind for one in kept[-3:]]
    lettered = token.kind == "KSIZE" and str(token.value).strip().startswith("K") and len(str(token.value).strip()) < 4
    return [token._replace(kind="NFILT")] if lettered and before == ["CONV", "DIMS", "COMMA"] else None


def _unit_of_blank(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`weights + biases: ____ parameters`: the unit of what is named before the blank."""
    token = tokens[index]
    line = [one.kind for one in kept[-4:]]
    return [] if token.kind in ("PARAMS", "MACS", "MULTS") and line[-1:] == ["BLANK"] and token.kind in line else None


def _zero_biases(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`(bias = 0)`: none."""
    token = tokens[index]
    zero = token.kind == "NUM" and token.value == 0 and last_kind(kept) in ("EQ", "COLON")
    return [token._replace(kind="EXCL")] if zero and last_kind(kept[:-1]) == "BIAS" else None


def _from_so_many(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`if i go from 10 channels to 20`: no change that is asked for."""
    token = tokens[index]
    counted = token.kind == "CHANGE" and kind_at(tokens, index + 1) in ("NUM", "WNUM")
    return [token._replace(kind="FROM")] if counted and str(token.value).lower().endswith(" from") else None


_ROWS = ("ARROW", "PLUS", "DASH")


def _leads_to_width(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`→ FC → 10`: in a row of layers the last number is the width of the dense one."""
    ahead = [kind_at(tokens, index + 1), kind_at(tokens, index + 2, "STOP")]
    ends = ahead[0] == "NUM" and ahead[1] in ("STOP", "ASK", "COMMA", "LP", "CLASS", "UNITS")
    return (
        []
        if tokens[index].kind == "ARROW" and last_kind(kept) == "FC" and last_kind(kept[:-1]) in _ROWS and ends
        else None
    )


RULES: tuple[Rule, ...] = (
    _half,
    _weights_with_biases,
    _elements_of_both,
    _sides_in_turn,
    _extent,
    _filters_by_letter,
    _unit_of_blank,
    _zero_biases,
    _from_so_many,
    _leads_to_width,
)
