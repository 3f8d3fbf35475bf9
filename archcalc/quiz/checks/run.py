"""All checks, in the order in which their reasons are the most telling."""

from __future__ import annotations

from archcalc.quiz.checks.clauses import refuse_overlooked
from archcalc.quiz.checks.coverage import (
    refuse_half_answered,
    refuse_unanswered,
    refuse_unanswered_lines,
    refuse_unanswered_part,
    refuse_unread_orders,
)
from archcalc.quiz.checks.idle import (
    refuse_all_transposed,
    refuse_idle_classes,
    refuse_idle_dilation,
    refuse_idle_groups,
    refuse_idle_norms,
    refuse_two_dimensions,
    refuse_unkept,
)
from archcalc.quiz.checks.modules import (
    refuse_other_level,
    refuse_partial,
    refuse_reused,
    refuse_undivided,
    refuse_ungrown,
)
from archcalc.quiz.checks.listed import refuse_lone_shape, refuse_unanswered_nouns
from archcalc.quiz.checks.modules import refuse_other_level, refuse_partial, refuse_reused, refuse_ungrown
from archcalc.quiz.checks.questions import (
    refuse_absent_matrix,
    refuse_coefficients,
    refuse_conceptual,
    refuse_unbounded,
    refuse_unplaced,
)
from archcalc.quiz.checks.readings import (
    refuse_only,
    refuse_open_biases,
    refuse_strange,
    refuse_uncounted,
    refuse_unread,
    refuse_unread_entries,
    refuse_unread_names,
    refuse_unsized_pools,
)
from archcalc.quiz.checks.relations import refuse_unanswered_relation
from archcalc.quiz.checks.results import (
    refuse_fewer,
    refuse_one_part,
    refuse_passed_over,
    refuse_twice,
    refuse_unanswered_sides,
)
from archcalc.quiz.checks.several import refuse_some_of_several, refuse_wrong_network
from archcalc.quiz.checks.stated import (
    refuse_alike,
    refuse_enormous,
    refuse_given,
    refuse_other_number,
    refuse_repeated,
)
from archcalc.quiz.checks.unmade import (
    refuse_formula,
    refuse_nothing,
    refuse_one_turn,
    refuse_per_channel,
    refuse_unmade,
)
from archcalc.quiz.problems.base import Result
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene


def check_reading(scene: Scene, asks: list[Ask]) -> None:
    """Refuse a reading that leaves something open.

    Raises:
        Refused: with the reason.
    """
    refuse_conceptual(scene, asks)
    refuse_absent_matrix(scene)
    refuse_coefficients(scene)
    refuse_unplaced(scene, asks)
    refuse_unanswered(scene, asks)
    refuse_half_answered(scene, asks)
    refuse_unanswered_part(scene, asks)
    refuse_unread_orders(scene, asks)
    refuse_unread(scene, asks)
    refuse_unkept(scene)
    refuse_unread_names(scene)
    refuse_unread_entries(scene)
    refuse_unsized_pools(scene, asks)
    refuse_idle_dilation(scene, asks)
    refuse_idle_groups(scene, asks)
    refuse_idle_norms(scene, asks)
    refuse_idle_classes(scene, asks)
    refuse_two_dimensions(scene)
    refuse_all_transposed(scene)
    refuse_strange(scene)
    refuse_only(scene)
    refuse_other_level(scene)
    refuse_partial(scene, asks)
    refuse_ungrown(scene)
    refuse_reused(scene)
    refuse_undivided(scene)
    refuse_open_biases(scene, asks)
    refuse_uncounted(scene, asks)
    refuse_unmade(scene, asks)
    refuse_formula(scene)


def check_result(scene: Scene, asks: list[Ask], result: Result) -> None:
    """Refuse a result that does not answer all that is asked.

    Raises:
        Refused: with the reason.
    """
    refuse_twice(scene, result)
    refuse_alike(result)
    refuse_unanswered_lines(scene, result)
    refuse_fewer(scene, result)
    refuse_given(scene, result)
    refuse_other_number(scene, result)
    refuse_repeated(scene, result)
    refuse_enormous(scene, result)
    refuse_one_part(scene, result)
    refuse_passed_over(scene, asks)
    refuse_unanswered_sides(scene, asks, result)
    refuse_unanswered_relation(scene, asks, result)
    refuse_some_of_several(scene, asks, result)
    refuse_wrong_network(scene, result)
    refuse_unbounded(result)
    refuse_nothing(scene, result)
    refuse_one_turn(scene, result)
    refuse_per_channel(scene, asks, result)
    refuse_unanswered_nouns(scene, asks, result)
    refuse_lone_shape(scene, result)
    refuse_overlooked(scene, asks, result)
