"""What a sound reading must not leave open: statements without effect, questions without an answer."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.quiz.answers import not_understood
from archcalc.quiz.asked import Ask, sentences
from archcalc.quiz.scene import Scene

_ENDS = frozenset({"STOP", "ASK", "COMMA"})
_REACH = 4
_BIASED = frozenset({"PARAMS", "CONNECTIONS", "MEM", "KB", "MB", "GB", "KIB", "MIB", "GIB", "RATIO", "PERCENT"})
_SIZES = frozenset({"OUTPUT", "PADDEDSHAPE", "SIZE", "MAP", "SPATIAL"})


def refuse_unread(scene: Scene, asks: Sequence[Ask]) -> None:
    """`None of the layers has a bias`: where a negation stands beside bias or padding, it must have been read.

    Raises:
        Refused: it was not.
    """
    read = {at for one in scene.found for at in range(one.first, one.last + 1)}
    counted = {ask.kind for ask in asks} & _BIASED
    words = ("BIAS", "PAD") if counted else ("PAD",)
    for at, token in enumerate(scene.tokens):
        if token.kind in words and at not in read and _negated(scene, at, read):
            raise not_understood("whether there is a bias or padding", "편향이나 패딩이 있는지")


def _negated(scene: Scene, at: int, read: set[int]) -> bool:
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(scene.tokens) and abs(place - at) <= _REACH:
            kind = scene.tokens[place].kind
            if kind in _ENDS:
                break
            if kind == "EXCL" and place not in read:
                return True
            place += step
    return False


def refuse_half_answered(scene: Scene, asks: Sequence[Ask]) -> None:
    """A sentence that ends in a question mark asks something of its own.

    Raises:
        Refused: nothing was found in one of several such sentences.
    """
    if not asks or scene.has("MATRIX", "VECTOR"):
        return
    for sentence in sentences(scene.tokens):
        size = sentence.last - sentence.first
        restated = {ask.kind for ask in asks} <= _SIZES and any(
            token.kind in _SIZES for token in scene.tokens[sentence.first : sentence.last]
        )
        if restated:  # `How large is it then? Give the new size.`
            continue
        if scene.tokens[sentence.last].kind != "ASK" or size < 3:
            continue
        if not any(sentence.first <= ask.place <= sentence.last for ask in asks):
            raise not_understood("one part of the question", "질문의 한 부분")


def refuse_unread_names(scene: Scene) -> None:
    """`conv3-conv3-pool2`: a name used several times stands for layers; all of them must have been read.

    Raises:
        Refused: a name occurs in a row of layers and belongs to none that was read.
    """
    known = {layer.name for layer in scene.layers}
    names = [str(token.value) for token in scene.tokens if token.kind in ("CONVNAME", "POOLNAME")]
    unread = any(names.count(name) > 1 and name not in known for name in names)
    if scene.layers and unread and not scene.has("CALL"):
        raise not_understood("what the names of layers stand for", "층 이름이 무엇을 뜻하는지")


def refuse_second_input(scene: Scene, asks: Sequence[Ask]) -> None:
    """A second size of an input must be one that some layer gives out: else one of the two was misread.

    Raises:
        Refused: it is not.
    """
    more = scene.numbers.get("more", [])
    counted = {ask.kind for ask in asks} <= {"PARAMS", "WEIGHTS", "BIASES"} and not scene.has("FC")
    if not more or counted or scene.has("LAYERS", "MATRIX"):
        return  # a convolution's parameters are the same for every size
    from archcalc.quiz.problems.general import network_of

    outs = {one.out for one in network_of(scene).walk([])}
    if any(sizes not in outs for _, sizes, _ in more):
        raise not_understood("which of two sizes enters", "두 크기 중 어느 것이 입력인지")


def refuse_idle_dilation(scene: Scene) -> None:
    """A dilation that is spoken of must be one of a layer.

    Raises:
        Refused: it is named, and no layer has it.
    """
    said = any(one.role in ("dil", "dils", "series") for one in scene.found) or scene.has("NODIL", "CALL")
    if scene.has("DIL") and not said and all(layer.dilation == 1 for layer in scene.layers):
        raise not_understood("the dilation", "팽창률")
