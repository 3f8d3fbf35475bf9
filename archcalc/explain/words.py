"""What letters and quantities mean, in English and in the words of Korean courses."""

from __future__ import annotations

from archcalc.ops import BUFFER
from archcalc.ops.activation import ACTIVATIONS
from archcalc.ops.reshape import Shuffle, Slice
from archcalc.rows import Row

LETTERS = {
    "C_in": ("input channels", "입력 채널 수"),
    "C_out": ("output channels, one per filter", "출력 채널 수(필터 개수)"),
    "N_in": ("input features", "입력 특징 수"),
    "N_out": ("output features", "출력 특징 수"),
    "N": ("connections, pairs of an input map and an output map", "연결 수(입력 맵과 출력 맵의 쌍)"),
    "H": ("input height", "입력 특징맵의 높이"),
    "W": ("input width", "입력 특징맵의 너비"),
    "L": ("input length", "입력 길이"),
    "T": ("input depth", "입력 깊이"),
    "H_out": ("output height", "출력 특징맵의 높이"),
    "W_out": ("output width", "출력 특징맵의 너비"),
    "L_out": ("output length", "출력 길이"),
    "T_out": ("output depth", "출력 깊이"),
    "K": ("kernel size", "필터(커널) 크기"),
    "S": ("stride", "스트라이드"),
    "P": ("padding at each end", "양쪽 끝의 패딩"),
    "D": ("dilation", "팽창률"),
    "G": ("groups", "그룹 수"),
    "O": ("output padding", "출력 패딩"),
    "F": ("scale factor", "확대 배율"),
    "n": ("neighbouring channels in the sum", "합에 드는 이웃 채널 수"),
    "r": ("receptive field before", "이전 층의 수용 영역"),
    "j": ("jump before: input pixels between neighbouring positions", "이전 층의 점프(이웃 위치 사이의 입력 픽셀 수)"),
    "MACs": ("multiply-adds", "곱셈-누산 횟수"),
    "biases": ("additions of a bias", "편향 덧셈"),
    "additions": ("other additions", "그 밖의 덧셈"),
    "multiplications": ("other multiplications", "그 밖의 곱셈"),
    "divisions": ("divisions", "나눗셈"),
    "comparisons": ("comparisons", "비교"),
    "exponentials": ("exponentials and the like", "지수 함수 등"),
}

QUANTITIES = {
    "output": ("output", "출력 크기"),
    "parameters": ("parameters", "파라미터"),
    "MACs": ("MACs", "MACs"),
    "FLOPs": ("FLOPs", "FLOPs"),
    "receptive field": ("receptive field", "수용 영역"),
    "jump": ("jump", "점프"),
}

TEXTS = {
    "where": ("where", "여기서"),
    "source": ("source", "출처"),
    "likewise": ("likewise", "마찬가지로"),
    "total": ("total", "합계"),
    "subtotal": ("subtotal", "소계"),
    "not derived": ("not worked out", "풀이 생략"),
    "phases": (
        "the most that one position sees: behind an enlarged map not all see the same amount",
        "한 위치가 보는 최댓값: 확대된 맵 뒤에서는 위치마다 보는 범위가 다름",
    ),
    "branches": ("it covers the fields of all inputs", "모든 입력의 수용 영역을 덮음"),
    "fraction": (
        "neighbouring positions are no whole number of input pixels apart",
        "이웃 위치의 간격이 입력 픽셀의 정수배가 아님",
    ),
    "nothing": ("passes its input on; nothing to compute", "입력을 그대로 전달하므로 계산할 것이 없음"),
    "dropout": (
        "at inference passes its input on; nothing to compute",
        "추론할 때는 입력을 그대로 전달하므로 계산할 것이 없음",
    ),
    "shuffle": (
        "changes the order of the {channels} channels: the first of each of the {groups} groups, then the second of "
        "each, and so on; nothing to compute",
        "{channels}채널의 순서를 바꿈: {groups}개 그룹의 첫째 채널들, 그다음 둘째 채널들, ...; 계산할 것이 없음",
    ),
    "crop": (
        "takes the middle of the first input, as large as the second; nothing to compute",
        "첫째 입력의 가운데를 둘째 입력의 크기만큼 취함; 계산할 것이 없음",
    ),
    "slice": (
        "takes {taken} of the {channels} channels, from number {first} to {last} counted from 0; nothing to compute",
        "{channels}채널 가운데 {first}번부터 {last}번까지 {taken}개만 취함(0번부터 셈); 계산할 것이 없음",
    ),
}

OPERATIONS = {
    **dict.fromkeys(ACTIVATIONS, "활성화 함수"),
    "softmax": "소프트맥스",
    "dropout": "드롭아웃",
    "conv": "합성곱",
    "depthwise": "깊이별 합성곱",
    "conv_transpose": "전치 합성곱",
    "add": "덧셈",
    "concat": "이어 붙이기",
    "multiply": "곱셈",
    "crop": "잘라 내기",
    "subsample": "서브샘플링",
    "rbf": "방사 기저 함수",
    "linear": "완전연결층",
    "batchnorm": "배치 정규화",
    "layernorm": "층 정규화",
    "groupnorm": "그룹 정규화",
    "instancenorm": "인스턴스 정규화",
    "lrn": "국소 응답 정규화",
    "maxpool": "최대 풀링",
    "avgpool": "평균 풀링",
    "adaptive_avgpool": "적응 평균 풀링",
    "adaptive_maxpool": "적응 최대 풀링",
    "global_avgpool": "전역 평균 풀링",
    "global_maxpool": "전역 최대 풀링",
    "identity": "항등",
    "flatten": "평탄화",
    "shuffle": "채널 셔플",
    "slice": "채널 일부",
    "pad": "패딩",
    "upsample": "업샘플링",
}


def meaning(symbol: str, language: str) -> str:
    """What a letter stands for; `K_h` is K along one axis, `C_2` the channels of the second input."""
    base, _, index = symbol.partition("_")
    if symbol in LETTERS:
        return _say(LETTERS[symbol], language)
    if base == "C" and index.isdigit():
        return f"{index}번째 입력의 채널 수" if language == "ko" else f"channels of input {index}"
    return f"{_say(LETTERS[base], language)} ({index})" if base in LETTERS else ""


def quantity(name: str, symbol: str, language: str) -> str:
    """The name of a quantity; a count is called by what is counted."""
    if name != "count":
        return _say(QUANTITIES[name], language)
    return LETTERS[symbol][1] if language == "ko" else symbol


_SUMMANDS = dict.fromkeys(("batchnorm", "layernorm", "groupnorm"), ("γ", "β"))
"""What papers call the tensors of an operation, where not by their names."""


def parameters(row: Row, language: str) -> str:
    """`parameters (weight + bias)`: with the tensors that are summed, where they are of one size and look alike."""
    tensors = [tensor for tensor in row.operation.tensors(*row.inputs) if tensor.kind != BUFFER]
    called = quantity("parameters", "parameters", language)
    if len({tensor.shape for tensor in tensors}) == len(tensors):
        return called
    names = _SUMMANDS.get(row.operation.key) or [tensor.name for tensor in tensors]
    return f"{called} ({' + '.join(names)})"


def text(key: str, language: str) -> str:
    """A fixed word of the explanation."""
    return _say(TEXTS[key], language)


def nothing(row: Row, language: str) -> str:
    """What a layer does that computes nothing."""
    values, operation = {"channels": row.inputs[0][0]}, row.operation
    if isinstance(operation, Shuffle):
        values["groups"] = operation.groups
    if isinstance(operation, Slice):
        first, stop = operation.channels
        values |= {"first": first, "last": stop - 1, "taken": stop - first}
    return text(operation.key if operation.key in TEXTS else "nothing", language).format(**values)


def operation(row: Row, language: str) -> str:
    """What the operation of a layer is called in the language's courses; empty where the word is the same."""
    if language != "ko":
        return ""
    groups = getattr(row.operation, "groups", 1) if row.operation.key == "conv" else 1
    if groups > 1:
        return "깊이별 합성곱" if groups == row.inputs[0][0] else "그룹 합성곱"
    return OPERATIONS[row.operation.key]


def _say(words: tuple[str, str], language: str) -> str:
    return words[1] if language == "ko" else words[0]
