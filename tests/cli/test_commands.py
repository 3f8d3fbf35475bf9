"""The other commands, help, exit codes, and what the start must not load."""

from __future__ import annotations

import json
import subprocess
import sys

import jsonschema
import pytest
import yaml

import archcalc
from archcalc.cli.app import COMMANDS
from archcalc.zoo import spec_files


def test_list_has_every_network_with_its_counts(run):
    entries = {entry["name"]: entry for entry in json.loads(run("list", "--format", "json").out)}
    assert entries["lenet5"] == {
        "name": "lenet5", "family": "LeNet", "year": 1998, "input": "1x32x32", "parameters": 61706, "macs": 416520,
    }  # fmt: skip
    assert {"vgg16", "alexnet", "resnet50"} <= entries.keys()


def test_list_family_search_sort(run):
    assert [e["name"] for e in json.loads(run("list", "--family", "lenet", "--format", "json").out)] == [
        "lenet1", "lenet4", "lenet5", "lenet5_1998",
    ]  # fmt: skip
    assert "lenet5_1998" in run("list", "--search", "lecun document").out
    macs = [entry["macs"] for entry in json.loads(run("list", "--sort", "macs", "--format", "json").out)]
    assert macs == sorted(macs)
    years = [entry["year"] or 0 for entry in json.loads(run("list", "--format", "json").out)]
    assert years == sorted(years)
    families = [
        entry["family"].lower() for entry in json.loads(run("list", "--sort", "family", "--format", "json").out)
    ]
    assert families == sorted(families)


def test_list_says_what_of_family_and_search_finds_nothing(run):
    outcome = run("list", "--family", "ResNet", "--search", "lecun")
    assert outcome.code == 2
    assert outcome.err.startswith("error: no network of the family 'ResNet' mentions 'lecun'\n")


def test_list_unknown_family(run):
    outcome = run("list", "--family", "LeNett")
    assert (outcome.code, outcome.err) == (2, "error: there is no family 'LeNett'\n  did you mean 'LeNet'?\n")


def test_check_and_budget(run):
    assert run("check", "lenet5").code == 0
    assert run("check", "lenet5", "--max-parameters", "61,706", "--max-macs", "0.5M").code == 0
    outcome = run("check", "lenet5", "--max-parameters", "60K", "--format", "json")
    assert outcome.code == 1
    assert json.loads(outcome.out) == [
        {
            "name": "lenet5",
            "parameters": 61706,
            "macs": 416520,
            "memory_bytes": 4 * (61706 + 6 * 28 * 28 + 6 * 14 * 14),  # at the peak C1's and S2's maps are alive
            "verdict": "parameters over budget by 1,706",
            "notes": [],
        }
    ]


def test_a_budget_of_memory_is_parameters_and_peak_activations(run):
    totals = json.loads(run("summarize", "resnet18", "--format", "json").out)["totals"]
    needed = totals["parameter_bytes"] + totals["peak_activation_bytes"]
    assert run("check", "resnet18", "--max-memory", f"{needed}").code == 0
    outcome = run("check", "resnet18", "--max-memory", f"{needed - 1}")
    assert outcome.code == 1
    assert "memory over budget by 1 bytes" in outcome.out


def test_check_covers_all_variants(run):
    from archcalc.zoo import specs_folder

    outcome = run("check", f"{specs_folder()}/vgg.yaml", "--max-parameters", "133M", "--format", "json")
    verdicts = {entry["name"]: entry["verdict"] for entry in json.loads(outcome.out)}
    assert outcome.code == 1
    assert verdicts["vgg11"] == "ok"
    assert verdicts["vgg16"].startswith("parameters over budget by")


HEADS = """\
input: 3x64x64
layers:
  stem: {conv: 8, kernel: 1}
  boxes: {conv: 100, kernel: 1, norm: batch, activation: relu}
  classes: {conv: 100, kernel: 1, from: stem}
"""


def test_check_notes_what_nothing_uses(run, tmp_path):
    path = tmp_path / "heads.yaml"
    path.write_text(HEADS)
    outcome = run("check", str(path))
    assert outcome.code == 0
    assert outcome.err == (
        f"{path}:4:10: note: nothing uses layer 'boxes'\n"
        "    4 |   boxes: {conv: 100, kernel: 1, norm: batch, activation: relu}\n"
        "      |          ^\n"
        "  if it is a result, name it under 'outputs:'\n"
    )
    assert json.loads(run("check", str(path), "--format", "json").out)[0]["notes"] == ["nothing uses layer 'boxes'"]
    path.write_text(f"{HEADS}outputs: [boxes, classes]\n")
    assert run("check", str(path)).err == ""


@pytest.mark.parametrize("outputs", ["[boxes, classes]", "[classes, stem]", "[stem]"])
def test_outputs_survive_being_written(run, tmp_path, outputs):
    """As JSON, and as a spec."""
    first, second = tmp_path / "heads.yaml", tmp_path / "saved.yaml"
    first.write_text(f"{HEADS}outputs: {outputs}\n")
    analysis = archcalc.analyze(archcalc.load(str(first)), (3, 32, 32))
    assert archcalc.Analysis.from_dict(analysis.to_dict()).graph.results == analysis.graph.results
    run("whatif", str(first), "--replace", "width=2", "--save", str(second))
    saved = archcalc.analyze(archcalc.load(str(second)))
    assert saved.graph.results == analysis.graph.results
    assert [len(row.name) for row in saved.layers] == [len(row.name) for row in analysis.layers]


def test_check_refuses_a_budget_that_is_no_number(run):
    outcome = run("check", "lenet5", "--max-macs", "lots")
    assert outcome.code == 2
    assert outcome.err == "error: --max-macs 'lots' is no number\n  for example 300M, 1.5G or 25000000\n"


@pytest.mark.parametrize(
    ("limit", "size"),
    [("1.5MiB", 3 * 2**19), ("2kib", 2048), ("0.5GB", 5 * 10**8), ("1_000B", 1000), ("270,344", 270344)],
)
def test_a_budget_of_memory_has_units(run, limit, size):
    needed = 270344  # bytes of LeNet-5: parameters and peak activations
    outcome = run("check", "lenet5", "--max-memory", limit)
    over = f"memory over budget by {needed - size:,} bytes"
    assert (over in outcome.out) == (outcome.code != 0) == (size < needed)


@pytest.mark.parametrize("limit", ["5XB", "5iB", "B", "1e3", "1.2.3", "64 MB MB"])
def test_what_is_no_budget_of_memory(run, limit):
    outcome = run("check", "lenet5", "--max-memory", limit)
    assert outcome.err == f"error: --max-memory '{limit}' is no number\n  for example 64MB or 64MiB\n"


def test_every_spec_validates_against_the_schema(run):
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in spec_files():
        with open(path, encoding="utf-8") as file:
            assert not [error.message for error in validator.iter_errors(yaml.safe_load(file))], path


def test_the_schema_takes_fields_beside_a_layer(run):
    layers = "{c: {conv: 4, kernel: 3, norm: {batch: {affine: false}}, activation: {leaky_relu: $slope}}}"
    spec = yaml.safe_load(f"input: 3x8x8\nlayers: {layers}")
    assert not list(jsonschema.Draft202012Validator(json.loads(run("schema").out)).iter_errors(spec))


@pytest.mark.parametrize(
    "layers",
    [
        "{c: {conv: 4, kernal: 3}}",
        "{c: {conv: 4, kernel: 0}}",
        "{c: {maxpool: {}, sized: 1}}",
        "{c: {conv: -1, kernel: 3}}",
        "{c: {conv: 1, kernel: 3, activation: {leaky_relu: 2}}}",
        "{c: {conv: 1, kernel: 3, activation: {relu: , tanh: }}}",
    ],
)
def test_the_schema_refuses_mistakes(run, layers):
    spec = yaml.safe_load(f"input: 3x8x8\nlayers: {layers}")
    validator = jsonschema.Draft202012Validator(json.loads(run("schema").out))
    assert list(validator.iter_errors(spec))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command):
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert "Usage" in outcome.out
    assert all(len(line) <= 80 for line in outcome.out.splitlines())


def test_unknown_command(run):
    outcome = run("sumarize", "lenet5")
    assert (outcome.code, outcome.err) == (
        2,
        "error: there is no command 'sumarize'\n  did you mean 'summarize'?\n",
    )


def test_version(run):
    from archcalc import __version__

    assert run("--version").out == f"archcalc {__version__}\n"


HEAVY = ("torch", "numpy", "pandas", "matplotlib", "jinja2", "pydantic", "msgspec", "rich", "dataclasses")
NOT_FOR_PLAIN_LINES = (*HEAVY, "typer", "inspect", "pathlib", "subprocess", "shutil")
"""Of a start, typer alone would be half: a line that needs no explanation is read without."""


@pytest.mark.parametrize("arguments", [["list"], ["summarize", "lenet5", "--batch", "2"], ["check", "lenet5"]])
def test_a_plain_line_loads_nothing_heavy(arguments):
    loaded = _loaded(f"sys.argv = ['archcalc', *{arguments!r}]; from archcalc.cli import main; main()")
    assert not set(NOT_FOR_PLAIN_LINES) & loaded


def test_help_loads_nothing_heavy():
    arguments = ["summarize", "--help"]
    loaded = _loaded(f"sys.argv = ['archcalc', *{arguments!r}]; from archcalc.cli import main; main()")
    assert not set(HEAVY) & loaded


def test_the_check_for_heavy_modules_can_fail():
    assert "numpy" in _loaded("import numpy")


def _loaded(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has after running `code`."""
    report = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {code}"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, timeout=60, check=True)
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_a_closed_pipe_ends_quietly():
    command = f"{sys.executable} -m archcalc list | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    assert done.stdout.startswith("name")


@pytest.mark.parametrize(
    ("language", "label", "other"),
    [("en", "peak activations", "peak memory"), ("ko", "추론 시 최대 활성값", "최대 메모리")],
)
def test_the_peak_has_one_name(run, tmp_path, language, label, other):
    """It holds no parameters, and no label of any command says that it does."""
    page = tmp_path / "page.html"
    assert run("report", "lenet5", "lenet1", "--html", str(page), "--lang", language).code == 0
    texts = [
        run("summarize", "lenet5", "--lang", language).out,
        run("compare", "lenet5", "lenet1", "--lang", language).out,
        run("whatif", "vgg11", "--replace", "separable", "--lang", language).out,
        page.read_text(encoding="utf-8"),
    ]
    if language == "en":
        texts.append(run("sweep", "mobilenet_v1", "--over", "width=0.5").out)
    for text in texts:
        assert label in text
        assert other not in text and "peak at inference" not in text and "peak activation bytes" not in text
