"""A question about several variants or designs solved one by one, and the answers put together in the order asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from archcalc.quiz.answers import Answer, Refusal, Refused, Solution, put_together
from archcalc.quiz.apart.cleaned import for_one, without_labels
from archcalc.quiz.apart.labels import Labelled, labelled
from archcalc.quiz.apart.paired import paired
from archcalc.quiz.apart.relations import Related, related, relation, with_measure
from archcalc.quiz.apart.stacks import stacks
from archcalc.quiz.apart.swept import Sweep, sweeps

Solve = Callable[[str], Solution | Refusal]


class Variants(NamedTuple):
    """The text of each variant, the labels, how often `each` was said, and the relation asked behind."""

    texts: tuple[str, ...]
    marks: tuple[str, ...]
    eachs: int
    relation: Related | None
    only: bool = False  # nothing but the relation is asked


def variants_of(text: str) -> Iterator[Variants]:
    """The ways in which a question is several ones that differ in one value, or in one part."""
    said = related(text)
    body = said.text if said else text
    beside = [one for one in (stacks(body), paired(body)) if one is not None]
    for one in [*labelled(body), *beside]:
        if (made := _of_labels(one, said)) is not None:
            yield made
    for sweep in sweeps(body):
        if (made := _of_sweep(body, sweep, said)) is not None:
            yield made
    if said is not None and (asking := with_measure(said)):
        for sweep in sweeps(asking):
            if (made := _of_sweep(asking, sweep, said, related=True)) is not None and len(made.texts) == 2:
                yield made._replace(only=True)


_SIZE = re.compile(r"\d\s?[x×*]\s?\d")
_LAYERS = ("layer", "conv", "stage", "층", "합성곱층", "합성곱", "필터", "")
_ASIDE = re.compile(
    r"same input|candidate|alternative|independent|따로|각각 \S+ 입력|"
    r"가지|(?:두|세|네|각) 경우|같은 입력|하나를|중 하나|instead|either|"
    r"each on|비교|compare"
)


_FOLLOWING = re.compile(
    r"receptive|수용|in the order|\brun\b|output of|result of|결과|출력에|이어|다음|flatten|network|신경망|모델|\bnet\b"
)


def _of_labels(one: Labelled, said: Related | None) -> Variants | None:
    common = f"{one.before} {one.behind}"
    stacked = one.noun in _LAYERS and not _ASIDE.search(common.lower())
    if stacked and (_SIZE.search(common) or _FOLLOWING.search(f"{common} {' '.join(one.parts)}".lower())):
        return None  # they may follow one another
    before, first = _for_one(one.before, one)
    behind, second = _for_one(one.behind, one)
    if not first + second and said is None:
        return None
    texts = tuple(f"{before.strip()} {part}. {behind.strip()}".strip() for part in one.parts)
    return Variants(texts, one.marks, first + second, said)


def _for_one(text: str, one: Labelled) -> tuple[str, int]:
    text, labels = without_labels(text, one.marks, one.noun)
    text, eachs = for_one(text)
    return text, labels + eachs


_TOGETHER = re.compile(
    r"stack|in a row|one after|followed|consecutive|total|altogether|together|"
    r"\bsum\b|쌓|연달|이어|합계|합하|합친|총|연속|순서대로|차례로 (?:지|통과|적용)|"
    r"in the order|\brun in|on the output of|result of|결과에|출력에"
)
_APART = re.compile(
    r"respectively|each|both|either|once with|각각|각 경우|따로|한 번씩|바꿔|때와|경우와|"
    r"비교|세 값|두 값|variants?|versions?"
)
_ASKS = re.compile(r"\?|what|how|give|state|compute|구하|얼마|몇|쓰시오|인가")


def _of_sweep(text: str, sweep: Sweep, said: Related | None, related: bool = False) -> Variants | None:
    """Values of one attribute in turn: where they are asked for or `related`, or said to be told apart."""
    start = (
        max(text.rfind(". ", 0, sweep.start), text.rfind("? ", 0, sweep.start), text.rfind("\n", 0, sweep.start)) + 1
    )
    ends = [at for at in (text.find(". ", sweep.end), text.find("?", sweep.end)) if at >= 0]
    sentence = text[start : min(ends, default=len(text) - 1) + 1].lower()
    apart = related or _APART.search(text.lower()) or _ASKS.search(sentence)
    if _are_factors(sweep) or _TOGETHER.search(text.lower()) or not apart:
        return None
    if _counts_layers(text, len(sweep.entries)) and not _APART.search(text.lower()):
        return None
    texts, eachs = [], 0
    for entry in sweep.entries:
        one, eachs = for_one(text[: sweep.start] + entry + text[sweep.end :])
        texts.append(one)
    return Variants(tuple(texts), sweep.entries, eachs, said)


_COUNTS = {2: "두|two|2", 3: "세|three|3", 4: "네|four|4", 5: "다섯|five|5"}


def _counts_layers(text: str, number: int) -> bool:
    """`dilation 1, 2, 3인 3×3 합성곱 세 층`: as many layers as values, which is one network of them all."""
    words = _COUNTS.get(number)
    if words is None:
        return False
    noun = r"(?:합성곱\s?|컨볼루션\s?|conv\s?)?"
    korean = rf"(?<![가-힣\d])(?:{words})\s?(?:개(?:의)?\s?)?{noun}(?:층|레이어)|합성곱\s(?:{words})\s?개"
    english = rf"\b(?:{words})\s(?:\S+\s){{0,3}}?(?:layers|convs|convolutions)\b"
    return bool(re.search(f"{korean}|{english}", text.lower()))


def _are_factors(sweep: Sweep) -> bool:
    """`7×1과 1×7`: two kernels in place of one, no two variants."""
    sizes = [re.findall(r"\d+", entry) for entry in sweep.entries]
    return len(sizes) == 2 and sizes[0] == sizes[1][::-1] and "1" in sizes[0]


def solve_apart(text: str, first: Solution | Refusal, solve: Solve) -> Solution | None:
    """The answers of all variants; None where the text has none, or one of them is not understood.

    Args:
        text: the question.
        first: how it was read as a whole; taken if it answers as much.
        solve: solves the question of one variant.
    """
    bases = [one.name.partition("_")[0] for one in first.answers] if isinstance(first, Solution) else []
    given = max(map(bases.count, bases), default=0)
    for one in variants_of(text):
        if given >= len(one.texts):
            continue
        solutions = [solution for part in one.texts if isinstance(solution := solve(part), Solution)]
        if len(solutions) == len(one.texts) and (made := _together(text, one, solutions)) is not None:
            return made
    return None


def _together(text: str, one: Variants, solutions: list[Solution]) -> Solution | None:
    """One solution of all; None where they answer different things."""
    rows = [list(solution.answers) for solution in solutions]
    if len({len(row) for row in rows}) > 1 or len({tuple(entry.unit for entry in row) for row in rows}) > 1:
        return None
    if len({entry.unit for entry in rows[0]}) < len(rows[0]):
        return None  # which of them comes first is not told
    named = [
        [entry._replace(name=f"{_SHORT.get(entry.name, entry.name)}_{at}") for entry in row]
        for at, row in enumerate(rows, 1)
    ]
    by_quantity = one.eachs > 1 or bool(_FIRST.search(text.lower()))
    ordered = list(zip(*named, strict=True)) if by_quantity else named
    answers = [entry for part in ordered for entry in part]
    if one.relation is not None:
        if len(rows[0]) != 1 or not all(isinstance(row[0].value, int | Fraction) for row in rows):
            return None
        try:
            made = relation(one.relation, [Fraction(row[0].value) for row in rows], one.marks)  # type: ignore[arg-type]
        except Refused:
            return None
        if one.only and made.unit == "x" and Fraction(made.value) <= 1:  # type: ignore[arg-type]
            return None  # which is taken to which is not told
        answers = [] if one.only else answers
        answers.append(made if made.unit else _difference(made, rows[0][0]))
    return put_together(answers, solutions)


_SHORT = {"output_size": "size"}
_FIRST = re.compile(r"(?:shapes?|sizes?|volumes?|parameters|params|weights|counts)\sfirst\b|(?:개를?|모두|수를?)\s먼저")


def _difference(made: Answer, of: Answer) -> Answer:
    return made._replace(name=f"{of.name}_difference", unit=of.unit)
