"""What is asked without being named: `how many ..., and how many with a 1x1 layer`."""

from __future__ import annotations

import re

from archcalc.quiz.asks.relations import divides
from archcalc.quiz.quantities import COSTS, QUANTITIES, STORED, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import ASKING, Sentence, asking, asking_at, kinds_beside, sentence_of
from archcalc.quiz.text.stretches import STOPS, end_of
from archcalc.quiz.text.token import kind_at

_OPENS = frozenset({"AND", "COMPUTE", "COMMA", "MAP", "OUTMAP", "STOP"})
_CLOSES = frozenset({"AND", "COMPUTE", "COMMA", "ASK", "STOP"})
_PARTS = frozenset({"COMMA", "STOP", "ASK", "RATIO"})
_SIDES = frozenset({"ONEOUT", "STANDARD", "GROUPED", "DWSEP", "BOTTLENECK", "DW", "PW", "SHARED", "UNSHARED", "GROUP"})
_COUNTABLE = frozenset({"FILTER", "NFILT", "CH", "UNITS", "NEURONS", "CIN", "COUT", "BIAS", "BIASES", "LAYERS", "MAP"})
_OWNERS = frozenset({"INPUT", "FILTER", "IMAGE", "UNITS", "KSIZE", "PAD", "BATCH", "STRIDE", "POOL", "KEEP", "KEPT"})
_OWNERS |= {"UNITSIN", "UNITSOUT", "CH", "CIN", "NFILT", "VEC"}


_OF_LAYERS = STORED | {"COUT", "RF", "NEURONS", "ELEMENTS", "BIASES", "CONNECTIONS", "PERNEURON"}
"""What is asked of layers that are told in full, and so of their maps as well."""


def sizes_beside(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """`the number of weights and the spatial size`: a size asked beside a count is that of the output."""
    flats = {ask.place for ask in asks if ask.kind == "FLAT"}
    kinds = {ask.kind for ask in asks if ask.kind != "OUTPUT" or not flats & {ask.place + 1, ask.place + 2}}
    flattened = "FLAT" in kinds  # then only a word like `resolution` is a size of its own
    counted = bool(kinds & (COSTS | {"FLAT"}))
    if kinds & {"OUTPUT", "PADDEDSHAPE"} or not (counted or (kinds and kinds <= _OF_LAYERS)):
        return []
    measures = {"SPATIAL"} if flattened else {"SIZE", "SPATIAL"}
    for sentence in asking(scene):
        if not counted and not _asks_size_alone(scene, sentence, asks):
            continue
        alone = not any(ask.place in sentence.places for ask in asks)
        open_end = alone and (not counted or scene.tokens[sentence.last].kind == "ASK")
        for at in sentence.places:
            kind = scene.tokens[at].kind
            comes_out = not flattened and kind == "COMPUTE" and _what_comes_out(scene, at, asks)
            if comes_out or (kind in measures and at not in used and _is_size_asked(scene, sentence, at, open_end)):
                return [Ask("OUTPUT", at)]
    return []


def _is_size_asked(scene: Scene, sentence: Sentence, at: int, open_end: bool) -> bool:
    """Whether a word for a size is an entry of what is asked, and no size of anything that is told."""
    before, after = kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)
    if scene.tokens[at].kind == "SPATIAL" and before == "DIMS":
        return False  # `32×32 해상도`
    if scene.kinds_in(at + 1, at + 2) == ["EQ", "ASK"]:
        return True  # `y.shape = ?`
    if "LABELLED" in scene.kinds_in(max(sentence.first, at - 4), at - 1):
        return True
    if open_end and after in ("COMPUTE", "ASK", "EACH", "THEN"):
        return True
    return before in _OPENS or after in ("MAP", "OUTMAP") or (after in _CLOSES and before not in _OWNERS)


def _asks_size_alone(scene: Scene, sentence: Sentence, asks: list[Ask]) -> bool:
    """`Give the dimensions of the volume. What is the number of output channels?`: a size in a sentence of its own."""
    part = scene.tokens[sentence.first : sentence.last + 1]
    ordered = part[0].kind == "COMPUTE" or part[-1].kind == "ASK"
    return ordered and not any(ask.place in sentence.places for ask in asks)


def input_beside_output(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """`두 번째 합성곱층의 입력 크기와 출력 크기`, `the input and output shape of conv2`: of one layer of several."""
    tokens = scene.tokens
    for ask in asks:
        before = ask.place - 2
        joined = before >= 0 and tokens[before].kind == "INPUT" and tokens[before + 1].kind in ("AND", "SLASH", "COMMA")
        kinds = set(kinds_beside(scene, ask.place))
        if ask.kind != "OUTPUT" or not joined or before in used or len(scene.layers) < 2:
            continue
        if kinds & _LAYERS_NAMED and not kinds & {"KEEP", "KEPT", "RATIO", "PERCENT", "VERSUS"}:
            return [Ask("INPUT", before)]
    return []


_LAYERS_NAMED = frozenset(
    {"ORD", "LASTONE", "CONVNAME", "POOLNAME", "LAYERNAME", "CONVLAYER", "CONV", "POOL", "MAXPOOL"}
)


def _what_comes_out(scene: Scene, index: int, asks: list[Ask]) -> bool:
    """`what volume results`, `what does it output`: an opener with a map and no other quantity behind it."""
    if scene.word(index) not in ("what", "which"):
        return False
    following = scene.tokens[index + 1 : index + 4]
    end = end_of(scene.tokens, index + 1, STOPS | {"COMMA", "AND", "COMPUTE"})
    if any(index <= ask.place < end for ask in asks):
        return False
    made = any(token.kind == "MAKEOF" for token in scene.tokens[index:end])
    return made or bool({token.kind for token in following} & {"MAP", "OUTPUT", "GIVES", "OUTMAP", "SIZE"})


def elided(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`how many multiplications ..., and how many with a 1x1 layer`: the second one means the first quantity."""
    found: list[Ask] = []
    costs = [ask for ask in asks if ask.kind in COSTS]
    marks = [i for i in range(len(scene.tokens)) if _stands_for_quantity(scene, i)]
    found += _denied(scene, costs)
    for place, index in enumerate(marks):
        end = marks[place + 1] if place + 1 < len(marks) else len(scene.tokens)
        parts = _PARTS | {"AND"} if scene.word(index) in ("count", "counts") else _PARTS
        end = min(end, end_of(scene.tokens, index + 1, parts))
        earlier = [ask for ask in costs if ask.place < index]
        if earlier and not any(index <= ask.place < end for ask in asks):
            found.append(Ask(earlier[-1].kind, index))
    return found


def without_headings(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`Multiplications per pixel: how many for the one, how many for the other?`: before the colon none is asked."""
    return [ask for ask in asks if not _is_heading(scene, ask, asks)]


def _is_heading(scene: Scene, ask: Ask, asks: list[Ask]) -> bool:
    sentence = sentence_of(scene, ask.place)
    kinds = kinds_beside(scene, ask.place)
    colon = kinds.index("COLON") if "COLON" in kinds else 0
    if "COMPUTE" in kinds[:colon] or ask.place >= sentence.first + colon:
        return False
    behind = [one.kind for one in asks if sentence.first + colon < one.place <= sentence.last]
    return len(behind) > 1 and set(behind) == {ask.kind}


def _denied(scene: Scene, costs: list[Ask]) -> list[Ask]:
    """`... 모두 몇 개가 되고, 앞세우지 않으면 몇 개인가`, `층 전체로는 몇 번인가`: the same quantity."""
    found, last = [], 0
    for index, token in enumerate(scene.tokens):
        if (
            token.kind != "COMPUTE"
            or token.value not in ("몇", "얼마")
            or not scene.body[token.end :].lstrip().startswith(("개", "번", "이", "인", "일", "가", "?"))
        ):
            continue
        between = {one.kind for one in scene.tokens[last + 1 : index]}
        earlier = [ask for ask in costs if ask.place < last]
        marks = _SIDES | ({"TOTAL"} if scene.has("ONEOUT", "PEROUT") else set())  # else it is a sum
        apart = "EXCL" in between or (between & marks and not between & _COUNTABLE)
        apart = apart or (not between & _COUNTABLE and _is_of_another_layer(scene, last, index))
        if last and earlier and apart and not any(last < ask.place < index for ask in costs):
            found.append(Ask(earlier[-1].kind, index))
        last = index
    return found


_COUNTED_LAYERS = frozenset({"CONV", "CONVLAYER", "LAYER", "DIMS"})


def _is_of_another_layer(scene: Scene, one: int, two: int) -> bool:
    """`가중치가 몇 개인지, 그리고 3x3 256→256 하나 쓰면 몇 개고`: a layer of its own is told between the two."""
    if kind_at(scene.tokens, two - 1) in _COUNTED_LAYERS and not _ALONE.search(scene.words(two - 1, two)):
        return False  # `3x3 합성곱은 몇 개`
    between = range(scene.tokens[one].end, scene.tokens[two].start)
    return any(layer.is_conv and layer.start in between for layer in scene.layers)


_ALONE = re.compile(r"하나|한 층|이면|라면|으로|로는|때|경우")


def continues(scene: Scene, sentence: Sentence) -> bool:
    """`the first of these: 3x3, 3→16; 3x3, 16→32?`: behind a semicolon a list may go on, and asks nothing itself."""
    before = scene.tokens[sentence.first - 1] if sentence.first else None
    part = scene.tokens[sentence.first : sentence.last]
    lists = before is not None and before.value == ";" and part[:1] != [] and part[0].kind in ("DIMS", "CONV", "NUM")
    return lists and not any(token.kind in ASKING or token.kind in COSTS for token in part)


def elided_sentences(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`곱셈 수는? 1×1 층을 두면 몇 번이 되는가?`: a second question without a quantity is about the first one."""
    found: list[Ask] = []
    for sentence in asking(scene):
        if scene.tokens[sentence.last].kind != "ASK" or continues(scene, sentence):
            continue
        inside = [ask for ask in [*asks, *found] if ask.place in sentence.places]
        earlier = [ask for ask in asks if ask.place < sentence.first and ask.kind in COSTS]
        related = any(divides(scene, at) for at in sentence.places)
        if not inside and earlier and not related:
            found.append(Ask(earlier[-1].kind, sentence.last))
    return found


_THAT_OF = re.compile(r"\s+(?:also\s)?that of(?![a-z])")


def _stands_for_quantity(scene: Scene, at: int) -> bool:
    """`how many`, `those of the pointwise part`, `and that of the ordinary one`, `give both counts`."""
    token, before = scene.tokens[at], kind_at(scene.tokens, at - 1)
    word = str(token.value).lower()
    if word in ("count", "counts"):
        return before in ("COMPUTE", "ALL", "GIVES")
    if token.kind == "AND" and _THAT_OF.match(scene.body, token.end):
        return asking_at(scene, at) is not None
    if word in ("number", "numbers", "value", "figure") and token.kind == "VALUES":
        named = set(scene.kinds_in(at + 1, at + 2))
        return before == "COMPUTE" and not named & (QUANTITIES | {"UNITS", "CH", "FILTER"})
    return (token.kind == "COMPUTE" and "how many" in word) or (token.kind == "WORD" and word == "those")
