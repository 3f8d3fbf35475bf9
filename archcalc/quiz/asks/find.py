"""What a question asks for: quantities named in its asking sentences that no number belongs to."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.asks.asked import asked
from archcalc.quiz.asks.blanks import (
    ATTRIBUTES,
    blanks_of,
    label_of,
    output_left_blank,
    size_blanks,
    unknown_argument,
)
from archcalc.quiz.asks.elided import (
    elided,
    elided_sentences,
    input_beside_output,
    sizes_beside,
    without_headings,
)
from archcalc.quiz.asks.entries import asks_of_blanks
from archcalc.quiz.asks.forms import in_flops, of_depth, of_flattened, without_stored
from archcalc.quiz.asks.joined import joined, repeats, tidied, without_sharing, without_whole
from archcalc.quiz.asks.layers import layer_counts, of_equivalents
from archcalc.quiz.asks.openends import counted_without_noun, entered, printed, result_alone
from archcalc.quiz.asks.relations import divisions, without_units
from archcalc.quiz.asks.seen import in_other_words
from archcalc.quiz.asks.unknowns import attributes_beside, read_off_shape, unknowns
from archcalc.quiz.quantities import COSTS, QUANTITIES, Ask, asks_for, in_order, kinds_of
from archcalc.quiz.roles.patterns import Found
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import asked_places, asking, sentences
from archcalc.quiz.text.token import kind_at


def find_asks(scene: Scene) -> list[Ask]:
    """Asked quantities in the order of the text."""
    used = _used(scene)
    alone = layer_counts(scene) or _padded_alone(scene) or _of_blanks_alone(scene)
    if alone:
        return alone
    asks = _named(scene, used)
    before = entered(scene, asks, used)
    if before:
        return [before]
    gap = unknown_argument(scene, asks)
    if gap:
        beside = [ask for ask in asks if ask.kind != gap.kind and ask.kind in COSTS | {"OUTPUT"}]
        return in_order([*beside, gap])
    asks = _with_unnamed(scene, asks, used)
    return _settled(scene, asks + _besides(scene, asks, used), used)


def _named(scene: Scene, used: set[int]) -> list[Ask]:
    """Quantities by the words that name them."""
    asks: list[Ask] = []
    for sentence in asking(scene):
        for index in sentence.places:
            kind = asked(scene, index, used, sentence)
            if kind and not any(ask.kind == kind and repeats(scene, ask.place, index) for ask in asks):
                asks.append(Ask(kind, index))
    return without_sharing(scene, in_other_words(scene, asks, asking(scene)))


def _with_unnamed(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """The asks, and what is asked otherwise where too little is: named before, left blank, an attribute of a layer."""
    asks = asks or _spoken_of_before(scene, used) or size_blanks(scene, [])
    asks = asks + read_off_shape(scene, asks, used)
    if not kinds_of(asks) & QUANTITIES and not scene.has("WSHAPE"):
        asks = asks + unknowns(scene, used)
    if not asks and scene.has("BLANK"):
        asks = [_beside_blank(scene)]
    asks = asks + output_left_blank(scene, asks)
    return asks or printed(scene) or result_alone(scene)


def _besides(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """What is asked beside these in words that name no quantity of their own."""
    found = size_blanks(scene, asks)
    for more in (sizes_beside, input_beside_output, attributes_beside):
        found += more(scene, asks + found, used)
    for also in (_orders_alone, elided, elided_sentences):
        found += also(scene, asks + found)
    return found


def _settled(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """In order, each quantity once and as what it is asked for."""
    asks = without_headings(scene, asks)
    asks = without_units(scene, in_order(asks + divisions(scene, asks, asking(scene))))
    asks = joined(scene, of_equivalents(scene, of_depth(scene, asks)), used)
    for settled in (without_whole, tidied, of_flattened, in_flops):
        asks = settled(scene, asks)
    layers = [ask for ask in asks if ask.kind == "LAYERS"]
    return layers or without_stored(scene, asks)


def _of_blanks_alone(scene: Scene) -> list[Ask]:
    """What several blanks stand for, or a lone one for a size; empty where something is asked in words."""
    if len(blanks_of(scene.tokens)) > 1:
        return asks_of_blanks(scene)
    return [] if scene.has("ASK", "COMPUTE") else size_blanks(scene, [])


_WINDOWS = ("CONV", "CONVLAYER", "FILTER", "NFILT", "KSIZE", "TRANS", "CALL", "MATRIX", "GAP", *POOLS)


def _padded_alone(scene: Scene) -> list[Ask]:
    """`After zero-padding a 14x14x6 volume by 2, what is its shape?`: nothing is done but padding."""
    windows = [at for at, token in enumerate(scene.tokens) if token.kind in _WINDOWS and not _is_denied(scene, at)]
    layered = windows or any(layer.kernel for layer in scene.layers)
    if not scene.roles("pad") or scene.input is None or layered:
        return []
    sizes = [at for at in asked_places(scene) if scene.tokens[at].kind in ("SIZE", "PADDEDSHAPE", "OUTPUT")]
    return [Ask("PADDEDSHAPE", sizes[-1])] if sizes else []


def _is_denied(scene: Scene, at: int) -> bool:
    """`(no convolution yet)`."""
    return kind_at(scene.tokens, at - 1) == "EXCL" or kind_at(scene.tokens, at + 1) == "EXCL"


def _beside_blank(scene: Scene) -> Ask:
    """What a blank stands for: the attribute or quantity named last before it in its sentence, else the output.

    Raises:
        Refused: a word that says nothing here names it.
    """
    blank = next(index for index, token in enumerate(scene.tokens) if token.kind == "BLANK")
    label = label_of(scene, blank)
    if label is not None and scene.tokens[label].kind in ATTRIBUTES:
        return Ask(scene.tokens[label].kind, label)
    if (
        label is not None
        and label < blank - 1
        and not scene.has("MATRIX")
        and scene.tokens[label].kind in ("WORD", "LETTER", "LETTERS")
    ):
        raise not_understood("what is asked", "무엇을 묻는지")
    for index in range(blank - 1, -1, -1):
        if scene.tokens[index].kind in ("STOP", "ASK"):
            break
        if scene.tokens[index].kind in QUANTITIES:
            return Ask(scene.tokens[index].kind, index)
    return Ask("OUTPUT", blank)


_COUNTED = {"BIAS": "BIASES"} | {kind: kind for kind in ("WEIGHTS", "PARAMS", "OUTPUT", "MACS", "FLOPS")}
_BOTH = ("both", "these", "the two", "두 값", "두 수", "둘 다", "두 가지")


def _spoken_of_before(scene: Scene, used: set[int]) -> list[Ask]:
    """`a layer introduces ... weights and ... biases. Give both numbers.`: what the sentence before names."""
    every = sentences(scene.tokens)
    last = every[-1] if every else None
    if last is None or len(every) < 2 or not last.asks:
        return []
    alone = counted_without_noun(scene, every[0], last)
    if alone:
        return [alone]
    text = scene.body[scene.tokens[last.first].start :].lower()
    if not any(word in text for word in _BOTH):
        return []
    free = [at for at in every[-2].places if at not in used]
    named = [Ask(_COUNTED[scene.tokens[at].kind], at) for at in free if scene.tokens[at].kind in _COUNTED]
    return named if len(named) == 2 else []


def _orders_alone(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`what H x W x C do we get`: axes in an asking sentence that names no size."""
    for sentence in asking(scene):
        inside = sentence.places
        places = [index for index in inside if scene.tokens[index].kind == "AXES"]
        if places and not asks_for(asks, "OUTPUT", "PADDEDSHAPE", "FLAT", "SIZE", "SPATIAL"):
            return [Ask("OUTPUT", places[0])]
    return []


def _is_apart(scene: Scene, one: Found) -> bool:
    """`(2, 256, 35, 35)를 통과시키면 shape`: a size named only after other words is not that of the number."""
    last, before = scene.tokens[one.last], scene.tokens[one.last - 1]
    return one.role == "in" and last.kind == "SIZE" and before is one.token and last.start - before.end > 3


def _used(scene: Scene) -> set[int]:
    """Tokens that belong to a number, and so are given, not asked."""
    used: set[int] = set()
    for one in scene.found:
        if one.role == "bias" and scene.tokens[one.first].kind == "WEIGHTS":
            continue
        used |= set(range(one.first, one.last + 1 - _is_apart(scene, one)))
        if _counts_channels_behind(scene, one):
            used.add(one.last + 1)
    return {at for at in used if not _is_counted(scene, at)}


def _counts_channels_behind(scene: Scene, one: Found) -> bool:
    """`3×3 커널로 256개의 출력 채널을`: the noun right behind the number is what it counts."""
    last, behind = scene.tokens[one.last], scene.tokens[one.last + 1 : one.last + 2]
    counts = one.role in ("filters", "cout") and last is one.token and bool(behind) and behind[0].kind == "COUT"
    return counts and not scene.body[last.end : behind[0].start].strip()


def _is_counted(scene: Scene, at: int) -> bool:
    """`How many filters does a 5x5 layer have`: right behind the words that ask for a count, a noun is asked."""
    sized = scene.has("TOLD") and kind_at(scene.tokens, at - 1) == "DIMS"  # `how many 3x3 filters make 4,640`
    place = at - 1 - sized
    before = scene.word(place) if place >= 0 and scene.tokens[place].kind == "COMPUTE" else ""
    return before == "how many" and scene.tokens[at].kind in ("FILTER", "CH")
