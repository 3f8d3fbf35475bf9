"""Output sizes of everything that slides a window along an axis.

All formulas are for one axis. `P` is the total padding of the axis, both ends together: a caller with the
same padding on both sides passes `2 * P`.
"""

from __future__ import annotations

from archcalc.formula.catalog import formula
from archcalc.formula.helpers import ceil_div, exact_div, gcd, maximum, minimum


@formula
def effective_kernel(K: int, D: int) -> int:
    """Elements that a dilated kernel spans, gaps included.

    >>> effective_kernel(3, 2)
    5

    Letters:
        K: kernel size (elements)
        D: dilation, the distance between neighbouring taps (elements)
    Source: Dumoulin & Visin 2016 (arXiv:1603.07285), section 5.1
    """
    return D * (K - 1) + 1


@formula
def window_output(H: int, P: int, K: int, S: int, D: int) -> int:
    """Output size of a convolution or pooling.

    >>> window_output(32, 0, 5, 1, 1)  # LeNet-5, C1
    28

    Letters:
        H: input size (elements)
        P: total padding, both ends together (elements)
        K: kernel size (elements)
        S: stride (elements)
        D: dilation (elements)
    Source: torch.nn.Conv2d documentation; Dumoulin & Visin 2016 (arXiv:1603.07285), relationships 6 and 15
    """
    return _last_start(H, P, K, D) // S + 1


@formula
def window_output_ceil(H: int, P_start: int, P: int, K: int, S: int, D: int) -> int:
    """Output size of a pooling in ceil mode: the last window may hang over the end.

    It must still start inside the input or the padding before it, hence the minimum. The minimum is torch's
    "one less if the last window starts outside" for any P - P_start up to the effective kernel.

    >>> window_output_ceil(6, 0, 0, 3, 2, 1)  # windows start at 0, 2, 4; the last hangs over by one
    3

    Letters:
        H: input size (elements)
        P_start: padding before the first element (elements)
        P: total padding, both ends together (elements)
        K: kernel size (elements)
        S: stride (elements)
        D: dilation (elements)
    Source: torch.nn.MaxPool2d documentation; pooling_output_shape in aten/src/ATen/native/Pool.h
    """
    return minimum(ceil_div(_last_start(H, P, K, D), S) + 1, ceil_div(H + P_start, S))


@formula
def same_padding(K: int, D: int) -> int:
    """Total padding that keeps the size at stride 1; when odd, the larger half goes to the end.

    >>> same_padding(5, 1)
    4

    Letters:
        K: kernel size (elements)
        D: dilation (elements)
    Source: torch.nn.Conv2d, padding='same'; Dumoulin & Visin 2016 (arXiv:1603.07285), relationship 3
    """
    return D * (K - 1)


@formula
def same_output(H: int, S: int) -> int:
    """Output size of "same" padding: one output per stride begun.

    >>> same_output(7, 2)
    4

    Letters:
        H: input size (elements)
        S: stride (elements)
    Source: TensorFlow, tf.nn.convolution, padding="SAME"
    """
    return ceil_div(H, S)


@formula
def strided_same_padding(H: int, K: int, S: int, D: int) -> int:
    """Total padding of TensorFlow's and Keras's "same": as little as gives one output per stride begun.

    The larger half goes to the end, if it is odd. At stride 1 it is `same_padding`, above it at most that.

    >>> strided_same_padding(224, 3, 2, 1), same_padding(3, 1)
    (1, 2)

    Letters:
        H: input size (elements)
        K: kernel size (elements)
        S: stride (elements)
        D: dilation (elements)
    Source: TensorFlow, tf.nn.convolution, padding="SAME"
    """
    return maximum((same_output(H, S) - 1) * S + effective_kernel(K, D) - H, 0)


@formula
def transposed_output(H: int, P: int, K: int, S: int, D: int, O: int) -> int:  # noqa: E741
    """Output size of a transposed convolution.

    >>> transposed_output(5, 0, 3, 2, 1, 0)
    11

    Letters:
        H: input size (elements)
        P: total padding taken off the output, both ends together (elements)
        K: kernel size (elements)
        S: stride (elements)
        D: dilation (elements)
        O: output padding, added at the end (elements)
    Source: torch.nn.ConvTranspose2d documentation; Dumoulin & Visin 2016 (arXiv:1603.07285), relationship 14
    """
    return (H - 1) * S - P + D * (K - 1) + O + 1


@formula
def scaled_size(H: int, F: int) -> int:
    """Output size of an upsampling that repeats or interpolates every position.

    >>> scaled_size(7, 2)
    14

    Letters:
        H: input size (elements)
        F: scale factor
    Source: torch.nn.Upsample documentation
    """
    return H * F


@formula
def adaptive_start(i: int, H: int, H_out: int) -> int:
    """First input element of an adaptive pooling window.

    >>> [adaptive_start(i, 7, 3) for i in range(3)]
    [0, 2, 4]

    Letters:
        i: index of the output, from 0
        H: input size (elements)
        H_out: output size (elements)
    Source: torch, start_index in aten/src/ATen/native/AdaptivePooling.h
    """
    return i * H // H_out


@formula
def adaptive_end(i: int, H: int, H_out: int) -> int:
    """Input element after the last one of an adaptive pooling window.

    >>> [adaptive_end(i, 7, 3) for i in range(3)]
    [3, 5, 7]

    Letters:
        i: index of the output, from 0
        H: input size (elements)
        H_out: output size (elements)
    Source: torch, end_index in aten/src/ATen/native/AdaptivePooling.h
    """
    return ceil_div((i + 1) * H, H_out)


@formula
def adaptive_widest(H: int, H_out: int) -> int:
    """Length of the widest window of an adaptive pooling.

    Windows are ⌊H/H_out⌋ long, one more where the division leaves a rest, and two more where a window starts
    late in one position's share and ends early in another's: that needs a rest beyond the divisor common to both.

    >>> adaptive_widest(6, 3), adaptive_widest(7, 3), adaptive_widest(10, 4), adaptive_widest(5, 3)
    (2, 3, 3, 3)

    Letters:
        H: input size (elements)
        H_out: output size (elements)
    Source: torch, start_index and end_index in aten/src/ATen/native/AdaptivePooling.h
    """
    return H // H_out + minimum(exact_div(H % H_out, gcd(H, H_out)), 2)


@formula
def adaptive_terms(H: int, H_out: int) -> int:
    """Elements that the windows of an adaptive pooling read in all; neighbouring windows may overlap.

    >>> adaptive_terms(6, 3), adaptive_terms(7, 3)
    (6, 9)

    Letters:
        H: input size (elements)
        H_out: output size (elements)
    Source: torch, start_index and end_index in aten/src/ATen/native/AdaptivePooling.h: neighbours share an
        element, unless the border between their shares falls between two: gcd(H, H_out) times, the end included
    """
    return H + H_out - gcd(H, H_out)


def _last_start(H: int, P: int, K: int, D: int) -> int:
    """The last place in the padded input at which a whole window still fits, counted from 0."""
    return H + P - D * (K - 1) - 1
