"""Random specs with blocks, conditions, repeats and joins: what no spec of the zoo happens to combine.

Maps keep their size, so that most of them fit; those that do not are refused by the engine and skipped.
"""

from __future__ import annotations

import json
import random
from typing import Any

TAKES = {"out": None, "k": 3, "flag": False, "act": "relu", "n": 2}
"""Arguments that a block may take, with their defaults."""

Blocks = dict[str, dict[str, Any]]


class Writer:
    """Writes one spec."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def spec(self) -> str:
        """The spec as JSON, which is YAML."""
        blocks: Blocks = {}
        bodies: dict[str, Any] = {}
        for number in range(self.random.randint(0, 3)):
            takes = {name: default for name, default in TAKES.items() if self.chance(0.6)}
            if "out" in takes and self.chance(0.3):
                takes["out"] = "2 * $in"
            bodies[f"b{number}"] = {"takes": takes, "layers": self.body(takes, blocks)}
            blocks[f"b{number}"] = takes
        layers: dict[str, Any] = {}
        for number in range(self.random.randint(2, 7)):
            layers[f"t{number}"] = self.item({"classes": 5}, 0, blocks, list(layers))
        layers |= {"gap": "global_avgpool", "flatten": None, "fc": {"linear": "$classes"}}
        return json.dumps({"input": "4x6x6", "knobs": {"classes": 5}, "blocks": bodies, "layers": layers})

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def body(self, takes: dict[str, Any], blocks: Blocks) -> list[Any]:
        layers: list[Any] = []
        named: list[str] = []
        for number in range(self.random.randint(1, 4)):
            item = self.item(takes, 0, blocks, named)
            if self.chance(0.5):
                item = {f"l{number}": item}
                named.append(f"l{number}")
            layers.append(item)
        return layers

    def item(self, names: dict[str, Any], level: int, blocks: Blocks, before: list[str]) -> dict[str, Any]:
        kind = self.random.random()
        if kind < 0.4:
            item = self.conv(names)
        elif kind < 0.5:
            item = self.random.choice(
                [{"relu": None}, {"batchnorm": None}, {"dropout": 0.1}, {"maxpool": 3, "stride": 1, "padding": 1}]
            )
        elif kind < 0.62 and level < 2:
            item = self.join(names, level, blocks, before)
        elif kind < 0.75 and blocks:
            item = self.block(names, blocks)
        elif kind < 0.88 and level < 2:
            item = self.repeat(names, level, blocks, before)
        elif before:
            item = {"concat": None, "from": [self.random.choice(before), self.random.choice([*before, "input"])]}
        else:
            item = {"conv": self.number(names), "kernel": 1, "norm": "batch", "activation": "relu"}
        if "repeat" not in item and self.chance(0.2):
            item["when"] = self.condition(names)
        return item

    def conv(self, names: dict[str, Any]) -> dict[str, Any]:
        kernel = self.random.choice([1, 3, "$k" if "k" in names else 3])
        item: dict[str, Any] = {"conv": self.number(names), "kernel": kernel, "padding": "same"}
        if self.chance(0.4):
            item["norm"] = "batch"
        if self.chance(0.5):
            words = ["relu", "tanh", "$act" if "act" in names else "relu", "none", {"leaky_relu": 0.1}]
            item["activation"] = self.random.choice(words)
        return item

    def join(self, names: dict[str, Any], level: int, blocks: Blocks, before: list[str]) -> dict[str, Any]:
        kind = self.random.choice(["add", "concat", "multiply", "crop"])
        main: list[Any] = [self.item(names, level + 1, blocks, before) for _ in range(self.random.randint(1, 2))]
        if kind == "concat":
            return {"concat": [self.random.choice(["identity", main]), main]}
        if kind == "crop":
            return {"crop": [self.random.choice(["identity", main]), {"maxpool": 3, "stride": 1}]}
        other: Any = {"conv": 8, "kernel": 1, "norm": "batch"}
        item: dict[str, Any] = {kind: [[*main, {"conv": 8, "kernel": 1}], self.random.choice([other, [other, "relu"]])]}
        if self.chance(0.3):
            item[kind].append({"conv": 8, "kernel": 1, "if": self.condition(names)})
        return item | ({"activation": "relu"} if self.chance(0.3) else {})

    def block(self, names: dict[str, Any], blocks: Blocks) -> dict[str, Any]:
        name = self.random.choice(sorted(blocks))
        values = {
            "out": self.random.choice([4, 8, 12, "2 * $in", "$in"]),
            "k": self.random.choice([1, 3, 5]),
            "flag": self.chance(0.5),
            "act": self.random.choice(["relu", "tanh", "relu6"]),
            "n": self.random.randint(1, 4),
        }
        given = {a: values[a] for a, default in blocks[name].items() if default is None or self.chance(0.6)}
        return {name: given}

    def repeat(self, names: dict[str, Any], level: int, blocks: Blocks, before: list[str]) -> dict[str, Any]:
        if self.chance(0.4):
            filters = self.random.choice([8, "$in", "$in + 4"])
            return {"repeat": self.random.choice([2, 3, 5]), "conv": filters, "kernel": 1, "activation": "relu"}
        times = self.random.choice([1, 2, 3, 4, "$n" if "n" in names else 2])
        inner = [self.item(names, level + 1, blocks, before) for _ in range(self.random.randint(1, 2))]
        return {"repeat": times, "layers": {f"u{number}": item for number, item in enumerate(inner)}}

    def number(self, names: dict[str, Any]) -> Any:
        choices: list[Any] = [4, 8, 12, "$in", "2 * $in", "$in // 2", "$in + 4"]
        if "out" in names:
            choices += ["$out", "$out", "$out", "2 * $out", "$out + $in", "$out // 2"]
        return self.random.choice([*choices, *(["$classes"] if "classes" in names else [])])

    def condition(self, names: dict[str, Any]) -> str:
        choices = ["$in > 8", "$in != 8"]
        if "flag" in names:
            choices += ["$flag", "$flag", "not $flag", "$flag and $in > 4"]
        if "out" in names:
            choices += ["$in != $out", "$out > 8"]
        return self.random.choice(choices)
