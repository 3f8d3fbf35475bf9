"""What is written beside a layer or join: its normalisation and activation; and layers together with it."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.export.pytorch.calls import channel_candidates, node_calls, operation_calls
from archcalc.export.pytorch.code import Activation, Call, Code, Fused, Text
from archcalc.export.pytorch.expressions import Symbols
from archcalc.export.pytorch.functions import IN_PLACE
from archcalc.export.pytorch.operations import IN_FORWARD
from archcalc.export.pytorch.parameters import CannotShareError
from archcalc.export.pytorch.views import View
from archcalc.graph import Node
from archcalc.ops import OPERATIONS
from archcalc.ops import activation as activations
from archcalc.ops.conv import Conv
from archcalc.spec.grammar import NORMS
from archcalc.spec.model import Beside, Join, Layer

BESIDE_NORMS = tuple(OPERATIONS[key] for key in NORMS.values())


def layer_modules(view: View) -> list[Code] | None:
    """A layer with what is written beside it, or None if it is no module."""
    if any(isinstance(node.operation, IN_FORWARD) for node in view.nodes):
        return None
    *front, main = operation_calls(view)
    norm, activation = norm_call(view), activation_of(view)
    bare = activation is None or not (activation.arguments or activation.keywords)
    if norm is not None and norm.keywords:  # what is fused has a normalisation as it comes
        return [*front, main, norm, *filter(None, (activation_call(activation),))]
    if isinstance(view.step.layer.operation, Conv) and (norm or (activation and bare)):
        last = () if bare else filter(None, (activation_call(activation),))
        return [*front, Fused(main, norm, activation if bare else None), *last]
    return [*front, main, *filter(None, (norm, activation_call(activation)))]


def beside(nodes: Sequence[Node]) -> tuple[Node | None, Node | None]:
    """The normalisation and the activation among a step's own layers."""
    norm = next((n for n in nodes[1:] if isinstance(n.operation, BESIDE_NORMS)), None)
    activation = next((n for n in nodes[1:] if isinstance(n.operation, activations.Activation)), None)
    return norm, activation


def norm_call(view: View) -> Call | None:
    """The normalisation beside a layer or join."""
    found = [beside(step.nodes)[0] for step in view.steps]
    nodes = [node for node in found if node is not None]
    if not nodes:
        return None
    if len(nodes) != len(view.lanes):
        raise CannotShareError("norm")
    (call,) = node_calls(view, nodes, _known(view, "norm", nodes[0]), "norm")
    return call


def activation_of(view: View) -> Activation | None:
    """The activation beside a layer or join; where it differs, the argument that holds it."""
    nodes = [beside(step.nodes)[1] for step in view.steps]
    known = [node for node in nodes if node]
    words = {node.operation.key if node else None for node in nodes}
    if not known:
        return None
    if len(words) == 1:
        (call,) = node_calls(view, known, _known(view, "activation", known[0]), "activation")
        return Activation(call.function, call.arguments, call.keywords)
    # A class alone knows neither the channels that prelu needs, nor a slope.
    if "prelu" in words or any(node.operation != node.operation.make(node.shapes, {}) for node in known):
        raise CannotShareError("activation")
    word = view.expression(_written(view, "activation").word)
    return Activation(view.parameters.hold_class(word), is_argument=True)


def _written(view: View, what: str) -> Beside:
    """What the spec says of the normalisation or activation that is there."""
    item = view.step.item
    assert isinstance(item, (Layer, Join))
    written = item.norm if what == "norm" else item.activation
    assert written is not None
    return written


def _known(view: View, what: str, node: Node) -> Symbols:
    """The channels that arrive at the normalisation or activation, and its fields, as expressions."""
    channels = view.channels_after(channel_candidates(view))
    fields = _written(view, what).fields_of(node.operation.key)
    inside = view.of(view.lanes, channels)
    return {"in": channels, **{name: inside.expression(value) for name, value in fields.items()}}


def activation_call(activation: Activation | None) -> Call | None:
    """The activation as a module behind a layer, whose output nothing else reads."""
    if activation is None:
        return None
    in_place = (("inplace", Text("True")),) if activation.module in IN_PLACE else ()
    return Call(activation.module, activation.arguments, (*activation.keywords, *in_place))
