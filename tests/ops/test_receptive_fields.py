"""Receptive fields against an oracle that runs the network: size, jump and start, with branches."""

from fractions import Fraction
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from op_graphs import chain, operation
from op_strategies import relaxed

pytest.importorskip("torch")

from receptive_oracle import dependencies, engine_field

import archcalc
from archcalc.errors import OperationError
from archcalc.receptive import jump_data

LENGTH = 72


def line(key, **values):
    return operation(key, 1, **values)


small = st.integers(1, 3)
paddings = st.sampled_from((0, 1, "same")) | st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda p: [p])
windows = st.one_of(
    st.builds(
        lambda **fields: line("conv", filters=2, **fields),
        kernel=st.integers(1, 4),
        stride=small,
        padding=paddings,
        dilation=small,
    ),
    st.builds(
        lambda **fields: line("maxpool", **fields),
        kernel=st.integers(2, 4),
        stride=small,
        padding=st.integers(0, 1),
        dilation=small,
        ceil=st.booleans(),
    ),
    st.builds(lambda **fields: line("avgpool", **fields), kernel=st.integers(1, 4), stride=small, ceil=st.booleans()),
    st.builds(lambda **fields: line("subsample", **fields), kernel=small, stride=small),
    st.builds(lambda p: line("pad", padding=[p]), st.tuples(st.integers(0, 3), st.integers(0, 3))),
    st.just(line("relu")),
)
keepers = st.builds(lambda **v: line("conv", filters=2, padding="same", **v), kernel=st.integers(1, 4), dilation=small)
"""Convolutions that leave the size as it is, for branches."""
branches = st.tuples(
    st.lists(keepers, min_size=1, max_size=2).map(tuple),
    st.lists(keepers, min_size=1, max_size=2).map(tuple),
    st.sampled_from(("add", "concat")),
)
crops = st.builds(lambda kernel: ((), (line("maxpool", kernel=kernel, stride=1),), "crop"), st.integers(1, 6))
upsamplings = st.builds(lambda factor: line("upsample", factor=factor), st.integers(1, 4))
enlargers = upsamplings | st.builds(
    lambda **v: line("conv_transpose", filters=2, **v),
    kernel=st.integers(1, 5),
    stride=st.integers(1, 4),
    padding=st.integers(0, 2),
    dilation=small,
)
gapless = upsamplings | st.builds(
    lambda stride, more: line("conv_transpose", filters=2, kernel=stride + more, stride=stride),
    st.integers(1, 4),
    st.integers(0, 3),
)
"""Every position sees something, and no position sees further back than the one before it."""


def fitting_chain(pieces):
    try:
        return chain((1, LENGTH), pieces)
    except OperationError:
        assume(False)


@relaxed
@given(st.lists(windows | windows | branches, min_size=1, max_size=4))
def test_windows_and_branches_are_exact(pieces):
    check_exact(fitting_chain(pieces))


@relaxed
@given(st.lists(windows | branches, max_size=2), crops, st.integers(1, 5), small)
def test_a_cropped_map_sees_what_its_middle_sees(pieces, crop, kernel, stride):
    check_exact(fitting_chain([*pieces, crop, line("conv", filters=1, kernel=kernel, stride=stride)]))


def check_exact(graph):
    """A position whose field lies inside the input sees exactly start + p·jump and the size from there."""
    field, seen = engine_field(graph, 0), dependencies(graph, 0)
    assert all(type(value) is int for value in field)
    inside = [p for p in range(field.positions) if 0 <= field.start + p * field.jump <= LENGTH - field.size]
    assume(inside)
    for p in inside:
        first = field.start + p * field.jump
        assert seen[p] == (first, first + field.size - 1)
    for p, ends in enumerate(seen):  # where the border cuts, it sees no more than that
        start = field.start + p * field.jump
        assert ends is None or start <= ends[0] <= ends[1] < start + field.size


@relaxed
@given(st.lists(windows, max_size=2), enlargers)
def test_enlarging_is_exact_where_most_is_seen(pieces, enlarger):
    """Positions behind a transposed convolution see different amounts: the size is the largest of them."""
    graph = fitting_chain([*pieces, enlarger])
    field, seen, factor = engine_field(graph, 0), inner_fields(graph), factor_of(enlarger)
    assume(len(seen) > factor)
    assert type(field.size) is int
    assert largest(seen) == field.size
    assert Fraction(seen[factor][0] - seen[0][0], factor) == field.jump


@relaxed
@given(st.lists(windows, max_size=2), gapless, st.integers(0, 3), st.integers(1, 2))
def test_behind_an_enlarging_spans_of_its_factor_are_exact(pieces, enlarger, times, dilation):
    kernel = times * factor_of(enlarger) + 1
    after = line("conv", filters=1, kernel=kernel, dilation=dilation)
    graph = fitting_chain([*pieces, enlarger, after])
    field, seen = engine_field(graph, 0), inner_fields(graph)
    assume(len(seen) > factor_of(enlarger))
    assert type(field.size) is int
    assert largest(seen) == field.size


@relaxed
@given(
    st.lists(windows, max_size=2),
    st.lists(st.tuples(gapless, st.lists(keepers | branches, max_size=2)), min_size=1, max_size=2),
    st.lists(windows, max_size=1),
)
def test_behind_enlargings_the_position_is_found_that_sees_most(first, enlarged, last):
    """A kernel of any span, branches, and again an enlarging: the positions differ, and begin anew after a period."""
    between = [piece for enlarger, pieces in enlarged for piece in (enlarger, *pieces)]
    graph = fitting_chain([*first, *between, *last])
    field, seen = engine_field(graph, 0), inner_fields(graph)
    assume(len(seen) >= 2 * prod(factor_of(enlarger) for enlarger, _ in enlarged))
    assert type(field.size) is int
    assert largest(seen) == field.size


UNPADDED = """
input: 1x140
defaults: {conv: {kernel: 3}}
blocks:
  double: {layers: [{conv: 2}, {conv: 2}]}
layers:
  down1: double
  pool1: {maxpool: 2}
  down2: double
  pool2: {maxpool: 2}
  down3: double
  pool3: {maxpool: 2}
  bottom: double
  upconv3: {conv_transpose: 2, kernel: 2, stride: 2}
  concat3: {concat: [{crop: [down3, upconv3]}, upconv3]}
  up3: double
  upconv2: {conv_transpose: 2, kernel: 2, stride: 2}
  concat2: {concat: [{crop: [down2, upconv2]}, upconv2]}
  up2: double
  upconv1: {conv_transpose: 2, kernel: 2, stride: 2}
  concat1: {concat: [{crop: [down1, upconv1]}, upconv1]}
  up1: double
"""


def test_positions_of_a_u_net_see_different_amounts():
    graph = archcalc.analyze(archcalc.loads(UNPADDED)).graph
    field, seen = engine_field(graph, 0), dependencies(graph, 0)
    sizes = [last - first + 1 for first, last in seen]
    assert len(set(sizes)) > 1
    assert (max(sizes), seen[0][0]) == (field.size, field.start)


@relaxed
@given(st.lists(windows, max_size=2), enlargers)
def test_position_zero_looks_within_its_field(pieces, enlarger):
    graph = fitting_chain([*pieces, enlarger])
    field, first = engine_field(graph, 0), dependencies(graph, 0)[0]
    if first is not None:
        assert field.start <= first[0] <= first[1] < field.start + field.size


def inner_fields(graph):
    """Fields of the positions in the middle that none of the input's ends cuts; those that see nothing left out."""
    assume(engine_field(graph, 0).size <= LENGTH // 4)  # else no field in the middle would be whole
    seen = dependencies(graph, 0)
    margin = len(seen) // 3
    middle = seen[margin : len(seen) - margin]
    assume(all(field is None or 0 < field[0] <= field[1] < LENGTH - 1 for field in middle))
    assume(None not in middle[:1] and None not in middle[factor_of_graph(graph) :][:1])
    return middle


def largest(seen):
    return max(field[1] - field[0] + 1 for field in seen if field is not None)


def factor_of(enlarger):
    return enlarger.stride[0] if enlarger.key == "conv_transpose" else enlarger.factor[0]


def factor_of_graph(graph):
    return next(factor_of(n.operation) for n in graph.nodes if n.operation.key in ("conv_transpose", "upsample"))


BILINEAR = {"factor": 2, "mode": "bilinear"}


@pytest.mark.parametrize("factor", [1, 2, 3, 4])
def test_bilinear_upsampling_mixes_two_neighbours(factor):
    pieces = [
        operation("conv", 2, filters=1, kernel=3, stride=2),
        operation("upsample", 2, factor=[factor, 1], mode="bilinear"),
    ]
    graph = chain((1, 40, 5), pieces)
    field, seen = engine_field(graph, 0), dependencies(graph, 0)
    assert largest(seen[len(seen) // 3 : -len(seen) // 3]) == field.size == (3 if factor == 1 else 5)
    assert field.start <= seen[0][0] <= seen[0][1] < field.start + field.size


def test_bilinear_upsampling_behind_an_upsampling_sees_whole_pixels():
    field = engine_field(chain((1, 8, 8), [operation("upsample", factor=3), operation("upsample", **BILINEAR)]), 0)
    assert (field.size, type(field.size)) == (2, int)


@relaxed
@given(
    st.lists(st.builds(lambda k, s: line("conv", filters=1, kernel=k, stride=s), small, small), max_size=2),
    st.integers(1, 20),
)
def test_adaptive_windows(pieces, size):
    """The widest of the windows, whose sizes may differ by two; they start where their share does, or just before."""
    graph = fitting_chain([*pieces, line("adaptive_avgpool", size=size)])
    before = engine_field(chain(graph.input, pieces), 0).jump if pieces else 1
    field, seen = engine_field(graph, 0), dependencies(graph, 0)
    assert (field.size, field.positions) == (largest(seen), len(seen))
    for p, (first, _) in enumerate(seen):
        assert 0 <= field.start + p * field.jump - first < before


@relaxed
@given(st.integers(2, 4), st.integers(1, 20))
def test_adaptive_windows_behind_an_upsampling(factor, size):
    graph = fitting_chain([line("upsample", factor=factor), line("adaptive_maxpool", size=size)])
    field, seen = engine_field(graph, 0), dependencies(graph, 0)
    assert type(field.size) is int
    assert largest(seen) <= field.size <= largest(seen) + 1
    assert abs(seen[-1][0] - seen[0][0] - (len(seen) - 1) * field.jump) < 1


@pytest.mark.parametrize("last", ["global_avgpool", "global_maxpool"])
def test_global_pooling_sees_everything(last):
    graph = chain((1, 20), [line("conv", filters=1, kernel=5), line(last)])
    assert engine_field(graph, 0)[:3] == (20, 16, 0)
    assert dependencies(graph, 0) == [(0, 19)]


@pytest.mark.parametrize("kernel", [2, 3, 4])
def test_global_pooling_behind_an_upsampling_sees_whole_pixels(kernel):
    """Where the jump is a third of a pixel, the last position may end within one."""
    graph = chain(
        (1, 8), [line("upsample", factor=3), line("maxpool", kernel=kernel, stride=1), line("global_avgpool")]
    )
    field = engine_field(graph, 0)
    assert type(field.size) is int
    assert dependencies(graph, 0) == [(0, 7)] and 8 <= field.size <= 10


def test_branches_behind_an_upsampling_see_whole_pixels():
    """Four of the doubled places, which lie on two pixels or on three; the branches start half a pixel apart."""
    ahead, around = (line("conv", filters=1, kernel=3, padding=[pads]) for pads in ([0, 2], [1, 1]))
    graph = chain((1, LENGTH), [line("upsample", factor=2), ((ahead,), (around,), "add")])
    field, seen = engine_field(graph, 0), dependencies(graph, 0)
    assert type(field.size) is int
    assert largest(seen[len(seen) // 3 : -len(seen) // 3]) == field.size == 3


def test_a_transposed_convolution_behind_an_upsampling_sees_whole_pixels():
    graph = chain((1, LENGTH), [line("upsample", factor=2), line("conv_transpose", filters=1, kernel=4)])
    field, seen = engine_field(graph, 0), dependencies(graph, 0)
    assert largest(seen[len(seen) // 3 : -len(seen) // 3]) == field.size == 3
    assert type(field.size) is int


def test_a_jump_that_comes_to_whole_pixels_is_a_whole_number():
    """Half a pixel, two, one: a fraction on the way leaves none behind."""
    pieces = [line("upsample", factor=2), line("maxpool", kernel=4, stride=4), line("upsample", factor=2)]
    field = engine_field(chain((1, 24), pieces), 0)
    assert (field.jump, type(field.jump)) == (1, int)


@pytest.mark.parametrize("first", ["the map", "the gate"])
def test_a_gate_leaves_the_jump_and_the_positions_of_its_map(first):
    """Its one position sees all, so each position of the product does: from the first place in the padding on."""
    branches = ((line("conv", filters=1, kernel=3, padding="same"),), (line("global_avgpool"), line("sigmoid")))
    graph = chain((1, 20), [(*branches[:: 1 if first == "the map" else -1], "multiply")])
    assert engine_field(graph, 0) == (21, 1, -1, 20)


@pytest.mark.parametrize(
    "last",
    [
        (operation("linear", 0, features=2),),
        (operation("rbf", 0, classes=2),),
        (operation("softmax", 0),),
        (operation("layernorm", 0),),
        (operation("layernorm", 0, affine=False), operation("relu", 0)),
        (operation("pad", 0, channels=2), operation("softmax", 0)),
    ],
    ids=lambda last: last[0].key,
)
def test_all_of_a_flattened_map_is_seen(last):
    pieces = [line("conv", filters=1, kernel=5, stride=2), line("flatten")]
    before = engine_field(chain((1, 20), pieces), 0)
    assert (before.size, before.positions) == (5, 8)
    assert engine_field(chain((1, 20), [*pieces, *last]), 0) == (19, 16, 0, 1)


@pytest.mark.parametrize("key", ["relu", "softmax", "layernorm", "lrn", "batchnorm"])
def test_each_position_of_a_map_keeps_its_field(key):
    pieces = [line("conv", filters=1, kernel=5, stride=2, padding=1)]
    assert engine_field(chain((1, 20), [*pieces, line(key)]), 0) == engine_field(chain((1, 20), pieces), 0)


@pytest.mark.parametrize("norm", [line("groupnorm", groups=2), line("instancenorm")], ids=lambda norm: norm.key)
def test_a_normalisation_of_whole_maps_sees_all_at_each_position(norm):
    pieces = [line("conv", filters=2, kernel=5, stride=2, padding=1), norm]
    assert engine_field(chain((1, 20), pieces), 0) == (21, 2, -1, 9)


def test_axes_are_independent():
    pieces = [
        operation("conv", 2, filters=2, kernel=[3, 1], stride=[2, 1], padding="same"),
        operation("maxpool", 2, kernel=[1, 3], stride=[1, 2]),
        operation("conv", 2, filters=1, kernel=[1, 5], dilation=[1, 2]),
    ]
    graph = chain((1, 24, 32), pieces)
    for axis, size in enumerate((24, 32)):
        field, seen = engine_field(graph, axis), dependencies(graph, axis)
        inside = [p for p in range(field.positions) if 0 <= field.start + p * field.jump <= size - field.size]
        assert inside
        for p in inside:
            first = field.start + p * field.jump
            assert seen[p] == (first, first + field.size - 1)


@pytest.mark.parametrize(
    ("jump", "data"),
    [(2, 2), (Fraction(1, 2), 0.5), (Fraction(7, 3), "7/3"), (Fraction(3, 8), 0.375), (10**20, 10**20)],
)
def test_a_jump_as_json_holds_it(jump, data):
    assert jump_data(jump) == data
    assert type(jump_data(jump)) is type(data)
