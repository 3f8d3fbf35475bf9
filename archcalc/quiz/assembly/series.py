"""Several values in a row, one for each layer: `64, 128 and 256 feature maps`, `strides 1, 2 and 2`."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.quiz.answers import contradiction
from archcalc.quiz.assembly.anchor import Anchor, convs_of, pools_of, split
from archcalc.quiz.assembly.attributes import set_attribute
from archcalc.quiz.layers import Layer
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_at
from archcalc.quiz.text.stretches import past
from archcalc.quiz.text.token import Token, kind_at

_BETWEEN = frozenset({"COMMA", "AND", "SLASH", "THEN", "ARROW", "TO", "DASH"})
_PASSED = frozenset({"THEN", "EACH", "ALL", "EQ", "COLON", "LP", "SIZE"})
_BEFORE = {
    "NFILT": "filters",
    "COUT": "filters",
    "CH": "filters",
    "FILTER": "filters",
    "STRIDE": "stride",
    "KSIZE": "kernel",
    "PAD": "pad",
    "DIL": "dil",
    "UNITS": "units",
    "FC": "units",
    "OUTMAP": "filters",
}
_BEHIND = {
    "FILTER": "filters",
    "NFILT": "filters",
    "MAP": "filters",
    "OUTMAP": "filters",
    "COUT": "filters",
    "CH": "filters",
    "STRIDE": "stride",
    "UNITS": "units",
    "UNITSOUT": "units",
    "FC": "units",
}


class Series(NamedTuple):
    """Values in a row: the role they share, and the tokens they are."""

    role: str
    tokens: tuple[Token, ...]
    linked: bool  # by arrows: `3 → 64 → 128`
    headed: bool = False  # each surely of its own layer: `Conv 8 → Conv 16 → Conv 32`, `dilations 1, 2 and 4`

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(token.value for token in self.tokens)


def find_series(scene: Scene) -> list[Series]:
    """Rows of numbers of which no pattern knew all; their single roles give way to the common one."""
    known = {one.token.start for one in scene.found}
    found = _headed(scene, known)
    for begin, end in _runs(scene.tokens):
        first, last = _behind_window(scene.tokens, begin, end), _before_groups(scene.tokens, end)
        if last <= first:
            continue
        numbers = tuple(token for token in scene.tokens[first : last + 1] if token.kind == "NUM")
        role = _role(scene, first, last)
        chain = len(numbers) > 2 and all(token.kind in ("NUM", "ARROW") for token in scene.tokens[first : last + 1])
        if chain and not role and scene.has("CONV", "CONVLAYER") and not scene.has("FC", "UNITS", "SIDE", "SIZE"):
            role = "filters"  # `3 → 8 → 16 → 32`
        if role and (chain or any(token.start not in known for token in numbers) or _are_widths(scene, role, numbers)):
            linked = any(token.kind in ("ARROW", "TO") for token in scene.tokens[first:last])
            found.append(Series(role, numbers, linked))
            starts = {token.start for token in numbers}
            scene.found = [one for one in scene.found if one.token.start not in starts]
            scene.found += [Found("series", token, -3, first, last) for token in numbers]  # shown behind all else
    dilations = tuple(one.token for one in scene.roles("dils"))
    if dilations:
        found.append(Series("dil", dilations, linked=False, headed=True))
    return found


_MANY_LAYERS = 8


def _are_widths(scene: Scene, role: str, numbers: tuple[Token, ...]) -> bool:
    """`필터 10개짜리와 20개짜리 5×5 합성곱층`: the last number counts filters as well, and no layers."""
    counts = {one.token.start for one in scene.roles("repeat") if one.token.kind == "NUM"}
    last = numbers[-1]
    return role == "filters" and last.start in counts and int(last.value) >= _MANY_LAYERS


_HEADS = frozenset({"CONV", "CONVLAYER"})


def _headed(scene: Scene, known: set[int]) -> list[Series]:
    """`Conv 8 → Conv 16 → Conv 32 (all 3×3)`: widths that each stand behind a layer's name, and nothing else there."""
    tokens = scene.tokens
    heads = [at for at in range(len(tokens) - 1) if tokens[at].kind in _HEADS and tokens[at + 1].kind == "NUM"]
    listed = [at for at in heads if tokens[at + 1].start not in known and _ends_entry(tokens, at + 2)]
    rows = [at for at in listed if {at - 3, at + 3} & set(listed) and isinstance(tokens[at + 1].value, int)]
    if len(rows) < 2 or rows != list(range(rows[0], rows[-1] + 1, 3)):
        return []
    numbers = tuple(tokens[at + 1] for at in rows)
    scene.found += [Found("series", token, -3, rows[0], rows[-1] + 1) for token in numbers]
    return [Series("filters", numbers, linked=False, headed=True)]


def _ends_entry(tokens: list[Token], at: int) -> bool:
    return kind_at(tokens, at, "STOP") in _BETWEEN | {"STOP", "LP", "ASK"}


def _behind_window(tokens: list[Token], first: int, last: int) -> int:
    """Where the row begins: in `padding 1, with 32, 64 and 128 filters` behind the number of the padding."""
    before = kind_at(tokens, first - 1)
    counted = last + 1 < len(tokens) and _BEHIND.get(tokens[last + 1].kind) == "filters"
    return first + 2 if before in ("PAD", "STRIDE") and counted and last - first > 3 else first


def _before_groups(tokens: list[Token], last: int) -> int:
    """Where the row ends: in `128→128 in 32 groups` before the number of groups."""
    return last - 1 if kind_at(tokens, last + 1) in ("GROUP", "GROUPED") else last


def _runs(tokens: list[Token]) -> list[tuple[int, int]]:
    """First and last index of each row of at least two numbers with nothing but joints between them."""
    runs: list[list[int]] = [[]]
    for index, token in enumerate(tokens):
        if token.kind == "NUM" and isinstance(token.value, int):
            if runs[-1][-1:] == [index - 1] and token.start - tokens[index - 1].end > 1:
                runs.append([])  # not `16 32 64`, but `with stride 1 is 21`
            runs[-1].append(index)
        elif token.kind not in _BETWEEN:
            runs.append([])
    return [(run[0], run[-1]) for run in runs if len(run) > 1]


def _role(scene: Scene, first: int, last: int) -> str:
    tokens = scene.tokens
    before = kind_at(tokens, past(tokens, first - 1, _PASSED | {"ORD", "LAYER"}, -1))
    role = _BEFORE.get(before, "")
    after = _BEHIND.get(kind_at(tokens, past(tokens, last + 1, _PASSED)), "")
    if (
        not role and not after and any(one in scene.body[tokens[last].start : tokens[last].end] for one in "개장")
    ):  # `필터 3×3, 각각 16, 32, 64개`, `특징 맵은 16, 32, 64장`
        near = set(scene.kinds_in(first - 5, first - 1))
        return "filters" if before == "MAP" or ("FILTER" in near and not near & {"STOP", "ASK", "RP"}) else ""
    return role if role and not (role == "filters" and after == "units") else after


def spread_series(scene: Scene, anchors: list[Anchor], series: list[Series]) -> None:
    """Give each layer its value; one layer that is repeated becomes as many."""
    for one in series:
        if one.role == "units":
            _spread_units(anchors, one)
        else:
            _spread(scene, anchors, one)


def _spread(scene: Scene, anchors: list[Anchor], series: Series) -> None:
    values = series.values
    meant = convs_of(anchors)
    if series.role == "stride" and not meant:
        meant = pools_of(anchors)
    meant = _of_its_sentence(scene, meant, series)
    count = sum(anchor.layer.repeat for anchor in meant)
    if series.linked and series.role == "filters" and len(values) > 2 and len(values) == count + 1:
        meant[0].layer.cin = values[0]
        values = values[1:]
    counted = count > 1 or len(values) in [one.token.value for one in scene.roles("repeat")]
    said = counted or series.headed or scene.has("CONVLAYER", "LAYER", "STACK", "FOLLOWS") or _are_several(scene, meant)
    if len(meant) == 1 and count in (1, len(values)) and said:
        meant = split(anchors, meant[0], len(values))
    if len(meant) != len(values) or any(anchor.layer.repeat > 1 for anchor in meant):
        raise contradiction(
            f"{len(values)} values ({', '.join(map(str, values))}) for {count} layers",
            f"값은 {len(values)}개({', '.join(map(str, values))})인데 층은 {count}개",
        )
    for anchor, value in zip(meant, values, strict=True):
        if series.role == "kernel":
            anchor.layer.kernel = (value,) * scene.axes
        else:
            set_attribute(scene, anchor.layer, series.role, value)


def _of_its_sentence(scene: Scene, meant: list[Anchor], series: Series) -> list[Anchor]:
    """`a bottleneck 256→64→64→256 of 1×1, 3×3 and 1×1 kernels, against one plain 3×3`: the layers told with it."""
    if not series.linked or len(series.values) < 3 or len(meant) <= len(series.values) - 1:
        return meant
    sentence = sentence_at(scene.tokens, scene.place(series.tokens[0]))
    beside = [anchor for anchor in meant if sentence.first <= anchor.index <= sentence.last]
    return beside if len(beside) == len(series.values) - 1 else meant


def _are_several(scene: Scene, meant: list[Anchor]) -> bool:
    """`3x3 convolutions with 16, 32 and 64 filters`: the plural speaks of as many."""
    convs = [at for one in meant for at in range(one.first, one.last + 1) if scene.tokens[at].kind == "CONV"]
    return any(scene.word(at).endswith(("convs", "convolutions")) for at in convs)


def _spread_units(anchors: list[Anchor], series: Series) -> None:
    """Fully connected layers of these widths; linked by arrows, the first number is the input."""
    values = series.values
    dense = [anchor for anchor in anchors if anchor.layer.kind == "fc" and anchor.layer.cout is None]
    place = anchors.index(dense[0]) if dense else len(anchors)
    start = series.tokens[0].start
    made = []
    linked = series.linked and not any(anchor.layer.is_conv for anchor in anchors)
    for number, value in enumerate(values[1:] if linked else values):
        layer = Layer("fc", start)
        layer.cin = values[0] if linked and number == 0 else None
        layer.cout = value
        made.append(Anchor(layer))
    anchors[place : place + len(dense[:1])] = made
