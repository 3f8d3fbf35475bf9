"""What a question says, put together: the input, the layers with their attributes, what is stated of the output.

Stage three of the reader: tokens -> roles -> scene. Numbers that found no place are kept in `unplaced`.
"""

from __future__ import annotations

from typing import Any

from archcalc.quiz.answers import contradiction
from archcalc.quiz.layers import Layer
from archcalc.quiz.options import Option, cut_options
from archcalc.quiz.patterns import Found, find_roles
from archcalc.quiz.token import Token
from archcalc.quiz.tokens import tokenize
from archcalc.quiz.unfold import unfolded

NUMERIC = frozenset(
    {"NUM", "WNUM", "DIMS", "COUNTED", "STEPPED", "CHAIN", "REPEAT", "ATTACHED", "BADNUM", "BADCODE", "ORDERED"}
)


POOLS = ("MAXPOOL", "AVGPOOL", "POOL", "POOLNAME")
"""Kinds of tokens that name a pooling."""


class Scene:
    """A question as it was read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.language = "ko" if any("가" <= letter <= "힣" for letter in text) else "en"
        body, self.options = cut_options(unfolded(text))
        self.body: str = body
        self.tokens: list[Token] = tokenize(body)
        self.found: list[Found] = []
        self.axes = 2
        self.input: tuple[int, ...] | None = None
        self.channels: int | None = None
        self.batch: int | None = None
        self.layout = "HWC"
        self.full_shape = False  # the input was written with its channels
        self.layers: list[Layer] = []
        self.out_sizes: tuple[int, ...] | None = None
        self.out_channels: int | None = None
        self.numbers: dict[str, Any] = {}
        self.unplaced: list[Token] = []
        self.stated: set[int] = set()  # places of tokens that state a total: nothing is asked there
        self.kinds: frozenset[str] = frozenset()
        self.choices: list[Option] = self.options

    def has(self, *kinds: str) -> bool:
        """Whether a concept is mentioned."""
        return any(kind in self.kinds for kind in kinds)

    def words(self, found: Found) -> str:
        """The words that a match of a pattern covers."""
        return self.body[self.tokens[found.first].start : self.tokens[found.last].end]

    def roles(self, role: str) -> list[Found]:
        return [one for one in self.found if one.role == role]

    def is_network(self) -> bool:
        """Whether the layers stand one behind the other, rather than side by side for comparison."""
        return len(self.layers) > 1 or any(layer.repeat > 1 for layer in self.layers)


def read_scene(text: str) -> Scene:
    """Read a question.

    Raises:
        Refused: what it says cannot be true together.
    """
    from archcalc.quiz.assemble import assemble

    scene = Scene(text)
    scene.tokens = [_ordered(scene.tokens, index) for index in range(len(scene.tokens))]
    scene.tokens = [token for token in scene.tokens if token.kind != "ORDER"]
    scene.tokens = _with_rows_joined(_without_notes(scene.tokens), scene.body)
    scene.kinds = frozenset(token.kind for token in scene.tokens)
    scene.axes = 3 if scene.has("D3") else 1 if scene.has("D1") and not scene.has("FLAT") else 2
    words = {str(token.value).lower() for token in scene.tokens if token.kind in ("CONV", "TRANS")}
    scene.axes = (
        3 if words & {"conv3d", "convtranspose3d"} else 1 if words & {"conv1d", "convtranspose1d"} else scene.axes
    )
    scene.found = find_roles(scene.tokens)
    assemble(scene)
    return scene


def _without_notes(tokens: list[Token]) -> list[Token]:
    """Without brackets that only explain a notation: `(64@3x3 means 64 filters of 3x3)`."""
    seen: set[object] = set()
    kept: list[Token] = []
    skipping = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind == "LP" and following and following.kind == "COUNTED" and following.value in seen:
            skipping = True
        if token.kind == "COUNTED":
            seen.add(token.value)
        if not skipping:
            kept.append(token)
        skipping = skipping and token.kind != "RP"
    return kept


_LOSSES = frozenset({"MSE", "CE", "SSE", "SOFTMAX", "TARGET", "PRED", "LOGITS"})


def _with_rows_joined(tokens: list[Token], text: str) -> list[Token]:
    """`rows [1, 2], [3, 4]`: vectors of one length beside each other are the rows of a matrix."""
    kinds = {token.kind for token in tokens}
    if kinds & _LOSSES:
        return tokens
    tokens = [_row_of(tokens, index, text) for index in range(len(tokens))]
    if not any(token.kind == "VECTOR" for token in tokens):
        return tokens
    joined: list[Token] = []
    for token in tokens:
        row = token.kind == "VECTOR"
        last = joined[-1] if joined else None
        before = joined[-2] if len(joined) > 1 else None
        if row and last and last.kind == "MATRIX" and len(last.value[0]) == len(token.value):
            joined[-1] = last._replace(value=[*last.value, token.value], end=token.end)
        elif (
            row
            and last
            and before
            and last.kind in ("COMMA", "AND", "STOP", "SLASH")
            and before.kind == "MATRIX"
            and (len(before.value[0]) == len(token.value) and (last.kind != "AND" or len(before.value) > 1))
        ):
            joined[-2:] = [before._replace(value=[*before.value, token.value], end=token.end)]
        elif row:
            joined.append(token._replace(kind="MATRIX", value=[token.value]))
        else:
            joined.append(token)
    return joined


def _row_of(tokens: list[Token], index: int, text: str) -> Token:
    """`(1,2,3,4), (5,6,7,8)`: sizes in brackets beside each other are rows."""
    token = tokens[index]
    beside = [tokens[at] for at in (index - 2, index + 2) if 0 <= at < len(tokens)]
    is_tuple = token.kind == "DIMS" and text[token.start] == "("
    if (
        is_tuple
        and len(token.value) > 2
        and any(one.kind == "DIMS" and len(one.value) == len(token.value) for one in beside)
    ) and any(tokens[at].kind == "COMMA" for at in (index - 1, index + 1) if 0 <= at < len(tokens)):
        return token._replace(kind="VECTOR", value=list(token.value))
    return token


def _ordered(tokens: list[Token], index: int) -> Token:
    """`c x h x w = 240x28x28`: the sizes after an order of axes."""
    token = tokens[index]
    if token.kind == "DIMS" and index and tokens[index - 1].kind == "ORDER":
        return token._replace(kind="ORDERED", value=(tokens[index - 1].value, token.value))
    return token


def same_or_refuse(known: Any, new: Any, english: str, korean: str) -> Any:
    """Two statements of one thing must agree."""
    if known is not None and known != new:
        raise contradiction(f"{english}: {known} and {new}", f"{korean}: {known}, {new}")
    return new
