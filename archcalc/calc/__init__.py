"""One layer or a chain without a file: the notations people type, read into the items that specs are made of."""

from archcalc.calc.chain import read_chain, read_operation
from archcalc.calc.solve import Solutions, solve

__all__ = ["Solutions", "read_chain", "read_operation", "solve"]
