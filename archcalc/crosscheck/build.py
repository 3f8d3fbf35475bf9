"""From the flat graph to a torch module that computes the same network."""

from __future__ import annotations

from contextlib import nullcontext
from typing import NamedTuple

import torch
from torch import Tensor, nn

from archcalc.crosscheck.factories import module_for
from archcalc.graph import INPUT, Graph, Node


class Scope(nn.Module):
    """A container of a path, `conv2_x` of `conv2_x.0.conv1`: gives its children their names, never runs."""


class Step(NamedTuple):
    """A module to run: which values it takes, and which are not needed any more after it."""

    module: str
    inputs: tuple[int, ...]
    dead: tuple[int, ...]


class Network(nn.Module):
    """A graph as a module. `module_names[i]` is the module of the graph's node i.

    With training heads, its results are followed by theirs: `(result, head, ...)`, in the order in which they run.
    """

    module_names: tuple[str, ...]

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self.module_names = ()  # taken, before a layer of that name comes
        self.module_names = tuple(_place(self, node) for node in graph.nodes)
        self._steps = _steps(graph, self.module_names)
        self._outputs = (*graph.results, *graph.unused())

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, ...]:
        values = {INPUT: x}
        del x  # or the input would live to the end
        for index, step in enumerate(self._steps):
            module = self.get_submodule(step.module)
            values[index] = module(*[values[source] for source in step.inputs])
            for value in step.dead:
                del values[value]
        results = tuple(values[index] for index in self._outputs)
        return results if len(results) > 1 else results[0]


def build(graph: Graph, device: str | torch.device | None = None) -> Network:
    """The torch module of a graph, on a device (`"meta"` takes no memory and computes shapes only).

    Its modules are found under the nodes' paths: `state_dict` keys read `conv2_x.0.conv1.weight`.
    """
    with torch.device(device) if device is not None else nullcontext():
        return Network(graph)


def _steps(graph: Graph, names: tuple[str, ...]) -> tuple[Step, ...]:
    last = dict.fromkeys((*graph.results, *graph.unused()), len(graph.nodes))
    for index, node in enumerate(graph.nodes):
        for value in (*node.inputs, index):
            last[value] = max(index, last.get(value, index))
    dying: dict[int, list[int]] = {}
    for value, step in last.items():
        dying.setdefault(step, []).append(value)
    return tuple(
        Step(name, node.inputs, tuple(dying.get(index, ())))
        for index, (name, node) in enumerate(zip(names, graph.nodes, strict=True))
    )


def _place(root: Network, node: Node) -> str:
    """Register the node's module under its path, and return the name it has got.

    `conv1.norm` cannot be inside of `conv1`, which is a layer: it becomes `conv1_norm`. A join whose
    branches are named after it, `mixed.left` and `mixed.right`, goes in with them: `mixed.concat`.
    """
    scope: nn.Module = root
    outer: list[str] = []
    name, *rest = node.path.split(".")
    for part in rest:
        name = _legal(scope, name)
        if isinstance(scope._modules.get(name), Scope | None):
            scope = _enter(scope, name)
            outer.append(name)
            name = part
        else:
            name = f"{name}_{part}"
    if isinstance(scope._modules.get(name), Scope):
        scope = _enter(scope, name)
        outer.append(name)
        name = node.operation.key
    name = _legal(scope, name)
    while name in scope._modules:
        name += "_"
    scope.add_module(name, module_for(node.operation, node.shapes))
    return ".".join([*outer, name])


def _enter(scope: nn.Module, name: str) -> nn.Module:
    """The container of this name, made where there is none."""
    if name not in scope._modules:
        scope.add_module(name, Scope())
    return scope.get_submodule(name)


def _legal(scope: nn.Module, name: str) -> str:
    """A layer may be called `half` or `train`, but a module's methods have these names already."""
    while hasattr(scope, name) and name not in scope._modules:
        name += "_"
    return name
