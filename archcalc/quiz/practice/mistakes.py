"""Mistakes that people make, each with what it is called in English and Korean."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """What went wrong, as grading tells it."""

    en: str
    ko: str

    def text(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


FORGOT_BIAS = Mistake("forgot the bias", "편향을 빠뜨림")
EXTRA_BIAS = Mistake("counted a bias that is not there", "없는 편향을 셈")
ONE_BIAS = Mistake("one bias for the whole layer", "층 전체에 편향을 하나만 셈")
BIAS_PER_INPUT = Mistake("one bias per input", "편향을 입력마다 하나씩 셈")
CEILED = Mistake("rounded up instead of down", "내림 대신 올림")
NO_ONE = Mistake("forgot the + 1", "+ 1을 빠뜨림")
NO_GROUPS = Mistake("ignored the groups", "그룹을 무시함")
MACS_FLOPS = Mistake("took MACs for FLOPs", "MACs와 FLOPs를 혼동함")
INPUT_AREA = Mistake("took the input's area for the output's", "출력 넓이 대신 입력 넓이를 씀")
FORGOT_CHANNELS = Mistake("forgot the input channels", "입력 채널을 빠뜨림")
FORGOT_PADDING = Mistake("forgot the padding", "패딩을 빠뜨림")
NO_STRIDES = Mistake("ignored the strides", "스트라이드를 무시함")
KERNELS_ADDED = Mistake("added up the kernel sizes", "커널 크기를 그대로 더함")
NO_FIRST = Mistake("forgot the first pixel", "첫 화소를 빠뜨림")
BOTH_SIDES = Mistake("took both sides together", "양쪽 패딩을 합쳐서 셈")
HALF_UP = Mistake("half of the kernel, rounded up", "커널 크기의 절반을 올림함")
WHOLE_KERNEL = Mistake("the kernel itself", "커널 크기를 그대로 씀")
NO_POINTWISE = Mistake("left out the pointwise part", "점별 합성곱을 빠뜨림")
STANDARD = Mistake("took the standard convolution", "일반 합성곱으로 계산함")
NO_REDUCTION = Mistake("left out the 1x1 layer", "1×1 층을 빠뜨림")
STRIDE_ONLY = Mistake("multiplied by the stride only", "스트라이드만 곱함")
FORWARD = Mistake("used the formula of a convolution", "합성곱의 식을 씀")
NO_DILATION = Mistake("ignored the dilation", "팽창을 무시함")
ELEMENTS = Mistake("counted elements, not bytes", "바이트 대신 원소를 셈")
BITS = Mistake("counted bits", "비트를 셈")
POWER_OF_TEN = Mistake("divided by 1000 instead of 1024", "1024 대신 1000으로 나눔")
PARAMETERS = Mistake("counted parameters, not connections", "연결 대신 파라미터를 셈")
FLIPPED = Mistake("turned the kernel over", "커널을 뒤집음")
OTHER_POOLING = Mistake("took the other kind of pooling", "다른 풀링으로 계산함")
SUMMED = Mistake("did not divide by the number of entries", "항의 수로 나누지 않음")
HALVED = Mistake("halved the sum instead of averaging it", "평균 대신 합의 절반을 구함")
NO_EXPONENTIAL = Mistake("divided without the exponential", "지수 함수 없이 나눔")
LAST_LAYER = Mistake("counted the last layer only", "마지막 층만 셈")
NO_FLATTEN = Mistake("forgot the map's area where it is flattened", "펼칠 때 특징맵의 넓이를 빠뜨림")
ONE_AXIS = Mistake("slid along one axis only", "한 축으로만 움직임")
MISCOUNTED = Mistake("miscounted", "잘못 셈")
