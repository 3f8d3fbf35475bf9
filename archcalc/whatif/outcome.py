"""Before and after: the figures of a network and of the same with something replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archcalc.analysis import Analysis, analyze_graph
from archcalc.errors import Fault, UsageError
from archcalc.expand import expand
from archcalc.last_map import last_map
from archcalc.shape import Shape, shape_text
from archcalc.spec.model import Network
from archcalc.whatif.replacements import replace
from archcalc.whatif.rewrite import Changed
from archcalc.whatif.writer import spec_text

Figure = tuple[str, int, int]
"""What it is, before, after."""


class Outcome(NamedTuple):
    """A network before and after; `applied` are the replacements in words, `changed` the layers they changed."""

    before: Analysis
    after: Analysis
    applied: tuple[str, ...]
    changed: tuple[Changed, ...]

    @property
    def figures(self) -> list[Figure]:
        """Totals, whole batch, and the receptive field of the last map along its first axis."""
        before, after = self.before.totals._asdict(), self.after.totals._asdict()
        names = ("parameters", "macs", "flops", "activations", "peak_activation_bytes", "weighted_layers", "layers")
        figures = [(name, before[name], after[name]) for name in names]
        fields = [_field(analysis) for analysis in (self.before, self.after)]
        return [*figures, ("receptive_field", fields[0], fields[1])]

    def spec(self) -> str:
        """The changed network as a spec."""
        network = self.before.network
        paper = network.spec.paper
        source = ", ".join(filter(None, (paper.authors, str(paper.year or ""))))
        knobs = ", ".join(f"{name}={value}" for name, value in network.given.items())
        origin = f"{network.name}{f' with {knobs}' if knobs else ''}{f' ({source})' if source else ''}"
        applied = ", ".join(self.applied)
        about = f"{origin}, changed by 'archcalc whatif': {applied}. Only the layers that run at inference."
        return spec_text(self.after.graph, f"{network.title}, {applied}", about, network.spec.family)


def what_if(
    network: Network,
    replacements: Sequence[str] = (),
    input: Shape | None = None,
    batch: int = 1,
    only: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> Outcome:
    """Apply replacements, one after the other, on another input if one is given.

    Raises:
        UsageError: nothing is replaced, a replacement changes nothing, or a layer no longer fits.
        SpecError: the network does not fit the other input.
    """
    before = analyze_graph(network, expand(network), batch)
    graph = expand(network, input) if input else before.graph
    applied, changed = [], list[Changed]()
    if input:
        applied.append(f"input {shape_text(input)}")
        if input == network.input:
            raise UsageError(Fault(f"--input {shape_text(input)} changes nothing: it is the input of {network.name}"))
    if not applied and not replacements:
        raise UsageError(Fault("nothing is replaced", hint="for example --replace separable, or --input 3x160x160"))
    for text in replacements:
        graph, more = replace(graph, text, only, keep)
        applied.append(text.strip())
        changed += more
    return Outcome(before, analyze_graph(network, graph, batch), tuple(applied), tuple(changed))


def _field(analysis: Analysis) -> int:
    """How many pixels a position of the last map sees along the height or the only axis.

    Without such a map every value sees all of the input: its height, or 1 of a vector.
    """
    last = last_map(analysis)
    return last.field[0] if last else (*analysis.input[1:], 1)[0]
