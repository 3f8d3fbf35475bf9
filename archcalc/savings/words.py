"""Headings, labels and the names of the kinds in Korean, as courses write them; English is its own key."""

from __future__ import annotations

_KOREAN = {
    "inverted residual": "역잔차 블록",
    "1x1 bottleneck": "1x1 병목",
    "depthwise separable": "깊이별 분할 합성곱",
    "factorised 1xK, Kx1": "1xK·Kx1 분해 합성곱",
    "stacked kernels": "작은 커널 쌓기",
    "shuffled grouped": "셔플 그룹 합성곱",
    "grouped": "그룹 합성곱",
    "global pooling": "전역 평균 풀링",
    "kind": "종류",
    "construction": "구조",
    "number": "개수",
    "layers": "층",
    "layer": "층",
    "instead of": "대신하는 층",
    "in its place": "그 대신",
    "maps": "특징맵",
    "parameters": "파라미터",
    "plain": "일반",
    "ratio": "비율",
    "closed form": "식",
    "output": "출력 크기",
    "working": "풀이",
    "network": "네트워크",
    "network with plain layers": "일반 층으로 바꾼 네트워크",
    "with plain convolutions": "일반 합성곱이면",
    "and fully connected layers": "완전연결층까지 바꾸면",
    "what is counted": "계산 기준",
    "total": "합계",
    "costs more": "더 비싼 것",
    "not listed": "생략",
    "times": "배",
    "direct": "직접",
    "each layer in one construction at most; those with * are inside a larger one and not counted in the totals": (
        "각 층은 한 구조에만 포함하며, * 표시는 더 큰 구조 안에 있어 합계에서 뺌"
    ),
    "each layer in one construction at most": "각 층은 한 구조에만 포함",
    "norms between the layers of a construction go with it, the norm behind stays; a plain layer has the bias of "
    "the layer it stands for": (
        "구조 안의 정규화는 함께 사라지고 뒤의 정규화는 남으며, 일반 층의 편향은 대신하는 층을 따름"
    ),
    "a closed form compares weights, without biases and norms; it holds for MACs where the maps have one size": (
        "식은 편향과 정규화를 뺀 가중치의 비이며, 특징맵 크기가 모두 같으면 MACs의 비와도 같음"
    ),
    "there are no economical constructions in this network": "이 네트워크에는 절약 구조가 없음",
    "constructions; --verbose lists them all": "개 구조; 모두 보려면 --verbose",
    "of the constructions cost more multiply-adds than the plain layer (few channels, or a stride)": (
        "개 구조는 일반 층보다 곱셈 누산이 많음 (채널이 적거나 스트라이드가 있음)"
    ),
}


def say(text: str, language: str) -> str:
    """`text` in a language."""
    return _KOREAN.get(text, text) if language == "ko" else text
