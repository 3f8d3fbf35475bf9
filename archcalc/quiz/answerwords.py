"""Names and units of answers in the words of Korean courses, for people; data keep the names of the contract.

A name is a quantity and what it is about: `parameters_before`, `weights_conv1`, `layers_for_11`.
"""

from __future__ import annotations

_QUANTITIES = {
    "additions": "덧셈 횟수",
    "biases": "편향 수",
    "connections": "연결 수",
    "cross_entropy": "교차 엔트로피",
    "dilation": "팽창률",
    "effective_kernel": "유효 커널 크기",
    "elements": "원소 수",
    "feature_map": "특징맵",
    "filter_depth": "필터 깊이",
    "filters": "필터 수",
    "flatten_length": "펼친 길이",
    "flattened": "펼친 값",
    "flops": "FLOPs",
    "groups": "그룹 수",
    "input_channels": "입력 채널 수",
    "input_shape": "입력 크기",
    "input_size": "입력 크기",
    "inputs": "입력 수",
    "kernel_size": "커널 크기",
    "layers": "층 수",
    "macs": "MACs",
    "memory_bytes": "메모리",
    "memory_kib": "메모리",
    "memory_mb": "메모리",
    "memory_mib": "메모리",
    "memory": "메모리",
    "mse": "평균 제곱 오차",
    "multiplications": "곱셈 횟수",
    "neurons": "뉴런 수",
    "output_channels": "출력 채널 수",
    "output_length": "출력 길이",
    "output_padding": "출력 패딩",
    "output_shape": "출력 크기",
    "output_size": "출력 크기",
    "padded": "패딩한 입력",
    "padded_shape": "패딩한 크기",
    "padding": "패딩",
    "parameters": "파라미터 수",
    "percent": "비율",
    "pooled": "풀링 결과",
    "positions": "위치 수",
    "probability": "확률",
    "ratio": "비",
    "receptive_field": "수용 영역",
    "saving_percent": "절감률",
    "size": "크기",
    "softmax": "소프트맥스",
    "sse": "제곱 오차의 합",
    "stride": "스트라이드",
    "total_padding": "전체 패딩",
    "value": "값",
    "weights": "가중치 수",
}
_ABOUT = {
    "after": "후",
    "average": "평균",
    "before": "전",
    "bottleneck": "병목 사용",
    "dense": "완전연결",
    "depthwise": "깊이별",
    "difference": "차이",
    "dilated": "팽창",
    "direct": "바로 적용",
    "dw": "깊이별",
    "flatten": "평탄화",
    "gap": "전역 평균 풀링",
    "group": "그룹",
    "grouped": "그룹",
    "in_eok": "억 단위",
    "in_man": "만 단위",
    "in_millions": "백만 단위",
    "max": "최대",
    "per_filter": "필터 하나",
    "per_neuron": "뉴런 하나",
    "per_output": "출력 하나",
    "per_weight": "가중치 하나",
    "pointwise": "점별",
    "pw": "점별",
    "raw": "내림 전",
    "saved": "절약",
    "separable": "분할",
    "shared": "공유",
    "standard": "일반",
    "unshared": "공유하지 않음",
    "with_bias": "편향 포함",
    "without_bias": "편향 제외",
}
_UNITS = {
    **dict.fromkeys(("params", "weights", "biases", "connections", "neurons", "elements", "groups"), "개"),
    **dict.fromkeys(("channels", "filters", "inputs", "positions", "layers"), "개"),
    **dict.fromkeys(("additions", "multiplications"), "번"),
    **dict.fromkeys(("MACs", "FLOPs", "samples", "vector", "matrix"), ""),
    "px": "픽셀",
    "bytes": "바이트",
    "x": "배",
}
"""Counters that stand right behind the number; what the name says already has none."""


def name_text(name: str) -> str:
    """A name in Korean: `파라미터 수(전)`; layers and numbers stay as they are, `가중치 수(conv1)`.

    >>> name_text("parameters_before"), name_text("weights_conv1_conv2"), name_text("layers_for_11")
    ('파라미터 수(전)', '가중치 수(conv1, conv2)', '층 수(수용 영역 11)')
    """
    known = (end for end in range(len(name), 0, -1) if name[:end] in _QUANTITIES and name[end : end + 1] in ("", "_"))
    end = next(known, 0)
    about = name[end + 1 :]
    if not end or not about:
        return _QUANTITIES.get(name, name)
    if about.startswith("for_"):
        return f"{_QUANTITIES[name[:end]]}(수용 영역 {about.removeprefix('for_')})"
    return f"{_QUANTITIES[name[:end]]}({_ABOUT.get(about) or about.replace('_', ', ')})"


def unit_text(unit: str) -> str:
    """What stands right behind the number: `개`, `픽셀`, ` KiB`."""
    return _UNITS.get(unit, unit if unit == "%" else f" {unit}" if unit else "")
