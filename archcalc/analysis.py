"""A network in numbers: the rows of its layers and their totals, at one input and batch size."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from archcalc import conventions
from archcalc.collector import paused
from archcalc.conventions import Convention
from archcalc.errors import Fault, UsageError
from archcalc.graph import Graph
from archcalc.memory import DTYPE_BYTES, check_dtype
from archcalc.naming import matching
from archcalc.recent import Recent, exact_key
from archcalc.remembered import MOST_LAYERS, graph_of
from archcalc.rows import Row, rows_of
from archcalc.shape import Shape, ShapeLike
from archcalc.spec.model import Network
from archcalc.totals import PER_BATCH, Totals, totals_of

MAX_BATCH = 10**9

_ANALYSES: Recent[Analysis] = Recent(MOST_LAYERS)
"""The analyses asked for last, by their graph and settings; their rows and totals never change, and are shared."""


class Analysis:
    """The numbers of one network at one input and batch size, under one convention."""

    def __init__(
        self,
        network: Network,
        graph: Graph,
        batch: int,
        convention: Convention,
        dtype: str,
        layers: tuple[Row, ...],
        totals: Totals | None = None,
    ) -> None:
        self.network = network
        self.graph = graph
        self.batch = batch
        self.convention = convention
        self.dtype = dtype
        self.layers = layers
        self.totals = totals or totals_of(graph, layers, batch, DTYPE_BYTES[dtype])

    @property
    def input(self) -> Shape:
        return self.graph.input

    @property
    def output(self) -> Shape:
        """Shape of the network's result, per sample."""
        return self.graph.shape(self.graph.output)

    def to_dict(self) -> dict[str, Any]:
        """The analysis as plain data, as `--format json` prints it."""
        from archcalc.output.data import analysis_data

        return analysis_data(self)

    @classmethod
    def from_dict(cls, data: Any) -> Analysis:
        """An analysis back from its plain data; every figure is worked out again and must be the same.

        Raises:
            UsageError: the data is no analysis, or a figure in it is not what the engine works out.
        """
        from archcalc.restore import restored

        return restored(data)

    def to_frame(self) -> Any:
        """The layers as a pandas DataFrame, one row each."""
        from archcalc.output.data import layer_frame

        return layer_frame(self)

    def _repr_html_(self) -> str:
        from archcalc.output.html import analysis_html

        return analysis_html(self)

    def __eq__(self, other: object) -> bool:
        """The same network, wiring, setting and numbers; where its spec stands does not matter."""
        return isinstance(other, Analysis) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash((self.network.name, self.input, self.batch, self.totals))

    def _identity(self) -> tuple[Any, ...]:
        wiring = tuple(node.inputs for node in self.graph.nodes)
        setting = (self.network.name, self.network.title, self.network.given, self.network.spec.paper, self.input)
        return (*setting, self.batch, self.convention, self.dtype, self.layers, wiring, self.graph.results)

    def __repr__(self) -> str:
        totals = self.totals
        return f"<Analysis {self.network.name}: {totals.parameters:,} parameters, {totals.macs:,} MACs>"


def analyze(
    network: Network,
    input: ShapeLike | None = None,
    batch: int = 1,
    *,
    convention: str = "macs",
    dtype: str = "float32",
    training: bool = False,
) -> Analysis:
    """Work out every layer of a network.

    Args:
        network: from `load`.
        input: shape of one sample, channels first, as a tuple, a list or a text (`3x192x192`); the spec's by default.
        batch: samples that run together; costs and memory are for all of them.
        convention: name of the convention that `counted` follows.
        dtype: what memory is counted for: float64, float32, float16, bfloat16 or int8.
        training: whether heads that exist only in training are included.

    Raises:
        UsageError: an unknown convention or dtype, or a batch below 1.
        SpecError: shapes do not fit, or a value of the spec cannot be computed.
    """
    if not isinstance(network, Network):
        raise UsageError(Fault("analyze takes a network", hint='for example analyze(load("resnet50"))'))
    graph = graph_of(network, input, training)
    try:
        key = exact_key((id(graph), convention, dtype, batch))
    except TypeError:  # nothing that can be a setting: it is refused below
        return analyze_graph(network, graph, batch, convention, dtype)
    kept = _ANALYSES.get(key)
    if kept is None:
        check_batch(batch)
        one = exact_key((id(graph), convention, dtype, 1))
        single = _ANALYSES.get(one) or analyze_graph(network, graph, 1, convention, dtype)
        kept = single if batch == 1 else _for_batch(single, batch)
        for each, analysis in ((one, single), (key, kept)):
            _ANALYSES.keep(each, analysis, len(graph.nodes))
    return Analysis(network, graph, batch, kept.convention, dtype, kept.layers, kept.totals)


def analyze_graph(
    network: Network, graph: Graph, batch: int = 1, convention: str = "macs", dtype: str = "float32"
) -> Analysis:
    """Work out every layer of a graph that has been expanded already."""
    check_batch(batch)
    check_dtype(dtype)
    chosen = conventions.convention(convention)
    with paused():
        return Analysis(network, graph, batch, chosen, dtype, rows_of(graph, batch, chosen))


def check_batch(batch: object) -> None:
    """Refuse what is no number of samples."""
    if isinstance(batch, bool) or not isinstance(batch, int) or not 1 <= batch <= MAX_BATCH:
        raise UsageError(Fault(f"a batch is a whole number from 1 to {MAX_BATCH:,}, not {batch}"))


def _for_batch(single: Analysis, batch: int) -> Analysis:
    """The analysis of one sample for a batch of them: work and activations are as many times as much."""
    columns = dict(zip(Row._fields, zip(*single.layers, strict=True), strict=True)) if single.layers else {}
    for name in ("macs", "flops", "counted"):
        columns[name] = tuple([figure * batch for figure in columns.get(name, ())])
    rows = tuple(map(Row._make, zip(*columns.values(), strict=True)))
    totals = single.totals
    scaled = {name: getattr(totals, name) * batch for name in PER_BATCH}
    setting = (single.network, single.graph, batch, single.convention, single.dtype)
    return Analysis(*setting, rows, totals._replace(**scaled))


def frozen(analysis: Analysis, patterns: Sequence[str]) -> Analysis:
    """The same analysis with the layers that match a pattern not trained (transfer learning).

    Raises:
        UsageError: a pattern matches no layer.
    """
    if not patterns:
        return analysis
    return freeze(analysis, matching(patterns, [row.name for row in analysis.layers]))


def freeze(analysis: Analysis, names: Set[str]) -> Analysis:
    """The same analysis with the layers of these names not trained."""
    rows = tuple(
        row._replace(trainable_parameters=0, fixed_parameters=row.parameters) if row.name in names else row
        for row in analysis.layers
    )
    return Analysis(analysis.network, analysis.graph, analysis.batch, analysis.convention, analysis.dtype, rows)
