"""Answers to questions on softmax and losses."""

from __future__ import annotations

import math
from fractions import Fraction

from archcalc.quiz.answers import Alternative, Answer, contradiction, missing, not_understood, unclear
from archcalc.quiz.asks.find import Ask
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.losses.both import is_softmax_asked
from archcalc.quiz.problems.losses.classes import class_number, distributions, lone_probability
from archcalc.quiz.problems.losses.inverse import share_of_loss
from archcalc.quiz.problems.losses.rows import are_scores, logits, pair, vectors
from archcalc.quiz.problems.losses.samples import loss_of_samples
from archcalc.quiz.problems.losses.several import losses_of_several
from archcalc.quiz.problems.losses.shares import are_before_loss, are_beside_loss, is_whole_asked, shares_asked
from archcalc.quiz.problems.losses.values import (
    Vector,
    binary_cross_entropy,
    cross_entropy,
    sigmoid,
    softmax,
    squares,
)
from archcalc.quiz.quantities import COSTS
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.examples import is_binary
from archcalc.quiz.working import Step, Steps

_KINDS = ("CE", "MSE", "SSE", "SOFTMAX")


def solve_loss(scene: Scene, asks: list[Ask]) -> Result:
    """Answer every ask in order; softmax first where a loss is taken of it."""
    if (
        scene.has("OTHERLOSS")
        or _has_other_operation(scene, asks)
        or _asks_unknown(scene, asks)
        or {ask.kind for ask in asks} & (COSTS - {"WEIGHTS"})
    ):
        raise not_understood("what else is asked", "그 밖에 무엇을 묻는지")
    _refuse_idle_numbers(scene)
    several = losses_of_several(scene, _wanted(scene, asks), _base(scene)[0])
    if several:
        return Result(tuple(several))
    share = share_of_loss(scene, _base(scene)[0])
    if share is not None:
        return Result((answer("probability", share, ""),))
    steps: Steps = []
    answers: list[Answer] = []
    alternatives: tuple[Alternative, ...] = ()
    wanted = _wanted(scene, asks)
    for kind in wanted:
        if kind == "SOFTMAX":
            answers += _of_softmax(scene, asks, _shown_softmax(logits(scene), steps))
        elif kind == "CE":
            loss = [answer("cross_entropy", _cross_entropy(scene, steps), "")]
            beside = [] if "SOFTMAX" in wanted else _shares_beside_loss(scene)
            answers += beside + loss if are_before_loss(scene) else loss + beside
        elif kind == "SSE":
            answers.append(answer("sse", float(squares(*_compared(scene))), ""))
        else:
            target, predicted = _compared(scene)
            total = squares(target, predicted)
            steps.append(
                Step("mean squared error", f"{_number(total)} / {len(target)} = {_number(total / len(target))}")
            )
            answers.append(answer("mse", float(total / len(target)), ""))
            alternatives = (Alternative("1/2 × Σ(t − y)²", (answer("mse", float(total / 2), ""),)),)
    if not answers:
        raise not_understood("what to do with the vectors", "벡터로 무엇을 하는지")
    return Result(tuple(answers), tuple(steps), (), alternatives if len(answers) == 1 else ())


def _of_softmax(scene: Scene, asks: list[Ask], shares: list[float]) -> list[Answer]:
    """All probabilities, or those of the classes that are asked; in percent if it says so."""
    picks = shares_asked(scene, shares)
    whole = [answer("softmax", shares)] if picks is None or is_whole_asked(scene) else []
    percent = any(ask.kind == "PERCENT" for ask in asks)
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
    if "SOFTMAX" in wanted and "CE" in wanted and not (_has_scores(scene) and is_softmax_asked(scene, asks)):
        wanted.remove("SOFTMAX")
    return wanted


def _has_other_operation(scene: Scene, asks: list[Ask]) -> bool:
    """The median, a matrix product; the mean of the cross-entropies is that of a batch."""
    others = [str(token.value) for token in scene.tokens if token.kind == "OTHEROP"]
    unread = [word for word in others if not word.startswith("평균") or {one.kind for one in asks} != {"CE"}]
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


def _compared(scene: Scene) -> tuple[Vector, Vector]:
    """A target and a prediction; the latter by softmax where scores are given and softmax is spoken of."""
    target, predicted = pair(scene)
    label = next((label for label, values in vectors(scene) if values is predicted), "")
    if scene.has("SOFTMAX") and are_scores(label, predicted):
        return target, [Fraction(share) for share in softmax(predicted)]
    return target, predicted


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
        if one.token.value not in known and any(t.kind == "CLASS" for t in scene.tokens[one.first : one.last + 2]):
            raise contradiction(
                f"{one.token.value} classes, but {len(given[0][1])} values",
                f"클래스는 {one.token.value}개인데 값은 {len(given[0][1])}개입니다",
            )
    number = class_number(scene)
    for token in scene.unplaced:
        counts = isinstance(token.value, int) and token.value in known
        if token is not number and not counts and not _in_range(scene, token.start):
            shown = scene.body[token.start : token.end]
            raise unclear(shown)


def _in_range(scene: Scene, start: int) -> bool:
    """`classes 1 to 4`, `0-based`."""
    before = scene.body[max(0, start - 14) : start].lower()
    if scene.body[start + 1 :].startswith(("-based", "-index")):
        return True
    return any(word in before for word in ("class", "클래스")) or before.rstrip().endswith(("to", "~", "-"))


def _base(scene: Scene) -> tuple[float, str]:
    """The base of the logarithm, and how it is written."""
    return (2.0, "log2") if scene.has("LOG2") else (10.0, "log10") if scene.has("LOG10") else (math.e, "ln")


def _cross_entropy(scene: Scene, steps: Steps) -> float:
    base, sign = _base(scene)
    if is_binary(scene.tokens) and len(vectors(scene)) == 2:
        return _binary(scene, base, sign, steps)
    sampled = loss_of_samples(scene, base)
    if sampled is not None:
        shown = ", ".join(f"{float(p):.6g}" for p in sampled[1])
        steps.append(Step("cross-entropy", f"−{sign}({shown}): {sampled[0]:.6g}"))
        return sampled[0]
    target, predicted = distributions(scene) if scene.has("VECTOR") else lone_probability(scene)
    value = cross_entropy(target, predicted, base)
    chosen = ", ".join(f"{float(p):.6g}" for t, p in zip(target, predicted, strict=True) if t)
    steps.append(Step("cross-entropy", f"−{sign}({chosen}) = {value:.6g}"))
    return value


def _binary(scene: Scene, base: float, sign: str, steps: Steps) -> float:
    """The mean over all examples, or their sum if that is asked."""
    target, predicted = pair(scene)
    if not set(target) <= {0, 1}:
        target, predicted = predicted, target
    if not set(target) <= {0, 1}:
        raise missing("labels of two classes", "두 클래스의 정답")
    if scene.has("LOGITS"):
        predicted = [sigmoid(value) for value in predicted]
    if any(not 0 <= p <= 1 for p in predicted):
        raise contradiction("a probability beyond 0 and 1", "0과 1을 벗어난 확률")
    if len(target) > 1 and scene.has("EACH"):
        raise not_understood("of which examples each", "각각 어느 표본의 것인지")
    losses = binary_cross_entropy(target, predicted, base)
    chosen = [p if t else 1 - p for t, p in zip(target, predicted, strict=True)]
    steps += [
        Step("cross-entropy", f"−{sign}({float(p):.6g}) = {loss:.6g}") for p, loss in zip(chosen, losses, strict=True)
    ]
    return sum(losses) / (1 if scene.has("SUMOF", "TOTAL") else len(losses))


def _number(value: Fraction) -> str:
    return f"{float(value):.6g}"


def _shown_softmax(scores: Vector, steps: Steps) -> list[float]:
    values = softmax(scores)
    below = " + ".join(f"exp({float(x):.6g})" for x in scores)
    for x, value in zip(scores, values, strict=True):
        steps.append(Step("softmax", f"exp({float(x):.6g}) / ({below}) = {value:.6f}"))
    return list(values)
