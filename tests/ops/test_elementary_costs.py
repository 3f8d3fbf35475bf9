"""Elementary operations, counted while each definition is carried out on numbers that count what is done to them."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import reduce

import pytest
from op_graphs import operation

from archcalc.cost import Cost
from archcalc.formula import letter, to_text


class Counted(float):
    """A number; `done` counts the operations on all of them since it was cleared."""

    done: Counter[str] = Counter()

    def __add__(self, other: float) -> "Counted":
        return self.count("add", float(self) + float(other))

    def __sub__(self, other: float) -> "Counted":
        return self.count("add", float(self) - float(other))

    def __mul__(self, other: float) -> "Counted":
        return self.count("mul", float(self) * float(other))

    def __truediv__(self, other: float) -> "Counted":
        return self.count("div", float(self) / float(other))

    __radd__, __rmul__ = __add__, __mul__

    def __rtruediv__(self, other: float) -> "Counted":
        return self.count("div", float(other) / float(self))

    def __gt__(self, other: float) -> bool:
        self.count("compare", 0)
        return float(self) > float(other)

    @classmethod
    def count(cls, what: str, result: float) -> "Counted":
        cls.done[what] += 1
        return cls(result)


def function(of: Callable[[float], float], x: Counted) -> Counted:
    return Counted.count("exp", of(float(x)))


def larger(a: Counted, b: float) -> Counted:
    return a if a > b else Counted(b)


def smaller(a: Counted, b: float) -> Counted:
    return Counted(b) if a > b else a


def plus(a: Counted, b: Counted) -> Counted:
    return a + b


def times(a: Counted, b: Counted) -> Counted:
    return a * b


def sum_of(values: Iterable[Counted]) -> Counted:
    return reduce(plus, values)


def negative(x: Counted) -> Counted:
    return Counted(-float(x))  # a sign costs nothing


def sigmoid(x: Counted) -> Counted:
    return 1 / (1 + function(math.exp, negative(x)))


def relu6(x: Counted) -> Counted:
    return smaller(larger(x, 0), 6)


def below_zero(x: Counted) -> Counted:
    return 1.7 * (function(math.exp, x) - 1)


def counted(work: Callable[[], object]) -> Cost:
    Counted.done.clear()
    work()
    return Cost(**Counted.done)


def numbers(count: int) -> list[Counted]:
    return [Counted(place % 7 - 2.5) for place in range(count)]


ELEMENTWISE: dict[str, Callable[[Counted], Counted]] = {
    "relu": lambda x: larger(x, 0),
    "relu6": relu6,
    "leaky_relu": lambda x: larger(x * 0.01, x),
    "prelu": lambda x: larger(x * 0.25, x),
    "elu": lambda x: larger(below_zero(x), x),
    "selu": lambda x: larger(below_zero(x), x) * 1.05,
    "mish": lambda x: x * function(math.tanh, function(math.log, function(math.exp, x) + 1)),
    "sigmoid": sigmoid,
    "tanh": lambda x: function(math.tanh, x),
    "scaled_tanh": lambda x: function(math.tanh, x * (2 / 3)) * 1.7159,
    "hard_sigmoid": lambda x: relu6(x + 3) * (1 / 6),
    "hard_swish": lambda x: x * relu6(x + 3) * (1 / 6),
    "swish": lambda x: x * sigmoid(x),
    "gelu": lambda x: x * 0.5 * (function(math.erf, x * 0.5**0.5) + 1),
    "batchnorm": lambda x: x * 0.9 + 0.1,
    "lrn": lambda x: x / function(lambda s: s**0.75, sum_of([x * x] * 5) * 0.02 + 2),
}


@pytest.mark.parametrize("key", ELEMENTWISE)
def test_each_element(key):
    shape = (3, 2, 4)
    fields = {"size": 5} if key == "lrn" else {}
    expected = counted(lambda: [ELEMENTWISE[key](x) for x in numbers(24)])
    assert operation(key, **fields).cost((shape,), shape) == expected


@pytest.mark.parametrize(("key", "combine"), [("add", plus), ("multiply", times)])
def test_branches(key, combine):
    shape = (3, 2, 4)
    expected = counted(lambda: [reduce(combine, numbers(3)) for _ in range(24)])
    assert operation(key).cost((shape,) * 3, shape) == expected


def windows(size: int, out: int) -> list[int]:
    """Lengths of the windows that split an axis as evenly as whole numbers allow (torch's adaptive pooling)."""
    inside = [
        [place for place in range(size) if i * size < (place + 1) * out and place * out < (i + 1) * size]
        for i in range(out)
    ]
    return [len(places) for places in inside]


POOLS: list[tuple[str, dict[str, int | list[int]], list[int]]] = [
    ("pool", {"kernel": [2, 3], "stride": 1}, [6] * 5 * 5),
    ("global_pool", {}, [6 * 7]),
    ("adaptive_pool", {"size": [4, 5]}, [h * w for h in windows(6, 4) for w in windows(7, 5)]),
]
"""Operation, fields, and how many elements of a 6x7 map each window reads."""


@pytest.mark.parametrize(("key", "fields", "reads"), POOLS)
def test_poolings(key, fields, reads):
    channels, shape = 3, (3, 6, 7)
    for kind, read in (("max", lambda n: reduce(larger, numbers(n))), ("avg", lambda n: sum_of(numbers(n)) / n)):
        layer = operation(key.replace("pool", f"{kind}pool"), **fields)
        expected = counted(lambda read=read: [read(n) for n in reads * channels])
        assert layer.cost((shape,), layer.output(shape)) == expected


def normalised(group: list[Counted], affine: bool) -> list[Counted]:
    """Sums start from zero, as an accumulator does; the square root and its inverse are one function."""
    mean = reduce(plus, group, Counted(0)) / len(group)
    centred = [x - mean for x in group]
    variance = reduce(plus, (x * x for x in centred), Counted(0)) / len(group)
    inverse = function(lambda v: v**-0.5, variance + 1e-5)
    return [x * inverse * 0.9 + 0.1 if affine else x * inverse for x in centred]


@pytest.mark.parametrize("affine", [True, False])
@pytest.mark.parametrize(
    ("key", "fields", "groups"), [("layernorm", {}, 8), ("groupnorm", {"groups": 3}, 3), ("instancenorm", {}, 6)]
)
def test_normalisation_in_groups(key, fields, groups, affine):
    shape = (6, 2, 4)
    expected = counted(lambda: [normalised(numbers(48 // groups), affine) for _ in range(groups)])
    assert operation(key, affine=affine, **fields).cost((shape,), shape) == expected


def softmax(logits: list[Counted]) -> list[Counted]:
    powers = [function(math.exp, x) for x in logits]
    whole = sum_of(powers)
    return [power / whole for power in powers]


def test_softmax_of_each_position():
    shape = (5, 2, 3)
    expected = counted(lambda: [softmax(numbers(5)) for _ in range(6)])
    assert operation("softmax").cost((shape,), shape) == expected


def test_interpolation_weighs_four_neighbours():
    layer, shape = operation("upsample", factor=2, mode="bilinear"), (3, 2, 2)
    expected = counted(lambda: [sum_of(x * 0.25 for x in numbers(4)) for _ in range(3 * 4 * 4)])
    assert layer.cost((shape,), layer.output(shape)) == expected


@pytest.mark.parametrize(
    ("key", "fields", "shape"),
    [
        ("conv", {"filters": 4, "kernel": 3}, (3, 6, 7)),
        ("conv", {"filters": 2, "kernel": 3, "table": [[0], [1, 2]]}, (3, 6, 7)),
        ("conv_transpose", {"filters": 4, "kernel": 3}, (3, 6, 7)),
        ("linear", {"features": 5}, (3,)),
    ],
)
def test_a_bias_is_added_to_each_output(key, fields, shape):
    with_bias, without = (operation(key, len(shape) - 1, bias=bias, **fields) for bias in (True, False))
    output = without.output(shape)
    assert without.cost((shape,), output).bias == 0
    assert with_bias.cost((shape,), output) == without.cost((shape,), output) + Cost(bias=math.prod(output))


def test_records_add_up_entry_by_entry():
    first, second = Cost(mul_add=letter("a", 2), exp=1), Cost(mul_add=letter("b", 3), exp=4)
    assert to_text((first + second).mul_add) == "a + b"
    assert (first + second).exp == 5


def test_a_record_is_not_strung_together_with_a_tuple():
    with pytest.raises(TypeError):
        Cost() + (0,) * 7


def test_subsampling_weighs_the_sum_of_each_window():
    shape, layer = (3, 6, 7), operation("subsample", kernel=[2, 3], stride=1)
    done = counted(lambda: [sum_of(numbers(6)) * 0.5 + 0.1 for _ in range(3 * 5 * 5)])
    cost = layer.cost((shape,), layer.output(shape))
    assert cost == Cost(mul_add=done.mul, bias=done.mul, add=done.add - done.mul)


def test_radial_basis_functions_add_up_squared_differences():
    done = counted(lambda: [[x - 1 for x in numbers(84)] for _ in range(10)])
    squares = counted(lambda: [[x * x for x in numbers(84)] for _ in range(10)])
    assert operation("rbf", 0, classes=10).cost(((84,),), (10,)) == Cost(mul_add=squares.mul, add=done.add)


@pytest.mark.parametrize(
    ("key", "fields"), [("identity", {}), ("upsample", {"factor": 2}), ("shuffle", {"groups": 3}), ("dropout", {})]
)
def test_what_only_moves_elements_costs_nothing(key, fields):
    layer, shape = operation(key, **fields), (3, 2, 4)
    assert layer.cost((shape,), layer.output(shape)) == Cost()
