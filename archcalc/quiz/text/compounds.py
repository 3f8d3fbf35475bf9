"""What only several tokens together say: `k3 s2 p1`, layers joined by hyphens, marks of a list, `conv3-conv3`."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.quiz.text.ownership import owned_apart
from archcalc.quiz.text.papercolumns import spelled_columns
from archcalc.quiz.text.rownames import equal_names, lettered_depths, named_variables, spelled_names
from archcalc.quiz.text.sharing import paired_windows, shared_kernel, ungrouped
from archcalc.quiz.text.spare import without_counted, without_defined_calls, without_glosses
from archcalc.quiz.text.tables import untabled
from archcalc.quiz.text.token import Source, Token, last_kind

_LAYERS = frozenset(
    {
        *("CONV", "CONVLAYER", "CONVNAME", "POOL", "MAXPOOL", "AVGPOOL", "POOLNAME", "FC", "FCNAME", "BN", "RELU"),
        *("GAP", "DIMS", "STEPPED", "COUNTED", "FLAT", "DW", "PW", "TRANS", "CALL", "INPUT"),
    }
)
"""Kinds of tokens that can stand for a layer in a list."""
_BEHIND = _LAYERS | {"RP", "NUM", "TIMESN"}


def compounded(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with all such groups resolved."""
    steps: tuple[Callable[[list[Token], Source], list[Token]], ...] = (
        _attached,
        spelled_columns,
        without_glosses,
        without_defined_calls,
        paired_windows,
        ungrouped,
        _from_to,
        _biases_ended,
        shared_kernel,
        spelled_names,
        equal_names,
        named_variables,
        lettered_depths,
        owned_apart,
        _items,
        untabled,
        _hyphens,
        without_counted,
        split_counts,
        _numbered,
    )
    for step in steps:
        tokens = step(tokens, source)
    return tokens


_REACHED = re.compile(r"\d\s?(?:개|장|채널)?(?:으?로|[이가]\s?[된되])")


def _from_to(tokens: list[Token], source: Source) -> list[Token]:
    """`512개에서 256개로`, `6개에서 12개가 된다`: the particles between two numbers are an arrow."""
    linked: list[Token] = []
    for token in tokens:
        last = linked[-1] if linked else None
        if last and last.kind == token.kind == "NUM":
            between = source.lower[last.start : token.start]
            behind = source.lower[token.start : token.end + 3]
            if between.rstrip().endswith("에서") and _REACHED.search(behind):
                linked.append(Token("ARROW", "→", last.end, token.start))
        linked.append(token)
    return linked


def _biases_ended(tokens: list[Token], source: Source) -> list[Token]:
    """`편향이 1인 3×3 필터`: the copula ends what is said of the bias, as a comma would."""
    ended: list[Token] = []
    for token in tokens:
        told = token.kind == "NUM" and last_kind(ended) == "BIAS"
        ended.append(token)
        if told and source.lower.startswith("인 ", token.end):
            ended.append(Token("COMMA", "인", token.end, token.end + 1))
    return ended


def _attached(tokens: list[Token], source: Source) -> list[Token]:
    """`k3` is a kernel size and a number, `-1x1->` a kernel between two arrows."""
    parted: list[Token] = []
    for token in tokens:
        if token.kind == "ATTACHED":
            kind, value = token.value
            digits = token.end - len(str(value))
            cut = digits if source.lower[token.start : digits].isalpha() else token.start + 1
            parted.append(Token(kind, source.cased[token.start : cut], token.start, cut))
            parted.append(Token("NUM", value, cut, token.end))
        elif token.kind == "SIZEDCONV":
            height, width, stride = token.value
            sizes = Token("DIMS", (height, width), token.start, token.end - 1)
            parted.append(sizes._replace(kind="STEPPED", value=(sizes.value, stride)) if stride else sizes)
            named = {"c": "CONV", "p": "POOL", "m": "MAXPOOL", "a": "AVGPOOL"}[source.lower[token.start]]
            parted.append(Token(named, named.lower(), token.end - 1, token.end))
        elif token.kind == "COUNTEDCONV":  # `conv3-64` of the VGG paper
            side, filters = token.value
            first = token.end - len(str(filters))
            parted.append(Token("DIMS", (side, side), token.start, first - 2))
            parted.append(Token("CONV", "conv", first - 2, first - 1))
            parted.append(Token("NUM", filters, first, token.end))
        elif token.kind == "VECTOR" and parted and parted[-1].kind in ("FC", "FCNAME") and len(token.value) == 1:
            parted.append(token._replace(kind="NUM", value=token.value[0]))  # `FC [500]`
        elif token.kind == "ARROWED":
            parted.append(Token("ARROW", "-", token.start, token.start + 1))
            parted.append(Token("DIMS", token.value, token.start + 1, token.end - 1))
            parted.append(Token("ARROW", ">", token.end - 1, token.end))
        else:
            parted.append(token)
    return parted


def _hyphens(tokens: list[Token], source: Source) -> list[Token]:
    """A hyphen between two layers joins them like an arrow: `conv(3→24)-BN-ReLU-conv`; others say nothing."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind != "HYPHEN":
            kept.append(token)
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if kept and after and kept[-1].kind in _BEHIND and after.kind in _LAYERS and kept[-1].end == token.start:
            kept.append(token._replace(kind="DASH"))
    return kept


_RELATED = r"\d\s?(?:divided by|/|÷)\s?\d\s*(?:$|\n)"
_ITEM = re.compile(
    rf"(?:^|(?<=\n))[ \t]*(?:\(?\d{{1,2}}[.):]|[-*•])(?=[ \t]*(?:[^\s\d.]|{_RELATED}))|"
    r"\((?:\d|[a-e]|i{1,3}|iv)\)(?=\s*\S)"
)


def _items(tokens: list[Token], source: Source) -> list[Token]:
    """`1. conv ...`, `(2) 3x3 ...`: marks of a list begin an entry of their own."""
    marks = list(_ITEM.finditer(source.lower))
    marks = marks if len(marks) > 1 else []
    labelled = _label_layers(tokens)
    kept: list[Token] = []
    for token in tokens:
        mark = next((found for found in marks if found.start() <= token.start < found.end()), None)
        if mark is None or token.kind == "RATIO" or (token.kind == "SIDELABEL" and labelled):
            kept.append(token)
        elif not kept or kept[-1].kind != "ITEM" or kept[-1].start != mark.start():
            kept.append(Token("ITEM", mark.group().strip(), mark.start(), mark.end()))
    return _with_references(kept)


def _with_references(tokens: list[Token]) -> list[Token]:
    """`3. 1 divided by 2`, `(c) (a)/(b)`: entries before, which say what is related."""
    for at in range(1, len(tokens) - 2):
        one, sign, two = tokens[at : at + 3]
        if tokens[at - 1].kind != "ITEM" or sign.kind not in ("RATIO", "DIVIDE", "SLASH"):
            continue
        entries = {str(token.value).strip("(.):") for token in tokens[:at] if token.kind == "ITEM"}
        if {str(one.value).strip("()"), str(two.value).strip("()")} <= entries:
            return [*tokens[:at], Token("RATIO", "divided by", one.start, two.end), *tokens[at + 3 :]]
    return tokens


def _label_layers(tokens: list[Token]) -> bool:
    """`(A) one 3x3 convolution, (B) ...`: the first label stands before a layer, not before a question."""
    label = next((at for at, token in enumerate(tokens) if token.kind == "SIDELABEL"), len(tokens))
    stops = (*_LAYERS, "COMPUTE", "ASK", "PARAMS", "WEIGHTS", "MULTS", "MACS", "SIDELABEL")
    behind = next((token.kind for token in tokens[label + 1 :] if token.kind in stops), "")
    return behind in _LAYERS


MOST_LAYERS = 20
"""Layers that a text names by their number; `layers of 256 and 128 units` are counted otherwise."""


def _numbered(tokens: list[Token], source: Source) -> list[Token]:
    """`layers 1 and 3`: the numbers name layers."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index + 2
        plural = tokens[index].kind in ("LAYER", "CONVLAYER") and str(tokens[index].value).lower().endswith("s")
        while (
            plural and end + 1 < len(tokens) and tokens[end].kind in ("AND", "COMMA") and tokens[end + 1].kind == "NUM"
        ):
            end += 2
        numbers = [token for token in tokens[index + 1 : end] if token.kind == "NUM"] if plural else []
        named = tuple(one.value for one in numbers)
        beside = bool(numbers) and not source.lower[tokens[index].end : numbers[0].start].strip()
        if len(numbers) > 1 and beside and all(isinstance(one, int) and one <= MOST_LAYERS for one in named):
            kept.append(Token("WHICH", named, tokens[index].start, tokens[end - 1].end))
            index = end
        else:
            kept.append(tokens[index])
            index += 1
    return kept


_BOTH = re.compile(r"(weights?)\s(?:and)\s(bias(?:es)?)|(가중치)[와과]\s?(편향)")
_APART = re.compile(r"\bseparately\b|\bapart\b|따로|나눠|나누어|구분")


def split_counts(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with such a phrase taken apart, if the text wants the two counts by themselves."""
    if not _APART.search(source.lower):
        return tokens
    split: list[Token] = []
    for token in tokens:
        both = _BOTH.fullmatch(source.lower[token.start : token.end]) if token.kind == "PARAMS" else None
        if both is None:
            split.append(token)
            continue
        first, second = (1, 2) if both.group(1) else (3, 4)
        spans = [(token.start + both.start(at), token.start + both.end(at)) for at in (first, second)]
        split.append(Token("WEIGHTS", both.group(first), *spans[0]))
        split.append(Token("AND", "and", spans[0][1], spans[1][0]))
        split.append(Token("BIASES", both.group(second), *spans[1]))
    return split
