"""The calculator's texts, in English and in the words of Korean courses."""

from __future__ import annotations

from typing import Any

from archcalc.explain.words import LETTERS, QUANTITIES, TEXTS

_KINDS = {
    "conv": ("convolution", "합성곱"),
    "separable": ("depthwise separable convolution", "깊이별 분할 합성곱"),
    "conv_transpose": ("transposed convolution", "전치 합성곱"),
    "maxpool": ("max pooling", "최대 풀링"),
    "avgpool": ("average pooling", "평균 풀링"),
}

_PARTS = {
    "depthwise": ("1. depthwise: one filter for each channel", "1. 깊이별(depthwise): 채널마다 필터 하나"),
    "pointwise": ("2. pointwise: 1×1 over all channels", "2. 점별(pointwise): 모든 채널에 대한 1×1"),
    "standard": ("for comparison: the ordinary convolution", "비교: 일반 합성곱"),
}

_FIELDS = {
    "H": ("input height", "입력 높이"),
    "W": ("input width", "입력 너비"),
    "C_out": ("output channels", "출력 채널 수"),
    "P": ("padding at each side", "각 변의 패딩"),
    "D": ("dilation", "팽창률"),
    "G": ("groups", "그룹 수"),
}
"""Where a setting's label is not what `archcalc explain` calls the letter."""

_QUANTITIES = {
    "effective kernel": ("effective kernel", "유효 커널 크기"),
    "jump": ("jump between positions", "위치 사이의 점프"),
}

_TEXTS = {
    "title": ("Convolution calculator", "합성곱 계산기"),
    "settings": ("Settings", "설정"),
    "kind": ("layer", "층"),
    "bias": ("bias", "편향"),
    "square": ("square input", "정사각형 입력"),
    "slider": ("slider", "슬라이더"),
    "picture": ("Sliding window", "윈도우의 이동"),
    "result": ("Result", "결과"),
    "formulas": ("Worked formulas", "수식 풀이"),
    "output": ("output", "출력 크기"),
    "parameters": ("parameters", "파라미터"),
    "input": ("input", "입력"),
    "padded": ("with padding {rows}×{columns}", "패딩 포함 {rows}×{columns}"),
    "uncut": ("before cutting {rows}×{columns}", "자르기 전 {rows}×{columns}"),
    "schematic": ("to scale, cells not drawn", "비율만 맞춘 그림, 칸은 생략"),
    "play": ("play", "재생"),
    "pause": ("pause", "정지"),
    "back": ("step back", "이전"),
    "step": ("step", "다음"),
    "keys": (
        "Arrow keys move the window, Home and End jump to the first and last place, the space bar plays.",
        "방향키로 윈도우를 옮기고, Home과 End로 처음과 끝으로 가며, 스페이스 바로 재생한다.",
    ),
    "reads": (
        "Output row {row} of {rows}, column {column} of {columns}: {taps} taps, {outside} of them on padding.",
        "출력 {rows}행 중 {row}행, {columns}열 중 {column}열: 커널 칸 {taps}개, 그중 {outside}개는 패딩 위.",
    ),
    "scatters": (
        "Input row {row} of {rows}, column {column} of {columns}: goes to {taps} places, {outside} of them cut off.",
        "입력 {rows}행 중 {row}행, {columns}열 중 {column}열: {taps}곳에 더하며, 그중 {outside}곳은 잘린다.",
    ),
    "range": ("{name} is a whole number from {low} to {high}", "{name}: {low}부터 {high}까지의 정수여야 한다"),
    "refused": ("not possible", "불가능한 설정"),
    "of": ("{share} of the ordinary convolution", "일반 합성곱의 {share}"),
    "command": ("On the command line", "명령줄에서"),
    "script": ("The calculator needs JavaScript.", "이 계산기에는 자바스크립트가 필요하다."),
    "likewise": TEXTS["likewise"],
}


def words(lang: str) -> dict[str, Any]:
    """All texts in a language, as the templates and the script use them."""
    place = 1 if lang == "ko" else 0
    tables = {
        "kinds": _KINDS,
        "parts": _PARTS,
        "letters": LETTERS | _FIELDS,
        "quantities": QUANTITIES | _QUANTITIES,
        "texts": _TEXTS,
    }
    return {name: {key: pair[place] for key, pair in table.items()} for name, table in tables.items()}
