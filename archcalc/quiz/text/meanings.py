"""Words that only explain a notation: `(conv3 = 3x3 convolution)`, `("conv3x3-8" means eight 3x3 filters)`."""

from __future__ import annotations

from archcalc.quiz.text.token import Token, kind_at

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
