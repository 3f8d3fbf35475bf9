"""One network as an argument, with all that is set for it: `mobilenet_v1:width=0.5@160`, `googlenet:training`.

    NAME[:OPTION,OPTION...][@INPUT]      PATH[:VARIANT][:OPTION,OPTION...][@INPUT]

NAME is one of the zoo, PATH a spec file or `-`. An OPTION is `knob=value`, or `training` for the heads that exist
only in training. INPUT is a whole shape (`3x160x160`) or its axes alone: `160` is 160x160 for a network of images.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from archcalc.analysis import Analysis, analyze_graph
from archcalc.cli.options import knob_values, noted
from archcalc.errors import ArchcalcError, Fault, UsageError, as_unicode, shown
from archcalc.expand import expand
from archcalc.shape import Shape, is_uneven, parse_shape, shape_text
from archcalc.spec.model import Network
from archcalc.zoo import SUFFIXES, find_spec, load, names_in

EXAMPLE = "for example mobilenet_v1:width=0.5@160, my.yaml:variant:width=0.5 or googlenet:training"
TRAINING = "training"

_PATH = re.compile(r"(.*\.ya?ml)(?=[:@]|$)|[^:@]*")  # a path may have colons and at signs of its own
_OUTSIDE_BRACKETS = r"(?![^\[\]{}()]*[\]})])"


class Chosen(NamedTuple):
    """A network as it was asked for: what `zoo.load` takes, its own knobs and input, whether it is for training."""

    text: str
    name: str
    knobs: dict[str, Any]
    sizes: Shape | None
    training: bool
    label: str

    def input(self, network: Network) -> Shape | None:
        """The shape that was asked for; the channels are the network's own where only its axes were given."""
        if self.sizes is None:
            return None
        own, axes = network.input, len(network.input) - 1
        if len(self.sizes) == axes + 1:
            return self.sizes
        if len(self.sizes) == axes:
            return (own[0], *self.sizes)
        if len(self.sizes) == 1 and not is_uneven(own):
            return (own[0], *self.sizes * axes)
        message = f"{self.label}: {shape_text(self.sizes)} is no input of a network that takes {shape_text(own)}"
        hint = f"give all sizes, or those of the axes without the channels: {shape_text(own[1:])}"
        raise UsageError(Fault(message, hint=hint))


def named(text: str) -> Chosen:
    """What an argument asks for.

    Raises:
        UsageError: it is not written as above, or `training` could be a variant of the file as well.
    """
    name, rest = _split_name(text)
    options, at, size = rest.partition("@")
    if ":" in size or "@" in size:
        raise UsageError(Fault(f"{shown(text, 80)}: the input comes last, once", hint=EXAMPLE))
    if at and not size.strip():
        raise UsageError(Fault(f"{shown(text, 80)}: there is no input after the @", hint=EXAMPLE))
    parts = re.split(f":{_OUTSIDE_BRACKETS}", options)[1:]
    variant = parts.pop(0) if parts and _is_variant(name, *parts) else ""
    items = [item.strip() for part in parts for item in re.split(f",{_OUTSIDE_BRACKETS}", part)]
    knobs = _knobs([item for item in items if item != TRAINING], text)
    base = variant or (os.path.basename(name).removesuffix(".yaml").removesuffix(".yml") if _is_path(name) else name)
    label = as_unicode(base) + (f":{','.join(items)}" if items else "") + at + size
    full = f"{name}:{variant}" if variant else name
    return Chosen(text, full, knobs, _sizes(size, text) if at else None, TRAINING in items, label)


class Asked(NamedTuple):
    """A network with what it is to be worked out for: its input (None for the spec's own), the heads for training."""

    network: Network
    input: Shape | None
    training: bool


def asked(
    text: str | Chosen,
    knobs: Mapping[str, Any] | None = None,
    input: Shape | None = None,
    training: bool = False,
) -> Asked:
    """The network that an argument asks for; `knobs`, `input` and `training` add what the argument does not say.

    Raises:
        UsageError: no such network, knob or input; or it has no heads for training and the argument asks for them.
        SpecError: its spec is wrong.
    """
    chosen = named(text) if isinstance(text, str) else text
    try:
        network = load(chosen.name, **{**(knobs or {}), **chosen.knobs})
    except UsageError as error:
        raise (error if chosen.text == chosen.name else _labelled(error, chosen)) from None
    shape = chosen.input(network) or input
    if chosen.training and len(expand(network, shape, True).nodes) == len(expand(network, shape).nodes):
        raise UsageError(f"{chosen.label}: {network.name} has no heads that exist only in training")
    return Asked(network, shape, chosen.training or training)


def analysis_of(
    text: str | Chosen,
    batch: int = 1,
    convention: str = "macs",
    knobs: Mapping[str, Any] | None = None,
    input: Shape | None = None,
) -> Analysis:
    """The numbers of one of several networks, as `asked` reads it; which one a knob does not fit is said.

    Raises:
        UsageError: as of `asked`.
        SpecError: its spec is wrong, or the input does not fit.
    """
    chosen = named(text) if isinstance(text, str) else text
    try:
        network, shape, training = asked(chosen, knobs, input)
    except UsageError as error:
        about_knob = chosen.text == chosen.name and "knob" in error.faults[0].message
        raise (_labelled(error, chosen) if about_knob else error) from None
    return analyze_graph(network, expand(network, shape, training), batch, convention)


def _split_name(text: str) -> tuple[str, str]:
    """The name or path, and what is said about it."""
    if os.path.isfile(text):
        return text, ""
    found = _PATH.match(text)
    name = found.group() if found else ""
    if not name:
        raise UsageError(Fault(f"'{shown(text)}' names no architecture", hint=EXAMPLE))
    return name, text[len(name) :]


def _is_path(name: str) -> bool:
    return name == "-" or name.endswith(SUFFIXES) or os.sep in name or os.path.isfile(name)


def _is_variant(name: str, part: str, *more: str) -> bool:
    """Whether what follows a path's colon names a variant; names of the zoo have none."""
    if not _is_path(name) or "=" in part:
        return False
    if part != TRAINING:
        return True
    known = name != "-" and TRAINING in names_in(find_spec(name)[0])
    if known and not more:
        message = f"{name}:{TRAINING} could be the variant '{TRAINING}' or the heads for training"
        hint = f"write {name}:VARIANT:{TRAINING} for the heads of a variant, or give the variant another name"
        raise UsageError(Fault(message, hint=hint))
    return known


def _knobs(items: list[str], text: str) -> dict[str, Any]:
    for item in items:
        if not item:
            raise UsageError(Fault(f"{shown(text, 80)}: an option is missing after ':' or ','", hint=EXAMPLE))
        if not item.partition("=")[0].strip() or "=" not in item:
            message = f"{shown(text, 80)}: '{shown(item)}' is neither knob=value nor '{TRAINING}'"
            raise UsageError(Fault(message, hint=EXAMPLE))
    names = [item.partition("=")[0].strip() for item in items]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{shown(text, 80)}: knob '{name}' is set twice")
    try:
        return knob_values(items)
    except UsageError as error:
        raise UsageError(f"{shown(text, 80)}: {error.faults[0].message.removeprefix('--set ')}") from None


def _sizes(size: str, text: str) -> Shape:
    try:
        return noted(parse_shape(size))
    except UsageError as error:
        raise UsageError(f"{shown(text, 80)}: {error.faults[0].message}") from None


def _labelled(error: ArchcalcError, chosen: Chosen) -> UsageError:
    """The same faults with the argument they belong to."""
    return UsageError(*[fault._replace(message=f"{chosen.label}: {fault.message}") for fault in error.faults])
