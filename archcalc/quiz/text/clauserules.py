"""Words whose meaning hangs on their clause: letters behind an input, denied dilations, verbs about who acts."""

from __future__ import annotations

from archcalc.quiz.text.layerwords import Rule
from archcalc.quiz.text.token import Token, kind_at, last_kind


def _filters_lettered(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`Input 20×20×6, K = 7×7, N = 40`: behind a whole input and a kernel, N counts the filters."""
    token = tokens[index]
    lettered = token.kind == "SIDE" and str(token.value).lower().startswith("n") and kind_at(tokens, index + 1) == "NUM"
    sizes = [one for one in kept if one.kind == "DIMS"]
    whole = any(len(one.value) == 3 for one in sizes)
    told = any(one.kind in ("NFILT", "COUT", "FILTER") for one in tokens)
    kernel = any(one.kind == "KSIZE" for one in tokens)
    return [token._replace(kind="NFILT")] if lettered and whole and kernel and not told else None


def _undilated(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`the first is not dilated`: a dilation of 1 of that layer."""
    token = tokens[index]
    if token.kind != "NODIL" or last_kind(kept) != "ORD":
        return None
    return [token._replace(kind="DIL", end=token.end - 1), Token("NUM", 1, token.end - 1, token.end)]


def _maker(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`앱을 만드는 지호는 48×48 영상을`: a verb about who acts, no result of a layer."""
    token, behind = tokens[index], tokens[index + 1 : index + 2]
    korean = token.kind == "GIVES" and "가" <= str(token.value)[:1] <= "힣"
    acts = bool(behind) and behind[0].kind == "WORD" and str(behind[0].value).endswith(("는", "은", "가"))
    return [token._replace(kind="WORD")] if korean and acts and last_kind(kept) not in ("DIMS", "NUM", "MAP") else None


def _dilated_layer(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`확장 합성곱층 여섯 개`: so many layers, no dilation of 6."""
    token = tokens[index]
    layer = token.kind == "WORD" and str(token.value) == "층" and last_kind(kept) == "DIL"
    return [token._replace(kind="CONVLAYER")] if layer else None


_OTHER_LOSSES = frozenset({"CE", "MSE", "SSE", "OTHERLOSS"})


def _loss_of_softmax(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`softmax of [1, 2, 3] and the loss if the last class is right`: the cross-entropy, where no other is named."""
    token = tokens[index]
    named = token.kind == "WORD" and str(token.value).lower().startswith(("loss", "손실"))
    kinds = {one.kind for one in tokens}
    scored = bool(kinds & {"SOFTMAX", "LOGITS"}) and bool(kinds & {"CLASS", "TARGET"})
    return [token._replace(kind="CE")] if named and scored and not kinds & _OTHER_LOSSES else None


def _window_of_signal(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`nn.Conv1d(...) on accelerometer windows with 12 channels`: stretches of a signal, no kernel."""
    token = tokens[index]
    plural = token.kind == "KSIZE" and str(token.value).lower() == "windows"
    coded = any(one.kind == "CALL" and one.value.fields.get("kernel") for one in kept)
    return [token._replace(kind="MAP")] if plural and coded else None


_EXCEPTIONS = frozenset({"except", "excepting", "besides"})


def _excepted(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`all strides are 1 except the pooling with stride 2`: what follows is about another layer."""
    word = tokens[index].kind == "WORD" and str(tokens[index].value).lower() in _EXCEPTIONS
    behind = [one.kind for one in tokens[index + 1 : index + 5]]
    valued = {"STRIDE", "DIL", "PAD", "KSIZE"} & set(behind) and {"NUM", "DIMS"} & set(behind)
    return [tokens[index]._replace(kind="THEN")] if word and valued else None


_DOES = frozenset({"SAVED", "GIVES", "TAKES"})
_VERBS = ("reduc", "squeez", "compress", "bring", "shrink", "lower", "map", "project", "cut", "expand", "widen", "turn")
_LAYERED = ("LAYER", "CONV", "CONVLAYER", "PW", "FILTER")


def _adverb_first(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`if a 1x1 layer first reduces the channels to 80`: what is done first, no place of a layer."""
    token, behind = tokens[index], tokens[index + 1 : index + 2]
    adverb = token.kind == "ORD" and str(token.value) == "1" and last_kind(kept) in _LAYERED and bool(behind)
    acts = adverb and (behind[0].kind in _DOES or str(behind[0].value).lower().startswith(_VERBS))
    return [] if acts else None


def _then_goes(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`and the 3x3 layer then goes 80→128`: the same layer, none that follows."""
    token, behind = tokens[index], tokens[index + 1 : index + 3]
    goes = len(behind) == 2 and str(behind[0].value).lower() in ("goes", "maps", "runs", "leads")
    inside = token.kind == "THEN" and last_kind(kept) in _LAYERED and goes and behind[1].kind in ("NUM", "FROM")
    return [] if inside else None


def _maps_to(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`the 5x5 layer then maps 16→32`: a verb."""
    verb = tokens[index].kind == "MAP" and str(tokens[index].value).lower() == "maps"
    ahead = [one.kind for one in tokens[index + 1 : index + 3]]
    return [] if verb and last_kind(kept) in _LAYERED and ahead == ["NUM", "ARROW"] else None


def _filters_listed(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`64 1x1 and 64 3x3 filters`: the noun behind the last entry is that of all."""
    token = tokens[index]
    if token.kind not in ("AND", "COMMA") or [one.kind for one in kept[-2:]] != ["NUM", "DIMS"]:
        return None
    ahead = [one.kind for one in tokens[index + 1 : index + 9]]
    while ahead[:3] in (["NUM", "DIMS", "COMMA"], ["NUM", "DIMS", "AND"]):
        ahead = ahead[3:]
    listed = ahead[:3] == ["NUM", "DIMS", "FILTER"]
    return [Token("FILTER", "filters", token.start, token.start), token] if listed else None


def _one_frame(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`What shape does one frame have afterwards?`: no size of what comes out."""
    token = tokens[index]
    single = token.kind == "WNUM" and token.value == 1 and kind_at(tokens, index + 1) in ("IMAGE", "FRAMES")
    return [] if single and last_kind(kept) == "OUTPUT" else None


def _labelled_designs(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`Two residual blocks. A: ... B: ...`: as many as are labelled, nothing that is repeated."""
    token = tokens[index]
    labels = {one.value for one in tokens[index:] if one.kind == "SIDELABEL"}
    ahead = [one.kind for one in tokens[index + 1 : index + 5]]
    named = "BLOCK" in ahead and set(ahead[: ahead.index("BLOCK")]) <= {"WORD", "NETWORK", "SHORTCUT"}
    counted = token.kind == "WNUM" and len(labels) > 1 and token.value == len(labels)
    return [] if counted and named and last_kind(kept) in ("", "STOP", "COMPUTE") else None


def _middle_one(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`three 3x3 convs, the middle one with stride 2`: the second."""
    token, ahead = tokens[index], [one.kind for one in tokens[index + 1 : index + 3]]
    middle = token.kind in ("WORD", "PICK") and str(token.value).lower() in ("middle", "central")
    named = ahead[:1] in (["CONV"], ["CONVLAYER"], ["LAYER"]) or ahead in (["WNUM", "STRIDE"], ["WNUM", "DIL"])
    counts = [one.value for one in kept if one.kind == "WNUM" and one.value != 1]
    odd = len(counts) == 1 and counts[0] % 2 == 1
    return [token._replace(kind="ORD", value=(counts[0] + 1) // 2)] if middle and named and odd else None


def _channels_dashed(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`four 3x3 convs with channels 3-32-32-64`: the channels from layer to layer, no widths of dense ones."""
    token = tokens[index]
    if token.kind != "CHAIN" or last_kind(kept) != "CH" or not any(one.kind == "DIMS" for one in tokens):
        return None
    arrow = Token("ARROW", "→", token.start, token.start)
    spelled = [part for value in token.value for part in (arrow, token._replace(kind="NUM", value=value))]
    return spelled[1:]


_FILTERING = frozenset({"CONV", "CONVLAYER", "FILTER", "KSIZE", "DIMS", "PW", "DWSEP", "STOP", "ASK", "COMMA", "ARROW"})


def _per_channel(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`BN은 채널별로 γ와 β를 학습한다`, `편향은 채널마다 하나씩`: said of a norm or a bias, no depthwise layer."""
    token = tokens[index]
    if token.kind != "DW" or not str(token.value).startswith("채널"):
        return None
    before = next((one.kind for one in reversed(kept) if one.kind in _FILTERING | {"BN", "BIAS"}), "")
    if before not in ("BN", "BIAS"):
        return None
    return [
        token._replace(kind="CH", value="채널", end=token.start + 2),
        token._replace(kind="EACH", start=token.start + 2),
    ]


CLAUSE_RULES: tuple[Rule, ...] = (
    _loss_of_softmax,
    _filters_lettered,
    _undilated,
    _maker,
    _dilated_layer,
    _excepted,
    _window_of_signal,
    _adverb_first,
    _then_goes,
    _maps_to,
    _filters_listed,
    _one_frame,
    _labelled_designs,
    _middle_one,
    _per_channel,
    _channels_dashed,
)
