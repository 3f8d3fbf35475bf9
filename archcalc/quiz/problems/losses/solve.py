"""Answers to questions on softmax and losses."""

from __future__ import annotations

from archcalc.quiz.answers import Alternative, Answer, contradiction, not_understood, unclear
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.losses.both import is_softmax_asked
from archcalc.quiz.problems.losses.classes import class_number, distributions
from archcalc.quiz.problems.losses.entropy import base_of, entropy_of
from archcalc.quiz.problems.losses.inverse import share_of_loss
from archcalc.quiz.problems.losses.rows import are_scores, logits, vectors
from archcalc.quiz.problems.losses.scaled import is_scaling, scaled, scaling_of
from archcalc.quiz.problems.losses.several import losses_of_several
from archcalc.quiz.problems.losses.shares import (
    are_before_loss,
    are_beside_loss,
    is_whole_asked,
    refuse_class_asked,
    shares_asked,
    speaks_of_shares,
)
from archcalc.quiz.problems.losses.squared import mean_of_squares, sum_of_squares
from archcalc.quiz.problems.losses.values import Vector, softmax
from archcalc.quiz.quantities import COSTS, Ask, asks_for, kinds_of
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps

_KINDS = ("CE", "MSE", "SSE", "SOFTMAX")


def solve_loss(scene: Scene, asks: list[Ask]) -> Result:
    """Answer every ask in order; softmax first where a loss is taken of it."""
    if (
        _has_other_loss(scene)
        or _has_other_operation(scene, asks)
        or _asks_unknown(scene, asks)
        or kinds_of(asks) & (COSTS - {"WEIGHTS"})
    ):
        raise not_understood("what else is asked", "그 밖에 무엇을 묻는지")
    refuse_class_asked(scene)
    _refuse_idle_numbers(scene)
    several = losses_of_several(scene, _wanted(scene, asks), base_of(scene)[0])
    if several:
        return Result(tuple(several))
    share = share_of_loss(scene, base_of(scene)[0])
    if share is not None:
        return Result((answer("probability", share, ""),))
    steps: Steps = []
    answers: list[Answer] = []
    alternatives: tuple[Alternative, ...] = ()
    wanted = _wanted(scene, asks)
    for kind in wanted:
        if kind == "SOFTMAX":
            answers += _of_softmax(scene, asks, _shown_softmax(scaled(scene, logits(scene)), steps))
        elif kind == "CE":
            loss = [answer("cross_entropy", entropy_of(scene, steps), "")]
            beside = [] if "SOFTMAX" in wanted else _shares_beside_loss(scene)
            answers += beside + loss if are_before_loss(scene) else loss + beside
        elif kind == "SSE":
            answers.append(sum_of_squares(scene, steps))
        else:
            mean, half = mean_of_squares(scene, steps)
            answers.append(mean)
            alternatives = (half,)
    if not answers:
        raise not_understood("what to do with the vectors", "벡터로 무엇을 하는지")
    return Result(tuple(answers), tuple(steps), (), alternatives if len(answers) == 1 else ())


def _of_softmax(scene: Scene, asks: list[Ask], shares: list[float]) -> list[Answer]:
    """All probabilities, or those of the classes that are asked; in percent if it says so."""
    picks = shares_asked(scene, shares)
    whole = [answer("softmax", shares)] if picks is None or is_whole_asked(scene) else []
    percent = asks_for(asks, "PERCENT")
    if percent and whole:
        raise not_understood("what is asked in percent", "무엇을 백분율로 묻는지")
    factor, unit = (100, "%") if percent else (1, "")
    return whole + [answer("probability", factor * shares[pick], unit) for pick in picks or []]


def _shares_beside_loss(scene: Scene) -> list[Answer]:
    """`the probability of the true class and the cross-entropy`: the former."""
    if not vectors(scene) or not are_beside_loss(scene):
        return []
    shares = list(distributions(scene)[1])
    return [answer("probability", shares[pick], "") for pick in shares_asked(scene, shares) or []]


def _wanted(scene: Scene, asks: list[Ask]) -> list[str]:
    """What is asked, in order; softmax on the way to a loss only if it is asked as well."""
    wanted = list(dict.fromkeys(ask.kind for ask in asks if ask.kind in _KINDS))
    wanted = wanted or [kind for kind in _KINDS if scene.has(kind)][:1]
    wanted = wanted or (["SOFTMAX"] if scene.has("LOGITS") and speaks_of_shares(scene) else [])
    if "SOFTMAX" in wanted and "CE" in wanted and not (_has_scores(scene) and is_softmax_asked(scene, asks)):
        wanted.remove("SOFTMAX")
    return wanted


def _has_other_loss(scene: Scene) -> bool:
    """The gradient, the hinge loss; a temperature is no other one where its value was read."""
    others = [str(token.value).lower() for token in scene.tokens if token.kind == "OTHERLOSS"]
    return any(not word.startswith(("temperature", "온도")) or scaling_of(scene) is None for word in others)


def _has_other_operation(scene: Scene, asks: list[Ask]) -> bool:
    """The median, a matrix product; the mean of the cross-entropies is that of a batch."""
    others = [str(token.value) for token in scene.tokens if token.kind == "OTHEROP"]
    unread = [word for word in others if not word.startswith("평균") or kinds_of(asks) != {"CE"}]
    return bool(unread)


_WORDS_OF_FORM = ("round", "rounded", "round off", "use", "write", "take", "assume", "반올림", "소수")
_SHARES = ("probability", "probabilities")


def _asks_unknown(scene: Scene, asks: list[Ask]) -> bool:
    """`the MSE and the dot product`: what is joined to a quantity is an unknown word."""
    for ask in asks:
        behind = scene.tokens[ask.place + 1 : ask.place + 3]
        joined = [token.kind for token in behind] == ["AND", "WORD"]
        if joined and behind[1].value not in _WORDS_OF_FORM + _SHARES:
            return True
    return False


def _has_scores(scene: Scene) -> bool:
    """Whether there is a vector that softmax can still be taken of."""
    given = [(label, values) for label, values in vectors(scene) if label != "TARGET"]
    return any(are_scores(label, values) for label, values in given)


def _refuse_idle_numbers(scene: Scene) -> None:
    """A number beside the vectors that is neither the right class nor a count may change the answer."""
    given = vectors(scene)
    if not given:
        return
    known = {len(values) for _, values in given} | {len(given)}
    for one in scene.roles("units"):
        if one.token.value not in known and any(
            t.kind == "CLASS" for t in scene.tokens[max(0, one.first - 1) : one.last + 2]
        ):
            raise contradiction(
                f"{one.token.value} classes, but {len(given[0][1])} values",
                f"클래스는 {one.token.value}개인데 값은 {len(given[0][1])}개입니다",
            )
    number = class_number(scene)
    for token in scene.unplaced:
        counts = isinstance(token.value, int) and token.value in known
        if is_scaling(scene, token.start):
            continue
        if token is not number and not counts and not _in_range(scene, token.start):
            shown = scene.body[token.start : token.end]
            raise unclear(shown)


def _in_range(scene: Scene, start: int) -> bool:
    """`classes 1 to 4`, `0-based`."""
    before = scene.body[max(0, start - 14) : start].lower()
    if scene.body[start + 1 :].startswith(("-based", "-index")):
        return True
    return any(word in before for word in ("class", "클래스")) or before.rstrip().endswith(("to", "~", "-"))


def _shown_softmax(scores: Vector, steps: Steps) -> list[float]:
    values = softmax(scores)
    below = " + ".join(f"exp({float(x):.6g})" for x in scores)
    for x, value in zip(scores, values, strict=True):
        steps.append(Step("softmax", f"exp({float(x):.6g}) / ({below}) = {value:.6f}"))
    return list(values)
