"""Chains of channels and kernels in turn: `256 -1x1-> 64 -3x3-> 64`, `512채널 → 1×1, 64채널 → 3×3, 256채널`."""

from __future__ import annotations

from archcalc.quiz.scene import Scene
from archcalc.quiz.text.stretches import kinds_among
from archcalc.quiz.text.token import Token

_LINKS = frozenset({"ARROW", "DASH", "HYPHEN", "COMMA", "LP", "RP", "CONV"})


def label_chains(scene: Scene) -> None:
    """Give the channels of each chain their side: the first enters, each later one leaves the kernel before it."""
    known = {one.token.start: one.role for one in scene.found}
    for first, token in enumerate(scene.tokens):
        if known.get(token.start, "") not in ("", "ch", "cin", "skip"):
            continue
        links = _chain_from(scene.tokens, first)
        if sum(token.kind == "DIMS" for token in links) and len(links) > 2 and _has_arrow(scene, links):
            _label(scene, links)


def _chain_from(tokens: list[Token], first: int) -> list[Token]:
    """Numbers and small sizes in turn, beginning with a number, with nothing but links and `channels` between."""
    if not _is_count(tokens[first]) or (first and tokens[first - 1].kind in ("ARROW", "COMMA", "DIMS")):
        return []
    links = [tokens[first]]
    for token in tokens[first + 1 :]:
        wanted = _is_kernel if _is_count(links[-1]) else _is_count
        if wanted(token):
            links.append(token)
        elif token.kind not in _LINKS | {"CH", "CIN", "COUT"} or (token.kind == "COMMA" and _is_count(links[-1])):
            break
    return links if _is_count(links[-1]) else links[:-1]


def _has_arrow(scene: Scene, links: list[Token]) -> bool:
    """Whether an arrow leads from each number to the kernel behind it."""
    for token, after in zip(links[::2], links[1::2], strict=False):
        if "ARROW" not in kinds_among(scene.tokens[scene.place(token) + 1 : scene.place(after)]):
            return False
    return True


def _is_count(token: Token) -> bool:
    return token.kind == "NUM" and isinstance(token.value, int) and token.value > 0


def _is_kernel(token: Token) -> bool:
    return token.kind == "DIMS" and len(token.value) == 2 and token.value[0] == token.value[1] <= 11


def _label(scene: Scene, links: list[Token]) -> None:
    new = []
    for place, token in enumerate(links):
        match = 30_000 + scene.place(links[0]) * 100 + max(1, (place + 1) // 2)
        role = "kernel" if token.kind == "DIMS" else "cout" if place else "cin"
        new.append(scene.alone(role, token, match))
    scene.replace(new)
