"""What says nothing new: glosses in brackets, definitions of names, layers that are said not to be there."""

from __future__ import annotations

from archcalc.quiz.text.hangul import is_korean
from archcalc.quiz.text.token import Source, Token

_DISMISSED = frozenset({"POOL", "MAXPOOL", "AVGPOOL", "RELU", "SKIP", "PW"})


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


def without_absent(tokens: list[Token], source: Source) -> list[Token]:
    """`no pooling`, `풀링과 편향을 무시하고`: what is not there or not counted is no layer."""
    gone: set[int] = set()
    korean = is_korean(source.lower)
    for index, token in enumerate(tokens):
        if token.kind not in _DISMISSED or _sized(tokens, index):
            continue
        before = [one.kind for one in tokens[max(0, index - 1) : index]]
        after = [one.kind for one in tokens[index + 1 : index + 4]]
        ends = korean or after[1:2] in ([], ["STOP"], ["RP"], ["COMMA"], ["ASK"])
        if (after[:1] == ["EXCL"] and ends) or after[:3] == ["AND", "BIAS", "EXCL"]:
            gone |= {index, index + 1}
        elif before == ["EXCL"] and not korean:
            gone |= (
                {index, index + 1} if after[:1] in (["AND"], ["OR"]) and after[1:2] == ["BIAS"] else {index - 1, index}
            )
    return [token for index, token in enumerate(tokens) if index not in gone]


def _sized(tokens: list[Token], index: int) -> bool:
    """Whether a size stands beside a layer's name: then it is there."""
    beside = tokens[max(0, index - 1) : index] + tokens[index + 1 : index + 2]
    return any(one.kind in ("DIMS", "STEPPED", "COUNTED", "NUM") for one in beside)
