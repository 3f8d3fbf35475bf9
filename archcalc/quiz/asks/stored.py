"""Parameters beside their memory: what is only stored is not asked for by itself."""

from __future__ import annotations

from archcalc.quiz.quantities import STORED, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import kind_at


def without_stored(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`the weights in MiB`: what is stored is not asked for by itself."""
    return [
        ask
        for index, ask in enumerate(asks)
        if not (
            ask.kind in ("WEIGHTS", "PARAMS")
            and index + 1 < len(asks)
            and asks[index + 1].kind in STORED
            and not _asks_itself(scene, ask, asks[index + 1])
        )
        and not (ask.kind in ("WEIGHTS", "PARAMS") and index and _stores(scene, asks[index - 1], ask))
    ]


def _asks_itself(scene: Scene, stored: Ask, memory: Ask) -> bool:
    """`가중치는 몇 개이고 몇 MiB`, `가중치 수와 그 메모리는`: asked before its memory is; `가중치는 몇 MiB` is not."""
    if any(token.kind in ("STOP", "ASK") for token in scene.tokens[stored.place : memory.place]):
        return True  # in a question of its own
    behind = scene.tokens[stored.place + 1 : min(stored.place + 3, memory.place - 1)]
    joined = kind_at(scene.tokens, stored.place + 1) == "AND" and kind_at(scene.tokens, stored.place + 2) in STORED
    return joined or any(token.kind in ("COMPUTE", "ASK") for token in behind)


def _stores(scene: Scene, memory: Ask, stored: Ask) -> bool:
    """`how many bytes does it take to store the parameters`: one quantity, with nothing that parts two."""
    between = {token.kind for token in scene.tokens[memory.place : stored.place]}
    return memory.kind in STORED and not between & {"AND", "COMMA", "COMPUTE", "STOP", "ASK", "SLASH"}
