"""Convolution and pooling of small matrices, and the chains of them that courses work out by hand."""

from __future__ import annotations

from archcalc.quiz.problems.numeric.solve import solve_numeric

__all__ = ["solve_numeric"]
