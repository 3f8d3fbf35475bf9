"""What an explanation consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archcalc.formula import Expression
from archcalc.formula.expression import Letter
from archcalc.rows import Row

if TYPE_CHECKING:
    from archcalc.receptive import Jump


class Derivation(NamedTuple):
    """How one number comes about: what it is, its symbol, and the recorded expression (value included)."""

    quantity: str
    symbol: str
    expression: Expression

    @property
    def value(self) -> int:
        return self.expression.value

    def letters(self) -> dict[str, int]:
        """The letters of the expression and their values, in the order in which they appear."""
        found = {}
        for leaf in self.expression.leaves():
            if isinstance(leaf, Letter) and leaf.number is not None:
                found[leaf.name] = leaf.number
        return found


class Underived(NamedTuple):
    """A number that a layer changes in a way that no formula of this package writes, and why: a key of `words`."""

    quantity: str
    symbol: str
    value: Jump
    reason: str


class LayerExplanation(NamedTuple):
    """All derivations of one layer, and what has none."""

    row: Row
    derivations: tuple[Derivation, ...]
    underived: tuple[Underived, ...] = ()

    def letters(self) -> dict[str, int]:
        """All letters of the derivations and their values."""
        found: dict[str, int] = {}
        for derivation in self.derivations:
            found |= derivation.letters()
        return found


class Total(NamedTuple):
    """A total as the sum of the layers, or groups of layers, that have a share in it."""

    quantity: str
    terms: tuple[tuple[str, int], ...]

    @property
    def value(self) -> int:
        return sum(value for _, value in self.terms)
