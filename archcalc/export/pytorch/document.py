"""The texts of a source around its code: docstrings, imports, the main block."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from archcalc.export.pytorch.layout import WIDTH
from archcalc.export.pytorch.names import plain, words_of
from archcalc.graph import Graph
from archcalc.shape import Shape, shape_text
from archcalc.spec.model import Network

KINDS = {"block", "branch", "head", "layer", "module", "path", "shortcut", "stage", "stem", "unit"}
"""Last words of names that say what a class is."""


class Figures(NamedTuple):
    """What the engine says of the network."""

    parameters: int
    macs: int
    outputs: tuple[Shape, ...]


def head(network: Network, command: str, uses_functional: bool) -> str:
    """The module's docstring and imports."""
    text = wrapped(f'"""{_said(network.title)} in PyTorch, written by `{_said(command or "archcalc")}`.', 0, '"""')
    functional = ["import torch.nn.functional as F"] if uses_functional else []
    return "\n".join([*text, "", "import torch", *functional, "from torch import Tensor, nn"])


def block_doc(short: str, comment: str) -> list[str]:
    """What a block is called, and the comment that the spec has on it."""
    called = words_of(short)
    name = called if called.split()[-1].lower() in KINDS else f"{called} block"
    return wrapped(f'"""{name}: {_said(comment).rstrip(".")}.' if comment else f'"""{name}.', 4, '"""')


def network_doc(network: Network, graph: Graph, figures: Figures, has_heads: bool) -> list[str]:
    """Paper, what the spec says about it, and the engine's figures."""
    paper = network.spec.paper
    known = "(" in network.title or plain(network.title) == plain(network.name)
    text = wrapped(f'"""{_said(network.title if known else f"{network.title} ({network.name})")}.', 4)
    where = ", ".join(filter(None, (paper.authors, str(paper.year or ""))))
    cited = ": ".join(filter(None, (where, paper.title)))
    if cited:
        text += ["", *wrapped(f"{_said(cited)}.", 4)]
    if paper.url:
        text.append(f"    {_said(paper.url)}")
    if network.about:
        text += ["", *wrapped(_said(network.about), 4)]
    knobs = "".join(f", {name} {value}" for name, value in network.given.items())
    counted = f"{figures.parameters:,} parameters, {figures.macs:,} multiply-adds"
    text += ["", *wrapped(_said(f"Input {shape_text(graph.input)}{knobs}: {counted}."), 4)]
    if graph.nodes and graph.nodes[graph.output].operation.key == "softmax":
        text += wrapped("It ends in a softmax; nn.CrossEntropyLoss wants what comes before that.", 4)
    if has_heads:
        text += wrapped("In training, `forward` returns the results of the auxiliary heads as well.", 4)
    return [*text, '    """']


def main_block(name: str, graph: Graph, figures: Figures) -> str:
    """What runs when the source is a program."""
    zeros = ", ".join(map(str, (1, *graph.input)))
    shapes = [f"({', '.join(map(str, (1, *output)))})" for output in figures.outputs]
    run = f"model(torch.zeros({zeros}))"
    shown = [f"    print(tuple({run}.shape))  # {shapes[0]}"]
    if len(shapes) > 1:
        shown = [f"    for result in {run}:  # {', '.join(shapes)}", "        print(tuple(result.shape))"]
    return "\n".join(
        [
            'if __name__ == "__main__":',
            f"    model = {name}().eval()",
            "    parameters = sum(p.numel() for p in model.parameters())",
            f'    print(f"{{parameters:,}} parameters")  # {figures.parameters:,}',
            *shown,
        ]
    )


def wrapped(text: str, indent: int, end: str = "") -> list[str]:
    """A text over lines of the width; `end` follows on the only line, or on a line of its own."""
    space = " " * indent
    result = textwrap.wrap(
        text,
        WIDTH - len(end),
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )
    if not end:
        return result
    return [result[0] + end] if len(result) == 1 else [*result, space + end]


def _said(text: str) -> str:
    """A text of the spec as a docstring can hold it."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    shown = shown.replace("\\", "\\\\").replace('"""', "'''")
    return f"'{shown[1:]}" if shown.startswith('"') else shown
