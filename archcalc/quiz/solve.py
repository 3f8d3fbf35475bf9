"""From a text to a solution or a refusal: reads, chooses the topic, solves, says what was assumed."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.errors import ArchcalcError
from archcalc.quiz.answers import (
    NOT_UNDERSTOOD,
    Alternative,
    Refusal,
    Refused,
    Solution,
    not_understood,
)
from archcalc.quiz.asks.find import COSTS, QUANTITIES, Ask, find_asks
from archcalc.quiz.assembly.assemble import assemble
from archcalc.quiz.checks.questions import (
    refuse_conceptual,
    refuse_fewer,
    refuse_unanswered,
    refuse_unbounded,
    refuse_unplaced,
)
from archcalc.quiz.checks.readings import (
    refuse_half_answered,
    refuse_idle_dilation,
    refuse_idle_groups,
    refuse_only,
    refuse_strange,
    refuse_uncounted,
    refuse_unread,
    refuse_unread_names,
)
from archcalc.quiz.options import choose
from archcalc.quiz.problems.base import Result
from archcalc.quiz.read import begun
from archcalc.quiz.reading import reading_of
from archcalc.quiz.reread import read_again
from archcalc.quiz.scene import Scene

LONGEST = 4000
"""Characters of the longest question that is read."""

Solver = Callable[[Scene, list[Ask]], Result]

UNREADABLE = (
    ArithmeticError,
    ArchcalcError,
    ValueError,
    TypeError,
    LookupError,
    AssertionError,
    RecursionError,
    AttributeError,
)
"""What odd text can still run into: the question is refused then, as a guess would be worse."""


def solve(text: str) -> Solution | Refusal:
    """Solve a calculation question, or refuse it with the reason. Never raises, whatever the text."""
    language = "ko" if any("가" <= letter <= "힣" for letter in text[:LONGEST]) else "en"
    if len(text) > LONGEST:
        reason = ("질문이 너무 깁니다", "the text is too long for a question")[language == "en"]
        return Refusal(NOT_UNDERSTOOD, reason, language)
    try:
        scene = begun(text)
    except Refused as refused:
        return _refusal(refused, language)
    except UNREADABLE:
        return _lost(language)
    first = _attempt(scene)
    if isinstance(first, Solution):
        return first
    return read_again(scene, first, lambda changes: _attempt(begun(text, changes))) or first


def _attempt(scene: Scene) -> Solution | Refusal:
    """One reading of a question: put together and solved, or refused."""
    try:
        assemble(scene)
        return _solved(scene)
    except Refused as refused:
        return _refusal(refused, scene.language, reading_of(scene))
    except UNREADABLE:
        return _lost(scene.language, reading_of(scene))


def _refusal(refused: Refused, language: str, reading: tuple[tuple[str, str], ...] = ()) -> Refusal:
    reason = refused.korean if language == "ko" else refused.english
    return Refusal(refused.kind, reason, language, reading)


def _lost(language: str, reading: tuple[tuple[str, str], ...] = ()) -> Refusal:
    reason = "질문을 읽지 못했습니다" if language == "ko" else "the question could not be read"
    return Refusal(NOT_UNDERSTOOD, reason, language, reading)


def _solved(scene: Scene) -> Solution:
    asks = find_asks(scene)
    refuse_conceptual(scene, asks)
    refuse_unplaced(scene, asks)
    refuse_unanswered(scene, asks)
    refuse_half_answered(scene, asks)
    refuse_unread(scene, asks)
    refuse_unread_names(scene)
    refuse_idle_dilation(scene, asks)
    refuse_idle_groups(scene)
    refuse_strange(scene)
    refuse_only(scene)
    refuse_uncounted(scene, asks)
    solver = topic_of(scene, asks)
    result = solver(scene, asks)
    if not result.answers:
        raise not_understood("what is asked", "무엇을 묻는지")
    refuse_fewer(scene, result)
    refuse_unbounded(result)
    korean = scene.language == "ko"
    assumptions = tuple(ko if korean else en for en, ko in result.assumptions)
    alternatives = result.alternatives + _other_readings(scene, result)
    return Solution(
        scene.language,
        result.answers,
        assumptions,
        alternatives,
        tuple(dict.fromkeys(step.text(scene.language) for step in result.steps if step.how)),
        choose(scene.options, result.answers),
        reading_of(scene),
    )


def topic_of(scene: Scene, asks: list[Ask]) -> Solver:
    """The solver for what the scene holds and what is asked."""
    from archcalc.quiz.problems import compare, general, inverse, joining, loss, named, numeric, subsample, unshared
    from archcalc.quiz.problems.tabled import solve_tabled
    from archcalc.quiz.problems.whole import is_whole
    from archcalc.quiz.problems.widths import is_inverse_dense, solve_width

    kinds = {ask.kind for ask in asks}
    if scene.has("MATRIX"):
        return numeric.solve_numeric
    if scene.has("VECTOR") or "CE" in kinds or kinds == {"SOFTMAX"}:
        return loss.solve_loss
    if is_inverse_dense(scene, asks):
        return solve_width
    if is_whole(scene, asks):
        return named.solve_named
    if scene.numbers.get("given") and kinds & {"NFILT", "FILTER", "COUT", "LAYERS"} and not kinds & COSTS:
        return inverse.solve_filters
    if subsample.is_subsampling(scene):
        return subsample.solve_subsample
    if "tabled" in scene.numbers:
        return solve_tabled
    if joining.is_joining(scene, asks):
        return joining.solve_joining
    if "LAYERS" in kinds:
        return inverse.solve_inverse
    if "PADDEDSHAPE" in kinds or (
        all(layer.kernel is None and layer.cout is None for layer in scene.layers)
        and scene.roles("pad")
        and kinds <= {"OUTPUT", "SIZE"}
        and kinds
        and not scene.has("CONV", "POOL", "FILTER", "TRANS", "MAXPOOL", "AVGPOOL", "CONVLAYER", "DW")
    ):
        return lambda scene, asks: general.solve_general(scene, [Ask("PADDEDSHAPE", asks[0].place)])
    topic = compare.topic_of_comparison(scene, asks)
    if topic is not None:
        return lambda scene, asks: compare.solve_comparison(scene, asks, topic(scene))
    if scene.has("UNSHARED") and kinds & {"PARAMS", "WEIGHTS"}:
        return unshared.solve_unshared
    if (
        kinds
        and not kinds & QUANTITIES
        and not kinds <= {"SIZE", "SPATIAL", "MAP", "CH"}
        and (
            kinds & {"PAD", "PADTOTAL", "STRIDE", "KSIZE", "DIL"}
            or inverse.wants_input(scene, asks)
            or "FILTER" in kinds
        )
    ):
        return inverse.solve_inverse
    if kinds & {"OUTPUT"} and "PAD" in kinds:
        return inverse.solve_inverse
    if scene.has("NETWORK") and not _has_layers(scene) and scene.input in (None, (224, 224)) and not scene.roles("pad"):
        return named.solve_named
    if not asks:
        raise not_understood("what is asked", "무엇을 묻는지")
    if scene.has("COMPARE") and kinds & (COSTS | {"RF"}) and len(scene.layers) > 1:
        raise not_understood("what is compared", "무엇을 비교하는지")
    return general.solve_general


def _has_layers(scene: Scene) -> bool:
    return any(layer.kernel is not None or layer.cout is not None or layer.cin is not None for layer in scene.layers)


def _other_readings(scene: Scene, result: Result) -> tuple[Alternative, ...]:
    """The question read otherwise where it is open: without bias, with padding that keeps the size."""
    from archcalc.quiz.readings import other_readings

    return other_readings(scene, result)
