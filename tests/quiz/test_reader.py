"""The stages of the reader, each alone."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from archcalc.quiz.asks.find import find_asks
from archcalc.quiz.options import choose, cut_options
from archcalc.quiz.problems.base import answer
from archcalc.quiz.read import read_scene
from archcalc.quiz.roles.patterns import find_roles
from archcalc.quiz.text.lexicon import entries
from archcalc.quiz.text.numerals import read_number, read_spelled
from archcalc.quiz.text.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234),
        ("150만", 1_500_000),
        ("1.5억", 150_000_000),
        ("2.5M", 2_500_000),
        ("0.5", Fraction(1, 2)),
        ("64k", 64_000),
    ],
)
def test_numbers_in_digits(text: str, value: int) -> None:
    found = read_number(text.lower(), 0)
    assert found is not None
    assert found[0] == value


@pytest.mark.parametrize(
    ("text", "value"), [("twenty-four", 24), ("one hundred and twenty eight", 128), ("세 번", 3), ("다섯 개", 5)]
)
def test_numbers_in_words(text: str, value: int) -> None:
    found = read_spelled(text, 0)
    assert found is not None
    assert found[0] == value


@pytest.mark.parametrize("text", ["3x3", "3×3", "3*3", "3 by 3", "(3, 3)", "3 x 3"])
def test_notations_of_a_size(text: str) -> None:
    (token,) = tokenize(text)
    assert (token.kind, token.value) == ("DIMS", (3, 3))


def test_tokens_know_where_they_stand() -> None:
    text = "5×5 필터 16개"
    assert [text[token.start : token.end] for token in tokenize(text)] == ["5×5", "필터", "16개"]


def test_roles_of_numbers() -> None:
    text = "five 3x3 filters, stride 2, P=1"
    found = find_roles(tokenize(text), text)
    assert [(one.role, one.token.value) for one in found] == [
        ("filters", 5),
        ("kernel", (3, 3)),
        ("stride", 2),
        ("pad", 1),
    ]


def test_layers_of_a_chain() -> None:
    scene = read_scene("32x32x3 → 3x3 conv 16개(P=1) → 2x2 max pool(S=2) → FC 10. 파라미터 수는?")
    assert [layer.kind for layer in scene.layers] == ["conv", "maxpool", "fc"]
    assert [layer.cout for layer in scene.layers] == [16, None, 10]


def test_code_takes_the_defaults_of_its_framework() -> None:
    torch_pool, keras_conv = (token.value for token in tokenize("nn.MaxPool2d(2) Conv2D(8, 3, padding='same')"))
    assert torch_pool.fields == {"kernel": (2, 2)}
    assert keras_conv.fields["padding"] == "same" and keras_conv.fields["bias"] is True


def test_asks_come_in_the_order_of_the_text() -> None:
    scene = read_scene("3채널 8x8 입력에 3x3 필터 4개를 적용한다. 출력 크기와 파라미터 수는?")
    assert [ask.kind for ask in find_asks(scene)] == ["OUTPUT", "PARAMS"]


def test_options_are_cut_off_and_compared() -> None:
    body, options = cut_options("출력 크기는? ① 20×20 ② 22×22 ③ 24×24")
    assert body == "출력 크기는? "
    choice = choose(options, (answer("output_size", [22, 22], "HxW"),))
    assert choice is not None and choice.label == "②"
    nothing = choose(options, (answer("output_size", [23, 23], "HxW"),))
    assert nothing is not None and nothing.label == ""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_phrase_of_the_lexicon_stands_once(language: str) -> None:
    """A phrase under two concepts would mean whichever comes first: a silent guess."""
    phrases = Counter(phrase for _, phrase in entries(language))
    assert [phrase for phrase, count in phrases.items() if count > 1] == []
