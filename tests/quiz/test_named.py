"""Known networks by name: single layers as published, several networks, counts of layers."""

from __future__ import annotations

from typing import Any

import pytest
from accuracy import values

from archcalc.quiz import Refusal, solve

PUBLISHED: list[tuple[str, list[Any]]] = [
    # LeCun et al. 1998, section II.B
    ("How many parameters does LeNet-5's C3 have?", [1516]),
    ("LeNet-5's C1 and C3: how many parameters?", [156, 1516]),
    ("LeNet-5의 F6 파라미터 수는?", [10164]),
    # Krizhevsky et al. 2012, section 3.5: 96 kernels of 11x11x3, maps of 55x55
    ("AlexNet 첫 합성곱층의 출력 크기와 파라미터 수는?", [[55, 55, 96], 11 * 11 * 3 * 96 + 96]),
    ("AlexNet with a 227x227 input: parameters of the first conv layer?", [34944]),
    # Simonyan & Zisserman 2014, table 1 (configurations D and E)
    ("VGG-16의 conv3_1 파라미터 수는?", [9 * 128 * 256 + 256]),
    ("VGG-16의 fc6 파라미터 수는?", [25088 * 4096 + 4096]),
    ("How many parameters has the last fully connected layer of VGG-16?", [4096 * 1000 + 1000]),
    ("How many conv layers does VGG-16 have?", [13]),
    ("VGG-19의 합성곱층은 모두 몇 개인가?", [16]),
    ("VGG-16과 VGG-19의 파라미터 수를 각각 쓰라.", [138_357_544, 143_667_240]),
    ("ResNet-18 and ResNet-34: total parameters?", [11_689_512, 21_797_672]),
    ("ResNet-50 conv1 weights?", [7 * 7 * 3 * 64]),
]


@pytest.mark.parametrize(("text", "want"), PUBLISHED, ids=[text for text, _ in PUBLISHED])
def test_published(text: str, want: list[Any]) -> None:
    assert values(text) == want


REFUSED = (
    "ResNet-50은 ResNet-18보다 파라미터가 몇 배 많은가?",
    "How many layers does VGG-16 have?",
    "VGG-16의 conv9 파라미터 수는?",
    "How many conv layers does ResNet-50 have?",
    "LeNet-5's C1 and C3: how many parameters together?",
)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_open_is_refused(text: str) -> None:
    """Ratios of networks, layers without parameters or shortcuts in the count, names that no layer has."""
    assert isinstance(solve(text), Refusal)
