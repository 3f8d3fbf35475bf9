"""A probability of a class that is not the right one: `gives 'dog' 0.7, but the true class is 'cat'`."""

from __future__ import annotations

import re

_QUOTE = "['\"‘’“”]?"
_NAME = rf"{_QUOTE}(?P<name>[a-z]+|[가-힣]+?|\d+){_QUOTE}"
_RIGHT = re.compile(
    rf"(?:true|correct|right|actual|real|ground[- ]truth)\s(?:class|label|answer|category|one)\s(?:is|was|being|=|:)\s"
    rf"(?:an?\s|the\s|class\s|actually\s)*{_NAME}(?![a-z])|"
    rf"(?:it|this|the (?:image|picture|photo|sample))\s(?:really|actually|in fact)\s(?:is|shows|was)\s(?:an?\s)?"
    rf"{_NAME.replace('name', 'shown')}(?![a-z])|"
    rf"(?:정답|실제|참)\s?(?:클래스|레이블|라벨)?(?:은|는|이|가)?\s"
    rf"{_NAME.replace('name', 'korean')}(?:이다|이고|이며|입니다|이라면|일|인|다\b|였|라면)"
)
_GIVEN = re.compile(
    rf"(?:assign(?:s|ed)?|gives?|gave|puts?|predict(?:s|ed)?|outputs?)\s(?:the\s|class\s|label\s|a\s)*{_NAME}\s"
    r"(?:an?\s|the\s|with\s)*(?:probability|confidence|score|likelihood|(?:of\s)?0?\.\d)|"
    rf"0?\.\d+\s(?:to|on|for)\s(?:the\s|class\s|label\s)*{_NAME.replace('name', 'behind')}(?![a-z])|"
    rf"{_NAME.replace('name', 'korean')}(?:에|에게|의|일|를|을)\s?(?:확률을?\s)?(?:확률(?:을|은|이)?\s)?0?\.\d"
)
_NO_NAMES = frozenset(
    {
        *("it", "the", "a", "an", "this", "that", "its", "class", "true", "correct", "right", "real"),
        *("actual", "which", "with"),
    }
    | {"each", "one", "label", "of", "probability", "정답", "클래스", "확률", "실제", "모델", "올바른", "참"}
)


def is_of_other_class(text: str) -> bool:
    """Whether the text names the class that has the probability and, as another one, the right class."""
    right, given = _names(_RIGHT, text), _names(_GIVEN, text)
    return bool(right and given) and not right & given


def _names(form: re.Pattern[str], text: str) -> set[str]:
    found = {name for one in form.finditer(text) for name in one.groupdict().values() if name}
    return found - _NO_NAMES
