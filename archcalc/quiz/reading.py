"""What was understood, with the words it came from: `--show-reading`."""

from __future__ import annotations

from archcalc.quiz.scene import Scene

_NAMES = {
    "in": "input",
    "out": "output",
    "cin": "input channels",
    "cout": "output channels",
    "filters": "filters",
    "kernel": "kernel",
    "stride": "stride",
    "pad": "padding",
    "nopad": "no padding",
    "same": "same padding",
    "bias": "with bias",
    "nobias": "without bias",
    "groups": "groups",
    "dil": "dilation",
    "dils": "dilation",
    "ch": "channels",
    "units": "outputs",
    "unitsin": "inputs",
    "repeat": "repeated",
    "batch": "batch",
    "bits": "bits",
    "bytes": "bytes",
    "side": "size",
    "skip": "set aside",
    "outside": "output",
}


def reading_of(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Pairs of what was understood and the words it was read from."""
    rows = []
    for one in scene.found:
        value = one.token.value
        shown = (
            "x".join(map(str, value))
            if isinstance(value, tuple) and all(isinstance(v, int) for v in value)
            else str(value)
        )
        flag = one.role in ("nopad", "same", "bias", "nobias")
        name = _NAMES.get(one.role, one.role)
        rows.append((name if flag else f"{name} {shown}", scene.words(one.first, one.last).strip()))
    for token in scene.tokens:
        if token.kind == "CALL":
            rows.append((f"{token.value.kind} {token.value.fields}", scene.body[token.start : token.end]))
    for token in scene.unplaced:
        rows.append(("not understood", scene.body[token.start : token.end]))
    return tuple(rows)
