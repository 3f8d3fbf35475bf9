"""How two costs are related in the words of a question: a saving, a share, a difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.halves import half_named
from archcalc.quiz.quantities import COSTS, RELATIONS, Ask
from archcalc.quiz.relations import HOW_MANY_PERCENT, LESS, MORE
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import kinds_beside, sentence_of, words_beside

_SAVING, _MORE = re.compile(LESS), re.compile(MORE)
_OF = re.compile(
    rf"(?:percent|percentage|fraction|share|%)\s(?:\([^)]*\)\s)?of(?![a-z])|(?:의|대비)\s?(?:약\s?)?{HOW_MANY_PERCENT}|"
    rf"[은는이가]\s?(?:약\s?)?{HOW_MANY_PERCENT}\s?(?:인|입|이|일)"
)
_DIFFERENCE = re.compile(
    r"(?:줄어드는|감소하는|절약되는|절감되는|줄어든|감소한|절약한|절감한)\s(?:\S+\s)?"
    r"(?:가중치|파라미터|매개변수|곱셈|macs?|연산|flops)\S*(?:\s(?:수|개수|횟수|양))?(?:는|은|를|을)|"
    r"number of (?:\S+ ){1,3}(?:saved|avoided|spared)(?![a-z])|"
    r"how many (?:fewer|less) (?!times)|by how many (?!times|percent)|"
    r"how many (?!times)(?:[a-z]+ ){0,2}more(?! times|[a-z])|"
    r"how many (?!times|percent)(?:(?!and |what |how |or )[^\s,;?]+ ){1,14}(?:save[sd]?|fewer|avoided)(?![a-z])|"
    r"몇\s?(?:개|번|회)(?:나|를|가|의\s?\S+)?\s?(?:더\s?)?(?:덜|줄|감소|절약|절감|적|아끼|아낄)|"
    r"몇\s?(?:개|번|회)(?:나|가)?\s?더\s?(?:많|늘|필요)|by how much does .{1,80}(?:exceed|differ)|"
    r"(?:수|파라미터|매개변수|가중치|연산량|횟수|macs|flops)(?:의|를)?\s?(?:개수\s)?차이(?:는|를|가)?\s?(?:몇|얼마|구(?!하려)|계산|[?.])|"
    r"(?:what is|what's|give|find|compute|calculate|state) the difference (?:in|of|between)"
)


def is_saving(scene: Scene, ask: Ask) -> bool:
    """Whether less is spoken of in the sentence of an ask, or a percentage of no other kind is asked."""
    return bool(_SAVING.search(words_beside(scene, ask.place)))


def is_compared(scene: Scene, ask: Ask) -> bool:
    """`how many times more`, `몇 배 많은가`: the larger is divided by the smaller."""
    return bool(_MORE.search(words_beside(scene, ask.place)))


def is_share(scene: Scene, ask: Ask) -> bool:
    """`what percentage of the standard layer's weights does it need`, `...의 몇 %인가`: not what is saved."""
    text = words_beside(scene, ask.place)
    return ask.kind == "PERCENT" and bool(_OF.search(text)) and not _SAVING.search(text)


_LATTER = re.compile(
    r"(?:후자|뒤의?\s것|두\s번째\s(?:것|구조|설계))[가는이은]\s(?:전자|앞의?\s것|첫\s?번째\s(?:것|구조|설계))[의보]|latter\b[^.?]*\bformer"
)
_FORMER = re.compile(
    r"(?:전자|앞의?\s것|첫\s?번째\s(?:것|구조|설계))[가는이은]\s(?:후자|뒤의?\s것|두\s번째\s(?:것|구조|설계))[의보]|former\b[^.?]*\blatter"
)


def is_latter_over_former(scene: Scene, ask: Ask) -> bool | None:
    """`후자가 전자의 몇 배인지`: True; `전자는 후자의 몇 배인지`: False; None where neither is said."""
    text = words_beside(scene, ask.place)
    return True if _LATTER.search(text) else False if _FORMER.search(text) else None


def is_difference(scene: Scene, ask: Ask) -> bool:
    """`how many fewer weights`, `파라미터가 몇 개 줄어드는가`: one number, how much the costs are apart."""
    if re.search(r"in percent|\(in %\)", words_beside(scene, ask.place)):
        return False
    parts = _parts(scene, ask)
    apart = [span for span in parts if _DIFFERENCE.search(scene.words(*span).lower())]
    between = re.search(r"차이|difference between", words_beside(scene, ask.place))  # of all that the sentence names
    if len(parts) > 1 and apart and not between:
        return any(first <= ask.place <= last for first, last in apart)
    return bool(_DIFFERENCE.search(re.sub(r"\([^)]*\)", "", words_beside(scene, ask.place))))


def _parts(scene: Scene, ask: Ask) -> list[tuple[int, int]]:
    """The parts of the sentence that name a cost each: `its weights ungrouped, and how many weights are saved`."""
    one = sentence_of(scene, ask.place)
    cuts = [at for at in range(one.first, one.last) if scene.tokens[at].kind in ("COMMA", "AND")]
    spans = list(pairwise([one.first, *cuts, one.last]))
    return [
        (first, last) for first, last in spans if any(scene.tokens[at].kind in COSTS for at in range(first, last + 1))
    ]


def refuse_between_halves(scene: Scene, ask: Ask) -> None:
    """`what percentage is in the pointwise part`, `pointwise to depthwise`: a relation inside the separable side.

    Raises:
        Refused: a half is named in the sentence, and nothing else to relate it to.
    """
    kinds = set(kinds_beside(scene, ask.place))
    if len(kinds & {"DW", "PW"}) and "DWSEP" in kinds and not kinds & {"STANDARD", "VERSUS", "SAVED", "BEFOREAFTER"}:
        raise not_understood("which is divided by which", "무엇을 무엇으로 나누는지")


def only_ratio(scene: Scene, asks: Sequence[Ask]) -> bool:
    """Whether nothing but a relation is wanted, with the quantities only named."""
    named = ("RATIO", "PERCENT", "MULTS", "MACS", "OPS", "WEIGHTS")
    return all(ask.kind in named for ask in asks) and scene.has(*RELATIONS)


_SHARE = re.compile(
    r"(?:share|fraction|proportion|percentage|percent|%) of (?:its|the|all)|"
    r"(?:which|what) (?:share|fraction|proportion)|"
    r"차지하는\s(?:비율|비중)|비중|중\s[^.?]{0,24}(?:비율|몇\s?%)"
)


def half_of_share(scene: Scene, ask: Ask, problem: Comparison) -> str:
    """`what percentage of the block's weights sits in the pointwise layer`: the half that is asked."""
    if not problem.halves or not _SHARE.search(words_beside(scene, ask.place)):
        return ""
    named = {half_named(scene, at) for at in sentence_of(scene, ask.place).places} - {""}
    others = {"STANDARD", "VERSUS", "SAVED"} & set(kinds_beside(scene, ask.place))
    return named.pop() if len(named) == 1 and not others else ""
