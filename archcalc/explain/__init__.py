"""The reason for each number: derivations recorded from the very code that computes it.

An operation is run once more with letters in place of its numbers (`letters`), which records its formulas as
expressions; `derive` collects them layer by layer, `render` writes them as text, Markdown or data.
"""

from archcalc.explain.derive import Derivation, LayerExplanation, Total, explain_layers, explain_totals

__all__ = ["Derivation", "LayerExplanation", "Total", "explain_layers", "explain_totals"]
