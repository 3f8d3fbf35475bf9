"""Two ways to do one thing: depthwise separable, grouped, spatially separable, bottleneck, stacked kernels.

A topic of `topics` makes the two networks, `sides` says which of them a quantity is asked of, `solve` answers.
"""

from archcalc.quiz.problems.compare.comparison import Comparison
from archcalc.quiz.problems.compare.solve import solve_comparison
from archcalc.quiz.problems.compare.topics import topic_of_comparison

__all__ = ["Comparison", "solve_comparison", "topic_of_comparison"]
