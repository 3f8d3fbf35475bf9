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
    if kind_at(tokens, first - 1) in _LEADING and first:
        return None
    roles: list[tuple[str, int]] = []
    at, kinds = _heads(tokens, first, set())
    if kind_at(tokens, at) == "COLON" and at > first:
        at += 1
        if kind_at(tokens, first - 1, "STOP") not in _BOUNDS:  # `up to the second pooling: 3x3, ...`
            first, kinds = at, set()
    if at == first and kind_at(tokens, at) == "WNUM" and tokens[at].value > 1:
        roles.append(("repeat", at))
        at += 1
    elif at == first and kind_at(tokens, at) == "NUM" and kind_at(tokens, at - 1) in _LISTING:
        roles.append(("filters", at))  # `64 1x1 and 64 3x3 filters`
        at += 1
    if not _is_kernel(tokens, at):
        return None
    roles.append(("kernel", at))
    at, kinds = _heads(tokens, at + 1, kinds)
    at += kind_at(tokens, at) == "FILTER" and roles[0][0] == "filters"
    depth = 0
    while True:
        begin = at
        if kind_at(tokens, at) in _OPENERS:
            depth += tokens[at].kind == "LP"
            at += 1
        taken = _taken(tokens, at, roles, kinds)
        if taken is None:
            if depth and begin != at and kind_at(tokens, begin) == "LP":
                depth -= 1
            at = begin
            break
        at, more = taken
        kinds |= more
        if depth and kind_at(tokens, at) == "RP":
            depth -= 1
            at += 1
    return None if depth else Entry(first, at - 1, tuple(roles), frozenset(kinds))


def _heads(tokens: list[Token], at: int, kinds: set[str]) -> tuple[int, set[str]]:
    """Where the words for the kind of layer end."""
    kinds = set(kinds)
    while kind_at(tokens, at) in _HEADS:
        kinds.add(tokens[at].kind)
        at += 1
    return at, kinds


def _is_kernel(tokens: list[Token], at: int) -> bool:
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind != "DIMS" or len(token.value) != 2:
        return False
    return max(token.value) <= LARGEST_KERNEL and (len(set(token.value)) == 1 or min(token.value) == 1)


def _taken(tokens: list[Token], at: int, roles: list[tuple[str, int]], kinds: set[str]) -> tuple[int, set[str]] | None:
    """Where the next piece of an entry ends and what kinds it adds; its roles are entered. None if there is none."""
    kind, behind = kind_at(tokens, at), kind_at(tokens, at + 1)
    if kind in _MEASURES:
        number = at + 1 + (behind in ("EQ", "COLON"))
        if kind_at(tokens, number) != "NUM" or any(role == _MEASURES[kind] for role, _ in roles):
            return None
        roles.append((_MEASURES[kind], number))
        return number + 1, set()
    if kind == "NUM" and behind in ("GROUP", "GROUPED"):
        roles.append(("groups", at))
        return at + 2, set()
    if kind in ("SAME", "VALID"):
        roles.append(("same" if kind == "SAME" else "nopad", at))
        return at + 1, set()
    if kind in ("DW", "PW") or (kind == "CONV" and kind_at(tokens, at - 1) not in _OPENERS):
        return at + 1, {kind}
    if kind == "REPEAT" or (kind == "WNUM" and tokens[at].value > 1 and behind not in _COUNTED | _UNCOUNTED):
        if any(role == "repeat" for role, _ in roles):
            return None
        roles.append(("repeat", at))
        return at + 1 + (behind in ("LAYER", "CONVLAYER")), set()
    if (kind, behind) in (("BIAS", "EXCL"), ("EXCL", "BIAS"), ("BIAS", "INCL"), ("INCL", "BIAS")):
        return at + 2, set()  # of this layer or of all: brackets tell
    counted = any(role in ("filters", "ch") for role, _ in roles)
    if kinds & {*POOLS, "POOLNAME"} or counted:
        return None
    at += kind in ("FILTER", "NFILT", "COUT") and behind == "NUM"
    if kind_at(tokens, at) != "NUM":
        return None
    found = _channels(tokens, at, "DW" in kinds)
    if found is None:
        return None
    roles += found[0]
    return found[1], set()


def _channels(tokens: list[Token], at: int, depthwise: bool) -> tuple[list[tuple[str, int]], int] | None:
    """`512 → 256`, `64 channels`, `64`: their roles, and where they end."""
    if not isinstance(tokens[at].value, int) or tokens[at].value < 2:  # `one layer`
        return None
    arrow = at + 1 + (kind_at(tokens, at + 1) in ("CH", "CIN"))
    linked = kind_at(tokens, arrow) in ("ARROW", "TO") and kind_at(tokens, arrow + 1) == "NUM"
    roles = [("cin", at), ("filters", arrow + 1)] if linked else [("ch" if depthwise else "filters", at)]
    last = arrow + 1 if linked else at
    noun = kind_at(tokens, last + 1) in _COUNTED
    end = last + 1 + noun
    return (roles, end) if kind_at(tokens, end) not in _OTHERS or _goes_on(tokens, end) else None


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether an arrow leads on to the next layer, or the groups, the stride or the padding of this one follow."""
    kind, behind = kind_at(tokens, at), kind_at(tokens, at + 1)
    if kind == "ARROW":
        return not _is_number(tokens, at + 1)
    if kind == "WNUM":  # `... / 1×1, 512 세 층`, `... 네 가지가 병렬로`
        return behind in ("LAYER", "PARALLEL", "BRANCH", "CONVLAYER")
    return (kind == "NUM" and behind in ("GROUP", "GROUPED")) or (kind in _MEASURES and behind in ("NUM", "EQ"))


def _is_number(tokens: list[Token], at: int) -> bool:
    return kind_at(tokens, at) in ("NUM", "WNUM")
