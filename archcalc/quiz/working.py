"""Steps of a solution: what is worked out, the formula in letters, with its numbers, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from archcalc.formula import prod
from archcalc.formula.expression import as_expression, letter
from archcalc.formula.letters import tuple_letters
from archcalc.formula.render import to_text, to_worked

_KOREAN = {
    "output size": "출력 크기",
    "weights": "가중치",
    "parameters": "파라미터",
    "MACs": "곱셈-누산",
    "FLOPs": "FLOPs",
    "receptive field": "수용 영역",
    "dilation": "팽창률",
    "effective kernel": "유효 커널",
    "padding": "패딩",
    "total padding": "전체 패딩",
    "ratio": "비",
    "saving": "절감률",
    "share": "비율",
    "difference": "차이",
    "flattened": "펼친 길이",
    "connections": "연결",
    "padded size": "패딩한 크기",
    "bytes": "바이트",
    "layers": "층 수",
    "filters": "필터 수",
    "neurons": "뉴런 수",
    "positions": "위치 수",
    "neurons that share a weight": "가중치를 공유하는 뉴런 수",
    "inputs": "입력 수",
    "entry": "값",
    "mean squared error": "평균 제곱 오차",
    "sum of squared errors": "제곱 오차의 합",
    "squared error": "제곱 오차",
    "cross-entropy": "교차 엔트로피",
    "softmax": "소프트맥스",
    "unshared": "공유하지 않을 때",
    "shared": "공유할 때",
    "command": "명령",
    "in total": "합계",
}


class Step(NamedTuple):
    """One line of the working: what it gives, and how."""

    what: str
    how: str

    def text(self, language: str) -> str:
        """`parameters: 64·3·3·3 + 64 = 1792`, in the question's language."""
        return f"{_KOREAN[self.what] if language == 'ko' else self.what}: {self.how}"


Steps = list[Step]


def worked(what: str, function: Callable[..., int], **values: Any) -> Step:
    """A formula of the engine in letters, then with its numbers: `C_out·C_in·K·K = 64·3·3·3 = 1728`."""
    expression = as_expression(function(**{name: _lettered(name, value) for name, value in values.items()}))
    return Step(what, f"{to_text(expression)} = {to_worked(expression)}")


def _lettered(name: str, value: Any) -> Any:
    """A number as the letter that carries it; equal sizes share one, one group is none, padding is of each end."""
    if isinstance(value, tuple):
        names = (name,) * len(value) if name == "K" and len(set(value)) == 1 else tuple_letters(name, len(value))
        return tuple(letter(one, number) for one, number in zip(names, value, strict=True))
    if name == "P_start":
        return letter("P", value)
    if name == "P":  # the formulas take both ends together; in a course's formula P is the padding of one
        return letter("P_total", value) if value % 2 else 2 * letter("P", value // 2)
    return value if name == "G" and value == 1 else letter(name, value)


def summed(what: str, parts: list[int]) -> Step:
    """`1728 + 64 = 1792`."""
    return Step(what, f"{' + '.join(map(str, parts))} = {sum(parts)}")


def multiplied(what: str, parts: tuple[int, ...]) -> Step:
    """`30·30·64 = 57600`."""
    return Step(what, f"{'·'.join(map(str, parts))} = {prod(parts)}")


def divided(what: str, old: int, new: int) -> Step:
    """`86704 / 1176 = 73.7279`."""
    return Step(what, f"{old} / {new} = {float(Fraction(old, new)):.6g}")
