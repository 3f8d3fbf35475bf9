"""Answers about two networks: costs of the sides that are asked, ratio, saving, and the halves of a separable one."""

from __future__ import annotations

from itertools import pairwise

from archcalc.quiz.answers import Answer, missing, not_understood
from archcalc.quiz.problems.base import BIAS_IN, NAME_OF, NO_PADDING, UNITS, Result, answer
from archcalc.quiz.problems.compare.comparison import Comparison, cost_of
from archcalc.quiz.problems.compare.halves import asked_halves
from archcalc.quiz.problems.compare.makers import is_per_group
from archcalc.quiz.problems.compare.relation import (
    half_of_share,
    is_compared,
    is_difference,
    is_latter_over_former,
    is_saving,
    is_share,
    only_ratio,
    refuse_between_halves,
)
from archcalc.quiz.problems.compare.sides import asked_sides
from archcalc.quiz.problems.compare.sidewords import mentioned
from archcalc.quiz.problems.maps import shape_answer
from archcalc.quiz.problems.state import State
from archcalc.quiz.problems.which import span_of
from archcalc.quiz.quantities import COSTS, RELATIONS, Ask, asks_for
from archcalc.quiz.relations import difference, ratio, saving, share
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import sentence_of
from archcalc.quiz.text.token import kind_at
from archcalc.quiz.working import Step, Steps, divided


def solve_comparison(scene: Scene, asks: list[Ask], problem: Comparison) -> Result:
    """Costs in the order asked, then ratio and saving."""
    steps: Steps = []
    asks = _with_work_named(asks)
    kinds = [ask for ask in asks if ask.kind in COSTS]
    halves = asked_halves(scene, asks, problem)
    answers: list[Answer] = []
    for ask in _in_order(scene, asks):
        if ask.kind in COSTS and scene.input is None and problem.old.channels is None and only_ratio(scene, asks):
            continue
        if halves.get(ask.place):
            answers += [_half(problem, ask, half, steps) for half in halves[ask.place]]
        elif ask.kind == "SUMOF" and halves:
            answers.append(_half(problem, kinds[0], "total", steps))
        elif is_per_group(scene, ask) and problem.new_name == "grouped":
            answers.append(_of_one_group(problem, ask, steps))
            if len(asks) == 1 and _adds_total(scene, ask):
                answers.append(answer(NAME_OF[ask.kind], problem.cost(ask.kind, problem.new, steps)))
        elif ask.kind in COSTS and is_difference(scene, ask):
            answers.append(_difference(problem, ask, steps))
        elif ask.kind in COSTS:
            answers += _costs(scene, asks, ask, problem, steps)
        elif ask.kind in RELATIONS:
            answers.append(_relation(scene, ask, problem, _measure(scene, kinds, problem.halves), steps))
        elif ask.kind == "OUTPUT":
            answers += _output(scene, problem, ask)
        else:
            raise not_understood("what is asked besides the comparison", "비교 말고 무엇을 묻는지")
    kept: dict[tuple[str, str, str], Answer] = {}
    for one in answers:
        kept.setdefault((one.name, one.unit, str(one.value)), one)
    apart = any(is_difference(scene, ask) for ask in kinds)
    if not apart and len(kept) < min(len(answers), len(asks)):
        raise not_understood("one quantity asked twice", "두 번 묻는 값")
    return Result(tuple(kept.values()), tuple(dict.fromkeys(steps)), _assumed(scene, kinds))


def _with_work_named(asks: list[Ask]) -> list[Ask]:
    """`the cost` and `how many` stand for what is counted beside: multiplications if those are asked, else MACs."""
    counted = "MULTS" if asks_for(asks, "MULTS") else "MACS"
    return [ask._replace(kind=counted) if ask.kind == "OPS" else ask for ask in asks]


_OF_TWO_DESIGNS = (
    *("STANDARD", "VERSUS", "COMPARE", "BEFOREAFTER", "CHANGE", "OR", "LIKEWISE", "RATIO", "PERCENT"),
    *("SIDELABEL", "SAVED"),
)
"""Words that speak of another design than the separable one."""


_EARLIER = ("original", "factori", "원래", "기존")


def _speaks_of_two(scene: Scene) -> bool:
    """Such a word, or a denial of anything but biases and padding: `without the split`."""
    denied = {at for one in scene.found if one.role in ("nobias", "nopad") for at in range(one.first, one.last + 1)}
    bare = any(token.kind == "EXCL" and at not in denied for at, token in enumerate(scene.tokens))
    earlier = any(token.kind == "WORD" and str(token.value).lower().startswith(_EARLIER) for token in scene.tokens)
    return bare or earlier or scene.has(*_OF_TWO_DESIGNS)


def _is_of_each(scene: Scene, ask: Ask) -> bool:
    inside = sentence_of(scene, ask.place).places
    return any(scene.tokens[at].kind == "EACH" and kind_at(scene.tokens, at - 1) not in _OF_MAPS for at in inside)


def _is_told_as_halves(scene: Scene) -> bool:
    """Whether a depthwise and a pointwise layer are named, and the convolution that they make is not."""
    return {"DW", "PW"} <= scene.kinds and not scene.has("DWSEP")


_OF_MAPS = frozenset({"CH", "COUT", "CIN", "FILTER", "MAP", "OUTMAP", "OUTPUT"})
"""`출력 채널마다 편향이 하나씩`: each of the maps, not of the designs or halves."""


def _costs(scene: Scene, asks: list[Ask], ask: Ask, problem: Comparison, steps: Steps) -> list[Answer]:
    """One side or both, by the words around the quantity."""
    sides = asked_sides(scene, asks, ask, problem)
    if any(is_per_group(scene, one) for one in asks) and not mentioned(scene, *span_of(scene, ask, asks), False):
        sides = ["new"]  # besides one group, all of them
    if (
        problem.halves
        and (len(sides) > 1 or ("old" in sides and (_is_of_each(scene, ask) or _is_told_as_halves(scene))))
        and not _speaks_of_two(scene)
        and len(scene.layers) < 3
        and not scene.has("CALL")
    ):
        raise not_understood("of which parts each", "각각 어느 부분의 것인지")
    alone = sum(one.kind == ask.kind for one in asks) == 1
    found = []
    for side in sides:
        network, label = problem.side(side)
        bare = sides == ["new"] and problem.new_is_main and alone
        name = NAME_OF[ask.kind] if bare else f"{NAME_OF[ask.kind]}_{label}"
        found.append(answer(name, problem.cost(ask.kind, network, steps)))
    return found


def _adds_total(scene: Scene, ask: Ask) -> bool:
    """`weights per group and in total`."""
    kinds = [token.kind for token in scene.tokens[ask.place + 1 :]]
    return any(pair in (("AND", "TOTAL"), ("COMMA", "TOTAL")) for pair in pairwise(kinds))


def _of_one_group(problem: Comparison, ask: Ask, steps: Steps) -> Answer:
    """The cost of the grouped layer, shared equally."""
    groups = problem.new.layers[0].grouping
    return answer(f"{NAME_OF[ask.kind]}_group", problem.cost(ask.kind, problem.new, steps) // groups)


def _difference(problem: Comparison, ask: Ask, steps: Steps) -> Answer:
    """How much the one costs less than the other."""
    old, new = problem.cost(ask.kind, problem.old, steps), problem.cost(ask.kind, problem.new, steps)
    steps.append(Step("difference", f"{max(old, new)} − {min(old, new)} = {abs(old - new)}"))
    name = NAME_OF[ask.kind]
    return difference(old, new, f"{name}_saved", UNITS[name])


def _half(problem: Comparison, ask: Ask, half: str, steps: Steps) -> Answer:
    """One layer of the new side, or all of it."""
    walked = problem.new.walk([])
    if half not in problem.halves:
        return answer(NAME_OF[ask.kind], cost_of(ask.kind, walked, steps))
    return answer(f"{NAME_OF[ask.kind]}_{half}", cost_of(ask.kind, [walked[problem.halves.index(half)]], steps))


def _relation(scene: Scene, ask: Ask, problem: Comparison, measure: str, steps: Steps) -> Answer:
    """Old divided by new, or the share that is saved."""
    if scene.input is None and measure in ("MULTS", "MACS", "FLOPS"):
        measure = "WEIGHTS"  # at one size of the map, work and weights stand in one ratio
    if ask.kind == "PERCENT" and (half := half_of_share(scene, ask, problem)):
        part = cost_of(measure, [problem.new.walk([])[problem.halves.index(half)]], steps)
        return share(part, problem.cost(measure, problem.new, steps), f"percent_{half}")
    if problem.halves:
        refuse_between_halves(scene, ask)
    old, new = problem.cost(measure, problem.old, steps), problem.cost(measure, problem.new, steps)
    if not new or not old:
        raise missing("the numbers of channels", "채널 수")
    if problem.new_is_main or new < old or not is_saving(scene, ask):
        pass
    else:
        old, new = new, old  # a saving is one of the larger
    if is_share(scene, ask):
        steps.append(Step("share", f"100·{new}/{old} = {100 * new / old:.6g}"))
        return share(new, old)
    if ask.kind == "RATIO" and (turned := is_latter_over_former(scene, ask)) is not None:
        described = [old, new] if not problem.new_first else [new, old]
        old, new = described[::-1] if turned else described
    if ask.kind == "RATIO" and old < new and is_compared(scene, ask):
        old, new = new, old  # `how many times more`
    if ask.kind == "RATIO" and old < new:
        raise not_understood("which is divided by which", "무엇을 무엇으로 나누는지")
    if ask.kind == "RATIO":
        steps.append(divided("ratio", old, new))
        return ratio(old, new)
    steps.append(Step("saving", f"100 − 100·{new}/{old} = {100 - 100 * new / old:.6g}"))
    return saving(old, new)


def _in_order(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """Ratios once each; they follow from counts that are asked in another sentence."""
    once = [
        ask
        for index, ask in enumerate(asks)
        if ask.kind not in {before.kind for before in asks[:index]} or ask.kind in COSTS
    ]
    if len({sentence_of(scene, ask.place) for ask in once}) == 1:
        return once
    return sorted(once, key=lambda ask: ask.kind in RELATIONS)


def _measure(scene: Scene, kinds: list[Ask], halves: tuple[str, ...]) -> str:
    if kinds:
        return kinds[0].kind
    for measure in ("PARAMS", "WEIGHTS"):
        if scene.has(measure):
            return measure
    if scene.has("MULTS", "MACS", "OPS", "FLOPS"):
        return "MULTS"
    if halves:
        return "WEIGHTS"  # work and weights stand in one ratio
    raise missing("what is compared", "무엇을 비교하는지")


def _assumed(scene: Scene, kinds: list[Ask]) -> tuple[tuple[str, str], ...]:
    convs = scene.convs
    found = []
    if any(layer.bias is None for layer in convs) and any(ask.kind == "PARAMS" for ask in kinds):
        found.append(BIAS_IN)
    open_padding = any(layer.pad is None and not layer.same and layer.is_wide for layer in convs)
    if open_padding and scene.input is not None and any(ask.kind not in ("PARAMS", "WEIGHTS") for ask in kinds):
        found.append(NO_PADDING)
    return tuple(found)


def _output(scene: Scene, problem: Comparison, ask: Ask) -> list[Answer]:
    walked = problem.new.walk([])
    last = walked[-1]
    if last.out is None:
        raise missing("the size of the input", "입력 크기")
    return [shape_answer(State(scene, problem.new, walked, []), last.out, last.channels, ask)]
