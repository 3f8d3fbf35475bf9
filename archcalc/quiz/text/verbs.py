"""Verbs whose place tells what they say: Korean ones stand behind what is made, `leave ... out` around it."""

from __future__ import annotations

from archcalc.quiz.text.layerwords import Rule
from archcalc.quiz.text.token import Token, kind_at, last_kind


def _result_made(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """The Korean verb behind a result: `4×4 특징맵이 나온다`."""
    token = tokens[index]
    korean = "가" <= str(token.value)[:1] <= "힣"
    return (
        [token._replace(kind="MADE")]
        if token.kind == "GIVES" and korean and last_kind(kept) in ("DIMS", "MAP")
        else None
    )


def _made_before(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`모델을 만들고 32x32 이미지를 통과시켰다`: what a Korean verb makes stands before it."""
    token = tokens[index]
    joins = token.kind == "GIVES" and str(token.value).endswith(("고", "어", "서"))
    return [token._replace(kind="WORD")] if joins and kind_at(tokens, index + 1) == "DIMS" else None


def _left_out(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`Leave biases out`: the two parts of the verb stand around what is left out."""
    token = tokens[index]
    opened = last_kind(kept) == "BIAS" and str(tokens[index - 2].value).lower() in ("leave", "leaving", "left")
    return [token._replace(kind="EXCL")] if opened and str(token.value).lower() in ("out", "aside", "away") else None


_USED = frozenset({"FILTER", "KSIZE", "PAD", "STRIDE", "DIL", "BIAS", "SAME", "VALID", "CONV", "CONVLAYER", "POOL"})


def _uses(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`3×3 커널을 쓰고`: what is used, not written down."""
    token = tokens[index]
    used = token.kind == "COMPUTE" and str(token.value) in ("쓰고", "쓰며") and last_kind(kept) in _USED
    return [token._replace(kind="WORD")] if used else None


def _same_input(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`Same 32 × 32 input`: the input again, no padding."""
    token, behind = tokens[index], kind_at(tokens, index + 2)
    again = token.kind == "SAME" and str(token.value).lower() == "same" and kind_at(tokens, index + 1) == "DIMS"
    valued = last_kind(kept) in ("PAD", "EQ", "COLON")  # `padding='same' on a 64x64 map`
    return [token._replace(kind="WORD")] if again and not valued and behind in ("INPUT", "IMAGE", "MAP") else None


def _steps_taken(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`after the two steps`: layers one behind the other, no stride."""
    token = tokens[index]
    steps = token.kind == "STRIDE" and str(token.value).lower() == "steps" and last_kind(kept) == "WNUM"
    told = steps and index > 1 and str(tokens[index - 2].value).lower() in ("after", "the", "these", "both", "of")
    return [token._replace(kind="STAGE")] if told else None


_EXCHANGES = ("분해", "분할", "교체", "대체", "분리", "치환", "변경")


def _done_first(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`1×1로 줄인 후 3×3 필터를 적용`: one layer behind the other, no design before and after a change."""
    token = tokens[index]
    told = token.kind == "BEFOREAFTER" and str(token.value) in ("줄인 후", "압축 후", "적용 후", "변환 후")
    changed = token.kind == "THEN" and str(token.value) in ("한 뒤", "한 후") and last_kind(kept) in ("WORD", "VERSUS")
    if changed and str(kept[-1].value) in _EXCHANGES and kind_at(tokens, index + 1) not in ("DIMS", "FILTER", "CALL"):
        return [token._replace(kind="BEFOREAFTER", value="바꾼 뒤", start=kept.pop().start)]
    return [token._replace(kind="THEN")] if told and kind_at(tokens, index + 1) in ("DIMS", "FILTER", "CALL") else None


def _wanted_size(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`digits are 28x28, but the network wants 32x32`: what the padding that is asked must give."""
    token = tokens[index]
    wants = token.kind == "WORD" and str(token.value).lower() in ("wants", "expects", "requires", "demands")
    padded = wants and any(one.kind in ("PAD", "ZEROS", "PADTOTAL") for one in tokens)
    sized = kind_at(tokens, index + 1) == "DIMS" and kind_at(tokens, index + 2, "STOP") in ("STOP", "INPUT", "IMAGE")
    return [token._replace(kind="GIVES")] if padded and sized else None


_FIRST = frozenset({"원래", "처음", "본래", "original", "initial", "원본"})


def _original_map(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`원래 영상은 몇 × 몇`, `how large was the original image`: what entered."""
    token, before = tokens[index], kept[-1] if kept else None
    named = token.kind in ("IMAGE", "MAP", "SIZE", "SPATIAL") and before is not None and before.kind == "WORD"
    if not named or before is None or str(before.value).lower() not in _FIRST:
        return None
    sized = [token] if token.kind in ("SIZE", "SPATIAL") else []
    return [kept.pop()._replace(kind="INPUT", end=token.start if sized else token.end), *sized]


def _maps_onto(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`A window of 2x2 maps 8x8 to 4x4`: a verb, and no feature maps."""
    verb = tokens[index].kind == "MAP" and str(tokens[index].value).lower() == "maps"
    onto = [token.kind for token in tokens[index + 1 : index + 4]] == ["DIMS", "TO", "DIMS"]
    return [tokens[index]._replace(kind="GIVES")] if verb and onto and last_kind(kept) in ("DIMS", "RP") else None


_ADVERBS = frozenset({"also", "then", "finally", "next", "now", "please", "lastly", "additionally", "further", "and"})


def _ordered(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`Also give the number of weights.`: at the head of a sentence an order, no layer that gives something."""
    token = tokens[index]
    if token.kind != "GIVES" or str(token.value).lower() != "give":
        return None
    head = index
    while head and tokens[head - 1].kind not in ("STOP", "ASK", "COLON"):
        head -= 1
    adverbs = {str(one.value or "and").lower() for one in tokens[head:index] if one.kind != "COMMA"}
    return [token._replace(kind="COMPUTE")] if adverbs <= _ADVERBS else None


def _named_step(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`each of the two steps`: stages of a computation, no stride."""
    token, before = tokens[index], [one.kind for one in kept[-2:]]
    said = token.kind == "STRIDE" and str(token.value).lower() in ("step", "steps")
    counted = before[-1:] in (["EACH"], ["ALL"]) or before in (["EACH", "WNUM"], ["ALL", "WNUM"])
    costs = (["MACS"], ["PARAMS"], ["FLOPS"], ["MULTS"], ["WEIGHTS"], ["TOTAL"])
    spent = before[-1:] in costs
    counted = counted or (before[:1] in costs and before[1:] == ["WNUM"])  # `MACs of the two steps`
    whole = spent and kind_at(tokens, index + 1, "STOP") in ("STOP", "ASK")  # `total MACs of the step?`
    likened = bool(kept) and (
        str(kept[-1].value).lower() == "like" or kept[-1].kind == "DWSEP"
    )  # `a MobileNet-like step on 56x56x128`
    return [token._replace(kind="STAGE")] if said and (counted or whole or likened) else None


VERB_RULES: tuple[Rule, ...] = (
    _ordered,
    _maps_onto,
    _wanted_size,
    _original_map,
    _done_first,
    _same_input,
    _steps_taken,
    _named_step,
    _result_made,
    _made_before,
    _left_out,
    _uses,
)
