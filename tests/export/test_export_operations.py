"""Every operation as PyTorch source, next to the module that `crosscheck` makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from source_judge import check_against_engine, check_same_function, spec_network

from archcalc.export.pytorch.operations import IN_FORWARD, MODULES
from archcalc.ops import OPERATIONS
from archcalc.ops.conv import Depthwise

IMAGE, ROW, VECTOR = "4x9x11", "4x9", [6]

CASES: list[tuple[str, Any, dict[str, Any]]] = [
    ("adaptive_avgpool", IMAGE, {"size": [2, 3]}),
    ("adaptive_maxpool", ROW, {"size": 2}),
    ("avgpool", IMAGE, {"kernel": 3, "stride": 2, "padding": 1, "ceil": True, "count_include_pad": False}),
    ("avgpool", IMAGE, {"kernel": 2, "stride": 1, "padding": "same"}),
    ("batchnorm", VECTOR, {"affine": False}),
    ("batchnorm", ROW, {}),
    ("conv", IMAGE, {"filters": 6, "kernel": "1x3", "stride": [2, 1], "dilation": 2, "groups": 2, "bias": False}),
    ("conv", IMAGE, {"filters": 6, "kernel": 4, "padding": "same", "padding_mode": "reflect"}),
    ("conv", IMAGE, {"filters": 2, "kernel": 3, "padding": [[0, 1], [2, 0]], "padding_mode": "replicate"}),
    ("conv", IMAGE, {"filters": 2, "kernel": 3, "padding": 1, "padding_mode": "circular"}),
    (
        "conv",
        IMAGE,
        {"filters": 3, "kernel": 3, "table": [[0, 1], [2], [1, 2, 3]], "stride": 2, "padding": [[0, 1], [1, 0]]},
    ),
    ("conv_transpose", IMAGE, {"filters": 6, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "groups": 2}),
    ("depthwise", IMAGE, {"kernel": 3, "multiplier": 2, "stride": 2}),
    ("dropout", IMAGE, {"rate": 0.3}),
    ("flatten", IMAGE, {}),
    ("gelu", VECTOR, {}),
    ("global_avgpool", ROW, {}),
    ("global_maxpool", IMAGE, {}),
    ("groupnorm", IMAGE, {"groups": 2}),
    ("instancenorm", IMAGE, {}),
    ("instancenorm", IMAGE, {"affine": True}),
    ("hard_sigmoid", IMAGE, {}),
    ("hard_swish", IMAGE, {}),
    ("identity", IMAGE, {}),
    ("layernorm", IMAGE, {}),
    ("layernorm", VECTOR, {"affine": False}),
    ("elu", IMAGE, {}),
    ("elu", IMAGE, {"alpha": 0.5}),
    ("selu", VECTOR, {}),
    ("mish", IMAGE, {}),
    ("leaky_relu", IMAGE, {"slope": 0.2}),
    ("linear", VECTOR, {"features": 3, "bias": False}),
    ("lrn", IMAGE, {"size": 3}),
    ("maxpool", IMAGE, {"kernel": 3, "stride": 2, "dilation": 2, "padding": 1, "ceil": True}),
    ("maxpool", IMAGE, {"kernel": 2, "stride": 1, "padding": "same"}),
    ("pad", IMAGE, {"padding": [[1, 0], [0, 2]], "channels": 3}),
    ("pad", VECTOR, {"channels": 3}),
    ("prelu", IMAGE, {}),
    ("prelu", IMAGE, {"slopes": "single"}),
    ("rbf", VECTOR, {"classes": 3}),
    ("relu", IMAGE, {}),
    ("relu6", IMAGE, {}),
    ("scaled_tanh", IMAGE, {}),
    ("shuffle", IMAGE, {"groups": 2}),
    ("sigmoid", IMAGE, {}),
    ("slice", IMAGE, {"channels": [1, 3]}),
    ("softmax", IMAGE, {}),
    ("subsample", IMAGE, {"kernel": 2}),
    ("swish", IMAGE, {}),
    ("tanh", IMAGE, {}),
    ("upsample", IMAGE, {"factor": 2, "mode": "bilinear"}),
    ("upsample", ROW, {"factor": 3}),
]

IN_SEQUENCE = [case for case in CASES if case[0] != "slice"]


def test_every_operation_can_be_written() -> None:
    written = {operation.key for operation in (*MODULES, *IN_FORWARD, Depthwise)}
    assert written >= set(OPERATIONS)
    joins = {operation.key for operation in IN_FORWARD} - {"slice"}
    assert {case[0] for case in CASES} | joins >= set(OPERATIONS)


@pytest.mark.parametrize(("key", "input", "fields"), CASES, ids=lambda value: value if isinstance(value, str) else None)
def test_an_operation_by_itself(key: str, input: Any, fields: dict[str, Any]) -> None:
    layers = {"a": {key: {**fields}}}
    network = spec_network(json.dumps({"input": input, "layers": layers}))
    check_against_engine(network)
    check_same_function(network)


@pytest.mark.parametrize(
    ("key", "input", "fields"), IN_SEQUENCE, ids=lambda value: value if isinstance(value, str) else None
)
def test_an_operation_in_a_sequence_is_a_module(key: str, input: Any, fields: dict[str, Any]) -> None:
    layers = {"a": {"layers": {"b": "identity", "c": {key: {**fields}}, "d": "relu"}}}
    text = check_same_function(spec_network(json.dumps({"input": input, "layers": layers})))
    assert "self.a = nn." in text
