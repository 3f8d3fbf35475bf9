"""The zoo's report, made once; random specs and operations come from the tests of exports and operations."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
sys.path += [str(TESTS / "export"), str(TESTS / "ops")]


@pytest.fixture(scope="session")
def zoo():
    """All networks of the zoo as a report is about them."""
    from archcalc.analysis import analyze
    from archcalc.report import subjects
    from archcalc.zoo import networks

    return subjects((network.name, network.name, analyze(network)) for network in networks())


@pytest.fixture(scope="session")
def zoo_report(zoo):
    """The files of `archcalc report`."""
    from archcalc.report import zoo_files

    return zoo_files(zoo, [], "en")
