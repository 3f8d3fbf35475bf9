"""A result must answer all that is asked: as many answers as parts, sides and units, told apart by their names."""

from __future__ import annotations

import itertools
import re

from archcalc.quiz.answers import not_understood, part_unanswered
from archcalc.quiz.asks.blanks import blanks_of
from archcalc.quiz.checks.coverage import OPENERS, PARTS, parts_of, said_again
from archcalc.quiz.checks.totals import HALVES, is_described, is_total
from archcalc.quiz.problems.base import NAME_OF, Result
from archcalc.quiz.quantities import COSTS, QUANTITIES, Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words, asking
from archcalc.quiz.text.marks import is_label
from archcalc.quiz.text.token import Token, kind_at

_OPENERS_OF_VALUES = (*OPENERS, "which", "how long", "몇", "얼마", "무엇", "어떻게", "어떤")


def refuse_twice(scene: Scene, result: Result) -> None:
    """Two answers of one name cannot be told apart: what makes the one other than the other was not read.

    Raises:
        Refused: there are such answers.
    """
    names = [one.name for one in result.answers]
    if len(set(names)) < len(names) and not scene.has("MATRIX", "VECTOR"):
        raise not_understood("one quantity asked twice", "두 번 묻는 값")


_TWO_SIZES = re.compile(r"(?<!입력 )크기와,?\s(?:\S+\s){1,3}크기(?:[는를은]|$)")
"""`한 번 적용한 크기와 두 번 적용한 크기는`."""


_TWO_STAGES = re.compile(r"(?:앞|첫)\s?(?:번째\s)?(?:단계|층)[^.?]{0,12}(?:뒤|둘째|두\s번째|다음)\s?(?:단계|층)")
"""`앞 단계, 뒤 단계 파라미터랑 합계`."""


def refuse_fewer(scene: Scene, result: Result) -> None:
    """`(a) ... (b) ...`, `how many ..., and how many ...`: each label and each such word asks for something of its own.

    Raises:
        Refused: there are fewer answers.
    """
    labels = {
        str(scene.tokens[index].value)
        for sentence in asking(scene)
        for index in range(sentence.first, sentence.last + 1)
        if is_label(scene.tokens[index]) and not _lists_layers(scene, index)
    }  # `(iv) the sum of (ii) and (iii)` names two of them again
    staged = any(map(_TWO_STAGES.search, asked_words(scene)))
    if staged and len(result.answers) == 1:
        raise part_unanswered()
    lone_size = len(result.answers) == 1 and result.answers[0].name.startswith(("output_s", "size", "output_length"))
    if lone_size and any(map(_TWO_SIZES.search, asked_words(scene))):
        raise part_unanswered()
    lettered = _RELATION_ITEM.search(scene.body.lower())
    if lettered and len(result.answers) < "abcd".index(lettered.group(1)) + 1:
        raise part_unanswered()
    parts = _parts_of_numeric(scene) if scene.has("MATRIX", "VECTOR") else 0
    if max(len(labels), parts, len(blanks_of(scene.tokens)), _openings(scene)) > max(1, len(result.answers)):
        raise part_unanswered()


_RELATION_ITEM = re.compile(r"\(([b-d])\)[^.?()]{0,24}(?:ratio|percent|saving|factor|몇 배|비율|감소율|절감률)")
"""`(a) the multiplications (b) those of the other (c) the ratio a/b`: the counts are asked besides."""


def _lists_layers(scene: Scene, at: int) -> bool:
    """`① 3x3 conv ... ② 1x1 conv를 순서대로 통과할 때`: circled numbers in front of layers."""
    return scene.body[scene.tokens[at].start] in "①②③④⑤⑥" and kind_at(scene.tokens, at + 1) in ("DIMS", "CALL")


_WHOLES = frozenset({"STANDARD", "GROUPED", "DWSEP", "BOTTLENECK"})


def refuse_unanswered_sides(scene: Scene, asks: list[Ask], result: Result) -> None:
    """`MACs of the depthwise step, of the pointwise step, and of an ordinary convolution`, `total MACs`.

    Raises:
        Refused: there are fewer answers than such sides, or only parts of a total.
    """
    names = {one.name for one in result.answers}
    costs = [ask for ask in asks if ask.kind in COSTS]
    if not asks or len(costs) != len(asks) or scene.has("MATRIX", "VECTOR") or any("saved" in name for name in names):
        return
    wanted = {NAME_OF[ask.kind] for ask in costs if is_total(scene, ask)}
    parts = all("_" in name for name in names)
    described = bool(wanted) and wanted <= names and all(is_described(scene, ask) for ask in costs)
    if (_sides(scene, asks) > max(1, len(names)) and not described) or (
        parts and len(asks) == 1 and wanted and not wanted & names
    ):
        raise part_unanswered()


def _sides(scene: Scene, asks: list[Ask]) -> int:
    """How many halves of a separable convolution, or designs, the asking sentences list."""
    kinds = [
        {scene.tokens[index].kind for index in part}
        for sentence in asking(scene)
        for part in parts_of(scene, sentence, asks, PARTS - {"PLUS"})
    ]
    halves = sum(bool(one & HALVES) for one in kinds)
    wholes = sum(bool(one & (_WHOLES if not halves else {"STANDARD"}) - HALVES) for one in kinds)
    return halves + wholes


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


def _parts_of_numeric(scene: Scene) -> int:
    """How many things are asked by signs that stand between them: `...? ...?`, `..., and what ...`, `... 구하고`."""
    tokens = scene.tokens
    marks = sum(token.kind == "ASK" for token in tokens)
    openers = [
        two for one, two in itertools.pairwise(tokens) if one.kind == "AND" and str(two.value).lower() in OPENERS
    ]
    both = bool(_BOTH_RESULTS.search(scene.body.lower()))
    return max(marks, 1 + len(openers), 1 + len(_AND_WRITE.findall(scene.body)), 1 + both)


_BOTH_RESULTS = re.compile(
    r"(?:give|state|write|compute|find) both[.?]|both results|둘 다 (?:구|쓰|적)|"
    r"outputs? with [^,.?]{1,20},? and (?:the )?outputs? with"
)


def refuse_passed_over(scene: Scene, asks: list[Ask]) -> None:
    """`Total MACs of two layers: conv A ...; conv B ...?`: a quantity at the head of the text is asked for.

    Raises:
        Refused: it is not among the asks, and none of its kind is.
    """
    if scene.language != "en" or scene.has("MATRIX", "VECTOR"):
        return
    head = next((token for token in scene.tokens[:3] if token.kind not in ("TOTAL", "VALUES", "COMPUTE", "ALL")), None)
    heads = head is not None and kind_at(scene.tokens, scene.tokens.index(head) + 1) == "COLON"
    others = COSTS if heads else COSTS | {"RATIO", "PERCENT"}
    if head is not None and head.kind in COSTS and not {ask.kind for ask in asks} & others:
        raise part_unanswered()


_BOTH_PARTS = re.compile(
    r"weights?\s?/\s?bias(?:es)?|weights?\sand\s(?:all\s)?(?:the\s)?(?:number\sof\s)?bias(?:es)?|weight\stensor\sand\s(?:of\s)?the\sbias|"
    r"weights\sand\show\smany|가중치(?:는|가)?[^.?]{0,12}(?:와|과|,|고)\s(?:편향|바이어스)(?:은|는|이|가)?\s?(?:몇|모두\s몇)|"
    r"(?:가중치|weight)(?:와|과|랑|하고)\s?(?:편향|바이어스|bias)(?:을|를)?\s?(?:다\s|모두\s)?(?:합|더)"
)


def refuse_one_part(scene: Scene, result: Result) -> None:
    """`the number of weights and biases`: two numbers, or one of both, but never the weights alone.

    Raises:
        Refused: only one of the parts, or the output's elements, came out.
    """
    names = {one.name for one in result.answers}
    if not names & {"weights", "elements", "neurons"} or names & {"biases", "parameters", "ratio", "saving_percent"}:
        return
    for sentence in asking(scene):
        if _BOTH_PARTS.search(scene.words(sentence.first, sentence.last).lower()):
            raise part_unanswered()
