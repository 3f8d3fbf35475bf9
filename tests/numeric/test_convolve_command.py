"""`archcalc convolve` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

BINARY = "1 1 1 0 0; 0 1 1 1 0; 0 0 1 1 1; 0 0 1 1 0; 0 1 1 0 0"
CROSS = "1 0 1; 0 1 0; 1 0 1"
LINES_SUMMED = "10 15 15 15 15 10; 5 5 0 0 0 0; 10 15 10 5 0 0; 0 5 10 15 15 10; 0 0 0 0 5 5; 5 10 15 15 10 5"

STRIDE_2 = """\
conv 3x3 s2: input 6x6, output 2x2

input                kernel
10 15 15 15 15 10    0 0 0
 5  5  0  0  0  0    1 1 1
10 15 10  5  0  0    0 0 0
 0  5 10 15 15 10
 0  0  0  0  5  5
 5 10 15 15 10  5

output
10  0
15 40

height    ⌊(6 + 2·0 − 1·(3−1) − 1)/2⌋ + 1 = 2
width     ⌊(6 + 2·0 − 1·(3−1) − 1)/2⌋ + 1 = 2
left out  row 6, in no window: the next one would need rows 5 to 7, and the input ends at 6
left out  column 6, in no window: the next one would need columns 5 to 7, and the input ends at 6

row 1, column 1  10·0 + 15·0 + 15·0 + 5·1 + 5·1 + 0·1 + 10·0 + 15·0 + 10·0 = 10
row 1, column 2  15·0 + 15·0 + 15·0 + 0·1 + 0·1 + 0·1 + 10·0 + 5·0 + 0·0 = 0
row 1, column 3  X (the window does not fit: it needs columns 5 to 7, and the input ends at 6)
row 2, column 1  10·0 + 15·0 + 10·0 + 0·1 + 5·1 + 10·1 + 0·0 + 0·0 + 0·0 = 15
row 2, column 2  10·0 + 5·0 + 0·0 + 10·1 + 15·1 + 15·1 + 0·0 + 0·0 + 5·0 = 40
row 2, column 3  X (the window does not fit: it needs columns 5 to 7, and the input ends at 6)
row 3            X (the window does not fit: it needs rows 5 to 7, and the input ends at 6)
"""

MSE_KOREAN = """\
정답     0    0    1    0    0
예측   0.2  0.2  0.2  0.2  0.2
차이  -0.2 -0.2  0.8 -0.2 -0.2
제곱  0.04 0.04 0.64 0.04 0.04
평균  (0.04 + 0.04 + 0.64 + 0.04 + 0.04)/5 = 0.16
"""


def test_every_window_of_a_stride(run):
    outcome = run("convolve", "--input", LINES_SUMMED, "--kernel", "0 0 0; 1 1 1; 0 0 0", "--stride", "2", "--steps")
    assert (outcome.code, outcome.out, outcome.err) == (0, STRIDE_2, "")


def test_korean(run):
    out = run("convolve", "--mse", "0 0 1 0 0", "0.2 0.2 0.2 0.2 0.2", "--lang", "ko").out
    assert out == MSE_KOREAN
    out = run("convolve", "--input", BINARY, "--pool", "max", "--size", "2", "--steps", "--lang", "ko").out
    assert out.startswith("최대 풀링 2x2 s2: 입력 5x5, 특징맵 2x2\n")
    assert "1행 3열  X (윈도우가 들어가지 않음: 5~6열 필요, 입력은 5까지)" in out


def test_json(run):
    data = json.loads(run("convolve", "--input", "1 2 3", "--kernel", "1/3 0.1", "--steps", "--format", "json").out)
    assert data["output"] == [[["8/15", "29/30"]]]
    assert data["kernel"] == [[["1/3", 0.1]]]
    assert data["steps"][0] == {
        "channel": 1, "row": 1, "column": 1, "working": ["1·(1/3) + 2·0.1 = 8/15"], "value": "8/15",
    }  # fmt: skip
    assert json.loads(run("convolve", "--mse", "1", "0.5", "--format", "json").out)["mean_squared_error"] == 0.25


def test_files_and_the_way_back(run, tmp_path):
    image = tmp_path / "image.csv"
    image.write_text("1,2,3\n4,5,6\n|\n0,1,0\n1,0,1\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert run("convolve", "--input", str(image), "--pool", "max", "--size", "2x1", "--output", str(out)).code == 0
    assert run("convolve", "--input", f"@{image}", "--kernel", "1|2", "--format", "csv").out == "1,4,3\n6,5,8\n"
    written = run("convolve", "--input", f"@{image}", "--pool", "max", "--size", "2x1", "--format", "csv").out
    assert written == "4,5,6\n|\n1,1,1\n"
    again = run("convolve", "--input", "-", "--kernel", "1|1", "--format", "csv", stdin=written)
    assert again.out == "5,6,7\n"


def test_channels_are_worked_one_by_one(run):
    out = run("convolve", "--input", "1 2|3 4", "--kernel", "1 1|-1 0", "--bias", "1", "--steps").out
    assert out.splitlines()[-3:] == [
        "row 1, column 1  channel 1: 1·1 + 2·1 = 3",
        "                 channel 2: 3·(−1) + 4·0 = −3",
        "                 3 + (−3) + 1 = 1",
    ]


def test_markdown(run):
    out = run("convolve", "--input", "1 2", "--kernel", "3", "--steps", "--format", "markdown").out
    assert out == (
        "## conv 1: input 1x2, output 1x2\n\n```text\ninput    kernel\n1 2      3\n```\n\n```text\noutput\n3 6\n```\n\n"
        "- **length** ⌊(2 + 2·0 − 1·(1−1) − 1)/1⌋ + 1 = 2\n\n"
        "| output | working |\n| --- | --- |\n| row 1, column 1 | 1·3 = 3 |\n| row 1, column 2 | 2·3 = 6 |\n"
    )


def test_small_transposed_convolutions_show_their_matrix(run):
    out = run("convolve", "--input", "1 2; 3 4", "--kernel", "1 1; 1 1", "--transposed").out
    assert "C (4x9): the convolution that leads from 3x3 to 2x2" in out
    assert "Cᵀ (9x4): output = Cᵀ · input" in out
    large = run("convolve", "--input", ";".join(["1 1 1 1 1"] * 5), "--kernel", "1", "--transposed")
    assert (large.code, "Cᵀ" in large.out) == (0, False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--input", "1 2 3; 4 5", "--kernel", "1"],
            "--input:1:8: error: row 2 has 2 entries, and row 1 has 3\n    1 | 1 2 3; 4 5\n      |        ^^^\n"
            "  every row of a map has as many: add 1 entry\n",
        ),
        (
            ["--input", "1 two", "--kernel", "1"],
            "--input:1:3: error: 'two' is not a number\n    1 | 1 two\n      |   ^^^\n"
            "  entries are numbers such as 3, -0.5 or 1/9 (/999 at most); rows are separated by ';', channels by '|'\n",
        ),
        (
            ["--input", "1,,2", "--kernel", "1"],
            "--input:1:3: error: an entry is missing before this comma\n    1 | 1,,2\n      |   ^\n"
            "  write 0 where there is nothing\n",
        ),
        (
            ["--input", "1 2; 3 4", "--kernel", "1 1 1; 1 1 1; 1 1 1"],
            "error: the kernel does not fit along the height: it spans 3, the input is 2 + padding 0 + 0 = 2\n"
            "  smallest fix: padding 1, or kernel 2\n",
        ),
        (
            ["--input", "1|2", "--kernel", "1"],
            "error: the kernel has 1 channel, and the input has 2 channels\n"
            "  a filter has one 1x1 kernel for each input channel, separated by '|'\n",
        ),
        (
            ["--input", "1 2|3", "--kernel", "1|1"],
            "--input:1:5: error: channel 2 is 1x1, and channel 1 is 1x2\n    1 | 1 2|3\n      |     ^\n"
            "  all channels have one size\n",
        ),
        (
            ["--input", "1", "--pool", "max", "--kernel", "1"],
            "error: --kernel does not go with --pool\n  a pooling has no weights: leave one of them out\n"
            "error: --pool needs the size of its window\n  for example --size 2\n",
        ),
        (
            ["--input", "1", "--kernel", "1", "--size", "2", "--output-padding", "1"],
            "error: --size is the window of a pooling\n  add --pool max or --pool average, or leave it out\n"
            "error: --output-padding goes with --transposed only\n  add --transposed, or leave it out\n",
        ),
        (
            ["--input", "1 2; 3 4", "--kernel", "1", "--kernel", "2"],
            "error: --kernel is given 2 times, and convolve has one filter\n"
            "  a filter is one --kernel, its channels parted by '|'; compute each filter by itself\n",
        ),
        (
            ["--input", "1", "--kernel", "1", "--stride", "0"],
            "error: 'stride' of conv: it must be at least 1, not 0\n",
        ),
        (
            ["--input", "1", "--kernel", "1", "--padding", "9999"],
            None,  # a sequence of 20,000 places is fine to compute, and read by nobody; it stays below the bound
        ),
        (
            ["--input", "1 1; 1 1", "--kernel", "1", "--padding", "9999"],
            "error: this takes more than 250,000 numbers, and convolve shows small maps\n"
            "  archcalc summarize and calc work out sizes and costs of any map\n",
        ),
        (
            ["--input", "1 1; 1 1", "--kernel", "1", "--padding", "999999999", "--stride", "999999999"],
            "error: this takes more than 250,000 numbers, and convolve shows small maps\n"
            "  archcalc summarize and calc work out sizes and costs of any map\n",
        ),
        (
            ["--mse", "1 2", "1 2 3"],
            "error: the target is 1x2, and the prediction is 1x3\n"
            "  both need as many rows, entries and channels\n",
        ),
        (
            ["--mse", "1", "2", "--steps"],
            "error: --steps does not go with --mean-squared-error\n  it compares two maps and nothing else\n",
        ),
        (
            ["--input", "1", "--kernel", "1", "--matrix", "values", "--format", "csv"],
            "error: --matrix has no CSV form\n  take --format table, markdown or json\n",
        ),
    ],
)  # fmt: skip
def test_messages(run, tmp_path, arguments, message):
    output = tmp_path / "output"
    outcome = run("convolve", *arguments, "--output", str(output))
    if message is None:
        assert (outcome.code, outcome.err) == (0, "")
        return
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message)
    assert not output.exists()


@pytest.mark.parametrize(("name", "kind"), [("avg", "average"), ("avgpool", "average"), ("maxpool", "max")])
def test_poolings_have_the_names_of_specs_too(run, name, kind):
    command = ["convolve", "--input", BINARY, "--size", "2", "--steps", "--pool"]
    assert run(*command, name).out == run(*command, kind).out


def test_the_largest_of_negative_values(run):
    out = run("convolve", "--input", "-1 -2; -3 -4", "--pool", "max", "--size", "2", "--steps").out
    assert out.endswith("max(−1, −2, −3, −4) = −1\n")


def test_same_padding_that_other_tools_lay_elsewhere_is_said(run):
    command = ["convolve", "--input", "1 2 3 4; 5 6 7 8; 9 8 7 6; 5 4 3 2", "--kernel", "1 1 1; 1 1 1; 1 1 1"]
    strided = run(*command, "--padding", "same", "--stride", "2x1").out
    assert strided.endswith(
        "padding   height: 1 before and 1 after, as at stride 1; TensorFlow and Keras pad 0 and 1 here, "
        "and get other values\n"
    )
    assert "Keras" not in run(*command, "--padding", "same").out
    assert "Keras" not in run(*command, "--padding", "1", "--stride", "2").out


def test_it_starts_without_heavy_libraries():
    code = (
        "import sys; from archcalc.cli.convolve import run; run(input='1 2', kernel='1');"
        "print([m for m in ('torch', 'numpy', 'pandas', 'rich.table', 'yaml') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
