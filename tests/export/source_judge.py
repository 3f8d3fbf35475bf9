"""Runs exported source and compares what it builds with the engine and with the network that `crosscheck` builds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from archcalc.analysis import analyze
from archcalc.crosscheck.build import build
from archcalc.expand import expand
from archcalc.export.pytorch.source import source
from archcalc.ops import BUFFER
from archcalc.shape import Shape
from archcalc.spec.model import Network
from archcalc.zoo import choose, names_in, read_source


def spec_network(text: str, name: str = "net.yaml", **knobs: Any) -> Network:
    """The network of a spec in a text."""
    spec = read_source(name, text)
    return choose(spec, names_in(spec)[0] if spec.variants else None, knobs)


def network_class(text: str) -> type[nn.Module]:
    """The network of a source, run in a namespace of its own."""
    namespace: dict[str, Any] = {"__name__": "exported"}
    exec(compile(text, "exported", "exec"), namespace)
    classes = [value for value in namespace.values() if isinstance(value, type) and value.__module__ == "exported"]
    return classes[-1]


def built(text: str, device: str = "meta", **arguments: Any) -> nn.Module:
    """The network of a source; on the meta device it takes no memory."""
    with torch.device(device):
        return network_class(text)(**arguments)


def check_against_engine(network: Network, input: Shape | None = None, training: bool = False) -> str:
    """Parameter tensors, output shape and FlopCounterMode's total are the engine's; returns the source."""
    text = source(network, input, training)
    model = built(text)
    # Training heads run in training only, where a batch of one has no statistics.
    batch = 2 if training else 1
    model.train(training)
    analysis = analyze(network, input, batch, convention="torch", training=training)
    wanted = Counter(t.shape for row in analysis.layers for t in row.tensors if t.kind != BUFFER)
    assert Counter(tuple(p.shape) for p in model.parameters()) == wanted
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        result = model(torch.zeros((batch, *analysis.input), device="meta"))
    output = result[0] if isinstance(result, tuple) else result
    assert tuple(output.shape[1:]) == analysis.output
    assert counter.get_total_flops() == analysis.totals.counted
    return text


def check_same_function(network: Network, input: Shape | None = None) -> str:
    """With the same parameters, the source computes what the network that `crosscheck` builds computes."""
    graph = expand(network, input)
    with torch.random.fork_rng(), one_thread():
        torch.manual_seed(1)
        wanted = build(graph).eval()
        text = source(network, input)
        model = built(text, "cpu").eval()
        _randomise(wanted)
        _copy(list(wanted.parameters()), list(model.parameters()))
        _copy(list(wanted.buffers()), list(model.buffers()))
        x = torch.randn(2, *graph.input)
        with torch.no_grad():
            expected, result = wanted(x), model(x)
    several = expected[: len(graph.results)] if isinstance(expected, tuple) else (expected,)  # layers that nothing uses
    results = result if isinstance(result, tuple) else (result,)
    for ours, theirs in zip(results, several, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-4 * float(theirs.abs().max()))
    return text


@contextmanager
def one_thread() -> Iterator[None]:
    """The tests run side by side already."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _randomise(model: nn.Module) -> None:
    """Norms start as identities, which would hide one that is left out."""
    with torch.no_grad():
        for tensor in (*model.parameters(), *model.buffers()):
            if tensor.ndim == 1 and tensor.is_floating_point():
                tensor.uniform_(0.5, 1.5)


def _copy(wanted: list[Tensor], own: list[Tensor]) -> None:
    assert [tuple(tensor.shape) for tensor in wanted] == [tuple(tensor.shape) for tensor in own]
    with torch.no_grad():
        for target, tensor in zip(own, wanted, strict=True):
            target.copy_(tensor)
