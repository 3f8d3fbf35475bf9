"""The figures of docs/convolutions.md, a function each; numbers in them are computed by archcalc."""

from __future__ import annotations

from svg import Drawing, blank, block

from archcalc.errors import Source
from archcalc.formula import effective_kernel
from archcalc.numeric import Maps, convolve, read_maps, transpose


def _maps(text: str) -> Maps:
    return read_maps(Source("figure", text))


def single() -> Drawing:
    """Seed 001's example: the first window of a 3x3 kernel over a 5x5 map."""
    image, kernel = _maps("3 3 2 1 0; 0 0 1 3 1; 3 1 2 2 3; 2 0 0 2 2; 2 0 0 0 1"), _maps("0 1 2; 2 2 0; 0 1 2")
    d = Drawing(480, 190, "A 3x3 kernel on the first window of a 5x5 map")
    d.grid(10, 30, image[0], marked=block(0, 0, 3, 3))
    d.text(168, 102, "∗", "big")
    d.grid(196, 56, kernel[0], base="kernel")
    d.text(302, 102, "=", "big")
    d.grid(330, 56, convolve(image, kernel).output[0], size=30, marked={(0, 0)}, look="out")
    for x, label in ((75, "input"), (235, "kernel"), (375, "output")):
        d.text(x, 180, label, "small")
    return d


def multi_channel() -> Drawing:
    """A filter is as deep as its input; N filters give N maps."""
    d = Drawing(600, 252, "Filters as deep as the input: each gives one map")
    d.box(20, 90, 90, 90, 60)
    d.box(20, 90, 36, 36, 60, "in")
    d.text(80, 242, "H × W × C_in", "small")
    d.arrow(155, 115, 195, 115)
    for number in range(3):
        d.box(215, 36 + number * 74, 36, 36, 60, "kernel")
    d.text(255, 242, "N filters K × K × C_in", "small")
    d.arrow(305, 115, 345, 115)
    for number in reversed(range(3)):
        d.box(370 + number * 14, 95 - number * 14, 80, 80, 4)
        d.rect(370 + number * 14, 95 - number * 14, 12, 12, "out")
    d.text(425, 242, "H_out × W_out × N", "small")
    return d


def volume() -> Drawing:
    """A kernel that is less deep than the volume moves in three directions."""
    d = Drawing(520, 210, "A kernel moves along depth, height and width of a volume")
    d.box(30, 90, 100, 90, 110)
    d.box(30, 90, 36, 36, 36, "in")
    d.arrow(72, 108, 118, 108)
    d.arrow(48, 132, 48, 172)
    d.arrow(62, 76, 92, 46)
    d.text(100, 202, "D × H × W, for each channel", "small")
    d.arrow(205, 105, 245, 105)
    d.box(262, 92, 36, 36, 36, "kernel")
    d.text(286, 150, "K × K × K", "small")
    d.arrow(328, 105, 368, 105)
    d.box(385, 100, 70, 64, 80)
    d.box(385, 100, 12, 12, 12, "out")
    d.text(430, 184, "a volume again", "small")
    return d


def pointwise() -> Drawing:
    """One position through all channels."""
    d = Drawing(560, 200, "A 1x1 kernel mixes the channels of one position")
    d.box(20, 80, 90, 90, 90)
    d.box(20, 80, 12, 12, 90, "in")
    d.text(80, 192, "H × W × C_in", "small")
    d.arrow(170, 100, 210, 100)
    d.box(228, 108, 12, 12, 90, "kernel")
    d.text(255, 150, "N filters 1 × 1 × C_in", "small")
    d.arrow(300, 100, 340, 100)
    d.box(362, 80, 90, 90, 40)
    d.box(362, 80, 12, 12, 40, "out")
    d.text(418, 192, "H × W × N", "small")
    return d


def transposed() -> Drawing:
    """The first element puts its multiple of the kernel on the output."""
    image, kernel = _maps("2 1; 3 4"), _maps("1 2 1; 2 4 2; 1 2 1")
    d = Drawing(480, 170, "Each input element adds its multiple of the kernel to the output")
    d.grid(20, 50, image[0], marked={(0, 0)})
    d.text(102, 82, "∗ᵀ", "big")
    d.grid(140, 37, kernel[0], base="kernel")
    d.text(246, 82, "=", "big")
    d.grid(280, 16, transpose(image, kernel).output[0], size=30, marked=block(0, 0, 3, 3), look="out")
    for x, label in ((46, "input 2 × 2"), (179, "kernel"), (340, "output 4 × 4; green: where the 2 lands")):
        d.text(x, 160, label, "small")
    return d


def dilated() -> Drawing:
    """Nine taps, further and further apart."""
    d = Drawing(600, 220, "Nine taps that span 3, 5 and 9 elements")
    for number, dilation in enumerate((1, 2, 4)):
        span = effective_kernel(3, dilation)
        first = (9 - span) // 2
        taps = {(first + r * dilation, first + c * dilation) for r in range(3) for c in range(3)}
        d.grid(20 + number * 195, 15, blank(9, 9), size=19, marked=taps, look="kernel")
        d.text(105 + number * 195, 208, f"D = {dilation}: spans {span} × {span}", "small")
    return d


def spatially_separable() -> Drawing:
    """Seed 001's Sobel kernel: a column times a row."""
    d = Drawing(400, 140, "A 3x3 kernel as a column times a row")
    d.grid(20, 20, [(-1, 0, 1), (-2, 0, 2), (-1, 0, 1)], base="kernel")
    d.text(128, 66, "=", "big")
    d.grid(160, 20, [[1], [2], [1]], base="in")
    d.text(214, 66, "×", "big")
    d.grid(246, 46, [(-1, 0, 1)], base="out")
    for x, label in ((59, "9 weights"), (173, "3"), (285, "3")):
        d.text(x, 125, label, "small")
    return d


def flattened() -> Drawing:
    """A filter through all channels as three bars, one per direction."""
    d = Drawing(560, 180, "A filter as three 1D filters: across channels, down, along")
    d.box(20, 80, 60, 60, 90, "kernel")
    d.text(70, 165, "K × K × C", "small")
    d.text(160, 105, "→", "big")
    d.box(195, 110, 16, 16, 90, "in")
    d.text(222, 165, "across channels: C", "small")
    d.text(290, 105, "then", "small")
    d.box(330, 75, 16, 60, 16, "out")
    d.text(342, 165, "down: K", "small")
    d.text(395, 105, "then", "small")
    d.box(430, 95, 60, 16, 16, "other")
    d.text(464, 165, "along: K", "small")
    return d


def depthwise_separable() -> Drawing:
    """One kernel per channel, then a mix of the channels."""
    d = Drawing(640, 200, "Each channel has its own kernel; 1x1 filters mix the results")
    for number, look in enumerate(("in", "other", "out")):
        y = 20 + number * 52
        d.rect(20, y, 44, 44, look)
        d.arrow(72, y + 22, 106, y + 22)
        d.grid(114, y + 4, blank(3, 3), size=12, base=look)
        d.arrow(158, y + 22, 192, y + 22)
        d.rect(200, y, 44, 44, look)
        d.line(244, y + 22, 300, 94)
    d.box(310, 102, 14, 14, 60, "kernel")
    d.text(335, 140, "N filters 1 × 1", "small")
    d.arrow(370, 94, 410, 94)
    for number in reversed(range(4)):
        d.rect(430 + number * 14, 85 - number * 14, 60, 60)
    for x, label in ((42, "C maps"), (132, "C kernels"), (222, "C maps"), (480, "N maps")):
        d.text(x, 192, label, "small")
    return d


def grouped() -> Drawing:
    """Two halves that know nothing of each other."""
    d = Drawing(600, 220, "Two groups: each half of the filters sees half of the channels")
    for number, look in enumerate(("in", "other")):
        y = 40 + number * 92
        d.box(30, y, 60, 50, 40, look)
        d.arrow(128, y + 18, 168, y + 18)
        for copy in range(2):
            d.box(186 + copy * 62, y + 8, 26, 26, 40, look)
        d.arrow(318, y + 18, 358, y + 18)
        d.box(380, y, 60, 50, 50, look)
    for x, label in ((80, "C_in/2 channels each"), (242, "N/2 filters K × K × C_in/2"), (430, "N/2 maps each")):
        d.text(x, 212, label, "small")
    return d


def shuffled() -> Drawing:
    """Between two grouped convolutions, every group gets channels of every other."""
    looks = ("in", "other", "out")
    after = [(channel % 3) * 3 + channel // 3 for channel in range(9)]  # ShuffleNet: read a 3x3 table by columns
    d = Drawing(560, 290, "Channels are dealt out anew between two grouped convolutions")
    for channel in range(9):
        y = 14 + channel * 26 + channel // 3 * 8
        source = 14 + after[channel] * 26 + after[channel] // 3 * 8
        d.rect(30, y, 22, 22, looks[channel // 3])
        d.rect(160, y, 22, 22, looks[channel // 3])
        d.line(182, source + 11, 330, y + 11)
        d.rect(330, y, 22, 22, looks[after[channel] // 3])
    for group in range(3):
        y = 14 + group * 86
        for x in (52, 352):
            d.arrow(x + 8, y + 37, x + 100, y + 37, f"group {group + 1}")
    for channel in range(9):
        d.rect(460, 14 + channel * 26 + channel // 3 * 8, 22, 22)
    for x, label in ((106, "grouped convolution"), (256, "shuffle"), (406, "grouped convolution")):
        d.text(x, 282, label, "small")
    return d


FIGURES = {
    "single": single,
    "multi_channel": multi_channel,
    "volume": volume,
    "pointwise": pointwise,
    "transposed": transposed,
    "dilated": dilated,
    "spatially_separable": spatially_separable,
    "flattened": flattened,
    "depthwise_separable": depthwise_separable,
    "grouped": grouped,
    "shuffled": shuffled,
}
