"""What a question asks for: quantities named in its asking sentences that no number belongs to."""

from __future__ import annotations

from archcalc.quiz.asked import ASKING, COSTS, QUANTITIES, Ask, Sentence, asking, sentences
from archcalc.quiz.fields import counts_layers, seen
from archcalc.quiz.relations import divisions, without_units
from archcalc.quiz.scene import Scene
from archcalc.quiz.token import Token

__all__ = ["ASKING", "COSTS", "QUANTITIES", "Ask", "Sentence", "asking", "find_asks", "sentences"]

_UNKNOWNS = frozenset(
    [
        "PAD",
        "PADTOTAL",
        "STRIDE",
        "KSIZE",
        "NFILT",
        "DIL",
        "GROUP",
        "CIN",
        "SIZE",
        "SPATIAL",
        "INPUT",
        "FILTER",
        "CH",
        "MAP",
        "SIDE",
        "LAYER",
        "UNITS",
        "ZEROS",
    ]
)
_OPEN = frozenset(
    [
        "ASK",
        "STOP",
        "COMMA",
        "RP",
        "AND",
        "COMPUTE",
        "EACH",
        "COLON",
        "TOTAL",
        "COMPARE",
        "EQ",
        "SLASH",
        "OR",
        "TO",
        "GIVES",
        "PLUS",
        "THEN",
        "ALL",
        "ITEM",
        "LP",
        "STANDARD",
    ]
)


def find_asks(scene: Scene) -> list[Ask]:
    """Asked quantities in the order of the text."""
    used = _used(scene)
    asks: list[Ask] = []
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            kind = _asked(scene, index, used, sentence)
            if kind and not any(ask.kind == kind and _repeats(scene, ask.place, index) for ask in asks):
                asks.append(Ask(kind, index))
    asks = _seen(scene, asks)
    if not any(ask.kind in QUANTITIES for ask in asks):
        asks += _unknowns(scene, used)
    asks += _sizes_beside(scene, asks, used)
    asks += _elided(scene, asks)
    asks += _elided_sentences(scene, asks)
    asks += divisions(scene, asks, asking(scene))
    asks = _tidied(scene, _joined(scene, without_units(scene, sorted(asks, key=lambda ask: ask.place)), used))
    layers = [ask for ask in asks if ask.kind == "LAYERS"]
    return layers or asks


_ABOUT_MAPS = frozenset({"OUTPUT", "FLAT", "COUT", "NEURONS", "ELEMENTS", "RF", "PERCENT", "RATIO"})


def _seen(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """With what a unit sees, or the layers it takes to see that much, in place of the maps named along with it."""
    for sentence in asking(scene):
        tokens = scene.tokens[sentence.first : sentence.last + 1]
        inside = {ask.kind for ask in asks if sentence.first <= ask.place <= sentence.last}
        if not inside <= _ABOUT_MAPS:
            continue
        kind = (
            "LAYERS"
            if counts_layers(scene, tokens)
            else ""
            if "RF" in inside
            else seen(scene, [t.kind for t in tokens])
        )
        if kind:
            asks = [ask for ask in asks if not sentence.first <= ask.place <= sentence.last]
            asks.append(Ask(kind, sentence.first))
    return asks


def _sizes_beside(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """`the number of weights and the spatial size`: a size asked beside a count is that of the output."""
    if not any(ask.kind in COSTS for ask in asks) or any(ask.kind in ("OUTPUT", "FLAT", "PADDEDSHAPE") for ask in asks):
        return []
    tokens = scene.tokens
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            if tokens[index].kind == "COMPUTE" and _what_comes_out(scene, index, asks):
                return [Ask("OUTPUT", index)]
            if tokens[index].kind not in ("SIZE", "SPATIAL") or index in used:
                continue
            before = tokens[index - 1].kind if index else ""
            after = tokens[index + 1].kind if index + 1 < len(tokens) else ""
            alone = not any(sentence.first <= ask.place <= sentence.last for ask in asks)
            if alone and after in ("COMPUTE", "ASK", "EACH") and tokens[sentence.last].kind == "ASK":
                return [Ask("OUTPUT", index)]
            if before in ("AND", "COMPUTE", "COMMA", "MAP", "OUTMAP", "STOP") or after in ("MAP", "OUTMAP"):
                return [Ask("OUTPUT", index)]
    return []


def _what_comes_out(scene: Scene, index: int, asks: list[Ask]) -> bool:
    """`what volume results`, `what does it output`: an opener with a map and no other quantity behind it."""
    if str(scene.tokens[index].value).lower() not in ("what", "which"):
        return False
    following = scene.tokens[index + 1 : index + 4]
    end = index + 1
    while end < len(scene.tokens) and scene.tokens[end].kind not in ("COMMA", "AND", "STOP", "ASK", "COMPUTE"):
        end += 1
    if any(index <= ask.place < end for ask in asks):
        return False
    return bool({token.kind for token in following} & {"MAP", "OUTPUT", "GIVES", "OUTMAP", "SIZE"})


def _elided(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`how many multiplications ..., and how many with a 1x1 layer`: the second one means the first quantity."""
    found: list[Ask] = []
    costs = [ask for ask in asks if ask.kind in COSTS]
    marks = [i for i, token in enumerate(scene.tokens) if token.kind == "COMPUTE" and _counts(str(token.value))]
    for place, index in enumerate(marks):
        end = marks[place + 1] if place + 1 < len(marks) else len(scene.tokens)
        end = next(
            (at for at in range(index + 1, end) if scene.tokens[at].kind in ("COMMA", "STOP", "ASK", "RATIO")), end
        )
        earlier = [ask for ask in costs if ask.place < index]
        if earlier and not any(index <= ask.place < end for ask in asks):
            found.append(Ask(earlier[-1].kind, index))
    return found


def _elided_sentences(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`곱셈 수는? 1×1 층을 두면 몇 번이 되는가?`: a second question without a quantity is about the first one."""
    found: list[Ask] = []
    for sentence in asking(scene):
        if scene.tokens[sentence.last].kind != "ASK":
            continue
        inside = [ask for ask in [*asks, *found] if sentence.first <= ask.place <= sentence.last]
        earlier = [ask for ask in asks if ask.place < sentence.first and ask.kind in COSTS]
        if not inside and earlier:
            found.append(Ask(earlier[-1].kind, sentence.last))
    return found


def _counts(word: str) -> bool:
    return "how many" in word.lower()


_JOINERS = frozenset(
    [
        "AND",
        "COMMA",
        "STOP",
        "ASK",
        "COMPUTE",
        "COMPARE",
        "PLUS",
        "EACH",
        "SLASH",
        "THEN",
        "VERSUS",
        "TOTAL",
        "DASH",
        "COLON",
        "ITEM",
    ]
)
_SECONDARY = frozenset({"OUTPUT", "COUT", "WEIGHTS", "FLAT", "ELEMENTS"})


def _joined(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """Without quantities that only say of what another is asked: `the neurons of the output`."""
    kept: list[Ask] = []
    for ask in asks:
        previous = kept[-1] if kept else None
        if previous and previous.kind in ("RATIO", "PERCENT") and ask.kind in COSTS:  # noqa: SIM102
            if not {"AND", "STOP", "COMPUTE", "ASK"} & _kinds_between(scene, previous.place, ask.place, used):
                continue
        measured = ask.kind in ("RATIO", "PERCENT") and previous is not None and previous.kind in COSTS | {"ELEMENTS"}
        if measured and previous and not _joins(scene, previous.place, ask.place, used):
            kept.pop()
            kept.append(ask)
            continue
        if previous and not _joins(scene, previous.place, ask.place, used):
            if ask.kind in _SECONDARY and scene.language == "en":
                continue
            if previous.kind in _SECONDARY and scene.language == "ko":
                kept.pop()
        kept.append(ask)
    return kept


def _kinds_between(scene: Scene, one: int, two: int, used: set[int]) -> set[str]:
    return {scene.tokens[index].kind for index in range(one + 1, two) if index not in used}


def _joins(scene: Scene, one: int, two: int, used: set[int]) -> bool:
    between = [scene.tokens[index] for index in range(one + 1, two) if index not in used]
    return any(
        token.kind in _JOINERS or (token.kind == "WORD" and str(token.value).endswith(("고", "며")))
        for token in between
    )


def _repeats(scene: Scene, one: int, two: int) -> bool:
    """Whether a quantity is only named twice: `mean squared error (MSE)`, `output size ... its shape`."""
    between = {token.kind for token in scene.tokens[one + 1 : two]}
    return between <= {"LP", "EQ", "WORD", "SIZE"} and two - one <= 3


def _used(scene: Scene) -> set[int]:
    """Tokens that belong to a number, and so are given, not asked."""
    used: set[int] = set()
    for one in scene.found:
        if one.role == "bias" and scene.tokens[one.first].kind == "WEIGHTS":
            continue
        used |= set(range(one.first, one.last + 1))
    return used


def _asked(scene: Scene, index: int, used: set[int], sentence: Sentence) -> str:
    tokens = scene.tokens
    kind = tokens[index].kind
    if index in scene.stated:
        return ""
    if kind not in QUANTITIES | {"COMPUTE", "OUTMAP"} or (index in used and kind not in COSTS - {"WEIGHTS"}):
        return ""
    after = tokens[index + 1].kind if index + 1 < len(tokens) else "ASK"
    before = tokens[index - 1].kind if index else ""
    if kind == "COMPUTE" and _layers_asked(tokens, index):
        return "LAYERS"
    if kind == "OUTMAP":
        return "OUTPUT" if after in ("SIZE", "SPATIAL") or after in _OPEN else ""
    if kind == "OUTPUT":
        return "OUTPUT" if _output_asked(scene, index, sentence) else ""
    if kind == "COUT":
        return "COUT" if after in _OPEN or after == "SIZE" else ""
    if kind == "FLAT":
        return "FLAT" if _length_asked(scene, index, sentence) else ""
    if kind == "PERCENT" and before in ("NUM",):
        return ""
    if kind == "WEIGHTS" and before in ("LP", "PARAMS") and _parenthesised(tokens, index):
        return ""
    return "" if kind == "COMPUTE" else kind


def _layers_asked(tokens: list[Token], index: int) -> bool:
    """`how many 3x3 convolutions` with the receptive field to reach."""
    if "how many" not in str(tokens[index].value).lower():
        return False
    following = [token.kind for token in tokens[index + 1 : index + 5]]
    heads = {"CONV", "CONVLAYER", "LAYER"}
    following = following[1:] if following[:1] == ["STACK"] else following
    return (
        following[:1] == ["DIMS"]
        and bool(set(following[1:3]) & heads)
        and any(token.kind in ("RF", "STACK", "SEE") for token in tokens)
    )


_SIZED = ("size", "shape", "dimension", "resolution", "크기", "형태", "shape", "해상도", "모양")


def _length_asked(scene: Scene, index: int, sentence: Sentence) -> bool:
    """The length of the flattened vector, not only its flattening."""
    word = str(scene.tokens[index].value).lower()
    if any(part in word for part in ("length", "길이", "차원", "크기", "원소", "how ", "size", "개수", "입력 수")):
        return True
    before = {token.kind for token in scene.tokens[max(sentence.first, index - 3) : index]}
    after = {token.kind for token in scene.tokens[index + 1 : index + 3]}
    return bool(before & {"SIZE", "ELEMENTS"} or after & {"SIZE", "ELEMENTS"}) or (
        bool(before & {"COMPUTE"}) and not before & {"UNITS"} and "OUTPUT" not in before and "vector" in word
    )


def _parenthesised(tokens: list[Token], index: int) -> bool:
    """`parameters (weights and biases)`: the brackets say what parameters are."""
    start = index
    while start > 0 and tokens[start].kind not in ("LP", "PARAMS"):
        start -= 1
    return tokens[start].kind == "LP" and start > 0 and tokens[start - 1].kind == "PARAMS"


def _output_asked(scene: Scene, index: int, sentence: Sentence) -> bool:
    tokens = scene.tokens
    after = tokens[index + 1].kind if index + 1 < len(tokens) else "ASK"
    before = tokens[index - 1].kind if index else ""
    sized = any(word in str(tokens[index].value).lower() for word in _SIZED)
    if after == "DIMS" and (before == "COMPUTE" or sized):  # the output of a 31x31x3 image
        return index + 2 < len(tokens) and tokens[index + 2].kind in (
            "IMAGE",
            "INPUT",
            "MAP",
            "GRAY",
            "RGB",
            "CONVOLVE",
        )
    if after in ("UNITS", "UNITSOUT", "CH", "NUM", "DIMS", "WNUM"):
        return False
    if after in ("SIZE", "SPATIAL", "PADDEDSHAPE", "MAP") or after in _OPEN:
        return True
    if any(word in str(tokens[index].value).lower() for word in _SIZED):
        return True
    return before in ("COMPUTE", "SIZE", "MAP") or (after == "WORD" and before not in ("EACH", "ALL"))


def _unknowns(scene: Scene, used: set[int]) -> list[Ask]:
    """An attribute that is asked for: `what padding`, `필터의 한 변 길이 F를 구하라`."""
    found: list[Ask] = []
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            kind = scene.tokens[index].kind
            if kind in _UNKNOWNS and index not in used:
                found.append(Ask("PAD" if kind == "ZEROS" else kind, index))
    sized = [ask for ask in found if ask.kind in ("SIZE", "SPATIAL")]
    main = [
        ask for ask in found if ask.kind in ("PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "NFILT", "INPUT", "FILTER")
    ]
    return found if main or not sized else sized[:1]


def _tidied(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """Without repetitions: MSE in words and in brackets, size and shape of one output."""
    kept: list[Ask] = []
    for ask in asks:
        if kept and kept[-1].kind == ask.kind and ask.kind not in COSTS:
            continue
        kept.append(ask)
    return kept
