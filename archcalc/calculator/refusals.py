"""Settings that an operation refuses, as expressions: a setting is refused where one of them is above zero.

The operations themselves decide with `if`s, which cannot be recorded; the tests hold each refusal against them.
"""

from __future__ import annotations

from typing import NamedTuple

from archcalc.formula import effective_kernel, letter, maximum, transposed_output

C_in, C_out, D, G, H, K, O, P, S, W = map(letter, ("C_in", "C_out", "D", "G", "H", "K", "O", "P", "S", "W"))  # noqa: E741


class Refusal(NamedTuple):
    """When a setting is refused, and why.

    `{K}` in the texts is the value of the letter, `{span}` the working of that name in `shown`. The numbers are
    recorded expressions.
    """

    excess: int
    english: str
    korean: str
    shown: dict[str, int] = {}


def _too_large(size: int, english: str, korean: str) -> Refusal:
    span, padded = effective_kernel(K, D), size + 2 * P
    return Refusal(
        span - padded,
        f"the window is larger than the padded input: it spans {{span}}, the {english} with padding is {{padded}}",
        f"윈도우가 패딩한 입력보다 크다: 윈도우의 폭은 {{span}}, 패딩을 더한 {korean}는 {{padded}}",
        {"span": span, "padded": padded},
    )


def _nothing_left(size: int, english: str, korean: str) -> Refusal:
    left = transposed_output(size, 2 * P, K, S, D, O)
    return Refusal(
        1 - left,
        f"the padding takes away all of the output: its {english} would be {{left}}",
        f"패딩이 출력을 모두 잘라 낸다: 출력의 {korean}가 {{left}}",
        {"left": left},
    )


_FILTERS = Refusal(
    C_out % G,
    "groups must divide the output channels: {C_out} do not divide into {G} groups",
    "그룹 수는 출력 채널 수의 약수여야 한다: {C_out}채널은 {G}그룹으로 나누어지지 않는다",
)
_CHANNELS = Refusal(
    C_in % G,
    "groups must divide the input channels: {C_in} do not divide into {G} groups",
    "그룹 수는 입력 채널 수의 약수여야 한다: {C_in}채널은 {G}그룹으로 나누어지지 않는다",
)
_FITS = (_too_large(H, "height", "높이"), _too_large(W, "width", "너비"))
_POOL = (
    Refusal(
        P - K // 2,
        "padding {P} is more than half the window {K}: a window could see padding only",
        "패딩이 윈도우의 절반보다 크다(패딩 {P}, 윈도우 {K}): 패딩만 보는 윈도우가 생긴다",
    ),
    *_FITS,
)

REFUSALS = {
    "conv": (_FILTERS, _CHANNELS, *_FITS),
    "conv_transpose": (
        _FILTERS,
        Refusal(
            O + 1 - maximum(S, D),
            "output padding {O} must be smaller than stride {S} or dilation {D}",
            "출력 패딩은 스트라이드나 팽창률보다 작아야 한다(출력 패딩 {O}, 스트라이드 {S}, 팽창률 {D})",
        ),
        _CHANNELS,
        _nothing_left(H, "height", "높이"),
        _nothing_left(W, "width", "너비"),
    ),
    "maxpool": _POOL,
    "avgpool": _POOL,
}
"""The refusals of each operation, in the order in which the operation decides."""
