"""Headings and labels in the languages archcalc speaks; field terms as courses write them."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "ko")

_KOREAN = {
    "layer": "층",
    "operation": "연산",
    "from": "입력 층",
    "output": "출력 크기",
    "parameters": "파라미터",
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
    "elements of all layers' outputs": "모든 층 출력의 원소 수",
    "of convolutions alone": "합성곱만",
    "memory": "메모리",
    "peak activations": "추론 시 최대 활성값",
    "kept for backward": "역전파용 보관",
    "depth": "깊이",
    "weighted layers": "가중치 층",
    "weighted layer": "가중치 층",
    "convention": "계산 기준",
    "total": "합계",
    "receptive field": "수용 영역",
    "length": "길이",
    "height": "높이",
    "width": "너비",
    "own scale": "개별 눈금",
    "layers with weights, in order": "가중치가 있는 층, 계산 순서",
    "layers, in order": "층, 계산 순서",
    "A bar is a layer with weights and what follows it; bands are the parts of the network.": (
        "막대 하나는 가중치가 있는 층과 그에 딸린 층들, 띠는 네트워크의 부분"
    ),
    "parameters and MACs of the networks": "네트워크별 파라미터와 MACs",
    "A point is a network; both axes are logarithmic.": "점 하나가 네트워크 하나, 두 축 모두 로그 눈금",
    "multiply-adds of convolutions and fully connected layers, without biases": (
        "합성곱과 완전연결층의 곱셈-누산, 편향 제외"
    ),
    "two per multiply-add, and one for every bias addition and elementwise operation": (
        "곱셈-누산마다 2, 편향 덧셈과 원소별 연산마다 1"
    ),
    "multiply-adds and biases; a subsampling unit has its inputs and a bias": (
        "곱셈-누산과 편향, 서브샘플링 유닛은 입력들과 편향"
    ),
}


def word(text: str, language: str, own: Mapping[str, str] = _KOREAN) -> str:
    """`text` in a language; English words are their own keys, and a caller's `own` come before those here."""
    return own.get(text) or _KOREAN.get(text, text) if language == "ko" else text
