"""Arguments left open in code: `nn.Conv2d(3, 8, 5, padding=?)`, `nn.Linear(k, 10)`: what stands there is asked."""

from __future__ import annotations

import re

from archcalc.quiz.quantities import QUANTITIES, STORED, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.marks import SHAPE
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


def beside_blanks(scene: Scene) -> list[Ask]:
    """What each of several blanks stands for: the quantity named last before it; a relation where `times` follows."""
    blanks = blanks_of(scene.tokens)
    found: list[Ask] = []
    for at in blanks if len(blanks) > 1 else []:
        behind = scene.body[scene.tokens[at].end :].lstrip().lower()
        unit = kind_at(scene.tokens, at + 1)
        named = [ask for ask in range(at) if scene.tokens[ask].kind in QUANTITIES]
        if behind.startswith(("배", "times")) or _is_quotient(scene.tokens, at):
            found.append(Ask("RATIO", at))
        elif behind.startswith(("%", "퍼센트")):
            found.append(Ask("PERCENT", at))
        elif unit in STORED:  # `(  ) bytes = (  ) MiB`
            found.append(Ask(unit, at + 1))
        elif scene.tokens[at].value == SHAPE and not _names_size(scene.tokens, at):
            found.append(Ask("OUTPUT", at))
        elif not named:
            return []
        else:
            place = at if any(ask.place == named[-1] for ask in found) else named[-1]
            found.append(Ask(scene.tokens[named[-1]].kind, place))
    return found


def output_left_blank(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`[26x26x64] → CONV 3x3, 96 filters → [ ? ]  #params = ?`: behind an arrow, a blank is what comes out."""
    blanks = blanks_of(scene.tokens)
    if len(blanks) != 1 or any(ask.kind == "OUTPUT" or ask.place == blanks[0] for ask in asks):
        return []
    behind = blanks[0] and scene.tokens[blanks[0] - 1].kind == "ARROW"
    return [Ask("OUTPUT", blanks[0])] if behind else []


def shape_to_fill(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`x: 64×28×28 → up(x): ?×?×?`: sides to fill in, behind no quantity of their own, are those of the output."""
    sized = any(ask.kind in ("OUTPUT", "FLAT", "PADDEDSHAPE", "SIZE", "SPATIAL", "MAP", "INPUT") for ask in asks)
    places = [at for at in blanks_of(scene.tokens) if scene.tokens[at].value == SHAPE]
    alone = len(places) == 1 and not sized and not scene.has("MATRIX")
    other = alone and _line_kinds(scene.tokens, places[0]) & (_OTHER_SIDES if not asks else _OTHER_SIDES | _SIZED)
    return [Ask("OUTPUT", places[0])] if alone and not other else []


def _names_size(tokens: list[Token], at: int) -> bool:
    """Whether the line of a blank names what is sized, other than by `out:`."""
    return bool(_line_kinds(tokens, at) & (_SIZED | _OTHER_SIDES))


_SIZED = QUANTITIES | {"SIZE", "SPATIAL", "OUTMAP"}
_OTHER_SIDES = frozenset({"INPUT", "PAD", "PADTOTAL", "STRIDE", "KSIZE", "FILTER", "DIL"})


def _line_kinds(tokens: list[Token], at: int) -> set[str]:
    """The kinds of tokens in front of a blank, in its line."""
    low = max([place + 1 for place in range(at) if tokens[place].kind in ("STOP", "ASK", "BLANK")], default=0)
    return {token.kind for token in tokens[low:at]}


_ATTRIBUTES = frozenset({"PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL", "GROUP", "NFILT"})


def attribute_left_blank(scene: Scene, used: set[int]) -> Ask | None:
    """`필터 크기 F: (   )`, `P = ____`: the attribute right before the blank, without a number of its own."""
    at = blanks_of(scene.tokens)[0] if blanks_of(scene.tokens) else 0
    idle = ("EQ", "COLON", "WORD", "LP")
    near = [place for place in range(max(0, at - 4), at) if scene.tokens[place].kind not in idle]
    last = near[-1] if near else 0
    return Ask(scene.tokens[last].kind, last) if scene.tokens[last].kind in _ATTRIBUTES and last not in used else None


def _is_quotient(tokens: list[Token], at: int) -> bool:
    """`values before / values after = ____`: two of a kind on both sides of a stroke, in the line of the blank."""
    low = max([place + 1 for place in range(at) if tokens[place].kind in ("STOP", "ASK", "BLANK")], default=0)
    line = [token.kind for token in tokens[low:at]]
    sign = next((place for place, kind in enumerate(line) if kind in ("SLASH", "DIVIDE")), None)
    if sign is None:
        return False
    one, two = set(line[:sign]), set(line[sign:])
    return bool(one & two & _DIVIDED) or ("INPUT" in one and bool(two & {"OUTPUT", "ELEMENTS"}))


_DIVIDED = QUANTITIES | {"MAP", "OUTPUT", "VALUES"}


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


def _has_particle(scene: Scene, end: int) -> bool:
    """Whether a Korean particle follows at once: then the sign is a noun."""
    return scene.body[end : end + 1] in tuple("은는이가을를의에")


def _named_again(scene: Scene, gap: int) -> int | None:
    """The place in the asking sentences that speaks of the gap: by its sign, or as the missing argument."""
    call = scene.tokens[gap]
    sign = re.escape(str(call.value.gap))
    for sentence in asking(scene):
        for index in range(sentence.first, sentence.last + 1):
            if index == gap:
                continue
            begin, end = scene.tokens[index].start, scene.tokens[index].end
            text = scene.body[begin:end]
            marks = scene.tokens[index].kind == "ASK" and _has_particle(scene, end)  # `?에 들어갈 값`
            if (scene.tokens[index].kind != "ASK" or marks) and re.fullmatch(rf"{sign}[은는이가을를의에]?", text):
                return index
        start = scene.tokens[sentence.first - 1].end if sentence.first else 0  # a letter may be no token: `A의 값은?`
        words = scene.body[start : scene.tokens[sentence.last].end]
        if sentence.first <= gap <= sentence.last:
            words = words.replace(scene.body[call.start : call.end], " " * (call.end - call.start), 1)
        found = _SPOKEN_OF.search(words.lower()) or re.search(rf"(?<![\w(]){sign}(?=\s?[가-힣])", words)
        if found:
            at = start + found.start()
            inside = range(sentence.first, sentence.last + 1)
            return next((i for i in inside if scene.tokens[i].end > at and i != gap), sentence.first)
    return None
