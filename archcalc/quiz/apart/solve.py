"""A question about several variants or designs solved one by one, and the answers put together in the order asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from archcalc.quiz.answers import Refusal, Solution, put_together
from archcalc.quiz.apart.beside import beside
from archcalc.quiz.apart.changes import variants_of_change
from archcalc.quiz.apart.cleaned import for_one, without_labels
from archcalc.quiz.apart.labels import Labelled, labelled
from archcalc.quiz.apart.relations import Related, related, relation
from archcalc.quiz.apart.swept import Sweep, sweeps
from archcalc.quiz.apart.variants import Variants

Solve = Callable[[str], Solution | Refusal]


def solve_apart(text: str, first: Solution | Refusal, solve: Solve) -> Solution | None:
    """The answers of all variants; None where the text has none, or one of them is not understood.

    Args:
        text: the question.
        first: how it was read as a whole; taken if it answers as much.
        solve: solves the question of one variant.
    """
    bases = [one.name.partition("_")[0] for one in first.answers] if isinstance(first, Solution) else []
    given = max(map(bases.count, bases), default=0)
    for one in _ways_apart(text):
        solutions: list[Solution] = []
        for part in one.texts if one.always or given < len(one.texts) else ():
            outcome = solve(part)
            if isinstance(outcome, Refusal):
                break
            solutions.append(outcome)
        if len(solutions) == len(one.texts) and (made := one.join(solutions)) is not None:
            return made
    return None


def _ways_apart(text: str) -> Iterator[Variants]:
    """The ways in which a question is several ones that differ in one value, or in one part."""
    if (change := variants_of_change(text)) is not None:
        yield change
    said = related(text)
    body = said.text if said else text
    for one in (*labelled(body), *beside(body)):
        if (made := _of_labels(text, one, said)) is not None:
            yield made
    for sweep in sweeps(body):
        if (made := _of_sweep(text, body, sweep, said)) is not None:
            yield made


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


def _of_labels(text: str, one: Labelled, said: Related | None) -> Variants | None:
    common = f"{one.before} {one.behind}"
    stacked = one.noun in _LAYERS and not _ASIDE.search(common.lower())
    if stacked and (_SIZE.search(common) or _FOLLOWING.search(f"{common} {' '.join(one.parts)}".lower())):
        return None  # they may follow one another
    before, first = _for_one(one.before, one)
    behind, second = _for_one(one.behind, one)
    if not first + second and said is None:
        return None
    texts = tuple(f"{before.strip()} {part}. {behind.strip()}".strip() for part in one.parts)
    return Variants(texts, partial(_together, text, first + second, one.marks, said))


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


def _of_sweep(whole: str, text: str, sweep: Sweep, said: Related | None) -> Variants | None:
    """Values of one attribute in turn: where they are asked for, or said to be told apart."""
    start = (
        max(text.rfind(". ", 0, sweep.start), text.rfind("? ", 0, sweep.start), text.rfind("\n", 0, sweep.start)) + 1
    )
    ends = [at for at in (text.find(". ", sweep.end), text.find("?", sweep.end)) if at >= 0]
    sentence = text[start : min(ends, default=len(text) - 1) + 1].lower()
    apart = _APART.search(text.lower()) or _ASKS.search(sentence)
    if _are_factors(sweep) or _TOGETHER.search(text.lower()) or not apart:
        return None
    if _counts_layers(text, len(sweep.entries)) and not _APART.search(text.lower()):
        return None
    texts, eachs = [], 0
    for entry in sweep.entries:
        one, eachs = for_one(text[: sweep.start] + entry + text[sweep.end :])
        texts.append(one)
    return Variants(tuple(texts), partial(_together, whole, eachs, sweep.entries, said))


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


def _together(
    text: str, eachs: int, marks: tuple[str, ...], said: Related | None, solutions: Sequence[Solution]
) -> Solution | None:
    """One solution of all, with the relation asked behind; None where they answer different things.

    Args:
        text: the question.
        eachs: how often `each` was said: once for each quantity, or once for all.
        marks: the labels of the variants.
        said: the relation asked of them.
        solutions: those of the variants.
    """
    rows = [solution.answers for solution in solutions]
    units = {tuple(entry.unit for entry in row) for row in rows}
    if len(units) > 1 or len(set(*units)) < len(rows[0]):
        return None  # which of them comes first is not told
    named = [
        [entry._replace(name=f"{_SHORT.get(entry.name, entry.name)}_{at}") for entry in row]
        for at, row in enumerate(rows, 1)
    ]
    by_quantity = eachs > 1 or bool(_FIRST.search(text.lower()))
    answers = [entry for part in (zip(*named, strict=True) if by_quantity else named) for entry in part]
    if said is not None:
        made = relation(said, [row[0] for row in rows], marks) if len(rows[0]) == 1 else None
        if made is None:
            return None
        answers.append(made)
    return put_together(answers, solutions)


_SHORT = {"output_size": "size"}
_FIRST = re.compile(r"(?:shapes?|sizes?|volumes?|parameters|params|weights|counts)\sfirst\b|(?:개를?|모두|수를?)\s먼저")
