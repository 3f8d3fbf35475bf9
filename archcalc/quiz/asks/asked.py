"""Whether a word that names a quantity asks for it, or only speaks of it."""

from __future__ import annotations

import re

from archcalc.quiz.asks.infront import is_in_front
from archcalc.quiz.asks.objects import is_object, is_operand, is_parenthesised, is_stored
from archcalc.quiz.asks.outputs import OPEN, is_kernel, is_output_asked
from archcalc.quiz.asks.placed import by_its_place
from archcalc.quiz.quantities import COSTS, QUANTITIES, RELATIONS
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import Sentence
from archcalc.quiz.text.token import Token, kind_at

_LAYERS = frozenset({"CONV", "CONVLAYER", "LAYER", "FILTER", *POOLS})
_COUNTING = ("how many", "number of", "count", "total number", "depth of", "how deep", "channel", "size of", "몇")
_LEFT_OPEN = (["COLON", "ASK"], ["COLON", "BLANK"], ["EQ", "BLANK"], ["EQ", "ASK"])
_HAS_NONE = ("no", "has no", "have no")


def asked(scene: Scene, index: int, used: set[int], sentence: Sentence) -> str:
    tokens = scene.tokens
    kind = tokens[index].kind
    if index in scene.stated:
        return ""
    kind = by_its_place(scene, index, sentence, used) or kind
    counted = kind == "WEIGHTS" and index and str(tokens[index - 1].value).lower() == "how many"
    if index in used and not counted and kind not in COSTS - {"WEIGHTS"}:
        return ""
    if kind not in QUANTITIES | {"COMPUTE", "OUTMAP", "OUTW"}:
        return ""
    after = kind_at(tokens, index + 1, "ASK")
    before = kind_at(tokens, index - 1)
    if (after if scene.language == "ko" else before) == "EXCL" and kind not in (
        "OUTPUT",
        "OUTMAP",
        "COMPUTE",
        "PERCENT",
        "WEIGHTS",
        "PARAMS",
    ):
        return ""
    if kind == "PARAMS" and before == "EXCL" and str(tokens[index - 1].value).lower() in _HAS_NONE:
        return ""  # `no parameters in the pooling`
    if kind in COSTS and is_operand(tokens, index):
        return ""
    if kind == "COMPUTE" and _layers_asked(tokens, index):
        return "LAYERS"
    if kind == "OUTW":
        return "OUTPUT" if [token.kind for token in tokens[index + 1 : index + 3]] in _LEFT_OPEN else ""
    if kind == "OUTMAP" and _MAPS_COUNTED.match(scene.body, tokens[index].end):
        return "COUT"  # `출력 특징맵은 몇 장`
    if kind in ("OUTPUT", "OUTMAP") and _is_told_before(tokens, index):
        return "INPUT"
    if kind in ("OUTPUT", "OUTMAP") and _is_wanted(scene, index, sentence):
        return ""
    if kind in ("OUTPUT", "OUTMAP") and is_object(scene, index, sentence):
        return ""
    if is_stored(scene, index, sentence):
        return ""
    if kind == "OUTMAP" and str(tokens[min(index + 1, len(tokens) - 1)].value) == "마다":
        return ""  # `절편이 출력 맵마다 하나씩`
    if kind == "OUTMAP":
        return "OUTPUT" if after in ("SIZE", "SPATIAL") or after in OPEN else ""
    if kind == "OUTPUT" and _is_how_many_maps(tokens, index):
        return "COUT"
    if kind == "OUTPUT" and [token.kind for token in tokens[index - 2 : index]] == ["LP", "EACH"]:
        return ""  # `(each output: 4 inputs and 1 bias)`
    if kind == "OUTPUT" and after == "KSIZE" and str(tokens[index].value).lower().endswith(" size"):
        return "KSIZE"  # `what size of pooling window`
    if kind == "OUTPUT" and after == "INPUT" and str(tokens[index].value).lower().startswith("what "):
        return "INPUT"  # `what size was the input`
    if kind == "OUTPUT" and _is_depth(scene, index, used):
        return "COUT"
    if kind == "OUTPUT" and before == "SAME" and any(one.kind == "PAD" for one in tokens[max(0, index - 5) : index]):
        return ""  # `the padding for 'same' output`
    of_layer = before == "LAYER" and kind_at(tokens, index - 2) == "FLAT"  # `Flatten 층의 출력 길이`
    if kind == "OUTPUT" and ("FLAT" in (before, after) or of_layer) and not is_in_front(scene, index - 1):
        return "FLAT"  # `the output of Flatten`, `Flatten의 출력 길이`
    if kind == "OUTPUT" and _is_told_of_sum(scene, index):
        return ""
    if kind == "OUTPUT":
        return "OUTPUT" if is_output_asked(scene, index, used) else ""
    counted_in = before == "BIAS" or (before == "INCL" and scene.language == "en")
    if kind == "CONNECTIONS" and counted_in:  # `counting the bias as a connection`
        return ""
    if (kind == "OPS" and _is_verb(scene, index)) or (kind == "ADDS" and before == "BIAS"):
        return ""  # `bias additions are not counted`
    if kind == "COUT":
        counted = index > 0 and str(tokens[index - 1].value).lower() == "how many"
        open_end = (after in OPEN or after == "SIZE" or counted) and "EACH" not in (before, after)
        word = str(tokens[index].value).lower()
        told = word.startswith(_COUNTING) or word.endswith(("몇 장", "몇 개", "개수", "총수", "장", " 수"))
        return "COUT" if open_end or told or tokens[index].kind in ("OUTPUT", "CH") else ""
    if kind == "RF" and before == "DIMS" and is_kernel(scene, index - 1):
        return ""  # `with 4x4 receptive fields`
    if kind == "RF" and scene.body[: tokens[index].start].lower().endswith(("같은 ", "same ")):
        return ""  # `세 층은 같은 수용 영역을 갖는다`
    if kind == "PERNEURON" and _enters_first_dense(scene, index):
        return "FLAT"
    if kind == "PADDEDSHAPE":
        return "OUTPUT" if _is_new_shape(scene, index) else "PADDEDSHAPE"
    if kind == "ELEMENTS" and _is_flattened(tokens, index):
        return "FLAT"
    if kind == "ELEMENTS" and _is_divided(scene, index, sentence):
        return ""
    if kind == "ELEMENTS" and "FLAT" in [token.kind for token in tokens[max(0, index - 2) : index]]:
        return ""  # the length of the vector, which is asked already
    if kind == "ELEMENTS" and any(token.kind == "LEARNED" for token in tokens[index : sentence.last + 1]):
        return "PARAMS"
    if kind == "FLAT":
        return "FLAT" if _length_asked(scene, index, sentence) and not is_in_front(scene, index) else ""
    if kind == "PERCENT" and before in ("NUM",):
        return ""
    if kind == "WEIGHTS" and before in ("LP", "PARAMS") and is_parenthesised(tokens, index):
        return ""
    return "" if kind == "COMPUTE" else kind


_MAPS_COUNTED = re.compile(r"[은는이가]?\s?(?:모두\s)?몇\s?(?:장|개)")
_COSTING = re.compile(r"\b(?:does|do|did|would|will|can)\b[^.,;?]*$")


def _is_told_of_sum(scene: Scene, index: int) -> bool:
    """`슬라이드에 나온 계산을 해 보자`: a calculation that came up, no output."""
    token = scene.tokens[index]
    if not str(token.value).startswith(("나온", "나오는")):
        return False
    told = scene.body[token.end :].lstrip().startswith("계산")
    opened = "COMPUTE" in {one.kind for one in scene.tokens[max(0, index - 2) : index]}
    return told or (opened and any(one.kind in COSTS for one in scene.tokens[:index]))  # `MACs 얼마나 나오는지`


def _is_told_before(tokens: list[Token], index: int) -> bool:
    """`풀링 전 특징맵의 크기`: what enters."""
    before = tokens[index - 2 : index]
    return len(before) == 2 and before[1].value in ("전", "이전") and before[0].kind in _LAYERS


def _is_how_many_maps(tokens: list[Token], index: int) -> bool:
    """`how many feature maps does it output`."""
    before = [(one.kind, str(one.value).lower()) for one in tokens[index - 2 : index]]
    return [kind for kind, _ in before] == ["COMPUTE", "MAP"] and "how many" in before[0][1]


def _is_verb(scene: Scene, index: int) -> bool:
    """`how many multiplications does the layer cost`: no quantity of its own."""
    token, before = scene.tokens[index], scene.tokens[max(0, index - 8) : index]
    behind = [one.kind for one in scene.tokens[index + 1 : index + 3]]
    if str(token.value).lower() in ("cost", "costs") and behind[:1] == ["COMPUTE"] and set(behind[1:]) & COSTS:
        return True  # `a filter costs how many multiplications`
    said = str(token.value).lower() == "cost" and any(one.kind in COSTS for one in before)
    return said and bool(_COSTING.search(scene.body[: token.start].lower()))


def _enters_first_dense(scene: Scene, index: int) -> bool:
    """`how many inputs does the first fully connected layer have`, behind convolutions: the flattened map."""
    named = [token.kind for token in scene.tokens[index + 1 : index + 5]]
    dense = scene.dense
    first = len(dense) == 1 or any(t.kind == "ORD" and t.value == 1 for t in scene.tokens[index + 1 : index + 4])
    return "FC" in named and "UNITS" not in named and first and bool(scene.layers) and scene.layers[0].kind != "fc"


def _is_depth(scene: Scene, index: int, used: set[int]) -> bool:
    """`the depth of the concatenated output`, `number of channels in the final output`: its channels alone."""
    place = index - 1
    while place > 0 and scene.tokens[place].kind in ("CONCAT", "WORD") and index - place < 3:
        place -= 1
    listed = place > 0 and scene.tokens[place - 1].kind in ("AND", "COMMA", "SIZE")  # `height, width and depth`
    return scene.language == "en" and scene.tokens[max(0, place)].kind == "CH" and place not in used and not listed


_WANTED = ("려면", "게", "도록")


def _is_wanted(scene: Scene, index: int, sentence: Sentence) -> bool:
    """`출력의 길이가 입력과 같아지려면 0을 몇 개`: what is to come out, where the padding for it is asked."""
    tokens = scene.tokens[index + 1 : sentence.last + 1]
    aims = [
        at
        for at, one in enumerate(tokens)
        if one.kind in ("KEEP", "KEPT", "GIVES") and str(one.value).endswith(_WANTED)
    ]
    before = {one.kind for one in tokens[: aims[0]]} if aims else {"COMPUTE"}
    behind = {one.kind for one in tokens[aims[0] :]} if aims else set()
    return scene.language == "ko" and "COMPUTE" not in before and bool(behind & {"PAD", "ZEROS", "PADTOTAL"})


def _is_divided(scene: Scene, index: int, sentence: Sentence) -> bool:
    """`t.numel() / u.numel()`, `입력의 원소 수가 그 몇 배인지`: told only to say what the ratio is of."""
    tokens = scene.tokens
    beside = {kind_at(tokens, index - 1), kind_at(tokens, index + 1), kind_at(tokens, index - 2)}
    after = {token.kind for token in tokens[index + 1 : sentence.last + 1]}
    related = any(token.kind in RELATIONS for token in tokens[sentence.first : sentence.last + 1])
    strokes = {kind_at(tokens, index - 1), kind_at(tokens, index + 1)} & {"SLASH", "DIVIDE"}
    return (related and bool(strokes)) or ("INPUT" in beside and bool(after & RELATIONS))


def _is_flattened(tokens: list[Token], index: int) -> bool:
    """`how many values are left after flattening`: those of the vector."""
    for token in tokens[index + 1 : index + 5]:
        if token.kind in ("FLAT", "ASK", "STOP", "COMMA", "AND"):
            return token.kind == "FLAT"
    return False


def _is_new_shape(scene: Scene, index: int) -> bool:
    """`what is the new size`: of the output, where there is a layer."""
    word = scene.word(index)
    return word.startswith(("new", "새")) and any(layer.kernel is not None for layer in scene.layers)


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


_OF_LENGTH = (
    *("length", "size", "how ", "number of", "in_features"),
    *("길이", "차원", "크기", "원소", "개수", "입력 수"),
)


def _length_asked(scene: Scene, index: int, sentence: Sentence) -> bool:
    """The length of the flattened vector, not only its flattening."""
    word = scene.word(index)
    word = word.replace("1차원", "")  # `1차원으로 펼쳐` asks for nothing
    if any(part in word for part in _OF_LENGTH):
        return True
    before = {token.kind for token in scene.tokens[max(sentence.first, index - 3) : index]}
    after = {token.kind for token in scene.tokens[index + 1 : index + 3]}
    return bool(before & {"SIZE", "ELEMENTS"} or after & {"SIZE", "ELEMENTS"}) or (
        bool(before & {"COMPUTE"}) and not before & {"UNITS"} and "OUTPUT" not in before and "vector" in word
    )
