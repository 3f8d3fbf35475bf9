"""Numbers that a question states: they must be true together, and an answer must say more than they do."""

from __future__ import annotations

from copy import copy

from archcalc.quiz.answers import Refused, contradiction, missing, not_understood
from archcalc.quiz.checks.question import Question
from archcalc.quiz.layercosts import bias_count, weight_count
from archcalc.quiz.layers import output_sizes
from archcalc.quiz.sentences import asking_at

_MOST_FILTERS = 8192
_MOST_BYTES = 10**12
_ATTRIBUTES = {"stride": ("stride", "STRIDE"), "padding": ("pad", "PAD"), "kernel_size": ("kernel", "KSIZE")}
"""Attributes that can be asked, the roles of the numbers that state them, and the words in front of these."""


def size_not_kept(question: Question) -> Refused | None:
    """`With a 5x5 filter, stride 1 and padding 1 the convolution keeps the 32x32 size`: it does not."""
    scene = question.scene
    layer = scene.layers[0] if len(scene.layers) == 1 else None
    if layer is None or scene.input is None or not layer.is_conv or None in (layer.kernel, layer.stride, layer.pad):
        return None
    told = any(
        token.kind in ("KEEP", "KEPT")
        and token.value != "그대로"
        and at not in question.covered
        and asking_at(scene, at) is None
        for at, token in enumerate(scene.tokens)
    )
    if told and set(layer.stride or ()) == {1} and output_sizes(layer, scene.input, []) != scene.input:
        return contradiction("the size is not kept", "크기가 유지되지 않습니다")
    return None


def count_does_not_follow(question: Question) -> Refused | None:
    """`100 inputs and 10 outputs, 1,100 parameters; how many of them are biases?`: there are 1,010 or 1,000."""
    scene = question.scene
    given = scene.numbers.get("given")
    if not given or question.kinds != {"BIASES"} or len(scene.layers) != 1:
        return None
    layer = copy(scene.layers[0])
    if (layer.kind != "fc" and layer.kernel is None) or layer.cin is None or layer.cout is None:
        return None
    layer.bias = True
    if int(given) != weight_count(layer) + bias_count(layer):
        return contradiction("the number of parameters does not follow", "파라미터 수가 맞지 않습니다")
    scene.numbers.pop("given")  # they follow from the layer, and say nothing more
    return None


def no_groups(question: Question) -> Refused | None:
    """`a convolution with 0 groups`."""
    counts = [one.token.value for one in question.scene.roles("groups")]
    if any(isinstance(count, int) and count < 1 for count in counts):
        return contradiction("there must be at least one group", "그룹은 하나 이상이어야 합니다")
    return None


def outsized_kernel(question: Question) -> Refused | None:
    """`a block (14×14, 512ch → 512ch, 3×3)`: a kernel twice as large as the map that it slides over is the map."""
    scene = question.scene
    first = scene.layers[0] if scene.layers else None
    if first is None or first.kernel is None or scene.input is None or first.kind == "transposed":
        return None
    if any(kernel > 2 * size for kernel, size in zip(first.kernel, scene.input, strict=False)):
        return not_understood("which size is the kernel", "어느 크기가 커널인지")
    return None


def one_quantity_twice(question: Question) -> Refused | None:
    """Two answers of one name cannot be told apart: what makes the one other than the other was not read."""
    if len(set(question.names)) < len(question.names) and not question.has_values:
        return not_understood("one quantity asked twice", "두 번 묻는 값")
    return None


def designs_alike(question: Question) -> Refused | None:
    """Designs that save nothing, or two costs with the ratio one: what makes the one other was not read."""
    if any((one.name, one.value) in (("saving_percent", 0), ("ratio", 1)) for one in question.answers):
        return not_understood("what tells the designs apart", "두 설계의 차이")
    return None


def stated_size(question: Question) -> Refused | None:
    """`... 30×30 출력이 나왔다. 원래 이미지의 한 변은`: what is stated is not what is asked."""
    scene = question.scene
    stated = list(scene.out_sizes or ())
    given = any(one.name == "output_size" and one.value == stated for one in question.answers)
    filled = any(one.name == "output_shape" and _begins(one.value, stated) for one in question.answers)
    if stated and ((scene.input is None and given) or (scene.has("BLANK") and (given or filled))):
        return not_understood("which size is asked", "어느 크기를 묻는지")
    return None


def _begins(value: object, stated: list[int]) -> bool:
    """Whether a shape has these sizes, with or without its channels."""
    return isinstance(value, list) and value[: len(stated)] == stated


def stated_attribute(question: Question) -> Refused | None:
    """`filters that move one pixel at a time ... how often ...?`: the stride is told, and cannot be what is asked."""
    if len(question.answers) != 1 or question.answers[0].name not in _ATTRIBUTES:
        return None
    one, tokens = question.answers[0], question.scene.tokens
    role, word = _ATTRIBUTES[one.name]
    stated = [found.token.value for found in question.scene.roles(role)]
    behind = [near for at, token in enumerate(tokens) if token.kind == word for near in tokens[at + 1 : at + 3]]
    stated += [near.value for near in behind if near.kind in ("NUM", "WNUM")]
    return not_understood("what is asked", "무엇을 묻는지") if one.value in stated or [one.value] in stated else None


def enormous_number(question: Question) -> Refused | None:
    """`13,872개였다`: no convolution has so many filters, no map so many bytes; the number says something else."""
    filters = any(layer.is_conv and (layer.cout or 0) > _MOST_FILTERS for layer in question.scene.layers)
    stored = any(one.name == "memory_bytes" and one.value > _MOST_BYTES for one in question.answers)  # type: ignore[operator]
    return not_understood("numbers this large", "이렇게 큰 수") if filters or stored else None


def size_of_nothing(question: Question) -> Refused | None:
    """No parameters at all, where a layer is spoken of that has some: its size is not given."""
    lone = question.answers[0] if len(question.answers) == 1 else None
    none = lone is not None and lone.name.startswith(("parameters", "weights")) and lone.value == 0
    if none and question.scene.has("FC", "CONV", "CONVLAYER", "FILTER"):
        return missing("the size of the layer", "층의 크기")
    return None
