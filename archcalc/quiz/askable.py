"""Whether a quantity that is named is asked for, by what stands around it."""

from __future__ import annotations

from archcalc.quiz.asked import COSTS, QUANTITIES, Sentence
from archcalc.quiz.scene import Scene
from archcalc.quiz.token import Token

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

_SIZED = ("size", "shape", "dimension", "resolution", "크기", "형태", "shape", "해상도", "모양")


def asked_quantity(scene: Scene, index: int, used: set[int], sentence: Sentence) -> str:
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
