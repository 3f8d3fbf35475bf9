"""What is listed where something is asked: each noun of the list, and each of several sizes, needs its answer."""

from __future__ import annotations

import re

from archcalc.quiz.answers import each_unclear, part_unanswered
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words, asking
from archcalc.quiz.text.token import kind_at

_NOUNS = {"STRIDE": "stride", "PAD": "padding", "DIL": "dilation", "VEC": "flatten", "NFILT": "output_channels"}
_NOUNS |= {"KSIZE": "kernel", "GROUP": "groups"}
"""Nouns that can be asked, and how the names of their answers begin."""
_JOINTS = frozenset({"AND", "COMMA"})
_ENDS = frozenset({"ASK", "STOP", "COMMA", "AND"})


_KERNELS = re.compile(r"(?:필터|커널)(?:\s?\([^)]*\))?의?\s(?:총\s)?(?:개수|수)[와과]")


def refuse_uncounted_kernels(scene: Scene, result: Result) -> None:
    """`커널(2차원)의 총 개수와 가중치의 총수`: two counts.

    Raises:
        Refused: the kernels are not among the answers.
    """
    told = any(one.name.startswith(("output_channels", "filters")) for one in result.answers)
    if not told and any(map(_KERNELS.search, asked_words(scene))):
        raise part_unanswered()


def refuse_unanswered_nouns(scene: Scene, asks: list[Ask], result: Result) -> None:
    """`receptive field and total stride?`, `vector length, parameters`: a noun of the list that is none of the asks.

    Raises:
        Refused: it stands alone between joints, says nothing of a layer, and has no answer.
    """
    used = scene.covered() | {ask.place for ask in asks}
    names = [one.name for one in result.answers]
    for sentence in asking(scene):
        for at in range(sentence.first, sentence.last + 1):
            noun = _NOUNS.get(scene.tokens[at].kind)
            if noun is None or at in used or any(name.startswith(noun) or "length" in name for name in names):
                continue
            if _stands_alone(scene, at):
                raise part_unanswered()


def _stands_alone(scene: Scene, at: int) -> bool:
    """Whether a noun is an entry of a list: between joints, or between one and the end."""
    behind = at + 1 + (kind_at(scene.tokens, at + 1) == "SIZE")
    before = at - 1 - (kind_at(scene.tokens, at - 1) == "TOTAL")
    opens, ends = kind_at(scene.tokens, before), kind_at(scene.tokens, behind, "STOP")
    return ends in _ENDS and opens in _JOINTS | {"COLON"} and (opens in _JOINTS or ends in _JOINTS)


_PER_AND_WHOLE = re.compile(
    r"\bper (?:output |input )?(?:value|pixel|filter|neuron|layer|map|channel),? (?:and|as well as) "
    r"(?:in|for) (?:the )?(?:total|all|whole|layer|output)|"
    r"(?:하나|픽셀|화소|필터|값) ?당[^.?]{0,12}(?:과|와|,) ?(?:총|전체|층)"
)
_TWO_RATIOS = re.compile(r"\b(?:ratio|factor|percentage|share) of [^.?]{1,20}\band (?:the )?(?:ratio |of )")
_OF_BOTH = re.compile(r"\bof both\b(?! \w+s\b)|\bboth (?:numbers|values|counts|figures)\b|두 (?:값|수)를? 모두")


def refuse_lone_share(scene: Scene, result: Result) -> None:
    """`per output value and in total`, `ratio of MACs and ratio of parameters`, `RF of both`: two values.

    Raises:
        Refused: there is but one.
    """
    text = " ".join(asked_words(scene))
    both = _OF_BOTH.search(text) and not scene.has("TOTAL", "SUMOF")
    if len(result.answers) == 1 and (both or _PER_AND_WHOLE.search(text) or _TWO_RATIOS.search(text)):
        raise part_unanswered()


_KEEPING = re.compile(r"\b(?:and|,) (?:the |what )?padding (?:that|to) (?:keep|preserve)")


def refuse_unasked_padding(scene: Scene, result: Result) -> None:
    """`effective size and padding that keeps the size?`: the padding is asked, not told.

    Raises:
        Refused: no padding came out.
    """
    padded = any("padding" in one.name for one in result.answers)
    if not padded and any(map(_KEEPING.search, asked_words(scene))):
        raise part_unanswered()


def refuse_lone_extent(scene: Scene, result: Result) -> None:
    """`D=2인 3×3과 D=4인 3×3의 유효 커널 크기`: one for each dilation.

    Raises:
        Refused: several dilations are told, and one effective kernel came out.
    """
    rates = {one.token.value for one in scene.roles("dil")}
    if len(rates) > 1 and [one.name for one in result.answers] == ["effective_kernel"]:
        raise each_unclear()


_PLURAL = re.compile(r"\b(?:shapes|volumes|resolutions)\b|\bsizes of the (?:maps|outputs)\b")


def refuse_lone_shape(scene: Scene, result: Result) -> None:
    """`What are the shapes after the two steps?`: more than one.

    Raises:
        Refused: there are several layers, and one shape only.
    """
    if len(scene.layers) < 2 or sum(one.name.startswith(("output", "input", "size")) for one in result.answers) != 1:
        return
    if any(map(_PLURAL.search, asked_words(scene))):
        raise each_unclear()
