"""Whether a quantity is asked of each layer for itself: `after every one`, `of each conv`, `per layer`, `층마다`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from archcalc.quiz.answers import Answer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import Sentence, sentence_of, words_beside
from archcalc.quiz.text.token import Token, kind_at


def kinds_of_ask(tokens: list[Token]) -> set[str]:
    """The kinds of tokens of an ask; `각 16개` only says of which layers the number is."""
    following = [*tokens[1:], None]
    return {
        one.kind
        for at, (one, after) in enumerate(zip(tokens, following, strict=True))
        if not (one.kind == "EACH" and after is not None and after.kind == "NUM" and "with" not in str(one.value))
        and not (one.kind in ("EACH", "LABELLED") and _is_of_biases(tokens, at))
    }


def _is_of_biases(tokens: list[Token], at: int) -> bool:
    """`with biases in each layer`, `각 층에 편향이 있는`: it tells of biases, and asks for no number of each."""
    behind = [one.kind for one in tokens[at + 1 : at + 3]]
    if behind[:1] == ["THEN"] and behind[1:] and behind[1] in ("BN", "RELU", "MAXPOOL", "AVGPOOL", "POOL"):
        return True  # `각 층 뒤에 배치 정규화가 있을 때`
    return kind_at(tokens, at - 1) == "BIAS" or behind == ["LAYER", "BIAS"] or behind[:1] == ["BIAS"]


_NOUN = r"(?:conv\w*|pool\w*|dense|linear|fully[\s-]connected|fc|layers?|stages?|steps?|blocks?|banks?|modules?)"
_ENGLISH = (
    rf"\b(?:each|every|either)(?:\ssingle)?\s(?:one\b|of\s(?:them|these|those)\b|(?:of\s)?(?:the\s)?(?:\w+\s){{0,2}}?{_NOUN}\b)"
    rf"|\bper\s(?:\w+\s)?{_NOUN}\b|\bboth\sof\sthe\sfollowing\slayers|\brespectively\b|\bindividually\b|\b(?:layer|row|stage)\sby\s(?:layer|row|stage)\b"
    r"|\b(?:of|for|after|behind|in|by)\s(?:each|either)\s*(?=[,.;?)]|$|\band\b|\bwith|\(|\bplease)"
)
_KOREAN = (
    r"(?:층|단계|블록|모듈)\s?(?:별|마다)|매\s?(?:층|단계|블록)"
    r"|각\s?(?:층|단계|블록|모듈|합성곱|컨볼루션|풀링|conv|pool|fc|완전)|각각의\s?(?:층|단계|블록|합성곱)"
    r"|(?:두|세|네|다섯)\s(?:층|단계|합성곱)의\s[^.?]{0,20}[와과]\s(?:그\s)?(?:합|총)"
    r"|(?:두|세|네|다섯)\s(?:\S+\s)?(?:층|합성곱|컨볼루션|단계|conv)\S*\s[^.?]*각각"
)
_EACH = re.compile(f"{_ENGLISH}|{_KOREAN}")
_TOLD = re.compile(
    r"^\s?(?:is|has|have|with|being|uses|consists|contains|fully|connected|of\s\d|\d|[\[:=]|뒤에\s(?:배치|bn|relu|드롭|활성))"
)
"""`each block is [3x3, 3x3]`, `each layer has 8 filters`: a description, and no question."""
_BIASED = re.compile(
    r"^\s?(?:has|have|with|에|마다|의)?\s?(?:a\s|one\s)?(?:bias|편향|바이어스)|"
    r"(?:bias(?:es)?|편향\S*)\s(?:in|of|for|per|at|on)?\s?$"
)


def says_each(text: str) -> bool:
    """Whether a stretch of an asking sentence wants one value for each layer; biases of each layer ask nothing.

    >>> says_each("receptive field after every layer"), says_each("parameters with a bias in each layer")
    (True, False)
    """
    lower = text.lower()
    return any(
        not _BIASED.search(lower[one.end() :])
        and (not _TOLD.search(lower[one.end() :]) or lower[: one.start()].rstrip().endswith(("after", "behind")))
        and not _BIASED.search(lower[: one.start()])
        for one in _EACH.finditer(lower)
    )


_NUMBERS = {2: "두|2|two|both", 3: "세|3|three", 4: "네|4|four", 5: "다섯|5|five", 6: "여섯|6|six"}
_MAPS = (
    r"(?:단계|층|지점|연산|출력|결과|중간|특징\s?맵|맵|해상도|크기|stage|layer|step|output|map|size|resolution|shape)"
)


def counts_maps(scene: Scene, ask: Ask, number: int) -> bool:
    """Whether the sentence of an ask counts as many stages, layers or maps as there are: `네 단계의 출력 해상도`."""
    words = _NUMBERS.get(number)
    if words is None:
        return False
    before = rf"(?<![가-힣\w])(?:{words})\s?(?:개의?\s|곳의?\s|intermediate\s)?{_MAPS}"
    behind = rf"(?:순서대로|차례로|차례대로|모두|전부)\s(?:{words})\s?개"
    return bool(re.search(f"{before}|{behind}", words_beside(scene, ask.place)))


_JOINING = frozenset(
    {"AND", "COMMA", "SLASH", "VALUES", "INCL", "LP", "RP", "BIAS", "AXES", "SIZE", "ALL", "EXCL", "BATCH"}
)


def shared_span(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> tuple[int, int] | None:
    """Where the layers of several quantities asked in one breath are named: `size and parameters of each layer`.

    In English behind the last of them, or at the head of the sentence (`for every stage, ...`); in Korean before the
    first. None where the quantity stands alone.
    """
    sentence = sentence_of(scene, ask.place)
    if _is_of_the_end(scene, ask):
        return None
    inside = [one for one in asks if one.place in sentence.places]
    group = joined_group(scene, ask, asks)
    if not group:
        return None
    if scene.language == "ko":
        before = [one.place for one in inside if one.place < group[0].place]
        return (max(before) + 1 if before else sentence.first), group[0].place
    head = _head(scene, sentence, inside)
    if head is not None:
        return head
    behind = [one.place for one in inside if one.place > group[-1].place]
    return (group[-1].place, (behind[0] - 1 if behind else sentence.last)) if len(group) > 1 else None


_FINAL = ("최종", "마지막", "final", "last")
_OF_MAPS = frozenset({"OUTPUT", "SIZE", "SPATIAL", "MAP", "COUT", "CH", "ELEMENTS", "FLAT"})


def _is_of_the_end(scene: Scene, ask: Ask) -> bool:
    """`합성곱층별 파라미터 수와 최종 출력 크기`: the last map, whatever is asked of each layer beside it."""
    token = scene.tokens[ask.place]
    before, said = scene.body[: token.start].rstrip().lower(), scene.body[token.start : token.end].lower()
    return ask.kind in _OF_MAPS and (said.startswith(_FINAL) or before.endswith(_FINAL))


def shared_words(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> str:
    """The words in which several quantities asked in one breath say of what; in Korean up to the verb behind them."""
    span = shared_span(scene, ask, asks)
    if span is None:
        return ""
    last = span[1]
    if scene.language == "ko":
        end = joined_group(scene, ask, asks)[-1].place
        ends = {one.place for one in asks if one.place > end}
        sentence = sentence_of(scene, ask.place)
        places = range(end + 1, sentence.last + 1)
        last = next((at for at in places if scene.tokens[at].kind == "COMPUTE" or at in ends), sentence.last)
    return scene.words(span[0], last)


def joined_group(scene: Scene, ask: Ask, asks: Sequence[Ask]) -> list[Ask]:
    """The asks that stand beside this one with nothing but joints between them, this one included."""
    sentence = sentence_of(scene, ask.place)
    inside = [one for one in asks if one.place in sentence.places]
    groups: list[list[Ask]] = [[inside[0]]] if inside else []
    for one, two in pairwise(inside):
        between = {token.kind for token in scene.tokens[one.place + 1 : two.place]}
        if between <= _JOINING:
            groups[-1].append(two)
        else:
            groups.append([two])
    return next((group for group in groups if ask in group), [])


_HEADS = ("for ", "of ", "after ", "in ", "from ")


def _head(scene: Scene, sentence: Sentence, inside: list[Ask]) -> tuple[int, int] | None:
    """`For each layer, the output size and the number of parameters`: what stands before the first quantity."""
    first = inside[0].place
    if first <= sentence.first:
        return None
    start = scene.tokens[sentence.first - 1].end if sentence.first else 0
    said = scene.body[start : scene.tokens[first].start].lower().lstrip(" .?!\n")
    return (sentence.first, first - 1) if said.startswith(_HEADS) else None


_BY_QUANTITY = re.compile(
    r"(?:shapes?|sizes?|volumes?|parameters|params|weights|counts|macs|lengths?|outputs?)\sfirst\b|"
    r"(?:개를?|값을|들을?|수를?|크기를?|먼저 모두)\s먼저"
)
"""`(shapes first)`, `파라미터 두 개를 먼저`."""


def by_layer(scene: Scene, asks: Sequence[Ask], given: Mapping[int, list[Answer]]) -> list[Answer]:
    """All answers in order; what is asked in one breath of each layer goes layer by layer, unless told otherwise."""
    ordered: list[Answer] = []
    done: set[int] = set()
    for ask in asks:
        if ask.place in done:
            continue
        group = [one for one in joined_group(scene, ask, asks) if one.place in given] or [ask]
        rows = [given[one.place] for one in group]
        together = len({len(row) for row in rows}) == 1 and not _BY_QUANTITY.search(scene.body.lower())
        columns = zip(*rows, strict=True) if together else rows
        ordered += [one for part in columns for one in part]
        done |= {one.place for one in group}
    return ordered
