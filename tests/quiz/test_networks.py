# ruff: noqa: E501 -- a table of texts: one entry stays one line
"""Networks, comparisons and receptive fields in our own words: each mechanism of the reader in several phrasings."""

from __future__ import annotations

from typing import Any

import pytest
from accuracy import close, values

from archcalc.quiz import Refusal, solve
from archcalc.quiz.text.forward import unfolded

NETWORKS: list[tuple[str, list[Any]]] = [
    (
        "Three 3x3 convolutions with stride 1 are put on top of each other. What part of the input (side in pixels) influences one output value?",
        [7],
    ),
    (
        "A 5x5 conv (stride 2) is followed by a 3x3 conv (stride 1). How many pixels of the input along one axis does a neuron in the second layer look at?",
        [5 + 2 * 2],
    ),
    ("conv 3x3 s1 → pool 2x2 s2 → conv 3x3 s1 → pool 2x2 s2. Receptive field after the last layer?", [10]),
    ("What is the receptive field after five stacked 3x3 conv layers with stride 1?", [11]),
    ("Stack: 7x7/2, 3x3/2, 3x3/1. Compute the RF.", [7 + 2 * 2 + 2 * 4]),
    ("커널 3, 스트라이드 2인 합성곱을 세 번 연달아 적용하면 최종 출력 하나의 수용 영역은 몇 픽셀인가?", [15]),
    ("3x3 conv 두 개, 2x2 풀링(보폭 2), 3x3 conv 두 개를 차례로 통과한 뒤의 수용장 크기는?", [5 + 1 + 2 * 2 + 2 * 2]),
    (
        "맨 마지막 뉴런 하나가 바라보는 입력 영역은 한 변이 몇 픽셀인가? 5x5 conv(stride 1) → 2x2 max pool(stride 2) → 5x5 conv(stride 1)",
        [5 + 1 + 4 * 2],
    ),
    ("How many 5x5 conv layers (stride 1) must be stacked to see at least 21x21 pixels?", [5]),
    ("수용 영역이 15×15 이상이 되려면 stride 1인 3×3 합성곱을 최소 몇 층 쌓아야 하는가?", [7]),
    (
        "Layer 1: kernel 5, stride 2. Layer 2: kernel 3, stride 2. Layer 3: kernel 3, stride 1. Receptive field of layer 3?",
        [5 + 2 * 2 + 2 * 4],
    ),
    ("첫째 층 7×7(stride 2), 둘째 층 3×3(stride 2), 셋째 층 3×3(stride 1)일 때 셋째 층의 수용 영역은?", [7 + 4 + 8]),
    (
        "Three 3x3 convolutions with dilation rates 1, 2 and 4 follow each other (stride 1). How large is the receptive field?",
        [15],
    ),
    ("A 3x3 kernel with a dilation of 5: how wide is the area it covers?", [[11, 11]]),
    ("3×3 커널, dilation 4일 때 실제로 덮는 크기는?", [[9, 9]]),
    (
        "A 32x32 input is convolved with a dilated 3x3 kernel (rate 2), stride 1 and no padding. Output size?",
        [[28, 28]],
    ),
    (
        "Input 28x28x256. Option A: a 3x3 conv with 256 filters (same padding). Option B: a 1x1 conv with 64 filters followed by a 3x3 conv with 256 filters (same padding). How many multiplications does each option need?",
        [28 * 28 * 256 * 9 * 256, 28 * 28 * (256 * 64 + 64 * 9 * 256)],
    ),
    (
        "256채널 입력에 3x3 필터 256개를 바로 적용할 때와 1x1 필터 64개로 줄인 뒤 3x3 필터 256개를 적용할 때의 파라미터 수를 각각 구하라(편향 제외).",
        [589824, 16384 + 147456],
    ),
    (
        "A ResNet bottleneck: 1x1 conv 256→64, 3x3 conv 64→64, 1x1 conv 64→256, no biases. How many weights in total?",
        [69632],
    ),
    (
        "1x1 합성곱으로 192채널을 16채널로 줄인 다음 5x5 합성곱으로 32채널을 만든다. 입력 28x28, same 패딩. 총 곱셈 횟수는?",
        [28 * 28 * (192 * 16 + 16 * 25 * 32)],
    ),
    (
        "How many times fewer multiplications are needed if a 1x1 layer with 16 filters is put in front of a 5x5 layer with 32 filters on a 28x28x192 input (same padding)?",
        [28 * 28 * 192 * 25 * 32 / (28 * 28 * (192 * 16 + 16 * 25 * 32))],
    ),
    (
        "Compare the number of parameters (no bias) of a standard 3x3 convolution from 64 to 128 channels with that of a depthwise separable one.",
        [73728, 64 * 9 + 64 * 128],
    ),
    (
        "A depthwise separable convolution maps 32 channels to 64 with 3x3 kernels. Without biases, how many weights does it have?",
        [288 + 2048],
    ),
    (
        "입력 56×56×64, 출력 56×56×128, 3×3 커널. 표준 합성곱 대비 depthwise separable 합성곱의 곱셈 횟수는 몇 분의 1인가?",
        [8192 * 9 / (64 * 9 + 8192)],
    ),
    ("MobileNet 블록: 3x3 depthwise(64채널) 후 1x1 pointwise(64→128). 편향 없이 전체 파라미터 수는?", [576 + 8192]),
    (
        "How many multiplications does the depthwise part take, and how many the pointwise part? Input 14x14x256, 3x3 kernel, same padding, 512 output channels.",
        [14 * 14 * 256 * 9, 14 * 14 * 256 * 512],
    ),
    (
        "nn.Conv2d(64, 64, 3, padding=1, groups=64) followed by nn.Conv2d(64, 128, 1). Total number of parameters?",
        [64 * 9 + 64 + 64 * 128 + 128],
    ),
    (
        "By what percentage does a depthwise separable 3x3 convolution (128 to 128 channels, no bias) reduce the weights of the standard one?",
        [100 - 100 * (1152 + 16384) / 147456],
    ),
    (
        "A 3x3 conv with 64 input and 128 output channels is split into 4 groups. Number of weights without bias?",
        [128 * 16 * 9],
    ),
    ("nn.Conv2d(32, 64, 3, groups=4, bias=False): number of parameters?", [64 * 8 * 9]),
    (
        "입력 64채널, 출력 64채널, 3×3 커널인 그룹 합성곱(그룹 8)의 가중치 수와, 일반 합성곱의 가중치 수는?",
        [64 * 8 * 9, 64 * 64 * 9],
    ),
    (
        "그룹 수를 1에서 4로 늘리면 3x3 합성곱(128→256채널, 편향 없음)의 파라미터 수는 얼마에서 얼마로 줄어드는가?",
        [294912, 73728],
    ),
    (
        "A 5x5 convolution on 64 channels (64 out) is replaced by a 5x1 followed by a 1x5 convolution, 64 channels throughout. Weights before and after, no bias?",
        [102400, 2 * 5 * 64 * 64],
    ),
    ("3×3 커널을 3×1과 1×3으로 분해하면 출력 화소 하나당 곱셈은 몇 번에서 몇 번으로 줄어드는가?", [9, 6]),
    (
        "A CNN takes 32x32x3 images. Conv1: 16 filters 3x3, padding 1. Pool1: 2x2, stride 2. Conv2: 32 filters 3x3, padding 1. Pool2: 2x2, stride 2. FC: 10 outputs. Convolutions have stride 1; all layers have biases. How many parameters in total?",
        [448 + 4640 + 2048 * 10 + 10],
    ),
    (
        "28x28 흑백 이미지를 입력으로 받는 CNN: 3x3 합성곱 8개(패딩 1) → 2x2 최대 풀링 → 3x3 합성곱 16개(패딩 1) → 2x2 최대 풀링 → 완전연결 10. 전체 파라미터 수(편향 포함)는?",
        [80 + 1168 + 784 * 10 + 10],
    ),
    (
        "Give the spatial size after each layer: input 64x64, conv 5x5 stride 2 pad 2, conv 3x3 stride 2 pad 1, maxpool 2x2 stride 2.",
        [[32, 32], [16, 16], [8, 8]],
    ),
    (
        "Input 48x48x3. Two 3x3 conv layers with 32 filters each (stride 1, padding 1), then a 2x2 max pool (stride 2). Output volume and number of parameters (with bias)?",
        [[24, 24, 32], 896 + 9248],
    ),
    (
        "How many parameters do the first and the second layer have? conv1: 3x3, 3→16; conv2: 3x3, 16→32; both with bias.",
        [448, 4640],
    ),
    (
        "nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8*16*16, 10)) on 3x32x32 input: total parameters?",
        [224 + 20490],
    ),
    ("입력 64×64×3 → Conv(16, 3×3, S=2, P=1) → Conv(32, 3×3, S=2, P=1) → Flatten. 펼친 벡터의 길이는?", [16 * 16 * 32]),
    (
        "A network has three conv layers with 3x3 filters (8, 16 and 32 of them), stride 1 and padding 1, each followed by 2x2 max pooling. Input 40x40x1. What is the size of the final feature map?",
        [[5, 5, 32]],
    ),
    (
        "합성곱층 3개(필터 3×3, 각각 16, 32, 64개, 패딩 1, 스트라이드 1)를 쌓았다. 입력이 RGB일 때 합성곱층 전체의 파라미터 수는? 편향 포함.",
        [448 + 4640 + 18496],
    ),
    (
        "An input of 56x56x64 goes through a residual block: two 3x3 convs 64→64 (padding 1, no bias) and an identity shortcut. How many weights does the block have?",
        [2 * 36864],
    ),
    (
        "Total MACs of: conv 3x3, 3→8, on 32x32 (same padding); conv 3x3, 8→16, stride 2, padding 1.",
        [32 * 32 * 8 * 27 + 16 * 16 * 16 * 72],
    ),
    (
        "Inception block on 28x28x192: a 1x1 branch with 64 filters, a 3x3 branch with 128 filters and a 5x5 branch with 32 filters, all 'same', outputs concatenated. Output shape?",
        [[28, 28, 224]],
    ),
    ("MLP 784-128-64-10의 총 파라미터 수는?", [784 * 128 + 128 + 128 * 64 + 64 + 650]),
    ("How many parameters does VGG-16 have?", [138357544]),
    (
        "A block of a 3x3 conv (padding 1) and a 2x2 pool (stride 2) is applied three times to a 64x64 input. Final size and receptive field?",
        [[8, 8], 3 + 1 + 4 + 2 + 8 + 4],
    ),
    ("3×3 합성곱 다음에 2×2 풀링(스트라이드 2)을 적용하는 블록을 두 번 반복한다. 수용 영역은?", [3 + 1 + 4 + 2]),
    (
        "잔차 블록: 14×14×64 입력에 3×3 conv 64개를 두 번 쌓고 입력을 더한다. MACs는?",
        [2 * 14 * 14 * 64 * 64 * 9],
    ),
    (
        "Conv 3x3 3→16, conv 3x3 16→32 on 32x32x3, padding 1: MACs of the first and of the second?",
        [32 * 32 * 16 * 27, 32 * 32 * 32 * 9 * 16],
    ),
    (
        "AlexNet의 첫 합성곱층은 227×227×3 입력에 11×11 필터 96개를 stride 4로 적용한다. 출력 크기와 파라미터 수는?",
        [[55, 55, 96], 96 * 364],
    ),
    ("LeNet-5: C3 has 16 maps of 10x10, S4 pools 2x2. What is the size of S4?", [[5, 5, 16]]),
    ("ResNet-50의 전체 파라미터 수는 몇 개인가?", [25557032]),
    (
        "In AlexNet, FC6 receives 9216 values and has 4096 units. How many parameters including biases?",
        [9216 * 4096 + 4096],
    ),
    ("VGG-16의 conv1_1은 3채널 입력에 3×3 필터 64개를 쓴다. 이 층의 파라미터 수는?", [1792]),
    (
        "GoogLeNet replaces a 5x5 convolution on 192 channels (32 filters) by a 1x1 reduction to 16 channels and then the 5x5 convolution. Number of weights before and after?",
        [153600, 192 * 16 + 16 * 25 * 32],
    ),
    (
        "Two 5x5 convolutions versus four 3x3 convolutions, all with 64 channels in and out and no bias: how many weights does each stack have?",
        [2 * 25 * 4096, 4 * 9 * 4096],
    ),
    (
        "conv1: 7x7, 64 filters, stride 2, padding 3; pool1: 3x3, stride 2, padding 1; input 224x224x3. Output after pool1?",
        [[56, 56, 64]],
    ),
    (
        "입력 32×32×3. 합성곱(5×5, 6개, 패딩 없음) → 평균 풀링(2×2, 보폭 2) → 합성곱(5×5, 16개, 패딩 없음) → 평균 풀링(2×2, 보폭 2) → FC 120 → FC 84 → FC 10. 총 파라미터 수(편향 포함)는?",
        [6 * 76 + 16 * 151 + 400 * 120 + 120 + 120 * 84 + 84 + 850],
    ),
    (
        "How many parameters are in the fully connected layer if the last feature map is 7x7x64 and there are 10 classes? Include biases.",
        [31360 + 10],
    ),
    (
        "A 3-layer CNN: every layer uses 3x3 kernels, padding 1 and stride 2; channels 3→16→32→64. Input 64x64. What is the final map and how many weights are there without biases?",
        [[8, 8, 64], 432 + 4608 + 18432],
    ),
    (
        "Replace one 7x7 convolution (64→64 channels) by three 3x3 convolutions (64 channels each). How many weights before and after (no bias)?",
        [49 * 4096, 27 * 4096],
    ),
    (
        "7x7 합성곱 하나(채널 32→32)를 3x3 합성곱 세 개로 바꾸면 가중치 수는 몇 % 줄어드는가? 편향은 무시한다.",
        [100 - 100 * 27 / 49],
    ),
    (
        "입력 채널 16, 출력 채널 32, 커널 5×5인 depthwise separable 합성곱에서 depthwise 단계와 pointwise 단계의 가중치 수를 각각 구하시오.",
        [400, 512],
    ),
    (
        "A grouped conv has 6 groups; each group takes 8 input channels and produces 16 output channels with 3x3 kernels. How many weights (no bias)?",
        [6 * 8 * 16 * 9],
    ),
    (
        "groups=1과 groups=8의 파라미터 수 차이를 구하려 한다. 3x3 conv, 64→64채널, bias 없음일 때 각각의 파라미터 수는?",
        [36864, 4608],
    ),
    ("What is the effective kernel size of a 3x3 convolution with dilation 6?", [[13, 13]]),
    ("dilation이 2인 5x5 커널 하나를 20x20 입력에 적용한다(stride 1, padding 0). 출력 크기는?", [[12, 12]]),
    (
        "How many MACs does the second convolution need? Input 32x32x3; conv1 3x3, 16 filters, same; conv2 3x3, 32 filters, same.",
        [32 * 32 * 32 * 144],
    ),
    (
        "A fire module squeezes 128 channels to 16 by 1x1 filters, then applies 64 1x1 filters and 64 3x3 filters in parallel and concatenates. Number of weights (no bias)?",
        [128 * 16 + 16 * 64 + 9 * 16 * 64],
    ),
    ("잔차 블록: 3×3 conv(64→64) 두 개와 항등 연결. 편향 없이 파라미터 수는?", [73728]),
    ("How many parameters does torchvision's resnet18 have?", [11689512]),
    ("VGG-16의 마지막 합성곱 블록 출력은 7×7×512이다. 첫 번째 완전연결층(4096 유닛)의 가중치 수는?", [25088 * 4096]),
    ("A 1x1 convolution reduces 256 to 64 channels on a 56x56 map. MACs?", [56 * 56 * 256 * 64]),
    (
        "3x3 conv with 32 filters, then 3x3 conv with 64 filters, input 3 channels. Parameters of each layer and in total (with bias)?",
        [896, 18496, 19392],
    ),
    ("입력 3채널. 3x3 conv 32개 → 3x3 conv 64개. 층별 파라미터 수와 합계는? (편향 포함)", [896, 18496, 19392]),
    (
        "Conv2d(1, 32, 3), Conv2d(32, 64, 3), MaxPool2d(2), Flatten, Linear(9216, 128), Linear(128, 10): how many parameters altogether?",
        [320 + 18496 + 9216 * 128 + 128 + 1290],
    ),
    (
        "A 40x40x16 map enters two parallel branches: a 3x3 conv with 32 filters (padding 1) and a 5x5 conv with 16 filters (padding 2). Their outputs are concatenated. Output shape?",
        [[40, 40, 48]],
    ),
    ("receptive field: k=3,s=1 / k=2,s=2 / k=3,s=1 / k=2,s=2", [10]),
    (
        "What fraction of the parameters is saved by splitting a 3x3 conv (256→256, no bias) into 8 groups? In percent.",
        [87.5],
    ),
    (
        "| layer | kernel | stride |\n| 1 | 5 | 2 |\n| 2 | 3 | 1 |\n| 3 | 3 | 2 |\nWhat is the receptive field of layer 3?",
        [5 + 2 * 2 + 2 * 2],
    ),
    (
        "class Small(nn.Module):\n  def __init__(self):\n    super().__init__()\n    self.a = nn.Conv2d(1, 4, 3)\n"
        "    self.p = nn.MaxPool2d(2)\n    self.out = nn.Linear(4*13*13, 5)\n  def forward(self, x):  # x: N x 1 x 28 x 28\n"
        "    x = self.p(F.relu(self.a(x)))\n    return self.out(x.flatten(1))\nHow many parameters has Small?",
        [40 + 676 * 5 + 5],
    ),
    (
        "Residual block, no biases: 3x3 conv 32→64 (stride 2), BN, 3x3 conv 64→64, BN; the shortcut is a 1x1 conv 32→64 "
        "(stride 2), BN. Each BN learns two values per channel. How many parameters?",
        [9 * 32 * 64 + 128 + 9 * 64 * 64 + 128 + 32 * 64 + 128],
    ),
    (
        "A dense block takes a 28x28 map with 32 channels and has 4 layers with growth rate k = 12. What is its output volume?",
        [[28, 28, 80]],
    ),
    ("64 -1x1-> 16 -3x3-> 16 -1x1-> 64, no biases. How many weights?", [1024 + 9 * 256 + 1024]),
    ("conv(3→8), conv(8→16), conv(16→32) all 3x3, no bias. Number of parameters?", [9 * (24 + 128 + 512)]),
    ("How many parameters has SeparableConv2D(16, 3) on an 8-channel input?", [72 + 128 + 16]),
]
REFUSED = [
    # layers side by side whose order was not understood
    "A 1x1 conv with 8 filters and a 3x3 conv with 8 filters lie in a row; their outputs are concatenated with the shortcut. Parameters for 4 input channels?",
    # a repetition of more than one layer
    "Input 32x32x3, conv 3x3 same with 8 filters, pool 2x2 stride 2, repeated three times. Output size?",
    # only one kernel is known
    "The first layer is a 3x3 convolution with 8 filters on 3 channels. What does the second one cost in parameters?",
    # a multiplier that changes every layer
    "MobileNet v1 with width multiplier 0.5 and 1000 classes: how many parameters?",
    # names of layers that stand for nothing known
    "convA-convA-convB-convA: receptive field of the last layer?",
]


@pytest.mark.parametrize(("text", "want"), NETWORKS, ids=[text[:60] for text, _ in NETWORKS])
def test_networks(text: str, want: list[Any]) -> None:
    assert close(values(text), want)


@pytest.mark.parametrize("text", REFUSED, ids=[text[:60] for text in REFUSED])
def test_what_is_not_understood_is_refused(text: str) -> None:
    assert isinstance(solve(text), Refusal)


def test_a_module_is_unfolded_in_the_order_of_its_calls() -> None:
    text = (
        "class Net(nn.Module):\n  def __init__(self):\n    self.fc = nn.Linear(8, 2)\n    self.conv = nn.Conv2d(1, 8, 3)\n"
        "  def forward(self, x):\n    return self.fc(self.conv(x).flatten(1))\nParameters?"
    )
    assert unfolded(text).splitlines() == ["nn.Conv2d(1, 8, 3)", "nn.Flatten()", "nn.Linear(8, 2)", "Parameters?"]
