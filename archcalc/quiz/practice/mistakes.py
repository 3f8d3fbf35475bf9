"""Mistakes that people make, each with what it is called in English and Korean."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """What went wrong, as grading tells it."""

    en: str
    ko: str

    def text(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


Made = frozenset[Mistake]
"""The mistakes made on the way to one answer."""

FORGOT_BIAS = Mistake("forgot the bias", "편향을 빠뜨림")
EXTRA_BIAS = Mistake("counted a bias that is not there", "없는 편향을 셈")
ONE_BIAS = Mistake("one bias for the whole layer", "층 전체에 편향을 하나만 셈")
BIAS_PER_INPUT = Mistake("one bias per input", "편향을 입력마다 하나씩 셈")
BIAS_PER_SLICE = Mistake("one bias per input channel of each filter", "편향을 필터의 입력 채널마다 하나씩 셈")
CEILED = Mistake("rounded up instead of down", "내림 대신 올림")
NO_ONE = Mistake("forgot the + 1", "+ 1을 빠뜨림")
KEPT_SIZE = Mistake("took the input's size for the output's", "출력 크기를 입력과 같게 둠")
KEPT_CHANNELS = Mistake("kept the input's channels", "출력 채널 수를 입력과 같게 둠")
STRIDED_CHANNELS = Mistake("divided the channels by the stride, too", "채널 수도 스트라이드로 나눔")
NO_GROUPS = Mistake("ignored the groups", "그룹을 무시함")
ONE_GROUP = Mistake("counted one group only", "그룹 하나만 셈")
MACS_FLOPS = Mistake("took MACs for FLOPs", "MACs와 FLOPs를 혼동함")
INPUT_AREA = Mistake("took the input's area for the output's", "출력 넓이 대신 입력 넓이를 씀")
FORGOT_CHANNELS = Mistake("forgot the input channels", "입력 채널을 빠뜨림")
ONE_FILTER = Mistake("counted one filter only", "필터 하나만 셈")
KERNEL_SIDE = Mistake("took the kernel's side for its area", "커널의 넓이 대신 한 변을 씀")
AT_EVERY_POSITION = Mistake("counted the weights at every position", "가중치를 출력 위치마다 셈")
SQUARE_KERNEL = Mistake("squared the kernel's length", "커널 길이를 제곱함")
FLAT_KERNEL = Mistake("forgot the kernel's depth", "커널의 깊이를 빠뜨림")
FORGOT_PADDING = Mistake("forgot the padding", "패딩을 빠뜨림")
ONE_SIDE = Mistake("padded one side only", "패딩을 한쪽에만 둠")
NO_STRIDES = Mistake("ignored the stride", "스트라이드를 무시함")
KERNELS_ADDED = Mistake("added up the kernel sizes", "커널 크기를 그대로 더함")
NO_FIRST = Mistake("forgot the first pixel", "첫 픽셀을 빠뜨림")
OWN_STRIDE = Mistake("multiplied by each layer's own stride, too", "그 층 자신의 스트라이드까지 곱함")
NO_LAST_LAYER = Mistake("left out the last layer", "마지막 층을 빠뜨림")
ONE_STRIDE = Mistake(
    "took the stride of the layer before, not of all before", "앞의 모든 층 대신 바로 앞 층의 스트라이드만 곱함"
)
BOTH_SIDES = Mistake("took both sides together", "양쪽 패딩을 합쳐서 셈")
HALF_UP = Mistake("half of the kernel, rounded up", "커널 크기의 절반을 올림함")
WHOLE_KERNEL = Mistake("the kernel itself", "커널 크기를 그대로 씀")
NO_POINTWISE = Mistake("left out the pointwise part", "점별 합성곱을 빠뜨림")
NO_DEPTHWISE = Mistake("left out the depthwise part", "깊이별 합성곱을 빠뜨림")
STANDARD = Mistake("took the standard convolution", "일반 합성곱으로 계산함")
UPSIDE_DOWN = Mistake("took the ratio the wrong way round", "비를 거꾸로 구함")
NO_REDUCTION = Mistake("left out the 1x1 layer", "1×1 층을 빠뜨림")
REDUCTION_ONLY = Mistake("left out the layer behind the 1x1 layer", "1×1 층 뒤의 층을 빠뜨림")
NOT_REDUCED = Mistake("kept all channels behind the 1x1 layer", "1×1 층 뒤에서 채널을 줄이지 않음")
ONE_OF_TWO = Mistake("counted one of the two new layers", "새 두 층 가운데 하나만 셈")
STRIDE_ONLY = Mistake("multiplied by the stride only", "스트라이드만 곱함")
FORWARD = Mistake("used the formula of a convolution", "합성곱의 식을 씀")
NO_MINUS_ONE = Mistake("forgot the - 1", "- 1을 빠뜨림")
NO_DILATION = Mistake("ignored the dilation", "팽창을 무시함")
STRETCHED = Mistake("took dilation times kernel for the effective kernel", "유효 커널을 팽창률×커널로 봄")
ELEMENTS = Mistake("counted elements, not bytes", "바이트 대신 원소를 셈")
BITS = Mistake("counted bits", "비트를 셈")
HALF_WIDTH = Mistake("took half the bytes of a value", "값의 바이트 수를 절반으로 봄")
DOUBLE_WIDTH = Mistake("took twice the bytes of a value", "값의 바이트 수를 두 배로 봄")
NO_CHANNELS = Mistake("forgot the channels", "채널 수를 빠뜨림")
MAP_SIDE = Mistake("took the map's side for its area", "특징맵의 넓이 대신 한 변을 씀")
POWER_OF_TEN = Mistake("divided by 1000 instead of 1024", "1024 대신 1000으로 나눔")
PARAMETERS = Mistake("counted parameters, not connections", "연결 대신 파라미터를 셈")
SUM_OF_BOTH = Mistake("added the inputs to the outputs", "입력 수와 출력 수를 더함")
BIASES_OF_BOTH = Mistake("counted biases of the inputs, too", "입력의 편향까지 셈")
FLIPPED = Mistake("turned the kernel over", "커널을 뒤집음")
TRANSPOSED = Mistake("took rows of the kernel for columns", "커널의 행과 열을 바꿈")
LOST_PRODUCT = Mistake("left out a product in one entry", "한 칸에서 곱 하나를 빠뜨림")
LOST_SIGN = Mistake("lost the kernel's signs", "커널의 부호를 빠뜨림")
OTHER_POOLING = Mistake("took the other kind of pooling", "다른 풀링으로 계산함")
MISSED_VALUE = Mistake("missed the largest value of the first window", "첫 윈도우의 가장 큰 값을 빠뜨림")
ROWS_AS_COLUMNS = Mistake("wrote rows of the result as columns", "결과의 행과 열을 바꿔 씀")
SWAPPED_ENTRIES = Mistake("swapped two entries", "두 값의 자리를 바꿈")
SUMMED = Mistake("did not divide by the number of entries", "항의 수로 나누지 않음")
DIVIDED = Mistake("divided by the number of classes", "클래스 수로 나눔")
HALVED = Mistake("halved the sum instead of averaging it", "평균 대신 합의 절반을 구함")
ROOT = Mistake("took the root of the mean", "평균의 제곱근을 구함")
ABSOLUTE = Mistake("took absolute differences, not squares", "제곱 대신 절댓값을 씀")
RIGHT_CLASS = Mistake("took the right class alone", "정답 클래스만 계산함")
NO_EXPONENTIAL = Mistake("divided without the exponential", "지수 함수 없이 나눔")
NO_DIVISION = Mistake("divided by the largest exponential, not by their sum", "지수의 합 대신 가장 큰 지수로 나눔")
SIGMOIDS = Mistake("took the sigmoid of each score", "점수마다 시그모이드를 구함")
BASE_TWO = Mistake("took 2 as the base, not e", "밑을 e 대신 2로 둠")
BASE_TEN = Mistake("took 10 as the base, not e", "밑을 e 대신 10으로 둠")
MINUS_SIGN = Mistake("turned the signs of the scores", "점수의 부호를 뒤집음")
NO_LOGARITHM = Mistake("took 1 - p, without the logarithm", "로그 없이 1 - p를 구함")
PROBABILITY = Mistake("took the probability itself", "확률을 그대로 답함")
ALL_CLASSES = Mistake("added up -log(1 - p) of the other classes, too", "다른 클래스의 -log(1 - p)까지 더함")
OTHERS_ONLY = Mistake("took -log(1 - p)", "-log(1 - p)를 구함")
LAST_LAYER = Mistake("counted the last layer only", "마지막 층만 셈")
NO_CLASSIFIER = Mistake("left out the fully connected layer", "완전연결층을 빠뜨림")
NO_FLATTEN = Mistake("forgot the map's area where it is flattened", "펼칠 때 특징맵의 넓이를 빠뜨림")
NO_LAST_POOL = Mistake("forgot the last pooling", "마지막 풀링을 빠뜨림")
SWAPPED_DIGITS = Mistake("swapped two digits", "두 숫자의 자리를 바꿈")
ONE_MORE = Mistake("one too many", "1만큼 크게 구함")
ONE_LESS = Mistake("one too few", "1만큼 작게 구함")
TWO_MORE = Mistake("two too many", "2만큼 크게 구함")
TWO_LESS = Mistake("two too few", "2만큼 작게 구함")
HALF_DIFFERENCE = Mistake("took half the difference of the sizes", "크기 차이의 절반을 구함")


def other_network(name: str) -> Mistake:
    """The value of another network."""
    return Mistake(f"that is {name}", f"{name}의 값임")
