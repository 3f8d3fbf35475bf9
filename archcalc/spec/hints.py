"""What a word that nobody knows is likely to mean. Loaded only when there is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from archcalc.errors import Fault, Place, nearest, quoted, shown
from archcalc.ops import OPERATIONS, Operation
from archcalc.ops.activation import ACTIVATIONS
from archcalc.spec.grammar import BESIDE, MODIFIERS, NORMS, STRUCTURE, is_empty
from archcalc.spec.nodes import ListNode, MapNode, Node, ScalarNode
from archcalc.spec.report import Entries

SYNONYMS = {
    "kernel_size": "kernel", "pool_size": "kernel", "strides": "stride", "pad": "padding",
    "dilation_rate": "dilation", "out_channels": "filters", "features": "filters",
    "channels": "filters", "units": "features", "p": "rate", "out_features": "features",
    "use_bias": "bias", "ceil_mode": "ceil", "group": "groups", "output_size": "size", "conv1d": "conv",
    "conv2d": "conv", "conv3d": "conv", "convolution": "conv", "fc": "linear", "dense": "linear",
    "bn": "batchnorm", "max_pool": "maxpool", "avg_pool": "avgpool", "average_pool": "avgpool",
    "maxpooling2d": "maxpool", "averagepooling2d": "avgpool", "maxpool2d": "maxpool",
    "avgpool2d": "avgpool", "gap": "global_avgpool", "global_pool": "global_avgpool",
    "globalpool": "global_avgpool", "globalaveragepooling2d": "global_avgpool",
    "adaptiveavgpool2d": "adaptive_avgpool", "silu": "swish", "concatenate": "concat", "cat": "concat",
    "sum": "add", "mul": "multiply", "deconv": "conv_transpose", "convtranspose2d": "conv_transpose",
    "conv2dtranspose": "conv_transpose", "dwconv": "depthwise", "depthwiseconv2d": "depthwise",
    "dropout2d": "dropout", "batch_norm": "batchnorm", "batchnorm2d": "batchnorm",
    "batchnormalization": "batchnorm", "lrn2d": "lrn", "hardswish": "hard_swish",
    "hswish": "hard_swish", "h_swish": "hard_swish", "h-swish": "hard_swish", "hsigmoid": "hard_sigmoid",
    "h_sigmoid": "hard_sigmoid", "lrelu": "leaky_relu", "logistic": "sigmoid",
    "hardsigmoid": "hard_sigmoid", "leakyrelu": "leaky_relu", "sequential": "layers",
    "aux": "auxiliary", "residual": "add", "act": "activation", "normalization": "norm",
    "times": "repeat", "num_groups": "groups", "negative_slope": "slope", "num_classes": "features",
    "in_channels": "", "in_features": "", "input_shape": "",
}  # fmt: skip
"""What other tools call it; empty for what archcalc works out by itself."""

_POSITIONS = "not supported: {conv: N, kernel: R, stride: R} gives the same size, with weights of its own"
_PIXELS = "not supported: {conv_transpose: N, kernel: R, stride: R} gives the same size, with weights of its own"
_PRODUCT = "not supported: of products of two tensors there is multiply, element by element"
_RECURRENT = "not supported: there are no recurrent layers"
_NOTHING = "leave it out: it does nothing at inference"
_AXES = "not supported: only flatten changes the number of axes"
FOREIGN = {
    "pixelshuffle": _PIXELS, "depthtospace": _PIXELS, "pixelunshuffle": _POSITIONS, "spacetodepth": _POSITIONS,
    "layerscale": "not supported: {depthwise: 1, bias: false} has its parameters, and counts them as multiply-adds",
    "droppath": _NOTHING, "stochasticdepth": _NOTHING,
    "attention": _PRODUCT, "multiheadattention": _PRODUCT, "selfattention": _PRODUCT, "transformer": _PRODUCT,
    "matmul": _PRODUCT, "bmm": _PRODUCT, "einsum": _PRODUCT, "lstm": _RECURRENT, "gru": _RECURRENT, "rnn": _RECURRENT,
    "reshape": _AXES, "view": _AXES, "unflatten": _AXES, "permute": _AXES, "transpose": _AXES,
}  # fmt: skip
"""Operations of other tools that archcalc does not have, without underscores, and what can be done instead."""

NO_ACTIVATION = ("identity", "linear")
"""Activations of other tools that do nothing."""

LISTED = "operations:"
EXAMPLE = "for example {conv: 64, kernel: 3}"
BESIDE_EXAMPLES = {
    "norm": "for example norm: batch, or norm: {batch: {affine: false}}",
    "activation": "for example activation: relu, or activation: {leaky_relu: 0.1}",
}


def unknown_key(entries: Entries, name: str, known: Collection[str], what: str) -> tuple[Fault | None, str]:
    """The fault of a key that `what` does not have, and the key it is likely to stand for, if any.

    No fault for the rest of an expression that YAML has cut at a comma: its beginning has one already.
    """
    key = entries[name][0]
    before = [node for other, (_, node) in entries.items() if other != name]
    if name.count(")") > name.count("(") and any(_is_open(node) for node in before):
        return None, ""
    word, colon, rest = name.partition(":")
    if colon and rest and key.plain and word in known:
        return Fault(
            f"a space is missing after ':' in '{shown(name)}'", key.place, f"write {word}: {shown(rest)}"
        ), word
    if name.isdecimal() and len(name) == 3:
        cut = next(
            (n for n in before if isinstance(n, ScalarNode) and n.place.line == key.line and n.text.isdecimal()),
            None,
        )
        if cut:
            hint = f"for the number write {shown(cut.text)}{name}"
            return Fault(f"the comma before '{name}' begins a new entry", key.place, hint), ""
    message = f"{what} has no '{shown(name)}'"
    synonym = SYNONYMS.get(name.lower())
    if synonym == "":
        return Fault(message, key.place, "it follows from what comes before: leave it out"), ""
    meant = synonym if synonym in known else nearest(name, known)
    if meant:
        return Fault(message, key.place, f"did you mean '{meant}'?"), meant
    return Fault(message, key.place, f"it has {quoted(known)}" if known else f"nothing else goes with {what}"), ""


def unknown_word(word: str, blocks: Iterable[str], layers: Iterable[str] = ()) -> str:
    """The hint for a word that is no operation, block or layer."""
    known = [*OPERATIONS, *blocks, *STRUCTURE, *layers]
    synonym = SYNONYMS.get(word.lower(), "")
    meant = synonym if synonym in known else nearest(word, known)
    instead = instead_of(word)
    if instead and meant not in (*blocks, *layers):
        return instead
    if meant:
        return f"did you mean '{meant}'?"
    hint = f"{LISTED} {quoted(sorted(OPERATIONS))}"
    named = sorted(blocks)
    return f"{hint}; blocks of this file: {quoted(named[:30])}" if named else hint


def instead_of(word: str) -> str:
    """What can be done instead of an operation of other tools; empty for a word that is none of them."""
    return FOREIGN.get(re.sub(r"[_-]|[123]d$", "", word.lower()), "")


def unknown_beside(what: str, word: str, place: Place) -> Fault:
    """The fault of a word after `norm:` or `activation:` that is none."""
    known = [*BESIDE[what], "none"]
    synonym = "none" if what == "activation" and word.lower() in NO_ACTIVATION else SYNONYMS.get(word.lower(), "")
    words = {key: name for name, key in BESIDE[what].items()} | {"none": "none"}
    meant = words.get(synonym) or nearest(word, known)
    hint = f"did you mean '{meant}'?" if meant else f"known {what}s: {quoted(sorted(known))}"
    return Fault(f"'{shown(word)}' is no {what}", place, hint)


def no_beside(what: str, node: MapNode) -> Fault:
    """The fault of a mapping after `norm:` or `activation:` that is not one word with its fields."""
    if len(node.entries) != 1:
        return Fault(f"{what} is one word, with its fields", node.place, BESIDE_EXAMPLES[what])
    ((word, (key, _)),) = node.entries.items()
    return unknown_beside(what, word, key.place)


def unknown_reference(name: str, place: Place, blocks: Collection[str], layers: Collection[str]) -> Fault:
    """The fault of a word, or of a name after `from`, that is nothing in the whole file."""
    what = "layer" if "." in name else "operation, block or layer"
    return Fault(f"there is no {what} '{shown(name)}'", place, unknown_word(name, blocks, layers))


def says_nothing(key: ScalarNode, blocks: Collection[str]) -> Fault:
    """The fault of a layer that is a name without a value."""
    meant, instead = nearest(key.text, [*OPERATIONS, *blocks]), instead_of(key.text)
    hint = f"did you mean '{meant}'?" if meant else f"for example {key.text}: {{conv: 6, kernel: 5}}"
    hint = instead if instead and meant not in blocks else hint
    return Fault(f"layer '{key.text}' says nothing, and no operation is called so", key.place, hint)


def no_branches(key: str, place: Place) -> Fault:
    """The fault of a join that has nothing to join."""
    return Fault(f"{key} takes a list of branches, or 'from' with several layers", place, _branches(key))


def wrong_branches(operation: type[Operation], main: Node, count: int, place: Place) -> Fault:
    """The fault of a join whose branches are no list, too few or too many."""
    key, (least, most) = operation.key, operation.fan_in
    if is_empty(main) and count < 2:
        return no_branches(key, place)
    if isinstance(main, ScalarNode) and not is_empty(main):
        return Fault(f"{key} takes a list of branches", main.place, _branches(key))
    if most is not None:
        return Fault(f"{key} takes {most} branches, not {count}", main.place, _branches(key))
    hint = "for the unchanged input write identity" if count else _branches(key)
    wanted = f"{least} branches" if least > 1 else "a branch"
    return Fault(f"{key} needs at least {wanted}, not {count}", main.place, hint)


def no_head(node: MapNode, blocks: Collection[str]) -> Fault:
    """The fault of a mapping without an operation or block: the key that is most likely meant for one."""
    words = [key for key, _ in node.items if key.text not in MODIFIERS]
    for key in words:
        word, colon, rest = key.text.partition(":")
        if colon and rest and (word in OPERATIONS or word in blocks):
            message = f"a space is missing after ':' in '{shown(key.text)}'"
            return Fault(message, key.place, f"write {word}: {shown(rest)}")
    fields = {name for operation in OPERATIONS.values() for name in operation.fields}
    strange = [key for key in words if key.text not in fields]
    for key in strange:
        hint = unknown_word(key.text, blocks)
        if not hint.startswith(LISTED) or len(strange) == 1:
            return Fault(f"there is no operation or block '{shown(key.text)}'", key.place, hint)
    names = {key.text for key, _ in node.items}
    if names == {"from"}:
        return Fault("'from' with several layers goes with a join", node.place, "for example {add: , from: [a, b]}")
    return Fault("nothing here says which operation it is", node.place, EXAMPLE)


def two_heads(heads: list[str], entries: Entries) -> Fault:
    """The fault of a mapping with two operations."""
    first, second = heads[:2]
    hint = "write them as two layers"
    norm = next((word for word, key in NORMS.items() if key == second), "")
    if second in ACTIVATIONS:
        hint += f", or write 'activation: {second}'"
    elif norm:
        hint += f", or write 'norm: {norm}'"
    elif second == "pad" and first in OPERATIONS and "padding" in OPERATIONS[first].fields:
        hint = "did you mean 'padding'?"
    return Fault(f"one layer has two operations, '{first}' and '{second}'", entries[second][0].place, hint)


def field_example(operation: type[Operation], name: str) -> str:
    """How a field is given."""
    if name == operation.main:
        return f"for example {{{operation.key}: 16}}" if operation.key != "dropout" else "for example {dropout: 0.5}"
    return f"for example {{{operation.key}: 16, {name}: 3}}" if operation.main else ""


def not_layers(node: Node) -> Fault:
    """The fault of `layers:` that are none."""
    if isinstance(node, ListNode) or (isinstance(node, ScalarNode) and not node.text):
        return Fault("there are no layers here", node.place, "for example layers: {C1: {conv: 6, kernel: 5}}")
    text = node.text if isinstance(node, ScalarNode) else ""
    name, colon, rest = text.partition(":")
    if colon and rest and " " not in name:
        return Fault("a space is missing after ':'", node.place, f"write {shown(name)}: {shown(rest)}")
    return Fault(
        "layers are a mapping of names to layers, or a list of layers",
        node.place,
        "write name: layer, or - layer",
    )


def _branches(key: str) -> str:
    if key == "crop":
        return "the layer that is cropped, and one of the size that is wanted: crop: [down1, up1]"
    return f"for example {key}: [identity, [{{conv: 64, kernel: 3, padding: same}}, relu]]"


def _is_open(node: Node) -> bool:
    """Whether an unquoted text, or the last of a list, opens a bracket that it does not close."""
    if isinstance(node, ListNode):
        return any(_is_open(item) for item in node.items)
    return isinstance(node, ScalarNode) and node.plain and node.text.count("(") > node.text.count(")")
