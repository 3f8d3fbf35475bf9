"""`archcalc plot` as a user runs it."""

from __future__ import annotations

import struct
import subprocess
import sys

import pytest
from plot_reading import parsed, texts

from archcalc.plots import look


def png_size(path):
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


def test_all_plots_of_a_network(run, tmp_path):
    file = tmp_path / "plot.svg"
    assert run("plot", "lenet5", "--output", str(file)) == (0, "", "")
    found = texts(parsed(file.read_text(encoding="utf-8")))
    assert [text for text in found if text.startswith("lenet5, ")] == [
        "lenet5, parameters: 61,706",
        "lenet5, MACs: 416,520",
        "lenet5, activations: 16,308",
        "lenet5, receptive field: 32",
    ]


def test_svg_on_standard_output(run):
    done = run("plot", "lenet5", "--what", "macs", "--output", "-")
    assert (done.code, done.err) == (0, "")
    assert "lenet5, MACs: 416,520" in texts(parsed(done.out))


def test_options_reach_the_analysis(run):
    done = run("plot", "vgg16", "--what", "macs", "--set", "classes=10", "--input", "3x64x64", "--batch", "2",
               "--convention", "flops", "--output", "-")  # fmt: skip
    told = run("summarize", "vgg16", "--set", "classes=10", "--input", "3x64x64", "--batch", "2",
               "--convention", "flops").out  # fmt: skip
    (title,) = [text for text in texts(parsed(done.out)) if text.startswith("vgg16 (")]
    assert title.startswith("vgg16 (classes=10, 3x64x64, batch 2), flops: ")
    assert f"FLOPs        {title.rpartition(' ')[2]}" in told


def test_networks_with_knobs_and_inputs(run):
    done = run("plot", "mobilenet_v1:width=0.5@160", "mobilenet_v1", "--what", "macs", "--output", "-")
    titles = [text for text in texts(parsed(done.out)) if ", MACs: " in text]
    assert titles == ["mobilenet_v1 (width=0.5, 3x160x160), MACs: 76,524,800", "mobilenet_v1, MACs: 568,740,352"]


def test_the_zoo_with_marks(run):
    done = run("plot", "lenet5", "--what", "zoo", "--mark", "mobilenet_v1:width=0.25", "--output", "-")
    assert {"lenet5", "mobilenet_v1 (width=0.25)"} <= set(texts(parsed(done.out)))


@pytest.mark.parametrize(("size", "pixels"), [("800x500px", (800, 500)), ("5x4", (960, 768)), ("5x4in", (960, 768))])
def test_png_of_a_size(run, tmp_path, size, pixels):
    file = tmp_path / "PLOT.PNG"
    done = run("plot", "lenet5", "--what", "macs", "--size", size, "--output", str(file))
    assert done == (0, "", "")
    assert png_size(file) == pixels


def test_korean_in_a_png_needs_a_font(run, tmp_path, monkeypatch):
    monkeypatch.setattr(look, "KOREAN_FONTS", ())
    file = tmp_path / "plot.png"
    done = run("plot", "lenet5", "--lang", "ko", "--output", str(file))
    assert done.code == 2
    assert done.err == (
        "error: no Korean font is installed, and a PNG without one shows boxes\n"
        "  write an SVG, or install a font such as Noto Sans CJK KR or NanumGothic\n"
    )
    assert not list(tmp_path.iterdir())
    assert run("plot", "lenet5", "--lang", "ko", "--output", str(tmp_path / "plot.svg")).code == 0
    assert run("plot", "lenet5", "--output", str(file)).code == 0


OUT = ("--output", "plot.svg")
TOO_SMALL = "the plot does not fit into that size\n  make it larger, or leave --size out"
REFUSALS = [
    (
        ["resnet50"],
        "a terminal cannot show a plot\n"
        "  name a file that ends in .svg or .png: --output plot.svg; - writes SVG to standard output",
    ),
    (
        ["resnet50", "--output", "x.pdf"],
        "no plot can be written as 'x.pdf'\n  it is known by the ending: .svg, .png",
    ),
    (
        ["--what", "macs", *OUT],
        "no network is named\n  for example archcalc plot resnet50 --output plot.svg",
    ),
    (["lenet5", "--what", "zo", *OUT], "there is no plot 'zo'\n  did you mean 'zoo'?"),
    (["lenet5", "--lang", "fr", *OUT], "there is no language 'fr'\n  it is one of en, ko"),
    (["lenet5", "--mark", "vgg16", *OUT], "--mark is for the plot of the zoo\n  add --what zoo"),
    (
        ["--what", "zoo", "--batch", "2", *OUT],
        "the plot of the zoo shows MACs of one sample: --batch has no place in it",
    ),
    (["a", "b", "c", "d", "e", "f", "g", *OUT], "a plot shows at most 6 networks, not 7"),
    (["-", "-", *OUT], "standard input can be read only once"),
    (
        ["lenet5", "--size", "3", *OUT],
        "a size is like 8x5 (inches, at most 100) or 800x500px, not '3'\n  width first",
    ),
    (["lenet5", "--size", "1x1", *OUT], TOO_SMALL),
    (["--what", "zoo", "--size", "3x2", *OUT], TOO_SMALL),
    (["lenet5", "--output", "no/folder/x.svg"], "cannot write no/folder/x.svg: No such file or directory"),
    (["lenet5", "--output", "no/folder/x.png"], "cannot write no/folder/x.png: No such file or directory"),
    (
        ["lenet5", "--what", "macs", "--set", "clases=3", *OUT],
        "lenet5: there is no knob 'clases'\n  did you mean 'classes'?",
    ),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSALS)
def test_refusals(run, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    done = run("plot", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"error: {message}\n")
    assert not list(tmp_path.iterdir())


def test_an_ending_is_refused_before_the_network_is_read(run):
    assert "no plot can be written as 'x.gif'" in run("plot", "nosuch", "--output", "x.gif").err


def test_a_network_without_positions(run, spec_file):
    path = spec_file("input: 100\nlayers:\n  a: {linear: 10}\n")
    done = run("plot", path, "--what", "receptive-field", "--output", "-")
    assert done.err == "error: net has no receptive field: its input has no positions\n"
    done = run("plot", path, "--output", "-")
    assert [t for t in texts(parsed(done.out)) if t.startswith("net, ")] == [
        "net, parameters: 1,010",
        "net, MACs: 1,000",
        "net, activations: 10",
    ]


def test_a_network_without_weights(run, spec_file):
    path = spec_file("input: 3x8x8\nlayers:\n  a: {maxpool: 2}\n  b: {avgpool: 2}\n")
    done = run("plot", path, "--output", "-")
    assert {"net, parameters: 0", "layers, in order"} <= set(texts(parsed(done.out)))
    done = run("plot", path, "--what", "zoo", "--output", "-")
    assert done.err == "error: net has no parameters or no MACs, and so no place on logarithmic axes\n"


def test_matplotlib_is_not_installed(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = run("plot", "lenet5", "--output", "-")
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "error: plots are drawn with matplotlib, and matplotlib is not installed\n  pip install matplotlib\n"
    )


@pytest.mark.parametrize("code", ["import archcalc.plots", "import archcalc.cli.plot"])
def test_matplotlib_is_loaded_to_draw_only(code):
    command = f"import sys; {code}; print(sorted({{'matplotlib', 'numpy', 'PIL'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"


def test_the_same_bytes_in_another_process(tmp_path, run):
    run("plot", "resnet18", "--output", str(tmp_path / "here.svg"))
    command = [sys.executable, "-m", "archcalc", "plot", "resnet18", "--output", str(tmp_path / "there.svg")]
    subprocess.run(command, check=True, timeout=60)
    assert (tmp_path / "here.svg").read_bytes() == (tmp_path / "there.svg").read_bytes()
