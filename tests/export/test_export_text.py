"""What exported source says, line by line, and the small parts that it is made with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from torch import nn

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.code import Call, Choice, Each, Infix, Listing, Text
from archcalc.export.pytorch.evaluate import make_divisible, value_of
from archcalc.export.pytorch.layout import flat, lines, signature
from archcalc.export.pytorch.loops import looped
from archcalc.export.pytorch.names import MODULE_NAMES, attribute_name, class_name, network_class_name, variable_name
from archcalc.export.pytorch.source import source
from archcalc.zoo import load

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    "name", ["lenet5", "lenet5_1998", "resnet18", "googlenet", "densenet121", "mobilenet_v3_small", "dpn68"]
)
def test_source_as_it_was_read_and_approved(name: str, request: pytest.FixtureRequest) -> None:
    text = source(load(name), command=f"archcalc export {name} --to torch")
    path = DATA / f"{name}.py.txt"
    if request.config.getoption("--rewrite"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


SYMBOLS = {
    "out": expressions.name("out"),
    "in": expressions.name("in_channels"),
    "stride": expressions.name("stride"),
    "stride_in": expressions.constant("3x3"),
    "width": expressions.constant(1.4),
    "one": expressions.constant(1),
    "depths": expressions.constant([2, 3]),
    "unknown": None,
}


@pytest.mark.parametrize(
    ("spec", "python"),
    [
        ("4 * $out", "4 * out"),
        ("$out * 4", "4 * out"),
        ("2 * (3 * $out)", "6 * out"),
        ("$out / 4", "out // 4"),
        ("floor($one * $out)", "out"),
        ("floor($width * $out)", "7 * out // 5"),
        ("$out + 2 * $out + 4 - $in - 1", "3 * out - in_channels + 3"),
        ("4 - $out", "4 - out"),
        ("$stride if $stride_in == '3x3' else 1", "stride"),
        ("$in != $out or $stride != 1", "in_channels != out or stride != 1"),
        ("$stride == 1 and $one == 1", "stride == 1"),
        ("not $stride == 1", "not stride == 1"),
        ("$depths[1] * $out", "3 * out"),
        ("$out if $stride == 1 else $in", "out if stride == 1 else in_channels"),
        ("min(8, $out)", "min(8, out)"),
        ("make_divisible($in // 4, 8)", "make_divisible(in_channels // 4, 8)"),
        ("'a' if $stride == 1 else 'b'", '"a" if stride == 1 else "b"'),
        ("$unknown + 1", None),
        ("$out ** 2", None),
        ("$out + $width", None),
    ],
)
def test_expressions_of_the_spec_in_python(spec: str, python: str | None) -> None:
    tree = expressions.of_text(spec, SYMBOLS)
    assert (tree and expressions.text_of(tree)) == python


@pytest.mark.parametrize(
    ("spec", "value"),
    [("4 * $out", 48), ("$in != $out or $stride != 1", True), ("$out if $stride == 1 else $in", 12), ("$out // 5", 2)],
)
def test_expressions_have_pythons_values(spec: str, value: Any) -> None:
    tree = expressions.of_text(spec, SYMBOLS)
    assert tree is not None
    environment = {"out": 12, "in_channels": 12, "stride": 2}
    assert value_of(tree, environment) == value == eval(expressions.text_of(tree), {}, environment)


def test_make_divisible_is_that_of_mobilenet() -> None:
    for v in range(1, 400):
        expected = max(8, int(v + 4) // 8 * 8)
        assert make_divisible(v, 8) == (expected + 8 if expected < 0.9 * v else expected)


def test_loops_are_made_of_what_repeats() -> None:
    def texts(*codes: Any) -> list[str]:
        return [flat(code) for code in looped([[code] for code in codes])]

    def unit(*numbers: int) -> Call:
        return Call("Unit", tuple(Text(str(number)) for number in numbers))

    assert texts(unit(1), unit(1)) == ["Unit(1)", "Unit(1)"]
    assert texts(unit(1), unit(2), unit(2), unit(2)) == ["Unit(1)", "*[Unit(2) for _ in range(3)]"]
    assert texts(unit(4, 9), unit(6, 9), unit(8, 9)) == ["*[Unit(4 + 2 * i, 9) for i in range(3)]"]
    assert texts(unit(0), unit(1), unit(2)) == ["*[Unit(i) for i in range(3)]"]
    assert texts(unit(4), unit(6), unit(9)) == ["Unit(4)", "Unit(6)", "Unit(9)"]
    assert texts(unit(4), Call("Other")) == ["Unit(4)", "Other()"]


LONG = [Text("a" * 30), Text("b" * 30), Text("c" * 30)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (Call("f", tuple(LONG[:2])), [f"    x = f({'a' * 30}, {'b' * 30})"]),
        (Call("f" * 20, tuple(LONG[:2])), [f"    x = {'f' * 20}(", f"        {'a' * 30}, {'b' * 30}", "    )"]),
        (Call("f", tuple(LONG)), ["    x = f(", *[f"        {text.text}," for text in LONG], "    )"]),
        (Listing(tuple(LONG)), ["    x = [", *[f"        {text.text}," for text in LONG], "    ]"]),
        (
            Choice(LONG[0], "d" * 30, LONG[2]),
            ["    x = (", f"        {'a' * 30}", f"        if {'d' * 30}", f"        else {'c' * 30}", "    )"],
        ),
        (
            Infix("+", tuple(LONG)),
            ["    x = (", f"        {'a' * 30}", f"        + {'b' * 30}", f"        + {'c' * 30}", "    )"],
        ),
        (
            Call("f", (Each(Call("g" * 40, tuple(LONG[:1])), "for _ in range(3)"),)),
            [
                "    x = f(",
                "        *[",
                f"            {'g' * 40}({'a' * 30})",
                "            for _ in range(3)",
                "        ]",
                "    )",
            ],
        ),
    ],
)
def test_code_is_laid_out_as_formatters_do(code: Any, expected: list[str]) -> None:
    assert lines(code, 4, "x = ") == expected


def test_signatures_are_laid_out_as_formatters_do() -> None:
    assert signature("f", ["self", "a: int"], "None", 4) == ["    def f(self, a: int) -> None:"]
    long = ["self", *[f"argument_{n}: int" for n in range(4)]]
    assert signature("f", long, "None", 4) == ["    def f(", f"        {', '.join(long)}", "    ) -> None:"]


def test_names_that_a_module_has_are_known() -> None:
    public = {name for name in dir(nn.Module()) if not name.startswith("_")}
    assert public <= MODULE_NAMES


@pytest.mark.parametrize(
    ("function", "name", "expected"),
    [
        (class_name, "squeeze_excite", "SqueezeExcite"),
        (class_name, "mbconv", "MBConv"),
        (class_name, "x1_0", "X1_0"),
        (class_name, "3x3", "Block3x3"),
        (attribute_name, "conv4_x.2", "conv4_x_2"),
        (attribute_name, "train", "train_"),
        (attribute_name, "1x1", "layer1x1"),
        (attribute_name, "_modules", "_modules_"),
        (variable_name, "lambda", "lambda_"),
        (variable_name, "torch", "torch_"),
    ],
)
def test_names_in_python(function: Any, name: str, expected: str) -> None:
    assert function(name) == expected


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("resnet18", "ResNet", "ResNet18"),
        ("vgg16_bn", "VGG", "VGG16BN"),
        ("squeezenet1_0", "SqueezeNet 1.0", "SqueezeNet1_0"),
        ("lenet5_1998", "LeNet-5", "LeNet5_1998"),
        ("alexnet", "AlexNet (one tower)", "AlexNet"),
        ("regnet_x_1_6gf", "RegNet", "RegNetX1_6gf"),
        ("my-net", "Something else", "MyNet"),
    ],
)
def test_names_of_networks(name: str, title: str, expected: str) -> None:
    assert network_class_name(name, [title]) == expected
