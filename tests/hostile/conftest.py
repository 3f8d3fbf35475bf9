"""Fixtures of the hostile tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Run the command line as a program of its own: `program("list", env={"COLUMNS": "0"})`."""

    def start(*arguments: str, env: dict[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
        settings: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "cwd": tmp_path, **options}
        return subprocess.run(
            [sys.executable, "-m", "archcalc", *arguments],
            stderr=settings.pop("stderr", subprocess.PIPE),
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            **settings,
        )

    return start
