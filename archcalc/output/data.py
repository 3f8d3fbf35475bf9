"""An analysis as plain data: the JSON contract, and pandas frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archcalc.graph import INPUT
from archcalc.ops import BUFFER, Operation
from archcalc.ops.fields import REQUIRED, Field
from archcalc.receptive import jump_data

if TYPE_CHECKING:
    from archcalc.analysis import Analysis
    from archcalc.rows import Row
    from archcalc.totals import Totals


def analysis_data(analysis: Analysis) -> dict[str, Any]:
    """The analysis as `summarize --format json` prints it; `Analysis.from_dict` reads it again."""
    return {**head_data(analysis), "layers": list(_layers(analysis))}


def head_data(analysis: Analysis) -> dict[str, Any]:
    """Everything but the layers; `result` is the layer whose output is the network's, `others` are further ones."""
    network, others = analysis.network, analysis.graph.others
    return {
        "architecture": network.name,
        "title": network.title,
        "family": network.spec.family,
        "paper": network.spec.paper._asdict(),
        "input": list(analysis.input),
        "batch": analysis.batch,
        "convention": analysis.convention.name,
        "dtype": analysis.dtype,
        "knobs": {name: _plain(value) for name, value in network.given.items()},
        "result": _name(analysis, analysis.graph.output),
        **({"others": [_name(analysis, index) for index in others]} if others else {}),
        "totals": totals_data(analysis.totals),
    }


def totals_data(totals: Totals) -> dict[str, int]:
    """The totals by their keys: the count under the convention is called `cost` there, as in a layer."""
    return {"cost" if name == "counted" else name: figure for name, figure in totals._asdict().items()}


def _layers(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """The layers with what they are made of: the fields that are not as by default, and what each takes from."""
    known: dict[Operation, dict[str, Any]] = {}
    for node, row in zip(analysis.graph.nodes, analysis.layers, strict=True):
        fields = known.get(node.operation)
        if fields is None:
            fields = known[node.operation] = _fields(node.operation)
        yield {**layer_data(row), "fields": fields, "from": [_name(analysis, index) for index in node.inputs]}


def _name(analysis: Analysis, index: int) -> str:
    return "input" if index == INPUT else analysis.graph.nodes[index].path


def _fields(operation: Operation) -> dict[str, Any]:
    """An operation's fields, but for those that are as they come."""
    values = {name: getattr(operation, name) for name in operation.fields}
    told = {n: value for n, value in values.items() if value != _default(operation.fields[n], operation.axes)}
    return {name: _listed(value) for name, value in told.items()}


def _listed(value: Any) -> Any:
    """Tuples as the lists that JSON makes of them."""
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _default(field: Field, axes: int) -> Any:
    return field.default if field.default in (REQUIRED, None) else field.normalise(field.default, axes)


def layer_data(row: Row) -> dict[str, Any]:
    """One layer as plain data. `tensors` are its parameters, `buffers` those it does not train."""
    return {
        "name": row.name,
        "op": row.op,
        "inputs": [list(shape) for shape in row.inputs],
        "output": list(row.output),
        "tensors": {tensor.name: list(tensor.shape) for tensor in row.tensors if tensor.kind != BUFFER},
        "parameters": row.parameters,
        "trainable_parameters": row.trainable_parameters,
        "buffers": row.buffers,
        "macs": row.macs,
        "cost": row.counted,
        "flops": row.flops,
        "receptive_field": [axis.size for axis in row.receptive],
        "jump": [jump_data(axis.jump) for axis in row.receptive],
    }


def json_text(analysis: Analysis) -> str:
    """The JSON document, one line per layer: it reads well, and two versions compare line by line."""
    import json

    head = json.dumps(head_data(analysis), indent=1, ensure_ascii=False)
    layers = ",\n".join("  " + json.dumps(layer, ensure_ascii=False) for layer in _layers(analysis))
    return f'{head[:-2]},\n "layers": [\n{layers}\n ]\n}}\n'


def layer_frame(analysis: Analysis) -> Any:
    """The layers as a pandas DataFrame: one row each, shapes as text, figures as integers."""
    import pandas

    from archcalc.output.summary import layer_table

    table = layer_table(analysis)
    return pandas.DataFrame(table.rows, columns=[column.key for column in table.columns])


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, float, str, bool, list, type(None))) else str(value)
