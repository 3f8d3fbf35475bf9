"""An analysis as plain data: the JSON contract, and pandas frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archcalc.ops import BUFFER

if TYPE_CHECKING:
    from archcalc.analysis import Analysis, Row
    from archcalc.receptive import Jump


def analysis_data(analysis: Analysis) -> dict[str, Any]:
    """The analysis as `summarize --format json` prints it."""
    return {**head_data(analysis), "layers": [layer_data(row) for row in analysis.layers]}


def head_data(analysis: Analysis) -> dict[str, Any]:
    """Everything but the layers."""
    return {
        "architecture": analysis.network.name,
        "input": list(analysis.input),
        "batch": analysis.batch,
        "convention": analysis.convention.name,
        "dtype": analysis.dtype,
        "knobs": {name: _plain(value) for name, value in analysis.network.given.items()},
        "totals": analysis.totals._asdict(),
    }


def layer_data(row: Row) -> dict[str, Any]:
    """One layer as plain data. `tensors` are its parameters, `buffers` those it does not train."""
    return {
        "name": row.name,
        "op": row.op,
        "inputs": [list(shape) for shape in row.inputs],
        "output": list(row.output),
        "tensors": {tensor.name: list(tensor.shape) for tensor in row.tensors if tensor.kind != BUFFER},
        "parameters": row.parameters,
        "trainable_parameters": row.trainable,
        "buffers": row.buffers,
        "macs": row.macs,
        "cost": row.counted,
        "flops": row.flops,
        "receptive_field": [axis.size for axis in row.receptive],
        "jump": [jump_data(axis.jump) for axis in row.receptive],
    }


def jump_data(jump: Jump) -> int | float | str:
    """A jump as JSON can hold it: a number if that is exact, else a fraction as text (`7/3`)."""
    if isinstance(jump, int):
        return jump
    return float(jump) if jump.denominator & (jump.denominator - 1) == 0 else str(jump)


def json_text(analysis: Analysis) -> str:
    """The JSON document, one line per layer: it reads well, and two versions compare line by line."""
    import json

    head = json.dumps(head_data(analysis), indent=1, ensure_ascii=False)
    layers = ",\n".join("  " + json.dumps(layer_data(row), ensure_ascii=False) for row in analysis.layers)
    return f'{head[:-2]},\n "layers": [\n{layers}\n ]\n}}\n'


def layer_frame(analysis: Analysis) -> Any:
    """The layers as a pandas DataFrame: one row each, shapes as text, figures as integers."""
    import pandas

    from archcalc.output.summary import layer_table

    table = layer_table(analysis)
    return pandas.DataFrame(table.rows, columns=[column.key for column in table.columns])


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, float, str, bool, list, type(None))) else str(value)
