"""What a question says, put together: the input, the layers with their attributes, what is stated of the output.

Numbers that found no place are kept in `unplaced`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from archcalc.quiz.answers import contradiction
from archcalc.quiz.layers import Layer
from archcalc.quiz.options import Option
from archcalc.quiz.roles.patterns import Found, in_order
from archcalc.quiz.text.edits import Edit
from archcalc.quiz.text.hangul import is_korean
from archcalc.quiz.text.stretches import kinds_among
from archcalc.quiz.text.token import Token

if TYPE_CHECKING:
    from archcalc.quiz.sentences import Sentence

NUMERIC = frozenset(
    {"NUM", "WNUM", "DIMS", "COUNTED", "STEPPED", "CHAIN", "REPEAT", "ATTACHED", "BADNUM", "BADCODE", "ORDERED"}
)


POOLS = ("MAXPOOL", "AVGPOOL", "POOL", "POOLNAME")
"""Kinds of tokens that name a pooling."""


_ALONE = 1_000_000
"""Matches of single tokens are numbered from here."""


class Row(NamedTuple):
    """A row of layers told entry by entry: where their kernels stand in the text, and the places of its tokens."""

    starts: frozenset[int]
    first: int
    last: int


class Scene:
    """A question as it was read."""

    def __init__(
        self,
        text: str,
        body: str,
        options: list[Option],
        tokens: list[Token],
        changes: Mapping[int, str] | None = None,
        edits: tuple[Edit, ...] = (),
    ) -> None:
        self.text = text
        self.body = body  # without the options
        self.options = options
        self.tokens = tokens
        self._places = {token.start: place for place, token in enumerate(tokens)}
        self.changes = changes or {}  # roles of tokens, by their start, that are read otherwise than at first
        self.edits = edits  # changes of single layers, taken out of the body
        self.language = "ko" if is_korean(text) else "en"
        self.kinds = frozenset(token.kind for token in tokens)
        self.found: list[Found] = []
        self.axes = 2
        self.input: tuple[int, ...] | None = None
        self.channels: int | None = None
        self.batch: int | None = None
        self.layout = "HWC"
        self.full_shape = False  # the input was written with its channels
        self.one_channel = False  # assumed, as nothing is said of channels
        self.one_map = False  # `24x24 hidden neurons`, of which nothing is said that there are more maps of them
        self.one_filter = False  # `a 5x5x3 filter`: not counted, and so a single one
        self.layers: list[Layer] = []
        self.out_sizes: tuple[int, ...] | None = None
        self.out_channels: int | None = None
        self.rows: list[Row] = []  # complete rows of layers
        self.numbers: dict[str, Any] = {}
        self.unplaced: list[Token] = []
        self.stated: set[int] = set()  # places of tokens that state a total: nothing is asked there
        self.asking: tuple[list[Token], list[Sentence]] | None = None  # kept by `sentences.asking`

    def enter(self, found: Iterable[Found]) -> None:
        """Add roles, in the order of the text."""
        self.found = in_order([*self.found, *found])

    def replace(self, found: Iterable[Found]) -> None:
        """Give tokens these roles, in place of those that they had."""
        new = list(found)
        starts = {one.token.start for one in new}
        self.found = [one for one in self.found if one.token.start not in starts]
        self.enter(new)

    def alone(self, role: str, token: Token, match: int = 0, sure: bool = True) -> Found:
        """A role that a token gets by itself, from no pattern; without a number the match is one of its own."""
        place = self.place(token)
        return Found(role, token, match or _ALONE + place, place, place, sure)

    def label(self, role: str, tokens: Iterable[Token]) -> None:
        """Give tokens a role, each by itself, in place of those that they had."""
        self.replace(self.alone(role, token) for token in tokens)

    def rename(self, found: Iterable[Found], role: str) -> None:
        """Give what was found another role, with all else as it is."""
        meant = list(found)
        self.found = [one._replace(role=role) if one in meant else one for one in self.found]

    def place(self, token: Token) -> int:
        """Where a token, or one that has taken its place, stands among the others."""
        return self._places[token.start]

    def kinds_of(self, one: Found) -> frozenset[str]:
        """The kinds of the tokens that a match covers."""
        return kinds_among(self.tokens[one.first : one.last + 1])

    def covered(self) -> set[int]:
        """Places of the tokens that the matches of patterns cover."""
        return {place for one in self.found for place in range(one.first, one.last + 1)}

    def has(self, *kinds: str) -> bool:
        """Whether a concept is mentioned."""
        return any(kind in self.kinds for kind in kinds)

    def words(self, first: int, last: int) -> str:
        """The text from one token to another."""
        return self.body[self.tokens[first].start : self.tokens[last].end]

    def word(self, at: int) -> str:
        """What the token at a place says, in lower case; empty beyond the ends of the text."""
        return str(self.tokens[at].value).lower() if 0 <= at < len(self.tokens) else ""

    def kinds_in(self, first: int, last: int) -> list[str]:
        """The kinds of the tokens from one place to another, as far as the text goes."""
        return [token.kind for token in self.tokens[max(0, first) : max(0, last + 1)]]

    def before(self, at: int) -> str:
        """The text in front of a token, in lower case."""
        return self.body[: self.tokens[at].start].lower()

    def behind(self, at: int) -> str:
        """The text behind a token, in lower case."""
        return self.body[self.tokens[at].end :].lower()

    @property
    def convs(self) -> list[Layer]:
        """The convolutions among the layers."""
        return [layer for layer in self.layers if layer.is_conv]

    @property
    def dense(self) -> list[Layer]:
        """The fully connected layers among them."""
        return [layer for layer in self.layers if layer.kind == "fc"]

    def roles(self, role: str) -> list[Found]:
        return [one for one in self.found if one.role == role]


def same_or_refuse(known: Any, new: Any, english: str, korean: str) -> Any:
    """Two statements of one thing must agree."""
    if known is not None and known != new:
        raise contradiction(f"{english}: {known} and {new}", f"{korean}: {known}, {new}")
    return new
