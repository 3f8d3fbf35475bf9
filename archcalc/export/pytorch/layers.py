"""Single layers in `forward`: as modules, as function calls, as slices."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from archcalc.export.pytorch import expressions
from archcalc.export.pytorch.beside import activation_of, beside, layer_modules, norm_call
from archcalc.export.pytorch.calls import channel_candidates, operation_calls
from archcalc.export.pytorch.code import Call, Fused, Text, sequential, texts
from archcalc.export.pytorch.definition import Fusing
from archcalc.export.pytorch.flow import Flow
from archcalc.export.pytorch.functions import FUNCTIONS
from archcalc.export.pytorch.literals import words
from archcalc.export.pytorch.script import DEEPEST, Script
from archcalc.export.pytorch.views import View
from archcalc.ops import activation as activations
from archcalc.ops import norm as norms
from archcalc.ops import pool as pools
from archcalc.ops import reshape
from archcalc.spec.model import Layer

POOLS = (pools.Pool, pools.Global, pools.Adaptive)
LIGHT = (*norms.NORMALISATIONS, activations.Activation, activations.Dropout)

NAMELESS = {norm.key: "norm" for norm in norms.NORMALISATIONS} | {"linear": "fc", "lrn": "norm"}
"""What a layer without a name is called, if not after its operation."""


class Layers:
    """Writes single layers."""

    def __init__(self, script: Script, fusing: Fusing) -> None:
        self.script = script
        self.fusing = fusing

    def layer(self, view: View, flow: Flow, prefix: str) -> Flow:
        """A layer with what is written beside it."""
        step, operation = view.step, view.step.layer.operation
        if isinstance(operation, reshape.Identity):
            self.script.consume(view)
            return self.script.alias(view, flow)
        channels = view.channels_after(channel_candidates(view))
        if isinstance(operation, reshape.Slice):
            flow = self.sliced(view, self.script.settle(flow))
        elif self.is_function(view):
            flow = self.functional(view, self.ready(view, flow))
        else:
            return self.module(view, self.ready(view, flow), prefix, channels)
        return self.beside(view, flow, prefix + (step.name or operation.key), channels)

    def module(self, view: View, flow: Flow, prefix: str, channels: ast.expr | None) -> Flow:
        """A layer that is an attribute."""
        operation = view.step.layer.operation
        codes = layer_modules(view)
        assert codes is not None
        name = prefix + (view.step.name or NAMELESS.get(operation.key, operation.key))
        fused = next((code for code in codes if isinstance(code, Fused)), None)
        if fused is not None and (self.fusing.normalised if fused.norm else self.fusing.activated):
            flow = self.script.called(name, sequential(codes), flow)
            self.script.consume(view)
            return self.script.became(view, flow, channels)
        if fused is not None:
            main = [*codes[: codes.index(fused)], fused.main]
        else:
            main = codes[: len(codes) - sum(node is not None for node in beside(view.step.nodes))]
        flow = self.script.called(name, sequential(main), flow, heavy=not isinstance(operation, LIGHT))
        return self.beside(view, flow, name, channels)

    def ready(self, view: View, flow: Flow) -> Flow:
        """The flow as this layer can be wrapped around it: a statement does not do too much."""
        operation = view.step.layer.operation
        full = flow.depth >= DEEPEST or flow.closed
        if isinstance(operation, reshape.Flatten):
            full = flow.depth > 0
        elif (
            isinstance(operation, norms.NORMALISATIONS) or self.script.style.leading or not isinstance(operation, LIGHT)
        ):
            full = full or flow.heavy
        return self.script.settle(flow) if full else flow

    def is_function(self, view: View) -> bool:
        """Whether a layer is a function call in `forward`: it keeps nothing, and nothing in it varies."""
        step = view.step
        if not isinstance(step.item, Layer):
            return False
        operation = step.layer.operation
        if isinstance(operation, activations.Prelu) or (step.name and isinstance(operation, POOLS)):
            return False
        kinds = (activations.Activation, reshape.Flatten, reshape.Shuffle, reshape.Pad, *POOLS)
        if not isinstance(operation, kinds):
            return False
        codes = operation_calls(view)
        varying = words(text for code in codes for text in texts(code)) & set(view.parameters.known)
        return len(codes) == 1 and not varying

    def functional(self, view: View, flow: Flow) -> Flow:
        """A layer as a function call."""
        (call,) = operation_calls(view)
        if call.function == "nn.Identity":
            return flow
        if call.function == "nn.Flatten":
            return replace(self.script.call("torch.flatten", flow, (Text("1"),), heavy=True), closed=True)
        heavy = isinstance(view.step.layer.operation, POOLS)
        return self.script.call(FUNCTIONS[call.function], flow, call.arguments, call.keywords, heavy)

    def sliced(self, view: View, flow: Flow) -> Flow:
        """`x[:, start:stop]`."""
        item = view.step.item
        assert isinstance(item, Layer)
        operations = [node.operation for node in view.nodes if isinstance(node.operation, reshape.Slice)]
        starts, stops = zip(*(operation.channels for operation in operations), strict=True)
        first, last = view.expressions(item.fields["channels"]) or [None, None]
        start = self.in_forward(view, starts, first, "start") if any(starts) else ""
        whole = list(stops) == [step.start_shape[0] for step in view.steps]
        stop = "" if whole else self.in_forward(view, stops, last, "stop")
        gap = " " if "." in start + stop else ""
        text = f"{start}{gap if start else ''}:{gap if stop else ''}{stop}"
        return replace(flow, code=Text(f"{flow.variable}[:, {text}]"), variable="", depth=0)

    def in_forward(self, view: View, values: Sequence[int], tree: ast.expr | None, wanted: str) -> str:
        """A number that `forward` needs: a literal, or an attribute that keeps it."""
        found = view.resolve(values, [tree], wanted)
        if isinstance(found, ast.Constant):
            return str(found.value)
        text = expressions.text_of(found)
        for attribute, code in self.script.assignments:
            if code == Text(text):
                return f"self.{attribute}"
        return f"self.{self.script.attribute(text if text.isidentifier() else wanted, Text(text))}"

    def beside(self, view: View, flow: Flow, name: str, channels: ast.expr | None) -> Flow:
        """The normalisation and activation written beside a layer or join."""
        norm = norm_call(view)
        if norm is not None:
            flow = self.script.called(f"{name}_norm", norm, flow, heavy=False)
        activation = activation_of(view)
        if activation is not None:
            function = FUNCTIONS.get(activation.module)
            if function is not None:
                flow = self.script.call(function, flow, activation.arguments, activation.keywords)
            else:
                key = "activation" if activation.is_argument else activation.module.removeprefix("nn.").lower()
                made = Call(activation.module, activation.arguments, activation.keywords)
                flow = self.script.called(f"{name}_{key}", made, flow, heavy=False)
        self.script.consume(view)
        return self.script.became(view, flow, channels)
