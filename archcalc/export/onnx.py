"""An ONNX file of the torch network that `crosscheck` builds, with untrained weights.

The only module here that imports torch, and only when it runs.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from archcalc.errors import Fault, MissingPartError, UsageError, quoted
from archcalc.formula import elements
from archcalc.graph import Graph
from archcalc.writing import replacing

LARGEST = 2_000_000_000
"""Bytes of weights in one file: ONNX is a protocol buffer, which ends at 2 GiB."""

INSTALL = "pip install 'archcalc[onnx]'"


def write_onnx(graph: Graph, output: str) -> None:
    """Write a graph to an ONNX file, whole or not at all. The batch is left open; weights are random, seed 0.

    Raises:
        MissingPartError: torch, onnx or onnxscript is not installed.
        UsageError: the file cannot be written, or the network is too large for one.
    """
    _demand_parts()
    size = 4 * sum(elements(t.shape) for n in graph.nodes for t in n.operation.tensors(*n.shapes))
    if size > LARGEST:
        raise UsageError(f"the weights take {size:,} bytes, and an ONNX file holds 2 GiB")
    with replacing(output) as beside, _quiet():
        _program(graph).save(beside, external_data=False)
        _check(beside)


def _demand_parts() -> None:
    from importlib.util import find_spec

    missing = [name for name in ("torch", "onnx", "onnxscript") if find_spec(name) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        message = f"'archcalc export --to onnx' needs {quoted(missing)}, which {verb} not installed"
        raise MissingPartError(Fault(message, hint=INSTALL))


def _program(graph: Graph) -> Any:
    """The exported network."""
    import torch

    from archcalc.crosscheck.build import build

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        network = build(graph).eval()
    # A batch of one would be taken for a constant.
    batch = torch.zeros(2, *graph.input)
    return torch.onnx.export(
        network,
        (batch,),
        dynamo=True,
        verbose=False,
        input_names=["input"],
        output_names=_output_names(graph),
        dynamic_shapes=({0: torch.export.Dim("batch")},),
    )


def _output_names(graph: Graph) -> list[str]:
    """Several results by the names of their layers, a single one as `output`; then the heads of training."""
    names = [graph.nodes[result].path for result in graph.results] if graph.others else ["output"]
    return names + [f"head{number}" for number, _ in enumerate(graph.unused(), 1)]


def _check(path: str) -> None:
    import onnx

    onnx.checker.check_model(path)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the exporter's remarks on its own workings."""
    disabled = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)
