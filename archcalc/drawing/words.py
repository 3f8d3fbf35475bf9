"""What a drawing says in Korean; English is its own key."""

from __future__ import annotations

_KOREAN = {
    "input": "입력",
    "architecture": "구조",
    "convolution": "합성곱",
    "grouped or depthwise": "그룹·깊이별 합성곱",
    "pooling": "풀링",
    "fully connected": "완전연결층",
    "other": "그 밖",
    "parameters": "파라미터",
    "alike: {first} to {last}; together": "개가 같은 모양: {first} ~ {last}; 합계",
    "height: map size": "높이: 특징맵 크기",
    "thickness: channels": "두께: 채널 수",
    "both follow the square root": "둘 다 제곱근에 비례",
}


def say(text: str, language: str) -> str:
    """`text` in a language."""
    return _KOREAN.get(text, text) if language == "ko" else text
