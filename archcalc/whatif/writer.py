"""Any graph as a spec: one line per layer, every layer named, branches wired with `from`.

What is written reads again as the same layers, in the same order, on the same shapes. Names are the paths of the
graph with `_` for `.`; a norm or activation that stands beside a layer is written beside it.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from archcalc.graph import INPUT, Graph, Node
from archcalc.ops import OPERATIONS, Operation
from archcalc.savings.web import Web
from archcalc.shape import shape_text
from archcalc.spec.grammar import BESIDE, JOINS
from archcalc.whatif.values import conv_fields, fields_text, quoted

_LONGEST = 90  # of a name, so that a number fits behind it


class Line(NamedTuple):
    """A layer with the norm and activation beside it; `end` is the last node it stands for."""

    node: Node
    norm: str
    activation: str
    end: int


def spec_text(graph: Graph, title: str, about: str = "", family: str = "") -> str:
    """The spec, as YAML."""
    head = [("architecture", title), ("family", family), ("about", about)]
    texts = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head if value]
    return "\n".join([*texts, f"input: {shape_text(graph.input)}", "", "layers:", *_layers(graph)]) + "\n"


def _layers(graph: Graph) -> list[str]:
    names: dict[int, str] = {INPUT: "input"}
    taken = {"input"}
    texts = []
    before = INPUT  # where the layer in front ends: its output is taken without a word
    for line in _lines(graph):
        name = _name(line.node.path, taken)
        texts.append(f"  {quoted(name)}:{_item(line, name, names, before)}")
        names[line.end] = name
        before = line.end
    if graph.others:
        texts.append(f"outputs: [{', '.join(quoted(names[result]) for result in graph.results)}]")
    elif before != graph.output:
        texts.append(f"  {_name('result', taken)}: {{from: {quoted(names[graph.output])}}}")
    return texts


def _lines(graph: Graph) -> list[Line]:
    """The nodes, with those that stand beside another one folded into it."""
    web = Web(graph)
    lines = []
    index = 0
    while index < len(graph.nodes):
        node, end = graph.nodes[index], index
        found = {"norm": "", "activation": ""}
        for what in found:
            word = _beside(web, node.path, end, what)
            if word:
                found[what], end = word, end + 1
        lines.append(Line(node, found["norm"], found["activation"], end))
        index = end + 1
    return lines


def _beside(web: Web, path: str, index: int, what: str) -> str:
    """The word for the norm or activation behind `index`, if it can be written beside the layer `path`."""
    if web.takers[index] != [index + 1] or index in web.results:
        return ""
    node = web.nodes[index + 1]
    for word, key in BESIDE[what].items():
        name = f"{path}.norm" if what == "norm" else f"{path}.{word}"
        if node.path == name and node.operation.key == key:
            return _beside_text(word, node)
    return ""


def _beside_text(word: str, node: Node) -> str:
    """`relu`, or with the fields that a reader would not assume: `{leaky_relu: {slope: 0.1}}`."""
    kind = type(node.operation)
    values = {name: getattr(node.operation, name) for name in kind.fields}
    if node.operation == kind.make(node.shapes, {}):
        return word
    texts = fields_text(kind, values, bias=True)
    main = texts.get(kind.main or "")
    return f"{{{word}: {main or ''.join(['{', ', '.join(f'{n}: {text}' for n, text in texts.items()), '}'])}}}"


def _item(line: Line, name: str, names: dict[int, str], before: int) -> str:
    """What stands behind the name: nothing, a word, or a mapping."""
    operation, inputs = line.node.operation, line.node.inputs
    key, fields = _fields(operation, line)
    joins = operation.key in JOINS
    sources = [quoted(names[source]) for source in inputs]
    beside = [(what, word) for what, word in (("norm", line.norm), ("activation", line.activation)) if word]
    more = [f"{field}: {text}" for field, text in (*list(fields.items())[1:], *beside)]
    main = next(iter(fields.values()), "")
    if joins and len(inputs) == 1:
        main = f"[{{from: {sources[0]}}}]"
    elif joins:
        more.append(f"from: [{', '.join(sources)}]")
    elif inputs[0] != before:
        more.append(f"from: {sources[0]}")
    if main or more:
        return f" {{{', '.join([f'{key}: {main}', *more])}}}"
    return "" if name == key else f" {key}"


def _fields(operation: Operation, line: Line) -> tuple[str, dict[str, str]]:
    """The key, and the fields that are not as a reader would assume; the main field, or an empty text, first."""
    key, given = conv_fields(operation, line.node.shapes[0][0])
    main = OPERATIONS[key].main
    texts = {main or "": ""} | fields_text(OPERATIONS[key], given, bias=not line.norm)
    return key, texts


def _name(path: str, taken: set[str]) -> str:
    """A name that no layer has yet."""
    stem = re.sub(r"[^\w-]", "_", path)[-_LONGEST:]
    name, number = stem, 1
    while name in taken or not name:
        number += 1
        name = f"{stem}_{number}"
    taken.add(name)
    return name
