"""Fields: what they take is what the JSON Schema says, in one inner spelling; what they refuse, and in which words."""

import inspect

import jsonschema
import pytest
from op_graphs import operation

from archcalc.errors import OperationError
from archcalc.ops import OPERATIONS
from archcalc.ops.fields import REQUIRED, choice, count, counts, flag, padding, real, show, table, window
from archcalc.shape import MAX_SIZE

KINDS = {
    "count": count("text"),
    "count from 0": count("text", low=0),
    "window": window("text"),
    "window from 0": window("text", low=0),
    "padding": padding("text"),
    "flag": flag("text"),
    "choice": choice("text", ("zeros", "same")),
    "real": real("text"),
    "counts": counts("text", length=2),
    "table": table("text"),
}
NUMBERS = [0, 1, 2, -1, 1.0, 1.5, 0.5, -0.5, MAX_SIZE, MAX_SIZE + 1, True, False]
LISTS = [[], [0], [1], [2, 3], [1, -1], [1, 1.5], [1, 2, 3], [0, 1, 2], [1, 2, 3, 4], [True], ["a"]]
NESTED = [[[]], [[0]], [[0, 1]], [[0, 1], [2]], [[0, 1], 2], [[0, 1], [2, 3]], [[0, -1], [2, 3]], [[0, 1, 2]], [[0], 1]]
WORDS = ["same", "valid", "zeros", "other", ""]


def accepted(field, value) -> list[int]:
    """The numbers of axes for which a field takes a value."""
    found = []
    for axes in (1, 2, 3):
        try:
            field.normalise(value, axes)
        except ValueError:
            continue
        found.append(axes)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_takes_what_its_schema_takes(kind):
    """Expressions and sizes as 1x7 are texts, which the schema takes beside each field's own."""
    validator = jsonschema.Draft202012Validator(KINDS[kind].schema)
    validator.check_schema(KINDS[kind].schema)
    for value in [*NUMBERS, *LISTS, *NESTED, *WORDS]:
        assert bool(accepted(KINDS[kind], value)) == validator.is_valid(value), value


@pytest.mark.parametrize("kind", ["window", "padding"])
def test_a_list_has_a_number_for_each_axis(kind):
    assert [accepted(KINDS[kind], value) for value in (2, [2], [2, 3], [2, 3, 4])] == [[1, 2, 3], [1], [2], [3]]
    assert accepted(KINDS["padding"], [[0, 1], 2]) == [2]


@pytest.mark.parametrize(
    ("kind", "value", "inner"),
    [
        ("count", 3.0, 3),
        ("window", 3, (3, 3)),
        ("window", [1, 7.0], (1, 7)),
        ("window", "1x7", (1, 7)),
        ("window", "1×7", (1, 7)),
        ("padding", "same", "same"),
        ("padding", "0x1", ((0, 0), (1, 1))),
        ("padding", "valid", ((0, 0), (0, 0))),
        ("padding", 1, ((1, 1), (1, 1))),
        ("padding", [1, 2], ((1, 1), (2, 2))),
        ("padding", [[0, 1], 2], ((0, 1), (2, 2))),
        ("padding", [3, (1, 2)], ((3, 3), (1, 2))),
        ("flag", False, False),
        ("choice", "same", "same"),
        ("real", 1, 1.0),
        ("counts", [0, 4.0], (0, 4)),
        ("table", [[0, 2], [1]], ((0, 2), (1,))),
        ("table", None, None),
    ],
)
def test_inner_spelling(kind, value, inner):
    found = KINDS[kind].normalise(value, 2)
    assert found == inner and type(found) is type(inner)
    assert "." not in str(found) or kind == "real"


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("count", 0, "it must be at least 1, not 0"),
        ("count", MAX_SIZE + 1, f"it must be at most {MAX_SIZE}, not {MAX_SIZE + 1}"),
        ("count", True, "a whole number is expected, not true"),
        ("count", "three", "a whole number is expected, not 'three'"),
        ("window", [1, 2, 3], "one number, or 2 (H and W), expected; [1, 2, 3] has 3"),
        ("window", "1x", "a whole number or a size such as 1x7 is expected, not '1x'"),
        ("window", "1x-7", "a whole number or a size such as 1x7 is expected, not '1x-7'"),
        ("window", "1x" + 10 * "9", "a whole number or a size such as 1x7 is expected, not '1x9999999999'"),
        ("window", "1x٣", "a whole number or a size such as 1x7 is expected, not '1x٣'"),
        ("window", "1x" + 9 * "9", None),
        ("padding", -1, "it must be at least 0, not -1"),
        ("padding", [1, 2, 3], "one number, or 2 (H and W), expected; [1, 2, 3] has 3"),
        ("padding", [[0, 1]], "2 paddings expected, one per axis; [[0, 1]] has 1"),
        ("padding", [[0, 1], [2]], "a pair [before, after] is expected, not [2]"),
        ("padding", [[-1, 1], 2], "it must be at least 0, not -1"),
        ("padding", [[1, -1], 2], "it must be at least 0, not -1"),
        ("padding", [[MAX_SIZE, MAX_SIZE], 2], None),
        ("padding", [[0, 1], MAX_SIZE + 1], f"it must be at most {MAX_SIZE}, not {MAX_SIZE + 1}"),
        ("padding", "other", "a whole number is expected, not 'other'"),
        ("flag", 1, "true or false is expected, not 1"),
        ("choice", "other", "one of zeros, same is expected, not 'other'"),
        ("real", 1.5, "a number from 0 to 1 is expected, not 1.5"),
        ("real", [0.5], "a number from 0 to 1 is expected, not [0.5]"),
        ("counts", [1], "a list of 2 whole numbers is expected, not [1]"),
        ("counts", [1, MAX_SIZE + 1], f"it must be at most {MAX_SIZE}, not {MAX_SIZE + 1}"),
        ("counts", [1, MAX_SIZE], None),
        ("table", [], "a list with one list of input maps per output map is expected"),
        ("table", [[0], []], "a list with one list of input maps per output map is expected"),
        ("table", [[0], [2, 1, 2]], "output map 1 lists an input map twice"),
        ("table", [[MAX_SIZE + 1]], f"it must be at most {MAX_SIZE}, not {MAX_SIZE + 1}"),
        ("table", [[MAX_SIZE]], None),
    ],
)
def test_words_of_a_refusal(kind, value, message):
    try:
        KINDS[kind].normalise(value, 2)
    except ValueError as error:
        assert str(error) == message
    else:
        assert message is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("count", "a whole number from 1"),
        ("count from 0", "a whole number from 0"),
        ("window from 0", "a whole number from 0, or one for each axis"),
        ("padding", "same, valid, a whole number, one for each axis, or a pair [before, after] for each axis"),
        ("flag", "true or false"),
        ("choice", "one of zeros, same"),
        ("real", "a number from 0 to 1"),
        ("counts", "a list of whole numbers from 0"),
        ("table", "one list of input maps per output map"),
    ],
)
def test_what_a_field_expects(kind, words):
    assert (KINDS[kind].expects, KINDS[kind].doc) == (words, "text")


def test_texts_of_which_fields_are_expressions():
    assert {kind for kind, field in KINDS.items() if not field.numeric} == {"padding", "flag", "choice"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        ("word", "'word'"),
        ([1, 2], "[1, 2]"),
        ("x" * 38, f"'{'x' * 38}'"),
        ("x" * 39, f"'{'x' * 36}..."),
    ],
)
def test_a_value_in_a_message(value, text):
    assert show(value) == text


def test_an_empty_value_is_one_left_out():
    assert operation("conv", filters=4, kernel=3, stride=None) == operation("conv", filters=4, kernel=3)
    with pytest.raises(OperationError, match="conv needs 'kernel'"):
        operation("conv", filters=4, kernel=None)


DEFAULTS_OF_TORCH = {
    "conv": ("Conv2d", {}),
    "conv_transpose": ("ConvTranspose2d", {}),
    "maxpool": ("MaxPool2d", {"ceil": "ceil_mode"}),
    "avgpool": ("AvgPool2d", {"ceil": "ceil_mode"}),
    "linear": ("Linear", {}),
    "dropout": ("Dropout", {"rate": "p"}),
    "leaky_relu": ("LeakyReLU", {"slope": "negative_slope"}),
    "elu": ("ELU", {}),
    "batchnorm": ("BatchNorm2d", {}),
    "groupnorm": ("GroupNorm", {}),
    "instancenorm": ("InstanceNorm2d", {}),
    "upsample": ("Upsample", {}),
}
"""Operations with a module of the same defaults, and what it calls fields that have another name there."""


@pytest.mark.parametrize("key", DEFAULTS_OF_TORCH)
def test_defaults_are_torchs(key):
    nn = pytest.importorskip("torch.nn")
    module, names = DEFAULTS_OF_TORCH[key]
    theirs = inspect.signature(getattr(nn, module)).parameters
    ours = {name: field.default for name, field in OPERATIONS[key].fields.items() if field.default is not REQUIRED}
    common = {name: theirs[names.get(name, name)].default for name in ours if names.get(name, name) in theirs}
    assert common == {name: ours[name] for name in common}
    assert set(ours) - set(common) <= {"table"}


def test_defaults_of_what_torch_has_otherwise_or_not_at_all():
    assert operation("prelu").tensors((5, 2, 2))[0].shape == (5,)
    assert operation("prelu", slopes="single").tensors((5, 2, 2))[0].shape == (1,)
    assert operation("lrn").describe() == "lrn 5"
    assert operation("layernorm").tensors((5, 2, 2))
    assert operation("pad").output((5, 2, 2)) == (5, 2, 2)
    assert operation("subsample", kernel=[2, 3]).output((5, 4, 6)) == (5, 2, 2)
    depthwise = OPERATIONS["depthwise"].make(((5, 8, 8),), {"kernel": 3})
    assert depthwise == operation("conv", filters=5, kernel=3, groups=5)


VECTORS = {"linear", "rbf"}
MAPS = {name for name, cls in OPERATIONS.items() if {"kernel", "size", "factor"} & set(cls.fields)}
MAPS |= {"global_avgpool", "global_maxpool", "shuffle", "crop", "instancenorm"}
"""Operations on vectors only, and on maps only: a window slides over maps."""


def fault(key, *shapes):
    """Why an operation does not take inputs of these shapes."""
    layer = OPERATIONS[key].__new__(OPERATIONS[key])
    with pytest.raises(OperationError) as caught:
        layer.check_inputs(shapes * OPERATIONS[key].fan_in[0])
    return caught.value.faults[0]


@pytest.mark.parametrize("key", sorted(MAPS))
def test_an_operation_on_maps_takes_no_vector(key):
    found = fault(key, (8,))
    assert found.message == f"{key} takes CxL or CxHxW or CxDxHxW, and 8 arrives"
    assert found.hint == "it has been flattened already; move this layer before it"
    assert fault(key, (8, 1, 2, 3, 4)).message.endswith("and 8x1x2x3x4 arrives")
    assert not fault(key, (8, 1, 2, 3, 4)).hint


@pytest.mark.parametrize("key", sorted(VECTORS))
def test_an_operation_on_vectors_takes_no_map(key):
    found = fault(key, (3, 4, 5))
    assert found.message == f"{key} takes a vector, and a map of shape 3x4x5 arrives"
    assert found.hint == "put flatten before it: 3·4·5 = 60 features"


@pytest.mark.parametrize("key", sorted(OPERATIONS))
def test_numbers_of_axes(key):
    layer = OPERATIONS[key].__new__(OPERATIONS[key])
    fitting = []
    for axes in range(4):
        shape = (4,) * (axes + 1)
        try:
            layer.check_inputs((shape,) * max(1, OPERATIONS[key].fan_in[0]))
        except OperationError:
            continue
        fitting.append(axes)
    assert fitting == ([0] if key in VECTORS else [1, 2, 3] if key in MAPS else [0, 1, 2, 3])
