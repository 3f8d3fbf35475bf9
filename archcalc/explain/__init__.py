"""The reason for each number: derivations recorded from the very code that computes it.

An operation is run once more with letters in place of its numbers (`letters`), which records its formulas as
expressions; `derive` collects them layer by layer, `render` writes them as text, Markdown or data.
"""

from archcalc.explain.derive import explain_layers, explain_totals
from archcalc.explain.records import Derivation, LayerExplanation, Total, Underived

__all__ = ["Derivation", "LayerExplanation", "Total", "Underived", "explain_layers", "explain_totals"]
