"""A question on small matrices: what is given, what is done with it, what of that is asked."""

from __future__ import annotations

import re

from archcalc.quiz.answers import Answer, not_understood
from archcalc.quiz.problems.base import Result, answer
from archcalc.quiz.problems.numeric.chain import stages
from archcalc.quiz.problems.numeric.entries import picked
from archcalc.quiz.problems.numeric.given import Given, check_stated, need_filters, read_given
from archcalc.quiz.problems.numeric.sliding import Matrix, exact, padded
from archcalc.quiz.problems.numeric.stage import POOLED, Stage
from archcalc.quiz.problems.numeric.wanted import wanted
from archcalc.quiz.quantities import COSTS, Ask, kinds_of
from archcalc.quiz.scene import POOLS, Scene
from archcalc.quiz.sentences import asked_words
from archcalc.quiz.working import Steps

_OTHER = (COSTS - {"WEIGHTS"}) | {"RF", "MEM", "CONNECTIONS", "NEURONS", "MSE", "CE", "SOFTMAX", "RATIO", "PERCENT"}
_UNREAD = ("FC", "FCNAME", "OTHERLOSS", "OTHEROP", "BN", "UPSAMPLE", "CONCAT", "TWICE", "THRICE", "AGAIN")


def solve_numeric(scene: Scene, asks: list[Ask]) -> Result:
    """Convolve or pool what is given, in the order the text says."""
    if kinds_of(asks) & _OTHER or scene.has(*_UNREAD) or _asks_size(scene):
        raise not_understood("what else is asked", "그 밖에 무엇을 묻는지")
    _refuse_idle_words(scene)
    _take_side_as_window(scene)
    given = read_given(scene)
    steps: Steps = []
    found = stages(scene, given, steps)
    if not found and _is_padding_alone(scene):
        rows = (scene.layers[0].pad or (0,))[0]
        return Result((answer("padded", padded(given.channels[0], rows, rows), "matrix"),))
    need_filters(scene, given)
    if not found:
        raise not_understood("what to do with the matrix", "행렬로 무엇을 하는지")
    shown = wanted(scene, found)
    results = {(len(one), len(one[0])) for stage in found for one in stage.maps}
    check_stated(scene, given, results)
    answers = [one for stage in shown for one in _answers(scene, given, stage, len(shown))]
    if len(answers) < 2 and _ALSO.search(scene.body.lower()):
        raise not_understood("what is asked besides", "함께 묻는 것")
    return Result(tuple(answers), tuple(steps))


def _is_padding_alone(scene: Scene) -> bool:
    """`Zero-pad [[1, 2], [3, 4]] by 1`: nothing is done but padding."""
    matrices = sum(token.kind == "MATRIX" for token in scene.tokens)
    padded_only = len(scene.layers) == 1 and scene.layers[0].kernel is None and bool(scene.layers[0].pad)
    return matrices == 1 and padded_only and not scene.has("CONV", "CONVLAYER", "CONVOLVE", "FILTER", *POOLS)


_SIZE = re.compile(
    r"(?:output|result|resulting|feature map)\s(?:size|shape|dimensions?)(?![a-z])|"
    r"(?:what|which)\s(?:size|shape)(?![a-z])|"
    r"(?:size|shape|dimensions?)\sof\s(?:the\s|its\s)?(?:output|result|feature map|pooled)|"
    r"(?:출력|결과|특징\s?맵|특성\s?맵|피처\s?맵|행렬)(?:의)?\s?(?:크기|형태)(?:와|과|는|은|를|을|\s및)"
)


def _asks_size(scene: Scene) -> bool:
    """`the size of the output` rather than its values."""
    return any(map(_SIZE.search, asked_words(scene)))


_SAID = (
    (("PAD", "ZEROS", "SAME", "KEPT"), ("pad", "nopad", "same", "border", "padx"), ("패딩", "the padding")),
    (("STRIDE", "PIXSTEP"), ("stride", "onlystride1"), ("스트라이드", "the stride")),
    (("BIAS",), ("bias", "nobias"), ("편향", "the bias")),
    (("DIL",), ("dil",), ("팽창률", "the dilation")),
)


_ONE_SIDE = re.compile(
    r"(?:left|right|top|bottom)(?:\sside)?\sonly|only\s(?:on|at|to)?\s?(?:the\s)?(?:left|right|top|bottom)|"
    r"(?:좌우|상하|위아래|왼쪽|오른쪽|위쪽|아래쪽)(?:로|에|으로)?만"
)


def _refuse_idle_words(scene: Scene) -> None:
    """Words on padding, stride or bias that gave nothing may change every number of the result."""
    roles = {one.role for one in scene.found} | ({"bias"} if scene.roles("batch") else set())
    for layer in scene.layers:
        if len({*(layer.stride or ())}) > 1 or len({*(layer.pad or ())}) > 1 or layer.repeat > 1:
            raise not_understood("windows that move unevenly", "고르지 않게 움직이는 창")
    if _ONE_SIDE.search(scene.body.lower()):
        raise not_understood("padding of some sides only", "일부에만 넣는 패딩")
    if re.search(r"(?<![a-z])full(?![a-z])", scene.body.lower()):
        raise not_understood("a full convolution", "풀(full) 합성곱")
    for kinds, read, (korean, english) in _SAID:
        if scene.has(*kinds) and not roles & set(read):
            raise not_understood(f"what is said of {english}", f"{korean}에 대한 설명")


_ALSO = re.compile(
    r"각각\s?(?:얼마|구하|계산|쓰|적)|(?:값|결과|맵|행렬|출력)도\s|(?<![a-z])(?:also|as well)(?!\sas)(?![a-z])"
)


def _take_side_as_window(scene: Scene) -> None:
    """`size 2` beside a matrix of 3x3 is the size of the pooling window."""
    open_pools = [layer for layer in scene.layers if layer.is_pool and layer.kernel is None]
    matrices = [token.value for token in scene.tokens if token.kind == "MATRIX"]
    sides = {(len(matrix), len(matrix[0])) for matrix in matrices}
    if scene.input is not None and len(open_pools) == 1 and tuple(scene.input) not in sides:
        open_pools[0].kernel, scene.input = scene.input, None


_NOT_FLAT = re.compile(
    r"before (?:it is |being )?flatten|without flatten|펼치기\s?전|펼치지\s?않|몇|how (?:long|many)|length|길이"
)


def _answers(scene: Scene, given: Given, stage: Stage, count: int) -> list[Answer]:
    """What a stage is called, and its maps: numbered if there are several."""
    name = "pooled" if stage.what == POOLED else "feature_map"
    name += f"_{stage.side}" if stage.side else ""
    maps = [[[exact(value) for value in row] for row in one] for one in stage.maps]
    if scene.has("FLAT") and count == 1 and not _NOT_FLAT.search(scene.body.lower()):
        return [answer("flattened", [value for one in maps for row in one for value in row], "vector")]
    picks = picked(scene, maps[0]) if len(maps) == count == 1 else []
    if picks:
        return [answer("value", value, "vector" if isinstance(value, list) else "") for value in picks]
    if len(maps) > 1 and all(len(one) == 1 == len(one[0]) for one in maps):
        return [answer(name, [one[0][0] for one in maps], "vector")]
    return [
        _dressed(scene, given, one, f"{name}_{number}" if len(maps) > 1 else name) for number, one in enumerate(maps, 1)
    ]


_NUMBER_ASKED = re.compile(r"(?:what|which|single|one)\s(?:number|value)(?!s)|몇인가")


def _dressed(scene: Scene, given: Given, result: Matrix, name: str) -> Answer:
    """A matrix, or what it is worth: the one number of a convolution or a whole map, the row of a signal."""
    single = len(result) == 1 == len(result[0])
    wants_matrix = scene.body.rstrip(" ?.!은는이가").endswith(("행렬", "matrix"))
    if single and (given.filters or scene.has("GAP") or _NUMBER_ASKED.search(scene.body.lower())):
        return answer("value", result[0][0], "")
    row = len(result) == 1 and not wants_matrix
    if row and (given.flat or given.filters):
        return answer(name, list(result[0]), "vector")
    return answer(name, result, "matrix")
