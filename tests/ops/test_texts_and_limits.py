"""What operations say in a table, where they refuse, and why; and when two of them are the same."""

import pytest
from op_graphs import one_node, operation

from archcalc import analyze, loads
from archcalc.errors import Fault, OperationError
from archcalc.formula import letter, to_text
from archcalc.ops import OPERATIONS
from archcalc.ops.fields import REQUIRED
from archcalc.shape import shape_text


@pytest.mark.parametrize(
    ("key", "fields", "text"),
    [
        ("conv", {"filters": 4, "kernel": 3}, "conv 3x3"),
        ("conv", {"filters": 4, "kernel": [1, 7], "padding": "same"}, "conv 1x7 same"),
        ("conv", {"filters": 4, "kernel": 1, "padding": "same"}, "conv 1x1"),
        ("conv", {"filters": 4, "kernel": 3, "stride": 2, "padding": 1, "groups": 2}, "conv 3x3 s2 p1 g2"),
        ("conv", {"filters": 4, "kernel": 3, "stride": [2, 1], "dilation": [1, 2]}, "conv 3x3 s2x1 d1x2"),
        ("conv", {"filters": 4, "kernel": 3, "padding": [[0, 1], [0, 1]]}, "conv 3x3 p0:1"),
        ("conv", {"filters": 4, "kernel": 3, "padding": [[0, 1], [1, 1]]}, "conv 3x3 p0x1:1"),
        ("conv", {"filters": 2, "kernel": 5, "table": [[0], [1]]}, "conv 5x5 table"),
        ("conv_transpose", {"filters": 4, "kernel": 4, "stride": 2, "padding": 1}, "conv_transpose 4x4 s2 p1"),
        ("conv_transpose", {"filters": 4, "kernel": 4, "groups": 2}, "conv_transpose 4x4 g2"),
        ("maxpool", {"kernel": 3, "stride": 2, "ceil": True}, "maxpool 3x3 s2 ceil"),
        ("maxpool", {"kernel": 3, "stride": 1}, "maxpool 3x3"),
        ("avgpool", {"kernel": 2}, "avgpool 2x2 s2"),
        ("adaptive_avgpool", {"size": [1, 7]}, "adaptive_avgpool 1x7"),
        ("upsample", {"factor": 2}, "upsample 2x2"),
        ("upsample", {"factor": [1, 2], "mode": "bilinear"}, "upsample 1x2 bilinear"),
        ("conv", {"filters": 4, "kernel": 2, "padding": [[0, 1], [0, 2]]}, "conv 2x2 p0:1x2"),
        ("conv", {"filters": 4, "kernel": [1, 3], "padding": [0, 1]}, "conv 1x3 p0x1"),
        ("subsample", {"kernel": [2, 3]}, "subsample 2x3 s2x3"),
        ("adaptive_maxpool", {"size": 3}, "adaptive_maxpool 3x3"),
        ("groupnorm", {"groups": 4}, "groupnorm g4"),
        ("lrn", {"size": 3}, "lrn 3"),
        ("shuffle", {"groups": 3}, "shuffle g3"),
        ("slice", {"channels": [2, 5]}, "slice 2:5"),
        ("dropout", {"rate": 0.25}, "dropout 0.25"),
        ("dropout", {"rate": 1}, "dropout 1"),
        ("batchnorm", {}, "batchnorm"),
    ],
)
def test_line_in_a_table(key, fields, text):
    assert operation(key, **fields).describe() == text


def test_line_in_a_table_with_one_axis():
    layer = operation("conv", 1, filters=4, kernel=3, stride=2, padding=[[0, 1]], dilation=2)
    assert layer.describe() == "conv 3 s2 p0:1 d2"


NAMES = {
    "conv": ("conv1d", "conv2d", "conv3d"),
    "conv_transpose": ("conv_transpose1d", "conv_transpose2d", "conv_transpose3d"),
    "maxpool": ("maxpool1d", "maxpool2d", "maxpool3d"),
    "avgpool": ("avgpool1d", "avgpool2d", "avgpool3d"),
    "adaptive_avgpool": ("adaptive_avgpool1d", "adaptive_avgpool2d", "adaptive_avgpool3d"),
    "adaptive_maxpool": ("adaptive_maxpool1d", "adaptive_maxpool2d", "adaptive_maxpool3d"),
    "global_avgpool": ("global_avgpool1d", "global_avgpool2d", "global_avgpool3d"),
    "global_maxpool": ("global_maxpool1d", "global_maxpool2d", "global_maxpool3d"),
    "subsample": ("subsample1d", "subsample2d", "subsample3d"),
    "batchnorm": ("batchnorm1d", "batchnorm2d", "batchnorm3d"),
    "instancenorm": ("instancenorm1d", "instancenorm2d", "instancenorm3d"),
}
"""Full names with one, two and three axes; what is not here has one name for all."""
NEEDED = {
    "filters": 4,
    "kernel": 1,
    "features": 4,
    "classes": 4,
    "groups": 2,
    "channels": [0, 2],
    "size": 1,
    "factor": 2,
}


@pytest.mark.parametrize("key", sorted(OPERATIONS))
def test_full_names(key):
    needed = {name: NEEDED[name] for name, field in OPERATIONS[key].fields.items() if field.default is REQUIRED}
    names = tuple(operation(key, axes, **needed).name for axes in (1, 2, 3))
    assert names == NAMES.get(key, (key,) * 3)


def test_a_batch_normalisation_of_vectors_is_that_of_one_axis():
    """As in torch, whose BatchNorm1d takes both."""
    assert operation("batchnorm", 0).name == "batchnorm1d"


@pytest.mark.parametrize(
    ("key", "value", "field", "shape"),
    [
        ("conv", 4, "filters", (4, 8, 8)),
        ("conv_transpose", 4, "filters", (4, 8, 8)),
        ("linear", 5, "features", (4,)),
        ("rbf", 5, "classes", (4,)),
        ("maxpool", 3, "kernel", (4, 8, 8)),
        ("avgpool", 3, "kernel", (4, 8, 8)),
        ("subsample", 3, "kernel", (4, 8, 8)),
        ("adaptive_avgpool", 3, "size", (4, 8, 8)),
        ("adaptive_maxpool", 3, "size", (4, 8, 8)),
        ("upsample", 3, "factor", (4, 8, 8)),
        ("pad", 3, "padding", (4, 8, 8)),
        ("slice", [1, 3], "channels", (4, 8, 8)),
        ("shuffle", 2, "groups", (4, 8, 8)),
        ("groupnorm", 2, "groups", (4, 8, 8)),
        ("lrn", 3, "size", (4, 8, 8)),
        ("leaky_relu", 0.5, "slope", (4, 8, 8)),
        ("elu", 1.5, "alpha", (4, 8, 8)),
        ("prelu", "single", "slopes", (4, 8, 8)),
        ("dropout", 0.25, "rate", (4, 8, 8)),
    ],
)
def test_the_value_right_behind_the_word(key, value, field, shape):
    beside = ", kernel: 3" if field == "filters" else ""
    graph = analyze(loads(f"input: {shape_text(shape)}\nlayers: [{{{key}: {value}{beside}}}]\n")).graph
    more = {"kernel": 3} if beside else {}
    assert graph.nodes[0].operation == operation(key, len(shape) - 1, **{field: value}, **more)


def test_the_value_behind_depthwise_is_the_kernel():
    graph = analyze(loads("input: 4x8x8\nlayers: [{depthwise: 3}]\n")).graph
    assert graph.nodes[0].operation == operation("conv", filters=4, kernel=3, groups=4)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kernel": 3, "padding": [[0, 2], [0, 0]]}, "padding 2 is more than half the window 3: a window could see"),
        (
            {"kernel": [3, 5], "padding": [[1, 1], [3, 0]]},
            "padding 3 is more than half the window 5: a window could see",
        ),
    ],
)
@pytest.mark.parametrize("key", ["maxpool", "avgpool"])
def test_too_much_padding_at_one_end_of_a_pooling(key, fields, message):
    with pytest.raises(OperationError, match=message):
        operation(key, **fields)


def test_half_the_window_may_be_padding():
    assert operation("maxpool", kernel=[3, 4], padding=[1, 2]).output((1, 2, 2)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("mode", "padding", "message"),
    [
        ("reflect", [[0, 6], [0, 0]], "reflect padding 6 is too wide for an input of 6"),
        ("reflect", [[0, 5], [7, 1]], "reflect padding 7 is too wide for an input of 7"),
        ("circular", [[7, 0], [0, 0]], "circular padding 7 is too wide for an input of 6"),
    ],
)
def test_more_padding_than_the_map_can_fill(mode, padding, message):
    with pytest.raises(OperationError, match=message):
        operation("conv", filters=1, kernel=3, padding=padding, padding_mode=mode).output((1, 6, 7))


@pytest.mark.parametrize(("mode", "most"), [("reflect", 5), ("circular", 6), ("replicate", 9)])
def test_as_much_padding_as_the_map_can_fill(mode, most):
    conv = operation("conv", filters=1, kernel=1, padding=[[0, most], [most, 0]], padding_mode=mode)
    assert conv.output((1, 6, 7)) == (1, 6 + most, 7 + most)


def test_a_single_position_may_remain_of_a_transposed_convolution():
    """torch returns empty maps, too, and so is no judge of where to refuse."""
    assert operation("conv_transpose", filters=1, kernel=3, padding=1).output((1, 1, 1)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("key", "fields", "working"),
    [
        ("conv", {"filters": 6, "kernel": [3, 5], "groups": 2}, "H_out·W_out·6·(C_in/2)·15"),
        ("conv", {"filters": 2, "kernel": [3, 5], "table": [[0, 1], [1]]}, "H_out·W_out·3·15"),
        ("conv_transpose", {"filters": 6, "kernel": [3, 5], "groups": 2}, "H·W·C_in·3·15"),
    ],
)
def test_multiply_adds_are_worked_in_the_order_of_the_formula(key, fields, working):
    """Factors that change places come to the same number, and belong to other letters."""
    given = (letter("C_in", 4), letter("H", 7), letter("W", 8))
    output = (6, letter("H_out", 5), letter("W_out", 4))
    assert to_text(operation(key, **fields).cost((given,), output).mul_add) == working


def test_operations_are_equal_by_class_axes_and_fields():
    conv = operation("conv", filters=4, kernel=3)
    assert conv == operation("conv", filters=4, kernel=[3, 3], stride=1)
    assert hash(conv) == hash(operation("conv", filters=4, kernel=[3, 3], stride=1))
    others = [
        operation("conv", filters=4, kernel=5),
        operation("conv", 1, filters=4, kernel=3),
        operation("conv_transpose", filters=4, kernel=3),
        "conv",
    ]
    assert [other for other in others if conv == other] == []
    assert operation("relu") != operation("tanh") and operation("relu") != operation("relu", 1)


@pytest.mark.parametrize(
    ("key", "fields", "message"),
    [
        ("conv", {"kernel": 3}, r"conv needs 'filters' \(output channels C_out\)"),
        ("relu", {"slope": 1, "peak": 6}, "relu has no field 'peak'"),
        ("upsample", {"factor": 2, "mode": "cubic"}, "one of nearest, bilinear is expected, not 'cubic'"),
        ("prelu", {"slopes": "two"}, "one of channel, single is expected, not 'two'"),
        (
            "conv",
            {"filters": 4, "kernel": 3, "padding_mode": "mirror"},
            "one of zeros, reflect, replicate, circular is expected, not 'mirror'",
        ),
        ("conv", {"filters": 4, "kernel": "3y3"}, "'kernel' of conv: a whole number or a size such as 1x7 is expected"),
    ],
)
def test_fields_that_an_operation_cannot_have(key, fields, message):
    with pytest.raises(OperationError, match=message):
        operation(key, **fields)


@pytest.mark.parametrize(
    ("key", "shapes", "message"),
    [
        ("relu", [(3, 4, 4)] * 2, "relu takes one input, not 2"),
        ("relu", [], "relu takes one input, not 0"),
        ("add", [(3, 4, 4)], "add takes at least 2 inputs, not 1"),
        ("multiply", [(3, 4, 4)], "multiply takes at least 2 inputs, not 1"),
        ("concat", [], "concat takes at least 1 inputs, not 0"),
        ("crop", [(3, 4, 4)], "crop takes 2 inputs, not 1"),
        ("crop", [(3, 4, 4)] * 3, "crop takes 2 inputs, not 3"),
    ],
)
def test_the_number_of_inputs(key, shapes, message):
    with pytest.raises(OperationError, match=message):
        operation(key).check_inputs(shapes)


def test_joins_take_as_many_inputs_as_there_are():
    assert one_node(operation("concat"), (3, 4, 4)).output == (3, 4, 4)
    assert one_node(operation("concat"), *[(3, 4, 4)] * 5).output == (15, 4, 4)
    assert one_node(operation("add"), *[(3, 4, 4)] * 2).output == (3, 4, 4)


@pytest.mark.parametrize(
    ("key", "fields", "kinds"),
    [
        ("batchnorm", {}, {"parameter": ["weight", "bias"], "buffer": ["running_mean", "running_var"]}),
        ("rbf", {"axes": 0, "classes": 2}, {"fixed": ["weight"]}),
    ],
)
def test_kinds_of_tensors(key, fields, kinds):
    tensors = operation(key, **fields).tensors((8,))
    for kind, names in kinds.items():
        assert [tensor.name for tensor in tensors if tensor.kind == kind][: len(names)] == names
    assert {tensor.kind for tensor in tensors} == set(kinds)


@pytest.mark.parametrize(
    ("key", "shapes", "message", "hint"),
    [
        ("add", [(3, 4), (3, 4), (3,)], "add do not fit: 3x4 and 3", "one branch is flattened and the other is not"),
        ("add", [(3, 4), (3, 5)], "add do not fit: 3x4 and 3x5", "the map sizes differ: use the same strides"),
        ("add", [(3, 4), (8, 4)], "add do not fit: 3x4 and 8x4", "with 8 filters on the narrower branch"),
        ("add", [(9, 4), (8, 4)], "add do not fit: 9x4 and 8x4", "with 9 filters on the narrower branch"),
        ("concat", [(3, 4), (2, 4), (1, 5)], "concat do not fit: 3x4 and 1x5", "the map sizes differ"),
        ("concat", [(3,), (3, 4)], "concat do not fit: 3 and 3x4", "one branch is flattened"),
        ("multiply", [(3, 1), (1, 4), (2, 4)], "multiply do not fit: 3x4 and 2x4", "with 3 filters"),
        ("multiply", [(3, 4), (3, 5)], "multiply do not fit: 3x4 and 3x5", "the map sizes differ"),
        ("multiply", [(8, 4), (3, 1)], "multiply do not fit: 8x4 and 3x1", "the channels differ, 8 and 3: a gate has"),
        ("multiply", [(1, 4), (8, 5)], "multiply do not fit: 1x4 and 8x5", "the map sizes differ"),
        ("multiply", [(3, 4), (3,)], "multiply do not fit: 3x4 and 3", "one branch is flattened"),
    ],
)
def test_branches_that_do_not_fit(key, shapes, message, hint):
    with pytest.raises(OperationError) as caught:
        operation(key, len(shapes[0]) - 1).check(*shapes)
    assert caught.value.faults[0].message == f"the branches of {message}"
    assert hint in caught.value.faults[0].hint


@pytest.mark.parametrize(
    ("shapes", "hint"),
    [
        ([(3, 4, 4), (2, 4, 5)], "the first branch is cropped, to the size of the second"),
        ([(3, 4, 4), (2, 5, 3)], "the first branch is cropped, to the size of the second"),
        ([(3, 4, 4), (2, 4)], "both are maps with as many axes"),
    ],
)
def test_what_cannot_be_cropped(shapes, hint):
    first, second = ("x".join(map(str, shape)) for shape in shapes)
    with pytest.raises(OperationError) as caught:
        operation("crop").check(*shapes)
    assert caught.value.faults[0] == Fault(f"{first} cannot be cropped to {second}", hint=hint)


@pytest.mark.parametrize(
    ("fields", "shape", "message", "hint"),
    [
        (
            {"kernel": 5},
            (1, 3, 9),
            "along the height: it spans 5, the input is 3 + padding 0 + 0 = 3",
            "padding 1, or kernel 3",
        ),
        (
            {"kernel": [2, 5], "padding": [[0, 0], [1, 2]], "dilation": [1, 2]},
            (1, 9, 3),
            "along the width: it spans dilation 2·(5 - 1) + 1 = 9, the input is 3 + padding 1 + 2 = 6",
            "padding 3, or kernel 6",
        ),
        (
            {"kernel": 12, "padding": [[1, 1], [1, 4]]},
            (1, 10, 3),
            "along the width: it spans 12, the input is 3 + padding 1 + 4 = 8",
            "padding 3, or kernel 8",
        ),
    ],
)
def test_a_kernel_that_does_not_fit(fields, shape, message, hint):
    with pytest.raises(OperationError) as caught:
        operation("conv", filters=1, **fields).output(shape)
    assert caught.value.faults[0].message == f"the kernel does not fit {message}"
    assert caught.value.faults[0].hint == f"smallest fix: {hint}"


@pytest.mark.parametrize(
    ("key", "axes", "fields", "shape", "message"),
    [
        ("shuffle", 2, {"groups": 4}, (6, 4, 4), "6 channels do not divide into 4 groups"),
        ("groupnorm", 2, {"groups": 4}, (6, 4, 4), "6 channels do not divide into 4 groups"),
        ("slice", 2, {"channels": [3, 7]}, (6, 4, 4), "channels 3 to 7 are not within the 6 of the input"),
        ("slice", 2, {"channels": [3, 3]}, (6, 4, 4), "channels 3 to 3 are not within the 6 of the input"),
        (
            "upsample",
            1,
            {"factor": 2, "mode": "bilinear"},
            (6, 4),
            "bilinear interpolation needs a map CxHxW, and 6x4 arrives",
        ),
    ],
)
def test_inputs_that_do_not_fit(key, axes, fields, shape, message):
    with pytest.raises(OperationError) as caught:
        operation(key, axes, **fields).check(shape)
    assert caught.value.faults[0].message == message


def test_a_pad_has_numbers():
    with pytest.raises(OperationError, match="pad needs numbers; 'same' depends on a kernel"):
        operation("pad", padding="same")


def test_an_upsampled_size_is_worked_as_size_times_factor():
    output = operation("upsample", factor=[2, 3]).output_shape((4, letter("H", 5), letter("W", 6)))
    assert [to_text(size) for size in output] == ["4", "H·2", "W·3"]


@pytest.mark.parametrize(("key", "fields"), [("linear", {"features": 10}), ("rbf", {"classes": 10})])
def test_multiply_adds_of_vectors_are_worked_as_outputs_times_inputs(key, fields):
    cost = operation(key, 0, **fields).cost(((letter("N_in", 84),),), (10,))
    assert to_text(cost.mul_add) == "10·N_in"


def test_an_operation_never_changes():
    layer = operation("linear", 0, features=8)
    with pytest.raises(AttributeError, match="operations are immutable: features"):
        layer.features = 9
    assert repr(layer) == "Linear(features=8, bias=true)"
