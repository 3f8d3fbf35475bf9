"""How many layers are asked: of a kind in a published network, or to see as much as one layer."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import COSTS, Ask, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking

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


_HEADS = frozenset({"LAYER", "CONV", "CONVLAYER", "FILTER"})


def of_equivalents(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """EQUIVK for the kernel of the one layer, EXTENTDIL for the dilation, LAYERS for the number of layers.

    `Three 3x3 layers see as much as one layer of which kernel size?`, `How many 3x3 layers replace one 7x7 layer?`
    """
    kinds = kinds_of(asks)
    if scene.input is not None or kinds & (COSTS | {"LAYERS", "PERCENT", "RATIO"}):
        return asks
    if "extent" in scene.numbers:
        at = next((at for at, token in enumerate(scene.tokens) if token.kind == "DIL"), None)
        return asks if at is None else [Ask("EXTENTDIL", at)]
    counted = _layers_counted(scene)
    if counted is not None:
        return [Ask("LAYERS", counted)]
    place = _kernel_asked(scene)
    return asks if place is None else [Ask("EQUIVK", place)]


def _layers_counted(scene: Scene) -> int | None:
    """`How many 3x3 layers replace a 7x7 layer`, `3×3 합성곱 몇 개가 9×9 하나와 같은 수용 영역을`."""
    kernels = {layer.kernel for layer in scene.layers if layer.kernel}
    if len(kernels) != 2 or len(scene.layers) != 2 or not scene.has("RF", "SEE", "VERSUS"):
        return None
    for sentence in asking(scene):
        for at in sentence.places:
            word = scene.word(at)
            if scene.tokens[at].kind != "COMPUTE":
                continue
            ahead = [one.kind for one in scene.tokens[at + 1 : at + 5] if one.kind not in ("STRIDE", "NUM", "STACK")]
            if word == "how many" and ahead[:1] == ["DIMS"] and ahead[1:2] and ahead[1] in _HEADS:
                return at
            before = scene.kinds_in(at - 2, at - 1)
            counts = scene.body[scene.tokens[at].end :].lstrip().startswith(("개", "층", "겹", "장"))
            if word == "몇" and counts and before[:1] == ["DIMS"] and before[-1] in _HEADS:
                return at
    return None


def _kernel_asked(scene: Scene) -> int | None:
    """Where the kernel of the one layer is asked: `커널 한 변은 얼마`, `of which kernel size`, `몇x몇 필터 한 층`."""
    layers = [layer for layer in scene.layers if layer.kernel is not None]
    stacked = sum(layer.repeat for layer in layers) > 1 and all(layer.is_conv for layer in layers)
    if not stacked or not scene.has("RF", "SEE", "VERSUS") or not _likens(scene):
        return None
    used = scene.covered()
    for sentence in asking(scene):
        for at in sentence.places:
            token = scene.tokens[at]
            if token.kind not in ("KSIZE", "FILTER") or at in used:
                continue
            beside = scene.tokens[max(0, at - 2) : at] + scene.tokens[at + 1 : at + 3]
            if any(one.kind in ("COMPUTE", "ASK") for one in beside):
                return at
    return None


_ALIKE = (
    "same",
    "as much",
    "equal",
    "equivalent",
    "replace",
    "match",
    "같",
    "동일",
    "똑같",
    "대체",
    "바꾸",
)


def _likens(scene: Scene) -> bool:
    return any(word in scene.body.lower() for word in _ALIKE)
