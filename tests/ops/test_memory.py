"""Activation memory against torch: what autograd saves, and the peak of live storages at inference."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from op_graphs import chain, operation
from op_strategies import EXAMPLES, relaxed

torch = pytest.importorskip("torch")

from memory_oracle import peak_bytes, training_bytes  # noqa: E402

import archcalc  # noqa: E402
from archcalc.errors import OperationError  # noqa: E402
from archcalc.memory import DTYPE_BYTES, memory  # noqa: E402
from archcalc.ops import OPERATIONS  # noqa: E402
from archcalc.ops.activation import ACTIVATIONS  # noqa: E402

FLOAT = 4


def chained(parts):
    return [piece for part in parts for piece in part]


def conv(filters, kernel=3):
    return operation("conv", filters=filters, kernel=kernel, padding="same", bias=False)


# Composed of several kernels in torch, or not in place there: see the tests below.
activations = st.sampled_from(
    ("relu", "relu6", "sigmoid", "tanh", "swish", "hard_swish", "hard_sigmoid", "mish", "gelu", "softmax")
)
activation = activations.map(operation)
filters = st.sampled_from((4, 8))
units = st.builds(lambda f, act: [conv(f), operation("batchnorm"), operation(act)], filters, activations)
leaky = st.builds(
    lambda f, act: [conv(f), operation("batchnorm"), operation(act)],
    filters,
    st.sampled_from(("leaky_relu", "elu", "selu")),
)
"""Where it can run in place; otherwise torch keeps its input, the engine its output."""
single = (
    st.sampled_from(
        [
            operation("maxpool", kernel=2),
            operation("maxpool", kernel=3, stride=1, padding=1),
            operation("avgpool", kernel=2),
            operation("adaptive_avgpool", size=5),
            operation("adaptive_maxpool", size=5),
            operation("upsample", factor=2),
            operation("dropout", rate=0.5),
            operation("shuffle", groups=2),
            operation("slice", channels=[0, 2]),
            operation("identity"),
            operation("batchnorm"),
            operation("prelu"),
            operation("pad", padding=1),
        ]
    )
    | activation
)
straight = units | leaky | single.map(lambda op: [op]) | st.builds(lambda f: [conv(f)], filters)
gate = st.sampled_from(("sigmoid", "hard_sigmoid")).map(
    lambda act: [((), (operation("global_avgpool"), operation(act)), "multiply")]
)
branch = st.lists(units | activation.map(lambda op: [op]), max_size=2).map(lambda parts: tuple(chained(parts)))
joined = st.builds(lambda a, b, key: [(a, b, key)], branch, branch, st.sampled_from(("add", "concat", "multiply")))
heads = st.sampled_from(
    [
        [],
        [operation("global_avgpool"), operation("flatten"), operation("linear", 0, features=10)],
        [operation("flatten"), operation("linear", 0, features=10), operation("relu", 0)],
        [operation("global_maxpool"), operation("flatten"), operation("softmax", 0)],
    ]
)
networks = st.builds(
    lambda parts, head: chained(parts) + head, st.lists(straight | gate | joined, min_size=1, max_size=6), heads
)


def fitting_chain(pieces):
    try:
        graph = chain((4, 8, 8), pieces)
    except OperationError:
        assume(False)
    # A shuffle of single channels moves nothing: torch makes a view of it, and the engine counts a copy.
    assume(not any(n.operation.key == "shuffle" and n.operation.groups == n.shapes[0][0] for n in graph.nodes))
    return graph


@settings(relaxed, max_examples=2 * EXAMPLES)
@given(networks)
def test_what_training_keeps(pieces):
    graph = fitting_chain(pieces)
    used = memory(graph)
    assert 2 * (used.kept * FLOAT + used.kept_bytes) == training_bytes(graph, batch=2)


@settings(relaxed, max_examples=2 * EXAMPLES)
@given(networks)
def test_peak_at_inference(pieces):
    graph = fitting_chain(pieces)
    assert 2 * memory(graph).peak * FLOAT == peak_bytes(graph, batch=2)


vectors = st.lists(
    st.sampled_from(("linear", "linear", "batchnorm", "prelu", "relu", "sigmoid", "tanh", "dropout")).map(
        lambda key: operation(key, 0, **({"features": 8} if key == "linear" else {}))
    ),
    min_size=1,
    max_size=4,
).map(tuple)
beside = st.builds(lambda a, b: [(a, b, "add")], vectors, vectors)


@relaxed
@given(st.lists(vectors.map(list) | beside, min_size=1, max_size=3).map(chained), st.data())
def test_what_training_keeps_with_frozen_parameters(pieces, data):
    """Of vectors: torch's convolution keeps its input for a frozen weight, too."""
    graph = chain((8,), pieces)
    with_weights = [i for i, node in enumerate(graph.nodes) if node.operation.tensors(*node.shapes)]
    assume(with_weights)
    frozen = frozenset(data.draw(st.sets(st.sampled_from(with_weights), min_size=1)))
    used = memory(graph, frozen)
    assert 2 * (used.kept * FLOAT + used.kept_bytes) == training_bytes(graph, 2, frozen)


@pytest.mark.parametrize("key", sorted(OPERATIONS))
def test_words_for_what_is_kept(key):
    own = "inputs" if OPERATIONS[key].fan_in[1] != 1 else "input"
    assert set(OPERATIONS[key].keeps) <= {own, "output"}


@pytest.mark.parametrize("key", ["conv", "conv_transpose"])
@pytest.mark.parametrize(("frozen", "let_go"), [({1}, 4 * 64), ({0}, 4 * 64), ({0, 1}, 3 * 4 * 64), ({2}, 0)])
def test_what_a_frozen_convolution_lets_go(key, frozen, let_go):
    """Its input, which only the gradient of its own weights needs; at the start of a network all that lies before."""
    layer = operation(key, filters=4, kernel=3, padding=1)
    graph = chain((4, 8, 8), [layer, layer, operation("relu")])
    assert memory(graph).kept - memory(graph, frozenset(frozen)).kept == let_go


@pytest.mark.parametrize("key", sorted({*ACTIVATIONS, "dropout"} - {"scaled_tanh"}))
def test_an_activation_behind_a_convolution(key):
    """Whether it writes over its input, and which of both is kept."""
    graph = chain((4, 8, 8), [conv(16), operation(key), conv(2)])
    used = memory(graph)
    assert used.kept * FLOAT + used.kept_bytes == training_bytes(graph)
    assert used.peak * FLOAT == peak_bytes(graph)


def test_a_scaled_hyperbolic_tangent_is_kept_in_place_of_its_input():
    """As a plain one; torch composes it of three kernels."""
    plain, scaled = (chain((4, 8, 8), [conv(4), operation(key), conv(4)]) for key in ("tanh", "scaled_tanh"))
    assert memory(scaled) == memory(plain)


@pytest.mark.parametrize(
    "layer",
    [
        conv(4),
        operation("conv_transpose", filters=4, kernel=3, groups=2),
        operation("maxpool", kernel=2),
        operation("avgpool", kernel=2),
        operation("adaptive_avgpool", size=5),
        operation("adaptive_maxpool", size=5),
        operation("global_avgpool"),
        operation("global_maxpool"),
        operation("upsample", factor=2),
        operation("shuffle", groups=2),
        operation("pad", padding=1),
    ],
    ids=lambda layer: layer.key,
)
def test_what_a_single_layer_keeps(layer):
    """Its input, where an upsampling before it keeps nothing; of a largest value also where it was."""
    graph = chain((4, 8, 8), [operation("upsample", factor=2), layer])
    used = memory(graph)
    assert used.kept * FLOAT + used.kept_bytes == training_bytes(graph)
    assert used.kept in (0, 4 * 16 * 16)


@pytest.mark.parametrize(
    "pieces",
    [
        [conv(2), conv(8), conv(8), conv(2)],
        [conv(8), operation("dropout"), conv(2), operation("maxpool", kernel=2), conv(16)],
        [operation("relu"), conv(4), operation("relu"), operation("relu")],
        [conv(4), ((operation("relu"), conv(8), conv(4)), (), "add")],
        [conv(4), ((operation("identity"), conv(8), conv(4)), (), "add"), conv(8)],
        [conv(4), ((operation("identity"), operation("relu")), (), "add"), operation("relu")],
        [conv(4), ((operation("slice", channels=[0, 4]), operation("relu"), conv(4)), (), "add"), conv(8)],
        [conv(4), ((operation("dropout"), conv(8), conv(4)), (), "add")],
        [conv(4), ((), (conv(8), conv(8)), "concat"), conv(2), conv(2)],
        [((conv(4),), (conv(4), operation("sigmoid")), "multiply"), operation("tanh"), conv(2)],
        [operation("relu"), conv(2)],
        [conv(4), operation("sigmoid"), operation("identity"), conv(2)],
        [conv(8), operation("slice", channels=[0, 2]), operation("dropout"), conv(2)],
        [conv(4), operation("upsample", factor=2), conv(2)],
        [conv(8), operation("slice", channels=[0, 2]), operation("relu")],
        [conv(4), ((operation("dropout"), conv(16), conv(2)), (), "concat")],
        [conv(4), operation("sigmoid"), ((operation("relu"),), (conv(4),), "add"), operation("relu")],
    ],
    ids=lambda pieces: "-".join(piece.key if hasattr(piece, "key") else piece[-1] for piece in pieces),
)
def test_who_writes_over_whom(pieces):
    """Small networks, largest early, in the middle or at the end; views and activations of what is needed later."""
    graph = chain((4, 8, 8), pieces)
    used = memory(graph)
    assert used.peak * FLOAT == peak_bytes(graph)
    assert used.kept * FLOAT + used.kept_bytes == training_bytes(graph)


@pytest.mark.parametrize(
    ("layers", "channels"),
    [
        ("{unused: {conv: 8, kernel: 1}, used: {conv: 8, kernel: 1, from: input}}", 2 + 8),
        ("{a: {conv: 8, kernel: 1}, b: {conv: 4, kernel: 1, from: input}, c: {conv: 16, kernel: 1}, d: {from: a}}", 28),
    ],
    ids=["unused", "the result comes first"],
)
def test_what_nothing_uses_is_freed_and_the_result_is_not(layers, channels):
    graph = archcalc.analyze(archcalc.loads(f"input: 2x8x8\nlayers: {layers}\n")).graph
    assert memory(graph).peak == channels * 64


@pytest.mark.parametrize("outputs", ["[a]", "[a, b, d]", "[d, c]", "[b, input]"])
def test_outputs_are_alive_to_the_end(outputs):
    layers = "{a: {conv: 8, kernel: 1}, b: {conv: 4, kernel: 1}, c: {conv: 16, kernel: 1}, d: relu}"
    network = archcalc.loads(f"input: 2x8x8\nlayers: {layers}\noutputs: {outputs}\n")
    graph = archcalc.analyze(network).graph
    assert memory(graph).peak * FLOAT == peak_bytes(graph)


CROPPED = """
input: 2x24x24
layers:
  down: {conv: 4, kernel: 3}
  pool: {maxpool: 2}
  bottom: {conv: 8, kernel: 3}
  up: {conv_transpose: 4, kernel: 2, stride: 2}
  both: {concat: [{crop: [down, up]}, up]}
  head: {conv: 2, kernel: 1}
"""


@pytest.mark.parametrize(
    "layers",
    ["", "  last: {add: [{crop: [down, head]}, head]}\n", "  last: [{crop: [down, head]}, relu]\n"],
)
def test_a_cropped_map_is_a_view(layers):
    spec = CROPPED.replace("head: {conv: 2", "head: {conv: 4") if layers else CROPPED
    graph = archcalc.analyze(archcalc.loads(spec + layers)).graph
    assert memory(graph).peak * FLOAT == peak_bytes(graph)
    used = memory(graph)
    if "relu" not in layers:  # of `head` nothing but its size is used there: torch trains nothing before it
        assert used.kept * FLOAT + used.kept_bytes == training_bytes(graph)


@pytest.mark.parametrize(
    "view",
    [operation("identity"), operation("flatten"), operation("slice", channels=[0, 4])],
    ids=lambda view: view.key,
)
def test_a_view_takes_no_memory_of_its_own(view):
    graph = chain((4, 8, 8), [operation("upsample", factor=2), view])
    assert memory(graph).peak * FLOAT == peak_bytes(graph) == (4 * 64 + 4 * 256) * FLOAT
    assert memory(graph).kept == 0


def test_what_a_frozen_linear_layer_lets_go():
    graph = chain((8,), [operation("linear", 0, features=5), operation("linear", 0, features=3)])
    for frozen, kept in ((frozenset(), 8 + 5), (frozenset({1}), 8), (frozenset({0}), 5)):
        assert memory(graph, frozen).kept * FLOAT == training_bytes(graph, frozen=frozen) == kept * FLOAT


def test_bytes_of_a_number_are_torchs():
    assert set(DTYPE_BYTES) == {"float64", "float32", "float16", "bfloat16", "int8"}
    assert {name: getattr(torch, name).itemsize for name in DTYPE_BYTES} == DTYPE_BYTES


def test_a_product_keeps_both_of_its_branches():
    graph = chain((4, 8, 8), [((conv(4),), (conv(4),), "multiply")])
    assert memory(graph).kept * FLOAT == training_bytes(graph) == 3 * 4 * 64 * FLOAT


@pytest.mark.parametrize("name", ["vgg16", "resnet18", "resnet50", "cifar10_net", "alexnet"])
def test_networks_of_the_zoo(name):
    analysis = archcalc.analyze(archcalc.load(name), batch=3)
    assert analysis.totals.training_activation_bytes == training_bytes(analysis.graph, batch=3)
    assert analysis.totals.peak_activation_bytes == peak_bytes(analysis.graph, batch=3)


@pytest.mark.parametrize(
    ("pieces", "maps"),
    [
        ([operation("lrn", size=3)], 2),
        ([operation("scaled_tanh"), operation("avgpool", kernel=2)], 1),
        ([operation("subsample", kernel=2)], 1),
        ([operation("flatten"), operation("rbf", 0, classes=2)], 1),
        ([operation("conv", filters=8, kernel=2, padding="same")], 1),
        ([operation("conv", filters=8, kernel=3, padding=1, padding_mode="reflect")], 1),
    ],
    ids=lambda value: value[-1].key if isinstance(value, list) else "",
)
def test_torch_keeps_more_where_it_composes_or_pads(pieces, maps):
    """The differences that memory.py states: the input is kept, of lrn the output as well.

    An upsampling before them keeps nothing.
    """
    graph = chain((4, 8, 8), [operation("upsample", factor=2), *pieces])
    assert memory(graph).kept == maps * 4 * 16 * 16
    assert memory(graph).kept * FLOAT < training_bytes(graph)


@pytest.mark.parametrize(
    ("norm", "statistics"),
    [
        (operation("batchnorm"), 0),
        (operation("layernorm"), 2 * 16 * 16),
        (operation("groupnorm", groups=2), 2 * 2),
        (operation("layernorm", affine=False), 2 * 16 * 16),
        (operation("instancenorm"), 0),
    ],
    ids=lambda value: getattr(value, "key", ""),
)
def test_a_norm_keeps_its_input(norm, statistics):
    """And its statistics, which are left out: mean and deviation of each position or group."""
    graph = chain((4, 8, 8), [operation("upsample", factor=2), norm])
    assert memory(graph).kept == 4 * 16 * 16
    assert training_bytes(graph) == (4 * 16 * 16 + statistics) * FLOAT


def test_torch_keeps_nothing_for_a_mean_to_one_position():
    graph = chain((4, 8, 8), [operation("upsample", factor=2), operation("adaptive_avgpool", size=1)])
    assert (memory(graph).kept, training_bytes(graph)) == (1024, 0)
