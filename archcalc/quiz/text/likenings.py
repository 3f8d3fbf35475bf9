"""What is only likened to something else: `Two 3×3 layers act like one 5×5. What field has a chain of five 3×3?`."""

from __future__ import annotations

import re

_SIZE = r"\d{1,2}\s?[x×]\s?\d{1,2}"
_LIKENED = (
    r"\b(?:act|acts|behave|behaves|work|works|see|sees|look|looks|cover|covers|reach|reaches|have|has|are|is|equal|equals|"
    r"correspond|corresponds|match|matches|replace|replaces|amount|amounts)\b[^.?!\n]*\b(?:like|as|equivalent\sto|equals?|"
    r"to|match|matches|replaces?|of)\s(?:that\sof\s)?(?:a|an|one|the)\s(?:single\s|lone\s)?"
)
_ENGLISH = re.compile(
    rf"(?P<said>(?:^|(?<=[.!?\n]\s))[^.?!\n]*{_SIZE}[^.?!\n]*{_LIKENED}{_SIZE}[^.?!\n]*\.)(?P<asked>\s[^.!]*\?)",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    rf"(?P<said>(?:^|(?<=[.!?\n]\s))[^.?!\n]*{_SIZE}[^.?!\n]*{_SIZE}[^.?!\n]*(?:같|동일|해당하|맞먹|대신|대체)[^.?!\n]{{0,8}}다\.)"
    r"(?P<asked>\s[^.!]*\?)"
)
_FIELD = re.compile(r"receptive field|field of view|수용\s?(?:영역|장)")
_OTHERS = re.compile(r"param|weight|multipl|macs?\b|flops?\b|파라미터|매개변수|가중치|곱셈|연산")
_OWN_STACK = re.compile(
    rf"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s(?:\w+\s){{0,3}}?{_SIZE}|"
    rf"{_SIZE}\s?(?:\S+\s){{0,3}}?(?:두|세|네|다섯|여섯|일곱|여덟|\d+)\s?(?:층|개|번|겹)"
)
_BACK = re.compile(
    r"\b(?:it|its|they|this|that|these|those|such|both|instead|so|same|two|former|latter)\b|이것|그것|이\s층|그\s층|둘|위의"
)


def without_likenings(text: str) -> str:
    """The text with such a sentence blanked, where the question behind it tells a stack of its own.

    >>> without_likenings("Two 3x3 layers act like one 5x5 layer. Which receptive field have five 3x3 layers?").strip()
    'Which receptive field have five 3x3 layers?'
    """
    found = _ENGLISH.search(text) or _KOREAN.search(text)
    if found is None:
        return text
    asked, lower = found.group("asked").lower(), text.lower()
    apart = _OWN_STACK.search(asked) and not _BACK.search(asked)
    if not apart or not _FIELD.search(asked) or _OTHERS.search(lower) or found.end() < len(text.rstrip()):
        return text
    return text[: found.start("said")] + " " * len(found.group("said")) + text[found.end("said") :]
