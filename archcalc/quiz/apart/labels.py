"""Designs told one by one behind labels: `Option A: ... Option B: ...`, `(i) ... (ii) ...`."""

from __future__ import annotations

import re

from archcalc.quiz.apart.cuts import IN_A_ROW, TOLD_APART, Cut

_DESIGN = (
    r"option|design|alternative|network|net|model|version|variant|route|plan|candidate|replacement|architecture|setup|"
    r"configuration|config|solution|scheme|case|variant|head|설계|방식|모델|옵션|구조|방법|경우|네트워크|신경망|대안"
)
_LAYER = r"layer|conv|stage|층|합성곱층|합성곱|필터"
_MARK = r"[A-Z]|\d|one|two|three|four|[가나다라]"
_NAMED = re.compile(
    rf"(?<![\w가-힣])(?:(?P<noun>{_DESIGN}|{_LAYER})\s?\(?(?P<mark>{_MARK}|i{{1,3}}|iv)\)?"
    rf"|(?P<mark2>[A-Z]|첫\s?번째|두\s?번째|세\s?번째)\s?(?P<noun2>안|층|모델|설계|방식|구조))"
    rf"\s?(?P<sign>:|=|\(|[은는](?=\s)|(?=\s(?:is|has|uses|goes|consists)\s))\s?",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?:(?<=\s)|^)(?P<mark>\((?:[a-e]|[1-5]|i{1,3}|iv|[가나다라])\)|[-•*](?=\s\S)|[㉠㉡㉢㉣])\s*(?=\S)", re.MULTILINE
)


def labelled(text: str) -> list[Cut]:
    """The ways in which a text falls apart into labelled designs; not into layers that may follow one another."""
    named = list(_NAMED.finditer(text))
    nouns = sorted(set(map(_noun, named)))
    ways = [[one for one in named if _noun(one) == noun] for noun in nouns]
    found = [_cut(text, marks, noun) for marks, noun in zip(ways, nouns, strict=True) if len(marks) > 1]
    items = list(_ITEM.finditer(text))
    found += [_cut(text, items, "")] if len(items) > 1 else []
    return [one for one in found if one is not None and not _may_follow(one)]


_SIZE = re.compile(r"\d\s?[x×*]\s?\d")
_LAYERS = ("layer", "conv", "stage", "층", "합성곱층", "합성곱", "필터", "")
_MAPS = re.compile(r"receptive|수용|flatten|결과|출력에")


def _may_follow(one: Cut) -> bool:
    """Whether the parts are layers of one network."""
    common = f"{one.before} {one.behind}".lower()
    if one.noun not in _LAYERS or TOLD_APART.search(common):
        return False
    whole = f"{common} {' '.join(one.parts)}".lower()
    return bool(_SIZE.search(common) or IN_A_ROW.search(whole) or _MAPS.search(whole))


def _noun(found: re.Match[str]) -> str:
    return (found.group("noun") or found.group("noun2")).lower()


def _cut(text: str, marks: list[re.Match[str]], noun: str) -> Cut | None:
    """The parts between the labels; the last one ends with its line or sentence."""
    signs = [one.group("mark") or (one.groupdict().get("mark2") or "") for one in marks]
    repeated = [at for at, sign in enumerate(signs) if sign in signs[:at] and sign[:1] not in "-•*"]
    marks, signs = (marks[: repeated[0]], signs[: repeated[0]]) if repeated else (marks, signs)
    if len(marks) < 2:
        return None
    ends = [one.start() for one in marks[1:]]
    last = _end_of_part(text, marks[-1])
    parts = [_inner(text, one, end) for one, end in zip(marks, [*ends, last], strict=True)]
    if any(not re.search(r"\d.*[a-z가-힣×=]|[a-z가-힣×=].*\d", part.lower()) or "?" in part for part in parts):
        return None
    before, behind = text[: marks[0].start()].strip(), text[last:].strip()
    return Cut(f"{before} ", tuple(f"{part}." for part in parts), f" {behind}", tuple(signs), noun, is_sure=False)


def _inner(text: str, mark: re.Match[str], end: int) -> str:
    """A part without its label, and without the bracket that the label may open."""
    part = text[mark.end() : end].strip(" ,;\n")
    opened = mark.groupdict().get("sign") == "("
    part = part.replace(")", "", 1) if opened and part.count(")") > part.count("(") else part
    return re.sub(r"(?:이고|이며|\sand)$", "", part).strip(" ,;.\n")


_SENTENCE_END = re.compile(r"\.(?=\s|$)|\n|(?<=\))\s(?=[A-Z])")


def _end_of_part(text: str, mark: re.Match[str]) -> int:
    """Where the last part ends: at the end of its sentence; a part in brackets ends with them."""
    if mark.groupdict().get("sign") == "(":
        depth = 1
        for at in range(mark.end(), len(text)):
            depth += (text[at] == "(") - (text[at] == ")")
            if not depth:
                return at + 1
    found = _SENTENCE_END.search(text, mark.end())
    return found.end() if found else len(text)
