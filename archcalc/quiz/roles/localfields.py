"""Maps that look at an input through small windows: `eight 28x28 maps see a 32x32 image through 5x5 receptive fields`.

Questions on connections and on weight sharing describe a convolution without its words. Its sizes tell which is which:
the largest enters, the smallest is the window, and the one between them must be what comes out.
"""

from __future__ import annotations

from archcalc.formula import window_output
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.text.stretches import STOPS, kinds_among, stretch
from archcalc.quiz.text.token import Token, kind_at

Sizes = tuple[int, ...]
_TOPICS = ("SHARED", "UNSHARED", "SHARERS", "CONNECTIONS", "LOCALRF")
_OTHERS = ("CALL", "ARROW", "MATRIX", "VECTOR", "STEPPED", "CHAIN", "VERSUS", "DW", "DWSEP", "GROUP", *POOLS)
_ENTERING = frozenset({"IMAGE", "INPUT", "GRAY", "RGB"})
_LEAVING = frozenset({"UNITS", "OUTPUT", "OUTMAP"})
_MATCH = 40_000
LARGEST_WINDOW = 15


def label_local(scene: Scene) -> None:
    """Give sizes and the number of maps their roles."""
    if not scene.has(*_TOPICS) or scene.has(*_OTHERS) or {"subsampled", "tabled"} & set(scene.numbers):
        return
    tokens = [token for token in scene.tokens if token.kind == "DIMS"]
    sizes = sorted({token.value[:2] for token in tokens}, key=lambda one: (-one[0], one))
    if len(sizes) == 3:
        roles = _of_three(scene, sizes)
    elif len(sizes) == 2 and max(sizes[1]) <= LARGEST_WINDOW:
        leaving = not scene.roles("filters") and _leaves(scene, tokens, sizes[0])
        roles = {sizes[0]: "out" if leaving else "in", sizes[1]: "kernel"}
    else:
        return
    if roles:
        _relabel(scene, tokens, roles)
        _count_maps(scene)


def _of_three(scene: Scene, sizes: list[Sizes]) -> dict[Sizes, str]:
    """The roles of three sizes, if one follows from the other two."""
    stride, pad = _number(scene, "stride", 1), _number(scene, "pad", 0)
    for window, out in ((sizes[2], sizes[1]), (sizes[1], sizes[2])):
        if window[0] > sizes[0][0]:
            continue
        wanted = [window_output(size, 2 * pad, k, stride, 1) for size, k in zip(sizes[0], window, strict=True)]
        if stride > 0 and list(out) == wanted:
            return {sizes[0]: "in", window: "kernel", out: "out"}
    return {}


def _number(scene: Scene, role: str, otherwise: int) -> int:
    values = {one.token.value for one in scene.roles(role) if isinstance(one.token.value, int)}
    return values.pop() if len(values) == 1 else otherwise


def _leaves(scene: Scene, tokens: list[Token], size: Sizes) -> bool:
    """`6 maps of 28x28 units`, `28×28 특징맵이 6개`: counted maps are what comes out."""
    for token in tokens:
        index = scene.place(token)
        if token.value[:2] != size or _enters(scene, index):
            continue
        behind = kind_at(scene.tokens, index + 1)
        if behind in _LEAVING and not scene.word(index + 1).startswith(("input", "입력")):
            scene.one_map = behind == "UNITS" and len(token.value) == 2
            return True  # `24x24 hidden neurons, each connected to a 5x5 region`
        around = scene.tokens[max(0, index - 2) : index + 3]
        counted = any(one.kind in ("NUM", "WNUM") and one.value != 1 for one in around)
        if len(token.value) == 2 and kinds_among(around) & (_LEAVING | {"MAP"}) and counted:
            return True
    return False


def _enters(scene: Scene, index: int) -> bool:
    """Whether a word for the input stands in the clause of a size: `6장의 14×14 맵 전부를 입력으로`."""
    clause = stretch(scene.tokens, index, STOPS | {"DIMS", "COMMA"})
    return bool(kinds_among(scene.tokens[clause.start : clause.stop]) & _ENTERING)


def _relabel(scene: Scene, tokens: list[Token], roles: dict[Sizes, str]) -> None:
    new: list[Found] = []
    for token in tokens:
        role = roles[token.value[:2]]
        repeated = any(one.role == role for one in new)
        new.append(scene.alone("skip" if repeated else role, token, _MATCH))
    scene.replace(new)


def _count_maps(scene: Scene) -> None:
    """The number beside `maps`, of the output where one is described: filters of the layer."""
    counted = [one for one in scene.found if one.role == "maps"]
    if len(counted) != 1 or scene.roles("filters"):
        return
    one = counted[0]
    beside = scene.kinds_of(one) & _ENTERING
    if not beside:
        scene.found[scene.found.index(one)] = one._replace(role="filters", match=_MATCH)
