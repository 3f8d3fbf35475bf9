# ruff: noqa: E501 -- a table of texts: one entry stays one line
"""Our own questions, in our own words, with values from plain arithmetic written out beside them.

(text, values in order, kind of refusal): the second measure of the reader, beside the sample.
"""

from __future__ import annotations

from math import exp, log
from typing import Any

Question = tuple[str, list[Any], str]

MISSING, CONTRADICTION, NOT_CALCULATION, NOT_UNDERSTOOD = (
    "missing_data",
    "contradiction",
    "not_a_calculation",
    "not_understood",
)


def soft(*values: float) -> list[float]:
    total = sum(exp(value) for value in values)
    return [exp(value) / total for value in values]


OUTPUT: list[Question] = [
    (
        "A 40x40x3 image is filtered by twelve 5x5 kernels with stride 1 and no padding. What is the output shape?",
        [[36, 36, 12]],
        "",
    ),
    (
        "What is the output size when a 7x7 filter with stride 2 and padding 3 is applied to a 224x224x3 image? There are 64 filters.",
        [[112, 112, 64]],
        "",
    ),
    (
        "Given an input volume of 50x50x8, 20 filters of size 3x3, S=1, P=1, compute the output volume.",
        [[50, 50, 20]],
        "",
    ),
    ("Input 28 x 28, kernel 5 x 5, stride 1, padding 2. Output size?", [[28, 28]], ""),
    ("W=227, F=11, S=4, P=0: what is the spatial size of the output?", [[55, 55]], ""),
    (
        "An input of 30x20 is convolved with a 3x3 kernel, stride 1, without padding. Determine the output size.",
        [[28, 18]],
        "",
    ),
    (
        "nn.Conv2d(3, 8, kernel_size=5, stride=2, padding=2) receives a tensor of shape (4, 3, 64, 64). What is the output shape?",
        [[4, 8, 32, 32]],
        "",
    ),
    (
        "Conv2D(16, (3,3), strides=2, padding='same') is applied to an input of 33x33x4. What is the output shape?",
        [[17, 17, 16]],
        "",
    ),
    ("A 3x32x32 tensor goes through nn.Conv2d(3, 10, 3, padding=1). Which shape comes out?", [[10, 32, 32]], ""),
    (
        "Three successive 5x5 convolutions (stride 1, no padding) are applied to a 40x40 grayscale image. How large is the final feature map?",
        [[28, 28]],
        "",
    ),
    (
        "If a 3x3 kernel with stride 2 and padding 1 slides over a 15x15 input, how big is the feature map?",
        [[8, 8]],
        "",
    ),
    ("48×48×3 입력에 7×7 필터 9개를 보폭 1, 패딩 0으로 합성곱하면 출력의 크기는?", [[42, 42, 9]], ""),
    ("입력이 100x100x3이고 3x3 커널 32개, 스트라이드 2, 패딩 1일 때 출력 텐서의 크기를 구하시오.", [[50, 50, 32]], ""),
    ("입력 크기 N=19, 필터 크기 F=3, 스트라이드 2, 패딩 없음일 때 출력의 한 변의 길이는?", [[9, 9]], ""),
    ("20 x 30 입력에 4 x 4 필터를 스트라이드 2, 패딩 1로 적용하면 출력의 크기는 얼마인가?", [[10, 15]], ""),
    (
        "컬러 이미지 96×96에 5×5 필터 24개를 'same' 패딩, 스트라이드 1로 적용할 때 출력 크기를 쓰시오.",
        [[96, 96, 24]],
        "",
    ),
    ("64×64 흑백 영상에 3×3 합성곱을 패딩 없이 두 번 연속 적용한 결과의 크기는?", [[60, 60]], ""),
    ("패딩 2를 준 32×32×6 특징맵의 크기는 얼마가 되는가? 패딩 후 크기를 구하시오.", [[36, 36, 6]], ""),
    ("Each side of a 12x12 feature map is padded with two zeros. What are the new dimensions?", [[16, 16]], ""),
    ("A 32x32x3 image, 10 filters 5x5, stride 1, pad 2. How many neurons does the output volume have?", [10240], ""),
]

PARAMETERS: list[Question] = [
    (
        "How many parameters does a convolutional layer with 24 filters of size 5x5 have if its input has 12 channels? Include the biases.",
        [24 * (25 * 12 + 1)],
        "",
    ),
    ("Number of weights of a 3x3 convolution from 32 to 48 channels, not counting biases?", [9 * 32 * 48], ""),
    ("nn.Conv2d(64, 128, 3) has how many parameters?", [9 * 64 * 128 + 128], ""),
    (
        "A conv layer takes a 16-channel input and applies 32 kernels of 1x1. How many parameters, with bias?",
        [16 * 32 + 32],
        "",
    ),
    (
        "keras.layers.Conv2D(filters=64, kernel_size=3) is applied to an input of shape (32, 32, 3). How many parameters does it have?",
        [64 * 28],
        "",
    ),
    (
        "A layer has 6 input channels and 16 output channels and uses 5x5 kernels without bias. Count its parameters.",
        [2400],
        "",
    ),
    ("RGB input, eight 7x7 filters, no bias. How many weights?", [8 * 49 * 3], ""),
    (
        "채널이 20개인 입력에 3×3 필터 50개를 적용하는 합성곱층의 파라미터는 편향까지 모두 몇 개인가?",
        [50 * (180 + 1)],
        "",
    ),
    ("입력 채널 48개, 출력 채널 96개인 1×1 합성곱의 가중치 수는? 편향은 제외한다.", [48 * 96], ""),
    ("흑백 이미지에 11×11 필터 8개를 사용하는 층의 매개변수 개수를 구하라 (바이어스 포함).", [8 * 122], ""),
    ("nn.Conv2d(in_channels=10, out_channels=20, kernel_size=(3,5))의 학습 파라미터 수는?", [20 * (10 * 15 + 1)], ""),
    ("RGB 이미지를 입력으로 받아 4×4 필터 15개를 쓰는 층의 가중치와 편향은 각각 몇 개인가?", [15 * 48, 15], ""),
    ("5x5 필터 30개, 입력 깊이 14, bias 없음. 파라미터 수를 계산하시오.", [30 * 25 * 14], ""),
    (
        "How many biases and how many weights has a convolution with 32 filters of 3x3 over 8 channels?",
        [32, 32 * 72],
        "",
    ),
    (
        "What is the depth of the output, and how many parameters are there, if 40 1x1 filters are applied to a 100-channel input?",
        [40, 4040],
        "",
    ),
    ("입력이 24채널이고 1×1 필터 72개를 적용하면 출력 채널 수와 파라미터 수(편향 포함)는?", [72, 72 * 25], ""),
    (
        "3채널 48×48 이미지에 5×5 필터 16개를 패딩 2로 적용한다. 출력 크기와 파라미터 수를 구하라. 편향 있음.",
        [[48, 48, 16], 16 * 76],
        "",
    ),
    (
        "Compute the number of parameters (with biases) and the output shape of a layer with 12 filters of 3x3 on a 30x30x5 input, stride 1, padding 0.",
        [12 * 46, [28, 28, 12]],
        "",
    ),
    ("7x7x3 filters, 64 of them, bias included: how many parameters?", [64 * 148], ""),
    ("How many trainable parameters does nn.Linear(512, 100) have?", [51300], ""),
]

WORK: list[Question] = [
    (
        "How many MACs does a 5x5 convolution with 32 filters, padding 2, stride 1 need on a 14x14x16 input?",
        [14 * 14 * 32 * 25 * 16],
        "",
    ),
    (
        "How many multiplications are required to apply 10 filters of size 3x3x3 to a 32x32x3 image with stride 1 and no padding?",
        [30 * 30 * 10 * 27],
        "",
    ),
    ("A 1x1 convolution maps 28x28x192 to 28x28x64. How many multiply-adds?", [28 * 28 * 192 * 64], ""),
    (
        "Compute the FLOPs (2 per MAC) of nn.Conv2d(16, 32, 3, padding=1) on a 16x20x20 input, ignoring bias.",
        [2 * 20 * 20 * 32 * 144],
        "",
    ),
    (
        "Number of multiplications for a 3x3 convolution, 8 to 16 channels, that produces a 10x10 output map?",
        [100 * 16 * 72],
        "",
    ),
    ("14×14×512 입력에 3×3 필터 512개를 패딩 1로 적용할 때 곱셈 횟수는?", [14 * 14 * 512 * 9 * 512], ""),
    (
        "28×28×192 특징맵에 5×5 필터 32개를 same 패딩으로 적용하는 합성곱의 MACs는 얼마인가?",
        [28 * 28 * 32 * 25 * 192],
        "",
    ),
    (
        "32×32×3 영상에 5×5 필터 6개(스트라이드 1, 패딩 없음)를 적용할 때의 곱셈 수와 출력 크기를 구하라.",
        [28 * 28 * 6 * 75, [28, 28, 6]],
        "",
    ),
    (
        "한 MAC을 2 FLOPs로 계산할 때, 56×56×64 입력에 1×1 필터 256개를 적용하는 데 필요한 FLOPs는?",
        [2 * 56 * 56 * 64 * 256],
        "",
    ),
    ("How many MACs does a fully connected layer from 4096 to 1000 perform?", [4096000], ""),
    (
        "What is the number of multiply-accumulates of a 3x3 depthwise convolution on a 56x56x128 input, padding 1, stride 1?",
        [56 * 56 * 9 * 128],
        "",
    ),
]

FIELD: list[Question] = [
    ("What is the receptive field of two stacked 3x3 convolutions with stride 1?", [5], ""),
    ("Four 3x3 convolutions (stride 1) are stacked. Receptive field of the last layer?", [9], ""),
    (
        "A 7x7 conv with stride 2 is followed by a 3x3 max pool with stride 2 and a 3x3 conv with stride 1. What is the receptive field?",
        [7 + 2 * 2 + 2 * 4],
        "",
    ),
    ("How many 3x3 convolutions (stride 1) must be stacked to get a receptive field of 11x11?", [5], ""),
    ("How many stacked 5x5 layers with stride 1 give a receptive field of 21x21?", [5], ""),
    ("What is the effective kernel size of a 3x3 kernel with dilation 4?", [[9, 9]], ""),
    (
        "3x3 convolutions with dilation rates 1, 3 and 9 are stacked (stride 1). What receptive field results?",
        [1 + 2 * 13],
        "",
    ),
    ("3×3 합성곱(스트라이드 1)을 다섯 번 쌓았을 때 수용 영역의 크기는?", [11], ""),
    ("7×7 합성곱 하나와 같은 수용 영역을 얻으려면 3×3 합성곱(스트라이드 1)을 몇 층 쌓아야 하는가?", [3], ""),
    ("5×5 커널에 팽창률 2를 적용하면 유효 커널 크기는 얼마인가?", [[9, 9]], ""),
    (
        "5×5 합성곱(스트라이드 1) → 2×2 풀링(스트라이드 2) → 3×3 합성곱(스트라이드 1)을 거친 뉴런의 수용 영역은?",
        [5 + 1 + 2 * 2],
        "",
    ),
    ("3x3 합성곱 세 층(모두 stride 2)의 수용장은?", [3 + 4 + 8], ""),
]

INVERSE: list[Question] = [
    ("What padding keeps the spatial size with a 9x9 kernel and stride 1?", [4], ""),
    ("Which zero padding is needed so that a 5x5 convolution with stride 1 preserves the input size?", [2], ""),
    ("A 28x28 input becomes 24x24 after a convolution with stride 1 and no padding. What is the kernel size?", [5], ""),
    (
        "A convolution with a 3x3 kernel and padding 1 turns a 64x64 input into a 32x32 output. What stride is used?",
        [2],
        "",
    ),
    ("The output of a 5x5 convolution (stride 1, no padding) is 20x20. What was the input size?", [[24, 24]], ""),
    ("A 2x2 max pooling with stride 2 gives a 16x16 output. How large was the input?", [[32, 32]], ""),
    ("11×11 커널, 스트라이드 1에서 입력과 출력의 크기가 같으려면 패딩은 얼마여야 하는가?", [5], ""),
    ("30×30 입력에 패딩 없이 스트라이드 1로 합성곱했더니 출력이 24×24였다. 필터의 크기는?", [7], ""),
    ("3×3 필터, 패딩 없이 스트라이드 1로 합성곱한 출력이 14×14이다. 입력 크기는?", [[16, 16]], ""),
    ("56×56 입력에 3×3 필터와 패딩 1을 적용했더니 28×28 출력이 나왔다. 스트라이드는 얼마인가?", [2], ""),
    ("With dilation 2, how much padding keeps the size for a 3x3 kernel at stride 1?", [2], ""),
]

POOLING: list[Question] = [
    ("2x2 max pooling with stride 2 is applied to a 112x112x64 feature map. Output shape?", [[56, 56, 64]], ""),
    (
        "A 3x3 average pooling with stride 2 and no padding acts on 27x27x96. What is the output size?",
        [[13, 13, 96]],
        "",
    ),
    ("Global average pooling is applied to a 7x7x512 feature map. How many values remain?", [512], ""),
    (
        "nn.MaxPool2d(kernel_size=3, stride=2, padding=1) gets a tensor of shape (1, 64, 112, 112). What is its output shape?",
        [[1, 64, 56, 56]],
        "",
    ),
    ("24×24×16 특징맵에 3×3 최대 풀링(스트라이드 3)을 적용한 출력 크기는?", [[8, 8, 16]], ""),
    ("50x50x10 입력에 2x2 평균 풀링을 스트라이드 2로 적용하면 출력은?", [[25, 25, 10]], ""),
    ("MaxPooling2D(pool_size=2) 층에 31x31x5 입력이 들어가면 출력 shape은?", [[15, 15, 5]], ""),
]

SAVINGS: list[Question] = [
    (
        "A 28x28x256 input goes through a 3x3 convolution with 256 filters ('same'). How many multiplications does it need, and how many if a 1x1 convolution with 64 filters is placed before it?",
        [28 * 28 * 9 * 256 * 256, 28 * 28 * (256 * 64 + 9 * 64 * 256)],
        "",
    ),
    (
        "Ignoring biases, how many parameters does a 3x3 convolution with 64 input and 64 output channels have with 8 groups?",
        [9 * 8 * 64],
        "",
    ),
    (
        "3x3 conv, 32 in channels, 64 out channels, no bias: compare the parameters of a standard and a depthwise separable convolution.",
        [9 * 32 * 64, 9 * 32 + 32 * 64],
        "",
    ),
    (
        "By what factor does a depthwise separable convolution with 5x5 kernels, 16 input and 128 output channels reduce the weights of a standard one (no biases)?",
        [25 * 16 * 128 / (25 * 16 + 16 * 128)],
        "",
    ),
    (
        "16채널 입력, 32채널 출력의 3×3 합성곱을 깊이별 분할 합성곱으로 바꾸면 파라미터 수(편향 제외)는 몇 개인가?",
        [9 * 16 + 16 * 32],
        "",
    ),
    ("입력 128채널, 출력 256채널, 그룹 수 4인 3×3 그룹 합성곱의 파라미터 수는? (편향 제외)", [9 * 32 * 256], ""),
    ("nn.Conv2d(32, 64, 3, groups=4)의 파라미터 수를 구하시오.", [9 * 8 * 64 + 64], ""),
    (
        "Replacing a 7x7 kernel by a 7x1 and a 1x7 kernel, how many multiplications per output pixel are needed before and after?",
        [49, 14],
        "",
    ),
    ("3×3 커널을 3×1과 1×3으로 나누면 출력 한 픽셀당 곱셈은 각각 몇 번인가?", [9, 6], ""),
    (
        "A depthwise separable convolution (3x3 depthwise, then 1x1 pointwise) maps 14x14x256 to 14x14x512, padding 1. How many multiply-adds does it need?",
        [14 * 14 * (9 * 256 + 256 * 512)],
        "",
    ),
    ("Depthwise 3x3 convolution on 64 channels without bias: how many weights?", [576], ""),
]

SPECIAL: list[Question] = [
    (
        "nn.ConvTranspose2d(16, 8, kernel_size=2, stride=2) is applied to a (1, 16, 14, 14) tensor. What is the output shape?",
        [[1, 8, 28, 28]],
        "",
    ),
    (
        "A transposed convolution with a 4x4 kernel, stride 2 and padding 1 acts on a 7x7 input. What is the output size?",
        [[14, 14]],
        "",
    ),
    ("3×3 커널, 스트라이드 2, 패딩 1, 출력 패딩 1인 전치 합성곱에 16×16 입력을 넣으면 출력 크기는?", [[32, 32]], ""),
    (
        "A 3x3 kernel with dilation 2 and stride 1 is applied without padding to a 20x20 input. Output size?",
        [[16, 16]],
        "",
    ),
    ("팽창률이 3인 3×3 합성곱을 패딩 없이 스트라이드 1로 32×32 입력에 적용한 출력 크기는?", [[26, 26]], ""),
    (
        "A 1D convolution with 16 filters of length 5 runs over a signal with 100 samples and 4 channels, stride 1, no padding. What is the output length, and how many parameters with bias?",
        [96, 16 * 21],
        "",
    ),
    ("nn.Conv1d(8, 32, kernel_size=3)의 파라미터 수는?", [32 * 25], ""),
    ("nn.Conv3d(3, 16, kernel_size=3)의 파라미터 수는 얼마인가?", [16 * 82], ""),
    (
        "A 3D convolution with 8 filters of 3x3x3 on a single-channel 10x20x20 volume, stride 1, no padding. Give the output shape.",
        [[8, 18, 18, 8]],
        "",
    ),
]

DENSE: list[Question] = [
    (
        "A fully connected layer has 784 inputs and 128 outputs. How many parameters including biases?",
        [784 * 128 + 128],
        "",
    ),
    (
        "How many weights does a dense layer with 300 units on a 500-dimensional input have, without biases?",
        [150000],
        "",
    ),
    (
        "A 7x7x512 feature map is flattened and connected to a fully connected layer with 4096 neurons. How many parameters, biases included?",
        [25088 * 4096 + 4096],
        "",
    ),
    ("노드 512개에서 노드 10개로 가는 완전연결층의 파라미터 수(편향 포함)는?", [5130], ""),
    ("6×6×64 특징맵을 펼치면 벡터의 길이는 얼마인가?", [2304], ""),
    ("입력 1024개, 출력 256개인 완전연결층의 가중치 수(편향 제외)를 구하라.", [262144], ""),
    ("Dense(10) follows a vector of 84 values; how many parameters?", [850], ""),
]

MEMORY: list[Question] = [
    ("How many bytes does a 56x56x256 feature map need in float32?", [56 * 56 * 256 * 4], ""),
    ("How much memory in KiB does a 28x28x64 activation take with 16-bit floats?", [28 * 28 * 64 * 2 / 1024], ""),
    ("128×128×32 특징맵을 float32로 저장하려면 몇 MiB가 필요한가?", [2], ""),
    ("A batch of 16 RGB images of 224x224 is stored as float32. How many bytes?", [16 * 224 * 224 * 3 * 4], ""),
    ("64×64×16 텐서를 8비트 정수로 저장하면 몇 바이트인가?", [65536], ""),
]

NETWORKS: list[Question] = [
    (
        "32x32x3 -> conv 5x5, 6 filters, stride 1, no padding -> 2x2 max pool, stride 2 -> conv 5x5, 16 filters, no padding -> 2x2 max pool, stride 2. What is the final output shape?",
        [[5, 5, 16]],
        "",
    ),
    (
        "nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 10)) on 1x28x28: total number of parameters?",
        [80 + 1168 + 4010],
        "",
    ),
    (
        "28×28×1 입력 → 5×5 합성곱 10개(패딩 없음) → 2×2 최대 풀링(스트라이드 2) → 완전연결 50 → 완전연결 10. 편향을 포함한 총 파라미터 수는?",
        [260 + 1440 * 50 + 50 + 510],
        "",
    ),
    (
        "A network has two layers: a 3x3 convolution from 3 to 8 channels and a 3x3 convolution from 8 to 16 channels, both with bias. How many parameters in total?",
        [224 + 1168],
        "",
    ),
    ("LeNet-5의 C1 층은 32×32 입력에 5×5 필터 6개를 적용한다. 출력 크기와 파라미터 수는?", [[28, 28, 6], 156], ""),
    ("How many parameters does ResNet-50 have?", [25557032], ""),
    ("VGG-16의 총 파라미터 수는?", [138357544], ""),
    ("How many parameters does an MLP 784-100-10 have, biases included?", [78500 + 1010], ""),
    (
        "A 224x224x3 image passes through two 3x3 convolutions with 64 filters each (padding 1, stride 1), then 2x2 max pooling with stride 2. Output size and total parameters of the convolutions?",
        [[112, 112, 64], 1792 + 36928],
        "",
    ),
]

NUMERIC: list[Question] = [
    ("Apply 2x2 average pooling with stride 2 to [[2,4,6,8],[4,6,8,10],[0,0,1,3],[0,4,1,3]].", [[[4, 8], [1, 2]]], ""),
    ("Convolve [[1,2,3],[4,5,6],[7,8,9]] with [[1,0],[0,1]], stride 1, no padding.", [[[6, 8], [12, 14]]], ""),
    ("[[3,1],[0,2]]에 2×2 최대 풀링을 적용한 값은?", [[[3]]], ""),
    (
        "입력 [[1,0,1],[0,1,0],[1,0,1]]과 커널 [[2,1],[1,2]]의 합성곱(교차상관, 스트라이드 1, 패딩 없음) 결과를 구하라.",
        [[[4, 2], [2, 4]]],
        "",
    ),
    ("Compute the softmax of [2, 1, 0].", [soft(2, 1, 0)], ""),
    ("로짓 [0.5, 1.5]의 소프트맥스를 구하시오.", [soft(0.5, 1.5)], ""),
    ("Target [1, 0], prediction [0.8, 0.2]: what is the mean squared error?", [0.04], ""),
    (
        "One-hot target [0, 0, 1], predicted probabilities [0.2, 0.3, 0.5]. Compute the cross-entropy (natural log).",
        [-log(0.5)],
        "",
    ),
    ("정답이 [0, 1]이고 예측 확률이 [0.1, 0.9]일 때 교차 엔트로피 손실은? (자연로그)", [-log(0.9)], ""),
    ("MSE of y = [1, 2, 3] and prediction [1, 2, 5]?", [4 / 3], ""),
]

REFUSED: list[Question] = [
    ("How many parameters does a convolution with 3x3 filters have?", [], MISSING),
    ("A convolution layer has 16 filters. What is the output size?", [], MISSING),
    ("32×32×3 입력에 합성곱을 적용하면 출력 크기는?", [], MISSING),
    ("3×3 필터 64개를 사용하는 합성곱층의 파라미터 수는?", [], MISSING),
    ("How many MACs does a 3x3 convolution from 16 to 32 channels need?", [], MISSING),
    ("What is the receptive field of five stacked convolutions?", [], MISSING),
    ("A fully connected layer has 100 outputs. How many weights does it have?", [], MISSING),
    ("Why do deep networks use small kernels?", [], NOT_CALCULATION),
    ("풀링의 역할을 설명하시오.", [], NOT_CALCULATION),
    ("배치 정규화의 장점은 무엇인가?", [], NOT_CALCULATION),
    ("Who invented the convolutional neural network?", [], NOT_CALCULATION),
    ("What accuracy does ResNet-50 reach on ImageNet?", [], NOT_CALCULATION),
    (
        "A network with 5 million parameters is trained for 10 epochs. How long does the training take?",
        [],
        NOT_CALCULATION,
    ),
    (
        "A 5x5 filter with stride 1 and no padding on a 10x10 input gives an 8x8 output. How many multiplications are needed?",
        [],
        CONTRADICTION,
    ),
    (
        "An RGB image of 32x32 is convolved with filters of 3x3x4. How many weights do 8 such filters have?",
        [],
        CONTRADICTION,
    ),
    ("7×7 입력에 9×9 필터를 패딩 없이 적용하면 출력 크기는?", [], CONTRADICTION),
    ("nn.Conv2d(30, 64, 3, groups=4)의 파라미터 수는?", [], CONTRADICTION),
    ("nn.Conv2d(16, 32, 3)에 (1, 3, 28, 28) 텐서를 넣으면 출력 크기는?", [], CONTRADICTION),
    ("What is the best learning rate for a CNN with 3x3 filters?", [], NOT_CALCULATION),
    ("스트라이드가 0인 3×3 합성곱을 8×8 입력에 적용한 출력 크기는?", [], CONTRADICTION),
    ("12", [], NOT_UNDERSTOOD),
    ("", [], NOT_CALCULATION),
]

QUESTIONS: list[Question] = [
    *OUTPUT, *PARAMETERS, *WORK, *FIELD, *INVERSE, *POOLING, *SAVINGS, *SPECIAL, *DENSE, *MEMORY, *NETWORKS, *NUMERIC, *REFUSED,
]  # fmt: skip
