"""How many axes a question's maps have: one for signals and sentences, three for clips and volumes, else two."""

from __future__ import annotations

from archcalc.quiz.text.stretches import kinds_among
from archcalc.quiz.text.token import Token

_LINEAR = ("time series", "signal", "sequence", "series", "waveform", "audio", "sentence", "recording", "ecg")
_LINEAR_KO = ("시계열", "신호", "시퀀스", "음성", "오디오", "문장", "파형", "심전도", "녹음", "텍스트")
_SOLID = ("clip", "video", "ct ", "mri", "voxel", "클립", "비디오", "동영상", "복셀")


def axes_of(tokens: list[Token]) -> int:
    """The number of spatial axes, by the code, else by the words, else by the kernel's sizes."""
    kinds = kinds_among(tokens)
    words = {str(token.value).lower() for token in tokens if token.kind in ("CONV", "TRANS")}
    for axes in (3, 1):
        if words & {f"conv{axes}d", f"conv{axes} d", f"convtranspose{axes}d"}:
            return axes
    deep = any(token.kind == "AXES" and "d" in str(token.value) for token in tokens)  # asked as D x H x W
    if deep or "D3" in kinds or _is_solid(tokens):
        return 3
    thin = any(token.kind == "DIMS" and len(token.value) == 2 and min(token.value) == 1 for token in tokens)
    if "D1" in kinds and "FLAT" not in kinds and not thin:
        return 1
    return 1 if _is_linear(tokens, kinds) else 2


def _is_solid(tokens: list[Token]) -> bool:
    """A cubic kernel in a question on clips, scans or frames."""
    cubes = any(
        token.kind == "DIMS"
        and len(token.value) == 3
        and len(set(token.value[1:])) == 1
        and kinds_among(tokens[max(0, index - 2) : index + 2]) & {"FILTER", "KSIZE", "CONV", "CONVLAYER"}
        for index, token in enumerate(tokens)
    )
    named = any(
        token.kind == "FRAMES"
        or (token.kind in ("MAP", "IMAGE", "WORD") and str(token.value).lower().startswith(_SOLID))
        for token in tokens
    )
    return named and (cubes or _beside_channels(tokens))


def _beside_channels(tokens: list[Token]) -> bool:
    """`6채널 9×29×25 클립`: three sides, as the channels are told apart."""
    kinds = [token.kind for token in tokens]
    sized = [at for at, token in enumerate(tokens) if token.kind == "DIMS" and len(token.value) == 3]
    return any(kinds[max(0, at - 2) : at] == ["NUM", "CH"] for at in sized)


def _is_linear(tokens: list[Token], kinds: frozenset[str]) -> bool:
    """Words for what has one axis, and no size with more."""
    if any(token.kind in ("DIMS", "COUNTED", "STEPPED", "CALL", "MATRIX", "VECTOR") for token in tokens):
        return False
    if kinds & {"TIMESTEPS", "TEMPORAL", "WORDSN"}:
        return True
    maps = {str(token.value).lower() for token in tokens if token.kind == "MAP"}
    return any(word.startswith(_LINEAR) or word in _LINEAR_KO for word in maps) and bool(kinds & {"CONV", "FILTER"})
