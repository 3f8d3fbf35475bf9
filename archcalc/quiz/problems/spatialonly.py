"""Whether only height and width of an output are asked: `the spatial size`, `H×W`, `the size of each feature map`."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from archcalc.quiz.problems.state import State
from archcalc.quiz.quantities import Ask
from archcalc.quiz.text.stretches import past


def is_spatial_only(state: State, ask: Ask) -> bool:
    """`the spatial size`, `height and width`, `H×W`, the size of a single map: without the channels."""
    tokens = state.scene.tokens
    first = past(tokens, ask.place - 1, _LISTED, -1) + 1  # `H and W of enc1's, enc2's and dec1's output`
    near = tokens[max(0, first - 3) : ask.place + 4]
    if _with_depth(state, ask):
        return False
    word = str(tokens[ask.place].value or "").lower()
    spatial = any(token.kind == "SPATIAL" or (token.kind == "AXES" and token.value in ("hw", "wh")) for token in near)
    return spatial or any(part in word for part in _SPATIAL_WORDS) or is_of_one_map(state, ask)


_LISTED = frozenset({"LAYERNAME", "CONVNAME", "POOLNAME", "AND", "COMMA"})
_SPATIAL_WORDS = ("resolution", "spatial", "해상도")
_CHANNELS = frozenset({"CH", "COUT"})


def _with_depth(state: State, ask: Ask) -> bool:
    """`the spatial size and depth`, `높이·너비·채널 수`: the whole shape."""
    tokens = state.scene.tokens
    behind = takewhile(lambda token: token.kind not in ("STOP", "ASK", "COMPUTE"), tokens[ask.place + 1 :])
    kinds = [token.kind for token in behind if token.kind != "VALUES"][:7]
    counted = {*_CHANNELS, *(("MAP",) if any(token.kind == "VALUES" for token in tokens[ask.place + 1 :]) else ())}
    return any(one in ("AND", "COMMA") and two in counted for one, two in pairwise(kinds))


_ONE_MAP = re.compile(
    r"(?:맵|map)(?:\s한\s장|\s하나|의\s한\s장)|한\s장의|필터\s하나가\s만드는|(?:각|한)\s(?:출력\s)?채널의|"
    r"(?:each|one|a single|every)\s(?:output\s|feature\s|activation\s|resulting\s)*(?:maps?|channels?)(?![a-z])|"
    r"(?:ignoring|without|excluding|no)\s(?:the\s)?channels?|채널(?:\s수)?[을는은]?\s?(?:제외|빼고|무시)"
)


def is_of_one_map(state: State, ask: Ask) -> bool:
    """`the size of each output feature map`, `ignoring the channels`."""
    return bool(_ONE_MAP.search(state.said(ask)))
