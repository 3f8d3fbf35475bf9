"""Elements, weights and multiply-adds, per sample.

Shapes are tuples without the batch, channels first: (C, H, W). Kernel and map sizes are tuples with one
number per axis. A MAC is one multiplication and the addition that takes it up.
"""

from __future__ import annotations

from archcalc.formula.catalog import formula
from archcalc.formula.helpers import exact_div, prod


@formula
def elements(shape: tuple[int, ...]) -> int:
    """Numbers in a tensor.

    >>> elements((3, 224, 224))
    150528

    Letters:
        shape: channels, then the size of each axis (elements)
    Source: the definition of a tensor's size
    """
    return prod(shape)


@formula
def conv_weight(C_out: int, C_in: int, G: int, K: tuple[int, ...]) -> int:
    """Weights of a convolution: each output channel sees the input channels of its own group.

    >>> conv_weight(64, 3, 1, (7, 7))  # ResNet, conv1
    9408

    Letters:
        C_out: output channels
        C_in: input channels
        G: groups; divides C_in
        K: kernel size per axis (elements)
    Source: torch.nn.Conv2d documentation, weight of shape (C_out, C_in/G, *K)
    """
    return C_out * exact_div(C_in, G) * prod(K)


@formula
def conv_macs(C_out: int, C_in: int, G: int, K: tuple[int, ...], H_out: tuple[int, ...]) -> int:
    """Multiply-adds of a convolution: every weight is met once at each output position.

    >>> conv_macs(64, 3, 1, (7, 7), (112, 112))  # ResNet, conv1
    118013952

    Letters:
        C_out: output channels
        C_in: input channels
        G: groups; divides C_in
        K: kernel size per axis (elements)
        H_out: output size per axis (elements)
    Source: Howard et al. 2017, MobileNets (arXiv:1704.04861), equation 2; with groups: Xie et al. 2017,
        ResNeXt (arXiv:1611.05431)
    """
    return prod(H_out) * conv_weight(C_out, C_in, G, K)


@formula
def transposed_conv_macs(C_out: int, C_in: int, G: int, K: tuple[int, ...], H: tuple[int, ...]) -> int:
    """Multiply-adds of a transposed convolution: every weight is met once at each INPUT position.

    Products that fall into the part cut off by the padding are counted, as torch counts them.

    >>> transposed_conv_macs(4, 8, 1, (3, 3), (5, 5))
    7200

    Letters:
        C_out: output channels
        C_in: input channels
        G: groups; divides C_out
        K: kernel size per axis (elements)
        H: input size per axis (elements)
    Source: torch.utils.flop_counter, conv_flop_count with transposed=True, halved
    """
    return prod(H) * conv_weight(C_in, C_out, G, K)


@formula
def table_conv_macs(N: int, K: tuple[int, ...], H_out: tuple[int, ...]) -> int:
    """Multiply-adds of a convolution whose maps are wired by a table.

    >>> table_conv_macs(60, (5, 5), (10, 10))  # LeNet-5, C3
    150000

    Letters:
        N: connections, pairs of an input map and an output map
        K: kernel size per axis (elements)
        H_out: output size per axis (elements)
    Source: LeCun et al. 1998, Gradient-based learning applied to document recognition, table I
    """
    return prod(H_out) * N * prod(K)


@formula
def linear_weight(N_out: int, N_in: int) -> int:
    """Weights of a fully connected layer: each output sees every input.

    A vector meets each of them once: they are its multiply-adds as well.

    >>> linear_weight(1000, 2048)  # ResNet-50, fc
    2048000

    Letters:
        N_out: outputs
        N_in: inputs
    Source: torch.nn.Linear documentation, y = x·Aᵀ + b with A of shape (N_out, N_in)
    """
    return N_out * N_in


@formula
def linear_macs(N_out: int, N_in: int, M: int) -> int:
    """Multiply-adds of a fully connected layer at several positions: every weight is met once at each.

    >>> linear_macs(1000, 2048, 1)  # ResNet-50, fc
    2048000

    Letters:
        N_out: outputs
        N_in: inputs
        M: positions the layer is applied to; 1 for a vector
    Source: torch.nn.Linear documentation, y = x·Aᵀ + b with A of shape (N_out, N_in)
    """
    return M * linear_weight(N_out, N_in)


@formula
def window_terms(K: tuple[int, ...]) -> int:
    """Values in one pooling window.

    >>> window_terms((3, 3))
    9

    Letters:
        K: kernel size per axis (elements)
    Source: torch.nn.AvgPool2d documentation
    """
    return prod(K)


@formula
def window_combinations(K: tuple[int, ...]) -> int:
    """Comparisons (max) or additions (average) that bring a pooling window down to one value.

    >>> window_combinations((3, 3))
    8

    Letters:
        K: kernel size per axis (elements)
    Source: n values are combined two at a time in n - 1 steps
    """
    return window_terms(K) - 1
