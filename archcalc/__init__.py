"""archcalc: exact shapes, parameters and MACs of convolutional networks, with the reason for each number.

    >>> import archcalc
    >>> network = archcalc.load("lenet5")
    >>> archcalc.analyze(network).totals.parameters
    61706

Names load on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archcalc.analysis import Analysis as Analysis
    from archcalc.analysis import analyze as analyze
    from archcalc.errors import ArchcalcError as ArchcalcError
    from archcalc.quiz.solve import solve as solve
    from archcalc.verification import verify as verify
    from archcalc.zoo import architectures as architectures
    from archcalc.zoo import load as load
    from archcalc.zoo import loads as loads

__version__ = "0.1.0"
__all__ = ["Analysis", "ArchcalcError", "__version__", "analyze", "architectures", "load", "loads", "solve", "verify"]

_HOMES = {
    "Analysis": "archcalc.analysis",
    "ArchcalcError": "archcalc.errors",
    "analyze": "archcalc.analysis",
    "architectures": "archcalc.zoo",
    "load": "archcalc.zoo",
    "loads": "archcalc.zoo",
    "solve": "archcalc.quiz.solve",
    "verify": "archcalc.verification",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'archcalc' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
