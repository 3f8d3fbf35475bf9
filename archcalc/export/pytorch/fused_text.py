"""The source of the modules that `fusing` makes: a convolution with what stands beside it."""

from __future__ import annotations

from archcalc.export.pytorch.beside import activation_call
from archcalc.export.pytorch.code import Call, Code, Listing, Text
from archcalc.export.pytorch.functions import IN_PLACE
from archcalc.export.pytorch.fusing import DEFAULTS, Kind
from archcalc.export.pytorch.layout import lines, signature

TYPES = {"bias": "bool", "padding_mode": "str", "groups": "int"}


def module_text(kind: Kind) -> str:
    """The class of a kind."""
    kernel = _type([use.main.arguments[2] for use in kind.uses])
    parameters = ["self", "in_channels: int", "out_channels: int", f"kernel_size: {kernel}"]
    parameters += [f"{name}: {_keyword_type(kind, name)} = {DEFAULTS[name]}" for name in kind.keywords]
    if kind.takes_activation:
        parameters.append("activation: type[nn.Module] | None = None")
    head = signature("__init__", parameters, "None", 4)
    return "\n".join([f"class {kind.name}(nn.Sequential):", f'    """{_doc(kind)}"""', "", *head, *_body(kind)])


def _body(kind: Kind) -> list[str]:
    layers = [_convolution(kind), *([Call(kind.norm, (Text("out_channels"),))] if kind.norm else [])]
    if kind.takes_activation:
        fixed = {a.module for a in kind.activations if a is not None and not a.is_argument}
        in_place = (fixed | kind.held) - {"None"} <= IN_PLACE
        return [
            *lines(Call("super().__init__", tuple(layers)), 8),
            "        if activation is not None:",
            f"            self.append(activation({'inplace=True' if in_place else ''}))",
        ]
    activation = activation_call(kind.activations[0])
    return lines(Call("super().__init__", (*layers, *filter(None, (activation,)))), 8)


def _convolution(kind: Kind) -> Call:
    first = dict(kind.uses[0].main.keywords)
    keywords: list[tuple[str, Code]] = []
    for name in DEFAULTS:
        if name == "padding" and kind.pads_same:
            if any("padding" in dict(use.main.keywords) for use in kind.uses):
                keywords.append((name, Text("kernel_size // 2")))
        elif name in kind.keywords:
            keywords.append((name, Text(name)))
        elif name in first:
            keywords.append((name, first[name]))
    arguments = (Text("in_channels"), Text("out_channels"), Text("kernel_size"))
    return Call(kind.convolution, arguments, tuple(keywords))


def _doc(kind: Kind) -> str:
    beside = {"": "", "ChannelLayerNorm": "layer normalisation", "nn.LayerNorm": "layer normalisation"}
    norm = beside.get(kind.norm, "batch normalisation")
    if kind.takes_activation:
        last = "an activation if one is given"
    else:
        activation = kind.activations[0]
        last = activation.module.removeprefix("nn.") if activation else ""
    padded = kind.pads_same and any("padding" in dict(use.main.keywords) for use in kind.uses)
    first = "Padded convolution" if padded else "Convolution"
    words = [word for word in (first, norm, last) if word]
    return f"{', '.join(words[:-1])} and {words[-1]}."


def _keyword_type(kind: Kind, name: str) -> str:
    if name in TYPES:
        return TYPES[name]
    values = [dict(use.main.keywords).get(name) for use in kind.uses]
    return _type([value or Text(DEFAULTS[name]) for value in values])


def _type(values: list[Code]) -> str:
    """The type of a size: a number, a number for each axis, or either."""
    tuples = [value for value in values if isinstance(value, Listing)]
    if not tuples:
        return "int"
    inner = ", ".join(["int"] * len(tuples[0].items))
    return f"int | tuple[{inner}]" if len(tuples) < len(values) else f"tuple[{inner}]"
