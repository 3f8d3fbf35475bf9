"""What an unquoted word of a spec means: YAML 1.2's core rules, which have no surprises.

PyYAML follows YAML 1.1, where `no` is false, `010` is 8, `3:20` is 200 and `1_000` is 1000. Here a word is a
number, true, false, null or a text, and `trap` says in a sentence what happened to a word that others read
differently. https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

LARGEST = 10**18
_MOST_DIGITS = 18
_NUMBER_STARTS = frozenset("0123456789+-.")
_NUMBER_LETTERS = "0123456789+-.eE"
_BASES = {"0o": 8, "0x": 16}
_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{f"{sign}{word}": float(f"{sign}inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}

Scalar = int | float | bool | str | None


class NumberTooLarge(ValueError):  # noqa: N818 -- it reads as what is wrong, not as a kind of crash
    """A whole number beyond what any network has; it is refused before it costs anything."""

    def __init__(self) -> None:
        super().__init__("this number is too large: numbers go up to 10**18")


def parse_scalar(text: str, plain: bool) -> Scalar:
    """The value of a scalar; only an unquoted (`plain`) one can be anything but a text.

    `.inf` and `.nan` come back as floats for the caller to refuse where they make no sense.
    """
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if text[0] in _NUMBER_STARTS else text


def trap(text: str) -> str:
    """How an unquoted word is read here, if YAML 1.1 or a programming language reads it differently."""
    meaning = _misread_word(text) or _misread_number(text)
    return f"'{text}' is read as {meaning}" if meaning else ""


def is_hexadecimal(text: str, plain: bool) -> bool:
    """Whether an unquoted word that looks like two sizes, `0x1`, is a number in base 16 to YAML."""
    return plain and text[:2] == "0x" and text[2:].isdecimal() and isinstance(_number(text), int)


def _number(text: str) -> int | float | str:
    digits = text[1:] if text[0] in "+-" else text
    if digits.isdecimal() and digits.isascii():
        return _whole(text, digits, 10)
    if text[:2] in _BASES:
        return _based(text)
    # All letters being those of a number, `float` accepts exactly YAML's decimal grammar: no `inf`, no `1_0`.
    if not text.strip(_NUMBER_LETTERS):
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _whole(text: str, digits: str, base: int) -> int:
    if len(digits.lstrip("0")) > _MOST_DIGITS:  # before `int`, whose time grows with the square of the length
        raise NumberTooLarge
    value = int(text, base)
    if value > LARGEST:
        raise NumberTooLarge
    return value


def _based(text: str) -> int | str:
    base, digits = _BASES[text[:2]], text[2:]
    allowed = "01234567" if base == 8 else "0123456789abcdefABCDEF"
    if not digits or digits.strip(allowed):
        return text
    return _whole(digits, digits, base)


def _misread_word(text: str) -> str:
    word = text.lower()
    if word in ("yes", "on", "y"):
        return "a text, not as true: write true"
    if word in ("no", "off", "n"):
        return "a text, not as false: write false"
    if word in ("none", "nil"):
        return "a text, not as nothing: write null, or leave the value empty"
    if word in ("inf", "nan", "+inf", "-inf"):
        return "a text: it is not a number"
    return ""


def _misread_number(text: str) -> str:
    import re

    if len(text) > 40 or not any(letter.isdigit() for letter in text):
        return ""
    if re.fullmatch(r"[-+]?0[0-9]+", text):
        return f"the number {int(text)}: a leading 0 does not change the base"
    if re.fullmatch(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?", text):
        return "a text, not as a time or a number in base 60"
    if re.fullmatch(r"[-+]?([0-9]{1,3}([,' ][0-9]{3})+|[0-9]+(_[0-9]+)+)", text):
        return f"a text: write {re.sub('[^-0-9]', '', text)}"
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*", text):
        return "a text, not as a date"
    if re.fullmatch(r"0b[01]+", text):
        return f"a text: write {int(text, 2)}"
    if not text.isascii() and text.isdecimal():
        return f"a text: write {int(text)}, with the digits 0-9"
    return _misread_decimal(text)


def _misread_decimal(text: str) -> str:
    value = parse_scalar(text, plain=True) if len(text) <= _MOST_DIGITS else text
    if not isinstance(value, float) or not value.is_integer() or abs(value) > LARGEST:
        return ""
    return f"a decimal number: write {int(value)} for a whole one"
