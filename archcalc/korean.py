"""Korean particles behind numbers and Latin words, by how these are read aloud: `0으로`, `1로`, `float16으로`."""

from __future__ import annotations

_AFTER_CONSONANT = {"으로": "로", "을": "를", "이": "가", "은": "는", "과": "와"}
"""The particle behind a final consonant, and the one behind a vowel."""

_SYLLABLES = (ord("가"), ord("힣"))
_FINALS = 28
"""So many finals a syllable may have, the first being none; syllables are numbered with them last."""
_FINAL_L = 8

_DIGITS = "영일이삼사오육칠팔구"
_LETTERS = dict(zip("LMNR", "엘엠엔알", strict=True))
"""Letters whose names end in a consonant."""
_ENDINGS = {"ng": "앙", "le": "을", "l": "을", "m": "음", "n": "은", **dict.fromkeys("bckpt", "읍")}
"""How Latin words sound at their ends, where not in a vowel; a rule of thumb that holds for the words of the field."""
_BESIDE = ")]}'\"`"


def with_particle(word: object, particle: str) -> str:
    """A word and its particle, which is given as it stands behind a consonant: 으로, 을, 이, 은 or 과.

    >>> with_particle(0, "으로"), with_particle(1, "으로"), with_particle(2, "으로"), with_particle("float16", "으로")
    ('0으로', '1로', '2로', 'float16으로')
    >>> with_particle("32x32", "이"), with_particle("kernel", "을"), with_particle("스트라이드", "은")
    ('32x32가', 'kernel을', '스트라이드는')
    """
    final = _final(str(word).rstrip(_BESIDE))
    closed = final and not (particle == "으로" and final == _FINAL_L)
    return f"{word}{particle if closed else _AFTER_CONSONANT[particle]}"


def _final(word: str) -> int:
    """The number of the final consonant that a word is read with; 0 where it ends in a vowel."""
    syllable = _last_syllable(word)
    low, high = _SYLLABLES
    return (ord(syllable) - low) % _FINALS if syllable and low <= ord(syllable) <= high else 0


def _last_syllable(word: str) -> str:
    """The syllable with which a word ends as it is read; empty for an end that is read with a vowel."""
    last = word[-1:]
    if last.isdecimal():
        return _DIGITS[int(last)]  # 10, 100, 1000: 십, 백, 천 end in a consonant as 영 does
    if word.isupper():
        return _LETTERS.get(last, "")
    found = (sound for ending, sound in _ENDINGS.items() if word.lower().endswith(ending))
    return next(found, last)
