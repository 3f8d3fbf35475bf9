"""Rows of layers, read entry by entry: `1x1, 64 / 3x3, 64 / 1x1, 256`, `1x1, 512 → 256; 3x3, 256 → 256, 32 groups`.

In a row the place of a number says what it is: behind a kernel stand the channels, a bare number counts what comes out.
A row is only taken where each of its entries is complete, so no number of it is guessed from the one beside it.
"""

from __future__ import annotations

from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.roles.rowcounts import CONVS, Entry, without_common
from archcalc.quiz.roles.sizes import LARGEST_KERNEL
from archcalc.quiz.scene import POOLS, Row, Scene
from archcalc.quiz.text.token import Token, kind_at

FIRST_MATCH = 4_000_000
"""Matches of rows are numbered from here."""
_HEADS = CONVS | set(POOLS) | {"POOLNAME", "CONVNAME", "LAYERNAME"}
_OPENERS = frozenset({"COMMA", "LP", "COLON"})
_COUNTED = frozenset({"CH", "COUT", "FILTER", "NFILT", "MAP", "OUTMAP"})
_OTHERS = frozenset(
    {"NUM", "WNUM", "DIMS", "COUNTED", "STEPPED", "LAYER", "UNITS", "CLASS", "TIMESN", "CIN", "PIXSTEP", "STACK"}
    | {"REPEAT", "INPUT", "IMAGE", "BITS", "EQ", "POWER", "GROUP", "STRIDE", "PAD", "PERCENT", "TO", "ARROW", "SEE"}
)
"""What a bare number in front of it would count, or lead to."""
_UNCOUNTED = frozenset({"BRANCH", "PARALLEL", "STAGE", "BLOCK", "LEVEL", "GROUP", "GROUPED", "DIMS", "UNITS", "CLASS"})
_PASSED = frozenset({"SIDELABEL", "BN", "RELU", "GAP", "FLAT", "ITEM", "FOLLOWS", "BRANCH", "LAYER", "ORD"})
_LEADING = frozenset({"NUM", "WNUM", "FILTER", "NFILT", "KSIZE", "STACK", "STRIDE", "PAD", "SIZE", *_HEADS})
"""What stands in front of a kernel and belongs to it: the entry does not begin here."""
_LISTING = frozenset({"AND", "COMMA", "WORD", "COLON", "LP", "SLASH", "PLUS"})
_BOUNDS = frozenset({"STOP", "ASK", "ITEM", "COMMA", "SLASH", "ARROW", "DASH", "LP", "THEN", "AND", "PLUS", "BRANCH"})
_JOINTS = frozenset({"SLASH", "DASH", "ARROW", "COMMA", "THEN", "AND", "PLUS", "HYPHEN"})
_NAMES = frozenset({"CONVNAME", "POOLNAME", "LAYERNAME", "ITEM", "BRANCH", "ORD"})
_MEASURES = {"STRIDE": "stride", "PAD": "pad", "GROUP": "groups"}


def label_rows(scene: Scene) -> None:
    """Give the numbers of each row of layers the roles that their places say."""
    for row in _rows(scene.tokens):
        convs = [entry for entry in row if not entry.is_pool]
        complete = bool(convs) and all(entry.is_counted for entry in convs)
        bare = 0 < len(convs) < len(row) and not any(entry.is_counted for entry in convs)
        maps = {one.token.start for one in scene.found if one.role in ("in", "out", "joinmap") and one.sure}
        if not (complete or bare) or any(scene.tokens[at].start in maps for entry in row for _, at in entry.roles):
            continue
        row = without_common(scene.tokens, row)
        if complete:
            starts = {scene.tokens[at].start for entry in row for role, at in entry.roles if role == "kernel"}
            scene.rows.append(Row(frozenset(starts), row[0].first, row[-1].last))
        for entry in row:
            match = FIRST_MATCH + entry.first
            scene.replace(
                Found(role, scene.tokens[at], match, entry.first, entry.last, sure=role != "kernel" or not bare)
                for role, at in entry.roles
            )


def _rows(tokens: list[Token]) -> list[list[Entry]]:
    """Entries that follow one another with nothing but joints between them, at least two of them."""
    rows: list[list[Entry]] = []
    at = 0
    while at < len(tokens):
        entry = _entry(tokens, at)
        if entry is None:
            at += 1
            continue
        if rows and _are_joined(tokens, rows[-1][-1], entry):
            rows[-1].append(entry)
        else:
            rows.append([entry])
        at = entry.last + 1
    return [row for row in rows if len(row) > 1]


def _are_joined(tokens: list[Token], before: Entry, entry: Entry) -> bool:
    """Whether only joints and layers without numbers part two entries; a full stop only before a name."""
    between = tokens[before.last + 1 : entry.first]
    named = tokens[entry.first].kind in _NAMES or any(token.kind in _NAMES for token in between)
    for place, token in enumerate(between):
        labels = token.kind == "NUM" and place and between[place - 1].kind in ("BRANCH", "LAYER")
        colon = token.kind == "COLON" and place
        stop = token.kind == "STOP" and (token.value == ";" or named)
        if not (token.kind in _JOINTS | _PASSED or labels or stop or colon):
            return False
    return bool(between)


def _entry(tokens: list[Token], first: int) -> Entry | None:
    """The layer that begins at a place: names, a kernel, channels, and what is measured."""
    if kind_at(tokens, first - 1) in _LEADING:
        return None
    reader = _Reader(tokens, first)
    reader.read_names()
    if reader.kind() == "COLON" and reader.at > first:
        reader.at += 1
        if kind_at(tokens, first - 1, "STOP") not in _BOUNDS:  # `up to the second pooling: 3x3, ...`
            first, reader.kinds = reader.at, set()
    if reader.at == first and reader.kind() == "WNUM" and tokens[first].value > 1:
        reader.take("repeat")
    elif reader.at == first and reader.kind() == "NUM" and reader.kind(-1) in _LISTING:
        reader.take("filters")  # `64 1x1 and 64 3x3 filters`
    if not _is_kernel(tokens, reader.at):
        return None
    reader.take("kernel")
    reader.read_names()
    reader.at += reader.kind() == "FILTER" and reader.roles[0][0] == "filters"
    closed = reader.read_pieces()
    return Entry(first, reader.at - 1, tuple(reader.roles), frozenset(reader.kinds)) if closed else None


def _is_kernel(tokens: list[Token], at: int) -> bool:
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind != "DIMS" or len(token.value) != 2:
        return False
    return max(token.value) <= LARGEST_KERNEL and (len(set(token.value)) == 1 or min(token.value) == 1)


class _Reader:
    """An entry as far as it is read: the place reached, roles of tokens, and the kinds of layer that are named."""

    def __init__(self, tokens: list[Token], at: int) -> None:
        self.tokens = tokens
        self.at = at
        self.roles: list[tuple[str, int]] = []
        self.kinds: set[str] = set()

    def kind(self, ahead: int = 0) -> str:
        """The kind of the token so many places ahead."""
        return kind_at(self.tokens, self.at + ahead)

    def has(self, *roles: str) -> bool:
        return any(role in roles for role, _ in self.roles)

    def take(self, role: str, length: int = 1, number: int = 0) -> bool:
        """Give a role that is still free to the token `number` places ahead, and pass over `length` tokens."""
        if self.has(role):
            return False
        self.roles.append((role, self.at + number))
        self.at += length
        return True

    def read_names(self) -> None:
        """Words for the kind of layer."""
        while self.kind() in _HEADS:
            self.kinds.add(self.kind())
            self.at += 1

    def read_pieces(self) -> bool:
        """All that follows the kernel; whether no bracket is left open."""
        depth = 0
        while True:
            begin, opened = self.at, self.kind() == "LP"
            self.at += self.kind() in _OPENERS
            if not self._read_piece():
                self.at = begin
                return not depth
            depth += opened
            if depth and self.kind() == "RP":
                depth -= 1
                self.at += 1

    def _read_piece(self) -> bool:
        """A measure, a word for the padding or the kind, a count, or the channels; whether there is one."""
        kind, behind = self.kind(), self.kind(1)
        if kind in _MEASURES:
            number = 1 + (behind in ("EQ", "COLON"))
            return self.kind(number) == "NUM" and self.take(_MEASURES[kind], number + 1, number)
        if kind == "NUM" and behind in ("GROUP", "GROUPED"):
            return self.take("groups", 2)
        if kind in ("SAME", "VALID"):
            return self.take("same" if kind == "SAME" else "nopad")
        if kind in ("DW", "PW") or (kind == "CONV" and self.kind(-1) not in _OPENERS):
            self.kinds.add(kind)
            self.at += 1
            return True
        counts = kind == "WNUM" and self.tokens[self.at].value > 1 and behind not in _COUNTED | _UNCOUNTED
        if kind == "REPEAT" or counts:
            return self.take("repeat", 2 if behind in ("LAYER", "CONVLAYER") else 1)
        if {kind, behind} in ({"BIAS", "EXCL"}, {"BIAS", "INCL"}):
            self.at += 2  # of this layer or of all: brackets tell
            return True
        return not self.kinds & {*POOLS, "POOLNAME"} and not self.has("filters", "ch") and self._read_channels()

    def _read_channels(self) -> bool:
        """`512 → 256`, `64 channels`, `64`."""
        at = self.at + (self.kind() in ("FILTER", "NFILT", "COUT"))
        count = self.tokens[at].value if kind_at(self.tokens, at) == "NUM" else None
        if not isinstance(count, int) or count < 2:  # `one layer`
            return False
        arrow = at + 1 + (kind_at(self.tokens, at + 1) in ("CH", "CIN"))
        linked = kind_at(self.tokens, arrow) in ("ARROW", "TO") and kind_at(self.tokens, arrow + 1) == "NUM"
        last = arrow + 1 if linked else at
        end = last + 1 + (kind_at(self.tokens, last + 1) in _COUNTED)
        if kind_at(self.tokens, end) in _OTHERS and not _goes_on(self.tokens, end):
            return False
        alone = "ch" if "DW" in self.kinds else "filters"
        self.roles += [("cin", at), ("filters", last)] if linked else [(alone, at)]
        self.at = end
        return True


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether an arrow leads on to the next layer, or the groups, the stride or the padding of this one follow."""
    kind, behind = kind_at(tokens, at), kind_at(tokens, at + 1)
    if kind == "ARROW":
        return behind not in ("NUM", "WNUM")
    if kind == "WNUM":  # `... / 1×1, 512 세 층`, `... 네 가지가 병렬로`
        return behind in ("LAYER", "PARALLEL", "BRANCH", "CONVLAYER")
    return (kind == "NUM" and behind in ("GROUP", "GROUPED")) or (kind in _MEASURES and behind in ("NUM", "EQ"))
