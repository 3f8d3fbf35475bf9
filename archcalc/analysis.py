"""From the graph to numbers: rows of plain integers, and their totals."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any, NamedTuple

from archcalc import conventions
from archcalc.collector import paused
from archcalc.conventions import FLOPS, Convention
from archcalc.cost import Cost
from archcalc.errors import Fault, UsageError
from archcalc.formula import elements
from archcalc.graph import INPUT, Graph
from archcalc.memory import DTYPE_BYTES, check_dtype, memory
from archcalc.naming import matching
from archcalc.ops import BUFFER, FIXED, PARAMETER, Operation, Tensor
from archcalc.ops.conv import CONVOLUTIONS
from archcalc.phases import exact_fields
from archcalc.recent import Recent, exact_key
from archcalc.receptive import Receptive, input_field
from archcalc.remembered import MOST_LAYERS, graph_of
from archcalc.shape import Shape, ShapeLike
from archcalc.spec.model import Network

MAX_BATCH = 10**9

_ANALYSES: Recent[Analysis] = Recent(MOST_LAYERS)
"""The analyses asked for last, by their graph and settings; their rows and totals never change, and are shared."""


class Facts(NamedTuple):
    """What follows from an operation and its input shapes alone: equal layers share it. Per sample."""

    tensors: tuple[Tensor, ...]
    parameters: int
    trainable_parameters: int
    fixed_parameters: int
    buffers: int
    cost: Cost
    flops: int
    counted: int


class Row(NamedTuple):
    """One layer with its numbers.

    `cost` is the record of what it does for one sample. `macs`, `flops` and `counted`, what the analysis' convention
    makes of that record, are for the whole batch.
    """

    name: str
    operation: Operation
    inputs: tuple[Shape, ...]
    output: Shape
    tensors: tuple[Tensor, ...]
    parameters: int
    trainable_parameters: int
    fixed_parameters: int
    buffers: int
    cost: Cost
    macs: int
    flops: int
    counted: int
    receptive: Receptive

    @property
    def op(self) -> str:
        """The operation's full name: `conv2d`."""
        return self.operation.name

    @property
    def frozen(self) -> bool:
        """Whether parameters that could be trained are not."""
        return (
            self.fixed_parameters > 0
            and not self.trainable_parameters
            and any(t.kind == PARAMETER for t in self.tensors)
        )


class Totals(NamedTuple):
    """Sums over the layers, whole batch; memory in bytes of the analysis' dtype.

    `parameters` = `trainable_parameters` + `fixed_parameters`; `buffers` counts elements as torch does. `counted` is
    the count under the analysis' convention, the key `cost` of the JSON document.
    `activations` are the elements of all layers' outputs, `conv_activations` those of convolutions alone (what
    RegNet and fvcore call activations), `peak_activation_bytes` what is alive at once at inference,
    `training_activation_bytes` what training keeps for the backward pass. `weighted_layers` is the depth: layers
    with weights on the longest way from input to output.
    """

    parameters: int
    trainable_parameters: int
    fixed_parameters: int
    buffers: int
    macs: int
    counted: int
    flops: int
    activations: int
    conv_activations: int
    parameter_bytes: int
    peak_activation_bytes: int
    training_activation_bytes: int
    layers: int
    weighted_layers: int

    @property
    def cost(self) -> int:
        """`counted`, for programs that call it by its key."""
        return self.counted


PER_BATCH = (
    "macs",
    "counted",
    "flops",
    "activations",
    "conv_activations",
    "peak_activation_bytes",
    "training_activation_bytes",
)
"""The totals that grow with the batch; parameters do not."""


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
        self.totals = totals or _totals(graph, layers, batch, DTYPE_BYTES[dtype])

    @property
    def input(self) -> Shape:
        return self.graph.input

    @property
    def output(self) -> Shape:
        """Shape of the network's result, per sample."""
        index = self.graph.output
        return self.graph.input if index == INPUT else self.graph.nodes[index].output

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
        return Analysis(network, graph, batch, chosen, dtype, _rows(graph, batch, chosen))


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


def parameters_and_macs(graph: Graph) -> tuple[int, int]:
    """The two figures of a list of networks, for one sample: no rows, no memory, no receptive fields."""
    known: dict[tuple[int, tuple[Shape, ...]], tuple[int, int]] = {}
    parameters = macs = 0
    for node in graph.nodes:
        key = (id(node.operation), node.shapes)
        counts = known.get(key)
        if counts is None:
            sizes = [tensor.size for tensor in node.operation.tensors(*node.shapes) if tensor.kind != BUFFER]
            counts = known[key] = (sum(sizes), node.operation.cost(node.shapes, node.output).mul_add)
        parameters += counts[0]
        macs += counts[1]
    return parameters, macs


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


def _rows(graph: Graph, batch: int, chosen: Convention) -> tuple[Row, ...]:
    # By the operation's identity: equal layers of a graph share theirs, and comparing them would take longer.
    known: dict[tuple[int, tuple[Shape, ...]], tuple[Any, ...]] = {}
    seen: list[Receptive] = []
    first = input_field(graph.input[1:])
    rows = []
    for node in graph.nodes:
        path, operation, inputs, shapes, output, _, _ = node
        key = (id(operation), shapes)
        numbers = known.get(key)
        if numbers is None:
            numbers = known[key] = _numbers(_facts(operation, shapes, output, chosen), batch)
        fields = tuple([first if source == INPUT else seen[source] for source in inputs])
        receptive = operation.receptive(fields, shapes, output)
        seen.append(receptive)
        rows.append(Row._make((path, operation, shapes, output, *numbers, receptive)))
    exact = exact_fields(graph, seen)
    if exact is not seen:
        rows = [row._replace(receptive=field) for row, field in zip(rows, exact, strict=True)]
    return tuple(rows)


def _numbers(facts: Facts, batch: int) -> tuple[Any, ...]:
    """The part of a row that equal layers share."""
    return (*facts[:6], facts.cost.mul_add * batch, facts.flops * batch, facts.counted * batch)


def _facts(operation: Operation, shapes: tuple[Shape, ...], output: Shape, chosen: Convention) -> Facts:
    tensors = operation.tensors(*shapes)
    sizes = {PARAMETER: 0, FIXED: 0, BUFFER: 0}
    for tensor in tensors:
        sizes[tensor.kind] += tensor.size
    cost = operation.cost(shapes, output)
    return Facts(
        tensors,
        sizes[PARAMETER] + sizes[FIXED],
        sizes[PARAMETER],
        sizes[FIXED],
        sizes[BUFFER],
        cost,
        FLOPS.tally(operation, shapes, output, cost),
        chosen.tally(operation, shapes, output, cost),
    )


def _totals(graph: Graph, rows: tuple[Row, ...], batch: int, width: int) -> Totals:
    used = memory(graph, frozenset([i for i, row in enumerate(rows) if row.fixed_parameters and row.frozen]))
    columns = zip(*rows, strict=True) if rows else ((),) * len(Row._fields)
    column = dict(zip(Row._fields, columns, strict=True))
    parameters = sum(column["parameters"])
    return Totals(
        parameters=parameters,
        trainable_parameters=sum(column["trainable_parameters"]),
        fixed_parameters=sum(column["fixed_parameters"]),
        buffers=sum(column["buffers"]),
        macs=sum(column["macs"]),
        counted=sum(column["counted"]),
        flops=sum(column["flops"]),
        activations=sum(map(elements, column["output"])) * batch,
        conv_activations=sum([elements(row.output) for row in rows if isinstance(row.operation, CONVOLUTIONS)]) * batch,
        parameter_bytes=parameters * width,
        peak_activation_bytes=used.peak * width * batch,
        training_activation_bytes=(used.kept * width + used.kept_bytes) * batch,
        layers=len(rows),
        weighted_layers=_depth(graph, rows),
    )


def _depth(graph: Graph, rows: tuple[Row, ...]) -> int:
    """Layers with weights on the longest way through the network."""
    depths = [0]  # the input's; that of node i is at i + 1
    for node, row in zip(graph.nodes, rows, strict=True):
        inputs = node.inputs
        before = depths[inputs[0] + 1] if len(inputs) == 1 else max([depths[source + 1] for source in inputs])
        depths.append(before + 1 if row.parameters and row.cost.mul_add else before)
    return max(depths)
