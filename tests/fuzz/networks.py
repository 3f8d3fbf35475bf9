"""Random networks as specs: every operation, branches, blocks, repeats, odd sizes, in one, two and three dimensions.

A network is plain data, the spec as a YAML reader would give it. Nothing of the engine is used to draw one: values are
drawn without asking whether they fit. Careful networks use values that mostly do (channels that many numbers
divide, padding that keeps the size); reckless ones use any, and many of them are invalid.
"""

from __future__ import annotations

from typing import Any

from .operations import ANYWHERE, ELEMENTWISE, FIELDS, MAPS, VECTOR, Body, Draw, Item

Spec = dict[str, Any]

SIZES = {0: (1, 24), 1: (4, 40), 2: (3, 20), 3: (2, 8)}
"""Smallest and largest size of an axis, by the number of axes."""


def network(seed: int | str) -> Spec:
    """The network of a seed."""
    return Drawing(seed).spec()


class Drawing(Draw):
    """Draws one network."""

    def spec(self) -> Spec:
        axes = self.axes
        low, high = SIZES[axes]
        channels = self.random.randint(1, 13) if self.reckless else self.random.choice((4, 4, 8, 12, 24))
        if self.large:
            low, high, channels = 4 * low, 20 * high, 16 * channels
        shape = [channels, *(self.random.randint(low, high) for _ in range(axes))]
        spec: Spec = {"input": "x".join(map(str, shape))} if axes else {"input": channels}
        variables: tuple[str, ...] = ()
        if self.chance(0.3):
            spec["knobs"] = {"width": self.random.choice((4, 8, 12)), "k": self.random.randint(1, 3)}
            variables = ("width", "k")
        if self.chance(0.15):
            spec["defaults"] = {"conv": {"padding": "same"} | ({"norm": "batch"} if self.chance(0.5) else {})}
            if self.chance(0.5):
                spec["defaults"] |= {"batchnorm": {"affine": False}, "leaky_relu": {"slope": 0.1}}
        if self.chance(0.35):
            spec["blocks"] = self.blocks(variables)
        blocks = {name: tuple(block["takes"]) for name, block in spec.get("blocks", {}).items()}
        self.axes = axes
        layers: dict[str, Item] = {}
        body = Body(variables, [], blocks, 0)
        for _ in range(self.random.choice((1, 2, 3, 4, 5, 6, 8))):
            item = self.item(body)
            name = self.name()
            layers[name] = item
            body.before.append(name)
        return spec | {"layers": layers}

    # Items.

    def item(self, body: Body) -> Item:
        kind = self.random.random()
        if body.level < 3 and kind < 0.16:
            item = self.join(body)
        elif body.level < 2 and kind < 0.24:
            item = self.repeat(body)
        elif kind < 0.32 and body.blocks:
            item = self.use(body)
        else:
            item = self.operation(body)
        if isinstance(item, dict):
            self.modify(item, body)
        return item

    def modify(self, item: dict[str, Item], body: Body) -> None:
        head = next(iter(item))
        if head not in ("repeat", "layers") and head not in body.blocks and "split" not in item:
            if self.chance(0.12):
                fields = {self.random.choice(("batch", "instance")): {"affine": self.chance(0.5)}}
                item["norm"] = self.random.choice(("batch", "batch", "layer", "instance", "none", fields))
            if self.chance(0.15):
                word = self.random.choice((*ELEMENTWISE, "none"))
                item["activation"] = FIELDS[word](self, body) if word in FIELDS and self.chance(0.5) else word
        if "from" not in item and "repeat" not in item:
            if self.chance(0.04):
                item["when"] = self.random.choice(("$in > 6", "$in % 4 == 0", "$in != 8 and $in > 4", "not $in < 9"))
            elif body.before and self.chance(0.04):
                item["from"] = self.random.choice([*body.before, "input"])

    def operation(self, body: Body) -> dict[str, Item]:
        """Any operation; mostly one for as many axes as there are."""
        if self.reckless and self.chance(0.08):
            key = self.random.choice((*VECTOR, *MAPS, *ANYWHERE))
        elif self.axes == 0:
            key = self.random.choice((*VECTOR, *ANYWHERE))
        else:
            key = self.random.choice((*MAPS, *MAPS, *ANYWHERE))
            if key in ("flatten", "global_avgpool", "global_maxpool") and self.chance(0.5):
                key = "conv"
        item: dict[str, Item] = FIELDS[key](self, body) if key in FIELDS else {key: None}
        if key == "flatten":
            self.axes = 0
        return item

    def join(self, body: Body) -> dict[str, Item]:
        key = self.random.choice(("add", "concat", "concat", "multiply", "crop"))
        if body.level == 0 and len(body.before) > 1 and self.chance(0.25):
            return {key: None, "from": [self.random.choice([*body.before, "input"]) for _ in range(2)]}
        if key == "crop":
            return {key: [self.branch(body, None, gate=False), self.smaller(body)]}
        axes, count = self.axes, self.random.choice((1, 2, 2, 3) if key == "concat" else (2, 2, 3))
        end = None if key == "concat" else self.random.choice((4, 8, "$in"))
        branches = []
        for number in range(count):
            self.axes = axes
            branches.append(self.branch(body, end, gate=key == "multiply" and number > 0))
            if self.chance(0.08):
                condition = self.random.choice(("$in > 6", "$in % 4 == 0", "not $in < 9"))
                last = branches[-1]
                branches[-1] = {**(last if isinstance(last, dict) else {"layers": [last]}), "if": condition}
        named = self.chance(0.25)
        found: Any = {self.name(): branch for branch in branches} if named else branches
        item: dict[str, Item] = {key: found}
        if end is None and self.chance(0.3):
            parts = [self.number(1, 6) for _ in branches]
            item["split"] = parts if self.reckless else count
        return item

    def branch(self, body: Body, end: Any, gate: bool) -> Item:
        if self.chance(0.2):
            return "identity"
        if body.before and self.chance(0.06):
            return self.random.choice(body.before)
        items: list[Item] = [self.keeper(body) for _ in range(self.number(0, 2))]
        if self.chance(0.3):
            items.append(self.item(body.inside(list(body.before))))
        if gate and self.axes and self.chance(0.5):
            items.append({"global_avgpool": None})
        if end is not None:
            items.append({"conv": end, "kernel": 1} if self.axes else {"linear": end})
        if gate:
            items.append("sigmoid")
        return items if len(items) != 1 else items[0]

    def smaller(self, body: Body) -> Item:
        """A branch whose map is mostly as large as what arrives, or smaller."""
        if self.chance(0.2):
            return self.branch(body, None, gate=False)
        return {self.random.choice(("maxpool", "avgpool")): self.per_axis(1, 4), "stride": self.number(1, 2)}

    def keeper(self, body: Body) -> dict[str, Item]:
        """A layer that keeps the size of the map, as branches mostly do."""
        if not self.axes:
            return {"linear": self.channels(body)}
        kind = self.random.choice(("conv", "conv", "depthwise", "maxpool", "relu"))
        if kind == "conv":
            return {"conv": self.channels(body), "kernel": self.per_axis(1, 5), "padding": "same"}
        if kind == "relu":
            return {"relu": None}
        return {kind: self.random.choice((1, 3, 5, 2)), "padding": "same", "stride": 1}

    def repeat(self, body: Body) -> dict[str, Item]:
        times: Any = self.random.choice((0, 1, 2, 2, 3, "$k" if "k" in body.variables else 2))
        if self.chance(0.4):
            item = {"repeat": times, **self.keeper(body)}
            if self.chance(0.3) and ("conv" in item or "linear" in item):
                item["conv" if "conv" in item else "linear"] = self.random.choice(
                    ("4 * $index + 4", "$in + 4 * $index")
                )
            if self.chance(0.5) and "conv" in item:
                item["first"] = {"stride": 2} if self.chance(0.5) else {"kernel": 1}
            return item
        return {"repeat": times, "layers": self.layers(body.inside())}

    def layers(self, body: Body) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for _ in range(self.number(1, 3)):
            item = self.keeper(body) if self.chance(0.5) else self.item(body)
            name = self.name()
            found[name] = item
            body.before.append(name)
        return found

    def blocks(self, variables: tuple[str, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        known: dict[str, tuple[str, ...]] = {}
        axes = self.axes
        for number in range(self.random.randint(1, 2)):
            takes = self.random.choice(({"width": None}, {"width": "$in"}, {"width": 8, "k": 3}, {}))
            body = Body((*dict.fromkeys((*variables, *takes)),), [], dict(known), 1)
            self.axes = axes
            found[f"b{number}"] = {"takes": dict(takes), "layers": self.layers(body)}
            known[f"b{number}"] = tuple(takes)
        return found

    def use(self, body: Body) -> dict[str, Item]:
        name = self.random.choice(sorted(body.blocks))
        values: dict[str, Any] = {"width": self.random.choice((4, 8, "$in", "2 * $in")), "k": self.number(1, 4)}
        return {name: {taken: values[taken] for taken in body.blocks[name] if self.chance(0.8)}}
