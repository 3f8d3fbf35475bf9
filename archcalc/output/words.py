"""Headings and labels in the languages archcalc speaks; field terms as courses write them."""

from __future__ import annotations

LANGUAGES = ("en", "ko")

_KOREAN = {
    "layer": "층",
    "operation": "연산",
    "output": "출력 크기",
    "parameters": "매개변수",
    "trained": "학습",
    "share": "비율",
    "field": "수용 영역",
    "name": "이름",
    "family": "계열",
    "year": "연도",
    "input": "입력",
    "batch": "배치",
    "layers": "층",
    "trainable": "학습",
    "fixed": "고정",
    "buffers": "버퍼",
    "activations": "활성값",
    "elements": "개",
    "memory": "메모리",
    "peak at inference": "추론 시 최대",
    "kept for backward": "역전파용 보관",
    "depth": "깊이",
    "weighted layers": "가중치 층",
    "weighted layer": "가중치 층",
    "convention": "계산 기준",
    "total": "합계",
    "multiply-adds of convolutions and fully connected layers, without biases": (
        "합성곱과 완전연결층의 곱셈-덧셈, 편향 제외"
    ),
    "two per multiply-add, and one for every bias addition and elementwise operation": (
        "곱셈-덧셈마다 2, 편향 덧셈과 원소별 연산마다 1"
    ),
    "multiply-adds and biases; a subsampling unit has its inputs and a bias": (
        "곱셈-덧셈과 편향, 서브샘플링 유닛은 입력들과 편향"
    ),
}


def word(text: str, language: str) -> str:
    """`text` in a language; English words are their own keys."""
    return _KOREAN.get(text, text) if language == "ko" else text
