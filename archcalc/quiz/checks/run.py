"""All checks, in the order in which their reasons are the most telling."""

from __future__ import annotations

from archcalc.quiz.checks import (
    answered,
    clauses,
    coverage,
    idle,
    kept,
    listed,
    modules,
    questions,
    readings,
    relations,
    results,
    several,
    stated,
    structure,
    told,
    unmade,
)
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene


def check_reading(scene: Scene, asks: list[Ask]) -> None:
    """Refuse a reading that leaves something open.

    Raises:
        Refused: with the reason.
    """
    questions.refuse_conceptual(scene, asks)
    questions.refuse_absent_matrix(scene)
    questions.refuse_coefficients(scene)
    questions.refuse_unplaced(scene, asks)
    coverage.refuse_unanswered(scene, asks)
    coverage.refuse_half_answered(scene, asks)
    coverage.refuse_unanswered_part(scene, asks)
    coverage.refuse_unread_orders(scene, asks)
    readings.refuse_unread(scene, asks)
    idle.refuse_unkept(scene)
    readings.refuse_unread_names(scene)
    readings.refuse_unread_entries(scene)
    readings.refuse_unsized_pools(scene, asks)
    idle.refuse_idle_dilation(scene, asks)
    idle.refuse_idle_groups(scene, asks)
    idle.refuse_idle_norms(scene, asks)
    idle.refuse_idle_classes(scene, asks)
    idle.refuse_idle_global_pooling(scene, asks)
    idle.refuse_two_dimensions(scene)
    idle.refuse_all_transposed(scene)
    readings.refuse_strange(scene)
    readings.refuse_only(scene)
    modules.refuse_other_level(scene)
    modules.refuse_partial(scene, asks)
    modules.refuse_told_once(scene)
    modules.refuse_ungrown(scene)
    modules.refuse_reused(scene)
    modules.refuse_undivided(scene)
    readings.refuse_open_biases(scene, asks)
    readings.refuse_uncounted(scene, asks)
    unmade.refuse_unmade(scene, asks)
    unmade.refuse_unflattened(scene)
    told.refuse_told_count(scene, asks)
    told.refuse_no_groups(scene)
    told.refuse_open_padding(scene, asks)
    unmade.refuse_formula(scene)


def check_result(scene: Scene, asks: list[Ask], result: Result) -> None:
    """Refuse a result that does not answer all that is asked.

    Raises:
        Refused: with the reason.
    """
    kept.refuse_lost_attributes(scene)
    kept.refuse_outsized_kernels(scene)
    results.refuse_twice(scene, result)
    stated.refuse_alike(result)
    coverage.refuse_unanswered_lines(scene, result)
    results.refuse_fewer(scene, result)
    stated.refuse_given(scene, result)
    stated.refuse_other_number(scene, result)
    stated.refuse_repeated(scene, result)
    stated.refuse_enormous(scene, result)
    told.refuse_negative(result)
    results.refuse_one_part(scene, result)
    results.refuse_passed_over(scene, asks)
    results.refuse_unanswered_sides(scene, asks, result)
    relations.refuse_unanswered_relation(scene, asks, result)
    answered.refuse_unanswered_asks(scene, asks, result)
    several.refuse_some_of_several(scene, asks, result)
    structure.refuse_wrong_network(scene, result)
    questions.refuse_unbounded(result)
    unmade.refuse_nothing(scene, result)
    unmade.refuse_one_turn(scene, result)
    unmade.refuse_per_channel(scene, asks, result)
    listed.refuse_unanswered_nouns(scene, asks, result)
    listed.refuse_uncounted_kernels(scene, result)
    listed.refuse_lone_shape(scene, result)
    listed.refuse_lone_extent(scene, result)
    listed.refuse_lone_share(scene, result)
    listed.refuse_unasked_padding(scene, result)
    clauses.refuse_overlooked(scene, asks, result)
