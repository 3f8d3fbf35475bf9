"""Questions as many people would type them: few may be answered wrongly, and as many as now must stay right.

The answers were worked out by scripts of their own, apart from the program; compared are value, unit and kind of name.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from accuracy import verdict

QUESTIONS = Path(__file__).parent / "questions"
WRONG = ("wrong", "answered, should refuse")
RIGHT_AND_WRONG = {
    "asks_1": (53, 0),
    "asks_2": (51, 0),
    "comparisons": (165, 0),
    "english_1": (209, 0),
    "english_10": (94, 0),
    "english_11": (83, 0),
    "english_12": (103, 0),
    "english_13": (104, 0),
    "english_14": (100, 0),
    "english_15": (101, 0),
    "english_16": (96, 0),
    "english_17": (99, 0),
    "english_18": (93, 0),
    "english_19": (85, 0),
    "english_2": (103, 0),
    "english_20": (46, 5),
    "english_21": (64, 0),
    "english_22": (207, 0),
    "english_23": (98, 0),
    "english_24": (105, 0),
    "english_25": (104, 1),
    "english_26": (101, 0),
    "english_27": (102, 0),
    "english_28": (102, 0),
    "english_29": (104, 0),
    "english_3": (102, 0),
    "english_30": (87, 0),
    "english_4": (99, 0),
    "english_5": (90, 1),
    "english_6": (121, 0),
    "english_7": (113, 0),
    "english_8": (103, 0),
    "english_9": (100, 0),
    "korean_1": (207, 0),
    "korean_10": (94, 0),
    "korean_11": (86, 0),
    "korean_12": (103, 0),
    "korean_13": (104, 0),
    "korean_14": (104, 0),
    "korean_15": (104, 0),
    "korean_16": (103, 0),
    "korean_17": (101, 2),
    "korean_18": (95, 0),
    "korean_19": (86, 0),
    "korean_2": (101, 0),
    "korean_20": (57, 3),
    "korean_21": (76, 1),
    "korean_22": (207, 0),
    "korean_23": (100, 0),
    "korean_24": (102, 1),
    "korean_25": (105, 0),
    "korean_26": (102, 1),
    "korean_27": (102, 0),
    "korean_28": (101, 0),
    "korean_29": (102, 0),
    "korean_3": (100, 0),
    "korean_30": (83, 0),
    "korean_4": (100, 0),
    "korean_5": (95, 0),
    "korean_6": (123, 0),
    "korean_7": (123, 1),
    "korean_8": (105, 0),
    "korean_9": (103, 0),
    "mixed_1": (256, 0),
    "mixed_2": (271, 0),
    "mixed_3": (232, 0),
    "mixed_4": (363, 4),
    "modules": (46, 0),
    "networks": (177, 0),
    "numeric": (244, 0),
    "probes_1": (44, 0),
    "probes_2": (56, 0),
    "probes_3": (46, 0),
    "probes_4": (47, 0),
}
"""How many of each file are answered right by now, and how many wrongly at most."""


@pytest.mark.parametrize("name", RIGHT_AND_WRONG)
def test_questions(name: str) -> None:
    lines = (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    verdicts = {question["id"]: verdict(question) for question in map(json.loads, lines)}
    least_right, most_wrong = RIGHT_AND_WRONG[name]
    wrong = [one for one, given in verdicts.items() if given in WRONG]
    assert len(wrong) <= most_wrong, wrong
    assert Counter(verdicts.values())["right"] >= least_right


def test_the_questions_are_many_and_all_different() -> None:
    every = [
        json.loads(line)
        for name in RIGHT_AND_WRONG
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    assert len({question["id"] for question in every}) == len({question["text"] for question in every}) == len(every)
    assert len(every) >= 3500
