"""What only several tokens together say: `k3 s2 p1`, layers joined by hyphens, marks of a list, `conv3-conv3`."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.quiz.tables import untabled
from archcalc.quiz.token import Source, Token

_LAYERS = frozenset(
    {
        *("CONV", "CONVLAYER", "CONVNAME", "POOL", "MAXPOOL", "AVGPOOL", "POOLNAME", "FC", "FCNAME", "BN", "RELU"),
        *("GAP", "DIMS", "STEPPED", "COUNTED", "FLAT", "DW", "PW", "TRANS", "CALL", "INPUT"),
    }
)
"""Kinds of tokens that can stand for a layer in a list."""
_BEHIND = _LAYERS | {"RP", "NUM", "TIMESN"}


def joined(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with all such groups resolved."""
    steps: tuple[Callable[[list[Token], Source], list[Token]], ...] = (
        _attached,
        _glosses,
        _defined_calls,
        _ungrouped,
        _shared_kernel,
        _repeated_names,
        _items,
        untabled,
        _hyphens,
        _absent,
        _numbered,
    )
    for step in steps:
        tokens = step(tokens, source)
    return tokens


def _attached(tokens: list[Token], source: Source) -> list[Token]:
    """`k3` is a kernel size and a number, `-1x1->` a kernel between two arrows."""
    parted: list[Token] = []
    for token in tokens:
        if token.kind == "ATTACHED":
            kind, value = token.value
            parted.append(Token(kind, source.cased[token.start], token.start, token.start + 1))
            parted.append(Token("NUM", value, token.start + 1, token.end))
        elif token.kind == "SIZEDCONV":
            parted.append(Token("DIMS", token.value, token.start, token.end - 1))
            parted.append(Token("CONV", "conv", token.end - 1, token.end))
        elif token.kind == "VECTOR" and parted and parted[-1].kind in ("FC", "FCNAME") and len(token.value) == 1:
            parted.append(token._replace(kind="NUM", value=token.value[0]))  # `FC [500]`
        elif token.kind == "ARROWED":
            parted.append(Token("ARROW", "-", token.start, token.start + 1))
            parted.append(Token("DIMS", token.value, token.start + 1, token.end - 1))
            parted.append(Token("ARROW", ">", token.end - 1, token.end))
        else:
            parted.append(token)
    return parted


def _defined_calls(tokens: list[Token], source: Source) -> list[Token]:
    """`... MP(2) ... MP(2) is 2x2 max pooling with stride 2.`: a sentence that says what a layer's name means."""
    seen: set[str] = set()
    kept: list[Token] = []
    skipping = False
    for index, token in enumerate(tokens):
        if token.kind == "CALL":
            text = source.lower[token.start : token.end]
            opens = not kept or kept[-1].kind == "STOP"
            meant = next((one for one in tokens[index + 1 : index + 3] if one.kind == "DIMS"), None)
            skipping = text in seen and opens and meant is not None and meant.value == token.value.fields.get("kernel")
            seen.add(text)
        if not skipping:
            kept.append(token)
        skipping = skipping and token.kind != "STOP"
    return kept


def _glosses(tokens: list[Token], source: Source) -> list[Token]:
    """`패딩(padding) 2`, `cardinality (number of groups) 32`: brackets that only say a word once more."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        kinds = [token.kind for token in tokens[index : index + 3]]
        if kinds == ["PARAMS", "LP", "RP"] and any(token.kind == "PARAMS" for token in kept):  # `model.parameters()`
            index += 3
            continue
        if kept and kinds == ["LP", kept[-1].kind, "RP"] and kept[-1].kind not in ("NUM", "DIMS", "WORD", "MATRIX"):
            index += 3
            continue
        kept.append(tokens[index])
        index += 1
    return kept


def _ungrouped(tokens: list[Token], source: Source) -> list[Token]:
    """`groups를 1에서 4로`, `g=1일 때`: one group, beside another number of them, is the ordinary convolution."""
    numbers = [at for at, token in enumerate(tokens) if token.kind == "NUM" and _groups_at(tokens, at)]
    ones = [at for at in numbers if tokens[at].value == 1]
    if len(numbers) < 2 or len(ones) != 1:
        return tokens
    at = ones[0]
    group = at - 2 if tokens[at - 1].kind == "EQ" else at - 1
    measured = tokens[group].kind == "GROUP" and group - 1 not in numbers
    start = group if measured else at
    plain = Token("STANDARD", "g=1", tokens[start].start, tokens[at].end)
    follows = measured and (at + 1 in numbers or at + 2 in numbers)
    return [*tokens[:start], plain, *([tokens[group]] if follows else []), *tokens[at + 1 :]]


def _groups_at(tokens: list[Token], at: int) -> bool:
    """Whether a number is one of groups: `groups=2`, `groups from 1 to 4`, `2 groups instead of 1`."""
    if [token.kind for token in tokens[at + 1 : at + 2]] == ["GROUP"]:
        return True
    place = at - 1
    while place >= 0 and tokens[place].kind in ("EQ", "COLON", "FROM", "TO", "AND", "OR", "NUM", "VERSUS", "COMMA"):
        if tokens[place].kind == "NUM" and at - place > 2:
            return False
        place -= 1
    return place >= 0 and tokens[place].kind == "GROUP"


def _shared_kernel(tokens: list[Token], source: Source) -> list[Token]:
    """`conv(3→16), conv(16→32), all 3x3`: the one kernel, written before each layer it is of."""
    heads = [
        at
        for at in range(len(tokens) - 4)
        if [token.kind for token in tokens[at : at + 5]] == ["CONV", "LP", "NUM", "ARROW", "NUM"]
    ]
    sizes = [at for at, token in enumerate(tokens) if token.kind == "DIMS" and len(set(token.value)) == 1]
    if len(heads) < 2 or len(sizes) != 1 or max(tokens[sizes[0]].value) > 11:
        return tokens
    beside = {token.kind for token in [*tokens[max(0, sizes[0] - 2) : sizes[0]], *tokens[sizes[0] + 1 : sizes[0] + 3]]}
    if not beside & {"ALL", "EACH"}:
        return tokens
    kernel = tokens[sizes[0]]
    spread: list[Token] = []
    for at, token in enumerate(tokens):
        if at in heads:
            spread.append(kernel._replace(start=token.start, end=token.start))
            spread.append(token._replace(start=token.start + 1))
        elif at != sizes[0]:
            spread.append(token)
    return spread


def _repeated_names(tokens: list[Token], source: Source) -> list[Token]:
    """`conv3 - conv3 - pool`: a name used twice in a row of layers is a kind of layer, its number the kernel size.

    Where the text itself says what the name stands for (`conv3 is 3x3`), that sentence only repeats it.
    """
    names = [str(token.value) for token in tokens if token.kind == "CONVNAME"]
    odd = {name for name in names if names.count(name) > 1 and re.fullmatch(r"conv[-_]?[1357]", name)}
    beside = any(
        one.kind == two.kind == "CONVNAME" and one.value == two.value
        for one, two in zip(tokens, [t for t in tokens[1:] if t.kind != "HYPHEN"], strict=False)
    )
    if not odd or not (beside or _in_a_row(tokens, odd)):
        return tokens
    spelled: list[Token] = []
    said: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "CONVNAME" and token.value in odd:
            size = int(str(token.value)[-1])
            defined = _definition(tokens, index, size)
            if defined is not None:
                said.add(defined)
                continue
            spelled.append(Token("DIMS", (size, size), token.start, token.end - 1))
            spelled.append(Token("CONV", token.value, token.end - 1, token.end))
        elif index not in said:
            spelled.append(token)
    return spelled


def _definition(tokens: list[Token], index: int, size: int) -> int | None:
    """The place of the size in `conv3 is 3x3`, where that is all the name stands for."""
    joints = {"HYPHEN", "ARROW", "COMMA", "DASH", "CONVNAME"}
    beside = {token.kind for token in [*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2]]}
    if beside & joints:
        return None
    for place in range(index + 1, min(index + 4, len(tokens))):
        if tokens[place].kind == "DIMS":
            return place if tokens[place].value == (size, size) else None
    return None


def _in_a_row(tokens: list[Token], names: set[str]) -> bool:
    """Whether two of the names stand beside each other but for a hyphen, an arrow or a comma."""
    for index, token in enumerate(tokens[:-2]):
        if token.kind == "CONVNAME" and token.value in names and tokens[index + 1].kind in ("HYPHEN", "ARROW", "COMMA"):
            after = tokens[index + 2]
            if after.kind == "CONVNAME" and after.value == token.value:
                return True
    return False


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


_ITEM = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:\(?\d{1,2}[.):]|[-*•])(?=[ \t]*[^\s\d.])|\((?:\d|[a-e]|i{1,3}|iv)\)(?=\s*\S)"
)


def _items(tokens: list[Token], source: Source) -> list[Token]:
    """`1. conv ...`, `(2) 3x3 ...`: marks of a list begin an entry of their own."""
    marks = list(_ITEM.finditer(source.lower))
    marks = marks if len(marks) > 1 else []
    kept: list[Token] = []
    for token in tokens:
        mark = next((found for found in marks if found.start() <= token.start < found.end()), None)
        if mark is None:
            kept.append(token)
        elif not kept or kept[-1].kind != "ITEM" or kept[-1].start != mark.start():
            kept.append(Token("ITEM", mark.group().strip(), mark.start(), mark.end()))
    return kept


_DISMISSED = frozenset({"POOL", "MAXPOOL", "AVGPOOL", "BN", "RELU", "SKIP", "PW"})


def _absent(tokens: list[Token], source: Source) -> list[Token]:
    """`no pooling`, `풀링과 편향을 무시하고`: what is not there or not counted is no layer."""
    gone: set[int] = set()
    korean = any("가" <= letter <= "힣" for letter in source.lower)
    for index, token in enumerate(tokens):
        if token.kind not in _DISMISSED or _sized(tokens, index):
            continue
        before = [one.kind for one in tokens[max(0, index - 1) : index]]
        after = [one.kind for one in tokens[index + 1 : index + 4]]
        ends = korean or after[1:2] in ([], ["STOP"], ["RP"], ["COMMA"], ["ASK"])
        if (after[:1] == ["EXCL"] and ends) or after[:3] == ["AND", "BIAS", "EXCL"]:
            gone |= {index, index + 1}
        elif before == ["EXCL"] and not korean:
            gone |= (
                {index, index + 1} if after[:1] in (["AND"], ["OR"]) and after[1:2] == ["BIAS"] else {index - 1, index}
            )
    return [token for index, token in enumerate(tokens) if index not in gone]


def _sized(tokens: list[Token], index: int) -> bool:
    """Whether a size stands beside a layer's name: then it is there."""
    beside = tokens[max(0, index - 1) : index] + tokens[index + 1 : index + 2]
    return any(one.kind in ("DIMS", "STEPPED", "COUNTED", "NUM") for one in beside)


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
        if len(numbers) > 1 and all(isinstance(one.value, int) for one in numbers):
            named = tuple(one.value for one in numbers)
            kept.append(Token("WHICH", named, tokens[index].start, tokens[end - 1].end))
            index = end
        else:
            kept.append(tokens[index])
            index += 1
    return kept
