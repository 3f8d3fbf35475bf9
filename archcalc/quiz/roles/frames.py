"""Clips and scans told piece by piece: `프레임 9장, 해상도 29×25`, `깊이는 9, 한 장은 29×25`.

Where maps have three axes and a size has only two, the number of frames or the depth is the first of them.
"""

from __future__ import annotations

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token, kind_at

_FRAME = ("프레임", "슬라이스", "frame", "slice")
_TIME = ("시간", "시간축", "time", "duration")
_DEPTH = ("깊이", "입력의 깊이", "입력 깊이", "d=", "d =", "t=", "t =", "d:", "t:")


def label_frames(scene: Scene) -> None:
    """Join the plane of the input with its depth."""
    if scene.axes != 3:
        return
    depth, plane = _depth(scene), _plane(scene)
    if depth is None or plane is None:
        return
    scene.label("in", [_joined(scene, depth, plane)])
    scene.label("skip", [depth])


def _plane(scene: Scene) -> Token | None:
    """The one size of two sides, or of two sides and channels beside a word for a frame."""
    kernels = {one.token.start for one in scene.found if one.role == "kernel"}
    sized = [token for token in scene.tokens if token.kind == "DIMS" and token.start not in kernels]
    planes = [token for token in sized if len(token.value) == 2 or (len(token.value) == 3 and _of_frame(scene, token))]
    return planes[0] if len(planes) == len(sized) == 1 else None


def _of_frame(scene: Scene, token: Token) -> bool:
    """`29×25×6 프레임 9장`, `프레임당 29×25×6`: the last number is the channels."""
    at = scene.place(token)
    beside = scene.tokens[max(0, at - 1) : at] + scene.tokens[at + 1 : at + 2]
    return any(_is(one, _FRAME) for one in beside)


def _depth(scene: Scene) -> Token | None:
    """The one number of frames, or the one depth."""
    aside = {one.token.start for one in scene.found if one.role == "skip"}
    found = [token for at, token in enumerate(scene.tokens) if token.start not in aside and _is_depth(scene, at)]
    return found[0] if len(found) == 1 else None


def _is_depth(scene: Scene, at: int) -> bool:
    tokens, token = scene.tokens, scene.tokens[at]
    if token.kind not in ("NUM", "WNUM") or not isinstance(token.value, int) or token.value < 1:
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else token
    before = tokens[at - 1] if at else token
    if _is(behind, _FRAME):
        return kind_at(tokens, at - 1) != "BATCH"
    if _is(before, _FRAME) or (before.kind == "WORD" and _is(before, _TIME)):
        return True
    return before.kind in ("CH", "CIN", "LETTER", "DIL") and str(before.value).lower().strip() in _DEPTH


def _is(token: Token, words: tuple[str, ...]) -> bool:
    return token.kind in ("IMAGE", "FRAMES", "WORD", "MAP", "BATCH") and str(token.value).lower().startswith(words)


def join_frames(scene: Scene) -> None:
    """`16 frames of 112x112`: where maps have three axes, the frames are the first of them."""
    frames = [one for one in scene.found if one.role == "batch"]
    sized = next((t for t in scene.tokens if t.kind == "DIMS" and len(t.value) == 2 and max(t.value) > 11), None)
    if scene.axes != 3 or len(frames) != 1 or sized is None or not isinstance(frames[0].token.value, int):
        return
    solid = _joined(scene, frames[0].token, sized)
    scene.found = [one._replace(token=solid) if one.token is sized else one for one in scene.found]
    scene.replace([frames[0]._replace(role="skip")])


def _joined(scene: Scene, depth: Token, plane: Token) -> Token:
    """The size with three sides, which takes the place of the plane."""
    solid = plane._replace(value=(depth.value, *plane.value))
    scene.tokens[scene.place(plane)] = solid
    return solid
