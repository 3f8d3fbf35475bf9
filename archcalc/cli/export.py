"""`archcalc export`: a network as PyTorch source, an ONNX file, or a diagram."""

from __future__ import annotations

import shlex
from typing import Annotated

from archcalc.cli.arch import asked
from archcalc.cli.commands import Option
from archcalc.cli.emit import write
from archcalc.cli.options import Arch, Input, Output, Set, Training, input_shape, knob_values
from archcalc.errors import Fault, UsageError, did_you_mean
from archcalc.export import TARGETS

To = Annotated[str, Option("--to", metavar="FORMAT", help="torch (source), onnx (file), dot or mermaid (diagram).")]
Depth = Annotated[
    int, Option("--depth", metavar="N", min=0, help="In a diagram, fold layers below N parts of their names.")
]


def run(
    arch: Arch,
    to: To = "",
    input: Input = "",
    set: Set = [],  # noqa: B006 -- typer copies it
    depth: Depth = 0,
    training: Training = False,
    output: Output = "",
) -> None:
    """Write a network as PyTorch source, an ONNX file, or a diagram (dot, mermaid)."""
    _check(to, depth, output)
    network, shape, training = asked(arch, knob_values(set), input_shape(input), training)
    if to == "torch":
        from archcalc.export.pytorch.source import source

        return write(source(network, shape, training, _command(arch, input, set, training)), output)
    from archcalc.expand import expand

    graph = expand(network, shape, training)
    if to == "onnx":
        from archcalc.export.onnx import write_onnx

        return write_onnx(graph, output)
    from archcalc.export import diagram

    picture = diagram.picture(graph, depth)
    return write(diagram.dot(picture) if to == "dot" else diagram.mermaid(picture), output)


def _check(to: str, depth: int, output: str) -> None:
    """Refuse what does not go together before anything is worked out."""
    if not to:
        raise UsageError(Fault("--to says what to export to", hint=f"it is one of {', '.join(TARGETS)}"))
    if to not in TARGETS:
        raise UsageError(Fault(f"cannot export to '{to}'", hint=did_you_mean(to, TARGETS, "formats")))
    if depth and to not in ("dot", "mermaid"):
        raise UsageError(Fault(f"--depth folds diagrams, and {to} is none", hint="leave it out"))
    if to == "onnx" and output in ("", "-"):
        raise UsageError(Fault("an ONNX file is binary", hint="say where to write it: --output network.onnx"))


def _command(arch: str, input: str, settings: list[str], training: bool) -> str:
    """The command as it stands in what it writes."""
    words = ["archcalc", "export", arch, "--to", "torch", *(["--input", input] if input else [])]
    words += [word for setting in settings for word in ("--set", setting)]
    return shlex.join([*words, *(["--training"] if training else [])])
