"""Traps that calculators of this kind fall into, one test each; torch on the meta device is the judge."""

import pytest
from op_graphs import chain, one_node, operation, row_of, rows_of

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.utils.flop_counter import FlopCounterMode  # noqa: E402
from torch_judge import torch_facts, unlike  # noqa: E402

import archcalc  # noqa: E402
from archcalc.crosscheck.build import build  # noqa: E402
from archcalc.crosscheck.measure import measure  # noqa: E402
from archcalc.ops import OPERATIONS  # noqa: E402


def judged(module, *shape):
    """Output shape per sample and MACs of a module of torch's own on one sample."""
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        output = module.to("meta")(torch.empty((1, *shape), device="meta"))
    return tuple(output.shape[1:]), counter.get_total_flops() // 2


def ours(operation, *shape):
    row = row_of(one_node(operation, shape), 1)
    return row.output, row.macs


@pytest.mark.parametrize("size", range(3, 14))
@pytest.mark.parametrize(("kernel", "stride", "padding"), [(3, 2, 0), (2, 2, 1), (2, 3, 1), (3, 4, 1)])
def test_ceil_mode_drops_windows_that_start_in_the_padding_at_the_end(size, kernel, stride, padding):
    pool = operation("maxpool", kernel=kernel, stride=stride, padding=padding, ceil=True)
    theirs = nn.MaxPool2d(kernel, stride, padding, ceil_mode=True)
    assert ours(pool, 4, size, size) == judged(theirs, 4, size, size)


def test_ceil_mode_lets_a_window_hang_over_a_smaller_map():
    pool = operation("maxpool", kernel=3, stride=2, ceil=True)
    assert ours(pool, 4, 2, 2) == judged(nn.MaxPool2d(3, 2, ceil_mode=True), 4, 2, 2) == ((4, 1, 1), 0)


def windows_that_start_inside(size: int, before: int, after: int, kernel: int, stride: int) -> int:
    """Set one window after the other until one reaches the end; the last one must not start in the padding there."""
    start, windows = 0, 1
    while start + kernel < before + size + after:
        start, windows = start + stride, windows + 1
    return windows - (start >= before + size)


@pytest.mark.parametrize("size", range(3, 12))
@pytest.mark.parametrize(("kernel", "stride"), [(2, 2), (2, 3), (3, 2), (4, 3), (3, 4)])
@pytest.mark.parametrize(("before", "after"), [(0, 1), (1, 0)])
def test_ceil_mode_with_padding_at_one_end(size, kernel, stride, before, after):
    """torch pads both ends alike; what it says of the last window is carried out."""
    pool = operation("maxpool", 1, kernel=kernel, stride=stride, padding=[[before, after]], ceil=True)
    assert pool.output((1, size)) == (1, windows_that_start_inside(size, before, after, kernel, stride))


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("kernel", [1, 2, 3, 4, 6])
def test_same_padding_keeps_the_size_for_even_kernels_too(kernel):
    conv = operation("conv", filters=8, kernel=kernel, padding="same")
    assert ours(conv, 3, 16, 16) == judged(nn.Conv2d(3, 8, kernel, padding="same"), 3, 16, 16)
    assert unlike(conv, (3, 16, 16)) == []


def test_transposed_convolution_counts_its_input_area():
    conv = operation("conv_transpose", filters=4, kernel=3, stride=2)
    assert ours(conv, 8, 5, 5) == judged(nn.ConvTranspose2d(8, 4, 3, 2), 8, 5, 5) == ((4, 11, 11), 7200)


def test_transposed_convolution_divides_by_its_groups_once():
    conv = operation("conv_transpose", filters=8, kernel=3, stride=2, groups=8)
    depthwise = nn.ConvTranspose2d(8, 8, 3, 2, groups=8)
    assert ours(conv, 8, 5, 5) == judged(depthwise, 8, 5, 5) == ((8, 11, 11), 1800)


@pytest.mark.parametrize("dilation", [1, 2, 3])
def test_dilation_widens_the_kernel_but_adds_no_weights(dilation):
    conv = operation("conv", filters=4, kernel=3, dilation=dilation)
    assert ours(conv, 3, 16, 16) == judged(nn.Conv2d(3, 4, 3, dilation=dilation), 3, 16, 16)


@pytest.mark.parametrize(("size", "out"), [(7, 3), (10, 4), (5, 8), (13, 6)])
def test_adaptive_pooling_has_unequal_overlapping_windows(size, out):
    """Elements read in all, from torch itself: which of `size` one-hot inputs reach which output."""
    reached = nn.AdaptiveAvgPool1d(out)(torch.eye(size)[:, None]) > 0
    pool = operation("adaptive_avgpool", 1, size=out)
    assert pool.terms((size,)) == int(reached.sum())
    assert row_of(one_node(pool, (1, size)), 1).cost.add == int(reached.sum()) - out


@pytest.mark.parametrize("padding", ["same", "valid"])
def test_padding_in_words(padding):
    conv = operation("conv", filters=8, kernel=3, padding=padding)
    assert ours(conv, 3, 16, 16) == judged(nn.Conv2d(3, 8, 3, padding=padding), 3, 16, 16)


def test_output_padding_adds_rows_but_no_multiply_adds():
    plain, more = (operation("conv_transpose", filters=4, kernel=3, stride=2, output_padding=o) for o in (0, 1))
    assert ours(more, 8, 5, 5) == judged(nn.ConvTranspose2d(8, 4, 3, 2, output_padding=1), 8, 5, 5)
    assert ours(more, 8, 5, 5)[0] == (4, 12, 12)
    assert ours(more, 8, 5, 5)[1] == ours(plain, 8, 5, 5)[1]


def test_shapes_are_per_sample():
    """torch runs an unbatched sample as a batch of one: the same shapes and multiply-adds."""
    conv, shape = operation("conv", filters=8, kernel=3), (3, 16, 16)
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        unbatched = nn.Conv2d(3, 8, 3, device="meta")(torch.empty(shape, device="meta"))
    assert ours(conv, *shape) == (tuple(unbatched.shape), counter.get_total_flops() // 2)


@pytest.mark.parametrize("batch", [1, 2, 7])
def test_the_batch_multiplies_work_but_not_parameters(batch):
    node = one_node(operation("conv", filters=8, kernel=3), (3, 16, 16))
    row, facts = row_of(node, batch), torch_facts(node, batch)
    assert 2 * row.macs == facts.flops
    assert (row.output, row.parameters) == ((8, 14, 14), 224)


def test_auxiliary_heads_exist_only_in_training():
    """torchvision's GoogLeNet with and without its heads."""
    network = archcalc.load("googlenet")
    without, with_heads = (archcalc.analyze(network, training=training) for training in (False, True))
    assert (without.totals.parameters, without.totals.macs) == (6_624_904, 1_498_376_192)
    assert with_heads.totals.parameters == 13_004_888
    assert without.output == with_heads.output == (1000,)
    for analysis in (without, with_heads):
        module = build(analysis.graph, "meta")
        assert sum(value.numel() for value in module.parameters()) == analysis.totals.parameters


def test_batch_normalisation_is_a_row_of_its_own():
    """Not folded into the convolution: parameters, buffers, and no multiply-adds."""
    graph = chain((3, 8, 8), [operation("conv", filters=4, kernel=1, bias=False), operation("batchnorm")])
    conv, norm = rows_of(graph)
    facts = measure(build(graph, "meta"), graph)
    assert (conv.parameters, norm.parameters, norm.buffers) == (12, 8, 9)
    assert norm.tensors == facts[1].tensors
    assert (norm.macs, facts[1].flops) == (0, 0)


def test_stride_in_the_3x3_or_in_the_1x1_of_a_bottleneck():
    """The whole difference between the "4.1 G" and the "3.8 G" of ResNet-50."""
    for name, macs in (("resnet50", 4_089_184_256), ("resnet50_v1", 3_857_973_248)):
        analysis = archcalc.analyze(archcalc.load(name))
        facts = measure(build(analysis.graph, "meta"), analysis.graph)
        assert sum(fact.flops for fact in facts) == 2 * analysis.totals.macs == 2 * macs
        assert analysis.totals.parameters == 25_557_032


def test_depthwise_with_a_multiplier():
    conv = OPERATIONS["depthwise"].make(((8, 16, 16),), {"kernel": 3, "padding": 1, "multiplier": 2})
    assert ours(conv, 8, 16, 16) == judged(nn.Conv2d(8, 16, 3, padding=1, groups=8), 8, 16, 16)
    assert ours(conv, 8, 16, 16) == ((16, 16, 16), 36_864)
    assert unlike(conv, (8, 16, 16)) == []


@pytest.mark.parametrize("mode", ["circular", "reflect", "replicate"])
def test_filling_the_padding_costs_nothing(mode):
    conv = operation("conv", filters=8, kernel=3, padding=1, padding_mode=mode)
    theirs = nn.Conv2d(3, 8, 3, padding=1, padding_mode=mode)
    assert ours(conv, 3, 16, 16) == judged(theirs, 3, 16, 16) == ((8, 16, 16), 55_296)


def test_channel_shuffle_costs_nothing_behind_a_grouped_1x1():
    graph = chain(
        (12, 8, 8), [operation("conv", filters=24, kernel=1, groups=3, bias=False), operation("shuffle", groups=3)]
    )
    conv, shuffle = rows_of(graph)
    facts = measure(build(graph, "meta"), graph)
    assert (conv.macs, shuffle.macs) == (24 * 4 * 64, 0)
    assert [fact.flops for fact in facts] == [2 * conv.macs, 0]
    assert shuffle.cost == (0,) * 7
