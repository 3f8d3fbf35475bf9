"""Sizes to reach with a receptive field, and kernels in a row."""

from __future__ import annotations

import itertools

from archcalc.quiz.roles.sizes import LARGEST_KERNEL
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import past
from archcalc.quiz.text.token import Token

_JOINTS = frozenset({"COMMA", "AND", "SLASH", "ARROW", "DASH", "OR"})


def label_fields(scene: Scene) -> None:
    """Sizes in front of `receptive field` are what is to be reached, however many: `7×7, 11×11 크기의 수용장`."""
    tokens = scene.tokens
    for index, token in enumerate(tokens):
        if token.kind != "RF":
            continue
        run = _run_before(tokens, past(tokens, index - 1, ("SIZE", "KSIZE"), -1))
        if len(run) > 1:
            scene.label("field", run)
    if scene.has("LAYERS", "LAYER", "CONVLAYER", "BLOCK", "STACK"):
        scene.label("field", _further_fields(scene))


_PARTING = frozenset({"COMMA", "AND", "SLASH", "ASK", "STOP", "OR", "IF", "GIVES", "WORD", "PIXSTEP", "RF", "SEE"})


def _further_fields(scene: Scene) -> list[Token]:
    """`for a receptive field of 9, of 17, and of 33`, `31이 되려면? 7이 되려면?`: numbers in a row with the first."""
    placed = {one.token.start: one.role for one in scene.found}
    found: list[Token] = []
    listing = False
    for token in scene.tokens:
        role = placed.get(token.start, "")
        if token.kind in ("NUM", "DIMS"):
            listing = role == "field" or (listing and not role)
            found += [token] if listing and not role else []
        elif token.kind not in _PARTING:
            listing = False
    return found


def label_kernels(scene: Scene) -> None:
    """`3×3 → 1×1 → 5×5`: small squares in a row are kernels of layers, not the sizes of maps."""
    tokens = scene.tokens
    known = {one.token.start: one.role for one in scene.found}
    if not scene.has("RF", "SEE", "STACK", "CONV", "CONVLAYER"):
        return
    for index in range(len(tokens)):
        run = _run_from(tokens, index)
        roles = {known.get(token.start, "") for token in run}
        if len(run) > 2 and roles <= {"", "in", "out", "kernel"} and roles & {"in", "out"} and _are_kernels(run):
            scene.label("kernel", run)


def _are_kernels(run: list[Token]) -> bool:
    return all(
        len(set(token.value)) == 1 and len(token.value) == 2 and token.value[0] <= LARGEST_KERNEL for token in run
    )


def _run_before(tokens: list[Token], last: int) -> list[Token]:
    run: list[Token] = []
    while last >= 0 and tokens[last].kind == "DIMS":
        run.insert(0, tokens[last])
        last -= 2 if last and tokens[last - 1].kind in _JOINTS else len(tokens)
    return run


def _run_from(tokens: list[Token], first: int) -> list[Token]:
    """The sizes joined by single marks that begin at `first`."""
    if tokens[first].kind != "DIMS" or (
        first > 1 and tokens[first - 1].kind in _JOINTS and tokens[first - 2].kind == "DIMS"
    ):
        return []
    places = range(first, len(tokens), 2)
    run = list(itertools.takewhile(lambda at: tokens[at].kind == "DIMS", places))
    joints = list(itertools.takewhile(lambda at: at + 1 < len(tokens) and tokens[at + 1].kind in _JOINTS, places))
    return [tokens[at] for at in run[: len(joints) + 1]]
