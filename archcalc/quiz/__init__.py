"""Calculation questions, Korean and English: read, solved with the engine, or refused with the reason.

The reader is a line of small stages, each testable alone:

    text -> tokens (`tokens`, `numerals`, `code`, `lexicon_*`) -> roles of numbers (`patterns`)
         -> scene: input, layers, stated output (`assemble`, `attributes`, `inputs`) -> asked quantities (`asks`)
         -> problem (`problems/`) -> formulas of the engine -> answers, assumptions, alternatives, working
"""

from archcalc.quiz.answers import Answer, Refusal, Solution
from archcalc.quiz.solve import solve

__all__ = ["Answer", "Refusal", "Solution", "solve"]
