"""What if: a network with something replaced, before and after, and as a spec of its own.

- `rewrite`: a graph with some of its layers replaced, all shapes worked out again
- `replacements`: what `--replace` knows, by name; `kernels`, `channels`, `plain`: how each is done
- `outcome`: before and after in figures, and which layers changed
- `writer`: any graph as a spec that archcalc reads again
"""

from archcalc.whatif.outcome import Outcome, what_if
from archcalc.whatif.replacements import REPLACEMENTS
from archcalc.whatif.writer import spec_text

__all__ = ["REPLACEMENTS", "Outcome", "spec_text", "what_if"]
