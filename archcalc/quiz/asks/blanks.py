"""Arguments left open in code: `nn.Conv2d(3, 8, 5, padding=?)`, `nn.Linear(k, 10)`: what stands there is asked."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import Ask, asks_for
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.marks import is_shape
from archcalc.quiz.text.stretches import start_of
from archcalc.quiz.text.token import Token, kind_at

_ARGUMENTS = {
    "padding": "PAD",
    "stride": "STRIDE",
    "kernel": "KSIZE",
    "dilation": "DIL",
    "out": "COUT",
}
_SPOKEN_OF = re.compile(
    r"question mark|blank|missing|unknown|placeholder|replace|fill|stand for|in place of|argument|in_features|"
    r"물음표|넣어야|넣을|빈\s?칸|들어갈|들어가야|알맞은|채우|채워|미지|인자|네모"
)


def blanks_of(tokens: list[Token]) -> list[int]:
    """The places of the blanks to fill; `( ) x ( )` is one."""
    return [
        at
        for at, token in enumerate(tokens)
        if token.kind == "BLANK" and (not at or tokens[at - 1].kind not in ("WORD", "BLANK"))
    ]


_BOUNDS = frozenset({"STOP", "ASK", "BLANK"})
_NUMBERS = frozenset({"NUM", "WNUM", "DIMS", "COUNTED", "STEPPED", "CALL"})
_SIZED = {
    "OUTPUT": "OUTPUT",
    "OUTW": "OUTPUT",
    "EFFK": "EFFK",
    "PADDEDSHAPE": "PADDEDSHAPE",
    "RF": "RF",
    "INPUT": "INPUT",
}
ATTRIBUTES = frozenset({"PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "GROUP", "NFILT", "CIN"})
_SIGNS = frozenset({"EQ", "COLON", "ARROW", "LP", "RP", "DASH"})


def output_left_blank(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`[26x26x64] → CONV 3x3, 96 filters → [ ? ]  #params = ?`: behind an arrow, a blank is what comes out."""
    blanks = blanks_of(scene.tokens) or (_marks_alone(scene.tokens) if asks else [])
    if len(blanks) != 1 or any(ask.kind == "OUTPUT" or ask.place == blanks[0] for ask in asks):
        return []
    behind = blanks[0] and scene.tokens[blanks[0] - 1].kind == "ARROW"
    return [Ask("OUTPUT", blanks[0])] if behind else []


def _marks_alone(tokens: list[Token]) -> list[int]:
    """`→ ?` at the end of a line."""
    return [
        at
        for at, token in enumerate(tokens[:-1])
        if token.kind == "ASK" and kind_at(tokens, at - 1) == "ARROW" and kind_at(tokens, at + 1) == "STOP"
    ]


def size_blanks(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`params = ?  out = ? × ? × ?`: a blank for a size beside quantities that are asked otherwise."""
    blanks = [at for at in blanks_of(scene.tokens) if is_shape(scene.tokens[at])]
    sized = asks_for(asks, "OUTPUT", "EFFK", "PADDEDSHAPE", "RF", "SIZE")
    return [of_size(scene, blanks[0])] if len(blanks) == 1 and not sized else []


def of_size(scene: Scene, at: int) -> Ask:
    """What a blank for a size is the size of: what is named before it in its line, else the output."""
    tokens = scene.tokens
    line = range(start_of(tokens, at, _BOUNDS), at)
    told = max((place for place in line if tokens[place].kind in _NUMBERS), default=line.start)
    named = [one for one in line if tokens[one].kind in _SIZED or (tokens[one].kind == "INPUT" and one >= told)]
    return Ask(_SIZED[tokens[named[-1]].kind], named[-1]) if named else Ask("OUTPUT", at)


def label_of(scene: Scene, at: int) -> int | None:
    """The place of the word right before a blank, but for signs and a letter: `P = ( )`, `필터 크기 F: ( )`."""
    place = at - 1
    while place > 0 and (scene.tokens[place].kind in _SIGNS or _is_letter_of(scene, place)):
        place -= 1
    return place if place >= 0 and scene.tokens[place].kind not in _BOUNDS else None


def _is_letter_of(scene: Scene, place: int) -> bool:
    """A letter behind the attribute that it abbreviates."""
    token = scene.tokens[place]
    return token.kind == "WORD" and len(str(token.value)) == 1 and scene.tokens[place - 1].kind in ATTRIBUTES


def unknown_argument(scene: Scene, others: list[Ask]) -> Ask | None:
    """The ask for what stands in the gap; None where there is no gap, or something else is asked and not the gap."""
    gaps = [index for index, token in enumerate(scene.tokens) if token.kind == "CALL" and token.value.unknown]
    if len(gaps) != 1:
        return None
    token = scene.tokens[gaps[0]]
    place = _named_again(scene, gaps[0])
    if place is None and (others or _is_letter(token)):
        return None
    call = token.value
    kind = "FLAT" if (call.kind, call.unknown) == ("linear", "in") else _ARGUMENTS.get(call.unknown, "")
    return Ask(kind or "CIN", gaps[0] if place is None else place)


def _is_letter(call: Token) -> bool:
    """A letter may only abbreviate: it is asked for where the question names it."""
    return str(call.value.gap).isalpha()


_BEFORE_NOUN = re.compile(r"(?<![a-z])(?:for|of|the|is|in|at|does|by|replaces?|fill|find|give|and)\s$")


def _is_noun(scene: Scene, token: Token) -> bool:
    """Whether a sign is spoken of: a Korean particle follows at once (`?에`), or a word leads to it (`for ?`)."""
    led = _BEFORE_NOUN.search(scene.body[: token.start].lower())
    return scene.body[token.end : token.end + 1] in tuple("은는이가을를의에") or bool(led)


def _named_again(scene: Scene, gap: int) -> int | None:
    """The place in the asking sentences that speaks of the gap: by its sign, or as the missing argument."""
    call = scene.tokens[gap]
    sign = re.escape(str(call.value.gap))
    for sentence in asking(scene):
        for index in sentence.places:
            if index == gap:
                continue
            begin, end = scene.tokens[index].start, scene.tokens[index].end
            text = scene.body[begin:end]
            marks = scene.tokens[index].kind == "ASK" and _is_noun(scene, scene.tokens[index])
            if (scene.tokens[index].kind != "ASK" or marks) and re.fullmatch(rf"{sign}[은는이가을를의에]?", text):
                return index
        start = scene.tokens[sentence.first - 1].end if sentence.first else 0  # a letter may be no token: `A의 값은?`
        words = scene.body[start : scene.tokens[sentence.last].end]
        if gap in sentence.places:
            words = words.replace(scene.body[call.start : call.end], " " * (call.end - call.start), 1)
        found = _SPOKEN_OF.search(words.lower()) or re.search(rf"(?<![\w(]){sign}(?=\s?[가-힣])", words)
        if found:
            at = start + found.start()
            inside = sentence.places
            return next((i for i in inside if scene.tokens[i].end > at and i != gap), sentence.first)
    return None
