"""Every operation against torch: shapes, tensors, multiply-adds, and what each side refuses."""

from collections import Counter

import pytest
from hypothesis import given
from op_strategies import Case, cases, relaxed

pytest.importorskip("torch")

from op_graphs import one_node
from torch_judge import judge, torch_facts, unlike

from archcalc.crosscheck.compare import UNCOUNTED
from archcalc.crosscheck.factories import FACTORIES
from archcalc.errors import OperationError
from archcalc.ops import OPERATIONS
from archcalc.ops.conv import Depthwise

STRICTER = {
    ("avgpool", "more than half the window"): "torch limits only equal padding; beyond half, windows see no input",
    ("maxpool", "more than half the window"): "torch limits only equal padding; beyond half, windows see no input",
    ("conv_transpose", "takes away all"): "torch returns a map of size 0, with nothing in it",
    ("slice", "are not within"): "torch takes a slice of no channels for a tensor without elements",
    ("multiply", "do not fit"): "torch aligns shapes of different ranks at their last axis, not at the channels",
}
"""What the engine refuses and torch does not, by operation and message, with the reason."""

LAXER = {
    ("instancenorm", "Expected more than 1 spatial element"): "torch refuses a single position even in eval mode",
    ("avgpool", "input image (T:"): "torch's three-dimensional mean forgets the padding when it checks the size",
}
"""What torch refuses and the engine does not."""


@pytest.mark.parametrize("key", sorted(OPERATIONS))
def test_torch_agrees(key):
    """On random cases of one operation: both accept and agree in everything, or both refuse."""
    seen: Counter[bool] = Counter()

    @relaxed
    @given(cases(key))
    def check(case):
        verdict = judge(case)
        seen[not verdict.ours] += 1
        assert not verdict.unlike
        if bool(verdict.ours) != bool(verdict.theirs):
            known = STRICTER if verdict.ours else LAXER
            assert is_documented(known, key, verdict.ours or verdict.theirs), verdict

    check()
    assert seen[True] >= 20, f"too few of the cases are valid: {seen}"


def is_documented(known: dict[tuple[str, str], str], key: str, message: str) -> bool:
    return any(key == operation and part in message for operation, part in known)


@pytest.mark.parametrize(
    ("key", "shape", "values"),
    [
        ("conv", (4, 8, 8), {"filters": 0, "kernel": 3}),
        ("conv", (4, 8, 8), {"filters": -1, "kernel": 3}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 0}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": -3}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 9}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 3, "stride": 0}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 3, "stride": -1}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 3, "dilation": 0}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 3, "padding": -1}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 3, "groups": 0}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 3, "groups": 3}),
        ("conv", (4, 8, 8), {"filters": 6, "kernel": 3, "groups": 4}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": [3, 3, 3]}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 3, "padding_mode": "mirror"}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 9, "padding": 8, "padding_mode": "reflect"}),
        ("conv", (4, 8, 8), {"filters": 8, "kernel": 9, "padding": 9, "padding_mode": "circular"}),
        ("conv_transpose", (4, 8, 8), {"filters": 8, "kernel": 3, "output_padding": 1}),
        ("conv_transpose", (4, 8, 8), {"filters": 8, "kernel": 3, "padding": 6}),
        ("conv_transpose", (4, 8, 8), {"filters": 8, "kernel": 3, "stride": 0}),
        ("maxpool", (4, 8, 8), {"kernel": 3, "padding": 2}),
        ("maxpool", (4, 8, 8), {"kernel": 9}),
        ("maxpool", (4, 8, 8), {"kernel": 0}),
        ("maxpool", (4, 8, 8), {"kernel": 2, "stride": -1}),
        ("maxpool", (4, 8, 8), {"kernel": 2, "dilation": 0}),
        ("avgpool", (4, 8, 8), {"kernel": 3, "padding": 2}),
        ("avgpool", (4, 8, 8), {"kernel": 9}),
        ("adaptive_avgpool", (4, 8, 8), {"size": -1}),
        ("linear", (8,), {"features": -1}),
        ("groupnorm", (6, 4, 4), {"groups": 4}),
        ("groupnorm", (6, 4, 4), {"groups": 0}),
        ("shuffle", (6, 4, 4), {"groups": 4}),
        ("shuffle", (6, 4, 4), {"groups": 0}),
        ("slice", (6, 4, 4), {"channels": [3, 2]}),
        ("slice", (6, 4, 4), {"channels": [3, 7]}),
        ("slice", (6, 4, 4), {"channels": [6, 7]}),
        ("dropout", (6, 4, 4), {"rate": 1.5}),
        ("dropout", (6, 4, 4), {"rate": -0.5}),
        ("upsample", (6, 4, 4), {"factor": 0}),
        ("upsample", (6, 4), {"factor": 2, "mode": "bilinear"}),
        ("upsample", (6, 4, 4), {"factor": 2, "mode": "bicubic-ish"}),
    ],
    ids=lambda value: str(value),
)
def test_what_torch_refuses_is_refused(key, shape, values):
    verdict = judge(Case(key, (shape,), values))
    assert verdict.ours and verdict.theirs, verdict


def test_every_operation_has_a_torch_module():
    """All but `depthwise`, which makes a conv and is never seen in a graph."""
    assert set(FACTORIES) == set(OPERATIONS.values()) - {Depthwise}


def test_an_operation_without_torch_module_says_so():
    from archcalc.crosscheck.factories import module_for

    with pytest.raises(NotImplementedError, match="depthwise has no torch module yet"):
        module_for(Depthwise(kernel=3), ((3, 8, 8),))


@pytest.mark.parametrize("key", sorted(UNCOUNTED))
def test_what_torch_does_not_count_is_counted_by_the_engine(key):
    """The exceptions are needed: torch counts 0 for them, the engine multiply-adds."""
    shape, value = ((4, 6, 6), 2) if key == "subsample" else ((84,), 10)
    operation = OPERATIONS[key](axes=len(shape) - 1, **{OPERATIONS[key].main: value})
    assert operation.cost((shape,), operation.output(shape)).mul_add > 0
    assert unlike(operation, shape) == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"filters": 3, "table": [[0], [1]]}, "the connection table has 2 rows for 3 filters"),
        ({"filters": 2, "table": [[0], [1]], "groups": 2}, "either groups or a connection table"),
        ({"filters": 2, "table": [[0], [4]]}, "names map 4, and the input has maps 0 to 3"),
        ({"filters": 2, "table": [[5, 0], [4, 1]]}, "names map 5, and the input has maps 0 to 3"),
    ],
)
def test_connection_tables_are_checked(values, message):
    """torch has none of its own, so the engine alone judges them."""
    with pytest.raises(OperationError, match=message):
        OPERATIONS["conv"](kernel=1, **values).output((4, 8, 8))


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("conv", {"filters": 6, "kernel": 3}),
        ("conv_transpose", {"filters": 6, "kernel": 3}),
        ("batchnorm", {}),
        ("groupnorm", {"groups": 2}),
        ("instancenorm", {"affine": True}),
        ("layernorm", {}),
        ("subsample", {"kernel": 2}),
    ],
)
def test_tensors_stand_in_the_order_of_the_state_dict(key, values):
    node = one_node(OPERATIONS[key](**values), (4, 8, 8))
    assert node.operation.tensors(*node.shapes) == torch_facts(node).tensors


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"filters": 4, "groups": 3}, "4 filters do not divide into 3 groups"),
        ({"filters": 6, "groups": 3}, "8 channels do not divide into 3 groups"),
        (
            {"filters": 6, "stride": 2, "dilation": 3, "output_padding": 3},
            "output_padding 3 must be smaller than stride 2 or dilation 3",
        ),
        ({"filters": 6, "padding": 5}, "the padding takes away all of the output: 6x0x0 would remain"),
    ],
)
def test_refusals_of_a_transposed_convolution(values, message):
    with pytest.raises(OperationError, match=f"^error: {message}"):
        OPERATIONS["conv_transpose"](kernel=3, **values).output((8, 8, 8))
