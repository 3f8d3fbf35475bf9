"""What is told and what is asked: verbs of a story, relative clauses, sums of quantities that are named one by one."""

from __future__ import annotations

from archcalc.quiz.text.layerwords import Rule, both_dropped
from archcalc.quiz.text.token import Token, kind_at, last_kind

_TELLING = frozenset({"finds", "lists", "shows", "reports", "names", "picks", "chooses", "selects", "writes", "counts"})


def _told_of_someone(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`An engineer who speeds up ... finds a 7x7 layer`: a story, where nothing is asked."""
    token = tokens[index]
    word = str(token.value).lower()
    relative = token.kind == "WHY" and word == "who" and last_kind(kept) == "WORD"
    tells = token.kind == "COMPUTE" and word in _TELLING and bool(kept) and last_kind(kept) not in ("STOP", "ASK")
    return [token._replace(kind="WORD")] if relative or tells else None


def _two_counts(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`what are the two counts`: as many as there are sides."""
    behind = tokens[index + 1 : index + 2]
    counted = bool(behind) and str(behind[0].value).lower() in ("counts", "totals")
    return [] if tokens[index].kind == "WNUM" and tokens[index].value == 2 and counted else None


_COUNTS = ("MACS", "MULTS", "FLOPS", "PARAMS", "WEIGHTS")
_NAMING = frozenset({"LP", "RP", "WORD", "CONVNAME", "FCNAME", "LAYERNAME", "ORD", "LETTER", "CONV", "FC"})


def _added_up(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`MAC(L1) + MAC(L2) = ?`: one sum."""
    token = tokens[index]
    if token.kind in _COUNTS and kept and kept[-1].kind == "AND" and kept[-1].value == "+":
        return []
    counted = kind_at(tokens, index + 1, "STOP")
    if token.kind != "PLUS" or counted not in _COUNTS:
        return None
    place = len(kept) - 1
    while place > 0 and kept[place].kind in _NAMING and len(kept) - place < 6:
        place -= 1
    if place < 0 or kept[place].kind != counted:
        return None
    if place == 0 or kept[place - 1].kind != "TOTAL":
        kept.insert(place, Token("TOTAL", "sum", kept[place].start, kept[place].start))
    return [token._replace(kind="AND")]


_TOLD = frozenset({"TAKES", "GIVES", "LABELLED", "SEE", "FOLLOWS", "KEEP", "NUM", "WNUM", "DIMS", "CONVOLVE", "THEN"})
_TELLING_VERBS = ("feeds", "feed", "goes", "go", "enters", "serves", "turns", "acts", "leads", "keeps", "halves")


def _relative(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`a 7x7x512 volume, which is flattened.`, `one vector which feeds 50 units`: the pronoun of a statement."""
    token = tokens[index]
    opens = last_kind(kept) in ("", "STOP", "ASK", "COMPUTE")
    if token.kind != "COMPUTE" or str(token.value).lower() != "which" or opens:
        return None
    end = next((one.kind for one in tokens[index:] if one.kind in ("STOP", "ASK")), "")
    behind = tokens[index + 1 : index + 2]
    tells = bool(behind) and (behind[0].kind in _TOLD or str(behind[0].value).lower() in _TELLING_VERBS)
    stated = end == "STOP" and last_kind(kept) == "COMMA"
    return [token._replace(kind="WORD")] if stated or (tells and end != "ASK") else None


def _heading(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`filter bank: 11 filters, each 6×6`: a heading of what follows."""
    ahead = [one.kind for one in tokens[index + 1 : index + 4]]
    return [] if tokens[index].kind == "FILTER" and ahead == ["COLON", "NUM", "FILTER"] else None


_MAPS = frozenset({"CH", "COUT"})


def _bias_of_each_map(kept: list[Token], tokens: list[Token], index: int) -> list[Token] | None:
    """`출력 채널마다 편향이 하나씩`, `채널별로 편향이`: how biases are counted, no depthwise layer and no `each`."""
    token = tokens[index]
    if kind_at(tokens, index + 1) != "BIAS":
        return None
    if token.kind == "DW" and str(token.value).startswith("채널"):
        return []
    each = token.kind == "EACH" and str(token.value) in ("마다", "별", "별로") and last_kind(kept) in _MAPS
    return both_dropped(kept) if each else None


TOLD_RULES: tuple[Rule, ...] = (_bias_of_each_map, _relative, _added_up, _two_counts, _told_of_someone, _heading)
