"""Unquoted words by YAML 1.2's core rules, and the sentences about words that others read differently."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.spec.scalars import NumberTooLarge, parse_scalar, trap

READINGS = {
    "": None,
    "~": None,
    "null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "false": False,
    "yes": "yes",
    "no": "no",
    "on": "on",
    "off": "off",
    "None": "None",
    "0": 0,
    "-3": -3,
    "+3": 3,
    "010": 10,
    "0o17": 15,
    "0x1F": 31,
    "0o8": "0o8",
    "0x": "0x",
    "0b11": "0b11",
    "1.5": 1.5,
    "1.": 1.0,
    ".5": 0.5,
    "-1e-3": -0.001,
    "1e3": 1000.0,
    "1_000": "1_000",
    "1,000": "1,000",
    "3:20": "3:20",
    "2015-12-10": "2015-12-10",
    "1x28x28": "1x28x28",
    "-": "-",
    "+.": "+.",
    "1.2.3": "1.2.3",
    "--1": "--1",
    "1e": "1e",
    "٣": "٣",
    "nan": "nan",
    "$out // 4": "$out // 4",
    "same": "same",
}


@pytest.mark.parametrize(("text", "value"), READINGS.items())
def test_plain_words(text, value):
    read = parse_scalar(text, plain=True)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", READINGS)
def test_quoted_words_are_texts(text):
    assert parse_scalar(text, plain=False) == text


def test_infinite_and_not_a_number_are_left_to_the_caller():
    assert parse_scalar(".inf", plain=True) == math.inf
    assert parse_scalar("-.INF", plain=True) == -math.inf
    assert math.isnan(parse_scalar(".nan", plain=True))


@pytest.mark.parametrize("text", ["1" * 19, "-" + "9" * 19, "0x" + "f" * 18, "0o" + "7" * 22, "1" * 10_000])
def test_too_large_numbers_are_refused_before_they_cost_anything(text):
    spent = []
    for _ in range(3):  # a collection of garbage may fall into one of them
        start = time.process_time()
        with pytest.raises(NumberTooLarge, match=r"^this number is too large: numbers go up to 10\*\*18$"):
            parse_scalar(text, plain=True)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.1


def test_leading_zeros_do_not_make_a_number_large():
    assert parse_scalar("0" * 30 + "7", plain=True) == 7
    assert parse_scalar("9" * 18, plain=True) == 10**18 - 1


TRAPS = {
    "yes": "'yes' is read as a text, not as true: write true",
    "Off": "'Off' is read as a text, not as false: write false",
    "None": "'None' is read as a text, not as nothing: write null, or leave the value empty",
    "inf": "'inf' is read as a text: it is not a number",
    "010": "'010' is read as the number 10: a leading 0 does not change the base",
    "3:20": "'3:20' is read as a text, not as a time or a number in base 60",
    "1_000": "'1_000' is read as a text: write 1000",
    "1,000,000": "'1,000,000' is read as a text: write 1000000",
    "2015-12-10": "'2015-12-10' is read as a text, not as a date",
    "0b101": "'0b101' is read as a text: write 5",
    "６４": "'６４' is read as a text: write 64, with the digits 0-9",
    "64.0": "'64.0' is read as a decimal number: write 64 for a whole one",
    "1e3": "'1e3' is read as a decimal number: write 1000 for a whole one",
}


@pytest.mark.parametrize(("text", "sentence"), TRAPS.items())
def test_traps_are_explained(text, sentence):
    assert trap(text) == sentence


@pytest.mark.parametrize("text", ["", "64", "0", "1.4", "true", "null", "same", "3x224x224", "$out", "1e99", "-"])
def test_ordinary_words_are_no_traps(text):
    assert trap(text) == ""


@given(st.text(max_size=30) | st.text(alphabet="0123456789+-.eExobn_,:' ", max_size=25))
@settings(deadline=None)
def test_any_text_has_a_reading(text):
    try:
        assert isinstance(parse_scalar(text, plain=True), (bool, int, float, str, type(None)))
    except NumberTooLarge:
        assert sum(letter.isalnum() for letter in text) > 15
    assert isinstance(trap(text), str)


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_whole_numbers(number):
    assert parse_scalar(str(number), plain=True) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_decimal_numbers(number):
    assert parse_scalar(repr(number), plain=True) == number
