"""Whether an output that is named in an asking sentence is asked for, or only described."""

from __future__ import annotations

import re

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token, kind_at

OPEN = frozenset(
    [
        "ASK",
        "STOP",
        "COMMA",
        "RP",
        "AND",
        "COMPUTE",
        "EACH",
        "COLON",
        "TOTAL",
        "COMPARE",
        "EQ",
        "SLASH",
        "OR",
        "TO",
        "GIVES",
        "MADE",
        "PLUS",
        "THEN",
        "ALL",
        "ITEM",
        "LP",
        "STANDARD",
    ]
)
"""What stands behind a quantity that is left open."""
_SIZED = ("size", "shape", "volume", "dimension", "resolution", "크기", "형태", "shape", "해상도", "모양", "볼륨")


_NAMES = frozenset({"CONVNAME", "POOLNAME", "LAYERNAME", "CONVLAYER"})
_OF_ANOTHER = re.compile(r",?\s(?:and\s)?(?:of|after|from)\s")
_OPENING = frozenset({"", "STOP", "ASK", "COMPUTE", "AND", "COMMA"})


def is_output_asked(scene: Scene, index: int, used: set[int]) -> bool:
    """`what is the output`, `출력 크기는?`; not `32 outputs`, `the output of the first layer has ...`."""
    tokens = scene.tokens
    after = kind_at(tokens, index + 1, "ASK")
    before = kind_at(tokens, index - 1)
    sized = any(word in str(tokens[index].value).lower() for word in _SIZED)
    opens = before in ("", "STOP", "ASK") and index + 1 < len(tokens)
    if opens and after == "CALL":
        return True  # `Output of nn.Conv2d(3, 8, 3) on 3x32x32?`
    of_size = opens and scene.body[tokens[index].end : tokens[index + 1].start].strip().lower() in ("for a", "for an")
    if (
        after == "DIMS" and (of_size or before == "COMPUTE" or sized) and not is_kernel(scene, index + 1)
    ):  # the output of a 31x31x3 image
        return index + 2 < len(tokens) and tokens[index + 2].kind in (
            "IMAGE",
            "INPUT",
            "MAP",
            "GRAY",
            "RGB",
            "CONVOLVE",
        )
    if after == "DIMS" and is_kernel(scene, index + 1):
        return "size" in str(tokens[index].value).lower() or before in ("COMPUTE", "STOP", "")
    if after in ("UNITS", "UNITSOUT", "CH", "NUM", "DIMS", "WNUM"):
        return False
    if str(tokens[index].value).lower().startswith("what "):
        return True
    if scene.language == "en" and _is_described(tokens[index - 1], index - 1 in used):
        return False
    if after in ("SIZE", "SPATIAL", "PADDEDSHAPE", "MAP", "AXES") or after in OPEN:
        return True
    if after in ("BLOCK", "BRANCH", "STAGE", "STACK", "LAYER") and kind_at(tokens, index + 2, "ASK") in OPEN:
        return True  # `Output of the block?`
    ends = kind_at(tokens, index + 2, "ASK") in ("AND", "ASK", "STOP")
    if after in _NAMES and before in _OPENING and ends and not _OF_ANOTHER.match(scene.body, tokens[index + 1].end):
        return True  # `Output of conv2 and its parameters?`
    if sized:
        return True
    return before in ("COMPUTE", "SIZE", "MAP") or (after == "WORD" and before not in ("EACH", "ALL"))


def _is_described(before: Token, is_used: bool) -> bool:
    """`a 1x1 layer with 32 outputs`, `a pointwise step producing the same output size`."""
    makes = before.kind == "GIVES" and str(before.value).lower().endswith("ing")
    return makes or (before.kind in ("NUM", "WNUM") and is_used)


def is_kernel(scene: Scene, index: int) -> bool:
    return any(one.role == "kernel" and one.token is scene.tokens[index] for one in scene.found)
