"""Which of the probabilities that softmax gives are asked: of single classes, the largest, or all of them."""

from __future__ import annotations

import re

from archcalc.quiz.answers import missing, not_understood
from archcalc.quiz.problems.losses.classes import class_names, numbered_class, right_class, spelled
from archcalc.quiz.problems.losses.values import Vector
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.text.numerals import place_of

_LAST = ("last", "final", "마지막")
_NOUN = r"(?:class|categor|label|probab|entr|element|component|one\b|softmax|output|value|score|logit|share|of\b|is\b)"
_OTHER_NOUN = r"(?:자리|층|레이어|단계|샘플|표본|이미지|은닉|시점)"
_PICKED = re.compile(
    rf"(?<![a-z])(?P<english>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))\s?(?={_NOUN}|and\s|,|\?|$)|"
    rf"(?:(?P<korean>첫|두|세|네)\s?번째|(?P<listed>첫째|둘째|셋째|넷째|마지막)|(?P<counted>\d)\s?번째)(?!\s?{_OTHER_NOUN})|"
    r"(?:(?<![a-z])class\s|클래스\s?|인덱스\s?|index\s|(?<![a-z])p_?)(?P<number>\d)(?!\d|\.\d|\s?개)|"
    r"(?<![\d.])(?P<behind>\d)번(?!째|부터|에서)|"
    r"(?P<top>(?<![a-z])(?:highest|largest|maximum|max|greatest|biggest|most\s(?:likely|probable)|winning|top|larger|bigger|higher|"
    r"predicted\s(?:class|label))(?![a-z])|최대|최고|최댓값|(?:가장|제일|더)\s?(?:큰|높은|높게|유력한)|예측(?:된|한)?\s?클래스)|"
    r"(?P<least>(?<![a-z])(?:lowest|smallest|minimum|min|smaller|lower|least\s(?:likely|probable))(?![a-z])|"
    r"최소|최저|최솟값|(?:가장|제일|더)\s?(?:작은|낮은))|"
    r"(?P<right>(?:true|correct|right|target|actual|that|this)\s(?:class|label|answer|category)|"
    r"(?:assign|give|get|attribute)\w*\s(?:to\s)?it\b|"
    r"(?:그|이|해당|참)\s?클래스|정답(?!\s?(?:이|은|일|인|레이블이))|실제 클래스)"
)
"""A single class by its place, its number, how likely it is, or as the right one."""
_LIKELY = re.compile(r"probabilit|chance|확률")
_LOSS = re.compile(r"entropy|엔트로피|(?<![a-z])(?:loss|mse|ce|nll)(?![a-z])|손실|오차|제곱|squared")
_TELLS = re.compile(
    r"(?:subtract|빼|뺀|\b(?:is|was|being|are)\s(?:the\s)?(?:true|correct|right|target|actual)|"
    r"(?:true|correct|right|target|actual)(?:\s\w+)?\s(?:is|was|being|=)|^\s?(?:if|when|given|suppose|since|with)\b|"
    r"정답\S*\s(?:\S+\s){0,3}\S*(?:때|면|고|경우|데)$|(?:정답|참|실제)(?:일\s?때|이면|이고|이라면|인\s?경우|인데))"
)
"""`the second class is the right one`, `정답이 두 번째 클래스일 때`: a class that is told."""
_PARTS = re.compile(r"[,:;.?\n]|\sand\s|(?<=[률값터])(?:과|와)\s|\s(?:및|그리고)\s|(?:구하|계산하|쓰|적)고\s")
_CONDITION = re.compile(r"(?<=때)\s|(?<=면)\s|(?<=경우)\s|\s(?=(?:if|when|given that|for which)\s)")
_CLASS_ASKED = re.compile(
    r"(?<![a-z])(?:which|what)\s(?:class|label|category|entry|animal|one)(?![a-z])(?!'s)|argmax|"
    r"what\sis\sthe\s(?:most\slikely|predicted)\s(?:class|label)|예측\s?클래스(?:는|은|가|를)\s?(?:\?|무|어|몇|구)|"
    r"(?:어느|어떤|무슨|몇\s?번(?:째)?)\s?(?:클래스|것|쪽|레이블)|클래스(?:는|가)\s?(?:무엇|어느|몇)"
)
_RELATED = re.compile(
    r"differ|ratio|how many times|(?<![a-z])sum\sof|(?:probabilit\w+|these)\stogether|combined|remain|"
    r"차이|(?:확률|값)의\s?(?:차|합|비)|몇 배|나머지|합은|합을|더하"
)
_WHOLE = re.compile(
    r"(?:compute|calculate|find|give|determine|work out|what\s(?:is|are))\s(?:the\s)?(?:\w+\s)?"
    r"(?:softmax|class\sprobabilities|probabilities)|(?:확률|소프트맥스|벡터|분포|값)(?:를|을)\s?(?:모두\s|전부\s)?(?:구하|계산|쓰시|쓰라|적으|나열)"
)
"""`Compute the softmax and ...`: all of them."""


def shares_asked(scene: Scene, shares: Vector) -> list[int] | None:
    """The places of the classes whose probability is asked, in order; None if all are.

    Raises:
        Refused: it is open which, or something is asked of them that is no probability.
    """
    picks = list(dict.fromkeys(at for part in _picking_parts(scene) for at in _picked(scene, part, shares)))
    if picks and _RELATED.search(" ".join(_asked_sentences(scene))):
        raise not_understood("what else is asked", "그 밖에 무엇을 묻는지")
    if not picks and not _is_loss_asked(scene) and _has_open_ordinals(scene):
        raise not_understood("what the place in the order is about", "순서가 무엇에 대한 것인지")
    return None if picks == list(range(len(shares))) else picks or None  # `p(cat), p(dog), p(bird)` are all


def speaks_of_shares(scene: Scene) -> bool:
    """Whether probabilities are asked: of logits those that softmax gives."""
    return any(map(_LIKELY.search, _asked_sentences(scene)))


def refuse_class_asked(scene: Scene) -> None:
    """`Which class is predicted?`: no number, or one that counts from nobody knows where.

    Raises:
        Refused: a class is asked.
    """
    if any(map(_CLASS_ASKED.search, _asked_sentences(scene))):
        raise not_understood("what else is asked", "그 밖에 무엇을 묻는지")


def _picking_parts(scene: Scene) -> list[str]:
    """The clauses that may point out a class whose probability is asked."""
    beside_loss = _is_loss_asked(scene)
    return [
        part
        for part in _asked_parts(scene)
        if not _TELLS.search(part)
        and not _LOSS.search(part)
        and not (beside_loss and ("|" in part or not _LIKELY.search(part)))
    ]  # beside a loss, `softmax output [...] with true class 2` tells


def _is_loss_asked(scene: Scene) -> bool:
    return any(_LOSS.search(part) for part in _asked_parts(scene))


def are_beside_loss(scene: Scene) -> bool:
    """Whether a loss is asked, and the probability of a class as well."""
    return _is_loss_asked(scene) and any(_PICKED.search(part) for part in _picking_parts(scene))


def are_before_loss(scene: Scene) -> bool:
    """`probability of the true class and cross-entropy`, in this order."""
    parts = _asked_parts(scene)
    picked = next((at for at, part in enumerate(parts) if _PICKED.search(part) and _LIKELY.search(part)), len(parts))
    return picked < next((at for at, part in enumerate(parts) if _LOSS.search(part)), len(parts))


def is_whole_asked(scene: Scene) -> bool:
    """`Compute the softmax and give its largest entry`: all probabilities beside a single one."""
    plain = [part for part in _asked_parts(scene) if not _PICKED.search(part)]
    return any(_WHOLE.search(part) for part in plain)


def _asked_sentences(scene: Scene) -> list[str]:
    """The sentences that ask, without the rows of numbers and the lists of names in them."""
    text = class_names(scene)[0]
    for token in scene.tokens:
        if token.kind == "VECTOR":
            text = text[: token.start] + "|" * (token.end - token.start) + text[token.end :]
    return [text[scene.tokens[one.first].start : scene.tokens[one.last].end] for one in asking(scene)]


def _asked_parts(scene: Scene) -> list[str]:
    """The clauses of what asks."""
    parts = [part for sentence in _asked_sentences(scene) for part in _PARTS.split(sentence)]
    return [clause for part in parts for clause in _CONDITION.split(part) if clause and clause.strip()]


def _picked(scene: Scene, part: str, shares: Vector) -> list[int]:
    """The classes that a clause points out, in its order."""
    found = [(one.start(), _place(scene, one, shares)) for one in _PICKED.finditer(part)]
    for names in class_names(scene)[1]:
        found += [(one.start(), at) for at, name in enumerate(names) for one in re.finditer(spelled(name), part)]
    return [place for _, place in sorted(found)]


def _place(scene: Scene, one: re.Match[str], shares: Vector) -> int:
    said = one.lastgroup or ""
    word = one.group(said)
    if said == "top":
        return shares.index(max(shares))
    if said == "least":
        return shares.index(min(shares))
    if said == "right":
        return right_class(scene, len(shares))
    place: int | None
    if said in ("number", "behind"):
        place = numbered_class(scene, int(word), len(shares))
    else:
        place = len(shares) - 1 if word in _LAST else place_of(word) - 1
    if place is None or not 0 <= place < len(shares):
        raise missing("the class whose probability is asked", "확률을 묻는 클래스")
    return place


_IDLE = ("자리", "decimal", "digit", ")", ",", ".", "then", "take", "apply", "compute", "subtract")
"""`(softmax first)`, `to the third decimal`: no class."""


def _has_open_ordinals(scene: Scene) -> bool:
    """Places in an order that no clause took as a class."""
    told = [scene.body[token.end :].lstrip().lower() for token in scene.tokens if token.kind == "ORD"]
    return any(not behind.startswith(_IDLE) for behind in told)
