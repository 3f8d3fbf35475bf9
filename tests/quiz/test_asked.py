"""The rules that tell what a word asks for, and their language."""

from __future__ import annotations

import pytest

from archcalc.quiz.asks.asked import read_rule
from archcalc.quiz.asks.conditions import Place
from archcalc.quiz.asks.find import find_asks
from archcalc.quiz.read import read_scene
from archcalc.quiz.sentences import asking

TEXT = "A 3x3 conv with 16 filters and a 32x32x3 input. How many weights, how many neurons, and the output size?"


def fits(line: str, kind: str) -> bool:
    """Whether a rule fits the first token of a kind in the text."""
    scene = read_scene(TEXT)
    at = next(at for at, token in enumerate(scene.tokens) if token.kind == kind)
    place = Place(scene, at, next(one for one in asking(scene) if at in one.places), kind)
    rule = read_rule(f"{line}   # an example")
    return (kind in rule.token.kinds) != rule.token.absent and all(holds(place) for holds in rule.conditions)


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("[WEIGHTS] => -", True),
        ("[PARAMS] => -", False),
        ("[!PARAMS/BIAS] => -", True),
        ("[COSTS] => -", True),
        ("[WEIGHTS:weight.*] => -", True),
        ("[WEIGHTS:.*bias.*] => -", False),
        (r"COMPUTE:how\smany [WEIGHTS] COMMA => -", True),
        ("!COMPUTE [WEIGHTS] => -", False),
        ("[WEIGHTS] ALL? COMMA :.* COMMA => -", True),
        ("[WEIGHTS] ... OUTPUT => -", True),
        ("[WEIGHTS] ~ OUTPUT => -", False),
        ("[WEIGHTS] >2:NEURONS => -", True),
        ("[WEIGHTS] !>1:NEURONS <:COMPUTE !<:FILTER => -", True),
        ("[WEIGHTS] <>:TOTAL => -", False),
        (r"en [WEIGHTS] front~many\s~ behind~,~ => -", True),
        ("ko [WEIGHTS] => -", False),
        ("[WEIGHTS] +FILTER !+POOLS => -", True),
        ("[WEIGHTS] @convolved !@renamed => -", True),
    ],
)
def test_conditions(line: str, holds: bool) -> None:
    assert fits(line, "WEIGHTS") is holds


def test_the_text_ends_in_stops() -> None:
    assert fits("[OUTPUT] ASK STOP => -", "OUTPUT")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("WEIGHTS => -", "one token in brackets"),
        ("[A] [B] => -", "one token in brackets"),
        ("[A]", "an arrow"),
        ("[A] b => -", "'b' is no element"),
        ("[A] @unheard => -", "there is no condition @unheard"),
        ("[A] <x:B => -", "'<x:B' is no window"),
        ("[A] beside~a~ => -", "'beside' is no side"),
    ],
)
def test_what_is_no_rule(line: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        read_rule(line)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (TEXT, ["WEIGHTS", "NEURONS", "OUTPUT"]),
        ("28x28x6 특징맵에 2x2 풀링을 적용한다. 결과 특징맵의 채널 수는?", ["COUT"]),
        ("A 5x5 filter runs over a 32x32x3 input. How many multiplications to compute the output?", ["MULTS"]),
        ("32x32x3 input, 3x3 conv, 8 filters, then flatten. How many values are left after flattening?", ["FLAT"]),
    ],
)
def test_what_is_asked(text: str, kinds: list[str]) -> None:
    assert [ask.kind for ask in find_asks(read_scene(text))] == kinds
