"""Tags (`!!str 10`): a spec is plain data, so that only YAML's own kinds of scalars are obeyed.

Loaded only for a file that has tags.
"""

from __future__ import annotations

from archcalc.errors import Fault, Place, Source, shown
from archcalc.spec.nodes import ScalarNode
from archcalc.spec.scalars import NumberTooLarge, parse_scalar

_CORE = "tag:yaml.org,2002:"
_SCALARS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}


def obey_tag(tag: str, node: ScalarNode, place: Place) -> Fault | None:
    """Make a scalar plain or not, as its tag says; the fault if the tag is none of ours or does not fit."""
    name = _core_name(tag)
    node.plain = name in _SCALARS
    if name in ("str", "!"):
        return None
    if name not in _SCALARS:
        return _not_allowed(tag, place)
    try:
        fits = isinstance(parse_scalar(node.text, True), _SCALARS[name])
    except NumberTooLarge:
        fits = True  # whoever reads the value will say so
    return None if fits else Fault(f"'{shown(node.text)}' is not what its tag '!!{name}' says", node.place)


def collection_fault(tag: str, kind: str, place: Place) -> Fault | None:
    """The fault of a list or mapping whose tag says anything but what it is (`kind`: `seq` or `map`)."""
    return None if _core_name(tag) in (kind, "!") else _not_allowed(tag, place)


def directive_fault(source: Source) -> Fault | None:
    """The fault of a `%TAG` line: libyaml's time for them grows with the square of their number."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if line.startswith("%TAG"):
            return Fault("'%TAG' is not allowed", Place(source, number, 1, 4), "a spec is plain data, without tags")
    return None


def _core_name(tag: str) -> str:
    return tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag if tag == "!" else ""


def _not_allowed(tag: str, place: Place) -> Fault:
    written = f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag
    return Fault(f"the tag '{shown(written)}' is not allowed", place, "a spec is plain data: remove the tag")
