"""Which comparison a question makes, if any."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from archcalc.quiz.answers import not_understood
from archcalc.quiz.layers import Layer
from archcalc.quiz.network import is_chain, is_depthwise_chain
from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.designs import designs
from archcalc.quiz.problems.compare.halves import two_stages
from archcalc.quiz.problems.compare.makers import (
    PER_PIXEL,
    are_heads,
    depthwise_separable,
    grouped,
    heads,
    is_per_group,
    is_separable,
    is_thin,
    spatial,
)
from archcalc.quiz.problems.compare.parting import is_lettered, parted
from archcalc.quiz.problems.compare.relation import is_difference
from archcalc.quiz.problems.compare.sides import is_denied_besides
from archcalc.quiz.problems.compare.sidewords import sides_at
from archcalc.quiz.quantities import COSTS, RELATIONS, Ask, kinds_of
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.stretches import kinds_among, outside
from archcalc.quiz.text.token import kind_at

Topic = Callable[[Scene, Sequence[Ask]], Comparison]


class Told:
    """A question, and what of it tells whether designs are compared."""

    def __init__(self, scene: Scene, asks: Sequence[Ask]) -> None:
        self.scene = scene
        self.asks = asks
        self.convs = scene.convs
        self.kernels = {layer.kernel for layer in self.convs if layer.kernel}
        self.calls = [token.value for token in scene.tokens if token.kind == "CALL"]
        self.lettered = is_lettered(scene)
        self.compares = _compares(scene, asks)
        apart = any(is_difference(scene, ask) for ask in asks if ask.kind in COSTS)
        self.related = bool(kinds_of(asks) & RELATIONS) or apart
        self.halved = len(self.convs) == 2 and self.convs[0].depthwise and self.convs[1].kernel == (1, 1)

    @property
    def split(self) -> list[bool]:
        """Of each call whether it makes a separable convolution."""
        return [call.kind == "separable" for call in self.calls]


def topic_of_comparison(scene: Scene, asks: Sequence[Ask]) -> Topic | None:
    """The maker of the two networks; None for a question about one network."""
    if not kinds_of(asks) & (COSTS | RELATIONS) or _is_summed(scene, asks):
        return None
    told = Told(scene, asks)
    return next((topic for fits, topic in _TOPICS if fits(told)), None)


def _are_two_heads(told: Told) -> bool:
    return told.compares and are_heads(told.scene) and (told.related or _asks_of_both(told.scene))


def _are_thin(told: Told) -> bool:
    coded = told.scene.has("CALL") and not told.scene.has("BEFOREAFTER")
    return sum(map(is_thin, told.kernels)) > 1 and not coded


def _are_thin_and_whole(told: Told) -> bool:
    of_one = told.scene.has("ONEOUT") or PER_PIXEL.search(told.scene.body.lower())
    return _are_thin(told) and (told.compares or bool(of_one and len(told.kernels) == 3))


def _are_lettered_halves(told: Told) -> bool:
    """`(a) nn.Conv2d(...) (b) SeparableConv2D(...)`, `(a) the plain convolution (b) a 7x7 one per channel and a 1x1`.

    Raises:
        Refused: such a layer is one of other designs.
    """
    if not told.lettered or told.split == [False, True]:
        return told.lettered
    if any(told.split):
        raise not_understood("which of the designs is meant", "어느 설계를 뜻하는지")
    return told.halved and told.scene.has("STANDARD")


def _are_lettered(told: Told) -> bool:
    """`Conv A ... Then 2x2 max pooling ... Conv B ... MACs of both in total`: there the letters name layers."""
    scene = told.scene
    one_network = scene.has("TOTAL") and scene.has(*POOLS) and scene.input is not None
    return told.lettered and not scene.has("DWSEP") and (told.related or not one_network)


def _is_one_network(told: Told) -> bool:
    """Layers that follow one another, that are counted, or that lie side by side in one network."""
    scene, convs, related = told.scene, told.convs, told.related
    in_turn = _is_told_in_turn(scene, convs, related) or _is_one_block(scene, convs, related)
    beside = any(layer.branch or layer.kind == "join" for layer in scene.layers)
    return in_turn or beside or (not related and _are_counted(scene, convs))


def _is_separable(told: Told) -> bool:
    scene = told.scene
    named = any(told.split) or scene.has("DWSEP")
    paired = is_separable(scene) and (told.compares or len(told.convs) <= 2)
    return named or paired or (told.halved and (told.compares or two_stages(scene)))


def _is_grouped(told: Told) -> bool:
    """A layer with groups, which are not those of code."""
    coded = any((call.fields.get("groups") or 1) > 1 for call in told.calls)
    asked = told.compares or any(is_per_group(told.scene, ask) for ask in told.asks)
    return len(told.convs) == 1 and (told.convs[0].groups or 1) > 1 and asked and not coded


def _is_chained(told: Told) -> bool:
    """The layers of one block, the two halves of one separable convolution in code, or one behind the other."""
    scene, plain = told.scene, not told.scene.has("STANDARD", "VERSUS", "COMPARE")
    alone = plain and not told.related and not scene.has("OR")
    block = is_chain(told.convs) and scene.has("BN") and alone
    coded = scene.has("CALL") and is_depthwise_chain(told.convs) and plain
    return block or coded or (scene.has("FOLLOWS") and alone and not scene.has("CHANGE", "BEFOREAFTER"))


def _are_designs(told: Told) -> bool:
    scene = told.scene
    if len(told.convs) < 2 or not (told.compares or _is_broken(told.convs) or _side_by_side(scene)):
        return False
    narrowed = (1, 1) in told.kernels and len(told.kernels) == 2 and len(told.convs) <= 4
    if narrowed and (parted(scene) is not None or told.related or scene.has(*_COMPARING)):
        return True
    return _are_alternatives(scene, told.related)


_TOPICS: tuple[tuple[Callable[[Told], bool], Topic | None], ...] = (
    (_are_two_heads, heads),
    (_are_thin_and_whole, spatial),
    (_are_thin, None),
    (_are_lettered_halves, depthwise_separable),
    (_are_lettered, designs),
    (_is_one_network, None),
    (_is_separable, depthwise_separable),
    (_is_grouped, grouped),
    (_is_chained, None),
    (_are_designs, designs),
)
"""What makes the designs, by what tells them, in the order in which it is tried; None where there is one network."""


def _is_summed(scene: Scene, asks: Sequence[Ask]) -> bool:
    """`A의 파라미터 수와 B의 파라미터 수의 합은`: one number of both."""
    behind = kind_at(scene.tokens, asks[-1].place + 1, "STOP")
    named = scene.has("VERSUS", "COMPARE", "RATIO", "PERCENT", "STANDARD", "DWSEP", "DW", "EACH", "LABELLED")
    twice = sum(token.kind == asks[-1].kind for token in scene.tokens) > 1
    return len(asks) == 1 and twice and scene.language == "ko" and behind == "TOTAL" and not named


def _asks_of_both(scene: Scene) -> bool:
    """Whether what asks names the designs, or both of them: `with flattening, and with pooling`, `before and after`."""
    named = {"GAP", "FLAT", "EACH", "BEFOREAFTER", "COMPARE", "CHANGE"}
    return any(token.kind in named for one in asking(scene) for token in scene.tokens[one.first : one.last + 1])


_OTHERWISE = ("VERSUS", "STANDARD", "COMPARE", "BEFOREAFTER", "OR", "CHANGE", "BEFORE")
_COMPARING = (*_OTHERWISE, "BOTTLENECK")


def _is_told_in_turn(scene: Scene, convs: list[Layer], related: bool) -> bool:
    """`1x1 conv 256→64 then 3x3 64→64`, `- BN - ReLU -` between: each layer takes what the one before it gives."""
    told = len(convs) > 1 and all(None not in (layer.cin, layer.cout) for layer in convs)
    chained = told and all(one.cout == two.cin for one, two in pairwise(convs))
    alternatives = related or scene.has(*_OTHERWISE)
    between = any(layer.kind == "bn" or layer.is_pool for layer in scene.layers)
    return chained and (scene.has("THEN") or between) and not alternatives


def _is_one_block(scene: Scene, convs: list[Layer], related: bool) -> bool:
    """Three or more layers, one of them depthwise, told with all their channels: they follow one another."""
    told = all(layer.cout is not None or layer.depthwise for layer in convs)
    deep = any(layer.depthwise for layer in convs) and not scene.has("DWSEP")
    given = [layer.cin if layer.depthwise and layer.cin is not None else layer.cout for layer in convs]
    taken = [layer.cout if layer.depthwise else layer.cin for layer in convs]
    chained = all(None in pair or pair[0] == pair[1] for pair in zip(given, taken[1:], strict=False))
    return len(convs) > 2 and told and deep and chained and not related and not scene.has(*_OTHERWISE, "LIKEWISE")


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


def _compares(scene: Scene, asks: Sequence[Ask]) -> bool:
    kinds = kinds_of(asks)
    twice = any(sum(ask.kind == kind for ask in asks) > 1 for kind in kinds & COSTS)
    words = ("VERSUS", "CHANGE", "STANDARD", "COMPARE", "BEFOREAFTER", "LIKEWISE")
    related = any(token.kind == "EACH" and not _describes(scene, at) for at, token in enumerate(scene.tokens))
    related = related or any(len(sides_at(scene, at)) > 1 for at in range(len(scene.tokens)))
    related = related or any(is_denied_besides(scene, ask) for ask in asks if ask.kind in COSTS)
    related = related or any(is_difference(scene, ask) for ask in asks if ask.kind in COSTS)
    return related or twice or bool(kinds & RELATIONS) or scene.has(*words)
