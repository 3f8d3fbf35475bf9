"""Stages told once for all, written out: `every stage has two 3x3 convs and a 2x2 pool. Size after stage 2?`"""

from __future__ import annotations

import re

from archcalc.quiz.text.numerals import ORDINALS

_ORDINALS = ORDINALS[:5]
_NUMERALS = ("one", "two", "three", "four", "five")
_TOLD = re.compile(
    r"\b(?:each|every)\s(?P<noun>stage|block|level)\s?(?::|has|consists\sof|contains|applies|runs|does|uses|comprises|is)\s"
    r"(?P<inner>[^.?!;]+)[.;](?=\s|$)",
    re.IGNORECASE,
)
_ITEM = (
    rf"(?:the\s)?(?:NOUN\s(?:[1-5]|{'|'.join(_NUMERALS)})|(?:{'|'.join(_ORDINALS)})\sNOUN|"
    rf"(?:[2-5]|{'|'.join(_NUMERALS[1:])})\s(?:such\s)?NOUNs)(?![\d\w])"
)
_ASKED = (
    r"\b(?:after|behind|following)\s(?:the\s)?(?:(?:max\s|average\s)?pool(?:ing)?\s(?:step\s|layer\s)?(?:of|in)\s|end\sof\s)?"
    rf"(?P<items>{_ITEM}(?:(?:,\s(?:and\s)?|\sand\s)(?:after\s)?{_ITEM})*)"
)
_GROWING = re.compile(r"doubl|twice|halv|half|each time|previous|param|weight|mac|flop|multipl", re.IGNORECASE)


def stages_written_out(text: str) -> str:
    """The text with the layers of each stage, where only what comes out of stages is asked; other text as it is.

    >>> stages_written_out("Each block has a 3x3 conv and a 2x2 pool. 32x32 input. Size after block 2?")
    'a 3x3 conv and a 2x2 pool, then a 3x3 conv and a 2x2 pool. 32x32 input. Size after the second pooling?'
    """
    told = _TOLD.search(text)
    if told is None or _GROWING.search(text):
        return text
    noun, inner = told["noun"].lower(), told["inner"]
    if inner.lower().count("pool") != 1 or "conv" in inner.lower().split("pool")[1]:
        return text
    head, behind = text[: told.start()], text[told.end() - 1 :]
    asked = list(re.finditer(_ASKED.replace("NOUN", noun), behind, re.IGNORECASE))
    if len(asked) != 1 or re.search(rf"\b{noun}", head, re.IGNORECASE):
        return text
    places = [
        _place(item.group()) for item in re.finditer(_ITEM.replace("NOUN", noun), asked[0]["items"], re.IGNORECASE)
    ]
    items = [f"the {_ORDINALS[place]} pooling" for place in places]
    named = " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]
    behind = f"{behind[: asked[0].start()]}after {named}{behind[asked[0].end() :]}"
    if re.search(rf"\b{noun}", behind, re.IGNORECASE):
        return text
    return head + ", then ".join([inner] * (max(places) + 1)) + behind


def _place(item: str) -> int:
    """`stage 2`, `the second stage`: counted from nought."""
    words = item.lower().split()
    for names in (_ORDINALS, _NUMERALS, "12345"):
        for place, name in enumerate(names):
            if name in words:
                return place
    raise AssertionError(item)
