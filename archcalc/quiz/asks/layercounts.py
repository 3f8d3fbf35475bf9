"""How many layers of a kind a published network has: `How many conv layers does VGG-16 have?`"""

from __future__ import annotations

import re

from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene

_SIZE = r"(?:\d{1,2}\s?[x×]\s?\d{1,2}\s)?"
KINDS = {
    "conv": r"(?:conv(?:olution(?:al)?)?|합성곱|컨볼루션|콘볼루션)",
    "linear": r"(?:fully[\s-]connected|fc|dense|완전\s?연결|전결합|밀집)",
    "pool": r"(?:(?:max|average|맥스|최대|평균)?[\s-]?(?:pool(?:ing)?|풀링))",
}
_LAYER_EN = r"(?:s(?![a-z])|\slayers?|\sones|(?=\s?(?:[?,.]|and\b|does|are|$)))"
_LAYER_KO = r"\s?(?:층|계층|레이어)?"
_ANY = "|".join(KINDS.values())
_FORMS = {
    kind: re.compile(
        rf"how many {_SIZE}(?:\w+\s)?{words}{_LAYER_EN}|number of {_SIZE}{words}\slayers|"
        rf"{_SIZE}{words}{_LAYER_KO}(?:[은는이가을를의]|\s?수는)?\s(?:모두\s|각각\s|총\s)?(?:몇\s?(?:개|층)|개수|수)|"
        rf"{words}{_LAYER_KO}[과와,]\s(?:{_ANY}){_LAYER_KO}[은는이가]?\s(?:모두\s|각각\s)?몇|"
        rf"몇\s?개의\s{_SIZE}{words}{_LAYER_KO}|{words}\s?(?:층|계층|레이어)\s?(?:의\s)?(?:개수|수)(?=[는은를와과,?])",
        re.IGNORECASE,
    )
    for kind, words in KINDS.items()
}
_OTHERWISE = re.compile(
    r"receptive|수용|param|파라미터|매개변수|weight|가중치|flop|mac|곱셈|replace|대체|need|필요", re.IGNORECASE
)


def layer_counts(scene: Scene) -> list[Ask]:
    """One ask for each kind that is counted, in the order of the text; none where anything else is asked."""
    if not scene.has("NETWORK") or _OTHERWISE.search(scene.body):
        return []
    found = sorted((one.start(), kind) for kind, form in _FORMS.items() for one in form.finditer(scene.body))
    kinds = list(dict.fromkeys(kind for _, kind in found))
    starts = {kind: start for start, kind in reversed(found)}
    places = {kind: _place(scene, starts[kind]) for kind in kinds}
    return [Ask(f"COUNTOF {kind}", places[kind]) for kind in kinds]


def _place(scene: Scene, start: int) -> int:
    """The token at which a phrase begins."""
    return max((at for at, token in enumerate(scene.tokens) if token.start <= start), default=0)
