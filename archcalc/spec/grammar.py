"""The words of the spec language, and what can be a name."""

from __future__ import annotations

from archcalc.ops import OPERATIONS
from archcalc.ops.activation import ACTIVATIONS
from archcalc.spec.nodes import Node, ScalarNode

SECTIONS = {
    "architecture": "the name people know it by",
    "family": "the family it belongs to",
    "about": "a sentence or two on what is special, or where the paper is unclear",
    "paper": "where it was published: title, authors, year, url",
    "input": "shape of one sample, channels first: 3x224x224",
    "knobs": "variables the command line can set, with their defaults",
    "variants": "the columns of the family's table: name of each network, and its variables",
    "defaults": "fields that an operation has in this file unless it says otherwise",
    "blocks": "the paper's building blocks, with arguments",
    "layers": "the network: a mapping of names to layers, in order",
    "outputs": "names of the layers that it returns, where that is not the last one",
    "published": "figures that the paper prints",
}
"""Top-level keys of a spec file, and what each holds."""

PAPER_KEYS = ("title", "authors", "year", "url")
KNOB_KEYS = ("default", "choices", "about")
FIGURE_TEXTS = ("quantity", "value", "layer", "table", "convention", "reason")
FIGURE_KEYS = (*FIGURE_TEXTS, "at")
VARIANT_KEYS = ("architecture", "about", "input", "layers", "published")

STRUCTURE = ("block", "layers", "auxiliary")
"""Heads that are neither an operation nor a block."""

MODIFIERS = ("repeat", "first", "from", "when", "if", "norm", "activation", "split")
"""Keys that say more about a head."""

JOINS = frozenset(key for key, operation in OPERATIONS.items() if operation.fan_in[1] != 1)
"""Operations that take several tensors: add, concat, crop, multiply."""

NORMS = {"batch": "batchnorm", "layer": "layernorm", "instance": "instancenorm"}
"""Words that `norm:` beside an operation accepts, and the operation each stands for."""

BESIDE = {"norm": NORMS, "activation": {name: name for name in ACTIVATIONS}}
"""What can stand beside an operation, and the words for it."""

BUILT_IN = ("in", "index", "input")
"""Names with a meaning of their own: incoming channels, iteration of a repeat, the input of a block."""


def is_name(text: str) -> bool:
    """Whether a layer, block, knob or variant can be called this."""
    return text != "input" and len(text) <= 100 and text.replace("_", "a").replace("-", "a").isalnum()


def is_empty(node: Node) -> bool:
    """Whether nothing is given: `relu:`."""
    return isinstance(node, ScalarNode) and node.plain and node.text in ("", "~", "null")


def is_word_for(what: str, value: object) -> bool:
    """Whether a value can stand after `norm:` or `activation:`."""
    return value is None or value == "none" or (isinstance(value, str) and value in BESIDE[what])
