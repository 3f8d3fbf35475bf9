"""What a question states is not what it asks: an answer that only repeats it, or that no network has, was misread."""

from __future__ import annotations

from archcalc.quiz.answers import not_understood
from archcalc.quiz.problems.base import Result
from archcalc.quiz.scene import Scene

_MOST_FILTERS = 8192
_MOST_BYTES = 10**12
_ATTRIBUTES = {"stride": ("stride", "STRIDE"), "padding": ("pad", "PAD"), "kernel_size": ("kernel", "KSIZE")}
"""Attributes that can be asked, the roles of the numbers that state them, and the words in front of these."""


def refuse_given(scene: Scene, result: Result) -> None:
    """`... 30×30 출력이 나왔다. 원래 이미지의 한 변은`: what is stated is not what is asked.

    Raises:
        Refused: the answer is the size that the question gives.
    """
    stated = list(scene.out_sizes or ())
    given = any(one.name == "output_size" and one.value == stated for one in result.answers)
    filled = any(one.name == "output_shape" and _begins(one.value, stated) for one in result.answers)
    if stated and ((scene.input is None and given) or (scene.has("BLANK") and (given or filled))):
        raise not_understood("which size is asked", "어느 크기를 묻는지")


def _begins(value: object, stated: list[int]) -> bool:
    """Whether a shape has these sizes, with or without its channels."""
    return isinstance(value, list) and value[: len(stated)] == stated


def refuse_alike(result: Result) -> None:
    """Designs that save nothing: what makes the one other than the other was not read.

    Raises:
        Refused: a saving of nothing, or two costs with the ratio one.
    """
    if any((one.name, one.value) in (("saving_percent", 0), ("ratio", 1)) for one in result.answers):
        raise not_understood("what tells the designs apart", "두 설계의 차이")


def refuse_repeated(scene: Scene, result: Result) -> None:
    """`filters that move one pixel at a time ... how often ...?`: the stride is told, and cannot be what is asked.

    Raises:
        Refused: the only answer is an attribute that the question states with this value.
    """
    if len(result.answers) != 1 or result.answers[0].name not in _ATTRIBUTES:
        return
    one = result.answers[0]
    role, word = _ATTRIBUTES[one.name]
    stated = [found.token.value for found in scene.roles(role)]
    stated += [
        behind.value
        for at, token in enumerate(scene.tokens)
        for behind in scene.tokens[at + 1 : at + 3]
        if token.kind == word and behind.kind in ("NUM", "WNUM")
    ]
    if one.value in stated or [one.value] in stated:
        raise not_understood("what is asked", "무엇을 묻는지")


def refuse_enormous(scene: Scene, result: Result) -> None:
    """`13,872개였다`: no convolution has so many filters, no map so many bytes; the number says something else.

    Raises:
        Refused: there are as many.
    """
    filters = any(layer.is_conv and (layer.cout or 0) > _MOST_FILTERS for layer in scene.layers)
    stored = any(one.name == "memory_bytes" and one.value > _MOST_BYTES for one in result.answers)  # type: ignore[operator]
    if filters or stored:
        raise not_understood("numbers this large", "이렇게 큰 수")


def refuse_other_number(scene: Scene, result: Result) -> None:
    """`what are the 9 values`: as many answers are wanted, or as many entries of one.

    Raises:
        Refused: there are more or fewer.
    """
    wanted = scene.numbers.get("entries")
    known = {len(result.answers), *(_entries(one.value) for one in result.answers)}
    if wanted is not None and wanted not in known:
        raise not_understood(f"which {wanted} values are asked", f"어느 값 {wanted}개를 묻는지")


def _entries(value: object) -> int:
    return sum(map(_entries, value)) if isinstance(value, list | tuple) else 1
