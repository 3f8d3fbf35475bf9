"""An analysis back from its plain data.

The data says what the network is made of: each layer's operation, fields and where its input comes from. That is
a network like any other, only without blocks; the engine works it out again, and what the data says of it must
be the same. So nothing that is read can carry a wrong figure, and what comes back can do all that the original
could: be explained, exported, expanded for another input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcalc.analysis import Analysis, analyze, freeze
from archcalc.errors import ArchcalcError, Fault, Place, Source, UsageError
from archcalc.ops import OPERATIONS, Operation
from archcalc.shape import as_shape
from archcalc.spec.grammar import JOINS
from archcalc.spec.model import Item, Join, Layer, Named, Network, Reference, Sequence, Spec, Value, Wiring
from archcalc.spec.papers import Paper

_NOWHERE = Place(Source("analysis", ""), 0, 0)


def restored(data: Any) -> Analysis:
    """The analysis that `Analysis.to_dict` described.

    Raises:
        UsageError: the data is no analysis, or a figure in it is not what the engine works out.
    """
    try:
        analysis = _worked_out(data)
    except KeyError as error:
        raise UsageError(f"this is no analysis: there is no {error}") from None
    except (TypeError, AttributeError, ValueError):
        raise UsageError(
            Fault("this is no analysis", hint="it is what 'archcalc summarize --format json' writes")
        ) from None
    except ArchcalcError as error:
        raise UsageError(*(Fault(fault.message, hint=fault.hint) for fault in error.faults)) from None
    _compare(analysis, data)
    return analysis


def _worked_out(data: Any) -> Analysis:
    analysis = analyze(_network(data), batch=data["batch"], convention=data["convention"], dtype=data["dtype"])
    pairs = zip(analysis.layers, data["layers"], strict=True)
    untrained = {row.name for row, layer in pairs if row.trainable_parameters and layer["trainable_parameters"] == 0}
    return freeze(analysis, untrained) if untrained else analysis


def _network(data: Any) -> Network:
    """A network of one sequence: every layer by its full name, every input named."""
    items = [Named(layer["name"], _item(layer)) for layer in data["layers"]]
    items.append(Named(None, Reference(_wiring([data["result"]]))))
    others = data.get("others", ())
    input, title, layers = as_shape(data["input"]), data["title"], Sequence(_wiring([]), tuple(items))
    spec = Spec(
        source=_NOWHERE.source,
        name=data["architecture"],
        title=title,
        family=data["family"],
        about="",
        paper=Paper(**data["paper"]),
        input=input,
        knobs={},
        blocks={},
        layers=layers,
        variants={},
        published=(),
        outputs=tuple(Value(name, _NOWHERE) for name in (data["result"], *others)) if others else (),
    )
    knobs = dict(data["knobs"])
    return Network(data["architecture"], title, spec, input, knobs, knobs, layers, ())


def _item(layer: Mapping[str, Any]) -> Item:
    operation, wiring = _operation(layer), _wiring(layer["from"])
    if operation.key in JOINS:
        return Join(wiring, operation, (), None, None, None)
    fields = {name: Value(value, _NOWHERE) for name, value in layer["fields"].items()}
    return Layer(wiring, operation, fields, None, None)


def _operation(layer: Mapping[str, Any]) -> type[Operation]:
    """The operation of a full name: `conv2d` is `conv`, on axes that its input tells."""
    for key in (layer["op"], re.sub("[123]d$", "", layer["op"])):
        if key in OPERATIONS:
            return OPERATIONS[key]
    raise UsageError(f"layer '{layer['name']}': there is no operation '{layer['op']}'")


def _wiring(sources: list[str]) -> Wiring:
    return Wiring(_NOWHERE, tuple(Value(source, _NOWHERE) for source in sources))


def _compare(analysis: Analysis, data: Mapping[str, Any]) -> None:
    """Refuse a figure that is not what the engine works out."""
    found = analysis.to_dict()
    _same(found["totals"], data["totals"], "totals")
    for ours, theirs in zip(found["layers"], data["layers"], strict=True):
        _same(ours, theirs, f"layer '{ours['name']}'")


def _same(ours: Mapping[str, Any], theirs: Mapping[str, Any], where: str) -> None:
    """A figure that is not there says nothing wrong: it may be younger than the data."""
    if ours == theirs:
        return
    for name, value in ours.items():
        if name in theirs and theirs[name] != value:
            raise UsageError(f"{where}: '{name}' is {theirs[name]} in the data, and the engine works out {value}")
