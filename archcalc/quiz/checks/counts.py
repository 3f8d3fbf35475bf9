"""As many answers as are asked for, each of its own kind: half an answer reads like a whole one."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.quiz.asks.blanks import blanks_of
from archcalc.quiz.checks.parts import OPENERS, PARTS, parts_of, said_again
from archcalc.quiz.checks.question import Question
from archcalc.quiz.problems.base import NAME_OF
from archcalc.quiz.problems.compare.relation import is_difference
from archcalc.quiz.problems.lenet import is_subsampling
from archcalc.quiz.quantities import COSTS, QUANTITIES, STORED, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_places, asking
from archcalc.quiz.text.marks import is_label
from archcalc.quiz.text.token import Token, kind_at

_SIZES = ("output", "size", "padded", "input")
BASES = {
    **{kind: (name,) for kind, name in NAME_OF.items()},
    **dict.fromkeys(("OUTPUT", "SIZE", "SPATIAL", "MAP", "PADDEDSHAPE"), _SIZES),
    "RF": ("receptive",),
    "EFFK": ("effective",),
    "FLAT": ("flatten", "input"),
    "COUT": ("output", "channels", "input"),  # `how deep is the map that enters conv2`
    "ELEMENTS": ("elements",),
    "NEURONS": ("neurons",),
    "CE": ("cross", "probability"),  # a loss may be told, and its probability asked
    "MSE": ("mse",),
    "SOFTMAX": ("softmax", "probability"),
    "PAD": ("padding", "total"),
    **dict.fromkeys(STORED, ("memory",)),
}
"""How the names of the answers to an ask begin."""


def has_fewer_answers(question: Question) -> bool:
    """Whether something that is asked has no answer of its own."""
    checks = (_has_fewer_than_signs, _lacks_quantity_of_head, _lacks_side, _lacks_unit, _lacks_relation, _lacks_kind)
    return any(check(question) for check in checks)


_OPENERS_OF_VALUES = (*OPENERS, "which", "how long", "몇", "얼마", "무엇", "어떻게", "어떤")


def _has_fewer_than_signs(question: Question) -> bool:
    """`(a) ... (b) ...`, `how many ..., and how many ...`, `____ and ____`: each sign asks for something of its own."""
    scene = question.scene
    labels = {
        scene.word(at) for at in asked_places(scene) if is_label(scene.tokens[at]) and not _lists_layers(scene, at)
    }  # `(iv) the sum of (ii) and (iii)` names two of them again
    parts = _parts_of_numeric(scene) if question.has_values else 0
    wanted = max(len(labels), parts, len(blanks_of(scene.tokens)), _openings(scene))
    return wanted > max(1, len(question.answers))


def _lists_layers(scene: Scene, at: int) -> bool:
    """`① 3x3 conv ... ② 1x1 conv를 순서대로 통과할 때`: circled numbers in front of layers."""
    return scene.body[scene.tokens[at].start] in "①②③④⑤⑥" and kind_at(scene.tokens, at + 1) in ("DIMS", "CALL")


def _openings(scene: Scene) -> int:
    """How often a value is asked for with a word of its own: `몇 개이고 ... 얼마인가`, `how many ..., and how many`."""
    count, fresh, before = 0, True, ""
    for token in scene.tokens:
        relative = token.value == "which" and before in ("COMMA", "TO")  # `the layer, which connects ...`
        fresh = fresh or token.kind in ("COMMA", "STOP", "ASK", "AND")
        before = token.kind
        again = said_again(scene, token)
        if fresh and not relative and not again and _opens_value(token):
            count, fresh = count + 1, False
        fresh = fresh or (token.kind == "COMPUTE" and bool(_AND_THEN.match(scene.body, token.start)))
    return count


_AND_THEN = re.compile(
    r"몇\s?(?:개|번|장|픽셀|회)?(?:이)?(?:고|며)[\s,]|(?:얼마|무엇|몇)(?:으로|로|가)\s?[가-힣]{1,4}(?:고|며)[\s,]"
)
"""`몇이고`, `몇 개고`, `얼마로 줄어들고`: something else is asked behind."""


def _opens_value(token: Token) -> bool:
    """`how many`, `얼마`; or a quantity that is named with such a word: `뉴런은 모두 몇`."""
    word = str(token.value).lower()
    if token.kind == "COMPUTE":
        return word.startswith(_OPENERS_OF_VALUES)
    if token.kind in ("RATIO", "PERCENT"):
        return word.startswith(("몇", "what", "how", "by what", "by how"))
    return token.kind in QUANTITIES and (word.endswith(" 몇") or " 몇 개" in word or word.startswith("how many"))


_AND_WRITE = re.compile(r"(?:구하|쓰|적|나타내|답하)고(?=[\s,])")
_BOTH_RESULTS = re.compile(
    r"(?:give|state|write|compute|find) both[.?]|both results|둘 다 (?:구|쓰|적)|"
    r"outputs? with [^,.?]{1,20},? and (?:the )?outputs? with"
)


def _parts_of_numeric(scene: Scene) -> int:
    """How many things are asked by signs that stand between them: `...? ...?`, `..., and what ...`, `... 구하고`."""
    marks = sum(token.kind == "ASK" for token in scene.tokens)
    openers = [one for one, two in pairwise(scene.tokens) if one.kind == "AND" and str(two.value).lower() in OPENERS]
    both = bool(_BOTH_RESULTS.search(scene.body.lower()))
    return max(marks, 1 + len(openers), 1 + len(_AND_WRITE.findall(scene.body)), 1 + both)


def _lacks_quantity_of_head(question: Question) -> bool:
    """`Total MACs of two layers: conv A ...; conv B ...?`: a quantity at the head of the text is asked for."""
    scene = question.scene
    if scene.language != "en" or question.has_values:
        return False
    head = next((token for token in scene.tokens[:3] if token.kind not in ("TOTAL", "VALUES", "COMPUTE", "ALL")), None)
    heads = head is not None and kind_at(scene.tokens, scene.tokens.index(head) + 1) == "COLON"
    others = COSTS if heads else COSTS | {"RATIO", "PERCENT"}
    return head is not None and head.kind in COSTS and not question.kinds & others


_HALVES = frozenset({"DW", "PW"})
_WHOLES = frozenset({"STANDARD", "GROUPED", "DWSEP", "BOTTLENECK"})


def _lacks_side(question: Question) -> bool:
    """`MACs of the depthwise step, of the pointwise step, and of an ordinary convolution`, `total MACs`."""
    scene, names = question.scene, set(question.names)
    if not question.asks or not question.kinds <= COSTS or question.has_values or any("saved" in one for one in names):
        return False
    wanted = {NAME_OF[ask.kind] for ask in question.asks if _is_total(scene, ask)}
    described = bool(wanted) and wanted <= names and all(_is_described(scene, ask) for ask in question.asks)
    parts = len(question.asks) == 1 and bool(wanted) and all("_" in name for name in names)
    return (_sides(scene, question.asks) > max(1, len(names)) and not described) or (parts and not wanted & names)


def _is_total(scene: Scene, ask: Ask) -> bool:
    """`총 MACs`; `총 곱셈 수를 각각` is the total of each."""
    before = kind_at(scene.tokens, ask.place - 1)
    return before == "TOTAL" and "EACH" not in scene.kinds_in(ask.place + 1, ask.place + 2)


def _is_described(scene: Scene, ask: Ask) -> bool:
    """`Total MACs of a separable layer: 3x3 depthwise, then pointwise to 64?`: halves that are told behind a colon."""
    behind = [token.kind for token in scene.tokens[ask.place + 1 :]]
    halves = [at for at, kind in enumerate(behind) if kind in _HALVES]
    return _is_total(scene, ask) and "COLON" in behind and bool(halves) and behind.index("COLON") < halves[0]


def _sides(scene: Scene, asks: list[Ask]) -> int:
    """How many halves of a separable convolution, or designs, the asking sentences list."""
    kinds = [
        {scene.tokens[index].kind for index in part}
        for sentence in asking(scene)
        for part in parts_of(scene, sentence, asks, PARTS - {"PLUS"})
    ]
    halves = sum(bool(one & _HALVES) for one in kinds)
    wholes = sum(bool(one & (_WHOLES if not halves else {"STANDARD"}) - _HALVES) for one in kinds)
    return halves + wholes


def _lacks_unit(question: Question) -> bool:
    """`in KB and in MB`: units of memory that are named to be answered in."""
    if not question.asks or question.has_values:
        return False
    units = {one.unit.upper().replace("I", "") for one in question.answers}  # `KB (1024 bytes)` are KiB
    named = {token.kind.replace("I", "") for token in question.scene.tokens if token.kind in STORED - {"MEM"}}
    stored = any(name.startswith("memory") for name in question.names)
    return (stored and not named <= units) or question.scene.has("OTHERUNIT")


_RELATED = ("ratio", "saving", "percent")
_IN_TURN = re.compile(
    r"(?:차례로|순서대로) (?:몇|구하|쓰)|차례로 나타|차례대로 (?:쓰|구하)|층별로|단계별로|따로 |individually|"
    r"(?<!counted )\bseparately\s?[?.]"
)


def _lacks_relation(question: Question) -> bool:
    """`multiplications for both, and the ratio`, `각각 몇 개인가`: the relation, and each side of it."""
    scene, names = question.scene, question.names
    if not question.asks or question.has_values:
        return False
    related = [name for name in names if name.startswith(_RELATED) or "saved" in name]
    if not related and any(is_difference(scene, ask) for ask in question.asks if ask.kind in COSTS):
        return True
    costs = len(question.kinds & COSTS) if scene.has("VERSUS", "STANDARD") else 1
    lone = len(names) - len(related) == max(1, costs) and not _is_size(names)
    for sentence, text in zip(asking(scene), question.asked, strict=True):
        inside = [at for at in sentence.places if at not in question.covered]
        kinds = {scene.tokens[at].kind for at in inside}
        each = any(_means_each(scene, at) for at in inside) or bool(_IN_TURN.search(text))
        if (kinds & {"RATIO", "DIVIDE"} and not related) or (each and lone and "TOTAL" not in kinds):
            return True
    return False


def _is_size(names: list[str]) -> bool:
    """`the height and width each`: one answer holds both."""
    return names[0].startswith(("output", "input", "size", "padded", "effective", "receptive", "padding"))


def _means_each(scene: Scene, at: int) -> bool:
    """`for both`, `각각`, at the end of what is asked; `64 filters each` describes."""
    word = scene.word(at)
    behind = kind_at(scene.tokens, at + 1, "STOP")
    if scene.language == "ko":
        return word == "각각" and behind in ("COMPUTE", "STOP", "ASK", "WORD")
    described = word == "each" and kind_at(scene.tokens, at - 1) in ("MAP", "FILTER", "CH", "UNITS", "MAPS")
    return not described and word in ("both", "each", "respectively") and behind in ("STOP", "ASK", "COMMA", "AND")


_SPOKEN_OF = frozenset({"OUTPUT", "PADDEDSHAPE", "SIZE", "SPATIAL", "MAP"})
"""A size may be spoken of and not asked: `so that the map is as large as before`."""
_ON_THE_WAY = frozenset({"WEIGHTS", "SOFTMAX", "ELEMENTS"})
"""What questions on numbers speak of without asking for it: weights that are given, softmax before a loss."""


def _lacks_kind(question: Question) -> bool:
    """`P = ? How many biases are there?`: an inverse problem answers the one and not the other."""
    kinds = question.kinds & BASES.keys() - _SPOKEN_OF
    if question.has_values:
        kinds -= _ON_THE_WAY
    if question.scene.has("SHARED", "UNSHARED") or is_subsampling(question.scene):
        kinds -= {"WEIGHTS", "BIASES"}  # what is shared, or what each map has one of
    if question.kinds & {"RATIO", "PERCENT"}:
        kinds -= NAME_OF.keys()  # `by what factor are the multiplications cut`
    return any(not any(name.startswith(BASES[kind]) for name in question.names) for kind in kinds)
