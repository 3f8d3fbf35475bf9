"""Which class is the right one: by a one-hot vector, a place, a number, or a name."""

from __future__ import annotations

import itertools
import re

from archcalc.quiz.answers import contradiction, missing, not_understood
from archcalc.quiz.problems.losses.others import is_of_other_class
from archcalc.quiz.problems.losses.rows import ROUNDED, are_scores, pair, vectors
from archcalc.quiz.problems.losses.scaled import scaled
from archcalc.quiz.problems.losses.uniform import uniform_share
from archcalc.quiz.problems.losses.values import Vector, softmax
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.token import Token


def distributions(scene: Scene) -> tuple[Vector, Vector]:
    """A target distribution and predicted probabilities, the latter by softmax where scores are given."""
    given = vectors(scene)
    lone = [values[0] for label, values in given if label == "TARGET" and len(values) == 1]
    if lone and len(given) == 2:  # `target=[2]`: an index, counted from zero
        predicted = next(values for _, values in given if len(values) > 1)
        target: Vector = [int(at == lone[0]) for at in range(len(predicted))]
    elif len(given) == 2:
        target, predicted = pair(scene)
        if not any(label for label, _ in given) and is_one_hot(predicted):
            target, predicted = predicted, target
        if not is_one_hot(target) and ("TARGET" not in [label for label, _ in given] or class_number(scene)):
            raise not_understood("which vector is the target", "어느 벡터가 정답인지")
    elif len(given) == 1:
        predicted = given[0][1]
        alike = len(predicted) > 1 and len(set(predicted)) == 1 and scene.has("TARGET", "CLASS")
        target = [1] + [0] * (len(predicted) - 1) if alike else _one_hot(scene, len(predicted))  # whichever it is
    else:
        raise missing("a target and a prediction", "정답과 예측 벡터")
    label = next((label for label, values in given if values is predicted), "")
    scores = scene.has("LOGITS") or (scene.has("SOFTMAX") and are_scores(label, predicted)) or is_loss_of_scores(scene)
    predicted = softmax(scaled(scene, predicted)) if scores else predicted
    if abs(float(sum(target)) - 1) > ROUNDED or any(share < 0 for share in target):
        raise contradiction("a target whose entries do not sum to 1", "합이 1이 아닌 정답")
    total = float(sum(predicted))
    if any(p < 0 for p in predicted) or abs(total - 1) > ROUNDED:
        raise contradiction(f"probabilities that sum to {total:.4g}", f"합이 {total:.4g}인 확률")
    return target, predicted


def is_loss_of_scores(scene: Scene) -> bool:
    """`nn.CrossEntropyLoss`, `F.cross_entropy`: they take softmax themselves."""
    return bool(re.search(r"crossentropyloss|f\.cross_entropy", scene.body.lower()))


def is_one_hot(values: Vector) -> bool:
    """One 1 among zeros."""
    return sorted(map(float, values)) == [0.0] * (len(values) - 1) + [1.0]


_CERTAIN = re.compile(r"probability (?:of )?(?:exactly )?1(?![.\d])|확률(?:을|이|은)?\s?1(?![.\d])")


def lone_probability(scene: Scene) -> tuple[Vector, Vector]:
    """`the true class gets 0.25`."""
    values = [token.value for token in scene.unplaced if token.kind == "NUM" and 0 < token.value < 1]
    if not values and len(scene.unplaced) == 1 and _CERTAIN.search(scene.body.lower()):
        values = [1]
    even = uniform_share(scene)
    if even and not values:
        return [1], [even]
    if len(values) != 1:
        raise missing("the predicted probabilities", "예측 확률")
    if is_of_other_class(scene.body.lower()):
        raise missing("the probability of the true class", "정답 클래스의 확률")
    return [1], values


def _one_hot(scene: Scene, count: int) -> Vector:
    """The class that a number, an ordinal or a name points out."""
    index = _told_class(scene, count)
    return [int(at == index) for at in range(count)]


def _told_class(scene: Scene, count: int) -> int:
    index = named_class(scene, count)
    index = index if index is not None else _class_index(scene, count, class_number(scene))
    if index is None or not 0 <= index < count:
        raise missing("the correct class", "정답 클래스")
    return index


def right_class(scene: Scene, count: int) -> int:
    """The place of the right class: of the 1 in a target, or the class that the text points out."""
    targets = [values for label, values in vectors(scene) if label == "TARGET" or is_one_hot(values)]
    if len(targets) == 1 and len(targets[0]) == count and is_one_hot(targets[0]):
        return [float(value) for value in targets[0]].index(1.0)
    return _told_class(scene, count)


_FROM_ZERO = re.compile(
    r"index|인덱스|번호는 0|0-based|zero-based|target=|(?<!\d)0번?부터|(?:from|at) 0(?![.\d])|"
    r"crossentropyloss|f\.cross_entropy"
)
_FROM_ONE = re.compile(r"1-based|one-based|(?<!\d)1번?부터|(?:from|at) 1(?![.\d])")
_ENTRIES = re.compile(r"(?<![a-z])(?:[a-zŷ]|logit|score|class|클래스)[_ ]?([01])\s?[=:]\s?-?[\d.]")
"""`z1 = 2, z2 = 1`, `class 0: 1.5`: scores that are numbered."""
_RANGE = re.compile(
    r"(?:class(?:es)?|클래스|번호)(?:는|가)?\s?(?:are |is )?(?:numbered |labelled |labeled |from |번호가 )?"
    r"([01])번?\s?(?:to|-|~|through|,|부터|에서)\s?\d*"
)


def _class_index(scene: Scene, count: int, numbered: Token | None) -> int | None:
    """`the third class` and `class index 2` are one class; a bare number between 1 and the last is either."""
    if any(one.kind == "LASTONE" and two.kind in ("CLASS", "TARGET") for one, two in itertools.pairwise(scene.tokens)):
        return count - 1
    ordinals = _ordinals(scene)
    if ordinals:
        return int(ordinals[-1])
    if numbered is None:
        return None
    return numbered_class(scene, int(numbered.value), count)


def numbered_class(scene: Scene, number: int, count: int) -> int | None:
    """The place of a class with a number; None where it is open whether the first one is 0 or 1."""
    lower = scene.body.lower()
    counted = _RANGE.search(lower) or _ENTRIES.search(lower)
    if counted:
        return number - int(counted.group(1))
    if _FROM_ONE.search(lower):
        return number - 1
    if _FROM_ZERO.search(lower) or number == 0:
        return number
    return number - 1 if number == count else None


_STEPS = frozenset({"SOFTMAX", "CE", "STOP", "ASK"})
"""What an ordinal behind tells when to do: `(softmax first)`, `. First give ...`."""


def _ordinals(scene: Scene) -> list[int]:
    """Classes by their place, those beside a word for the right class first; `softmax first` is none."""
    pairs = list(itertools.pairwise(scene.tokens))
    before = [one.value - 1 for one, two in pairs if one.kind == "ORD" and two.kind in ("CLASS", "TARGET")]
    behind = [two.value - 1 for one, two in pairs if two.kind == "ORD" and one.kind in ("CLASS", "TARGET")]
    anywhere = [two.value - 1 for one, two in pairs if two.kind == "ORD" and one.kind not in _STEPS]
    return before or behind or anywhere


def class_number(scene: Scene) -> Token | None:
    """The one number that stands with a word for the right class."""
    counted = _RANGE.search(scene.body.lower())
    named = [
        token
        for index, token in enumerate(scene.tokens)
        if token.kind in ("NUM", "WNUM")
        and isinstance(token.value, int)
        and not scene.body[token.start + 1 :].startswith(("-based", "-index"))
        and not (counted and counted.start() <= token.start < counted.end())
        and _is_class(scene.tokens, index)
    ]
    coded = [token for token in scene.unplaced if is_loss_of_scores(scene) and isinstance(token.value, int)]
    return named[-1] if len(named) == 1 else coded[0] if len(coded) == 1 and not named else None


def _is_class(tokens: list[Token], index: int) -> bool:
    """`class 0`, `0번 클래스`; `the one` in `the first class is the correct one` is no number."""
    token, before, behind = tokens[index], tokens[max(0, index - 3) : index], tokens[index + 1 : index + 3]
    if token.kind == "WNUM" and token.value == 1:
        before = before[-1:]
    numbered = [one.value if one.kind == "WORD" else one.kind for one in behind] == ["번", "CLASS"]
    return numbered or any(one.kind in ("TARGET", "CLASS") for one in before)


_NAME = r"[a-z가-힣][a-z가-힣]*"
_LIST = re.compile(rf"{_NAME}(?:\s?(?:,\s?and|,|/|·|와|과|\sand|\sor)\s?{_NAME})+")
_JOINT = re.compile(r"\s?(?:,\s?and|,|/|·|와|과|\sand|\sor)\s?")
_ENTRY = re.compile(rf"({_NAME})\)?\s?[:=(]?\s?\d")
_NO_NAMES = frozenset({"the", "its", "their", "softmax", "probabilities", "loss", "cross", "entropy", "logits"})
"""`the softmax probabilities and the cross-entropy` lists what is asked, no classes."""
_PARTICLES = r"(?:이다|입니다|이라면|이고|이며|이|가|은|는|을|를|의|로|일|인|다|였다)?"


def named_class(scene: Scene, count: int) -> int | None:
    """The class whose name comes up once more beside the list: `cat 0.2, dog 0.7, bird 0.1, and it is a dog`."""
    rest, every = class_names(scene)
    rows = [names for names in every if len(names) == count]
    found: set[int] = set()
    for names in rows:
        known = [at for at, name in enumerate(names) if re.search(spelled(name), rest)]
        found |= set(known) if len(known) == 1 else {-1} if known else set()
    return found.pop() if len(found) == 1 else None


def class_names(scene: Scene) -> tuple[str, list[list[str]]]:
    """The rows of as many different names as there are classes, and the text without them."""
    counts = {len(values) for _, values in vectors(scene)}
    lower = rest = scene.body.lower()
    spans = [
        (token.start, token.end, _ENTRY.findall(lower[token.start : token.end]))
        for token in scene.tokens
        if token.kind == "VECTOR"
    ]
    spans += [(row.start(), row.end(), _without_particles(_JOINT.split(row.group()))) for row in _LIST.finditer(lower)]
    rows = []
    for first, last, names in spans:
        if len(names) == len(set(names)) and len(names) in counts and not _NO_NAMES & set(names):
            rows.append(names)
            rest = rest[:first] + "|" * (last - first) + rest[last:]
    return rest, rows


def _without_particles(names: list[str]) -> list[str]:
    """`개, 고양이, 새를`: the last one carries the particle."""
    return [*names[:-1], re.sub(r"(?<=[가-힣])(?:으로|를|을|의|에|로|인|이|가)$", "", names[-1])]


def spelled(name: str) -> str:
    """A name as a word of its own; `3개` counts and names nothing."""
    if "가" <= name[0] <= "힣":
        return rf"(?<![가-힣\d])(?<!\d\s){re.escape(name)}(?={_PARTICLES}(?![가-힣]))"
    return rf"(?<![a-z]){re.escape(name)}s?(?![a-z])"
