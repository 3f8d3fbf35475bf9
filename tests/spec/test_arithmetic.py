"""Expressions: their values against Python's own, their faults word by word, their bounds against malice."""

import math
import subprocess
import sys
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.spec.arithmetic import ArithmeticFault, compile_expression

SCOPE = {
    "out": 64,
    "in": 32,
    "width": 1.4,
    "stride": 2,
    "flag": False,
    "block": "basic",
    "depths": [3, 4, 6, 3],
    "nothing": None,
}


def evaluate(text, scope=SCOPE):
    return compile_expression(text).evaluate(scope)


def fault(text, scope=SCOPE):
    """The fault as a reader sees it: message, hint, and the part of the text it points at."""
    with pytest.raises(ArithmeticFault) as caught:
        evaluate(text, scope)
    found = caught.value
    return found.message, found.hint, text[found.offset : found.offset + found.width]


VALUES = {
    "$out // 4": 16,
    "4 * $out": 256,
    "make_divisible($width * 32, 8)": 48,
    "$depths[0]": 3,
    "$depths[-1]": 3,
    "$depths[1 + 1]": 6,
    "[[1, 2], [3]][0][1]": 2,
    "$stride != 1 or $in != $out": True,
    "$stride == 1 and $in / 0 == 1": False,
    "not $flag": True,
    "not $flag and $flag": False,
    "not 1 == 2": True,
    "$block == 'basic'": True,
    '$block != "basic"': False,
    "$block in ['basic', 'bottleneck']": True,
    "$stride not in [1, 2]": False,
    "1 if $stride == 2 else 0": 1,
    "1 if $flag else 2 if $flag else 3": 3,
    "$nothing == 0": False,
    "-2 ** 2": -4,
    "2 ** 3 ** 2": 512,
    "2 ** -1": Fraction(1, 2),
    "2 - 3 - 4": -5,
    "1 + 2 * 3": 7,
    "(1 + 2) * 3": 9,
    "- - 3": 3,
    "7 // -2": -4,
    "-7 % 3": 2,
    "6 / 3": 2,
    "1 / 3 + 2 / 3": 1,
    "7 / 2": Fraction(7, 2),
    "0.7 * 10": 7,
    "floor(0.7 * 10)": 7,
    "1e3": 1000,
    "2.5e-1 * 4": 1,
    ".5 + .5": 1,
    "min(3, 1, 2)": 1,
    "max($depths)": 6,
    "max(4)": 4,
    "max(1, 2.5)": Fraction(5, 2),
    "floor(-0.5)": -1,
    "ceil(0.5)": 1,
    "round(0.5)": 0,
    "round(1.5)": 2,
    "abs(-3)": 3,
    "make_divisible(30)": 32,
    "make_divisible(10, 8, 16)": 16,
    "make_divisible(11, 8)": 16,
    "true": True,
    "[1, 2,]": [1, 2],
    "'a b'": "a b",
}


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_values(text, value):
    result = evaluate(text)
    assert result == value
    assert type(result) is type(value)


def test_names_are_known_before_evaluation():
    assert compile_expression("$a + max($b, $a) if $c else 1").names == {"a", "b", "c"}
    assert compile_expression("1 + 1").names == frozenset()


def test_an_expression_is_compiled_once():
    assert compile_expression("$out + 17") is compile_expression("$out + 17")


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (0.1, Fraction(1, 10)),
        (2.0, 2),
        ((1, 0.5), [1, Fraction(1, 2)]),
        (1e-5, Fraction(1, 10**5)),
        (True, True),
    ],
)
def test_values_from_outside_become_exact(value, exact):
    result = evaluate("$x", {"x": value})
    assert result == exact
    assert type(result) is type(exact)


FAULTS = {
    "$widht": ("unknown name '$widht'", "did you mean '$width'?", "$widht"),
    "width": ("unknown word 'width'", "write $width for a name, 'width' in quotes for a text", "width"),
    "$block == basic": (
        "unknown word 'basic'",
        "write $basic for a name, 'basic' in quotes for a text",
        "basic",
    ),
    "True": ("unknown word 'True'", "write true", "True"),
    "flor($out)": ("unknown function 'flor'", "did you mean 'floor'?", "flor"),
    "sqrt($out)": (
        "unknown function 'sqrt'",
        "known functions: abs, ceil, floor, make_divisible, max, min, round",
        "sqrt",
    ),
    "$min(1, 2)": ("'$min' is called like a function", "write min(...)", "$min"),
    "1 + floor": ("'floor' is a function", "write floor(x)", "floor"),
    "floor(1, 2)": ("floor cannot take 2 arguments", "write floor(x)", "floor(1, 2)"),
    "min()": ("min cannot take 0 arguments", "write min(a, b, ...) or min(list)", "min()"),
    "": ("an empty expression", "", ""),
    "$out *": ("the expression ends too early: a number or a name is missing", "", ""),
    "$out * / 2": ("a number or a name is missing before '/'", "", "/"),
    "[1, , 2]": ("a number or a name is missing before ','", "", ","),
    "$out $in": ("an operator is missing before '$in'", "", "$in"),
    "2 x": ("an operator is missing before 'x'", "", "x"),
    "($out + 1": (
        "'(' is never closed",
        "inside { } and [ ] of YAML an expression with a comma or brackets needs quotes",
        "(",
    ),
    "max($out,": (
        "'(' is never closed",
        "inside { } and [ ] of YAML an expression with a comma or brackets needs quotes",
        "(",
    ),
    "(1 2)": ("')' or an operator is missing before '2'", "", "2"),
    "$out)": ("this ')' closes nothing", "", ")"),
    "$out = 1": ("cannot read '=' here", "write '==' to compare", "="),
    "$out × 2": ("cannot read '×' here", "write '*'", "×"),
    "$flag && $flag": ("cannot read '&' here", "write 'and'", "&"),
    "2 ^ 3": ("cannot read '^' here", "write '**' for a power", "^"),
    "'abc": ("cannot read ''' here", "this quote is never closed", "'"),
    "${out}": ("cannot read '$' here", "a name follows '$', such as $out", "$"),
    "__import__('os')": (
        "unknown function '__import__'",
        "known functions: abs, ceil, floor, make_divisible, max, min, round",
        "__import__",
    ),
    "$out.real": ("cannot read '.' here", "", "."),
    "$stride if $flag": ("'if' has no 'else'", "write: a if condition else b", "if"),
    "1 < $out < 3": ("comparisons do not chain", "write: a < b and b < c", "<"),
    "1 // (2 - 2)": ("division by zero: the right side of '//' is 0", "", "(2 - 2)"),
    "1 % 0": ("division by zero: the right side of '%' is 0", "", "0"),
    "1.5 / 0": ("division by zero: the right side of '/' is 0", "", "0"),
    "0 ** -1": ("0 has no negative power", "", "0 ** -1"),
    "2 ** 0.5": ("the exponent of '**' must be a whole number, not 1/2", "", "2 ** 0.5"),
    "'basic' + 1": ("'+' calculates with numbers, but this is the text 'basic'", "", "'basic'"),
    "1 - true": ("'-' calculates with numbers, but this is true", "", "true"),
    "-$nothing": ("'-' calculates with numbers, but this is nothing", "", "$nothing"),
    "[1] * 10 ** 9": ("'*' calculates with numbers, but this is a list of 1", "", "[1]"),
    "'a' < 'b'": ("'<' calculates with numbers, but this is the text 'a'", "", "'a'"),
    "max(1, 'a')": ("'max' calculates with numbers, but this is the text 'a'", "", "'a'"),
    "not 0": ("'not' needs true or false, but this is 0", "compare it: x != 0", "0"),
    "1 if $out else 2": ("'if' needs true or false, but this is 64", "compare it: x != 0", "$out"),
    "1 in 2": ("'in' looks into a list, but this is 2", "", "2"),
    "$depths[4]": ("index 4 is out of range: the list has 4 items", "", "4"),
    "[7][-2]": ("index -2 is out of range: the list has 1 item", "", "-2"),
    "$depths[0.5]": ("an index must be a whole number, but this is 1/2", "", "0.5"),
    "$out[0]": ("'[...]' takes an item of a list, but this is 64", "", "$out"),
    "make_divisible(8, 0)": (
        "the divisor of make_divisible must be positive, not 0",
        "",
        "make_divisible(8, 0)",
    ),
    "10 ** 18 + 1": ("the result is too large: numbers go up to 10**18", "", "10 ** 18 + 1"),
    "9 ** 9 ** 9": ("the result is too large: numbers go up to 10**18", "", "9 ** 9 ** 9"),
    "1e99": ("this number is too large: numbers go up to 10**18", "", "1e99"),
    "1e-99": ("this number is too small", "", "1e-99"),
    "1" * 30: ("this number is too large: numbers go up to 10**18", "", "1" * 30),
    "1" * 900: ("this number has too many digits", "", "1" * 900),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.items())
def test_faults(text, expected):
    assert fault(text) == expected


def test_faults_of_values_from_outside():
    assert fault("$x + 1", {"x": math.nan}) == ("nan is not a number to calculate with", "", "$x")
    assert fault("$x", {"x": {}}) == ("a dict is not a value to calculate with", "", "$x")
    assert fault("$x", {"x": 10**5000}) == ("this value is too large: numbers go up to 10**18", "", "$x")
    assert fault("$x", {}) == ("unknown name '$x'", "there are no names here", "$x")
    endless = []
    endless.append(endless)
    assert fault("$x", {"x": endless}) == ("a list has at most 100 levels", "", "$x")


@pytest.mark.parametrize("text", ["(" * 400, "-" * 400 + "1", "not " * 200 + "true", "1" + "+1" * 400, "[" * 200])
def test_nesting_is_bounded(text):
    assert fault(text)[0] == "an expression has at most 100 levels of brackets and operators"


def test_length_is_bounded():
    assert fault("1 " * 1000)[0] == "an expression has at most 1000 characters, this one 2000"


def test_a_nearly_full_stack_is_no_crash():
    def deeper(levels):
        return deeper(levels - 1) if levels else evaluate("max(" * 90 + "1" + ")" * 90)

    room = sys.getrecursionlimit()
    with pytest.raises(ArithmeticFault, match="100 levels"):
        deeper(room - len_of_stack() - 100)


def len_of_stack():
    depth, frame = 0, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth


def numbers(fractions):
    """Arithmetic as text; its `/` and decimals only with `fractions`."""
    literals = st.integers(0, 50).map(str)
    if fractions:
        literals |= st.decimals(0, 9, places=2, allow_nan=False).map(str)
    signs = ["+", "-", "*", "//", "%", *(["/"] if fractions else [])]
    return st.recursive(
        literals | st.sampled_from(["$a", "$b", "$l[0]", "$l[-1]"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(signs), inner).map(" ".join),
            inner.map("({})".format),
            inner.map("-{}".format),
            st.tuples(inner, st.integers(0, 3).map(str)).map("({0[0]}) ** {0[1]}".format),
            st.tuples(st.sampled_from(["min", "max"]), inner, inner).map("{0[0]}({0[1]}, {0[2]})".format),
            st.tuples(st.sampled_from(["abs", "floor", "ceil", "round"]), inner).map("{0[0]}({0[1]})".format),
            st.tuples(inner, conditions(inner), inner).map("({0[0]} if {0[1]} else {0[2]})".format),
        ),
        max_leaves=8,
    )


def conditions(inner):
    compared = st.tuples(inner, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), inner).map(" ".join)
    member = st.tuples(inner, st.sampled_from(["in", "not in"]), inner).map("{0[0]} {0[1]} [{0[2]}, 1]".format)
    return st.one_of(compared, member, compared.map("not {}".format)) | st.tuples(
        compared, st.sampled_from(["and", "or"]), member
    ).map(" ".join)


def python_value(text, scope):
    """Python's own reading of the same text, with every number a Fraction."""
    import ast

    tree = ast.parse(text.replace("$", ""), mode="eval")

    class Exact(ast.NodeTransformer):
        def visit_Constant(self, node):
            literal = ast.Constant(ast.get_source_segment(text.replace("$", ""), node))
            return ast.Call(ast.Name("Fraction", ast.Load()), [literal], [])

        def visit_Subscript(self, node):  # its index stays an int
            return node

    code = compile(ast.fix_missing_locations(Exact().visit(tree)), "<test>", "eval")
    names = {"min": min, "max": max, "abs": abs, "round": round, "floor": math.floor, "ceil": math.ceil}
    return eval(code, {"Fraction": Fraction, "__builtins__": {}, **names, **scope})


@given(
    numbers(fractions=False) | numbers(fractions=True),
    st.integers(-20, 20),
    st.floats(-4, 4).map(lambda x: round(x, 3)),
)
@settings(deadline=None, max_examples=400)
def test_agrees_with_python_in_exact_numbers(text, a, b):
    scope = {"a": a, "b": b, "l": [a, 3, b]}
    exact = {"a": Fraction(a), "b": Fraction(repr(b)), "l": [Fraction(a), 3, Fraction(repr(b))]}
    try:
        result = evaluate(text, scope)
    except ArithmeticFault as found:
        if found.message.startswith("division by zero"):
            with pytest.raises(ZeroDivisionError):
                python_value(text, exact)
        else:
            assert "too large" in found.message or "too many" in found.message
        return
    assert result == python_value(text, exact)
    assert not isinstance(result, Fraction) or result.denominator > 1


SOUP = [
    "$a",
    "$l",
    "1",
    "0.5",
    "'x'",
    "true",
    "(",
    ")",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "==",
]
SOUP += ["<", "in", "not", "and", "or", "if", "else", "min(", "make_divisible(", "10**18", "$", "=", "é", "0"]


@given(st.text(max_size=60) | st.lists(st.sampled_from(SOUP), max_size=60).map(" ".join))
@settings(deadline=None, max_examples=500)
def test_any_text_is_a_value_or_a_fault(text):
    start = time.process_time()
    try:
        result = evaluate(text, {"a": 3, "l": [1, 2]})
        assert isinstance(result, int | str | bool | list | Fraction)
    except ArithmeticFault as found:
        assert found.message
        assert 0 <= found.offset <= len(text)
    assert time.process_time() - start < 0.5


def reference_make_divisible(v, divisor=8, min_value=None):
    """Verbatim from tensorflow/models, research/slim/nets/mobilenet/mobilenet.py: in floats."""
    if min_value is None:
        min_value = divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    # Make sure that round down does not go down by more than 10%.
    if new_v < 0.9 * v:
        new_v += divisor
    return int(new_v)


PUBLISHED = {  # base channels of the papers' tables, the multipliers published for them, the divisor
    "MobileNet v1-v3": (
        "16 24 32 40 48 64 72 80 96 112 120 128 144 160 184 192 200 240 256 288 320 512 576 672 960 1280",
        [0.25, 0.35, 0.5, 0.75, 1.0, 1.3, 1.4],
        8,
    ),
    "MnasNet": ("16 24 32 40 80 96 192 320 1280", [0.35, 0.5, 0.75, 1.0, 1.3, 1.4], 8),
    "EfficientNet": (
        "16 24 32 40 80 112 192 320 1280",
        [1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 4.3, 5.3],
        8,
    ),
    "GhostNet": ("16 24 40 48 72 80 112 120 160 184 200 240 480 672 960 1280", [0.5, 1.0, 1.3], 4),
}


@pytest.mark.parametrize(("channels", "widths", "divisor"), PUBLISHED.values(), ids=PUBLISHED)
def test_published_multipliers_give_the_channels_of_the_float_code(channels, widths, divisor):
    rule = compile_expression("make_divisible($c * $width, $divisor)")
    for width in widths:
        for c in map(int, channels.split()):
            exact = rule.evaluate({"c": c, "width": width, "divisor": divisor})
            assert exact == reference_make_divisible(c * width, divisor), (c, width)


def test_exact_decimals_can_differ_from_floats():
    assert 720 * 0.35 < 252
    assert reference_make_divisible(720 * 0.35) == 248
    assert evaluate("make_divisible(720 * 0.35)") == 256


@given(st.integers(-500, 5000), st.integers(1, 32), st.none() | st.integers(1, 64))
def test_make_divisible_of_whole_numbers_is_the_reference(v, divisor, min_value):
    arguments = [v, divisor] + ([min_value] if min_value else [])
    result = evaluate(f"make_divisible({', '.join(map(str, arguments))})")
    assert result == reference_make_divisible(v, divisor, min_value)


def test_whole_numbers_do_not_import_fractions():
    code = """
import sys
from archcalc.spec.arithmetic import compile_expression
scope = {"a": 6, "l": [3.0], "s": "x"}
for text in ["max($a // 4, $a / 2, $l[0], 2 ** 3)", "$s == 'x' and make_divisible($a) > 1"]:
    compile_expression(text).evaluate(scope)
print("fractions" in sys.modules)
compile_expression("0.5").evaluate({})
print("fractions" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
