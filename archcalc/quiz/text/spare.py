"""What says nothing new: glosses, definitions, notes on counting, questions asked twice, notations explained."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.quantities import QUANTITIES
from archcalc.quiz.text.token import Source, Token, kind_at


def without_defined_calls(tokens: list[Token], source: Source) -> list[Token]:
    """`... MP(2) ... MP(2) is 2x2 max pooling with stride 2.`: a sentence that says what a layer's name means."""
    seen: set[str] = set()
    kept: list[Token] = []
    skipping = False
    for index, token in enumerate(tokens):
        if token.kind == "CALL":
            text = source.lower[token.start : token.end]
            opens = not kept or kept[-1].kind == "STOP"
            meant = next((one for one in tokens[index + 1 : index + 3] if one.kind == "DIMS"), None)
            skipping = text in seen and opens and meant is not None and meant.value == token.value.fields.get("kernel")
            seen.add(text)
        if not skipping:
            kept.append(token)
        skipping = skipping and token.kind != "STOP"
    return kept


def without_glosses(tokens: list[Token], source: Source) -> list[Token]:
    """`패딩(padding) 2`, `cardinality (number of groups) 32`: brackets that only say a word once more."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        kinds = [token.kind for token in tokens[index : index + 3]]
        if kinds[:2] == ["LP", "RP"]:  # `the (square) input`
            index += 2
            continue
        if kinds == ["PARAMS", "LP", "RP"] and any(token.kind == "PARAMS" for token in kept):  # `model.parameters()`
            index += 3
            continue
        if kept and kinds == ["LP", kept[-1].kind, "RP"] and kept[-1].kind not in ("NUM", "DIMS", "WORD", "MATRIX"):
            index += 3
            continue
        kept.append(tokens[index])
        index += 1
    return kept


_WORK = frozenset({"MACS", "MULTS", "ADDS", "OPS"})
_BOUNDS = frozenset({"COMMA", "STOP", "ASK", "LP", "RP", "COMPUTE", "COLON", "FLOPS", "AND", "ITEM", "SLASH"})
_PAIR = (("multiplication", "multiplications", "곱셈"), ("addition", "additions", "덧셈"))


def without_counted(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens without the work in the clause of such a note, and without `one multiplication and one addition`."""
    notes = [at for at, token in enumerate(tokens) if token.kind == "TWOFLOPS"]
    gone: set[int] = set()
    for note in notes:
        for step in (-1, 1):
            place = note + step
            while 0 <= place < len(tokens) and tokens[place].kind not in _BOUNDS:
                gone |= {place} if tokens[place].kind in _WORK else set()
                place += step
    if notes:
        gone |= _paired(tokens)
    return [token for at, token in enumerate(tokens) if at not in gone]


def _paired(tokens: list[Token]) -> set[int]:
    """`one multiplication and one addition`, `곱셈과 덧셈을 따로`: the two halves of a multiply-add."""
    places = [at for at, token in enumerate(tokens) if token.kind not in ("WNUM", "NUM", "AND", "PLUS")]
    for one, two in pairwise(places):
        words = (str(tokens[one].value).lower(), str(tokens[two].value).lower())
        if tokens[one].kind == "MULTS" and all(word in pair for word, pair in zip(words, _PAIR, strict=True)):
            return set(range(one - (tokens[one - 1].kind in ("WNUM", "NUM")), two + 1))
    return set()


_ABOUT_PRINTING = re.compile(
    r"\W*(?:(?:what|which)\s(?:\w+\s){0,4}?(?:print\w*|appears?|displayed|shown|output\w*|come\sout|comes\sout)|"
    r"(?:어떤\s|무슨\s)?(?:수|값|숫자|것|무엇|뭐|결과)\S*\s?(?:이|가|은|는)?\s?(?:출력|찍히|찍힐|나오|나올|표시|얼마|몇|무엇)|"
    r"(?:출력|찍히|표시)\S*\s?(?:수|값|숫자|것|결과)?\S*\s?(?:무엇|뭐|얼마|몇))[^?]{0,20}\?*\s*$"
)
_ASKS_AGAIN = re.compile(
    r"\W*(?:(?:그래서|그럼|그러면|정확히|정확한|정확하게|대체|도대체|모두|총|전부)\s)*(?:(?:개수|수|값)(?:는|가)?\s?)?"
    r"(?:(?:몇\s?(?:개|번|회|장)|얼마)(?:인가요|인지|예요|이에요|인가|일까요|이죠|죠|야|임|나요|입니까)?)?\s?"
    r"(?:(?:알려|구해|말해|계산해|세어|답해)\s?(?:주세요|줘|줘요|주십시오|보세요|봐))?\W*|"
    r"\W*(?:(?:so|but|then|exactly|precisely|how|many|much|what|is|the|exact|precise|number|count|please|tell|give|me|it|and|are|there)\W+)+",
)


def without_asking_twice(tokens: list[Token], text: str) -> list[Token]:
    """Without a last sentence that only asks what a line of code before it prints, or what was asked before it."""
    ends = [at for at, token in enumerate(tokens[:-1]) if token.kind in ("STOP", "ASK")]
    if ends and _ASKS_AGAIN.fullmatch(text[tokens[ends[-1]].end :].lower()):
        return tokens[: ends[-1] + 1] if _asks_one_thing(tokens[: ends[-1] + 1]) else tokens
    if not ends or not _ABOUT_PRINTING.match(text[tokens[ends[-1]].end :].lower()):
        return tokens
    lines = [at for at, token in enumerate(tokens) if token.kind == "COMPUTE" and kind_at(tokens, at + 1) == "LP"]
    lines = [at for at in lines if str(tokens[at].value).lower() == "print" and at < ends[-1]]
    printed = [one for at in lines[-1:] for one in tokens[at : ends[-1]]]
    named = [one.kind for one in printed if one.kind in QUANTITIES]
    several = any(one.kind == "COMMA" for one in printed)
    return tokens[: ends[-1] + 1] if len(named) == 1 and not several else tokens


def _asks_one_thing(tokens: list[Token]) -> bool:
    """Whether the last of some sentences is a question that names one quantity, and those before it ask nothing."""
    first = max((at + 1 for at, token in enumerate(tokens[:-1]) if token.kind in ("STOP", "ASK")), default=0)
    named = [token.kind for token in tokens[first:] if token.kind in QUANTITIES]
    earlier = any(token.kind == "ASK" for token in tokens[:first])
    return tokens[-1].kind == "ASK" and len(named) == 1 and not earlier


_LEGENDS = (["CONVNAME", "EQ"], ["POOLNAME", "EQ"], ["VALUES", "KSIZE"], ["STRIDE", "EQ"])


def without_legends(tokens: list[Token]) -> list[Token]:
    """Without brackets that explain names: `(conv3 = 3x3 convolution, s = stride)`, `(the number is the kernel)`."""
    for first, token in enumerate(tokens):
        if token.kind == "LP" and [one.kind for one in tokens[first + 1 : first + 3]] in _LEGENDS:
            last = next((at for at in range(first, len(tokens)) if tokens[at].kind == "RP"), None)
            inside = tokens[first:last] if last else []
            named = not any(one.kind == "EQ" and kind_at(inside, at + 1) == "NUM" for at, one in enumerate(inside))
            if last is not None and named and any(one.kind in ("SIZEDCONV", "STEPPED") for one in tokens[:first]):
                return without_legends(tokens[:first] + tokens[last + 1 :])
    return tokens


_MEANS = frozenset({"EQ", "COLON", "WORD", "ARROW", "LP", "RP", "COMMA"})


def without_signs_told(tokens: list[Token]) -> list[Token]:
    """Without what only spells a sign of the layers before it: `(/2는 스트라이드 2)`, `20@5x5는 5x5 필터 20개`."""
    strides = [one.value[1] for one in tokens if one.kind == "STEPPED"]
    for at, token in enumerate(tokens):
        said = [one.kind for one in tokens[at : at + 5] if one.kind not in _MEANS]
        if token.kind == "SLASH" and strides and said[:4] == ["SLASH", "NUM", "STRIDE", "NUM"]:
            numbers = [one for one in tokens[at : at + 6] if one.kind == "NUM"][:2]
            if numbers[0].value == numbers[1].value and numbers[0].value in strides:
                return _without(tokens, at, numbers[1])
        if token.kind == "COUNTED" and said[:1] == ["COUNTED"] and token.value in [one.value for one in tokens[:at]]:
            end = _spelled_out(tokens, at)
            if end is not None:
                return _without(tokens, at, end)
    return tokens


def _without(tokens: list[Token], first: int, last: Token) -> list[Token]:
    return tokens[:first] + tokens[tokens.index(last) + 1 :]


def _spelled_out(tokens: list[Token], at: int) -> Token | None:
    """The last token of `5x5 필터 20개`, `20 filters of 5x5`, where that is what the sign at a place stands for."""
    part = [one for one in tokens[at + 1 : at + 7] if one.kind not in _MEANS][:3]
    if {one.kind for one in part} != {"DIMS", "FILTER", "NUM"}:
        return None
    values = {one.kind: one.value for one in part}
    return part[-1] if tokens[at].value == (values["NUM"], values["DIMS"]) else None


def without_notes(tokens: list[Token]) -> list[Token]:
    """Without brackets that only explain a notation: `(64@3x3 means 64 filters of 3x3)`."""
    seen: set[object] = set()
    kept: list[Token] = []
    skipping = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind == "LP" and following and following.kind == "COUNTED" and following.value in seen:
            skipping = True
        if token.kind == "LP" and "@" in [one.value for one in tokens[index + 1 : index + 3]]:  # `(N@3x3은 ...)`
            kept.append(token)
            skipping = True
        if token.kind == "COUNTED":
            seen.add(token.value)
        if not skipping:
            kept.append(token)
        skipping = skipping and token.kind not in ("RP", "COMMA", "STOP")
    return kept


_MEANING = ("mean", "denot", "stand", "signif", "뜻", "의미", "나타내", "나타냄")
_OPENING = frozenset({"LP", "STOP", "ASK", "COMMA"})
_CLOSING = frozenset({"RP", "STOP", "ASK"})
_LEADING = ("where", "here", "여기서", "단")


_TOLD_BESIDES = frozenset({"PAD", "STRIDE", "SAME", "KEPT", "VALID", "BIAS", "DIL", "GROUP"})


def without_meanings(tokens: list[Token]) -> list[Token]:
    """Without a clause that says what a notation written before means: `here conv3x3-8 means eight 3x3 filters`."""
    for place, token in enumerate(tokens):
        if token.kind != "WORD" or not str(token.value).lower().startswith(_MEANING):
            continue
        first = next((at for at in range(place, 0, -1) if tokens[at].kind in _OPENING), 0)
        last = next((at for at in range(place, len(tokens)) if tokens[at].kind in _CLOSING), len(tokens) - 1)
        clause = tokens[first + 1 : last]
        if _explains(tokens[:first], clause):
            if any(one.kind in _TOLD_BESIDES for one in clause):
                return [*tokens[:place], token._replace(kind="BADNUM"), *tokens[place + 1 :]]  # of which layers else?
            closed = tokens[first].kind != "LP" and tokens[last].kind != "RP"
            return without_meanings(tokens[:first] + tokens[last if closed else last + 1 :])
    return tokens


def _explains(before: list[Token], clause: list[Token]) -> bool:
    """Whether a clause begins with what stands before already, a number in it."""
    named = [(one.kind, one.value) for one in clause if str(one.value).lower() not in _LEADING]
    seen = [(one.kind, one.value) for one in before]
    length = next((at for at in range(len(named), 1, -1) if _stands_in(named[:at], seen)), 0)
    return any(kind == "NUM" or kind == "DIMS" for kind, _ in named[:length])


def _stands_in(part: list[tuple[str, object]], whole: list[tuple[str, object]]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
