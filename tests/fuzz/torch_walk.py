"""A second reading of specs: runs one in torch, item by item, as docs/spec-language.md says, without the engine.

Channels, sizes and refusals are those of the tensors that arrive. They are computed for real on the CPU, as on the
meta device torch leaves out some of its checks; only what is too large for that is run there. Of archcalc it uses the
table of torch modules and the spelling of fields (`3` for `[3, 3]`), and nothing that the engine works out.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from archcalc.crosscheck.factories import module_for
from archcalc.ops import OPERATIONS

from .torch_values import RefusedError, as_convolution, evaluated, unchecked

BATCH = 2
"""Samples at once: some norms refuse a single one."""

FOR_REAL = 20_000
"""Elements of an input from which on a network is run on the meta device, which computes shapes only."""

LARGEST = {"cpu": 300_000, "meta": 10**12}
"""Elements of the largest tensor, and of the largest weight: what is more takes too long for a random network."""

NORMS = {"batch": "batchnorm", "layer": "layernorm", "instance": "instancenorm"}
JOINS = ("add", "concat", "multiply", "crop")
MODIFIERS = ("repeat", "first", "from", "when", "if", "norm", "activation", "split")


class Call(NamedTuple):
    """A module that ran: the operation it stands for, and its output's shape per sample."""

    key: str
    output: tuple[int, ...]
    module: nn.Module


class TooLargeError(Exception):
    """The network is valid so far, but takes too long to run for real."""


class Scope(NamedTuple):
    """Variables, the input that `from: input` means, and the outputs that can be named, from the outside in."""

    variables: dict[str, Any]
    input: Tensor
    named: tuple[dict[str, Tensor], ...]

    def inner(self) -> Scope:
        return self._replace(named=(*self.named, {}))

    def find(self, name: str) -> Tensor:
        for outputs in (*reversed(self.named), {"input": self.input}):
            if name in outputs:
                return outputs[name]
        raise RefusedError("from", f"nothing is called {name}")


class Walk:
    """One run of a spec; `calls` holds the modules in the order in which they ran, also when it was refused."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.calls: list[Call] = []
        self.visited: set[int] = set()
        self.defaults = spec.get("defaults", {})
        self.blocks = spec.get("blocks", {})
        self.knobs = dict(spec.get("knobs", {}))
        self.layers = spec["layers"]
        self.shape = tuple(int(size) for size in str(spec["input"]).split("x"))
        self.device = "cpu" if prod(self.shape) < FOR_REAL else "meta"

    def run(self) -> Tensor:
        """The network's output.

        Raises:
            RefusedError: torch does not run the network.
            TooLargeError: a tensor has more elements than `LARGEST`.
        """
        x = torch.zeros((BATCH, *self.shape), device=self.device)
        with torch.no_grad(), torch.device(self.device), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns of tensors without elements before it refuses them
            return self.sequence(self.layers, x, Scope(self.knobs, x, ({},)))

    def unvisited(self) -> bool:
        """Whether an item was not run: under a false condition, or in a block that nothing uses."""

        def items(value: Any) -> Iterator[int]:
            if isinstance(value, dict) and any(key in OPERATIONS or key in self.blocks for key in value):
                yield id(value)
            for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
                yield from items(inner)

        bodies = [item for block in self.blocks.values() for item in items(block["layers"])]
        return any(item not in self.visited for item in (*items(self.layers), *bodies))

    def sequence(self, items: Any, x: Tensor, scope: Scope) -> Tensor:
        """Items one after the other: a mapping names them, a list may."""
        if isinstance(items, dict):
            for name, item in items.items():
                x = self.named(name, item, x, scope)
            return x
        for item in items:
            x = self.item(item, x, scope, None)
        return x

    def named(self, name: str, item: Any, x: Tensor, scope: Scope) -> Tensor:
        x = self.item(item, x, scope, name)
        scope.named[-1][name] = x
        return x

    def item(self, item: Any, x: Tensor, scope: Scope, name: str | None) -> Tensor:
        if isinstance(item, list):
            return self.sequence(item, x, scope.inner() if name else scope)
        if isinstance(item, str):
            if item in OPERATIONS or item in self.blocks:
                return self.item({item: None}, x, scope, name)
            return scope.find(item)
        if "repeat" in item:
            return self.repeat(item, x, scope)
        self.visited.add(id(item))
        head = next((key for key in item if key not in MODIFIERS), "from")
        source = item.get("from", [])
        if isinstance(source, str):
            x = scope.find(source)
        if "when" in item and not self.value(item["when"], x, scope):
            self.visited.discard(id(item))
            return x
        if head == "layers":
            return self.sequence(item["layers"], x, scope.inner() if name else scope)
        if head in self.blocks:
            return self.block(self.blocks[head], item[head], x, scope)
        if head == "from":
            return x
        if head in JOINS:
            return self.beside(self.join(head, item, x, scope, name), item, scope)
        return self.beside(self.layer(head, item, x, scope), item, scope)

    # One function per kind of item.

    def layer(self, key: str, item: dict[str, Any], x: Tensor, scope: Scope) -> Tensor:
        given = {OPERATIONS[key].main if name == key else name: value for name, value in item.items()}
        given = {name: value for name, value in given.items() if name not in MODIFIERS and value is not None}
        values = {**self.defaults.get(key, {}), **given}
        norm = item.get("norm", values.pop("norm", "none"))
        values = {str(name): self.value(value, x, scope) for name, value in values.items()}
        if norm != "none" and "bias" in OPERATIONS[key].fields:
            values.setdefault("bias", False)
        return self.call(key, values, x)

    def join(self, key: str, item: dict[str, Any], x: Tensor, scope: Scope, name: str | None) -> Tensor:
        if item[key] is None:
            return self.call(key, {}, *[scope.find(source) for source in item["from"]])
        inner = scope.inner() if name else scope
        named = isinstance(item[key], dict)
        given = list(item[key].items() if named else [(None, branch) for branch in item[key]])
        there = [pair for pair in given if self.is_there(pair[1], x, scope)]
        names, branches = [name for name, _ in there], [branch for _, branch in there]
        if len(branches) < (1 if key == "concat" else 2):
            raise RefusedError("if", "too few branches are there")
        starts = self.split(item["split"], len(branches), x) if "split" in item else [x] * len(branches)
        ends = []
        for branch, start, branch_name in zip(branches, starts, names, strict=True):
            if branch_name:
                ends.append(self.named(branch_name, branch, start, inner))
            else:
                ends.append(self.item(branch, start, inner, None))
        return self.call(key, {}, *ends)

    def is_there(self, branch: Any, x: Tensor, scope: Scope) -> bool:
        """Whether a branch's `if` holds where its join stands."""
        return not isinstance(branch, dict) or bool(self.value(branch.get("if", True), x, scope))

    def split(self, parts: Any, branches: int, x: Tensor) -> list[Tensor]:
        """Each branch's channels: equal parts, or as many as the list says."""
        if isinstance(parts, int):
            if x.shape[1] % parts:
                raise RefusedError("split", "the parts are not equal")
            parts = [x.shape[1] // parts] * parts
        if len(parts) != branches or sum(parts) != x.shape[1]:
            raise RefusedError("split", "the parts do not make up the channels")
        ends = [sum(parts[: number + 1]) for number in range(branches)]
        return [self.call("slice", {"channels": [e - p, e]}, x) for p, e in zip(parts, ends, strict=True)]

    def repeat(self, item: dict[str, Any], x: Tensor, scope: Scope) -> Tensor:
        body = {key: value for key, value in item.items() if key not in ("repeat", "first")}
        for index in range(self.value(item["repeat"], x, scope)):
            self.visited.add(id(item))
            inner = scope.inner()._replace(variables={**scope.variables, "index": index})
            x = self.item({**body, **(item.get("first", {}) if index == 0 else {})}, x, inner, None)
        return x

    def block(self, block: dict[str, Any], given: Any, x: Tensor, scope: Scope) -> Tensor:
        variables = {**self.knobs, "in": x.shape[1]}
        for name, default in block["takes"].items():
            if name in (given or {}):
                variables[name] = self.value(given[name], x, scope)
            elif default is None:
                raise RefusedError("block", f"{name} is needed")
            else:
                variables[name] = evaluated(default, variables)
        return self.sequence(block["layers"], x, Scope(variables, x, ({},)))

    def beside(self, x: Tensor, item: dict[str, Any], scope: Scope) -> Tensor:
        """The norm and the activation written beside an operation, or in the defaults for it."""
        head = next(key for key in item if key not in MODIFIERS)
        for what in ("norm", "activation"):
            word = item.get(what, self.defaults.get(head, {}).get(what, "none"))
            fields = {}
            if isinstance(word, dict):
                ((word, fields),) = word.items()
            if word == "none":
                continue
            key = NORMS.get(word, word)
            if not isinstance(fields, dict):
                fields = {} if fields is None else {OPERATIONS[key].main: fields}
            values = {**self.defaults.get(key, {}), **fields}
            x = self.call(key, {name: self.value(value, x, scope) for name, value in values.items()}, x)
        return x

    # What they share.

    def value(self, value: Any, x: Tensor, scope: Scope) -> Any:
        return evaluated(value, {**scope.variables, "in": x.shape[1]})

    def call(self, key: str, values: dict[str, Any], *inputs: Tensor) -> Tensor:
        """Build the module of an operation for these tensors, and run it."""
        try:
            key, values = as_convolution(key, values, inputs[0])
            shapes = tuple(tuple(x.shape[1:]) for x in inputs)
            self.bound(key, values, shapes)
            module = module_for(unchecked(key, values, len(shapes[0]) - 1), shapes).eval()
            output: Tensor = module(*inputs)
        except TooLargeError:
            raise
        except Exception as error:  # each layer of torch has errors of its own
            raise RefusedError(key, f"{type(error).__name__}: {error}") from None
        self.calls.append(Call(key, tuple(output.shape[1:]), module))
        return output

    def bound(self, key: str, values: dict[str, Any], shapes: tuple[tuple[int, ...], ...]) -> None:
        """Stop before a map or a weight that takes long, by its factors: what fits is not asked here."""
        size, largest = sum(map(prod, shapes)), LARGEST[self.device]
        most = max([1, *(v for v in values.values() if type(v) is int)])
        if size * (most if key == "linear" else 1) > largest or (key == "conv" and size * most > 40 * largest):
            raise TooLargeError
        factor = values.get("factor", values.get("stride", 1)) if key in ("upsample", "conv_transpose") else 1
        scale = prod(f for f in (factor if isinstance(factor, list) else [factor] * 3) if f > 0)
        if scale * size > largest:
            raise TooLargeError
