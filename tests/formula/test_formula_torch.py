"""Formulas against torch: output sizes on the meta device, adaptive windows, FlopCounterMode."""

import pytest
from formula_strategies import relaxed
from hypothesis import assume, given
from hypothesis import strategies as st

from archcalc.formula import (
    adaptive_end,
    adaptive_start,
    adaptive_terms,
    adaptive_widest,
    conv_macs,
    conv_weight,
    effective_kernel,
    same_padding,
    transposed_conv_macs,
    transposed_field,
    transposed_output,
    window_output,
    window_output_ceil,
)

torch = pytest.importorskip("torch")

sizes, kernels, strides, dilations = (
    st.integers(1, 40),
    st.integers(1, 7),
    st.integers(1, 5),
    st.integers(1, 3),
)


def meta(*shape: int):
    return torch.empty(shape, device="meta")


@relaxed
@given(H=sizes, P=st.integers(0, 4), K=kernels, S=strides, D=dilations)
def test_window_output(H, P, K, S, D):
    assume(effective_kernel(K, D) <= H + 2 * P)
    layer = torch.nn.Conv1d(1, 1, K, S, P, D, device="meta")
    assert window_output(H, 2 * P, K, S, D) == layer(meta(1, 1, H)).shape[-1]


@relaxed
@given(H=sizes, P=st.integers(0, 4), K=kernels, S=strides, D=dilations)
def test_window_output_ceil(H, P, K, S, D):
    assume(2 * P <= K and effective_kernel(K, D) <= H + 2 * P)
    pooled = torch.nn.functional.max_pool2d(meta(1, 1, H, 1), (K, 1), (S, 1), (P, 0), (D, 1), ceil_mode=True)
    assert window_output_ceil(H, P, 2 * P, K, S, D) == pooled.shape[2]


@relaxed
@given(H=sizes, P_start=st.integers(0, 4), P_end=st.integers(0, 4), K=kernels, S=strides, D=dilations)
def test_window_output_ceil_counts_the_windows_one_by_one(H, P_start, P_end, K, S, D):
    """torch cannot pad one side only: lay windows until the end is covered or one would start outside."""
    width = effective_kernel(K, D)
    assume(width <= H + P_start + P_end)
    windows = 1
    while (windows - 1) * S + width < H + P_start + P_end and windows * S < H + P_start:
        windows += 1
    assert window_output_ceil(H, P_start, P_start + P_end, K, S, D) == windows


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths:UserWarning")
@relaxed
@given(H=sizes, K=kernels, D=dilations)
def test_same_padding(H, K, D):
    layer = torch.nn.Conv1d(1, 1, K, padding="same", dilation=D, device="meta")
    start, end = layer._reversed_padding_repeated_twice
    assert same_padding(K, D) == start + end
    assert 0 <= end - start <= 1
    assert layer(meta(1, 1, H)).shape[-1] == window_output(H, same_padding(K, D), K, 1, D) == H


@relaxed
@given(H=sizes, P=st.integers(0, 4), K=kernels, S=strides, D=dilations, O=st.integers(0, 4))
def test_transposed_output(H, P, K, S, D, O):  # noqa: E741
    assume(max(S, D) > O)
    expected = transposed_output(H, 2 * P, K, S, D, O)
    assume(expected >= 1)
    layer = torch.nn.ConvTranspose1d(1, 1, K, S, P, O, dilation=D, device="meta")
    assert expected == layer(meta(1, 1, H)).shape[-1]


@relaxed
@given(H=sizes, H_out=sizes)
def test_adaptive_windows(H, H_out):
    """On rising values the largest of a window is its last index; on falling values, its first."""
    rising = torch.arange(H, dtype=torch.float32)[None]
    last = torch.nn.functional.adaptive_max_pool1d(rising, H_out)[0]
    first = -torch.nn.functional.adaptive_max_pool1d(-rising, H_out)[0]
    assert [adaptive_start(i, H, H_out) for i in range(H_out)] == first.int().tolist()
    assert [adaptive_end(i, H, H_out) for i in range(H_out)] == (last.int() + 1).tolist()
    lengths = (last - first + 1).int()
    assert adaptive_widest(H, H_out) == lengths.max()
    assert adaptive_terms(H, H_out) == lengths.sum()


@pytest.mark.parametrize("G", [1, 2, 4])
@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("transposed", [False, True])
def test_macs(G, axes, transposed):
    from torch.utils.flop_counter import FlopCounterMode

    name = f"Conv{'Transpose' if transposed else ''}{axes}d"
    layer = getattr(torch.nn, name)(8, 4, 3, 2, groups=G, bias=False, device="meta")
    sizes_in, K = (9, 7, 5)[:axes], (3,) * axes
    with FlopCounterMode(display=False) as counter:
        out = layer(meta(1, 8, *sizes_in))
    if transposed:
        assert counter.get_total_flops() == 2 * transposed_conv_macs(4, 8, G, K, sizes_in)
    else:
        assert layer.weight.numel() == conv_weight(4, 8, G, K)
        assert counter.get_total_flops() == 2 * conv_macs(4, 8, G, K, tuple(out.shape[2:]))


@relaxed
@given(K=kernels, S=strides, D=dilations)
def test_transposed_field(K, S, D):
    """Tap t of input i lands on output i·S + t·D: how far apart are the inputs that meet at one output?"""
    meets: dict[int, list[int]] = {}
    for i in range(20):
        for t in range(K):
            meets.setdefault(i * S + t * D, []).append(i)
    widest = max(max(inputs) - min(inputs) + 1 for inputs in meets.values())
    assert widest == transposed_field(1, K, D, S, 1)
