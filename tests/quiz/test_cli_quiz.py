"""The command: the contract's JSON, formats, files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from archcalc.cli.quiz import app

run = CliRunner().invoke
QUESTION = "입력이 64채널이고 128개의 1×1 필터를 쓰는 층의 파라미터 수는?"


def test_json_is_the_contracts() -> None:
    result = run(app, ["solve", QUESTION, "--format", "json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "language": "ko",
        "answers": [{"name": "parameters", "value": 8320, "unit": "params"}],
        "assumptions": ["편향 포함"],
        "alternatives": [
            {"reading": "편향 제외", "answers": [{"name": "parameters", "value": 8192, "unit": "params"}]}
        ],
        "working": ["가중치: C_out·C_in·K·K = 128·64·1·1 = 8192", "파라미터: 8192 + 128 = 8320"],
    }


def test_a_refusal_ends_with_1() -> None:
    result = run(app, ["solve", "How many parameters?", "--format", "json"])
    assert result.exit_code == 1
    assert set(json.loads(result.stdout)["refused"]) == {"kind", "reason"}


def test_lines_of_a_file_keep_their_ids_and_order(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id": "b", "text": "3x3 filters, 4 of them, RGB: parameters?"}\n{"id": "a", "text": "why?"}\n', "utf-8"
    )
    result = run(app, ["solve", "--file", str(path), "--format", "json"])
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["b", "a"]


def test_reading_is_shown_with_its_words() -> None:
    result = run(app, ["solve", "5x5 kernel, stride 1: padding that keeps the size?", "--show-reading"])
    assert "kernel 5x5" in result.stdout and "'stride 1'" in result.stdout


def test_practice_key_and_grade(tmp_path: Path) -> None:
    key, answers = tmp_path / "key.jsonl", tmp_path / "answers.txt"
    result = run(
        app, ["practice", "--topic", "padding", "--count", "2", "--lang", "ko", "--key", str(key), "--format", "jsonl"]
    )
    assert result.exit_code == 0 and len(result.stdout.splitlines()) == 2
    entries = [json.loads(line) for line in key.read_text("utf-8").splitlines()]
    answers.write_text("".join(f"{one['id']}: {one['answers'][0]['value']}\n" for one in entries), "utf-8")
    graded = run(app, ["grade", str(answers), "--key", str(key)])
    assert graded.exit_code == 0 and "score: 2/2" in graded.stdout
