"""Words whose meaning hangs on their neighbours: `no dilation`, `padding x`, `a dense 7x7 layer`.

Each rule sees the tokens read so far and the one that comes, and gives what stands in its place; None leaves it.
"""

from __future__ import annotations

from archcalc.quiz.text import abbreviated
from archcalc.quiz.text.clauserules import CLAUSE_RULES
from archcalc.quiz.text.deniedwords import DENIED_RULES
from archcalc.quiz.text.layerwords import LAYER_RULES, Rule
from archcalc.quiz.text.token import Token, kind_at, last_kind
from archcalc.quiz.text.toldwords import TOLD_RULES
from archcalc.quiz.text.verbs import VERB_RULES
from archcalc.quiz.text.wholes import WHOLE_RULES


def respelled(tokens: list[Token]) -> list[Token]:
    """The tokens with every such word as what it means."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        changed = next((found for rule in RULES if (found := rule(kept, tokens, index)) is not None), [token])
        kept += changed
    return kept


def _denied(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`dilation 없음`, `커널을 뒤집지 않음`: the word and its denial are one."""
    token = tokens[index]
    if token.kind != "EXCL":
        return None
    for place, kind in ((-1, "DIL"), (-1, "FLIP"), (-2, "FLIP")):
        if len(kept) >= -place and kept[place].kind == kind:
            kept[place] = kept[place]._replace(kind=f"NO{kind}", end=token.end)
            return []
    return None


def _decimal_place(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`소수점 이하 셋째 자리까지`: no place among layers or classes."""
    behind = kind_at(tokens, index + 1)
    return [] if tokens[index].kind == "ORD" and behind == "DECIMALS" else None


def _averaged(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`the mean, over the components, of the squared errors`."""
    token = tokens[index]
    if token.kind != "SSE":
        return None
    for before in reversed(tokens[max(0, index - 6) : index]):
        if before.kind in ("STOP", "ASK"):
            return None
        if str(before.value).lower() in ("mean", "average"):
            return [token._replace(kind="MSE")]
    return None


def _unspecified(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`with some padding`: how much? In `two padded 3x3 convolutions` the number counts layers."""
    padded = tokens[index].kind == "PAD" and str(tokens[index].value).lower().endswith("padded")
    if padded and last_kind(kept) == "WNUM" and kind_at(tokens, index + 1) == "DIMS":
        return [tokens[index]._replace(kind="SAME")]  # as much as keeps the size, and not two
    if tokens[index].kind != "PAD" or last_kind(kept) != "WORD" or str(kept[-1].value).lower() != "some":
        return None
    return [kept.pop()._replace(kind="RELATIVE", end=tokens[index].end), tokens[index]]


def _unit_stride(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`unit stride`, `no stride`: a stride of 1."""
    token = tokens[index]
    return [token._replace(kind="STRIDE"), Token("NUM", 1, token.end, token.end)] if token.kind == "NOSTRIDE" else None


def _sum_of_both(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`of the first part, of the second and of both`: both of them together."""
    token = tokens[index]
    behind = kind_at(tokens, index + 1, "STOP")
    summed = token.kind == "SUMOF" and not any(one.kind in ("WEIGHTS", "BIASES") for one in tokens)
    if not (summed or str(token.value).lower() == "both") or last_kind(kept) != "AND":
        return None
    if behind not in ("STOP", "ASK", "TOTAL", "RP", "DWSEP"):
        return None
    return [token._replace(kind="TOTAL")]


def _without_gaps(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`a dense 7x7 layer`: no fully connected one."""
    if tokens[index].kind != "DIMS" or last_kind(kept) != "FC" or str(kept[-1].value).lower() != "dense":
        return None
    return [kept.pop()._replace(kind="STANDARD"), tokens[index]]


def _single_channel(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`maps 1 channel to 16`, `8→8 and 8→1 channels`: a number of channels, no grey picture."""
    said = tokens[index]
    if said.kind == "GRAY" and str(said.value).startswith("1 channel") and last_kind(kept) in ("ARROW", "TO"):
        return [said._replace(kind="NUM", value=1, end=said.start + 1), said._replace(kind="CH", start=said.start + 2)]
    if tokens[index].kind not in ("TO", "ARROW") or last_kind(kept) != "GRAY" or kept[-1].value != "1 channel":
        return None
    grey = kept.pop()
    return [grey._replace(kind="NUM", value=1), grey._replace(kind="CH", start=grey.end), tokens[index]]


def _crossed(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`padding X`, `bias: O`."""
    token = tokens[index]
    if token.kind != "WORD" or token.value not in ("x", "o") or last_kind(kept) not in ("PAD", "BIAS", "EQ", "COLON"):
        return None
    if kind_at(tokens, index + 1) in ("EQ", "SIZE", "MAP"):  # `zero-pad X = ...`, `layer: x of shape ...`
        return None
    return [token._replace(kind="EXCL" if token.value == "x" else "INCL")]


def _step_again(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`moves in steps of 3`: one stride."""
    return [] if tokens[index].kind == kind_at(tokens, index + 1) == "STRIDE" else None


def _one_connection(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`how many weights does this connection need`: one connection between layers, none that are counted."""
    token = tokens[index]
    needs = kind_at(tokens, index + 1, "STOP") in ("WORD", "STOP", "ASK", "AND", "COMMA")
    single = needs and token.kind == "CONNECTIONS" and str(token.value).lower() == "connection"
    return [token._replace(kind="WORD")] if single else None


_TIMED = ("time series", "signal", "sequence", "series", "recording", "waveform")


def _steps_of_time(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`A time series has 240 steps`: its length, no stride."""
    token = tokens[index]
    counted = last_kind(kept) == "NUM" and kind_at(tokens, index + 1, "STOP") in (
        "AND",
        "COMMA",
        "STOP",
        "CH",
        "WORD",
        "NUM",
        "CIN",
    )
    if token.kind != "STRIDE" or str(token.value).lower() != "steps" or not counted:
        return None
    timed = any(one.kind == "MAP" and str(one.value).lower().startswith(_TIMED) for one in kept)
    return [token._replace(kind="TIMESTEPS")] if timed else None


def _single_filter(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`3×3 필터 하나를`: the number of filters."""
    token = tokens[index]
    return [token._replace(kind="FILTER"), Token("NUM", 1, token.end, token.end)] if token.kind == "ONEFILTER" else None


def _no_biases(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`편향 0개`: none of them."""
    token = tokens[index]
    counted = token.kind == "NUM" and token.value == 0 and token.end - token.start > 1
    return [token._replace(kind="EXCL")] if counted and last_kind(kept) in ("BIAS", "BIASES") else None


def _counted_maps(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`입력 특성맵 6개`: as many input channels."""
    token, behind = tokens[index], tokens[index + 1 : index + 2]
    if token.kind != "INPUT" or not str(token.value).lower().endswith(("맵", "map", "maps")) or not behind:
        return None
    counted = behind[0].kind == "NUM" and behind[0].end - behind[0].start > len(str(behind[0].value))
    ends = kind_at(tokens, index + 2, "STOP") in (
        "COMMA",
        "SLASH",
        "AND",
        "STOP",
        "ARROW",
        "TO",
        "OUTMAP",
        "DIMS",
        "CONV",
    )
    return [token._replace(kind="CIN")] if counted and ends else None


def _to_one_value(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`1×1로 줄이는 전역 평균 풀링`: the size that global pooling always leaves."""
    token = tokens[index]
    ahead = [one.kind for one in tokens[index + 1 : index + 4]]
    single = token.kind == "DIMS" and set(token.value) == {1}
    return [] if single and "GAP" in ahead and set(ahead[: ahead.index("GAP")]) <= {"WORD", "SAVED", "TO"} else None


LARGEST_WINDOW = 11
_ENTERING = ("INPUT", "IMAGE", "MAP", "GRAY", "RGB")


def _input_in_list(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`입력 29×25×6 필터 12개`: notes without commas; what is as large as no window is no filter's size."""
    token, behind = tokens[index], kind_at(tokens, index + 1, "STOP")
    if token.kind != "DIMS" or last_kind(kept) not in _ENTERING or behind not in ("FILTER", "KSIZE", "NFILT", "COUT"):
        return None
    first = not any(one.kind == "DIMS" for one in kept)
    large = first and len(token.value) > 1 and min(token.value[:2]) > LARGEST_WINDOW
    return [token, Token("COMMA", "", token.end, token.end)] if large else None


def _denied_before(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`덧댐 없음 편향 포함`: in Korean what is denied stands in front of the denial."""
    token, ahead = tokens[index], [one.kind for one in tokens[index + 1 : index + 3]]
    korean = "가" <= str(token.value)[:1] <= "힣"
    parted = token.kind == "EXCL" and korean and ahead == ["BIAS", "INCL"]
    return [token, Token("COMMA", "", token.end, token.end)] if parted else None


RULES: tuple[Rule, ...] = (
    *LAYER_RULES,
    *TOLD_RULES,
    *VERB_RULES,
    *CLAUSE_RULES,
    *DENIED_RULES,
    *WHOLE_RULES,
    *abbreviated.RULES,
    _denied,
    _decimal_place,
    _averaged,
    _unspecified,
    _unit_stride,
    _sum_of_both,
    _without_gaps,
    _single_channel,
    _crossed,
    _step_again,
    _one_connection,
    _steps_of_time,
    _single_filter,
    _no_biases,
    _counted_maps,
    _to_one_value,
    _input_in_list,
    _denied_before,
)
