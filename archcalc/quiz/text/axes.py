"""Orders of axes as people write them (`H x W x C`, `channels-first`), and the sizes that they are told of."""

from __future__ import annotations

import re

from archcalc.quiz.text.token import Source, Token, kind_at

_LETTERS = {
    "n": ("n", "b", "batch", "batch size", "배치"),
    "d": ("d", "t", "depth", "frames", "frame", "time", "프레임", "프레임 수", "시간", "깊이"),
    "h": ("h", "height", "rows", "높이", "세로", "행"),
    "w": ("w", "width", "columns", "cols", "너비", "폭", "가로", "열"),
    "c": ("c", "ch", "channels", "channel", "채널", "채널 수"),
    "l": ("l", "length", "steps", "time steps", "timesteps", "길이"),
}
_AXIS = {name: letter for letter, names in _LETTERS.items() for name in names}
_NAME = "(?:" + "|".join(sorted(_AXIS, key=len, reverse=True)) + ")"
_BODY = rf"{_NAME}(?:\s?[x*]\s?{_NAME}){{1,4}}"
_BY = rf"(?:[(\[]\s?{_NAME}(?:\sby\s{_NAME}){{1,4}}\s?[)\]]|(?:{_NAME}\sby\s){{1,3}}channels)"
_SIGNS = re.compile(rf"(?:[(\[]\s?{_BODY}\s?[)\]]|{_BODY}(?![a-z0-9_*]|\s?[-+*/]\s?[a-z0-9(]))")
_OF_OUTPUT = re.compile(rf"출력의\s?{_BODY}")
OF_OUTPUT = "AXES of the output"
"""The kind of an order that is asked of what comes out, until those told beside a size are read."""
_IN_WORDS = re.compile(_BY)
_COMMAS = re.compile(
    rf"[(\[]\s?{_NAME}(?:\s?,\s?{_NAME}){{1,4}}\s?[)\]]|h\s?,\s?w\s?,\s?c(?![a-z0-9])|c\s?,\s?h\s?,\s?w(?![a-z0-9])"
)
_WORDS = re.compile(r"(?<![A-Za-z])(?:NCHW|NHWC|CHW|HWC|NCDHW|NDHWC|CDHW|DHWC)(?![A-Za-z])")
_FIRST = re.compile(r"(?<![a-z])(?:in\s)?channels?[\s_-](first|last)(?![a-z])")
_TO_NUMBER = re.compile(r"\sto\s\d+\s$")
"""`with a 1x1 reduction to 16 channels first`: what comes first, no order of axes."""
ORDERS = frozenset(
    ["hw", "wh", "hwc", "whc", "chw", "cwh", "nchw", "nhwc", "dhw", "dhwc", "cdhw", "ncdhw", "ndhwc", "lc", "cl", "ncl"]
)


def axes(source: Source, position: int) -> Token | None:
    """The order of axes at `position`, one letter an axis."""
    lower = source.lower
    if (
        position
        and lower[position].isalnum()
        and (lower[position - 1].isalnum() and not "가" <= lower[position - 1] <= "힣")
    ):
        return None
    word = _WORDS.match(source.cased, position)
    if word:
        return Token("AXES", word.group().lower(), position, word.end())
    first = _FIRST.match(lower, position)
    if first and not _TO_NUMBER.search(lower[:position]):
        return Token("AXES", "chw" if first.group(1) == "first" else "hwc", position, first.end())
    found = (
        _OF_OUTPUT.match(lower, position)
        or _SIGNS.match(lower, position)
        or _COMMAS.match(lower, position)
        or _IN_WORDS.match(lower, position)
    )
    if not found:
        return None
    order = _order(_named(found.group()), bool(_SOLID.search(lower)))
    kind = OF_OUTPUT if found.group().startswith("출력의") else "AXES"
    return Token(kind, order, position, found.end()) if order else None


_SOLID = re.compile(r"프레임|동영상|클립|비디오|video|clip|frames|voxel|복셀|(?<![a-z0-9])3d")


def _named(text: str) -> list[str]:
    """The names between the signs."""
    return [name.strip() for name in re.split(r"[x*,]|\sby\s", text.removeprefix("출력의").strip("()[] "))]


def _order(names: list[str], solid: bool) -> str:
    """Letters of the axes; the depth of an image, other than that of a clip or a scan, is its channels."""
    letters = [_AXIS[name] for name in names]
    if "c" not in letters and len(letters) == 3 and not solid:
        letters = ["c" if letter == "d" else letter for letter in letters]
    order = "".join(letters)
    return order if order in ORDERS else ""


_NOUNS = ("MAP", "IMAGE", "INPUT", "GRAY", "RGB")


def ordered_by_axes(tokens: list[Token]) -> list[Token]:
    """`3x224x224 (C x H x W)`: a size with the order of its axes; what only names the usual order is left out."""
    kept: list[Token] = []
    for token in _order_behind(tokens):
        if token.kind != "AXES":
            kept.append(token)
            continue
        place = len(kept) - 1
        while place >= 0 and (_stands_between(kept[place]) or (kept[place].kind == "LP" and "d" in token.value)):
            place -= 1
        if place == len(kept) - 1 and kept and kept[place].kind in ("COMMA", "LP"):  # `(3, 8, 8), channels first`
            place -= 1
        sized = kept[place] if place >= 0 else None
        if sized and sized.kind == "DIMS" and len(sized.value) != len(token.value):
            token = token._replace(value=_of_first(tokens, token, len(sized.value)) or token.value)
        if token.value == "chw" and sized and sized.kind == "DIMS" and _cube_beside(tokens, sized):
            continue  # `(depth x height x width)` of a volume
        if not sized or sized.kind not in ("DIMS", "ORDERED") or len(_sizes(sized)) != len(token.value):
            kept.append(token)
        elif sized.kind == "DIMS" and "c" in token.value and ("d" in token.value or not token.value.endswith("c")):
            kept[place] = sized._replace(kind="ORDERED", value=(token.value, sized.value))
    return [token._replace(kind="AXES") if token.kind == OF_OUTPUT else token for token in kept]


def announced(tokens: list[Token]) -> list[Token]:
    """`(C, H, W) = (6, 29, 25)`: the order stands before the sizes."""
    kept = list(tokens)
    for at in range(len(kept) - 3, -1, -1):
        order, equals, sizes = kept[at : at + 3]
        if [order.kind, equals.kind, sizes.kind] == ["AXES", "EQ", "DIMS"] and len(order.value) == len(sizes.value):
            solid = order.value == "chw" and _cube_beside(kept, sizes)
            known = not solid and "c" in order.value and not (order.value.endswith("c") and "d" not in order.value)
            kept[at : at + 3] = [sizes._replace(kind="ORDERED", value=(order.value, sizes.value)) if known else sizes]
    return kept


def _stands_between(token: Token) -> bool:
    """What may stand between a size and its order: `(3, 50) input in channels-first order (channels, length)`."""
    return token.kind in (*_NOUNS, "AXES") or str(token.value).lower() in ("order", "layout", "format")


def _order_behind(tokens: list[Token]) -> list[Token]:
    """`channels-first input (6, 29, 25)`: where the order is told first, it goes behind the size."""
    tokens = list(tokens)
    for index, token in enumerate(tokens):
        ahead = tokens[index + 1 : index + 5]
        place = next((at for at, one in enumerate(ahead) if one.kind == "DIMS"), -1)
        between = {one.kind for one in ahead[: max(place, 0)]}
        told = kind_at(tokens, index - 1) in ("DIMS", "ORDERED") or (index > 1 and tokens[index - 2].kind == "DIMS")
        if token.kind != "AXES" or token.value != "chw" or told or place < 0 or between & _PARTS:
            continue
        sizes = ahead[place].value
        order = _of_first(tokens, token, len(sizes))
        if order:
            tokens[index + 1 + place] = ahead[place]._replace(kind="ORDERED", value=(order, sizes))
            tokens[index] = token._replace(kind="DROP")
    return [token for token in tokens if token.kind != "DROP"]


def _of_first(tokens: list[Token], token: Token, count: int) -> str:
    """The order that `channels first` stands for, by the number of sizes: four are a batch, or a clip."""
    solid = any(
        one.kind in ("D3", "FRAMES")
        or (one.kind in ("CONV", "CALL", "CONVLAYER") and "3d" in str(one.value).lower())
        or (one.kind == "DIMS" and len(one.value) == 3 and len(set(one.value)) == 1)
        for one in tokens
    )
    return {2: "cl", 3: "chw", 4: "cdhw" if solid else "nchw"}.get(count, "") if token.value == "chw" else ""


_PARTS = frozenset({"STOP", "ASK", "NUM", "FILTER", "KSIZE", "CONV", "OUTPUT", "COMPUTE"})


def _cube_beside(tokens: list[Token], sized: Token) -> bool:
    """A kernel `5x5x5` that does not reach through all the depth, or a layer in 3 dimensions: it slides along it."""
    if any(token.kind == "D3" or (token.kind == "CALL" and token.value.axes == 3) for token in tokens):
        return len(sized.value) == 3
    cubes = [token.value for token in tokens if token.kind == "DIMS" and token is not sized and len(token.value) == 3]
    return any(len(set(cube)) == 1 and cube[0] < sized.value[0] for cube in cubes)


def _sizes(token: Token) -> tuple[int, ...]:
    sizes: tuple[int, ...] = token.value[1] if token.kind == "ORDERED" else token.value
    return sizes
