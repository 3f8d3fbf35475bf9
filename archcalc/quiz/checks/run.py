"""All checks, in the order in which their reasons are the most telling."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.quiz.answers import Refused, each_unclear, part_unanswered
from archcalc.quiz.checks import calculation, counts, layers, parts, several, values
from archcalc.quiz.checks.question import Question
from archcalc.quiz.checks.rules import broken_rule

Check = Callable[[Question], Refused | None]


def half_asked(question: Question) -> Refused | None:
    """`parameters and whatever else`: a part of the question asks for nothing known."""
    return part_unanswered() if parts.leaves_part_open(question) else None


def half_answered(question: Question) -> Refused | None:
    """Fewer answers than are asked for."""
    checks = (parts.has_unanswered_line, parts.has_unanswered_noun, counts.has_fewer_answers)
    if any(check(question) for check in checks):
        return part_unanswered()
    return each_unclear() if several.has_some_of_several(question) else None


READING: tuple[Check, ...] = (
    calculation.no_calculation,
    calculation.unplaced_number,
    half_asked,
    layers.unread_attribute,
    layers.unread_negation,
    values.size_not_kept,
    layers.unknown_entry,
    layers.pooling_without_window,
    calculation.strange_words,
    layers.module_in_part,
    layers.layer_used_again,
    layers.groups_that_do_not_divide,
    layers.map_of_open_size,
    values.count_does_not_follow,
    values.no_groups,
)
"""Checks of what was read, before it is solved."""
RESULT: tuple[Check, ...] = (
    layers.lost_attribute,
    values.outsized_kernel,
    values.one_quantity_twice,
    values.designs_alike,
    values.stated_size,
    values.stated_attribute,
    values.enormous_number,
    half_answered,
    values.size_of_nothing,
    broken_rule,
)
"""Checks of what came out."""


def refuse(question: Question, checks: tuple[Check, ...]) -> None:
    """Refuse a question whose reading leaves something open, or whose result is not all that is asked.

    Raises:
        Refused: with the reason of the first check that gives one.
    """
    for reason_against in checks:
        if reason := reason_against(question):
            raise reason
