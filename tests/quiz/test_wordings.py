"""One fact or request at a time in many wordings, the rest of the question plain.

`wordings_en.json` and `wordings_ko.json` hold for each the values that must come out, worked out by hand (in either
order of axes where that is open), and for lists and for sentences a context whose `@` stands for the wording.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from accuracy import close

from archcalc.quiz import Refusal, solve
from archcalc.quiz.answers import plain

LEAST_RIGHT_AND_MOST_WRONG = {"en": (2130, 17), "ko": (2002, 20)}
"""How many are read rightly by now, and how many wrongly at most; all others are refused."""


@pytest.mark.parametrize("language", LEAST_RIGHT_AND_MOST_WRONG)
def test_wordings(language: str) -> None:
    entries = json.loads((Path(__file__).parent / f"wordings_{language}.json").read_text("utf-8"))
    right, wrong = [], []
    for entry in entries.values():
        for part in (entry.get("items"), entry.get("sentences")):
            for wording in part["wordings"] if part else []:
                text = part["context"].replace("@", wording)
                result = solve(text)
                if isinstance(result, Refusal):
                    continue
                values = [plain(one.value) for one in result.answers]
                (right if _fits(values, entry["values"]) else wrong).append(text)
    least, most = LEAST_RIGHT_AND_MOST_WRONG[language]
    assert len(wrong) <= most, wrong
    assert len(right) >= least


def _fits(values: list[Any], wanted: list[list[Any]]) -> bool:
    return any(close(values, one) for one in wanted)
