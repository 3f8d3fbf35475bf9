"""Receptive fields: how much of the input one position sees, how far apart and where positions look.

All formulas are for one axis and take a layer's step from the state before it: `r` (size), `j` (jump) and
`a` (start), in input pixels; an input pixel has r = 1, j = 1, a = 0.
"""

from __future__ import annotations

from archcalc.formula.catalog import formula
from archcalc.formula.helpers import exact_div, gcd


@formula
def grown_field(r: int, K: int, D: int, j: int) -> int:
    """Receptive field after a convolution or pooling.

    >>> grown_field(7, 3, 1, 2)  # ResNet: conv1 7x7 stride 2, then the 3x3 pool
    11

    Letters:
        r: receptive field before the layer (input pixels)
        K: kernel size (elements)
        D: dilation (elements)
        j: jump before the layer (input pixels)
    Source: Araujo et al. 2019, Computing receptive fields of convolutional neural networks, Distill,
        equation 2
    """
    return r + D * (K - 1) * j


@formula
def grown_jump(j: int, S: int) -> int:
    """Distance between neighbouring positions after a layer.

    >>> grown_jump(2, 2)
    4

    Letters:
        j: jump before the layer (input pixels)
        S: stride (elements)
    Source: Araujo et al. 2019, Computing receptive fields of convolutional neural networks, Distill
    """
    return j * S


@formula
def whole_field(r: int, H: int, j: int) -> int:
    """Receptive field of a global pool or a fully connected layer, which sees every position.

    >>> whole_field(427, 7, 32)
    619

    Letters:
        r: receptive field before the layer (input pixels)
        H: input size of the layer (elements)
        j: jump before the layer (input pixels)
    Source: Araujo et al. 2019, Computing receptive fields of convolutional neural networks, Distill: a kernel
        of the size of the map
    """
    return r + (H - 1) * j


@formula
def transposed_field(r: int, K: int, D: int, S: int, j: int) -> int:
    """Receptive field after a transposed convolution, at the output position that sees most.

    Inputs stand S positions of the output apart, taps D. Taps that meet at one output are S/gcd(D, S) taps
    apart, and the inputs that they come from D/gcd(D, S) inputs.

    >>> transposed_field(1, 4, 1, 2, 4), transposed_field(1, 3, 2, 2, 1)
    (5, 3)

    Letters:
        r: receptive field before the layer (input pixels)
        K: kernel size (elements)
        D: dilation (elements)
        S: stride (elements)
        j: jump before the layer (input pixels)
    Source: Dumoulin & Visin 2016 (arXiv:1603.07285), chapter 4: a convolution over an input with S - 1 zeros
        between its elements
    """
    common = gcd(D, S)
    return r + (K - 1) // exact_div(S, common) * exact_div(D, common) * j


@formula
def field_start(a: int, P_start: int, j: int) -> int:
    """Where the first window of a layer starts; negative inside the padding.

    >>> field_start(-3, 1, 2)  # ResNet: conv1 7x7 padding 3, then the 3x3 pool padding 1
    -5

    Letters:
        a: start before the layer (input pixels)
        P_start: padding before the first element (elements)
        j: jump before the layer (input pixels)
    Source: Araujo et al. 2019, Computing receptive fields of convolutional neural networks, Distill
    """
    return a - P_start * j
