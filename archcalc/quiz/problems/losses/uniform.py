"""A prediction that gives every class the same: `ten classes, uniform output`."""

from __future__ import annotations

import itertools
import re

from archcalc.quiz.scene import Scene

_EVEN = re.compile(
    r"uniform|(?:equal|same|identical)\s(?:softmax\s)?(?:probabilit|chance|confidence|logit|score)|"
    r"equally\s(?:likely|probable)|"
    r"(?:logits|scores)\s(?:are\s)?(?:all\s)?(?:equal|the same|zero|identical)|"
    r"all\s(?:logits|scores|\d+\sclasses|classes)\s(?:are\s|is\s)?(?:equal|the same|zero|identical)|"
    r"probability\s(?:of\s)?1/\d+|"
    r"균등|균일|(?:같은|동일한|똑같은)\s?(?:확률|점수|로짓)|확률(?:이|을)\s?(?:모두\s|전부\s)?(?:같|동일|똑같)|"
    r"(?:로짓|점수)(?:이|가|은|는)?\s?(?:모두|전부|다)\s?(?:같|동일|똑같|0)"
)


def uniform_share(scene: Scene) -> float | None:
    """The probability of each class where all are alike and their number is told; None otherwise."""
    counts = {one.token.value for role in ("units", "task") for one in scene.roles(role)}
    counts |= {
        one.value
        for one, two in itertools.pairwise(scene.tokens)
        if one.kind == "NUM" and two.kind in ("LOGITS", "CLASS") and one in scene.unplaced
    }
    if scene.has("VECTOR") or len(counts) != 1 or not _EVEN.search(scene.body.lower()):
        return None
    count = counts.pop()
    return 1 / count if count > 1 else None
