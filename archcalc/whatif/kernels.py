"""Replacements that change kernels: depthwise separable, stacked, factorised."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.graph import Node
from archcalc.ops.activation import Activation
from archcalc.ops.conv import Conv
from archcalc.ops.norm import NORMALISATIONS
from archcalc.savings.web import Web, changed, is_larger
from archcalc.shape import Shape
from archcalc.whatif.rewrite import New, Rule

Chosen = Callable[[str], bool]
"""Whether a layer of this name is to be replaced."""


def separable(web: Web, chosen: Chosen) -> Rule:
    """KxK -> a depthwise KxK and a 1x1, each with the norm and activation that stand behind the KxK."""

    def rule(index: int, node: Node, shapes: tuple[Shape, ...]) -> tuple[New, ...] | None:
        conv, channels = web.conv(index), shapes[0][0]
        if conv is None or not is_larger(conv) or conv.groups > 1 or channels == 1 or not chosen(node.path):
            return None
        depthwise = changed(conv, filters=channels, groups=channels)
        pointwise = changed(conv, kernel=1, stride=1, padding=0, dilation=1)
        return (New("dw", depthwise), *_behind(web, index, "dw"), New("", pointwise))

    return rule


def stacked(web: Web, chosen: Chosen, size: int | None) -> Rule:
    """KxK with odd K > 3 -> (K - 1)/2 of 3x3, each with the norm and activation behind the KxK.

    The stride goes to the last, so that the window stays the same; all have the filters of the KxK.
    """

    def rule(index: int, node: Node, shapes: tuple[Shape, ...]) -> tuple[New, ...] | None:
        conv = web.conv(index)
        if conv is None or not _is_large_square(conv) or size not in (None, conv.kernel[0]) or not chosen(node.path):
            return None
        number = conv.kernel[0] // 2
        news: list[New] = []
        for step in range(number):
            last = step == number - 1
            padding = "same" if conv.padding == "same" else _share(conv, step, number)
            stride = conv.stride if last else 1
            small = changed(conv, kernel=3, padding=padding, stride=stride)
            suffix = "" if last else str(step + 1)
            news += [New(suffix, small)] if last else [New(suffix, small), *_behind(web, index, suffix)]
        return tuple(news)

    return rule


def factorised(web: Web, chosen: Chosen) -> Rule:
    """KxK -> 1xK and Kx1, each with the norm and activation behind the KxK."""

    def rule(index: int, node: Node, shapes: tuple[Shape, ...]) -> tuple[New, ...] | None:
        conv = web.conv(index)
        if conv is None or conv.axes != 2 or min(conv.kernel) == 1 or conv.groups > 1 or not chosen(node.path):
            return None
        rows, columns = (
            changed(
                conv,
                **{
                    name: "same" if value == "same" else _one_axis(value, axis, nothing)
                    for name, value, nothing in (
                        ("kernel", conv.kernel, 1),
                        ("stride", conv.stride, 1),
                        ("dilation", conv.dilation, 1),
                        ("padding", conv.padding, (0, 0)),
                    )
                },
            )
            for axis in (1, 0)
        )
        return (New("row", rows), *_behind(web, index, "row"), New("", columns))

    return rule


def _behind(web: Web, index: int, suffix: str) -> tuple[New, ...]:
    """Copies of the norm and the activation that stand directly behind a layer."""
    copies = []
    for passed in web.onward(index).passed:
        operation = web.nodes[passed].operation
        if isinstance(operation, NORMALISATIONS):
            copies.append(New(f"{suffix}.norm", operation))
        elif isinstance(operation, Activation):
            copies.append(New(f"{suffix}.{operation.key}", operation))
            break
        else:
            break
    return tuple(copies)


def _is_large_square(conv: Conv) -> bool:
    size = conv.kernel[0]
    return set(conv.kernel) == {size} and size > 3 and size % 2 == 1


def _share(conv: Conv, step: int, number: int) -> tuple[tuple[int, int], ...]:
    """The part of the padding that convolution `step` of `number` gets; the first ones get what is left over."""

    def part(total: int) -> int:
        return total // number + (step < total % number)

    return tuple((part(before), part(after)) for before, after in conv.pads)


def _one_axis(values: object, axis: int, nothing: object) -> list[object]:
    assert isinstance(values, tuple)
    return [value if place == axis else nothing for place, value in enumerate(values)]
