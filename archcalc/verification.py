"""The way to the cross-check: it needs torch, and says what to install where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcalc.errors import Fault, MissingPartError

if TYPE_CHECKING:
    from archcalc.crosscheck.verify import Report
    from archcalc.shape import ShapeLike
    from archcalc.spec.model import Network


def verify(network: Network, input: ShapeLike | None = None, training: bool = False) -> Report:
    """Build the network in torch and compare the engine with every witness that is installed.

    Raises:
        MissingPartError: torch is not installed.
        UsageError: an operation has no torch module, or torch refuses to run the network.
        SpecError: shapes do not fit.
    """
    try:
        from archcalc.crosscheck.verify import verify as measure
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "archcalc":
            raise
        message = f"'archcalc verify' needs {error.name}, which is not installed"
        raise MissingPartError(Fault(message, hint="pip install 'archcalc[verify]'")) from None
    return measure(network, input, training)
