"""Two ways to do one thing: depthwise separable, grouped, spatially separable, bottleneck, stacked kernels."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import NamedTuple

from archcalc.quiz.answers import Answer, Refused, missing, not_understood
from archcalc.quiz.asks import COSTS, Ask
from archcalc.quiz.layers import Layer, Sizes
from archcalc.quiz.problems.base import NAME_OF, Result, answer, ratio, saving_percent
from archcalc.quiz.problems.network import Network, parameters, work
from archcalc.quiz.scene import Scene
from archcalc.quiz.working import Step, Steps, divided


class Comparison(NamedTuple):
    """Two networks on one input, and what the answers about each are called."""

    old: Network
    new: Network
    old_name: str
    new_name: str
    new_is_main: bool = False  # `how many multiplications does the separable one take`: no suffix
    new_first: bool = False  # the new side is described before the old one

    def cost(self, kind: str, network: Network, steps: Steps) -> int:
        """One quantity of one side."""
        walked = network.walk([])
        if kind in ("PARAMS", "WEIGHTS"):
            weights, biases = parameters(walked, steps)
            return weights + (biases if kind == "PARAMS" else 0)
        count = work(walked, steps)
        return 2 * count if kind == "FLOPS" else count


SIDE_OLD = frozenset({"STANDARD"})
SIDE_NEW = frozenset({"DWSEP", "GROUPED", "GROUP", "BOTTLENECK", "DW"})


def solve_comparison(scene: Scene, asks: list[Ask], problem: Comparison) -> Result:
    """Costs in the order asked, then ratio and saving."""
    steps: Steps = []
    parts = _parts(scene, asks, problem, steps)
    if parts:
        return parts
    kinds = [ask for ask in asks if ask.kind in COSTS]
    measure = _measure(scene, kinds)
    answers: list[Answer] = []
    for ask in _in_order(asks):
        if ask.kind in COSTS and scene.input is None and problem.old.channels is None and _only_ratio(scene):
            continue
        if ask.kind in COSTS:
            answers += _costs(scene, asks, ask, problem, steps, answers)
        elif ask.kind in ("RATIO", "PERCENT"):
            if scene.input is None and measure in ("MULTS", "MACS", "FLOPS"):
                measure = "WEIGHTS"  # at one size of the map, work and weights stand in one ratio
            old, new = problem.cost(measure, problem.old, steps), problem.cost(measure, problem.new, steps)
            if not new or not old:
                raise missing("the numbers of channels", "채널 수")
            if ask.kind == "RATIO":
                steps.append(divided("ratio", old, new))
                answers.append(answer("ratio", ratio(old, new)))
            else:
                steps.append(Step("saving", f"100 − 100·{new}/{old} = {float(saving_percent(old, new)):.6g}"))
                answers.append(answer("saving_percent", saving_percent(old, new)))
        elif ask.kind == "OUTPUT":
            answers += _output(scene, problem, ask)
        else:
            raise not_understood("what is asked besides the comparison", "비교 말고 무엇을 묻는지")
    unique = tuple(dict.fromkeys((one.name, one.unit, str(one.value)) for one in answers))
    kept = [next(one for one in answers if (one.name, one.unit, str(one.value)) == key) for key in unique]
    return Result(tuple(kept), tuple(dict.fromkeys(steps)), _assumed(scene, kinds))


def _parts(scene: Scene, asks: list[Ask], problem: Comparison, steps: Steps) -> Result | None:
    """The depthwise and the pointwise half apart, where both are asked for."""
    costs = [ask for ask in asks if ask.kind in COSTS]
    if (
        problem.new_name != "separable"
        or len(problem.new.layers) != 2
        or len(asks) != 1
        or len(costs) != 1
        or not problem.new_is_main
    ):
        return None
    stages = two_stages(scene)
    if not stages and (not (scene.has("DW") and scene.has("PW")) or scene.has("TOTAL", "STANDARD")):
        return None
    from archcalc.quiz.asks import asking

    within = [token.kind for one in asking(scene) for token in scene.tokens[one.first : one.last + 1]]
    if not stages and (
        not ({"DW", "PW"} <= set(within) or "EACH" in within or "LABELLED" in within)
        or "LP" in within[: within.index("DW") + 1 if "DW" in within else 0]
    ):
        return None
    kind = costs[0].kind
    walked = problem.new.walk([])
    found = []
    for one, label in zip(walked, ("depthwise", "pointwise"), strict=True):
        if kind in ("PARAMS", "WEIGHTS"):
            weights, biases = parameters([one], steps)
            value = weights + (biases if kind == "PARAMS" else 0)
        else:
            value = work([one], steps) * (2 if kind == "FLOPS" else 1)
        found.append(answer(f"{NAME_OF[kind]}_{label}", value))
    if stages and scene.has("TOTAL"):
        found.append(answer(NAME_OF[kind], problem.cost(kind, problem.new, steps)))
    return Result(tuple(found), tuple(dict.fromkeys(steps)), _assumed(scene, costs))


def two_stages(scene: Scene) -> bool:
    """`the parameters of the two stages`: both halves are asked for."""
    return any(one.role == "skip" and one.token.value == 2 and one.match == -4 for one in scene.found)


def _assumed(scene: Scene, kinds: list[Ask]) -> tuple[tuple[str, str], ...]:
    convs = [layer for layer in scene.layers if layer.is_conv]
    found = []
    if any(layer.bias is None for layer in convs) and any(ask.kind == "PARAMS" for ask in kinds):
        found.append(("bias included", "편향 포함"))
    open_padding = any(layer.pad is None and not layer.same and set(layer.kernel or (1,)) != {1} for layer in convs)
    if open_padding and scene.input is not None and any(ask.kind not in ("PARAMS", "WEIGHTS") for ask in kinds):
        found.append(("no padding", "패딩 없음"))
    return tuple(found)


def _in_order(asks: list[Ask]) -> list[Ask]:
    """Ratios after the costs they are of, once each."""
    return [
        ask
        for index, ask in enumerate(asks)
        if ask.kind not in {before.kind for before in asks[:index]} or ask.kind in COSTS
    ]


def _measure(scene: Scene, kinds: list[Ask]) -> str:
    if kinds:
        return kinds[0].kind if kinds[0].kind != "OPS" else "MACS"
    if scene.has("PARAMS"):
        return "PARAMS"
    if scene.has("WEIGHTS"):
        return "WEIGHTS"
    if scene.has("MULTS", "MACS", "OPS", "FLOPS"):
        return "MULTS"
    raise missing("what is compared", "무엇을 비교하는지")


def _costs(
    scene: Scene, asks: list[Ask], ask: Ask, problem: Comparison, steps: Steps, before: list[Answer]
) -> list[Answer]:
    """One side or both, by the words around the quantity."""
    kind = "MACS" if ask.kind == "OPS" else ask.kind
    name = NAME_OF[kind]
    sides = _sides(scene, asks, ask, problem)
    found = []
    for side in sides:
        network, label = (problem.old, problem.old_name) if side == "old" else (problem.new, problem.new_name)
        value = problem.cost(kind, network, steps)
        bare = len(sides) == 1 and side == "new" and problem.new_is_main and not _other_side_asked(asks, ask)
        full = name if bare else f"{name}_{label}"
        if not any(one.name == full for one in before):
            found.append(answer(full, value))
    return found


def _other_side_asked(asks: list[Ask], ask: Ask) -> bool:
    return sum(one.kind == ask.kind for one in asks) > 1


def _sides(scene: Scene, asks: list[Ask], ask: Ask, problem: Comparison) -> list[str]:
    tokens = scene.tokens
    same = [one for one in asks if one.kind == ask.kind]
    if len(same) == 2 and problem.new_is_main:
        order = [_side_at(scene, one.place) for one in same]
        opposite = {"old": "new", "new": "old"}
        if order.count(None) == 1:
            known = opposite[str(order[0] or order[1])]
            order = [side or known for side in order]
        if None not in order and order[0] != order[1]:
            return [order[same.index(ask)] or "old"]
    text = {token.kind for token in tokens}
    both = (
        bool(text & {"EACH", "VERSUS", "CHANGE", "COMPARE"})
        or len(same) == 2
        or _counted_again(scene)
        or bool(text & SIDE_OLD)
    )
    if problem.new_is_main and not both:
        return ["new"]
    if (
        problem.new_is_main
        and any(one.kind == "RATIO" or one.kind == "PERCENT" for one in asks)
        and not _both_named(scene, ask)
    ):
        return ["new"]
    if problem.new_is_main and not _both_named(scene, ask) and not text & {"EACH", "CHANGE", "COMPARE"}:
        return ["new"]
    return ["new", "old"] if problem.new_first else _mention_order(scene)


def _counted_again(scene: Scene) -> bool:
    return sum(token.kind in ("COMPUTE",) for token in scene.tokens) >= 1 and "again" in scene.body.lower()


def _both_named(scene: Scene, ask: Ask) -> bool:
    """Both sides are named in the sentences that ask, and the quantity is asked of both."""
    if "again" in scene.body.lower():
        return True
    from archcalc.quiz.asks import asking

    for sentence in asking(scene):
        kinds = [token.kind for token in scene.tokens[sentence.first : sentence.last + 1]]
        if set(kinds) & SIDE_OLD and set(kinds) & SIDE_NEW:
            first_ratio = next((i for i, kind in enumerate(kinds) if kind in ("RATIO", "PERCENT")), len(kinds))
            old = [
                i
                for i, kind in enumerate(kinds[:-1])
                if kind in SIDE_OLD and i < first_ratio and kinds[i + 1] != "VERSUS"
            ]
            if old or not set(kinds) & {"RATIO", "PERCENT"}:
                return True
        if set(kinds) & {"EACH", "COMPARE"} and set(kinds) & {"PARAMS", "WEIGHTS", "MULTS", "MACS", "FLOPS"}:
            return True
    return False


def _side_at(scene: Scene, index: int) -> str | None:
    """The side named nearest to a quantity: before it in its sentence, else behind it."""
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(scene.tokens) and scene.tokens[at].kind not in ("STOP", "ASK"):
            if scene.tokens[at].kind in SIDE_OLD:
                return "old"
            if scene.tokens[at].kind in SIDE_NEW:
                return "new"
            if step > 0 and scene.tokens[at].kind in COSTS | {"COMMA", "AND"}:
                break
            at += step
    return None


def _mention_order(scene: Scene) -> list[str]:
    """Both sides, in the order in which they are named where it is asked; old first if nothing says otherwise."""
    from archcalc.quiz.asks import asking

    for sentence in asking(scene):
        kinds = [token.kind for token in scene.tokens[sentence.first : sentence.last + 1]]
        if any(pair in (("VERSUS", "EXCL"), ("AND", "EXCL")) for pair in itertools.pairwise(kinds)):
            return ["new", "old"]
        for token in scene.tokens[sentence.first : sentence.last + 1]:
            if token.kind in SIDE_OLD:
                return ["old", "new"]
            if token.kind in SIDE_NEW:
                rest = {one.kind for one in scene.tokens[sentence.first : sentence.last + 1]}
                return ["new", "old"] if rest & SIDE_OLD else ["old", "new"]
    return ["old", "new"]


def _output(scene: Scene, problem: Comparison, ask: Ask) -> list[Answer]:
    from archcalc.quiz.problems.maps import shape_answer
    from archcalc.quiz.problems.state import State

    walked = problem.new.walk([])
    last = walked[-1]
    if last.out is None:
        raise missing("the size of the input", "입력 크기")
    return [shape_answer(State(scene, problem.new, walked, []), last.out, last.channels, ask)]


# The topics.


def input_map(scene: Scene, layer: Layer) -> Sizes | None:
    """The map that enters; where only the output is given, at stride 1 with its size kept, that one."""
    return scene.input


def depthwise_separable(scene: Scene) -> Comparison:
    """A standard convolution against a depthwise one followed by a pointwise one."""
    layers = [layer for layer in scene.layers if layer.is_conv]
    kernels = [layer for layer in layers if layer.kernel is not None and set(layer.kernel) != {1}]
    if not kernels:
        raise missing("the kernel size", "커널 크기")
    main = kernels[0].copy()
    if any(layer.kernel != main.kernel for layer in kernels):
        raise not_understood("several kernels in a separable convolution", "분리 합성곱의 여러 커널")
    for other in layers:
        for name in ("cin", "cout", "stride", "pad", "bias"):
            if getattr(main, name) is None:
                setattr(main, name, getattr(other, name))
        main.same = main.same or (other.same and main.pad is None)
    if main.cout is None:
        main.cout = scene.out_channels
    main.groups, main.depthwise, main.repeat = None, False, 1
    if main.cin is None and scene.channels is None and main.cout is not None and _only_ratio(scene):
        main.cin, main.bias = 1, False  # the ratio does not depend on it
    _keep_size(scene, main)
    first, second = main.copy(), main.copy()
    first.depthwise, first.cout = True, main.cin
    second.kernel, second.stride, second.pad, second.same, second.cin = (
        (1,) * len(main.need_kernel()),
        None,
        (0,),
        False,
        main.cin,
    )
    old = Network((main,), scene.input, scene.channels)
    return Comparison(old, Network((first, second), scene.input, scene.channels), "standard", "separable", True)


def _only_ratio(scene: Scene) -> bool:
    from archcalc.quiz.asks import find_asks

    return all(
        ask.kind in ("RATIO", "PERCENT", "MULTS", "MACS", "OPS", "WEIGHTS") for ask in find_asks(scene)
    ) and scene.has("RATIO", "PERCENT")


def _keep_size(scene: Scene, layer: Layer) -> None:
    """An output stated as large as the input says that the padding keeps the size."""
    if scene.input is None and scene.out_sizes is not None and (layer.stride or (1,))[0] == 1:
        scene.input = scene.out_sizes
        layer.same = True
    if scene.out_sizes is not None and scene.out_sizes == scene.input and layer.pad is None:
        layer.same = True


def grouped(scene: Scene) -> Comparison:
    """A convolution against the same one in groups."""
    layers = [layer for layer in scene.layers if layer.is_conv]
    if len(layers) != 1:
        raise not_understood("several layers with groups", "그룹이 있는 여러 층")
    new = layers[0]
    if new.cout is None:
        new.cout = scene.out_channels
    if not new.groups:
        raise missing("the number of groups", "그룹 수")
    _keep_size(scene, new)
    old = new.copy()
    old.groups = 1
    return Comparison(
        Network((old,), scene.input, scene.channels),
        Network((new,), scene.input, scene.channels),
        "standard",
        "grouped",
        True,
    )


def spatial(scene: Scene) -> Comparison:
    """KxK against Kx1 and 1xK."""
    layers = [layer for layer in scene.layers if layer.is_conv and layer.kernel is not None]
    thin = [layer for layer in layers if _is_thin(layer.kernel)]
    whole = [layer for layer in layers if not _is_thin(layer.kernel)]
    if len(thin) != 2 or len(whole) > 1:
        raise not_understood("which kernels are compared", "어떤 커널을 비교하는지")
    side = max(thin[0].kernel or (1,))
    main = whole[0] if whole else thin[0].copy()
    main.kernel = main.kernel if whole else (side, side)
    for name in ("cin", "cout", "bias"):
        known = [getattr(x, name) for x in (main, *thin) if getattr(x, name) is not None]
        for layer in (main, *thin):
            if getattr(layer, name) is None and known:
                setattr(layer, name, known[0])
    for layer in (main, *thin):
        if layer.cin is None:
            layer.cin = scene.channels
        layer.repeat = 1
        if layer.cout is None:
            layer.cout = layer.cin
    if main.cin is None:
        return _single_channel(scene, main, thin)
    sizes = scene.input
    if sizes is not None:
        for layer in (main, *thin):
            layer.same = layer.same or (layer.pad is None and scene.has("SAME", "KEPT"))
    costs_work = scene.has("MULTS", "MACS", "FLOPS")
    names = ("2d", "separable") if costs_work else ("before", "after")
    return Comparison(Network((main,), sizes, main.cin), Network(tuple(thin), sizes, main.cin), *names)


def _single_channel(scene: Scene, main: Layer, thin: list[Layer]) -> Comparison:
    """Per output pixel, on one channel."""
    for layer in (main, *thin):
        layer.cin = layer.cout = 1
        layer.bias = False
        layer.same, layer.pad = True, None
    sizes = scene.input or (1, 1)
    if scene.input is not None:
        for layer in (main, *thin):
            layer.same = scene.has("SAME", "KEPT")
    costs_work = scene.has("MULTS", "MACS", "FLOPS")
    names = ("2d", "separable") if costs_work else ("before", "after")
    return Comparison(Network((main,), sizes, 1), Network(tuple(thin), sizes, 1), *names)


def _is_thin(kernel: Sizes | None) -> bool:
    return kernel is not None and len(kernel) == 2 and 1 in kernel and kernel != (1, 1)


def bottleneck(scene: Scene) -> Comparison:
    """A convolution against the same one behind a 1x1 layer with fewer channels, or any two chains side by side."""
    layers = [layer.copy() for layer in scene.layers if layer.is_conv]
    if scene.has("LABELA") or _lettered(scene):
        return _two_sides(scene, layers)
    direct, chain = _direct_and_chain(layers)
    if chain[0].cin is None:
        chain[0].cin = direct.cin if direct.cin is not None and direct.cin != chain[0].cout else scene.channels
    if chain[0].cout is None:
        raise missing("the number of 1x1 filters", "1x1 필터 수")
    direct.cin = direct.cin if direct.cin is not None and direct.cin != chain[0].cout else chain[0].cin
    for layer, before in zip(chain[1:], chain, strict=False):
        layer.cin = before.cout
    ends = next((layer.cout for layer in (direct, chain[-1]) if layer.cout is not None), None)
    direct.cout = direct.cout if direct.cout is not None else ends
    chain[-1].cout = chain[-1].cout if chain[-1].cout is not None else ends
    _share(scene, layers, [direct, *chain])
    sizes = scene.input
    return Comparison(
        Network((direct,), sizes, direct.cin),
        Network(tuple(chain), sizes, chain[0].cin),
        *_labels(scene),
        new_first=chain[0].start < direct.start,
    )


def _direct_and_chain(layers: list[Layer]) -> tuple[Layer, list[Layer]]:
    """The layer that is compared, and the chain behind a 1x1 layer that takes its place."""
    narrow = [layer.kernel is not None and set(layer.kernel) == {1} for layer in layers]
    wide = [layer for layer, is_narrow in zip(layers, narrow, strict=True) if not is_narrow]
    if not any(narrow) or not wide or any(layer.kernel != wide[0].kernel or layer.kernel is None for layer in wide):
        raise not_understood("which layers are compared", "어떤 층들을 비교하는지")
    if len(wide) == 1 and len(layers) == 2:
        return wide[0].copy(), [layers[narrow.index(True)], wide[0]]
    if len(wide) != 2:
        raise not_understood("which layers are compared", "어떤 층들을 비교하는지")
    if not narrow[0]:
        return layers[0], layers[1:]
    if not narrow[-1]:
        return layers[-1], layers[:-1]
    raise not_understood("which layers are compared", "어떤 층들을 비교하는지")


def _share(scene: Scene, stated: list[Layer], layers: list[Layer]) -> None:
    """Bias and padding said of one layer hold for all of the comparison."""
    bias = next((layer.bias for layer in stated if layer.bias is not None), None)
    same = any(layer.same for layer in stated)
    for layer in layers:
        layer.bias = layer.bias if layer.bias is not None else bias
        layer.repeat = 1
        if (same and layer.pad is None) or (same and set(layer.kernel or ()) == {1}):
            layer.same, layer.pad = True, None
        _keep_size(scene, layer)


def _labels(scene: Scene) -> tuple[str, str]:
    return "direct", "bottleneck"


def _lettered(scene: Scene) -> bool:
    body = scene.body
    return all(f"({letter})" in body or f"{letter}:" in body or f"{letter}안" in body for letter in "AB")


def _two_sides(scene: Scene, layers: list[Layer]) -> Comparison:
    """(A) ... against (B) ...: layers before the second label, and those behind it."""
    marks = [scene.body.find(form) for form in ("(B)", "B:", "B안") if form in scene.body]
    cut = min(marks)
    sides = [[x for x in layers if x.start < cut], [x for x in layers if x.start > cut]]
    if not sides[0] or not sides[1]:
        raise not_understood("what (A) and (B) are", "(A)와 (B)가 무엇인지")
    bias = next((layer.bias for layer in layers if layer.bias is not None), None)
    networks = []
    for side in sides:
        for layer in side:
            layer.bias = layer.bias if layer.bias is not None else bias
            _keep_size(scene, layer)
        if scene.channels is not None:
            side[0].cin = scene.channels
        _chain(side)
        networks.append(Network(tuple(side), scene.input, side[0].cin))
    return Comparison(networks[0], networks[1], "a", "b")


def _chain(side: list[Layer]) -> None:
    """Channels of a chain; `64 channels throughout` where outputs are not named."""
    for layer in side:
        if layer.cout is None:
            layer.cout = layer.cin


def stacked(scene: Scene) -> Comparison:
    """Several small kernels against one large one, with as many channels throughout."""
    layers = [layer.copy() for layer in scene.layers if layer.is_conv and layer.kernel is not None]
    if len(layers) != 2:
        raise not_understood("which layers are compared", "어떤 층들을 비교하는지")
    bias = next((layer.bias for layer in layers if layer.bias is not None), None)
    channels = next((layer.cin for layer in layers if layer.cin is not None), scene.channels)
    for layer in layers:
        layer.cin = layer.cin if layer.cin is not None else channels
        if layer.cout is None:
            layer.cout = layer.cin
        layer.bias = layer.bias if layer.bias is not None else bias
        if layer.cin is None:
            raise missing("the number of channels", "채널 수")
        if layer.repeat > 1 and layer.cin != layer.cout:
            raise not_understood("the channels between the layers", "층 사이의 채널 수")
    one, two = layers
    return Comparison(Network((one,), scene.input, one.cin), Network((two,), scene.input, two.cin), "a", "b")


Topic = Callable[[Scene], Comparison]

__all__ = [
    "Comparison",
    "Refused",
    "bottleneck",
    "depthwise_separable",
    "grouped",
    "solve_comparison",
    "spatial",
    "stacked",
]
