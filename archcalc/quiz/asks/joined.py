"""Asked quantities that belong together: one said twice, or one that only says of what another is asked."""

from __future__ import annotations

from archcalc.quiz.quantities import COSTS, RELATIONS, Ask, asks_for
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import sentence_of
from archcalc.quiz.text.stretches import depths

_JOINERS = frozenset(
    [
        *("AND", "COMMA", "STOP", "ASK", "COMPUTE", "COMPARE", "PLUS", "EACH", "SLASH", "THEN", "VERSUS"),
        *("CHANGE", "TOTAL", "DASH", "COLON", "ITEM"),
    ]
)


def without_sharing(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """Without weights that only say what is shared: `the parameters if the weights of a map are shared`."""
    if not scene.has("SHARED", "UNSHARED") or not asks_for(asks, "PARAMS"):
        return asks
    return [ask for ask in asks if ask.kind != "WEIGHTS" or scene.tokens[max(0, ask.place - 1)].kind == "COMPUTE"]


_SECONDARY = frozenset({"OUTPUT", "COUT", "WEIGHTS", "FLAT", "ELEMENTS", "OPS"})


def joined(scene: Scene, asks: list[Ask], used: set[int]) -> list[Ask]:
    """Without quantities that only say of what another is asked: `the neurons of the output`."""
    kept: list[Ask] = asks[:1]
    for ask in asks[1:]:
        previous = kept[-1]
        if _is_of_relation(scene, previous, ask, used):
            continue
        if _is_summed_up(scene, previous, ask, used):
            kept.pop()
        if _is_measured(scene, previous, ask, used):
            kept.pop()
            while kept and kept[-1].kind == previous.kind and _is_taken_to(scene, kept[-1].place, ask.place, used):
                kept.pop()  # `A의 MACs가 B의 MACs의 몇 분의 1`, `A의 MACs와 B의 MACs의 비`: only the relation
        elif not _joins(scene, previous.place, ask.place, used):
            if ask.kind in _SECONDARY and scene.language == "en":
                continue
            if kept and _is_named_along(scene, previous, ask):
                kept.pop()
        kept.append(ask)
    return kept


def _is_of_relation(scene: Scene, previous: Ask, ask: Ask, used: set[int]) -> bool:
    """`the ratio of the multiplications`: a cost behind a relation, with nothing that parts the two."""
    parts = {"AND", "STOP", "COMPUTE", "ASK", *(("COMMA",) if scene.language == "ko" else ())}
    related = previous.kind in RELATIONS and ask.kind in COSTS
    return related and not parts & _kinds_between(scene, previous.place, ask.place, used)


def _is_measured(scene: Scene, previous: Ask, ask: Ask, used: set[int]) -> bool:
    """`the multiplications as a ratio`, `cuts the multiplications by how many percent`: what the relation is of."""
    if ask.kind not in RELATIONS or previous.kind not in COSTS | {"ELEMENTS"}:
        return False
    brackets = _bracketed(scene, previous.place, ask.place)
    return not _joins(scene, previous.place, ask.place, used | brackets) or _is_cut(scene, previous, ask)


def _is_named_along(scene: Scene, previous: Ask, ask: Ask) -> bool:
    """`the cost if only multiplications are counted`, `출력의 뉴런 수`: what the later ask is of."""
    if scene.language == "en":
        return previous.kind == "OPS" and ask.kind in COSTS
    return previous.kind in _SECONDARY and not _is_sized(scene, previous, ask)


def _bracketed(scene: Scene, one: int, two: int) -> set[int]:
    """The places inside brackets between two tokens."""
    return {at for at, depth in enumerate(depths(scene.tokens[one + 1 : two]), one + 1) if depth > 0}


def _is_taken_to(scene: Scene, one: int, two: int, used: set[int]) -> bool:
    """Whether nothing but a Korean `and` parts a count from the relation that it is taken to."""
    kinds = _kinds_between(scene, one, two, used | _bracketed(scene, one, two))
    parting = kinds & (_JOINERS - ({"AND"} if scene.language == "ko" else set()))
    return not parting and (scene.language == "ko" or not _joins(scene, one, two, used))


def _is_summed_up(scene: Scene, previous: Ask, ask: Ask, used: set[int]) -> bool:
    """`A의 파라미터 수와 B의 파라미터 수의 합`: one number."""
    behind = scene.tokens[ask.place + 1 : ask.place + 2]
    summed = scene.language == "ko" and [token.kind for token in behind] == ["TOTAL"] and ask.kind in COSTS
    return summed and previous.kind == ask.kind and _is_taken_to(scene, previous.place, ask.place, used)


_CUTS = ("cut", "cuts", "reduce", "reduces", "lower", "lowers", "save", "saves", "shrink", "shrinks")


def _is_cut(scene: Scene, cost: Ask, relation: Ask) -> bool:
    """`cuts the multiplications of a 5x5, 32-filter layer by how many percent`: the object of the verb."""
    before = scene.tokens[cost.place - 1] if cost.place else None
    between = {token.kind for token in scene.tokens[cost.place : relation.place]}
    said = before is not None and str(before.value).lower() in _CUTS
    return said and not between & {"STOP", "ASK", "AND", "COMPUTE"}


def _is_sized(scene: Scene, previous: Ask, ask: Ask) -> bool:
    """`출력 크기 ... 파라미터 수`: a size and a count are two things."""
    word = str(scene.tokens[previous.place].value)
    return previous.kind == "OUTPUT" and ask.kind in COSTS and word.endswith(("크기", "형태", "모양", "볼륨", "shape"))


def _kinds_between(scene: Scene, one: int, two: int, used: set[int]) -> set[str]:
    return {scene.tokens[index].kind for index in range(one + 1, two) if index not in used}


def _joins(scene: Scene, one: int, two: int, used: set[int]) -> bool:
    if scene.tokens[one].kind == "ASK":
        return True  # `Of the standard one?`, whose quantity is not named, stands at its question mark
    between = [scene.tokens[index] for index in range(one + 1, two) if index not in used]
    return any(
        token.kind in _JOINERS or (token.kind == "WORD" and str(token.value).endswith(("고", "며")))
        for token in between
    )


def without_whole(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """`가중치와 편향 각각의 파라미터 수`, `split the parameters into weights and biases`: the parts, not their sum."""
    places = {ask.kind: ask.place for ask in asks}
    if not {"WEIGHTS", "BIASES", "PARAMS"} <= places.keys():
        return asks
    whole = places["PARAMS"]
    of_each = whole > 0 and scene.tokens[whole - 1].kind == "EACH"
    parted = whole < min(places["WEIGHTS"], places["BIASES"]) and (
        "나누" in scene.body or "split" in scene.body.lower()
    )
    return [ask for ask in asks if ask.kind != "PARAMS"] if of_each or parted else asks


def repeats(scene: Scene, one: int, two: int) -> bool:
    """Whether a quantity is only named twice: `mean squared error (MSE)`, `output size ... its shape`."""
    if two - one > 3:
        return False
    between = {token.kind for token in scene.tokens[one + 1 : two]}
    return between <= {"LP", "EQ", "WORD", "SIZE"}


_LAYERS_NAMED = frozenset({"ORD", "LASTONE", "CONVNAME", "POOLNAME", "LAYERNAME"})


def _parted(scene: Scene, one: Ask, two: Ask) -> bool:
    """`출력 크기는? 이어서 2×2 풀링을 하면 출력 크기는?`: another layer stands between the two."""
    named = {token.kind for token in scene.tokens[one.place + 1 : two.place]} & _LAYERS_NAMED
    if named and one.kind in ("RF", "OUTPUT"):
        return True  # `수용 영역, 그리고 마지막 층까지의 수용 영역`: of another layer
    if one.kind in ("RF", "OUTPUT") and _of_other_kinds(scene, one, two):
        return True
    between = range(scene.tokens[one.place].end, scene.tokens[two.place].start)
    asked = any(token.kind == "ASK" for token in scene.tokens[one.place : two.place])
    return one.kind == "OUTPUT" and asked and any(layer.start in between for layer in scene.layers)


_KINDS = frozenset({"CONV", "CONVLAYER", "FC", "GAP", *POOLS})


def _of_other_kinds(scene: Scene, one: Ask, two: Ask) -> bool:
    """`합성곱의 출력 크기는? 풀링의 출력 크기는?`: each question names a kind of layer of its own."""
    ends = [at for at in range(one.place, two.place) if scene.tokens[at].kind in ("ASK", "STOP")]
    if not ends:
        return False
    before, behind = (sentence_of(scene, ask.place) for ask in (one, two))
    stretches = (
        [(before.first, one.place), (behind.first, two.place)]
        if scene.language == "ko"
        else [(one.place, before.last), (two.place, behind.last)]
    )
    first, second = ({scene.tokens[at].kind for at in range(*stretch)} & _KINDS for stretch in stretches)
    return bool(first and second) and first != second


def tidied(scene: Scene, asks: list[Ask]) -> list[Ask]:
    """Without repetitions: MSE in words and in brackets, size and shape of one output, memory and its bytes."""
    kept: list[Ask] = []
    for ask in asks:
        if kept and kept[-1].kind == ask.kind == "MEM":
            kept[-1] = ask  # `Storage for ...: how many bytes`
            continue
        if kept and kept[-1].kind == ask.kind and ask.kind not in COSTS and not _parted(scene, kept[-1], ask):
            continue
        kept.append(ask)
    return kept
