"""What the rules of `asked.txt` go by besides patterns: expressions and conditions by their names."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import NamedTuple

from archcalc.quiz.asks.infront import is_in_front
from archcalc.quiz.quantities import STORED
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence
from archcalc.quiz.text.token import Token

EXPRESSIONS = {
    "NUMBER_OF": r"(?:의|값의)?\s?(?:총\s?)?(?:개수|수)(?:(?![가-힣])|(?=[와과을를는은]))",
    "SUMMED": r"(?:와|과|랑|이랑|하고|,)\s?(?:편향|바이어스|절편|bias)(?:을|를|까지)?\s?(?:모두\s|다\s|전부\s)?"
    r"(?:합한|합친|더한|합쳐|합하여)",
    "KO_FOR": r"(?:\s?(?:전체|모두|전부|값|원소|맵|특징|특성|볼륨|텐서|버퍼|의|각))*\s?(?:을|를)?\s?"
    r"(?:모두\s|전부\s|다\s)?"
    r"(?:구하는\s데|구하기|구하려|구할\s때|구하는|계산하는|계산하기|계산하려|계산할\s때|얻는|얻기|얻으려|만드는|만들기|만들려|"
    r"채우는|산출하는|저장하|저장에|저장할|담으려|담는|보관하)",
    "TO_GET": r"(?:\bto\s(?:compute|obtain|get|produce|calculate|form|evaluate|generate|store|hold|fill|keep)|"
    r"\b(?:computing|producing|obtaining|storing|calculating|generating|for|holding))\s"
    r"(?:(?:the|a|an|all|each|every|whole|full|entire|complete|of|this|that|layer's|its)\s)*",
    "OVER_ITS": r"\b(?:over|on|onto|through|across)\s(?:its|their|that|this|the\sfirst|the\sintermediate)\s",
    "SIZED": r"(?:size|shape|volume|dimension|resolution|크기|형태|해상도|모양|볼륨)",
    "COUNTING": r"(?:how\smany|number\sof|count|total\snumber|depth\sof|how\sdeep|channel|size\sof|몇)",
}


class Place(NamedTuple):
    """A token of an asking sentence, and the kind of quantity that it names."""

    scene: Scene
    at: int
    sentence: Sentence
    kind: str

    @property
    def token(self) -> Token:
        return self.scene.tokens[self.at]


def _is_first(place: Place) -> bool:
    """But for a label, the sentence begins with it."""
    return set(place.scene.kinds_in(place.sentence.first, place.at - 1)) <= {"ITEM", "COMMA"}


def _is_of_one_neuron(place: Place) -> bool:
    """`connections from one neuron to the input`, `뉴런 하나가 받는 입력은 몇 개`: what a single neuron takes."""
    tokens, at = place.scene.tokens, place.at
    low, high = max(place.sentence.first, at - 5), min(place.sentence.last, at + 6)
    end = next((one for one in range(at, high + 1) if tokens[one].kind in ("COMMA", "IF")), high + 1)
    single = any(
        "UNITS" in (one.kind, two.kind) and ("EACH" in (one.kind, two.kind) or 1 in (one.value, two.value))
        for one, two in itertools.pairwise(tokens[low:end])
    )
    return single and tokens[at - 1].kind != "BIAS"


def _is_stored(place: Place) -> bool:
    """`how large is the output in KiB`: where the unit is asked, its size is the memory; nothing parts the two."""
    scene, token = place.scene, place.token
    units = [at for at in place.sentence.places if scene.tokens[at].kind in STORED - {"MEM"}]
    if not units or token.kind != place.kind or scene.word(place.at).startswith(("byte", "바이트")):
        return False
    between = scene.kinds_in(min(place.at, units[0]) + 1, max(place.at, units[-1]) - 1)
    return not {"AND", "SLASH", "PLUS", "ITEM"} & set(between) and between.count("COMPUTE") < 2


def _is_behind_both(place: Place) -> bool:
    """`Weights? Biases? Total?`: the two were named last."""
    parts = [kind for kind in place.scene.kinds_in(0, place.at - 1) if kind in ("WEIGHTS", "BIAS", "BIASES")]
    return parts[-2:] in (["WEIGHTS", "BIAS"], ["WEIGHTS", "BIASES"])


def _is_before_flattening(place: Place) -> bool:
    """`how many values are left after flattening`: nothing parts the two."""
    behind = place.scene.kinds_in(place.at + 1, place.at + 4)
    return next((kind for kind in behind if kind in ("FLAT", "ASK", "STOP", "COMMA", "AND")), "") == "FLAT"


def _is_kernel(scene: Scene, at: int) -> bool:
    return any(one.role == "kernel" and one.token in scene.tokens[max(0, at) : at + 1] for one in scene.found)


def _has_one_dense(place: Place) -> bool:
    return len(place.scene.dense) == 1 < len(place.scene.layers)


def _enters_first_dense(place: Place) -> bool:
    """`how many inputs does the first fully connected layer have`, behind convolutions: the flattened map."""
    scene, behind = place.scene, place.scene.tokens[place.at + 1 : place.at + 5]
    named = {token.kind for token in behind}
    first = len(scene.dense) == 1 or any(token.kind == "ORD" and token.value == 1 for token in behind[:3])
    return "FC" in named and "UNITS" not in named and first and bool(scene.layers) and scene.layers[0].kind != "fc"


def _is_convolved(place: Place) -> bool:
    scene = place.scene
    return scene.has("CONV", "CONVLAYER", "FILTER", "LOCALRF") or bool(scene.convs)


CONDITIONS: dict[str, Callable[[Place], bool]] = {
    "first": _is_first,
    "open": lambda place: place.scene.tokens[place.sentence.last].kind == "ASK",
    "renamed": lambda place: place.kind != place.token.kind,
    "1d": lambda place: place.scene.axes == 1,
    "convolved": _is_convolved,
    "windowed": lambda place: any(layer.kernel is not None for layer in place.scene.layers),
    "one_dense": _has_one_dense,
    "enters_first_dense": _enters_first_dense,
    "of_one_neuron": _is_of_one_neuron,
    "behind_both": _is_behind_both,
    "behind_weights": lambda place: "WEIGHTS" in place.scene.kinds_in(0, place.at - 1),
    "before_flattening": _is_before_flattening,
    "stored": _is_stored,
    "in_front": lambda place: is_in_front(place.scene, place.at - 1),
    "in_front_of_it": lambda place: is_in_front(place.scene, place.at),
    "kernel_in_front": lambda place: _is_kernel(place.scene, place.at - 1),
    "kernel_behind": lambda place: _is_kernel(place.scene, place.at + 1),
}
"""Conditions by their names in the table."""
