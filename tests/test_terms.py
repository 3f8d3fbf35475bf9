"""One Korean term for each concept, the lectures' where they have one, in everything that is written.

The reader of questions (`archcalc/quiz`) knows the other words as well, since people write them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "archcalc"
READER = ("text", "asks", "roles", "assembly", "apart", "checks", "problems")
READER_FILES = ("options.py", "documents.py")

REJECTED = {
    "매개변수": "파라미터",
    "곱셈-덧셈": "곱셈-누산",
    "팽창 간격": "팽창률",
    "깊이별 분리": "깊이별 분할",
    "평균제곱오차": "평균 제곱 오차",
    "평균제곱 오차": "평균 제곱 오차",
    "화소": "픽셀",
    "채널 섞기": "채널 셔플",
    "윈도(?!우)": "윈도우",
    "(?<![가-힣])탭": "커널 칸",
    "보폭": "스트라이드",
    "완전 연결": "완전연결",
    "컨볼루션": "합성곱",
    "특징 맵|특성 ?맵|피처 ?맵": "특징맵",
    "바이어스": "편향",
}
TWO_PARTICLES = re.compile(r"[이은을과]\([가는를와]\)|\(으\)로")


def written() -> list[Path]:
    """The sources whose texts people get to see."""
    found = [path for suffix in ("py", "js", "html", "md") for path in PACKAGE.rglob(f"*.{suffix}")]
    return [path for path in found if not _reads(path)]


def _reads(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] == "quiz" and (parts[1] in READER or path.name in READER_FILES)


@pytest.mark.parametrize("rejected", REJECTED)
def test_a_concept_has_one_term(rejected: str) -> None:
    found = [str(path.relative_to(PACKAGE)) for path in written() if re.search(rejected, path.read_text("utf-8"))]
    assert not found, f"write {REJECTED[rejected]}"


def test_no_text_leaves_a_particle_open() -> None:
    found = [str(path.relative_to(PACKAGE)) for path in written() if TWO_PARTICLES.search(path.read_text("utf-8"))]
    assert not found, "use archcalc.korean.with_particle"
