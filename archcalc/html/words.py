"""What the page says in Korean; English is its own key. Field terms are those of `archcalc.output.words`."""

from __future__ import annotations

from archcalc.output.words import word
from archcalc.savings.words import say as say_saving

_KOREAN = {
    # headings and navigation
    "Skip to the content": "본문으로 건너뛰기",
    "Sections": "목차",
    "Comparison": "비교",
    "Figures": "주요 수치",
    "Architecture": "구조 그림",
    "Layers": "층별 표",
    "Over depth": "깊이에 따른 변화",
    "Among other networks": "다른 네트워크와 비교",
    "Published figures": "발표된 수치",
    "Other conventions": "다른 계산 기준",
    "Savings": "절약 구조",
    "Calculator": "합성곱 계산기",
    "Architectures compared": "구조 비교",
    # figures
    "Counts are for the whole batch; derivations are for one sample.": (
        "수치는 배치 전체, 계산 과정은 표본 하나 기준이다."
    ),
    "{agree} of {all} published figures agree to the printed digits.": (
        "발표된 수치 {all}개 중 {agree}개가 적힌 자리까지 일치한다."
    ),
    "For {reasons} the reason of the difference is given.": "{reasons}개는 차이의 이유가 적혀 있다.",
    "Knobs or input are set otherwise than published, so there is nothing to compare.": (
        "설정이나 입력이 발표된 것과 달라 비교할 수치가 없다."
    ),
    "The spec names no published figures.": "이 구조에는 발표된 수치가 적혀 있지 않다.",
    # the drawing
    "Boxes are drawn to scale, repeats once. Point at a box for its numbers; it links to its row in the table.": (
        "상자는 크기에 비례하며 반복은 한 번만 그린다. 상자를 가리키면 수치가 보이고, 누르면 표의 해당 행으로 간다."
    ),
    "Arrow keys go from box to box.": "화살표 키로 상자 사이를 이동한다.",
    # the table
    "Layers of {name}": "{name}의 층",
    "Every number has its derivation: open a layer by its name.": (
        "모든 수치에는 계산 과정이 있다. 층 이름을 누르면 펼쳐진다."
    ),
    "Filter by name or operation": "이름이나 연산으로 찾기",
    "Unfold all": "모두 펼치기",
    "Fold all": "모두 접기",
    "Network order": "네트워크 순서",
    "{shown} of {all} layers: {parameters} parameters, {macs} MACs": (
        "{all}개 층 중 {shown}개: 파라미터 {parameters}, MACs {macs}"
    ),
    "{number} layers": "{number}개 층",
    "no layer matches": "맞는 층이 없음",
    "share": "비율",
    "receptive field": "수용 영역",
    "total": "합계",
    "Sorting, folding, filtering and derivations need JavaScript; `archcalc explain` prints the derivations as well.": (
        "정렬, 접기, 찾기와 계산 과정에는 자바스크립트가 필요하다. 계산 과정은 `archcalc explain`으로도 볼 수 있다."
    ),
    # published figures and conventions
    "{number} published figures of single layers": "층마다 발표된 수치 {number}개",
    "Published figures of single layers": "층마다 발표된 수치",
    "what": "항목",
    "printed": "발표된 값",
    "counted": "계산한 값",
    "agreement": "일치 여부",
    "where": "출처",
    "network": "네트워크",
    "exact": "정확히 일치",
    "matches as printed": "적힌 자리까지 일치",
    "differs: reason given": "다름: 이유 있음",
    "differs": "다름",
    "connections": "연결 수",
    "neurons": "뉴런 수",
    "output": "출력 크기",
    "trainable parameters": "학습 파라미터",
    "parameters without normalisation": "정규화를 뺀 파라미터",
    "parameters with running statistics": "이동 통계를 더한 파라미터",
    "The same network, counted as other tools and papers count.": (
        "같은 네트워크를 다른 도구와 논문의 방식으로 센 값이다."
    ),
    "count": "값",
    "ratio": "비율",
    "what is counted": "세는 것",
    "largest differences": "큰 차이",
    "other": "그 밖",
    "multiply-adds": "곱셈-누산",
    "additions of biases": "편향 덧셈",
    "other additions": "그 밖의 덧셈",
    "other multiplications": "그 밖의 곱셈",
    "divisions": "나눗셈",
    "comparisons": "비교",
    "exponentials and the like": "지수 함수 등",
    "two per multiply-add of convolutions and matrix products, nothing else": (
        "합성곱과 행렬 곱의 곱셈-누산마다 2, 그 밖은 세지 않음"
    ),
    "multiply-adds, plus normalisation, adaptive average pooling and upsampling per element; it says flops": (
        "곱셈-누산에 정규화, 적응 평균 풀링, 업샘플링의 원소 수를 더함(이름은 flops)"
    ),
    "parameters times output positions for convolutions, biases included; parameters as they are elsewhere": (
        "합성곱은 편향을 포함한 파라미터 × 출력 위치 수, 그 밖의 층은 파라미터 수"
    ),
    "multiply-adds, plus 4 per element of a batch normalisation, average pooling, softmax and PReLU": (
        "곱셈-누산에 배치 정규화는 원소마다 4를, 평균 풀링·소프트맥스·PReLU의 연산도 더함"
    ),
    # the comparison
    "How many times the first network's figure": "첫 네트워크의 몇 배인지",
    "peak activations (bytes)": "추론 시 최대 활성값(바이트)",
    "Made by archcalc {version}; every number is counted, none is measured.": (
        "archcalc {version}로 만듦. 모든 수치는 측정이 아니라 계산한 값이다."
    ),
}


def say(text: str, language: str) -> str:
    """`text` in a language."""
    if language != "ko":
        return text
    if text in _KOREAN:
        return _KOREAN[text]
    known = word(text, language)
    return known if known != text else say_saving(text, language)
