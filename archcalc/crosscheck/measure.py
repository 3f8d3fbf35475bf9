"""What torch says of a built network: shapes (by hooks), tensors, and FlopCounterMode's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from archcalc.crosscheck.build import Network
from archcalc.graph import Graph
from archcalc.ops import BUFFER, FIXED, PARAMETER, Tensor
from archcalc.shape import Shape


class TorchFacts(NamedTuple):
    """One module as torch has it.

    `output` is per sample; `flops` is what FlopCounterMode counts for the whole batch.
    """

    output: Shape
    tensors: tuple[Tensor, ...]
    flops: int


def measure(network: Network, graph: Graph, batch: int = 1) -> tuple[TorchFacts, ...]:
    """Run the network once, best on the meta device; facts of each of the graph's nodes."""
    shapes: dict[str, Shape] = {}
    modules = {name: network.get_submodule(name) for name in network.module_names}
    hooks = [module.register_forward_hook(_note_shape(name, shapes)) for name, module in modules.items()]
    network.eval()  # a batch of one has no statistics
    x = torch.zeros((batch, *graph.input), device=_device(network))
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        network(x)
    for hook in hooks:
        hook.remove()
    flops = counter.get_flop_counts()
    root = type(network).__name__
    return tuple(
        TorchFacts(shapes[name], tensors_of(module), sum(flops.get(f"{root}.{name}", {}).values()))
        for name, module in modules.items()
    )


def measure_module(module: nn.Module, inputs: Sequence[Shape], batch: int = 1, device: str = "meta") -> TorchFacts:
    """Facts of a single module: a join on its own is not a network of one input."""
    module.eval()
    values = [torch.zeros((batch, *shape), device=device) for shape in inputs]
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        result = module(*values)
    return TorchFacts(tuple(result.shape[1:]), tensors_of(module), counter.get_total_flops())


def tensors_of(module: nn.Module) -> tuple[Tensor, ...]:
    """A layer's parameters and buffers under their names in `state_dict`."""
    own = dict(module.named_parameters(recurse=False))
    buffers = {name: value for name, value in module.state_dict().items() if name not in own}
    kinds = {name: PARAMETER if value.requires_grad else FIXED for name, value in own.items()}
    return tuple(
        Tensor(name, tuple(value.shape), kinds.get(name, BUFFER)) for name, value in {**own, **buffers}.items()
    )


def _note_shape(name: str, shapes: dict[str, Shape]):  # type: ignore[no-untyped-def]  # torch's hooks take anything
    def hook(module: nn.Module, inputs: object, output: torch.Tensor) -> None:
        shapes[name] = tuple(output.shape[1:])

    return hook


def _device(network: nn.Module) -> torch.device:
    first = next(network.parameters(), None)
    return first.device if first is not None else torch.device("meta")
