"""Random networks, and those that were once found, through the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")  # the package compares with it

from .judge import spec_text
from .networks import network
from .run_commands import COMMANDS, run_command

FOUND = sorted((Path(__file__).parent / "found").glob("*.yaml"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_goes_through_all_commands(path: Path):
    assert [outcome.fault for outcome in (run_command(command, path) for command in COMMANDS) if outcome.fault] == []
    refused = path.read_text(encoding="utf-8").startswith("# exception")
    assert run_command(COMMANDS[0], path).code == (2 if refused else 0)


def test_random_networks_go_through_all_commands(tmp_path: Path):
    path, printed = tmp_path / "network.yaml", 0
    for seed in range(6_000_000, 6_000_025):
        path.write_text(spec_text(network(seed)), encoding="utf-8")
        outcomes = [run_command(command, path) for command in COMMANDS]
        assert [outcome.fault for outcome in outcomes if outcome.fault] == [], path.read_text(encoding="utf-8")
        printed += sum(outcome.code == 0 for outcome in outcomes)
    assert printed > 100


def test_a_command_that_fails_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "network.yaml"
    path.write_text("input: 3x8x8\nlayers: [relu]\n", encoding="utf-8")
    assert run_command(COMMANDS[0], path).fault == ""
    monkeypatch.setattr("archcalc.output.data.json_text", lambda analysis: 1 / 0)
    assert "ZeroDivisionError" in run_command(COMMANDS[0], path).fault
    monkeypatch.setattr("archcalc.output.data.json_text", lambda analysis: "")
    assert run_command(COMMANDS[0], path).fault == "exit code 0 without a word"
