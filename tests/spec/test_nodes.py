"""From bytes to nodes: values and places, faults word by word, and files that mean harm."""

import io
import os
import subprocess
import sys
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.errors import ArchcalcError, Source, SpecError, UsageError
from archcalc.spec.events import read_nodes
from archcalc.spec.files import DEFAULT, Limits, decode, event_source, read_file
from archcalc.spec.nodes import ListNode, MapNode, ScalarNode
from archcalc.spec.scalars import parse_scalar


def read(text, limits=DEFAULT):
    return read_nodes(Source("f.yaml", text), limits)


def value(node):
    """The plain data of a tree, as a naive reader would walk it."""
    if isinstance(node, ScalarNode):
        return parse_scalar(node.text, node.plain)
    if isinstance(node, ListNode):
        return [value(item) for item in node.items]
    return {parse_scalar(key.text, key.plain): value(item) for key, item in node.items}


def errors(text):
    """The whole message, as the command line prints it."""
    with pytest.raises(SpecError) as caught:
        read(text)
    return str(caught.value)


def first_line(text):
    return errors(text).splitlines()[0]


@pytest.fixture(params=["libyaml", "pure Python"])
def either_parser(request, monkeypatch):
    """PyYAML without its C extension gives the same nodes and the same messages."""
    if request.param == "pure Python":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
        assert not hasattr(event_source("a").__self__, "raw_parse")
    else:
        assert hasattr(event_source("a").__self__, "raw_parse")


# --- nodes and places -----------------------------------------------------------------------------------

SPEC = """\
architecture: LeNet-5
layers:
  C1: {conv: $out // 4, kernel: "3", bias: no}
  flatten:
  text: |
    two
    lines
  list:
    - 1
    - 'it''s'
"""


@pytest.mark.usefixtures("either_parser")
def test_nodes_of_a_spec():
    assert value(read(SPEC)) == {
        "architecture": "LeNet-5",
        "layers": {
            "C1": {"conv": "$out // 4", "kernel": "3", "bias": "no"},
            "flatten": None,
            "text": "two\nlines\n",
            "list": [1, "it's"],
        },
    }


@pytest.mark.usefixtures("either_parser")
def test_nodes_know_where_they_stand():
    root = read(SPEC)
    layers = root.get("layers")
    c1 = layers.get("C1")
    assert str(root.place) == "f.yaml:1:1"
    assert str(layers.place) == "f.yaml:3:3"
    assert str(c1.place) == "f.yaml:3:7"
    assert c1.get("conv").place[1:] == (3, 14, 9)
    assert c1.get("kernel").place[1:] == (3, 33, 3)
    assert [key.place[1:] for key, _ in c1.items] == [(3, 8, 4), (3, 25, 6), (3, 38, 4)]
    assert layers.get("flatten").place[1:] == (4, 11, 1)
    assert layers.get("text").place[1:] == (5, 9, 1)
    assert str(layers.get("list").place) == "f.yaml:9:5"
    assert layers.get("missing") is None


def test_columns_count_characters():
    assert first_line("í한😀: {a: 1, a: 2}\n") == "f.yaml:1:13: error: 'a' is given twice"


def test_quoted_scalars_are_not_plain():
    assert [item.plain for item in read("[a, 'a', \"a\", !!str a, ! a, !!int 1]").items] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]


def test_an_alias_shares_its_node():
    root = read("a: &x {k: 1}\nb: *x\nc: &y 3\nd: *y\n*y : 4\n")
    assert root.get("a") is root.get("b")
    assert value(root)["d"] == 3
    assert value(root)[3] == 4


MERGES = {
    "a: &a {k: 1, l: 2}\nb: {<<: *a, k: 3}\n": {"k": 3, "l": 2},
    "a: &a {k: 1, l: 2}\nb: {k: 3, <<: *a}\n": {"k": 3, "l": 2},
    "a: [&a {k: 1, l: 2}, &b {k: 4, m: 5}]\nb: {<<: [*a, *b]}\n": {"k": 1, "l": 2, "m": 5},
    "b: {<<: {k: 1}}\n": {"k": 1},
    "b: {'<<': 1}\n": {"<<": 1},
    "b: {<<: []}\n": {},
}


@pytest.mark.parametrize(("text", "merged"), MERGES.items())
def test_merge_keys(text, merged):
    found = value(read(text).get("b"))
    assert found == merged
    assert list(found) == list(merged)
    assert yaml.safe_load(text)["b"] == merged


def is_text(word):
    """Neither 1.1 nor 1.2 takes it for a number: the dumper, a 1.1 one, leaves 1e3 without quotes."""
    return not word[:1].isdigit() and word[:1] not in "+-."


plain_words = st.from_regex(r"[a-zA-Z$][a-zA-Z0-9 $/*+_-]{0,12}[a-zA-Z0-9]", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.just("\n"), max_size=20)
words = plain_words | texts.filter(is_text)
scalars = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | words | st.floats(-1e9, 1e9)
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words, inner, max_size=5),
    max_leaves=30,
)


@given(data, st.sampled_from([None, True, False]), st.booleans())
@settings(deadline=None, max_examples=300)
def test_what_pyyaml_writes_reads_back(written, flow, unicode):
    text = yaml.safe_dump(written, default_flow_style=flow, allow_unicode=unicode, sort_keys=False)
    if written is None:
        text = "null\n"  # safe_dump writes `null\n...`
    assert value(read(text)) == written


@given(st.text(max_size=80) | st.text(alphabet="ab:-[]{}&*!|>'\"%@\n\t ,#?<0\\", max_size=80))
@settings(deadline=None, max_examples=500)
def test_any_text_gives_nodes_or_faults(text):
    try:
        node = read(text)
        assert isinstance(node, ScalarNode | ListNode | MapNode)
    except SpecError as error:
        assert error.faults
        assert str(error)
        unexplained = "this is not YAML: " in str(error)
        assert not unexplained or "%" in text or "!" in text  # directives and tags


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_any_bytes_give_nodes_or_faults(binary):
    try:
        read_nodes(decode("f.yaml", binary))
    except SpecError as error:
        assert str(error)


# --- faults ---------------------------------------------------------------------------------------------

FAULTS = {
    "a:\n\tb: 1\n": """\
f.yaml:2:1: error: a tab is used for indentation
    2 |  b: 1
      | ^
  YAML indents with spaces only""",
    "a: >\n\tx\n": """\
f.yaml:2:1: error: a tab is used for indentation
    2 |  x
      | ^
  YAML indents with spaces only""",
    "a: @b\n": """\
f.yaml:1:4: error: a value cannot begin with '@'
    1 | a: @b
      |    ^
  put the value in quotes""",
    "conv:6\nkernel: 5\n": """\
f.yaml:1:5: error: a space is missing after ':'
    1 | conv:6
      |     ^
  write key: value""",
    "a: 1\nconv:6\nkernel: 5\n": """\
f.yaml:2:5: error: a space is missing after ':'
    2 | conv:6
      |     ^
  write key: value""",
    "a: {conv:[6]}\n": """\
f.yaml:1:9: error: a space is missing after ':'
    1 | a: {conv:[6]}
      |         ^
  write key: value""",
    "a: 1\nword\nb: 2\n": """\
f.yaml:2:1: error: this line has no ': '
    2 | word
      | ^
  write key: value""",
    "- a\n-b\n": """\
f.yaml:2:1: error: a space is missing after '-'
    2 | -b
      | ^
  write - item""",
    "title: Deep learning: a review\n": """\
f.yaml:1:21: error: a second ': ' on one line
    1 | title: Deep learning: a review
      |                     ^
  put the text in quotes, or use { }""",
    "a: 1\n  b: 2\n": """\
f.yaml:2:3: error: this line is indented too far
    2 |   b: 2
      |   ^
  line 1 has its value already: align with it""",
    "a:\n    b: 1\n  c: 2\n": """\
f.yaml:3:3: error: this line does not align with those above
    3 |   c: 2
      |   ^
  the block began on line 1, in column 1""",
    "a: 1\n- b\n": """\
f.yaml:2:1: error: expected a 'key: value' here
    2 | - b
      | ^
  the block began on line 1""",
    "- a\nb: 1\n": """\
f.yaml:2:1: error: expected an item ('- ...') here
    2 | b: 1
      | ^
  the block began on line 1""",
    'a: "x" y\n': """\
f.yaml:1:8: error: text follows after the end of a value
    1 | a: "x" y
      |        ^
  put the whole value in quotes""",
    "a: 'abc\nb: 'x'\n": """\
f.yaml:2:5: error: text follows after the end of a value
    2 | b: 'x'
      |     ^
  is a quote above not closed?""",
    "a: 'abc\nb: 3\n": """\
f.yaml:1:4: error: this quote is never closed
    1 | a: 'abc
      |    ^""",
    "a: [1, 2\nb: 3\n": """\
f.yaml:1:4: error: this '[' is never closed
    1 | a: [1, 2
      |    ^
  ']' is missing""",
    "a: {b: 1\n": """\
f.yaml:1:4: error: this '{' is never closed
    1 | a: {b: 1
      |    ^
  '}' is missing""",
    "a: [1, 2}\n": """\
f.yaml:1:9: error: ',' or ']' is missing here
    1 | a: [1, 2}
      |         ^""",
    "a: [1]]\n": """\
f.yaml:1:7: error: this ']' closes nothing
    1 | a: [1]]
      |       ^""",
    "a: {repeat: $depths[0]}\n": """\
f.yaml:1:20: error: '[' cannot stand inside an unquoted value here
    1 | a: {repeat: $depths[0]}
      |                    ^
  inside { } and [ ] write such an expression in quotes""",
    "[a,,b]": """\
f.yaml:1:4: error: a value is missing here
    1 | [a,,b]
      |    ^""",
    'a: "\\q"\n': """\
f.yaml:1:5: error: unknown escape '\\q'
    1 | a: "\\q"
      |     ^^
  in double quotes write \\\\ for a backslash, or use single quotes""",
    "when: >= 3\n": """\
f.yaml:1:7: error: a value cannot begin with '>'
    1 | when: >= 3
      |       ^
  put the value in quotes""",
    "a: - b": """\
f.yaml:1:4: error: a list cannot begin on the line of its key
    1 | a: - b
      |    ^
  begin '- ' on the next line""",
    "a: ? b": """\
f.yaml:1:4: error: '? ' cannot stand here
    1 | a: ? b
      |    ^
  put the text in quotes""",
    "a: *\n": """\
f.yaml:1:4: error: '*' needs a name here
    1 | a: *
      |    ^
  put the value in quotes, if no alias or anchor is meant""",
    "{a: 1} x": """\
f.yaml:1:8: error: text follows after the end of the document
    1 | {a: 1} x
      |        ^""",
    "a: 1\n---\nb: 2\n": """\
f.yaml:2:1: error: a second document begins here
    2 | ---
      | ^^^
  a spec is one document: one file each""",
    "a: 1\n---\n": """\
f.yaml:2:1: error: a second document begins here
    2 | ---
      | ^^^
  a spec is one document: one file each""",
    "": "error: f.yaml: this file is empty",
    "# only a comment\n": "error: f.yaml: this file is empty",
    "---\n": "error: f.yaml: this file is empty",
    "a: 1\nb: {c: 1, c: 2}\na: 3\n": """\
f.yaml:2:11: error: 'c' is given twice
    2 | b: {c: 1, c: 2}
      |           ^
f.yaml:2:5: first given here
    2 | b: {c: 1, c: 2}
      |     ^
f.yaml:3:1: error: 'a' is given twice
    3 | a: 3
      | ^
f.yaml:1:1: first given here
    1 | a: 1
      | ^""",
    "? [1]\n: 2\n? {a: 1}\n: 3\n": """\
f.yaml:1:3: error: a list cannot be a key
    1 | ? [1]
      |   ^
f.yaml:3:3: error: a mapping cannot be a key
    3 | ? {a: 1}
      |   ^
  to use a variable write $name, without braces""",
    "a: {{width}}\n": """\
f.yaml:1:5: error: a mapping cannot be a key
    1 | a: {{width}}
      |     ^
  to use a variable write $name, without braces""",
    "a: !!python/object/apply:os.system [ls]\n": """\
f.yaml:1:4: error: the tag '!!python/object/apply:os.system' is not allowed
    1 | a: !!python/object/apply:os.system [ls]
      |    ^
  a spec is plain data: remove the tag""",
    "a: !mine 1\nb: !!int x\nc: !!map [1]\n": """\
f.yaml:1:4: error: the tag '!mine' is not allowed
    1 | a: !mine 1
      |    ^
  a spec is plain data: remove the tag
f.yaml:2:10: error: 'x' is not what its tag '!!int' says
    2 | b: !!int x
      |          ^
f.yaml:3:4: error: the tag '!!map' is not allowed
    3 | c: !!map [1]
      |    ^
  a spec is plain data: remove the tag""",
    "%TAG !x! y\n---\na: 1\n": """\
f.yaml:1:1: error: '%TAG' is not allowed
    1 | %TAG !x! y
      | ^^^^
  a spec is plain data, without tags""",
    "a: &width 1\nb: *widht\n": """\
f.yaml:2:4: error: unknown alias '*widht'
    2 | b: *widht
      |    ^^^^^^
  did you mean '*width'?""",
    "a: &a [1, *a]\n": """\
f.yaml:1:11: error: '*a' stands inside '&a' itself
    1 | a: &a [1, *a]
      |           ^^
  a value cannot contain itself""",
    "a: &a {<<: *a}\n": """\
f.yaml:1:12: error: '*a' stands inside '&a' itself
    1 | a: &a {<<: *a}
      |            ^^
  a value cannot contain itself
f.yaml:1:8: error: '<<' merges mappings only
    1 | a: &a {<<: *a}
      |        ^^
  write <<: *name or <<: [*a, *b]""",
    "a: &a {k: 1}\nb: {<<: *a, <<: *a}\nc: {<<: 3}\n": """\
f.yaml:2:13: error: '<<' is given twice
    2 | b: {<<: *a, <<: *a}
      |             ^^
  merge several with <<: [*a, *b]
f.yaml:3:5: error: '<<' merges mappings only
    3 | c: {<<: 3}
      |     ^^
  write <<: *name or <<: [*a, *b]""",
    "a: 1\nb: x\x07y\n": """\
f.yaml:2:5: error: a control character (\\x07) is not allowed
    2 | b: x?y
      |     ^""",
    "a: 1\na: 2\nb: [\n": """\
f.yaml:2:1: error: 'a' is given twice
    2 | a: 2
      | ^
f.yaml:1:1: first given here
    1 | a: 1
      | ^
f.yaml:3:4: error: this '[' is never closed
    3 | b: [
      |    ^
  ']' is missing""",
}


LIBYAML_ONLY = ("{conv:[6]}", "\x07")  # PyYAML's own parser reads the one, refuses the other before line 1


@pytest.mark.parametrize(("text", "expected"), FAULTS.items())
def test_faults(text, expected):
    assert errors(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [case for case in FAULTS.items() if not any(part in case[0] for part in LIBYAML_ONLY)],
)
def test_faults_without_libyaml(text, expected, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert errors(text) == expected


def test_half_a_surrogate_pair():
    assert first_line("a: 1\nb: \ud800") == "f.yaml:2:4: error: this character is not Unicode text"


def test_at_most_fifty_faults_are_listed():
    with pytest.raises(SpecError) as caught:
        read("a: 1\n" * 1000)
    assert len(caught.value.faults) == 50


# --- bounds ---------------------------------------------------------------------------------------------

LAUGHS = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 60)
)
DEEP_BY_ALIAS = (
    "a0: &a0 "
    + "[" * 60
    + "]" * 60
    + "\n"
    + "".join(f"a{i}: &a{i} " + "[" * 30 + f"*a{i - 1}" + "]" * 30 + "\n" for i in range(1, 1000))
)
MERGE_BOMB = "a: &a {" + ",".join(f"k{i}: 1" for i in range(1000)) + "}\nb:\n" + "- {<<: *a}\n" * 50_000
TOO_DEEP = "a spec has at most 100 levels of nesting"
TOO_EXPANDED = "a spec has at most 1,000,000 values once its aliases are filled in"

HOSTILE = {
    "alias bomb": (LAUGHS, f"f.yaml:7:10: error: {TOO_EXPANDED}"),
    "merge bomb": (MERGE_BOMB, f"f.yaml:501:8: error: {TOO_EXPANDED}"),
    "depth by aliases": (DEEP_BY_ALIAS, f"f.yaml:3:39: error: {TOO_DEEP}"),
    "flow lists": ("[" * 10_000, f"f.yaml:1:101: error: {TOO_DEEP}"),
    "flow mappings": ("{a: " * 10_000, f"f.yaml:1:401: error: {TOO_DEEP}"),
    "block mappings": ("".join(" " * i + "a:\n" for i in range(2000)), f"f.yaml:101:101: error: {TOO_DEEP}"),
    "block lists": ("- " * 10_000, f"f.yaml:1:201: error: {TOO_DEEP}"),
    "keys": ("? " * 10_000, f"f.yaml:1:201: error: {TOO_DEEP}"),
    "nodes": ("[" + "1," * 900_000, "f.yaml:1:1220000: error: a spec has at most 610,000 values"),
    "unknown aliases": ("- *zz\n" * 500_000, "f.yaml:1:3: error: unknown alias '*zz'"),
    "%TAG": ("".join(f"%TAG !a{i}! x\n" for i in range(200_000)), "f.yaml:1:1: error: '%TAG' is not allowed"),
    "long text": (
        "x" * (5 * 2**20),
        "error: f.yaml: this file is too large: at most 4,194,304 bytes are read",
    ),
}


@pytest.mark.parametrize(("text", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_at_once(text, expected):
    start = time.process_time()
    with pytest.raises(SpecError) as caught:
        read(text)
    assert time.process_time() - start < 2  # half of that on an idle machine
    assert str(caught.value).splitlines()[0] == expected


def test_depth_is_counted_through_aliases_up_to_the_bound():
    limits = Limits(max_depth=4)
    assert read("[&a [[1]], [*a]]", limits)
    with pytest.raises(SpecError, match="at most 4 levels"):
        read("[&a [[1]], [[*a]]]", limits)
    assert read("[[[[1]]]]", limits)
    with pytest.raises(SpecError, match="at most 4 levels"):
        read("[[[[[1]]]]]", limits)


def test_a_huge_number_costs_nothing_here():
    assert read("a: " + "1" * 10_000).get("a").text == "1" * 10_000


# --- files ----------------------------------------------------------------------------------------------


def refused(call, *arguments):
    start = time.process_time()
    with pytest.raises(ArchcalcError) as caught:
        call(*arguments)
    assert time.process_time() - start < 1
    return str(caught.value)


def test_read_file(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes("\ufeffinput: 너비\r\n".encode())
    source = read_file(path)
    assert source.name == str(path)
    assert value(read_nodes(source)) == {"input": "너비"}


def test_files_that_cannot_be_read(tmp_path):
    assert refused(read_file, tmp_path / "no.yaml") == f"error: {tmp_path}/no.yaml: no such file"
    assert refused(read_file, tmp_path) == f"error: {tmp_path}: this is a directory, not a file"
    assert refused(read_file, "a\0b") == "error: a?b: no file has a NUL in its name"
    assert refused(read_file, "x" * 5000) == f"error: {'x' * 200}…: File name too long"


def test_a_file_without_permission(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "f.yaml"
    path.write_text("a: 1")
    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UsageError) as caught:
        read_file(path)
    assert str(caught.value) == f"error: {path}: no permission to read this file"


def test_a_large_file_is_refused_unread(tmp_path):
    path = tmp_path / "f.yaml"
    with open(path, "wb") as file:
        file.truncate(10**12)  # sparse
    expected = f"error: {path}: this file is too large: at most 4,194,304 bytes are read"
    assert refused(read_file, path) == expected


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device")
def test_an_endless_file_is_read_up_to_the_bound():
    expected = "error: /dev/zero: this file is too large: at most 4,194,304 bytes are read"
    assert refused(read_file, "/dev/zero") == expected


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a: 1")))
    assert read_file("-").name == "<standard input>"
    monkeypatch.setattr("sys.stdin", io.StringIO("a: 1"))
    assert read_file("-").text == "a: 1"
    monkeypatch.setattr("sys.stdin", None)
    assert refused(read_file, "-") == "error: standard input is closed"


ENCODINGS = {
    b"a: 1\nb: caf\xe9 1\n": """\
f.yaml:2:7: error: line 2 is not UTF-8
    2 | b: caf\ufffd 1
      |       ^
  save the file as UTF-8""",
    "a: 1".encode("utf-16"): "error: f.yaml: this file is in UTF-16\n  save it as UTF-8",
    "a: 1".encode("utf-16-le"): "error: f.yaml: this is not a text file\n  it contains NUL bytes",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR": "error: f.yaml: this is not a text file\n  it contains NUL bytes",
    b"x" * (5 * 2**20): "error: f.yaml: this file is too large: at most 4,194,304 bytes are read",
}


@pytest.mark.parametrize(("binary", "expected"), ENCODINGS.items(), ids=range(len(ENCODINGS)))
def test_bytes_that_are_no_spec(binary, expected):
    assert refused(decode, "f.yaml", binary) == expected


def test_importing_does_not_load_yaml():
    heavy = {"yaml", "dataclasses", "inspect", "difflib"}
    code = f"import sys, archcalc.spec.events; print({heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
