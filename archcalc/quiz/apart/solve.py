"""A question about several variants or designs solved one by one, and the answers put together in the order asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from archcalc.quiz.answers import Refusal, Solution, put_together
from archcalc.quiz.apart.beside import beside
from archcalc.quiz.apart.changes import variants_of_change
from archcalc.quiz.apart.cleaned import for_one
from archcalc.quiz.apart.cuts import Variants
from archcalc.quiz.apart.labels import labelled
from archcalc.quiz.apart.relations import Related, related, relation
from archcalc.quiz.apart.swept import sweeps

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
    for cut in (*labelled(body), *beside(body), *sweeps(body)):
        before, first = for_one(cut.before, cut)
        behind, second = for_one(cut.behind, cut)
        if cut.is_sure or first + second or said is not None:
            texts = tuple(f"{before}{part}{behind}".strip() for part in cut.parts)
            yield Variants(texts, partial(_together, text, first + second, cut.marks, said))


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
