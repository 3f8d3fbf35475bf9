"""Causes in words, in English and Korean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from archcalc.compare.aspects import CHANNELS, Aspect, Move
from archcalc.compare.causes import ADDED, CHANGED, REMOVED, REPLACED, Cause, sorts
from archcalc.compare.units import Unit
from archcalc.korean import with_particle
from archcalc.output.words import word

MOST_SORTS = 5
"""Layers of a part that are named one by one; of more, their number is given."""

_KOREAN = {
    "channels": "채널",
    "input channels": "입력 채널",
    "output channels": "출력 채널",
    "features": "특징",
    "input features": "입력 특징",
    "output features": "출력 특징",
    "connection table": "연결표",
    "input positions": "입력 위치 수",
    "groups": "그룹",
    "kernel": "커널",
    "stride": "스트라이드",
    "padding": "패딩",
    "dilation": "팽창률",
    "bias": "편향",
    "norm": "정규화",
    "activation": "활성화 함수",
    "operation": "연산",
    "to": "~",
    "added": "추가",
    "removed": "제거",
    "layers": "층",
    "otherwise the same": "그 밖에는 같음",
    "figure": "항목",
    "ratio": "비율",
    "stage": "단계",
    "by stage": "단계별",
    "what changed": "바뀐 것",
    "in": "위치",
    "number": "개수",
    "whole input": "입력 전체",
    "trainable parameters": "학습 파라미터",
    "parameter memory": "파라미터 메모리",
    "field of last map": "마지막 특징맵의 수용 영역",
}


def say(text: str, language: str) -> str:
    """`text` in a language."""
    return word(text, language, _KOREAN)


def cause_text(cause: Cause, language: str = "en") -> str:
    """What happened: `depthwise 3x3: channels ×0.5`, `added: conv 1x1 + conv 3x3`."""
    first = cause.moves[0]
    if cause.kind == CHANGED:
        return _changed(cause.moves, language)
    before, after = (contents([getattr(m, side) for m in cause.moves], language) for side in ("first", "second"))
    if cause.kind == REPLACED:
        return f"{before} → {after}"
    assert cause.kind in (ADDED, REMOVED)
    verb = say(cause.kind, language)
    alone = len(first.first) + len(first.second) == 1
    parts = f"{len(cause.moves)} x " if len(cause.moves) > 1 and not alone else ""
    return f"{verb}: {parts}{before if cause.kind == REMOVED else after}"


def move_text(move: Move, kind: str, language: str = "en") -> str:
    """The same of a single layer."""
    return cause_text(Cause(kind, (move.path,), (move,), move.parameters, move.macs), language)


def contents(parts: Sequence[Sequence[Unit]], language: str = "en") -> str:
    """The sorts of layers that parts consist of, or how many there are."""
    found = sorts(parts[0])
    if len(found) == 1:
        same = {unit.main.operation.describe() for part in parts for unit in part if unit.brief == found[0]}
        return same.pop() if len(same) == 1 else found[0]
    if len(found) <= MOST_SORTS:
        return " + ".join(found)
    return f"{sum(len(unit.rows) for unit in parts[0])} {say('layers', language)}"


def ratio_text(number: int, whole: int) -> str:
    """`×0.9434`: four digits of an exact quotient; `×1` is exactly that. Empty without something to compare with."""
    if not whole:
        return ""
    ratio = Fraction(number, whole)
    return f"×{_digits(ratio)}"


def _digits(ratio: Fraction) -> str:
    short = f"{float(ratio):.4g}"
    return f"{float(ratio):.3f}" if short == "1" and ratio != 1 else short


def _changed(moves: Sequence[Move], language: str) -> str:
    """The aspects of changed layers; one that only some of them have says of how many."""
    by_kind: dict[str, list[Aspect]] = {}
    for one in moves:
        for aspect in one.aspects:
            by_kind.setdefault(aspect.kind, []).append(aspect)
    if not by_kind:
        return say("otherwise the same", language)
    texts = [
        _aspect(kind, found, language) + _share(len(found), len(moves), language)
        for kind, found in by_kind.items()
        if kind not in CHANNELS
    ]
    if not any(kind in by_kind for kind in CHANNELS):
        return ", ".join(texts)
    sort = moves[0].first[0].brief  # layers whose channels differ are of one sort
    return f"{sort}: {', '.join([*texts, *_channels(by_kind, len(moves), sort == 'linear', language)])}"


def _channels(by_kind: dict[str, list[Aspect]], count: int, linear: bool, language: str) -> list[str]:
    """Channels in and out in one word where both go the same way, or where layers differ in that."""
    taken = [by_kind[kind] for kind in CHANNELS if kind in by_kind]
    ways = {aspect.direction[1] for found in taken for aspect in found}
    mixed = any(len(found) < count for found in taken)
    word = "features" if linear else "channels"
    if mixed or (len(taken) == 2 and len(ways) == 1):
        return [f"{say(word, language)} {_span([aspect for found in taken for aspect in found], language)}"]
    names = [f"{side} {word}" for kind, side in zip(CHANNELS, ("input", "output"), strict=True) if kind in by_kind]
    return [f"{say(name, language)} {_span(found, language)}" for name, found in zip(names, taken, strict=True)]


def _share(some: int, all: int, language: str) -> str:
    if some == all:
        return ""
    return f" ({all}개 중 {some}개)" if language == "ko" else f" ({some} of {all})"


def _aspect(kind: str, found: Sequence[Aspect], language: str) -> str:
    """One aspect of one or more layers."""
    first = found[0]
    if kind == "moved stride":
        return _moved(str(first.before), str(first.after), language)
    name = say("input positions" if kind == "maps" else kind, language)
    pairs = list(dict.fromkeys((aspect.before, aspect.after) for aspect in found))
    if kind == "maps" or (len(pairs) > 1 and isinstance(first.before, int)):
        return f"{name} {_span(found, language)}"
    if len(pairs) > 1:
        return f"{name} " + ", ".join(f"{before or '-'} → {after or '-'}" for before, after in pairs)
    if kind in ("norm", "activation") and not (first.before and first.after):
        return f"{first.before or first.after} {say('removed' if first.before else 'added', language)}"
    if {first.before, first.after} == {"yes", "no"}:
        return f"{name} {say('added' if first.after == 'yes' else 'removed', language)}"
    change = f"{first.before} → {first.after}"
    return change if kind in ("norm", "activation", "operation") else f"{name} {change}"


def _moved(leaves: str, takes: str, language: str) -> str:
    if language == "ko":
        return f"스트라이드가 {leaves}에서 {with_particle(takes, '으로')} 옮겨짐"
    the = "the " if " " in leaves else ""  # what it is, or its name
    return f"stride moved from {the}{leaves} to {the}{takes}"


def _span(found: Iterable[Aspect], language: str) -> str:
    """The factor of a number, or the smallest and the largest of several."""
    factors = {Fraction(int(aspect.after), int(aspect.before)) for aspect in found}
    low, high = _digits(min(factors)), _digits(max(factors))
    if low == high:
        return f"×{low}"
    return f"×{low} {say('to', language)} ×{high}"
