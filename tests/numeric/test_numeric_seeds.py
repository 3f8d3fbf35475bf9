"""The worked examples of the course slides (seeds 000 and 001), their numbers transcribed as facts.

Where the slides, as text, show less than a whole example, the test says so.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from archcalc.errors import Source
from archcalc.numeric import Maps, convolve, mean_squared_error, read_maps, sparse_matrices, transpose

BINARY = "1 1 1 0 0; 0 1 1 1 0; 0 0 1 1 1; 0 0 1 1 0; 0 1 1 0 0"
CROSS = "1 0 1; 0 1 0; 1 0 1"
LINES = "5 5 5 5 5 5; 5 0 0 0 0 0; 5 5 5 0 0 0; 0 0 5 5 5 5; 0 0 0 0 0 5; 0 5 5 5 5 0"
ROW_SUM = "0 0 0; 1 1 1; 0 0 0"
LINES_SUMMED = "10 15 15 15 15 10; 5 5 0 0 0 0; 10 15 10 5 0 0; 0 5 10 15 15 10; 0 0 0 0 5 5; 5 10 15 15 10 5"
PHOTO = "60 113 56 139 85; 73 121 54 84 128; 131 99 70 129 127; 80 57 115 69 134; 104 126 123 95 130"
SHARPEN = "0 -1 0; -1 5 -1; 0 -1 0"


def read(text: str) -> Maps:
    return read_maps(Source("test", text))


def test_binary_image():
    # Seed 000 prints the first value, 4; the other eight follow from its image and kernel.
    output = convolve(read(BINARY), read(CROSS)).output
    assert output == read("4 3 4; 2 4 3; 2 3 4")


def test_row_sums_with_zero_padding():
    # Seed 000 leaves the zeros of the 6x6 image blank; its printed result fixes them.
    assert convolve(read(LINES), read(ROW_SUM), padding=1).output == read(LINES_SUMMED)


def test_row_sums_with_stride_2():
    # Seed 000 marks the third window of the row with an X: it does not fit. Row 6 is left out in the same way,
    # which the slide does not show.
    result = convolve(read(LINES_SUMMED), read(ROW_SUM), stride=2)
    assert result.output == read("10 0; 15 40")
    for axis in result.axes:
        assert axis.left_over() == (6, 6, 5, 7, 6)


def test_sharpening():
    # Seed 000 stops after the first value, 114.
    output = convolve(read(PHOTO), read(SHARPEN), padding=1).output
    assert output[0][0][0] == 114
    assert len(output[0]) == len(output[0][0]) == 5


def test_single_channel():
    # Seed 001, after Dumoulin & Visin 2016, figure 1.1; the kernel stands as indices in the first window.
    input = "3 3 2 1 0; 0 0 1 3 1; 3 1 2 2 3; 2 0 0 2 2; 2 0 0 0 1"
    assert convolve(read(input), read("0 1 2; 2 2 0; 0 1 2")).output == read("12 12 17; 10 17 19; 9 6 14")


def test_stride_slide_has_no_whole_kernel():
    """Seed 000 prints 1 6 5 / 7 10 9 / 7 10 8 for stride 2 and zero padding, without a legible kernel.

    Nine outputs determine nine weights, and these are no whole numbers: image and result of that slide, as
    text, do not belong together. The kernel below is the only one that leads from one to the other.
    """
    input = "2 2 3 3 3; 0 1 3 0 3; 2 3 0 1 3; 3 3 2 1 2; 3 3 0 2 3"
    kernel = "2033/186 -2089/558 508/93; -2441/558 275/62 -1066/279; 4513/558 448/279 -64/279"
    assert convolve(read(input), read(kernel), padding=1, stride=2).output == read("1 6 5; 7 10 9; 7 10 8")


def test_sparse_matrix():
    # Seed 001: Cᵀ is 16x4, Y has 4 entries, X has 16. Its columns hold the kernel as below.
    result = transpose(read("1 2; 3 4"), read("1 2 3; 4 5 6; 7 8 9"))
    (c,) = sparse_matrices(result)
    letters = [["0" if place is None else "W{},{}".format(*place) for place in row] for row in c.transpose.rows]
    assert [" ".join(row) for row in letters] == [
        "W0,0 0 0 0", "W0,1 W0,0 0 0", "W0,2 W0,1 0 0", "0 W0,2 0 0",
        "W1,0 0 W0,0 0", "W1,1 W1,0 W0,1 W0,0", "W1,2 W1,1 W0,2 W0,1", "0 W1,2 0 W0,2",
        "W2,0 0 W1,0 0", "W2,1 W2,0 W1,1 W1,0", "W2,2 W2,1 W1,2 W1,1", "0 W2,2 0 W1,2",
        "0 0 W2,0 0", "0 0 W2,1 W2,0", "0 0 W2,2 W2,1", "0 0 0 W2,2",
    ]  # fmt: skip


def test_spatially_separable_kernel():
    # Seed 001: the Sobel kernel is a column times a row, so two small convolutions do what it does.
    whole = convolve(read(PHOTO), read("-1 0 1; -2 0 2; -1 0 1")).output
    column = convolve(read(PHOTO), read("1; 2; 1")).output
    assert convolve(column, read("-1 0 1")).output == whole


@pytest.mark.parametrize(
    ("prediction", "differences", "squares", "mean"),
    [
        # Seed 000 prints the difference of 1 and 0.6 as -0.4, against its own sign elsewhere, and not the mean, 0.04.
        ("0.1 0.1 0.6 0.1 0.1", "-0.1 -0.1 0.4 -0.1 -0.1", "0.01 0.01 0.16 0.01 0.01", "0.04"),
        ("0.2 0.2 0.2 0.2 0.2", "-0.2 -0.2 0.8 -0.2 -0.2", "0.04 0.04 0.64 0.04 0.04", "0.16"),
    ],
)
def test_mean_squared_errors(prediction: str, differences: str, squares: str, mean: str):
    loss = mean_squared_error(read("0 0 1 0 0"), read(prediction))
    assert loss.differences == read(differences)[0][0]
    assert loss.squares == read(squares)[0][0]
    assert loss.mean == Fraction(mean)
