"""Which comparison a question makes, if any."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from archcalc.quiz.answers import not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.designs import designs
from archcalc.quiz.problems.compare.grouped import grouped, is_per_group
from archcalc.quiz.problems.compare.halves import two_stages
from archcalc.quiz.problems.compare.heads import are_heads, heads
from archcalc.quiz.problems.compare.parting import is_lettered, parted
from archcalc.quiz.problems.compare.relation import is_difference
from archcalc.quiz.problems.compare.separable import depthwise_separable, is_separable
from archcalc.quiz.problems.compare.sides import is_denied_besides
from archcalc.quiz.problems.compare.sidewords import sides_at
from archcalc.quiz.problems.compare.spatial import PER_PIXEL, is_thin, spatial
from archcalc.quiz.problems.network import is_chain, is_depthwise_chain
from archcalc.quiz.quantities import COSTS, RELATIONS, Ask, kinds_of
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.stretches import kinds_among, outside
from archcalc.quiz.text.token import kind_at

Topic = Callable[[Scene], Comparison]


def _is_one_network(scene: Scene) -> bool:
    """`Conv A ... Then 2x2 max pooling ... Conv B ... MACs of both in total`: the letters name layers."""
    return scene.has("TOTAL") and scene.has(*POOLS) and scene.input is not None


def topic_of_comparison(scene: Scene, asks: list[Ask]) -> Topic | None:
    """The maker of the two networks; None for a question about one network."""
    kinds = kinds_of(asks)
    if not kinds & (COSTS | RELATIONS):
        return None
    if _is_summed(scene, asks):
        return None
    convs = scene.convs
    kernels = {layer.kernel for layer in convs if layer.kernel}
    compares = _compares(scene, asks)
    related = bool(kinds & RELATIONS) or any(is_difference(scene, a) for a in asks if a.kind in COSTS)
    if compares and are_heads(scene) and (related or _asks_of_both(scene)):
        return heads
    if sum(1 for kernel in kernels if is_thin(kernel)) >= 2 and (not scene.has("CALL") or scene.has("BEFOREAFTER")):
        of_one = scene.has("ONEOUT") or PER_PIXEL.search(scene.body.lower())
        return spatial if compares or (of_one and len(kernels) == 3) else None
    split = [token.value.kind == "separable" for token in scene.tokens if token.kind == "CALL"]
    if split == [False, True] and is_lettered(scene):
        return depthwise_separable
    if any(split) and is_lettered(scene):
        raise not_understood("which of the designs is meant", "어느 설계를 뜻하는지")
    halves = len(convs) == 2 and convs[0].depthwise and convs[1].kernel == (1, 1)
    if halves and scene.has("STANDARD") and is_lettered(scene):
        return depthwise_separable  # `(a) the plain convolution (b) a 7x7 one per channel and a 1x1`
    if is_lettered(scene) and not scene.has("DWSEP") and not (_is_one_network(scene) and not related):
        return designs
    if (
        _is_told_in_turn(scene, convs, related)
        or _is_one_block(scene, convs, related)
        or (not related and _are_counted(scene, convs))
    ):
        return None
    if any(layer.branch or layer.kind == "join" for layer in scene.layers):
        return None  # layers side by side in one network are no alternatives
    called = any(token.kind == "CALL" and token.value.kind == "separable" for token in scene.tokens)
    if called or scene.has("DWSEP") or (is_separable(scene) and (compares or len(convs) <= 2)):
        return depthwise_separable
    if halves and (compares or two_stages(scene)):
        return depthwise_separable
    per_group = any(is_per_group(scene, ask) for ask in asks)
    if len(convs) == 1 and (convs[0].groups or 1) > 1 and (compares or per_group) and not _is_called_grouped(scene):
        return grouped
    if is_chain(convs) and scene.has("BN") and not related and not scene.has("STANDARD", "VERSUS", "COMPARE", "OR"):
        return None  # the layers of one block
    if scene.has("CALL") and is_depthwise_chain(convs) and not scene.has("STANDARD", "VERSUS", "COMPARE"):
        return None  # the two halves of one separable convolution
    if (
        scene.has("FOLLOWS")
        and not scene.has("STANDARD", "VERSUS", "COMPARE", "CHANGE", "OR", "BEFOREAFTER")
        and not related
    ):
        return None  # one layer behind the other, each asked for
    if len(convs) < 2 or not (compares or _is_broken(convs) or _side_by_side(scene)):
        return None
    narrowed = (1, 1) in kernels and len(kernels) == 2 and len(convs) <= 4
    if narrowed and (parted(scene) is not None or related or scene.has(*_COMPARING)):
        return designs
    return designs if _are_alternatives(scene, related) else None


def _is_summed(scene: Scene, asks: list[Ask]) -> bool:
    """`A의 파라미터 수와 B의 파라미터 수의 합은`: one number of both."""
    behind = kind_at(scene.tokens, asks[-1].place + 1, "STOP")
    named = scene.has("VERSUS", "COMPARE", "RATIO", "PERCENT", "STANDARD", "DWSEP", "DW", "EACH", "LABELLED")
    twice = sum(token.kind == asks[-1].kind for token in scene.tokens) > 1
    return len(asks) == 1 and twice and scene.language == "ko" and behind == "TOTAL" and not named


def _asks_of_both(scene: Scene) -> bool:
    """Whether what asks names the designs, or both of them: `with flattening, and with pooling`, `before and after`."""
    named = {"GAP", "FLAT", "EACH", "BEFOREAFTER", "COMPARE", "CHANGE"}
    return any(token.kind in named for one in asking(scene) for token in scene.tokens[one.first : one.last + 1])


_COMPARING = ("VERSUS", "STANDARD", "COMPARE", "BEFOREAFTER", "OR", "BOTTLENECK", "CHANGE", "BEFORE")


def _is_told_in_turn(scene: Scene, convs: list[Layer], related: bool) -> bool:
    """`1x1 conv 256→64 then 3x3 64→64`, `- BN - ReLU -` between: each layer takes what the one before it gives."""
    told = len(convs) > 1 and all(None not in (layer.cin, layer.cout) for layer in convs)
    chained = told and all(one.cout == two.cin for one, two in pairwise(convs))
    alternatives = related or scene.has("VERSUS", "STANDARD", "COMPARE", "BEFOREAFTER", "OR", "CHANGE", "BEFORE")
    between = any(layer.kind == "bn" or layer.is_pool for layer in scene.layers)
    return chained and (scene.has("THEN") or between) and not alternatives


def _is_one_block(scene: Scene, convs: list[Layer], related: bool) -> bool:
    """Three or more layers, one of them depthwise, told with all their channels: they follow one another."""
    told = all(layer.cout is not None or layer.depthwise for layer in convs)
    words = ("VERSUS", "STANDARD", "COMPARE", "BEFOREAFTER", "OR", "CHANGE", "BEFORE", "LIKEWISE")
    deep = any(layer.depthwise for layer in convs) and not scene.has("DWSEP")
    given = [layer.cin if layer.depthwise and layer.cin is not None else layer.cout for layer in convs]
    taken = [layer.cout if layer.depthwise else layer.cin for layer in convs]
    chained = all(None in pair or pair[0] == pair[1] for pair in zip(given, taken[1:], strict=False))
    return len(convs) > 2 and told and deep and chained and not related and not scene.has(*words)


_NUMBER_WORDS = {2: "두|two", 3: "세|three", 4: "네|four"}


def _are_counted(scene: Scene, convs: list[Layer]) -> bool:
    """`세 합성곱의 가중치 수를 각각`, `each of the three convs`: all the layers that are told, each for itself."""
    words = _NUMBER_WORDS.get(len(convs))
    told = all(layer.cout is not None and layer.repeat == 1 for layer in convs)
    if words is None or not told or scene.has("STANDARD", "VERSUS", "COMPARE", "BEFOREAFTER", "DWSEP"):
        return False
    korean = rf"(?:{words})\s(?:\S+\s)?(?:층|합성곱|conv)\S*\s[^.?]*각각"
    english = rf"each of the (?:{words}) (?:\w+ )?(?:layers|convs|convolutions)"
    return bool(re.search(f"{korean}|{english}", scene.body.lower()))


def _is_called_grouped(scene: Scene) -> bool:
    """Code that names the groups itself."""
    return any(token.kind == "CALL" and (token.value.fields.get("groups") or 1) > 1 for token in scene.tokens)


def _are_alternatives(scene: Scene, related: bool) -> bool:
    """Whether the layers are two designs rather than one network: they do not chain, or words say so."""
    convs = scene.convs
    said = related or scene.has(*_COMPARING)
    unlike = any(layer.repeat > 1 or layer.dilation > 1 for layer in convs)
    return (said or _is_broken(convs) or unlike or _side_by_side(scene)) and parted(scene) is not None


def _side_by_side(scene: Scene) -> bool:
    """`one 9x9 conv and four 3x3 convs`: two designs with the same window joined by `and`, and no sum asked."""
    sides = parted(scene)
    if sides is None or scene.has("THEN", "FOLLOWS", "TOTAL", "BN", "CALL") or min(map(len, sides)) > 1:
        return False
    last, first = sides[0][-1].start, sides[1][0].start
    between = [token for token in scene.tokens if last < token.start < first]
    return "AND" in kinds_among(between) and not {"ARROW", "STOP"} & kinds_among(outside(between))


def _is_broken(convs: list[Layer]) -> bool:
    """Whether a layer takes other channels than the one before it gives: they are no network."""
    return any(None not in (a.cout, b.cin) and a.cout != b.cin for a, b in pairwise(convs))


_COUNTED = frozenset({"FILTER", "GROUP", "BIAS", "CH", "CIN", "COUT", "MAP", "OUTMAP", "UNITS"})


def _describes(scene: Scene, at: int) -> bool:
    """`each filter sees its own group`, `필터마다 바이어스가 하나씩`: said of the parts of one layer."""
    before, behind = kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)
    return behind in _COUNTED or (scene.language == "ko" and before in _COUNTED and scene.tokens[at].value != "각각")


def _compares(scene: Scene, asks: list[Ask]) -> bool:
    kinds = kinds_of(asks)
    twice = any(sum(ask.kind == kind for ask in asks) > 1 for kind in kinds & COSTS)
    words = ("VERSUS", "CHANGE", "STANDARD", "COMPARE", "BEFOREAFTER", "LIKEWISE")
    related = any(token.kind == "EACH" and not _describes(scene, at) for at, token in enumerate(scene.tokens))
    related = related or any(len(sides_at(scene, at)) > 1 for at in range(len(scene.tokens)))
    related = related or any(is_denied_besides(scene, ask) for ask in asks if ask.kind in COSTS)
    related = related or any(is_difference(scene, ask) for ask in asks if ask.kind in COSTS)
    return related or twice or bool(kinds & RELATIONS) or scene.has(*words)
