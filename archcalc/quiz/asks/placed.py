"""Nouns that name a quantity only where they stand alone, or only together with others: `Weights? Biases?`."""

from __future__ import annotations

import itertools
import re

from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence
from archcalc.quiz.text.stretches import end_of
from archcalc.quiz.text.token import Token, kind_at

_ENDS_ITEM = frozenset({"ITEM", "ASK", "STOP", "COMMA", "AND", "SUMOF", "TOTAL", "EACH", "COMPUTE"})


_COUNTED = re.compile(r"(?:number of|how many)\s+$")


def by_its_place(scene: Scene, index: int, sentence: Sentence, used: set[int]) -> str:
    """Nouns that name a quantity only where they stand alone: `Weights? Biases?`, `뉴런 수`."""
    token, tokens = scene.tokens[index], scene.tokens
    before = kind_at(tokens, index - 1, "STOP")
    if index in used:
        return ""
    counted = str(token.value).endswith("수") or _NUMBER_OF.match(scene.body, token.end)
    if token.kind == "MAP" and _is_headed_by(scene, index, sentence):
        return "OUTPUT"  # `Volume after the third pooling?`
    if token.kind == "TIMESN" and kind_at(tokens, index + 1) == "SAVED" and before not in ("NUM", "WNUM"):
        return "RATIO"  # `Times fewer than ungrouped?`
    if token.kind == "UNITS" and _SINGLE.match(scene.body, token.end):
        return ""
    if token.kind == "UNITS" and _are_counted(tokens, index) and _is_convolved(scene):
        return "NEURONS"  # `뉴런 총 몇 개인지`
    if token.kind == "UNITS" and counted and _is_convolved(scene):
        return "NEURONS"
    if token.kind == "UNITS" and _COUNTED.search(scene.body[: token.start].lower()) and _is_convolved(scene):
        return "NEURONS"
    if (
        token.kind in ("TIMESTEPS", "SAMPLES")
        and before == "COMPUTE"
        and scene.axes == 1
        and not scene.has("RF", "SEE")
    ):
        return "OUTPUT"
    if token.kind in ("CONNECTIONS", "INPUT", "WEIGHTS", "UNITSIN") and _is_of_one_neuron(tokens, index, sentence):
        return "PERNEURON"
    if token.kind == "MAP" and before == "POOL" and kind_at(tokens, index - 2) == "COMPUTE" and not scene.has("MATRIX"):
        return "OUTPUT"  # `how large is the pooled map`
    if (token.kind == "ELEMENTS" and _is_seen_by_neuron(tokens, index)) or _connects_to(scene, index):
        return "PERNEURON"
    if token.kind == "UNITSIN" and [one.kind for one in tokens[index + 1 : index + 4]] == ["EACH", "UNITS", "SEE"]:
        return "PERNEURON"  # `the number of input values each neuron looks at`
    if token.kind in ("UNITSIN", "INPUT") and _enters_dense(scene, index):
        return "FLAT"
    if token.kind == "CH" and scene.axes == 1 and _is_counted_beside(scene, index, sentence):
        return "COUT"
    if token.kind == "UNITSOUT" and str(token.value).endswith("차원") and not scene.has("FC", "FCNAME", "CHAIN"):
        return "OUTPUT"  # `출력 차원`, of a convolution
    if token.kind == "LEARNED" and _is_counted(tokens, index, sentence):
        return "PARAMS"
    if token.kind == "OUTPUT" and _is_of_channels(tokens, index):
        return "COUT"
    if token.kind == "TOTAL" and _sums_up(tokens, index):
        return "PARAMS"
    if token.kind == "WEIGHTS" and (_is_summed_pair(tokens, index, sentence) or _SUMMED.match(scene.body, token.end)):
        return "PARAMS"
    if token.kind == "BIAS" and not scene.has("BIASES") and _are_biases_asked(tokens, index, sentence, scene.body):
        return "BIASES"
    return ""


_SINGLE = re.compile(r"\s?(?:하나|한\s개|1개|당(?![가-힣])|마다)")
"""`뉴런 하나는 몇 개의`: what is counted belongs to a single one."""


def _are_counted(tokens: list[Token], index: int) -> bool:
    """Whether `몇` follows at once, or behind a word for all of them."""
    behind = [token for token in tokens[index + 1 : index + 3] if token.kind not in ("TOTAL", "ALL")]
    return bool(behind) and behind[0].value == "몇" and kind_at(tokens, index - 1) not in ("EACH", "NUM")


def _is_headed_by(scene: Scene, index: int, sentence: Sentence) -> bool:
    """Whether a question of its own begins with a word for a map and tells where: `Volume after pool2?`."""
    heads = [at for at in range(sentence.first, index) if scene.tokens[at].kind not in ("ITEM", "COMMA")]
    behind = scene.body[scene.tokens[index].end :].lstrip().lower()
    open_end = scene.tokens[sentence.last].kind == "ASK"
    return not heads and open_end and behind.startswith(("after ", "behind ", "at the end"))


def _is_of_one_neuron(tokens: list[Token], index: int, sentence: Sentence) -> bool:
    """`connections from one neuron to the input`, `뉴런 하나가 받는 입력은 몇 개`: what a single neuron takes."""
    low, high = max(sentence.first, index - 5), min(sentence.last, index + 6)
    ends = [at for at in range(index, high + 1) if tokens[at].kind in ("COMMA", "IF")]
    part = tokens[low : ends[0] if ends else high + 1]
    single = any(
        {one.kind, two.kind} >= {"UNITS"} and ({one.kind, two.kind} & {"EACH"} or 1 in (one.value, two.value))
        for one, two in itertools.pairwise(part)
    )
    return single and tokens[index].kind in ("CONNECTIONS", "UNITSIN") and tokens[index - 1].kind != "BIAS"


def _is_seen_by_neuron(tokens: list[Token], index: int) -> bool:
    """`뉴런 하나가 보는 입력값의 개수`: what a single neuron is connected to."""
    before = [token.kind for token in tokens[max(0, index - 3) : index]]
    return before[-1:] == ["INPUT"] and "UNITS" in before


_NUMBER_OF = re.compile(
    r"(?:의|값의)?\s?(?:총\s?)?(?:개수|수)(?![가-힣])|(?:의|값의)?\s?(?:총\s?)?(?:개수|수)(?=[와과를을는은])"
)
_CONNECTED = re.compile(r"\s?개(?:와|랑|하고|에|의 값과|의 값에|씩)?\s?(?:연결|이어)")


def _connects_to(scene: Scene, index: int) -> bool:
    """`뉴런 하나는 입력 값 몇 개와 연결되는가`."""
    behind = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
    seer = [kind_at(scene.tokens, at) for at in (index - 1, index - 2)]
    told = scene.tokens[index].kind == "INPUT" and (seer[0] == "UNITS" or seer == ["SEE", "UNITS"])
    if told and _NUMBER_OF.match(scene.body, scene.tokens[index].end):
        return True  # `뉴런 하나에 연결된 입력의 수`
    if scene.tokens[index].kind != "INPUT" or kind_at(scene.tokens, index - 1) != "UNITS" or behind is None:
        return False
    return behind.kind == "COMPUTE" and bool(_CONNECTED.match(scene.body, behind.end))


def _enters_dense(scene: Scene, index: int) -> bool:
    """`FC 입력 벡터의 길이`, behind convolutions: the flattened map."""
    beside = kind_at(scene.tokens, index - 1), kind_at(scene.tokens, index + 1)
    dense = scene.dense
    return beside[0] in ("FC", "FCNAME") and beside[1] in ("SIZE", "ELEMENTS") and len(dense) == 1 < len(scene.layers)


def _is_counted_beside(scene: Scene, index: int, sentence: Sentence) -> bool:
    """`출력의 길이와 채널 수`, `length and number of channels of the output`: two numbers."""
    tokens = scene.tokens
    counted = str(tokens[index].value).lower().startswith(("number of", "채널 수", "채널 개수", "채널의 수"))
    before, behind = kind_at(tokens, index - 1), kind_at(tokens, index + 1)
    sized = any(token.kind in ("OUTPUT", "SIZE") for token in tokens[sentence.first : index])
    return counted and sized and before in ("AND", "COMMA", "SIZE") and behind in _ENDS_ITEM | {"OUTPUT"}


def _is_counted(tokens: list[Token], index: int, sentence: Sentence) -> bool:
    """`학습해야 하는 수는 모두 몇 개`: what is learned is counted, and not called parameters."""
    behind = [token.kind for token in tokens[index + 1 : min(sentence.last, index + 4) + 1]]
    return "COMPUTE" in behind and not {"PARAMS", "WEIGHTS", "BIAS", "ELEMENTS"} & set(behind)


def _is_of_channels(tokens: list[Token], index: int) -> bool:
    """`결과 특징맵의 채널 수`: not the whole size of the output."""
    behind = tokens[index + 1 : index + 3]
    behind = behind[1:] if behind and behind[0].kind == "MAP" else behind
    return bool(behind) and behind[0].kind == "CH" and str(behind[0].value).lower().endswith("수")


def _is_convolved(scene: Scene) -> bool:
    return scene.has("CONV", "CONVLAYER", "FILTER", "LOCALRF") or any(layer.is_conv for layer in scene.layers)


def _sums_up(tokens: list[Token], index: int) -> bool:
    """`Weights? Biases? Total?`: the total of the two, standing alone behind them."""
    behind = kind_at(tokens, index + 1, "ASK")
    before = [token.kind for token in tokens[:index] if token.kind in ("WEIGHTS", "BIAS", "BIASES")]
    alone = tokens[index - 1].kind in _ENDS_ITEM if index else False
    return alone and behind in ("ASK", "STOP", "ALL") and before[-2:] in (["WEIGHTS", "BIAS"], ["WEIGHTS", "BIASES"])


_SUMMED = re.compile(
    r"(?:와|과|랑|이랑|하고|,)\s?(?:편향|바이어스|절편|bias)(?:을|를|까지)?\s?(?:모두\s|다\s|전부\s)?(?:합한|합친|더한|합쳐|합하여)"
)
"""`가중치와 편향을 합한 개수`: one number, of both."""


def _is_summed_pair(tokens: list[Token], index: int, sentence: Sentence) -> bool:
    """`how many weights and biases altogether`: one number, of both."""
    following = [token.kind for token in tokens[index + 1 : index + 4] if token.kind != "ALL"][:2]
    kinds = [token.kind for token in tokens[sentence.first : sentence.last + 1]]
    return following in (["AND", "BIAS"], ["INCL", "BIAS"]) and "TOTAL" in kinds and "EACH" not in kinds


_TOPIC = re.compile(r"[은는]")


def _behind_brackets(tokens: list[Token], at: int) -> int:
    """`the biases (one per filter), and the total`: what stands behind brackets that begin at a place."""
    if kind_at(tokens, at) != "LP":
        return at
    return end_of(tokens, at, ("RP",)) + 1


def _are_biases_asked(tokens: list[Token], index: int, sentence: Sentence, body: str) -> bool:
    """`how many biases`, or biases in a list behind weights: `weights, biases, total?`."""
    after = kind_at(tokens, _behind_brackets(tokens, index + 1), "STOP")
    before = tokens[index - 1] if index else None
    if before is not None and before.kind == "COMPUTE" and "many" in str(before.value).lower():
        return True
    behind = [token.kind for token in tokens[index + 1 : index + 4]]
    topic = str(tokens[index].value).endswith(("은", "는")) or _TOPIC.match(body, tokens[index].end)
    if topic and after in ("ALL", "TOTAL") and "COMPUTE" in behind and not {"INCL", "EXCL"} & set(behind):
        return True  # `편향은 모두 합쳐 몇 개인가`
    weights = [place for place in range(index) if tokens[place].kind == "WEIGHTS"]
    if not weights or after not in _ENDS_ITEM | {"WORD", "LAYER", "FCNAME", "CONVNAME", "ORD", "ALL"}:
        return False
    between = {token.kind for token in tokens[weights[-1] + 1 : index]}
    return index == sentence.first or (
        between <= {"AND", "COMMA", "EACH", "ITEM", "FCNAME", "CONVNAME", "ORD"}
        and not _is_summed_pair(tokens, weights[-1], sentence)
    )
