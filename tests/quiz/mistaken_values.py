"""Networks, matrices and losses with mistakes, from the text of a question."""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction
from typing import Any

from mistaken_sizes import Wrong, numbers

from archcalc import analyze, load


def network(text: str, wrong: Wrong) -> list[Any]:
    side, _, cin = numbers(text.split(" input")[0])
    convs = [(int(k), int(cout)) for k, cout in re.findall(r"conv (\d+)x\d+, (\d+) filters", text)]
    classes = int(re.findall(r"fully connected (\d+)", text)[0])
    biased = 0 if "forgot the bias" in wrong else 1
    total = 0
    for place, (k, cout) in enumerate(convs):
        total += cout * ((1 if "forgot the input channels" in wrong else cin) * k * k + biased)
        cin = cout
        last = place == len(convs) - 1
        side = side if last and "forgot the last pooling" in wrong else side // 2
    area = 1 if "forgot the map's area where it is flattened" in wrong else side * side
    end = classes * (cin * area + biased)
    total = 0 if "counted the last layer only" in wrong else total
    return [total + (0 if "left out the fully connected layer" in wrong else end)]


def known(text: str, wrong: Wrong) -> list[Any]:
    (name,) = re.findall(r"does (\S+)", text)
    for one in wrong:
        name = one.removeprefix("that is ") if one.startswith("that is ") else name
    plain = re.sub("squeezenet", "squeezenet1_0", name.lower().replace("-", ""))
    plain = plain.replace("netv", "net_v").replace("efficientnet", "efficientnet_").replace("inception", "inception_")
    totals = analyze(load(re.sub(r"(?<=v3)(?=\w)", "_", plain))).totals
    figure = totals.parameters if "parameters" in text else totals.macs
    return [figure * (2 if "took MACs for FLOPs" in wrong else 1)]


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    return [row[::-1] for row in rows[::-1]]


def _finished(result: list[list[Any]], wrong: Wrong) -> list[list[Any]]:
    if "wrote rows of the result as columns" in wrong:
        result = [list(column) for column in zip(*result, strict=True)]
    if "swapped two entries" in wrong:
        result[0][0], result[0][1] = result[0][1], result[0][0]
    return result


def numeric_convolution(text: str, wrong: Wrong) -> list[Any]:
    image, kernel = (json.loads(found) for found in re.findall(r"\[\[.*?\]\]", text))
    if "turned the kernel over" in wrong:
        kernel = _turned(kernel)
    if "took rows of the kernel for columns" in wrong:
        kernel = [list(column) for column in zip(*kernel, strict=True)]
    if "lost the kernel's signs" in wrong:
        kernel = [[abs(value) for value in row] for row in kernel]
    size = len(kernel)
    spots = range(len(image) - size + 1)
    cells = [(i, j) for i in range(size) for j in range(size)]
    result = [[sum(image[r + i][c + j] * kernel[i][j] for i, j in cells) for c in spots] for r in spots]
    if "left out a product in one entry" in wrong:
        result[0][0] -= [p for p in (image[i][j] * kernel[i][j] for i, j in cells) if p][-1]
    return [_finished(result, wrong)]


def numeric_pooling(text: str, wrong: Wrong) -> list[Any]:
    (image,) = (json.loads(found) for found in re.findall(r"\[\[.*?\]\]", text))
    size, stride = numbers(text)[0], 1 if "ignored the stride" in wrong else 2
    largest = ("max" in text) != ("took the other kind of pooling" in wrong)
    starts = range(0, len(image) - size + 1, stride)
    result = []
    for r in starts:
        windows = [sorted(v for row in image[r : r + size] for v in row[c : c + size]) for c in starts]
        if not result and "missed the largest value of the first window" in wrong:
            windows[0] = windows[0][:-1]
        result.append([one[-1] if largest else Fraction(sum(one), size * size) for one in windows])
    return [_finished(result, wrong)]


def softmax(text: str, wrong: Wrong) -> list[Any]:
    scores = json.loads(text[text.index("[") : text.index("]") + 1])
    signed = [-score for score in scores] if "turned the signs of the scores" in wrong else scores
    base = 2 if "took 2 as the base, not e" in wrong else math.e
    powers = [base**score for score in signed]
    found = [power / sum(powers) for power in powers]
    if "took the sigmoid of each score" in wrong:
        found = [power / (1 + power) for power in powers]
    if "divided by the largest exponential, not by their sum" in wrong:
        found = [power / max(powers) for power in powers]
    if "divided without the exponential" in wrong:
        found = [score / sum(signed) for score in signed]
    if "swapped two entries" in wrong:
        other = next(place for place, score in enumerate(scores) if score != scores[0])
        found[0], found[other] = found[other], found[0]
    return [found]


def _vectors(text: str) -> tuple[list[int], list[float]]:
    target, predicted = (json.loads(found) for found in re.findall(r"\[.*?\]", text))
    return target, predicted


def mse(text: str, wrong: Wrong) -> list[Any]:
    target, predicted = _vectors(text)
    gaps = [abs(t - p) for t, p in zip(target, predicted, strict=True)]
    gaps = [gap for t, gap in zip(target, gaps, strict=True) if t] if "took the right class alone" in wrong else gaps
    total = sum(gap if "took absolute differences, not squares" in wrong else gap * gap for gap in gaps)
    parts = 1 if "did not divide by the number of entries" in wrong else len(target)
    parts = 2 if "halved the sum instead of averaging it" in wrong else parts
    return [(total / parts) ** (0.5 if "took the root of the mean" in wrong else 1)]


def cross_entropy(text: str, wrong: Wrong) -> list[Any]:
    target, predicted = _vectors(text)
    right = predicted[target.index(1)]
    if "took 1 - p, without the logarithm" in wrong:
        return [1 - right]
    if "took the probability itself" in wrong:
        return [right]
    scale = math.log(
        2 if "took 2 as the base, not e" in wrong else 10 if "took 10 as the base, not e" in wrong else math.e
    )
    loss = -math.log(right) / scale
    if "took -log(1 - p)" in wrong:
        return [-math.log(1 - right) / scale]
    if "added up -log(1 - p) of the other classes, too" in wrong:
        loss -= sum(math.log(1 - p) for t, p in zip(target, predicted, strict=True) if not t) / scale
    return [loss / len(target) if "divided by the number of classes" in wrong else loss]
