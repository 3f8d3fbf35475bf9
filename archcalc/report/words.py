"""The reports' headings and sentences in Korean; English is its own key."""

from __future__ import annotations

from archcalc.output.words import word

_KOREAN = {
    "figures": "수치",
    "stages": "단계별",
    "stage": "단계",
    "layers": "층별",
    "files": "파일",
    "paper": "논문",
    "depth": "깊이",
    "savings": "절약 구조",
    "worked derivations": "풀이",
    "published figures": "논문에 실린 수치와 비교",
    "quantity": "항목",
    "printed": "논문",
    "ours": "계산 결과",
    "verdict": "판정",
    "reason": "이유",
    "table": "표",
    "layer": "층",
    "network": "네트워크",
    "number": "개수",
    "setting": "설정",
    "kind": "종류",
    "plain": "일반",
    "ratio": "비율",
    "every layer": "모든 층",
    "rows": "행",
    "input": "입력",
    "batch": "배치",
    "exact": "정확히 일치",
    "matches as printed": "논문의 자릿수에서 일치",
    "differs: reason given": "다름: 이유 있음",
    "differs": "다름",
    "A row is a layer with the norm and activation beside it.": "한 행은 층과 그 옆의 정규화·활성화.",
    "The first layer with weights, the one with the most multiply-adds and the one with the most parameters; "
    "of every layer:": "가중치가 있는 첫 층, 곱셈-누산이 가장 많은 층, 파라미터가 가장 많은 층의 풀이. 모든 층:",
    "What the economical constructions cost, and what plain layers in their place would; one by one:": (
        "절약 구조의 비용과 같은 자리에 일반 층을 썼을 때의 비용. 하나씩 보려면:"
    ),
    "The zoo": "아키텍처 모음",
    "Every figure here is worked out by archcalc from the specs; `make reports` writes these files anew.": (
        "여기의 모든 수치는 archcalc가 스펙에서 계산한 것이며, `make reports`로 다시 만든다."
    ),
    "architectures, for one sample of the input given. MACs are multiply-adds of convolutions and fully connected "
    "layers; FLOPs count two for each of them, and every bias and elementwise operation.": (
        "개 아키텍처, 주어진 입력 하나 기준. MACs는 합성곱과 완전연결층의 곱셈-누산이고, FLOPs는 그 하나를 2로 세며 "
        "편향과 원소별 연산도 더한다."
    ),
    "every published figure beside ours, with the reason where they differ": (
        "논문에 실린 모든 수치와 계산 결과, 다르면 그 이유"
    ),
    "what 1x1 bottlenecks, groups, depthwise separable, stacked and factorised kernels save, network by network": (
        "1x1 병목, 그룹, 깊이별 분할, 작은 커널 쌓기, 분해 합성곱이 네트워크마다 절약하는 양"
    ),
    "course questions with solutions": "강의 문제와 풀이",
    "the table below with more columns": "아래 표에 열을 더한 것",
    "the calculator as one web page": "웹 페이지 하나로 된 계산기",
    "Every network has a page; CSV and JSON (which `Analysis.from_dict` reads) are here for one network of each "
    "paper, and HTML for a few. All of any other:": (
        "Markdown은 모든 네트워크에, CSV와 JSON(`Analysis.from_dict`로 읽음)은 논문마다 하나에, HTML은 몇 개에만 있다. "
        "다른 네트워크의 모든 파일:"
    ),
    "Published figures": "논문에 실린 수치",
    "What papers print, beside what archcalc counts. A figure matches if ours, rounded to the digits that are "
    "printed, is the printed one.": (
        "논문에 실린 수치와 archcalc의 계산 결과. 인쇄된 자릿수로 반올림해 같으면 일치로 본다."
    ),
    "Where they differ": "다른 수치",
    "All figures": "모든 수치",
    "What economical constructions save": "절약 구조가 줄이는 비용",
    "A construction is a few layers that do the work of one plain layer with the same input and output. Each row "
    "takes all constructions of a kind in a network together: what they cost, and what plain layers in their place "
    "would.": (
        "절약 구조는 입력과 출력이 같은 일반 층 하나의 일을 하는 몇 개의 층이다. 각 행은 한 네트워크에 있는 "
        "같은 종류의 구조를 모두 합한 것으로, 그 비용과 같은 자리에 일반 층을 썼을 때의 비용이다."
    ),
    "In place of": "대신하는 것",
    "Source": "출처",
    "None of these networks has any.": "이 네트워크들에는 없음.",
    "Comparison": "비교",
    "1x1 to more channels, a depthwise KxK convolution there, 1x1 back to few": (
        "1x1로 채널을 늘리고, 그 위에서 깊이별 KxK 합성곱을 한 뒤, 다시 1x1로 줄임"
    ),
    "one KxK convolution to as many channels, and the same 1x1 back": "같은 채널 수로 가는 KxK 합성곱 하나와 같은 1x1",
    "a 1x1 convolution to few channels before a larger kernel, or to many behind it": (
        "큰 커널 앞에서 채널을 줄이거나 뒤에서 늘리는 1x1 합성곱"
    ),
    "the larger kernel straight on all channels": "모든 채널에 바로 적용하는 큰 커널",
    "a KxK filter for each channel, then a 1x1 convolution": "채널마다 KxK 필터 하나, 그다음 1x1 합성곱",
    "one KxK convolution over all channels": "모든 채널에 걸친 KxK 합성곱 하나",
    "a 1xK and a Kx1 convolution": "1xK 합성곱과 Kx1 합성곱",
    "one KxK convolution": "KxK 합성곱 하나",
    "n kernels kxk one after the other, which see KxK": "KxK를 보게 되는 연속된 n개의 kxk 커널",
    "channels in G groups, mixed by a channel shuffle": "G개 그룹으로 나눈 채널을 채널 셔플로 섞음",
    "the same convolution with one group, and no shuffle": "셔플 없이 그룹이 하나인 같은 합성곱",
    "channels in G groups that do not see each other": "서로 보지 않는 G개 그룹으로 나눈 채널",
    "the same convolution with one group": "그룹이 하나인 같은 합성곱",
    "each map brought down to its mean before the classifier": "분류기 앞에서 특징맵마다 평균 하나로 줄임",
    "a fully connected layer on all positions of the map": "특징맵의 모든 위치에 연결된 완전연결층",
}


def say(text: str, language: str) -> str:
    """`text` in a language."""
    return word(text, language, _KOREAN)
