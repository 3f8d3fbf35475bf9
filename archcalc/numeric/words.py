"""The words of worked convolutions, in English and as Korean courses write them."""

from __future__ import annotations

_KOREAN = {
    "conv": "합성곱",
    "conv_transpose": "전치 합성곱",
    "maxpool": "최대 풀링",
    "avgpool": "평균 풀링",
    "input": "입력",
    "padded input": "패딩한 입력",
    "kernel": "커널",
    "output": "특징맵",
    "bias": "편향",
    "channel": "채널",
    "height": "높이",
    "width": "너비",
    "length": "길이",
    "row": "행",
    "rows": "행",
    "column": "열",
    "columns": "열",
    "left out": "버림",
    "padding": "패딩",
    "target": "정답",
    "prediction": "예측",
    "difference": "차이",
    "square": "제곱",
    "mean": "평균",
    "value": "값",
    "working": "계산",
    "window": "윈도우",
    "adds": "더하는 값",
    "product": "곱",
}

_SENTENCES = {
    "head": ("{layer}: input {input}, output {output}", "{layer}: 입력 {input}, 특징맵 {output}"),
    "position": ("row {row}, column {column}", "{row}행 {column}열"),
    "place_row": ("row {0}", "{0}행"),
    "place_column": ("column {0}", "{0}열"),
    "span_row": ("rows {0} to {1}", "{0}~{1}행"),
    "span_column": ("columns {0} to {1}", "{0}~{1}열"),
    "no_fit": (
        "X (the window does not fit: it needs {needed}, and the input ends at {end})",
        "X (윈도우가 들어가지 않음: {needed} 필요, 입력은 {end}까지)",
    ),
    "left_over": (
        "{left}, in no window: the next one would need {needed}, and the input ends at {end}",
        "{left}은 어느 윈도우에도 들지 않음: 다음 윈도우에는 {needed} 필요, 입력은 {end}까지",
    ),
    "padding_only": ("padding at the end", "끝의 패딩"),
    "and_padding": ("{left} and the padding after it", "{left}과 그 뒤의 패딩"),
    "with_padding": ("{end} with the padding", "패딩을 더해 {end}"),
    "stamp": (
        "row {row}, column {column} puts {value} · kernel on {rows}, {columns}",
        "{row}행 {column}열: {value} · 커널을 {rows} {columns}에 더함",
    ),
    "no_value": ("a dot is padding: it has no value to be the largest", "점은 패딩: 최댓값이 될 값이 없음"),
    "same": (
        "{axis}: {before} before and {after} after, as at stride 1; TensorFlow and Keras pad {less} and {more} here, "
        "and get other values",
        "{axis}: 스트라이드 1일 때처럼 앞 {before}, 뒤 {after}; TensorFlow와 Keras에서는 앞 {less}, "
        "뒤 {more}(값이 다름)",
    ),
    "counts": ("padding counts as zeros in the mean", "패딩은 0으로 평균에 포함"),
    "zero": ("a dot is a zero: no weight stands there", "점은 0: 가중치가 없는 자리"),
    "forward": (
        "C ({size}): each row is one window over the flattened input; output = C · input",
        "C ({size}): 각 행은 펼친 입력 위의 윈도우 하나; 특징맵 = C · 입력",
    ),
    "back": (
        "C ({size}): the convolution that leads from {large} to {small}; each row is one of its windows",
        "C ({size}): {large} → {small} 합성곱; 각 행은 윈도우 하나",
    ),
    "turned": ("Cᵀ ({size}): output = Cᵀ · input", "Cᵀ ({size}): 특징맵 = Cᵀ · 입력"),
    "sum": (
        "the output is the sum of the channels' products",
        "특징맵은 채널별 곱의 합",
    ),
    "plus_bias": ("to every product comes the bias {bias}", "모든 곱에 편향을 더함: {bias}"),
    "of_channel": ("channel {0}: {1}", "채널 {0}: {1}"),
}


def word(text: str, language: str) -> str:
    """A word in a language; English words are their own keys."""
    return _KOREAN.get(text, text) if language == "ko" else text


def sentence(key: str, language: str, *places: object, **values: object) -> str:
    """A sentence in a language, with its values put in."""
    english, korean = _SENTENCES[key]
    return (korean if language == "ko" else english).format(*places, **values)
