"""`archcalc summarize` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

FIELDS = {
    "name",
    "op",
    "inputs",
    "output",
    "tensors",
    "parameters",
    "macs",
    "cost",
    "flops",
    "receptive_field",
    "jump",
}
TOTALS = {
    "parameters", "trainable_parameters", "buffers", "macs", "cost", "flops", "activations",
    "parameter_bytes", "peak_activation_bytes", "layers", "weighted_layers",
}  # fmt: skip


@pytest.mark.parametrize("name", ["lenet5", "lenet5_1998", "alexnet_2012"])
def test_whole_table(run, snapshot, name):
    out = run("summarize", name).out
    snapshot(f"summarize_{name}.txt", out)
    # Invariant: the columns of the table sum to the totals below it.
    rows = [re.split(r"\s{2,}", line) for line in out.split("\n\n")[1].splitlines()[2:]]
    totals = out.split("\n\n")[2]
    parameters = sum(int(row[3].replace(",", "")) for row in rows)
    column = 5 if "trained" in out else 4
    macs = sum(int(row[column].replace(",", "")) for row in rows)
    assert f"parameters   {parameters:,}" in totals
    assert f"MACs         {macs:,}" in totals


@pytest.mark.parametrize("language", ["en", "ko"])
def test_markdown(run, snapshot, language):
    snapshot(
        f"summarize_lenet5_{language}.md",
        run("summarize", "lenet5", "--format", "markdown", "--lang", language).out,
    )


def test_json_is_the_contract(run):
    data = json.loads(run("summarize", "resnet50", "--format", "json").out)
    assert data["architecture"] == "resnet50"
    assert (data["input"], data["batch"], data["convention"], data["knobs"]) == ([3, 224, 224], 1, "macs", {})
    assert data["totals"].keys() >= TOTALS
    assert data["totals"]["parameters"] == 25557032
    assert data["totals"]["buffers"] == 53173
    assert data["totals"]["macs"] == data["totals"]["cost"] == 4089184256
    first = data["layers"][0]
    assert first.keys() >= FIELDS
    assert first["name"] == "conv1"
    assert first["op"] == "conv2d"
    assert first["inputs"] == [[3, 224, 224]]
    assert first["output"] == [64, 112, 112]
    assert first["tensors"] == {"weight": [64, 3, 7, 7]}
    assert (first["parameters"], first["macs"], first["cost"]) == (9408, 118013952, 118013952)
    assert (first["receptive_field"], first["jump"]) == ([7, 7], [2, 2])
    for total, field in (
        ("parameters", "parameters"),
        ("macs", "macs"),
        ("flops", "flops"),
        ("cost", "cost"),
    ):
        assert data["totals"][total] == sum(layer[field] for layer in data["layers"])


def test_json_under_another_convention_keeps_macs_and_flops(run):
    plain = json.loads(run("summarize", "lenet5", "--format", "json", "--batch", "3").out)
    other = json.loads(
        run("summarize", "lenet5", "--format", "json", "--batch", "3", "--convention", "connections").out
    )
    assert other["convention"] == "connections"
    assert plain["totals"]["macs"] == other["totals"]["macs"] == 3 * 416520
    assert plain["totals"]["flops"] == other["totals"]["flops"]
    # One bias per output of C1, C3, C5, F6 and the output layer.
    assert other["totals"]["cost"] == 3 * (416520 + 6 * 28 * 28 + 16 * 10 * 10 + 120 + 84 + 10)


def test_csv_is_plain(run):
    rows = list(csv.DictReader(io.StringIO(run("summarize", "lenet5", "--format", "csv").out)))
    assert len(rows) == 15
    assert rows[0]["layer"] == "C1"
    assert rows[0]["parameters"] == "156"
    assert sum(int(row["macs"]) for row in rows) == 416520


def test_depth_folds_and_keeps_the_sums(run):
    folded = list(csv.DictReader(io.StringIO(run("summarize", "resnet50", "--depth", "1", "--format", "csv").out)))
    assert [row["layer"] for row in folded] == [
        "conv1", "maxpool", "conv2_x", "conv3_x", "conv4_x", "conv5_x", "avgpool", "flatten", "fc",
    ]  # fmt: skip
    assert sum(int(row["parameters"]) for row in folded) == 25557032
    assert sum(int(row["macs"]) for row in folded) == 4089184256


def test_wiring_says_what_each_layer_takes(run, spec_file):
    layers = "{a: {conv: 3, kernel: 1, norm: batch}, b: {x: relu, y: {add: [x, input]}}, c: {add: [a, b.x]}}"
    path = spec_file(f"input: 3x8x8\nlayers: {layers}\n".replace("b: {", "b: {layers: {").replace("]}}, c", "]}}}, c"))
    rows = list(csv.DictReader(io.StringIO(run("summarize", path, "--wiring", "--format", "csv").out)))
    found = {row["layer"]: row["from"] for row in rows}
    assert found == {"a": "input", "a.norm": "a", "b.x": "a.norm", "b.y": "b.x, input", "c": "a.norm, b.x"}
    folded = csv.DictReader(io.StringIO(run("summarize", path, "--wiring", "--depth", "1", "--format", "csv").out))
    assert {row["layer"]: row["from"] for row in folded} == {"a": "input", "b": "a, input", "c": "a, b"}


def test_freeze_shows_what_is_still_trained(run):
    data = json.loads(run("summarize", "vgg16", "--set", "classes=10", "--freeze", "conv*", "--format", "json").out)
    # fc6 + fc7 + fc8 with ten classes, by hand
    assert data["totals"]["trainable_parameters"] == (25088 + 1) * 4096 + (4096 + 1) * 4096 + (4096 + 1) * 10
    assert data["totals"]["fixed_parameters"] == 14714688  # VGG-16's convolutions
    assert "trained" in run("summarize", "vgg16", "--freeze", "conv*").out


def test_freeze_refuses_a_pattern_without_layers(run):
    outcome = run("summarize", "vgg16", "--freeze", "con1")
    assert outcome.code == 2
    assert outcome.err == "error: no layer matches 'con1'\n  did you mean 'conv1'?\n"


def test_stdin_and_output_file(run, tmp_path):
    target = tmp_path / "out.json"
    spec = "input: 3x8x8\nlayers:\n  conv: {conv: 4, kernel: 3}\n"
    outcome = run("summarize", "-", "--format", "json", "--output", str(target), stdin=spec)
    assert (outcome.code, outcome.out) == (0, "")
    assert json.loads(target.read_text())["totals"]["parameters"] == 4 * 27 + 4


def test_failed_write_leaves_what_was_there(run, tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    outcome = run("summarize", "lenet5", "--output", str(target))
    assert outcome.code == 2
    assert outcome.err == f"error: cannot write {target}: Is a directory\n"
    assert list(tmp_path.iterdir()) == [target]


def test_layers_before_a_shape_fault_are_shown(run, spec_file):
    path = spec_file("input: 1x8x8\nlayers:\n  C1: {conv: 6, kernel: 5}\n  C2: {conv: 8, kernel: 5}\n")
    outcome = run("summarize", path)
    assert outcome.code == 2
    assert "C1     conv 5x5   6x4x4" in outcome.out
    assert "net: input 1x8x8, batch 1: the layers before the one that fails" in outcome.out
    assert outcome.err == (
        f"{path}:4:7: error: layer 'C2' on 6x4x4: the kernel does not fit along the height: it spans 5, "
        "the input is 4 + padding 0 + 0 = 4\n"
        "    4 |   C2: {conv: 8, kernel: 5}\n"
        "      |       ^\n"
        "  smallest fix: padding 1, or kernel 4\n"
    )


def test_other_formats_print_nothing_of_a_broken_network(run, spec_file):
    path = spec_file("input: 1x8x8\nlayers:\n  C1: {conv: 6, kernel: 5}\n  C2: {conv: 8, kernel: 5}\n")
    assert run("summarize", path, "--format", "json").out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lenet6"], "error: there is no architecture 'lenet6'\n  did you mean 'lenet"),
        (["nowhere.yaml"], "error: "),
        (["lenet5", "--set", "clases=3"], "error: there is no knob 'clases'\n  did you mean 'classes'?\n"),
        (["lenet5", "--set", "classes"], "error: --set classes says no value\n  write --set name=value\n"),
        (
            ["lenet5", "--set", "classes=many"],
            "error: knob 'classes' is a number, not 'many'\n  its default is 10\n",
        ),
        (
            ["lenet5", "--input", "abc"],
            "error: 'abc' is not a shape; write channels first, for example 3x224x224\n",
        ),
        (["lenet5", "--input", "0x3x3"], "error: '0x3x3' is not a shape: every size is at least 1, not 0\n"),
        (["lenet5", "--batch", "0"], "error: a batch is a whole number from 1 to 1,000,000,000, not 0\n"),
        (["lenet5", "--convention", "mac"], "error: there is no convention 'mac'\n  did you mean 'macs'?\n"),
        (
            ["lenet5", "--format", "xml"],
            "error: there is no format 'xml'\n  it is one of table, json, csv, markdown\n",
        ),
        (["lenet5", "--dtype", "fp16"], "error: there is no dtype 'fp16'\n"),
        (["vgg.yaml"], "error: "),
    ],
)
def test_bad_usage(run, arguments, message):
    outcome = run("summarize", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith(message)
    assert "Traceback" not in outcome.err


def test_a_file_with_variants_asks_for_one(run):
    from archcalc.zoo import specs_folder

    outcome = run("summarize", f"{specs_folder()}/vgg.yaml")
    assert outcome.code == 2
    assert "holds several networks: vgg11, vgg13" in outcome.err
    assert run("summarize", f"{specs_folder()}/vgg.yaml:vgg11").code == 0


def test_alexnet_2012_refuses_another_input_where_the_real_one_does(run):
    assert run("summarize", "alexnet", "--input", "3x300x300").code == 0
    assert run("summarize", "alexnet_2012", "--input", "3x30x30").code == 2


def test_frozen_layers_keep_nothing_for_the_backward_pass(run):
    def kept(*arguments: str) -> int:
        data = json.loads(run("summarize", "vgg16", *arguments, "--format", "json").out)
        return data["totals"]["training_activation_bytes"]

    # Only fc8 is trained: its input, the 4096 outputs of fc7 behind dropout, in float32.
    assert kept("--freeze", "conv*", "--freeze", "fc6", "--freeze", "fc7") == 4096 * 4
    assert kept("--freeze", "*") == 0
    assert kept("--freeze", "fc8") < kept()


def test_another_number_of_axes_is_refused(run):
    outcome = run("summarize", "lenet5", "--input", "32x32")
    assert outcome.code == 2
    assert outcome.err == "error: lenet5 takes 3 sizes, and 32x32 has 2\n  channels come first, as in 1x32x32\n"


def test_an_encoding_without_arrows_and_a_full_disk():
    import os
    import subprocess
    import sys

    command = [sys.executable, "-m", "archcalc", "explain", "lenet5", "C1"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=True)
    assert "H_out = ?(H + 2?P" in done.stdout
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (2, "error: cannot write standard output: No space left on device\n")


@pytest.mark.parametrize(
    "arguments",
    ["summarize resnet50 --depth 1", "summarize dpn131", "list", "verify --published --verbose googlenet_2014"],
)
def test_no_figure_is_cut_at_80_columns(arguments, on_terminal):
    _, text = on_terminal(*arguments.split(), COLUMNS="80", TERM="dumb", NO_COLOR="1")
    assert len(text.splitlines()) > 8
    assert max(map(len, text.splitlines())) <= 80
    assert not re.search(r"\d,\d*…", text)


@pytest.mark.parametrize(
    "command", ["summarize", "explain", "savings", "export --to dot", "compare-conventions ARCH macs flops"]
)
def test_knobs_and_input_may_stand_with_the_name(run, command: str) -> None:
    name, *rest = command.replace("ARCH ", "").split()
    with_name = run(name, "mobilenet_v1:width=0.5@160", *rest).out
    assert with_name == run(name, "mobilenet_v1", *rest, "--set", "width=0.5", "--input", "3x160x160").out
    assert with_name != run(name, "mobilenet_v1", *rest).out


def test_channels_that_seem_to_stand_last_are_noted(run) -> None:
    note = "note: 224x224x3 is read as 224 channels of 224x3; did you mean 3x224x224?\n"
    assert run("summarize", "resnet18", "--input", "224x224x3").err == note
    assert run("summarize", "resnet18@224x224x3").err == note
    assert run("calc", "224x224x3 -> conv 64 3x3").err == note
    assert run("calc", "conv", "64", "3x3", "--input", "224x224x3").err == note
    assert run("summarize", "resnet18", "--input", "3x224x224").err == ""


def test_a_fault_names_the_knobs_that_were_set(run) -> None:
    outcome = run("summarize", "resnet18", "--set", "classes=10.5")
    assert outcome.code == 2
    assert outcome.err.endswith("  for a whole number use //, round(...) or make_divisible(...); with classes=10.5\n")
    assert run("summarize", "resnet18", "--set", "classes=-1").err.endswith("  with classes=-1\n")


def test_a_hint_lists_fifty_names_at_most(run) -> None:
    outcome = run("explain", "resnet50", "qqq")
    assert outcome.code == 2
    assert outcome.err.count(", ") == 49
    assert outcome.err.endswith(" and 129 more\n")
