"""Networks by name: the specs that come with archcalc, and files of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from archcalc.errors import ArchcalcError, Fault, Source, SpecError, UsageError, did_you_mean, nearest, shown
from archcalc.recent import Recent
from archcalc.spec.files import read_file
from archcalc.spec.model import Network, Spec
from archcalc.spec.reader import read_spec

SUFFIXES = (".yaml", ".yml")

_SPECS: Recent[Spec] = Recent(2**20)  # characters; all of the zoo are a fifth of that
_HOMES: dict[tuple[str, str], str] = {}
"""The file of each network of the zoo that was asked for, by the zoo's folder and the network's name."""


def specs_folder() -> str:
    """The folder of the specs that come with archcalc: inside the package, or beside it in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(here, "_specs")
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(here), "specs")


def spec_files() -> list[str]:
    """Paths of all specs that come with archcalc, sorted."""
    folder = specs_folder()
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(SUFFIXES)]


def architectures() -> list[str]:
    """Names of all architectures of the zoo, sorted by file."""
    return [name for path in spec_files() for name in names_in(spec_of(path))]


def names_in(spec: Spec) -> list[str]:
    """Networks that a spec holds: its variants, or the one it is."""
    return list(spec.variants) or [spec.name]


def load(name: str | os.PathLike[str], /, **knobs: Any) -> Network:
    """The network of a zoo name, `my.yaml`, `my.yaml:variant` or `-` (standard input), with knobs set.

    The knobs are the network's own; what was read of its spec is shared by all that come from the same text.

    Raises:
        UsageError: no such name, variant or knob; the nearest ones are named.
        SpecError: the file is wrong.
    """
    spec, variant = find_spec(os.fspath(name))
    return choose(spec, variant, knobs)


def loads(text: str, /, variant: str | None = None, **knobs: Any) -> Network:
    """The network of a spec in memory, with knobs set; one of its variants where it has several.

    Raises:
        UsageError: no such variant or knob, or several variants and none named.
        SpecError: the spec is wrong.
    """
    return choose(read_source("text", text), variant, knobs)


def find_spec(name: str) -> tuple[Spec, str | None]:
    """The spec that a name or path stands for, and the variant of it that is meant, if one is named."""
    if name == "-" or name.endswith(SUFFIXES) or os.path.isfile(name):
        return spec_of(name), None
    path, colon, variant = name.rpartition(":")
    if colon and (path == "-" or path.endswith(SUFFIXES)):
        return spec_of(path), variant
    if os.sep in name:
        return spec_of(name), None
    return find_in_zoo(name), name


def find_in_zoo(name: str) -> Spec:
    """The zoo's spec that holds a network of this name; only files that mention it are read."""
    folder = specs_folder()
    for path in _likely_files(folder, name):
        source = read_file(path)
        if _stem(path) == name or f"\n  {name}:" in source.text:
            spec = _as_read(source)
            if name in names_in(spec):
                _HOMES[folder, name] = path
                return spec
    raise _unknown_architecture(name)


def _likely_files(folder: str, name: str) -> Iterator[str]:
    """The file where a network was found last, then all that could hold it."""
    home = _HOMES.get((folder, name))
    if home and os.path.isfile(home):
        yield home
    yield from spec_files()


def spec_of(path: str) -> Spec:
    """The spec of a file.

    Raises:
        UsageError: it cannot be read.
        SpecError: it is wrong.
    """
    return _as_read(read_file(path))


def _as_read(source: Source) -> Spec:
    """A source's spec; what was read from the same text last is what this one says."""
    key = (source.name, source.text)
    spec = _SPECS.get(key)
    if spec is None:
        spec = read_spec(source)
        _SPECS.keep(key, spec, len(source.text))
    return spec


def choose(spec: Spec, variant: str | None, given: Mapping[str, Any]) -> Network:
    """One network of a spec, its knobs set: defaults first, then the variant's, then `given`."""
    chosen = _name_in(spec, variant)
    column = spec.variants.get(chosen)
    knobs = knobs_of(spec, variant)
    given = {name: _as_default(value, knobs.get(name)) for name, value in given.items()}
    check_knobs(spec, knobs, given)
    layers = (column and column.layers) or spec.layers
    assert layers is not None  # the reader has seen to it
    return Network(
        name=chosen,
        title=(column and column.title) or spec.title,
        spec=spec,
        input=(column and column.input) or spec.input,
        knobs={name: _own(value) for name, value in {**knobs, **given}.items()},
        given={**given},
        layers=layers,
        published=column.published if column else spec.published,
    )


def knobs_of(spec: Spec, variant: str | None) -> dict[str, Any]:
    """The knobs of a network with their defaults, those of its variant first.

    Raises:
        UsageError: the spec holds several networks and none is named, or none of that name.
    """
    column = spec.variants.get(_name_in(spec, variant))
    return {name: knob.default for name, knob in spec.knobs.items()} | (column.knobs if column else {})


def _name_in(spec: Spec, variant: str | None) -> str:
    """The name of the network that is meant."""
    names = names_in(spec)
    if variant is None and len(names) > 1:
        first = f"{spec.source.name}:{names[0]}"
        raise UsageError(
            Fault(f"{spec.source.name} holds several networks: {', '.join(names)}", hint=f"choose one: {first}")
        )
    chosen = names[0] if variant is None else variant
    if chosen not in names:
        raise UsageError(
            Fault(f"{spec.source.name} has no variant '{chosen}'", hint=did_you_mean(chosen, names, "variants"))
        )
    return chosen


def check_knobs(spec: Spec, knobs: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """Refuse knobs that do not exist, have another type, or a value that is not among the choices."""
    for name, value in given.items():
        if name not in knobs:
            raise UsageError(Fault(f"there is no knob '{name}'", hint=did_you_mean(name, knobs, "knobs")))
        known = spec.knobs.get(name)
        if known and known.choices and value not in known.choices:
            allowed = ", ".join(map(str, known.choices))
            raise UsageError(Fault(f"knob '{name}' cannot be {value}", hint=f"it is one of {allowed}"))
        default = knobs[name]
        if default is not None and _kind(default) != _kind(value):
            own = str(default).lower() if isinstance(default, bool) else default
            raise UsageError(Fault(f"knob '{name}' is {_kind(default)}, not '{value}'", hint=f"its default is {own}"))
    for name, value in {**knobs, **given}.items():
        if value is None and name in spec.knobs:
            raise UsageError(Fault(f"knob '{name}' has no default", hint=f"set it: --set {name}=..."))


def networks() -> Iterator[Network]:
    """All networks of the zoo with their default knobs, file by file."""
    for path in spec_files():
        spec = spec_of(path)
        for name in names_in(spec):
            yield choose(spec, name, {})


def read_source(name: str, text: str) -> Spec:
    """A spec from a text in memory; `name` stands for the file in messages."""
    return _as_read(Source(name, text))


def _as_default(value: Any, default: Any) -> Any:
    """`1e3` for a knob that is a whole number is 1000; 1 and 0 for one that is true or false are that."""
    if isinstance(default, bool) and type(value) in (int, float) and value in (0, 1):
        return bool(value)
    if type(default) is int and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _own(value: Any) -> Any:
    """A network's own copy of a list: the spec's is every network's."""
    return [_own(item) for item in value] if isinstance(value, list) else value


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    return "a list" if isinstance(value, (list, tuple)) else "a word"


def _stem(path: str) -> str:
    return os.path.basename(path).rpartition(".")[0]


def _unknown_architecture(name: str) -> ArchcalcError:
    known: list[str] = []
    for path in spec_files():
        try:
            known += names_in(spec_of(path))
        except SpecError:
            continue
    return UsageError(Fault(f"there is no architecture '{shown(name)}'", hint=_which(name, known)))


def _which(name: str, known: list[str]) -> str:
    """What a name that is none may stand for: a file beside it, or the networks that are called nearly so."""
    if os.path.isdir(name):
        return "that is a folder; name a file in it"
    if os.path.isfile(f"{name}.yaml"):
        return f"did you mean {name}.yaml?"
    begun = [other for other in known if name and other.startswith(name)]
    if begun:
        return f"there is {', '.join(begun[:6])}{', ...' if len(begun) > 6 else ''}"
    close = nearest(name, known)
    return f"did you mean '{close}'?" if close else "'archcalc list' shows all; a file of your own ends in .yaml"
