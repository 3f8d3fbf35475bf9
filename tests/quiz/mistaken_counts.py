"""Parameters, work and memory with mistakes, from the text of a question."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from mistaken_sizes import Wrong, numbers, windowed


def convolved(cin: int, cout: int, area: int, wrong: Wrong, side: int = 0) -> int:
    if "forgot the input channels" in wrong:
        cin = 1
    if "counted one filter only" in wrong:
        cout = 1
    if "took the kernel's side for its area" in wrong:
        area = side
    return cin * cout * area


def bias(cin: int, cout: int, wrong: Wrong) -> int:
    if "forgot the bias" in wrong:
        return 0
    if "one bias for the whole layer" in wrong:
        return 1
    return cin * cout if "one bias per input channel of each filter" in wrong else cout


def parameters(text: str, wrong: Wrong) -> list[Any]:
    if "stride" in text:
        k, _, cout, s, p, h, _, cin = numbers(text)
    else:
        cout, k, _, cin, s, p, h = *numbers(text), 0, 0, 0
    met = windowed(h, k, s, p, wrong) ** 2 if "counted the weights at every position" in wrong else 1
    return [met * convolved(cin, cout, k * k, wrong, k) + bias(cin, cout, wrong)]


def weights(text: str, wrong: Wrong) -> list[Any]:
    if "stride" in text:
        k, _, cout, s, p, h, _, cin = numbers(text)
    else:
        k, _, cin, cout, s, p, h = *numbers(text), 0, 0, 0
    met = windowed(h, k, s, p, wrong) ** 2 if "counted the weights at every position" in wrong else 1
    extra = 1 if "counted one filter only" in wrong else cout
    return [met * convolved(cin, cout, k * k, wrong, k) + (extra if "counted a bias that is not there" in wrong else 0)]


def one_dimension(text: str, wrong: Wrong) -> list[Any]:
    cout, k, s, length, cin = numbers(text.replace("1D", ""))
    area = k * k if "squared the kernel's length" in wrong else k
    return [windowed(length, k, s, 0, wrong), convolved(cin, cout, area, wrong) + bias(cin, cout, wrong)]


def three_dimensions(text: str, wrong: Wrong) -> list[Any]:
    cout, k, _, _, cin = numbers(text.replace("3D", ""))
    area = k * k if "forgot the kernel's depth" in wrong else k**3
    return [convolved(cin, cout, area, wrong) + bias(cin, cout, wrong)]


def _work(h: int, k: int, s: int, p: int, cin: int, cout: int, wrong: Wrong) -> int:
    side = h if "took the input's area for the output's" in wrong else windowed(h, k, s, p, wrong)
    return side * side * convolved(cin, cout, k * k, wrong, k)


def macs(text: str, wrong: Wrong) -> list[Any]:
    k, _, cout, s, p, h, _, cin = numbers(text)
    return [_work(h, k, s, p, cin, cout, wrong) * (2 if "took MACs for FLOPs" in wrong else 1)]


def flops(text: str, wrong: Wrong) -> list[Any]:
    k, _, cout, s, p, h, _, cin = numbers(text)
    return [_work(h, k, s, p, cin, cout, wrong) * (1 if "took MACs for FLOPs" in wrong else 2)]


def multiplications(text: str, wrong: Wrong) -> list[Any]:
    k, _, cout, h, _, cin, s = numbers(text)
    return [_work(h, k, s, k // 2, cin, cout, wrong) * (2 if "took MACs for FLOPs" in wrong else 1)]


def memory(text: str, wrong: Wrong) -> list[Any]:
    h, _, channels, bits = numbers(text)
    width = Fraction(bits, 8)
    for name, other in {
        "counted elements, not bytes": Fraction(1),
        "counted bits": Fraction(bits),
        "took half the bytes of a value": width / 2,
        "took twice the bytes of a value": width * 2,
    }.items():
        width = other if name in wrong else width
    area = h if "took the map's side for its area" in wrong else h * h
    total = area * (1 if "forgot the channels" in wrong else channels) * width
    if "KiB" in text:
        return [total / (1000 if "divided by 1000 instead of 1024" in wrong else 1024)]
    return [total]


def grouped(text: str, wrong: Wrong) -> list[Any]:
    k, _, cin, cout, groups = numbers(text)
    seen = cin if "ignored the groups" in wrong else cin // groups
    filters = cout // groups if "counted one group only" in wrong else cout
    area = k if "took the kernel's side for its area" in wrong else k * k
    return [filters * (seen * area + ("forgot the bias" not in wrong))]


def depthwise(text: str, wrong: Wrong) -> list[Any]:
    k, _, cin, cout = numbers(text)
    standard = k * k * cin * cout
    both = 0 if "left out the depthwise part" in wrong else k * k * cin
    both += 0 if "left out the pointwise part" in wrong else cin * cout
    both += cin + cout if "counted a bias that is not there" in wrong else 0
    both = standard if "took the standard convolution" in wrong else both
    ratio = Fraction(standard, both)
    return [both, 1 / ratio if "took the ratio the wrong way round" in wrong else ratio][: 2 if "fewer" in text else 1]


def bottleneck(text: str, wrong: Wrong) -> list[Any]:
    k, _, cout, h, _, cin, one, _, narrow = numbers(text)
    direct = _work(h, k, 1, k // 2, cin, cout, wrong)
    first = 0 if "left out the 1x1 layer" in wrong else _work(h, one, 1, 0, cin, narrow, wrong)
    seen = cin if "kept all channels behind the 1x1 layer" in wrong else narrow
    second = _work(h, k, 1, k // 2, seen, cout, wrong)
    return [direct, first + (0 if "left out the layer behind the 1x1 layer" in wrong else second)]


def spatial(text: str, wrong: Wrong) -> list[Any]:
    k, _, cin, cout, *_ = numbers(text)
    extra = cout if "counted a bias that is not there" in wrong else 0
    before, line = (convolved(cin, cout, area, wrong) + extra for area in (k * k, k))
    return [before, line if "counted one of the two new layers" in wrong else line + line]


def dense(text: str, wrong: Wrong) -> list[Any]:
    *seen, outputs = numbers(text)
    inputs = math.prod(seen)
    if "forgot the map's area where it is flattened" in wrong:
        inputs = seen[-1]
    if "took the map's side for its area" in wrong:
        inputs = seen[0] * seen[-1]
    if "added the inputs to the outputs" in wrong:
        return [inputs + outputs]
    added = {
        "forgot the bias": 0,
        "one bias for the whole layer": 1,
        "one bias per input": inputs,
        "counted biases of the inputs, too": inputs + outputs,
    }
    return [inputs * outputs + next((added[name] for name in wrong if name in added), outputs)]


def connections(text: str, wrong: Wrong) -> list[Any]:
    cout, k, _, s, h, _, cin = numbers(text)
    side = h if "took the input's area for the output's" in wrong else windowed(h, k, s, 0, wrong)
    side = 1 if "counted parameters, not connections" in wrong else side
    return [side * side * (convolved(cin, cout, k * k, wrong) + bias(cin, cout, wrong))]
