"""What a sound reading must not leave open: statements without effect, questions without an answer."""

from __future__ import annotations

import re

from archcalc.quiz.answers import missing, not_understood, unclear
from archcalc.quiz.problems.parts import bias_readings
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import NUMERIC, POOLS, Scene
from archcalc.quiz.sentences import sentences
from archcalc.quiz.text.token import Token, kind_at

_ENDS = frozenset({"STOP", "ASK", "COMMA"})
_REACH = 4
_BIASED = frozenset({"PARAMS", "CONNECTIONS", "MEM", "KB", "MB", "GB", "KIB", "MIB", "GIB", "RATIO", "PERCENT"})
_SIZED = frozenset(
    {"OUTPUT", "MACS", "MULTS", "FLOPS", "OPS", "ADDS", "FLAT", "ELEMENTS", "NEURONS", "CONNECTIONS", "SIZE", "SPATIAL"}
)


def refuse_unread(scene: Scene, asks: list[Ask]) -> None:
    """Words on padding, stride or bias that no pattern took up, where the layers are silent about them.

    Raises:
        Refused: there are such words: `None of the layers has a bias`, `stride as above`.
    """
    kinds = {ask.kind for ask in asks}
    used = scene.covered() | {ask.place for ask in asks}
    idle = {token.kind for index, token in enumerate(scene.tokens) if index not in used and not _is_free(scene, index)}
    once = len(scene.layers) == 1 and scene.layers[0].repeat == 1
    if once and kinds & (_SIZED | {"PARAMS", "WEIGHTS", "RF"}) and scene.has("AGAIN"):
        raise not_understood("what comes once more", "무엇이 한 번 더 나오는지")
    convs = [layer for layer in scene.layers if layer.is_conv and not layer.framework]
    silent = [
        layer
        for layer in convs
        if set(layer.kernel or ()) != {1} and layer.pad is None and not layer.same and layer.pad_total is None
    ]
    if kinds & _SIZED and silent and idle & {"PAD", "KEEP", "KEPT", "SAME", "ZEROS"}:
        raise not_understood("what is said of the padding", "패딩에 대한 설명")
    if kinds & _SIZED and idle & {"STRIDE"} and any(layer.stride is None for layer in convs):
        raise not_understood("what is said of the stride", "스트라이드에 대한 설명")
    if "PARAMS" in kinds and {"BIAS", "EXCL"} <= idle and any(layer.bias is None for layer in scene.layers):
        raise not_understood("what is said of the biases", "편향에 대한 설명")
    _refuse_negations(scene, kinds - {"PARAMS"} if any(_asks_both(scene, ask) for ask in asks) else kinds)


def _asks_both(scene: Scene, ask: Ask) -> bool:
    """`with a bias and without one`: the denial is of what is asked, not of the layer."""
    return ask.kind == "PARAMS" and bool(bias_readings(scene, ask))


def _is_free(scene: Scene, index: int) -> bool:
    """`pooling has no parameters`: a denial that is about no layer with weights."""
    return scene.tokens[index].kind == "EXCL" and kind_at(scene.tokens, index + 1) in ("PARAMS", "WEIGHTS")


def _refuse_negations(scene: Scene, kinds: set[str]) -> None:
    """Where a negation stands beside bias or padding, it must have been read."""
    read = scene.covered()
    words = ("BIAS", "PAD") if kinds & _BIASED else ("PAD",)
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
            if kind == "EXCL" and place not in read and not _is_free(scene, place):
                return True
            place += step
    return False


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


_LISTING = frozenset({"ARROW", "DASH"})
_IDENTIFIER = re.compile(r"(?:[A-Z][a-z]+){1,5}[123][dD]")
"""`LocallyConnected2D`: the name of a layer in code."""


def refuse_unread_entries(scene: Scene) -> None:
    """`conv → something → pool`: each entry of a row of layers must be known.

    Raises:
        Refused: an entry is a word that says nothing here.
    """
    for token in scene.tokens:
        shown = scene.body[token.start : token.end]
        if token.kind == "WORD" and _IDENTIFIER.fullmatch(shown):
            raise unclear(shown)
    for before, token, behind in zip(scene.tokens, scene.tokens[1:], scene.tokens[2:], strict=False):
        if token.kind == "WORD" and before.kind in _LISTING and behind.kind in _LISTING:
            shown = scene.body[token.start : token.end]
            raise unclear(shown)


_COUNTER = re.compile(r"(?:번|개|회|장|배|일까|인가|인지)(?:이|인|야|고|며|지|가|나|요|쯤|$)")
"""`몇 번이고`, `얼마일까요`: the endings of a question."""


_NOT_BEHIND = re.compile(r"대신|이전|앞|instead|rather than|before|replac")
"""`풀링 대신`, `in front of the pooling`: the receptive field does not pass it."""


def refuse_unsized_pools(scene: Scene, asks: list[Ask]) -> None:
    """`conv → ReLU → pool`: a pooling of a row whose window is not told changes every size behind it.

    Raises:
        Refused: there is one, and something is asked that depends on sizes.
    """
    sized = any(layer.is_pool or layer.kind == "gap" for layer in scene.layers)
    asked = {ask.kind for ask in asks} & _SIZED or (scene.has("PARAMS", "WEIGHTS") and scene.has("FC", "FLAT"))
    unused = scene.has("EXCL", "NETWORK") or _NOT_BEHIND.search(scene.body.lower())
    seen = any(ask.kind == "RF" for ask in asks) and not unused
    for at, token in enumerate(scene.tokens):
        beside = {kind_at(scene.tokens, at - 1), kind_at(scene.tokens, at + 1)}
        told = seen or (asked and beside & _LISTING)
        if token.kind in POOLS and told and not sized and len(scene.layers) > 0:
            raise missing("the pooling window", "풀링 창의 크기")


MOST_UNKNOWN = 7
"""As many words that say nothing to the reader are found in hardly any sentence that it reads rightly."""


def refuse_strange(scene: Scene) -> None:
    """Sentences about something else than is known here, and relations that are not read (`every second filter`).

    Raises:
        Refused: there are many unknown words in a sentence with numbers, or such a relation.
    """
    halved = any(2 in (layer.stride or ()) for layer in scene.layers) or scene.out_sizes is not None
    listed = {one.token.start for one in scene.found if one.role == "series"}
    for sentence in sentences(scene.tokens):
        part = scene.tokens[sentence.first : sentence.last + 1]
        if any(token.start in listed for token in part):  # `dilations 1, 2, 4, doubling`
            continue
        for token in part:
            if str(token.value).lower().startswith("as many") and scene.has("RATIO"):
                continue  # `how many times as many`
            if token.kind == "RELATIVE" and not (halved and str(token.value).lower().startswith("hal")):
                raise not_understood(f"'{token.value}'", f"'{token.value}'")
        numbered = next((at for at, token in enumerate(part) if token.kind in NUMERIC), None)
        if numbered is not None and _strangeness(part, numbered) >= MOST_UNKNOWN:
            raise not_understood("many of the words", "많은 낱말")


def _strangeness(part: list[Token], numbered: int) -> float:
    """How many words say nothing to the reader; those in front of the first number mostly tell a story: half each."""
    places = [
        at
        for at, token in enumerate(part)
        if token.kind == "WORD" and len(str(token.value)) > 1 and not _COUNTER.match(str(token.value))
    ]
    return sum(0.5 if at < numbered - 1 else 1 for at in places)


_ONLY = re.compile(
    r"에만|(?:번째|첫|마지막)\s?(?:합성곱)?층만|만\s(?:stride|스트라이드|패딩|padding)|(?<![a-z])only\s(?:the|in|on|for|to)\s|"
    r"(?<![a-z])(?:layer|one|conv|convolution|second|first|last)\sonly(?![a-z])"
)


_NO_AND = re.compile(r"\bno padding and biases\b")


def refuse_open_biases(scene: Scene, asks: list[Ask]) -> None:
    """`stride 1, no padding and biases`: with biases, or without?

    Raises:
        Refused: parameters are asked, and this is all that is said of biases.
    """
    if any(ask.kind == "PARAMS" for ask in asks) and _NO_AND.search(scene.body.lower()):
        raise missing("whether there are biases", "편향이 있는지")


def refuse_only(scene: Scene) -> None:
    """`padding 2 in the second layer only`: what is said of one layer alone is read of biases, not of windows.

    Raises:
        Refused: several layers, and a stride or a padding of only one of them.
    """
    windows = scene.roles("stride") + scene.roles("pad") + scene.roles("dil")
    if len(scene.layers) > 1 and windows and _ONLY.search(scene.body.lower()):
        raise not_understood("what is said of one layer only", "한 층에만 해당하는 설명")


_SEVERAL = re.compile(
    r"여러\s?(?:개|층|번|겹|장)|"
    r"(?<![a-z])(?:several|many|a few|a number of|multiple)\s(?:\w+\s){0,3}(?:layers|convolutions|convs)"
)


_PLURAL = re.compile(r"(?:from|of|only|uses|with)\s\d+\s?x\s?\d+\s(?:convolutions|convs|conv(?:olutional)?\slayers)")
"""`built solely from 3x3 convolutions`."""


def refuse_uncounted(scene: Scene, asks: list[Ask]) -> None:
    """`several 3x3 layers are stacked`, `64 channels are flattened`: what the answer hangs on is not counted.

    Raises:
        Refused: a number of layers or the size of a flattened map is missing.
    """
    kinds = {ask.kind for ask in asks}
    if "RF" in kinds and len(scene.layers) == 1 and scene.layers[0].repeat == 1 and _SEVERAL.search(scene.body.lower()):
        raise missing("the number of layers", "층의 수")
    alone = len(scene.layers) == 1 and scene.layers[0].repeat == 1
    if "RF" in kinds and alone and _PLURAL.search(scene.body.lower()):
        raise missing("the number of layers", "층의 수")
    first = scene.layers[0] if scene.layers else None
    flattened = scene.has("FLAT") and scene.input is None and not scene.roles("unitsin") and not scene.roles("chain")
    if first is not None and first.kind == "fc" and flattened and (scene.roles("ch") or scene.roles("cin")):
        raise missing("the size of the map that is flattened", "펼치는 특징맵의 크기")
