"""Names and letters that stand for layers: `conv3-conv3-pool2`, `dw = nn.Conv2d(...)`, `n layers of 3x3 convs`."""

from __future__ import annotations

import itertools
import re

from archcalc.quiz.text.token import Source, Token

_NAMES = {"CONVNAME": "CONV", "POOLNAME": "POOL"}
_NAME = re.compile(r"conv[-_]?[1357]|pool[-_]?[23]")


def spelled_names(tokens: list[Token], source: Source) -> list[Token]:
    """`conv3 - conv3 - pool`: a name used twice in a row of layers is a kind of layer, its number the kernel size.

    Where the text itself says what the name stands for (`conv3 is 3x3`), that sentence only repeats it.
    """
    found = {str(token.value): _NAME.fullmatch(str(token.value)) for token in tokens if token.kind in _NAMES}
    values = [str(token.value) for token in tokens if token.kind in _NAMES]
    odd = {name for name, match in found.items() if match and values.count(name) > 1}
    if not odd or not _in_a_row(tokens, odd):
        return tokens
    odd |= {name for name, match in found.items() if match and _in_a_row(tokens, {*odd, name}, name)}
    spelled: list[Token] = []
    said: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind in _NAMES and token.value in odd:
            size = int(str(token.value)[-1])
            defined = _definition(tokens, index, size)
            if defined is not None:
                said.add(defined)
                continue
            spelled.append(Token("DIMS", (size, size), token.start, token.end - 1))
            spelled.append(Token(_NAMES[token.kind], token.value, token.end - 1, token.end))
        elif index not in said and not _repeats(tokens, index, odd):
            spelled.append(token)
    return spelled


def _repeats(tokens: list[Token], index: int, names: set[str]) -> bool:
    """The size in `(3x3 convs stride 1)`: said once more of all layers of that kind."""
    token, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1] if index else None
    if before is not None and before.kind in ("CONV", "POOL", "MAXPOOL") and token.kind == "DIMS":  # `conv는 3×3`
        said = "conv" if before.kind == "CONV" else "pool"
        return any(name.startswith(said) and token.value == (int(name[-1]),) * 2 for name in names)
    if token.kind != "DIMS" or after is None or not str(after.value).lower().endswith("s"):
        return False
    kind = {"CONV": "conv", "POOL": "pool", "MAXPOOL": "pool"}.get(after.kind)
    return any(kind and name.startswith(kind) and token.value == (int(name[-1]),) * 2 for name in names)


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


def _in_a_row(tokens: list[Token], names: set[str], name: str = "") -> bool:
    """Whether two of the names stand beside each other but for a joint; one of them `name`, if that is given.

    In `conv3 - conv3 - pool2` the pooling, which comes only once, is in the row of the others.
    """
    places = [at for at, token in enumerate(tokens) if token.kind in _NAMES and token.value in names]
    joints = {"HYPHEN", "ARROW", "COMMA", "DASH"}
    return any(
        two - one == 1 or (two - one == 2 and tokens[one + 1].kind in joints)
        for one, two in itertools.pairwise(places)
        if not name or name in (tokens[one].value, tokens[two].value)
    )


def equal_names(tokens: list[Token], source: Source) -> list[Token]:
    """`conv1 = conv2 = conv3: k = 3, s = 3`: so many layers of one kind."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index
        while [one.kind for one in tokens[end + 1 : end + 3]] == ["EQ", tokens[index].kind]:
            end += 2
        kind = _NAMES.get(tokens[index].kind)
        if kind and end > index:
            kept.append(Token("WNUM", (end - index) // 2 + 1, tokens[index].start, tokens[end].start))
            kept.append(tokens[end]._replace(kind=kind))
        else:
            kept += tokens[index : end + 1]
        index = end + 1
    return kept


def named_variables(tokens: list[Token], source: Source) -> list[Token]:
    """`dw = nn.Conv2d(...)`: a name given in code, and used once more in the question, is the layer's name."""
    defined = {
        token.value
        for token, equals, call in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if (token.kind, equals.kind, call.kind) == ("WORD", "EQ", "CALL")
    }
    used = {name for name in defined if sum(token.value == name for token in tokens) > 1}
    return [
        token._replace(kind="LAYERNAME") if token.kind == "WORD" and token.value in used else token for token in tokens
    ]


def is_assigned(lower: str, name: str) -> bool:
    """`self.d1 = nn.ConvTranspose2d(...)`: the name of a layer in code, no dilation."""
    return bool(re.search(rf"(?<![a-z0-9_]){name}\s?=\s?(?:nn|torch|keras|layers|tf|conv)", lower))


_LAYERED = r"(?:conv(?:olution(?:al)?)?s?|layers?|copies|blocks?)(?![a-z])"
_BETWEEN = r"(?:(?:such|identical|equal|stacked|consecutive|of|the|these|\d+\s?x\s?\d+)\s)*"
_KOREAN = r"(?:개의?|층|겹|번|회|단)(?:\s?(?:\d+\s?x\s?\d+\s?)?(?:합성곱|컨볼루션|conv|층|레이어|반복|쌓|연속|이어))?"
_COUNTING = re.compile(
    rf"(?<![a-z0-9_])([nlm])\s{_BETWEEN}{_LAYERED}|(?:stack|chain|row|sequence)\sof\s([nlm])(?![a-z0-9_])|"
    rf"(?:repeated|stacked|applied|chained)\s([nlm])\stimes|range\(([nlm])\)|(?<![a-z0-9_])([nlm]){_KOREAN}|(?:층수|층\s수|깊이)를?\s([nlm])(?![a-z0-9_])"
)


def lettered_depths(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with each later mention of such a letter as the number of layers: `find the smallest n`."""
    found = _COUNTING.search(source.lower)
    if not found:
        return tokens
    letter = next(group for group in found.groups() if group)
    names = (letter, f"{letter}_min", f"{letter}min")
    kept = []
    for token in tokens:
        named = token.kind == "WORD" and str(token.value).lower() in names
        if named and found.start() <= token.start < found.end():
            continue
        kept.append(token._replace(kind="LAYERS") if named else token)
    return kept
