"""The comparison notices faults: planted in every operation, and the usual ones of each family by name."""

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from op_graphs import operation
from op_strategies import cases

pytest.importorskip("torch")

from torch_judge import judge, unlike

import archcalc.ops.conv
import archcalc.ops.windowed
from archcalc.cost import Cost
from archcalc.ops import BUFFER, FIXED, OPERATIONS, PARAMETER, Tensor
from archcalc.ops.conv import Conv, ConvTranspose
from archcalc.ops.join import Concat, Multiply
from archcalc.ops.lenet import Rbf, Subsample
from archcalc.ops.linear import Linear
from archcalc.ops.norm import BatchNorm
from archcalc.ops.pool import Adaptive, Global, MaxPool
from archcalc.ops.reshape import Flatten, Pad, Slice, Upsample

IN_GRAPHS = sorted(OPERATIONS.keys() - {"depthwise"})
ANY = settings(phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck), max_examples=300)


def wrong_output(right):
    return lambda self, *inputs: (*right(self, *inputs)[:-1], right(self, *inputs)[-1] + 1)


def wrong_tensors(right):
    return lambda self, *inputs: (*right(self, *inputs), Tensor("extra", (1,)))


def wrong_cost(right):
    return lambda self, inputs, output: right(self, inputs, output) + Cost(mul_add=1)


@pytest.mark.parametrize("key", IN_GRAPHS)
@pytest.mark.parametrize("fault", [wrong_output, wrong_tensors, wrong_cost])
def test_a_fault_in_any_operation_is_noticed(key, fault, monkeypatch):
    case = find(cases(key), lambda case: judge(case)[:2] == ("", ""), settings=ANY)
    assert judge(case).unlike == []
    method = fault.__name__.removeprefix("wrong_")
    cls = OPERATIONS[key]
    monkeypatch.setattr(cls, method, fault(getattr(cls, method)))
    noticed = judge(case).unlike
    # LeNet's own layers: torch counts none of their multiply-adds, so there is nothing to compare with.
    assert noticed or (method == "cost" and key in ("subsample", "rbf"))


def kinds_changed(old, new):
    def fault(right):
        return lambda self, *inputs: tuple(
            tensor._replace(kind=new if tensor.kind == old else tensor.kind) for tensor in right(self, *inputs)
        )

    return fault


def by_output_area(right):
    return lambda self, inputs, output: right(self, (output,), output)


def without_groups(right):
    return lambda self, inputs, output: Cost(mul_add=right(self, inputs, output).mul_add * self.groups)


def swapped(right):
    return lambda self, *inputs: tuple(t._replace(shape=t.shape[::-1]) for t in right(self, *inputs))


def as_the_input(right):
    return lambda self, *inputs: inputs[0]


def with_bias(right):
    return lambda self, *inputs: (*right(self, *inputs), Tensor("bias", (self.features,)))


@pytest.mark.parametrize(
    ("cls", "method", "fault", "made", "shape"),
    [
        (ConvTranspose, "cost", by_output_area, operation("conv_transpose", filters=8, kernel=3, stride=2), (8, 5, 5)),
        (Conv, "cost", without_groups, operation("conv", filters=8, kernel=3, groups=4), (8, 9, 9)),
        (Linear, "tensors", swapped, operation("linear", 0, features=10), (84,)),
        (Linear, "tensors", with_bias, operation("linear", 0, features=10, bias=False), (84,)),
        (BatchNorm, "tensors", kinds_changed(BUFFER, PARAMETER), operation("batchnorm"), (8, 4, 4)),
        (Rbf, "tensors", kinds_changed(FIXED, PARAMETER), operation("rbf", 0, classes=10), (84,)),
        (Subsample, "tensors", kinds_changed(PARAMETER, FIXED), operation("subsample", kernel=2), (6, 8, 8)),
        (Flatten, "output", as_the_input, operation("flatten"), (8, 4, 4)),
        (Slice, "output", as_the_input, operation("slice", channels=[0, 2]), (8, 4, 4)),
        (Pad, "output", as_the_input, operation("pad", channels=2), (8, 4, 4)),
        (Upsample, "output", as_the_input, operation("upsample", factor=2), (8, 4, 4)),
        (Adaptive, "output", as_the_input, operation("adaptive_avgpool", size=3), (8, 4, 4)),
        (Global, "output", as_the_input, operation("global_avgpool"), (8, 4, 4)),
    ],
)  # fmt: skip
def test_usual_faults_are_noticed(cls, method, fault, made, shape, monkeypatch):
    assert unlike(made, shape) == []
    monkeypatch.setattr(cls, method, fault(getattr(cls, method)))
    assert unlike(made, shape) != []


def test_faults_of_joins_are_noticed(monkeypatch):
    shapes = (8, 4, 4), (8, 4, 4)
    monkeypatch.setattr(Concat, "output", lambda self, *inputs: inputs[0])
    assert unlike(operation("concat"), *shapes) != []
    monkeypatch.setattr(Multiply, "output", lambda self, *inputs: inputs[1])
    assert unlike(operation("multiply"), (8, 4, 4), (8, 1, 1)) != []


def test_faults_in_formulas_are_noticed(monkeypatch):
    """Each formula wrong as it is wrong in other tools."""
    windowed, conv = archcalc.ops.windowed, archcalc.ops.conv
    pool = MaxPool(kernel=2, stride=2, padding=1, ceil=True)
    without_minimum = lambda H, P_start, P, K, S, D: -(-(H + P - D * (K - 1) - 1) // S) + 1  # noqa: E731
    monkeypatch.setattr(windowed, "window_output_ceil", without_minimum)
    assert unlike(pool, (4, 5, 5)) != []
    monkeypatch.setattr(windowed, "window_output", lambda H, P, K, S, D: (H + P - K) // S + 1)
    assert unlike(Conv(filters=4, kernel=3, dilation=2), (3, 9, 9)) != []
    monkeypatch.setattr(windowed, "same_padding", lambda K, D: 2 * (D * (K - 1) // 2))
    assert unlike(Conv(filters=4, kernel=4, padding="same"), (3, 9, 9)) != []
    without_extra = lambda H, P, K, S, D, extra: (H - 1) * S - P + D * (K - 1) + 1  # noqa: E731
    monkeypatch.setattr(conv, "transposed_output", without_extra)
    assert unlike(ConvTranspose(filters=4, kernel=3, stride=2, output_padding=1), (3, 5, 5)) != []
