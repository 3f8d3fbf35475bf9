"""A convolution with what stands beside it as one module: `ConvBNReLU(64, 128, 3, stride=2)`.

Each source gets the modules it uses, with the arguments it needs: what is the same in all uses is inside of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from archcalc.export.pytorch.beside import activation_call
from archcalc.export.pytorch.code import (
    Activation,
    Call,
    Choice,
    Code,
    Each,
    Fused,
    Text,
    parts,
    sequential,
)
from archcalc.export.pytorch.definition import Definition
from archcalc.export.pytorch.functions import IN_PLACE, activation_class
from archcalc.export.pytorch.layout import flat
from archcalc.export.pytorch.names import unique_class

ENOUGH = 2
"""Uses from which on a module of its own is worth it."""

DEFAULTS = {"stride": "1", "padding": "0", "dilation": "1", "groups": "1", "bias": "True", "padding_mode": '"zeros"'}


@dataclass
class Kind:
    """All uses of a convolution with the same normalisation beside it."""

    convolution: str
    norm: str
    uses: list[Fused]
    held: set[str]  # activations that arguments hold
    name: str = ""

    @property
    def activations(self) -> list[Activation | None]:
        """The different activations, None for a use without."""
        found = {flat_activation(use.activation): use.activation for use in self.uses}
        return list(found.values())

    @property
    def takes_activation(self) -> bool:
        """Whether the activation is an argument."""
        return len(self.activations) > 1 or any(a is not None and a.is_argument for a in self.activations)

    @property
    def keywords(self) -> list[str]:
        """Arguments that not all uses give the same way, in the order of the convolution's own."""
        given = {name: [dict(use.main.keywords).get(name) for use in self.uses] for name in DEFAULTS}
        if self.pads_same:
            del given["padding"]
        return [name for name, values in given.items() if len(set(values)) > 1]

    @property
    def pads_same(self) -> bool:
        """Whether every use pads by half of its kernel."""
        return all(pads_same(use.main) for use in self.uses)


def flat_activation(activation: Activation | None) -> str:
    """An activation as text, to compare."""
    return "" if activation is None else flat(Call(activation.module, activation.arguments, activation.keywords))


def kinds_of(definitions: Iterable[Definition], taken: set[str]) -> dict[tuple[str, str], Kind]:
    """The kinds that are worth a module of their own, with names that no other class has."""
    kinds: dict[tuple[str, str], Kind] = {}
    for definition in definitions:
        for code in definition.codes:
            for part in parts(code):
                if isinstance(part, Fused):
                    kind = kinds.setdefault(_key(part), Kind(*_key(part), [], set()))
                    kind.uses.append(part)
                    kind.held |= _held(part, definition)
    worth = {key: kind for key, kind in kinds.items() if len(kind.uses) >= ENOUGH}
    ranks = {kind.convolution for kind in worth.values()}
    for kind in worth.values():
        kind.name = unique_class(_name(kind, with_rank=len(ranks) > 1), taken)
    return worth


def _held(use: Fused, definition: Definition) -> set[str]:
    """The activations that an argument holds in the uses of a class."""
    if use.activation is None or not use.activation.is_argument:
        return set()
    holders = [p for p in definition.parameters if p.name == use.activation.module]
    return {activation_class(value) for holder in holders for value in holder.values}


def _key(use: Fused) -> tuple[str, str]:
    return use.main.function, use.norm.function if use.norm else ""


def _name(kind: Kind, with_rank: bool) -> str:
    convolution = kind.convolution.removeprefix("nn.") if with_rank else "Conv"
    norm = {"": "", "ChannelLayerNorm": "LN", "nn.LayerNorm": "LN"}.get(kind.norm, "BN")
    if kind.takes_activation:
        return convolution + (norm or "Activation")
    activation = kind.activations[0]
    return convolution + norm + (activation.module.removeprefix("nn.") if activation else "")


def pads_same(call: Call) -> bool:
    """Whether a convolution pads by half of its kernel."""
    keywords = dict(call.keywords)
    kernel = flat(call.arguments[2])
    padding = flat(keywords["padding"]) if "padding" in keywords else "0"
    if "dilation" in keywords or "padding_mode" in keywords:
        return False
    half = (str(int(kernel) // 2),) if kernel.isdigit() else (f"{kernel} // 2", f"({kernel}) // 2")
    return padding in half


# --- uses -----------------------------------------------------------------------------------------------


class Writer:
    """Rewrites code so that it uses the modules that are worth it."""

    def __init__(self, kinds: dict[tuple[str, str], Kind]) -> None:
        self.kinds = kinds

    def one(self, code: Code) -> Code:
        """The code without anything fused."""
        if isinstance(code, Fused):
            return sequential(self.several(code))
        if isinstance(code, Call) and code.function in ("nn.Sequential", "super().__init__"):
            arguments = [part for argument in code.arguments for part in self.several(argument)]
            return replace(code, arguments=tuple(_in_place(arguments)))
        if isinstance(code, Text):
            return code
        changes: dict[str, Any] = {}
        for field in fields(code):
            value = getattr(code, field.name)
            if isinstance(value, (Call, Fused, Each, Choice, Text)):
                changes[field.name] = self.one(value)
            elif isinstance(value, tuple) and field.name in ("arguments", "items", "parts"):
                changes[field.name] = tuple(self.one(item) for item in value)
        return replace(code, **changes)

    def several(self, code: Code) -> list[Code]:
        """The modules that a piece of code in a sequence becomes."""
        if not isinstance(code, Fused):
            return [self.one(code)]
        kind = self.kinds.get(_key(code))
        if kind is None:
            return [code.main, *filter(None, (code.norm, activation_call(code.activation)))]
        keywords = dict(code.main.keywords)
        chosen = [(name, keywords[name]) for name in kind.keywords if name in keywords]
        if kind.takes_activation and code.activation is not None:
            chosen.append(("activation", Text(code.activation.module)))
        return [Call(kind.name, code.main.arguments, tuple(chosen))]


def _in_place(modules: list[Code]) -> list[Code]:
    """Activations right behind a convolution or normalisation write over what nobody else reads."""
    result: list[Code] = []
    for module in modules:
        before = result[-1] if result else None
        fits = isinstance(before, Call) and re.match(r"nn\.(Conv|BatchNorm|Linear)", before.function)
        if (
            fits
            and isinstance(module, Call)
            and module.function in IN_PLACE
            and not dict(module.keywords).get("inplace")
        ):
            module = replace(module, keywords=(*module.keywords, ("inplace", Text("True"))))
        result.append(module)
    return result
