"""Particles behind numbers and Latin words, against how the same words are written out in Hangul."""

from __future__ import annotations

import pytest

from archcalc.korean import with_particle

READ_ALOUD = {
    # numbers, as they are read in Sino-Korean
    "0": "영",
    "1": "일",
    "3": "삼",
    "6": "육",
    "7": "칠",
    "8": "팔",
    "9": "구",
    "10": "십",
    "24": "이십사",
    "100": "백",
    "1000": "천",
    "20,000": "이만",
    "0.25": "영점이오",
    "32x32": "삼십이",
    # Latin words, as courses say them
    "float16": "플로트 십육",
    "float32": "플로트 삼십이",
    "padding": "패딩",
    "stride": "스트라이드",
    "kernel": "커널",
    "scale": "스케일",
    "batchnorm": "배치놈",
    "concat": "콘캣",
    "relu": "렐루",
    "MACs": "맥스",
    "CNN": "씨엔엔",
    "FC": "에프씨",
    "conv 1x1": "컨브 일 곱하기 일",
    "conv2_x.1 (3x3)": "삼",
    "[1, 2]": "이",
}


@pytest.mark.parametrize("particle", ["으로", "을", "이", "은", "과"])
@pytest.mark.parametrize("written", READ_ALOUD)
def test_a_number_takes_the_particle_of_what_is_read(written: str, particle: str) -> None:
    said = with_particle(READ_ALOUD[written], particle)
    assert with_particle(written, particle) == written + said.removeprefix(READ_ALOUD[written])


@pytest.mark.parametrize(
    ("word", "phrases"),
    [
        ("패딩", ["패딩으로", "패딩을", "패딩이", "패딩은", "패딩과"]),
        ("커널", ["커널로", "커널을", "커널이", "커널은", "커널과"]),
        ("너비", ["너비로", "너비를", "너비가", "너비는", "너비와"]),
    ],
)
def test_hangul_takes_the_particle_of_its_last_syllable(word: str, phrases: list[str]) -> None:
    assert [with_particle(word, particle) for particle in ("으로", "을", "이", "은", "과")] == phrases
