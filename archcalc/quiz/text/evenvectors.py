"""A prediction told by its one value: `outputs 0.25 for every class`, beside a label vector that has the entries."""

from __future__ import annotations

import re

_NUMBER = r"-?\d+(?:\.\d+)?"
_VECTOR = re.compile(rf"[(\[]\s*{_NUMBER}(?:\s*,\s*{_NUMBER}){{1,19}}\s*[)\]]")
_SHARE = r"(?P<share>0?\.\d+)"
_ENGLISH = re.compile(
    r"(?:(?:outputs?|predicts?|gives?|assigns?|predicted)|(?:a\s|the\s)?(?:uniform\s|constant\s)?predictions?(?:\sis|\sare|\sof)?)\s"
    rf"(?:a\sprobability\sof\s|the\svalue\s)?{_SHARE}\s(?:for|to|in|at)\s(?:every|each|all)(?:\sof\sthe)?(?:\s\w+)?\s?"
    r"(?:class(?:es)?|entr(?:y|ies)|components?|elements?)",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    rf"(?:모든|각)\s(?:클래스|원소|항목)(?:에|를|마다)?\s(?:대해\s)?(?:확률\s)?{_SHARE}(?:씩)?(?:을|를|로|으로)?\s(?=예측|출력|부여|주)"
)


def with_even_vectors(text: str) -> str:
    """The text with that prediction as a vector.

    >>> with_even_vectors("MSE for the target (0, 1) if the network outputs 0.5 for every class?")
    'MSE for the target (0, 1) if the network prediction (0.5, 0.5)?'
    """
    vectors = _VECTOR.findall(text)
    if len(vectors) != 1:
        return text
    entries = vectors[0].count(",") + 1

    def row(found: re.Match[str]) -> str:
        return f"({', '.join([found['share']] * entries)})"

    text = _ENGLISH.sub(lambda found: f"prediction {row(found)}", text)
    return _KOREAN.sub(lambda found: f"예측 {row(found)}을 ", text)
