"""The sentences of a question, and which of them ask."""

from __future__ import annotations

import re
from typing import NamedTuple

from archcalc.quiz.quantities import COSTS, RELATIONS, STORED
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import STOPS, kinds_among
from archcalc.quiz.text.token import Token

ASKING = frozenset({"ASK", "BLANK", "COMPUTE", "CHANGE", "COMPARE", "MILLIONS", "MYRIADS", "EOK"})
_NAMED = (
    (COSTS - {"OPS"})
    | RELATIONS
    | {"BIASES", "CONNECTIONS", "NEURONS", "UNITS", "PERNEURON", "ELEMENTS", "SHARERS", "SPOTS", "MEM"}
    | {"OUTPUT", "OUTMAP", "COUT", "FLAT", "PADDEDSHAPE", "RF", "EFFK"}
)
_BESIDE = (
    (STORED - {"MEM"})
    | {"ALL", "AND", "OR", "EACH", "IF", "THEN", "TOTAL", "INCL", "EXCL", "PLUS", "VERSUS", "BEFOREAFTER", "STANDARD"}
    | {"COLON", "COMMA", "DASH", "SLASH", "LP", "RP", "STOP", "ITEM", "LABELLED", "SIDELABEL", "LETTERS"}
    | {"CONV", "CONVLAYER", "DW", "PW", "DWSEP", "GROUP", "GROUPED", "TRANS", "FC", "LAYER"}
    | {"BLOCK", "BOTTLENECK", "BRANCH", "FILTER", "NFILT", "CH", "BIAS", "INPUT", "MAP", "VALUES"}
    | {"AXES", "SIZE", "SPATIAL"}
)
"""What may stand beside the name of a quantity where nothing else is said of it."""


class Sentence(NamedTuple):
    """Tokens `first` to `last`, and whether something is asked in them."""

    first: int
    last: int
    asks: bool

    @property
    def places(self) -> range:
        """The places of its tokens."""
        return range(self.first, self.last + 1)


def sentences(tokens: list[Token]) -> list[Sentence]:
    """The sentences of a text."""
    found, first = [], 0
    for index, token in enumerate(tokens):
        if token.kind in STOPS or index == len(tokens) - 1:
            part = tokens[first : index + 1]
            if len(part) > 1 or part[0].kind not in STOPS:
                asks = (
                    _is_open(part) or (first > 0 and (_ends_named(part) or _names_only(part))) or _is_headed_list(part)
                )
                found.append(Sentence(first, index, asks))
            first = index + 1
    return _without_statements(tokens, _with_items(tokens, found))


_HEADING = COSTS | {"OUTPUT", "COUT", "FLAT", "RATIO", "PERCENT", "RF", "NEURONS", "CONNECTIONS", "MEM"}


def _with_items(tokens: list[Token], found: list[Sentence]) -> list[Sentence]:
    """`(a) Parameters for one group; (b) parameters for 6 groups`: labelled entries that name quantities ask."""
    labelled = [one for one in found if tokens[one.first].kind == "ITEM"]
    if len(labelled) < 2:
        return found
    return [one._replace(asks=True) if one in labelled and _is_headed(tokens, one) else one for one in found]


def _is_headed(tokens: list[Token], sentence: Sentence) -> bool:
    """Whether an entry begins, in Korean ends, with the name of a quantity that has no number beside it."""
    part = [token for token in tokens[sentence.first + 1 : sentence.last + 1] if token.kind not in STOPS]
    english, korean = part[:2], part[:-2:-1]
    beside = [*part[1:2], *part[-2:-1]]
    named = [one for one in (*english[:1], *korean) if one.kind in _HEADING and not _is_done(one)]
    return bool(named) and not (len(beside) and named[0] is part[0] and beside[0].kind in ("NUM", "DIMS", "EQ"))


def sentence_at(tokens: list[Token], place: int) -> Sentence:
    """The sentence that a token stands in."""
    return next(one for one in sentences(tokens) if one.first <= place <= one.last)


def _without_statements(tokens: list[Token], found: list[Sentence]) -> list[Sentence]:
    """`Every layer with weights has biases.` asks for nothing where an open question follows."""
    first = next((place for place, one in enumerate(found) if _is_open(tokens[one.first : one.last + 1])), 0)
    return [
        one._replace(asks=False) if place < first and _tells_of_biases(tokens, one) else one
        for place, one in enumerate(found)
    ]


def _tells_of_biases(tokens: list[Token], sentence: Sentence) -> bool:
    kinds = kinds_among(tokens[sentence.first : sentence.last + 1])
    return "BIAS" in kinds and bool(kinds & {"ALL", "LABELLED", "EACH", "LAYER"}) and not kinds & (COSTS - {"WEIGHTS"})


def _is_open(part: list[Token]) -> bool:
    """Whether it asks in so many words."""
    return any(token.kind in ASKING for token in part)


def _ends_named(part: list[Token]) -> bool:
    """`(2) 1×1 없이 바로 5×5 필터 48개를 적용할 때의 곱셈 횟수`: an item that ends with a quantity."""
    last = [token.kind for token in part if token.kind not in STOPS][-1]
    return part[0].kind == "ITEM" and str(part[0].value).startswith("(") and last in COSTS | RELATIONS | {"TOTAL"}


_FLATTENS = re.compile(r"(?:펼침|펼칩니|펼친다|펼쳐서?|펴|펼|로|만들|벡터화|늘어놓)$")


def _names_only(part: list[Token]) -> bool:
    """`Output shape; parameter count.`, `(2) 파라미터 수`: names of quantities without a verb or a number."""
    if any(token.kind == "FLAT" and _FLATTENS.search(str(token.value)) for token in part):
        return False  # `결과를 일렬로 펼침.`
    words = [token for token in part if token.kind == "WORD"]
    named = any(token.kind in _NAMED for token in part) and not any(map(_is_done, part))
    return named and len(words) <= 1 and all(token.kind in _NAMED | _BESIDE for token in part if token.kind != "WORD")


def _is_headed_list(part: list[Token]) -> bool:
    """`Dense layer 256→10: total number of parameters; ...`: names of quantities between a colon and a semicolon."""
    colons = [at for at, token in enumerate(part) if token.kind == "COLON"]
    return bool(colons) and part[-1].value == ";" and _names_only(part[colons[-1] + 1 :])


_DONE = ("flatten", "unroll", "vectori", "turned", "rolled", "stretched", "reshaped", "laid")
_MEASURED = ("size", "length")


def _is_done(token: Token) -> bool:
    """`It is flattened.` tells what is done to a map; `Flattened length.` asks."""
    word = str(token.value).lower()
    return token.kind == "FLAT" and word.startswith(_DONE) and not word.endswith(_MEASURED)


_CLEAR = COSTS | {"RF", "FLAT", "RATIO", "PERCENT", "CONNECTIONS", "MEM"}


def asking(scene: Scene) -> list[Sentence]:
    """The sentences that ask; the last one, or one that begins with a quantity, if none does so openly."""
    kept = scene.asking
    if kept is None or kept[0] is not scene.tokens:  # asked for some sixty times a question
        kept = scene.asking = scene.tokens, _asking(scene.tokens)
    return list(kept[1])


def asked_places(scene: Scene) -> list[int]:
    """The places of all tokens in sentences that ask, in order."""
    return [at for one in asking(scene) for at in one.places]


def asked_words(scene: Scene) -> list[str]:
    """The text of each sentence that asks, in lower case."""
    return [scene.words(one.first, one.last).lower() for one in asking(scene)]


def said_words(scene: Scene) -> list[str]:
    """The text of each sentence in lower case, whether it asks or not."""
    return [scene.words(one.first, one.last).lower() for one in sentences(scene.tokens)]


def _asking(tokens: list[Token]) -> list[Sentence]:
    found = sentences(tokens)
    openly = [one for one in found if one.asks]
    if openly or not found or any(token.kind in _CLEAR for token in tokens[found[-1].first :]):
        return openly or found[-1:]
    return [one for one in found if tokens[one.first].kind in _CLEAR | {"TOTAL"}][:1] or found[-1:]


def asking_at(scene: Scene, place: int) -> Sentence | None:
    """The asking sentence that a token stands in; None where it is told, not asked."""
    return next((one for one in asking(scene) if one.first <= place <= one.last), None)


def sentence_of(scene: Scene, place: int) -> Sentence:
    """The sentence that a token stands in, whether it asks or not."""
    return asking_at(scene, place) or sentence_at(scene.tokens, place)


def kinds_beside(scene: Scene, place: int) -> list[str]:
    """The kinds of tokens in the sentence that a token stands in."""
    sentence = sentence_of(scene, place)
    return scene.kinds_in(sentence.first, sentence.last)


def words_beside(scene: Scene, place: int) -> str:
    """The text of the sentence that a token stands in, in lower case."""
    sentence = sentence_of(scene, place)
    return scene.words(sentence.first, sentence.last).lower()
