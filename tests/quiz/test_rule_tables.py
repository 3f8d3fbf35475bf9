"""The languages of `text/rewrites.txt`, `worded.txt` and `edits.txt`: what each line does, and what is no rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from archcalc.quiz.text.elements import BETWEEN, SETS, element
from archcalc.quiz.text.rewrites import rewrite
from archcalc.quiz.text.rulefiles import table
from archcalc.quiz.text.token import Token
from archcalc.quiz.text.worded import Phrases

QUIZ = Path(__file__).resolve().parents[2] / "archcalc" / "quiz"


def tokens(*words: str) -> list[Token]:
    """Tokens from `KIND` or `KIND:value`, each as long as its word, with a space between."""
    made: list[Token] = []
    for word in words:
        kind, _, value = word.partition(":")
        start = made[-1].end + 1 if made else 0
        made.append(Token(kind, int(value) if value.isdigit() else value, start, start + len(word)))
    return made


def assert_wrong(file: Path, line: int, reason: str, read: Callable[[str], object]) -> None:
    """That a file of rules is refused for one of its lines, by its place."""
    with pytest.raises(ValueError, match=re.escape(reason)) as raised:
        table(file, read)
    assert str(raised.value).startswith(f"{file.name}:{line}: ")


def rewritten(rule: str, *words: str, text: str = "") -> str:
    """What a rule alone makes of tokens, the words of which are the text unless one is given."""
    kept: list[Token] = []
    given = tokens(*words)
    for index, token in enumerate(given):
        changed = rewrite(rule).applied(kept, given, index, text or " ".join(words))
        kept = [*kept, token] if changed is None else changed
    return " ".join(f"{token.kind}:{token.value}" if token.value != "" else token.kind for token in kept)


@pytest.mark.parametrize(
    ("rule", "words", "made"),
    [
        ("GIVES=OUTPUT:produced DIMS", "OUTPUT:produced DIMS", "GIVES:produced DIMS"),
        ("GIVES=OUTPUT:produced DIMS", "OUTPUT:produces DIMS", "OUTPUT:produces DIMS"),
        ("GIVES=OUTPUT:produced DIMS", "OUTPUT:produced NUM", "OUTPUT:produced NUM"),
        ("WORD=SAME !DIMS", "SAME DIMS SAME NUM SAME", "SAME DIMS WORD NUM WORD"),
        ("!PAD WORD=SAME", "PAD SAME NUM SAME", "PAD SAME NUM WORD"),
        ("STRIDE=NOSTRIDE +NUM:1", "NOSTRIDE STOP", "STRIDE NUM:1 STOP"),
        ("NODIL=DIL &=EXCL", "DIL:gap EXCL:no NUM:1", "NODIL:gap NUM:1"),
        ("-=CH -=EACH BIAS", "CH EACH BIAS EACH", "BIAS EACH"),
        ("SKIP:identity=SHORTCUT", "SHORTCUT:path", "SKIP:identity"),
        ("ORD:2=WORD", "WORD:middle", "ORD:2"),
        ("THEN=WORD STOP", "WORD", "THEN"),
        ("STOP GIVES=WORD", "WORD WORD", "GIVES WORD"),
        ("NUM EXCL=WORD", "WNUM WORD DIMS WORD", "WNUM EXCL DIMS WORD"),
        ("MSE=SSE ~ CE", "SSE WORD WORD CE", "MSE WORD WORD CE"),
        ("MSE=SSE ~ CE", "SSE WORD WORD WORD CE", "SSE WORD WORD WORD CE"),
        ("CH ... MSE=SSE", "CH NUM DIMS SSE STOP SSE", "CH NUM DIMS MSE STOP SSE"),
        ("CH NUM* MSE=SSE", "CH SSE CH NUM NUM SSE", "CH MSE CH NUM NUM MSE"),
        ("MSE=SSE BIAS? CE", "SSE CE SSE BIAS CE", "MSE CE MSE BIAS CE"),
        ("MSE=SSE {CH}", "SSE NUM CH", "MSE NUM CH"),
        ("MSE=SSE {!CH}", "SSE NUM CH", "SSE NUM CH"),
        ("-=EXCL -=GROUP {!GROUP}", "EXCL GROUP NUM", "NUM"),
        ("-=EXCL -=GROUP {!GROUP}", "EXCL GROUP NUM GROUP", "EXCL GROUP NUM GROUP"),
    ],
)
def test_a_rule_rewrites_what_fits(rule: str, words: str, made: str) -> None:
    assert rewritten(rule, *words.split()) == made


def test_pieces_are_counted_in_the_text() -> None:
    assert rewritten("BIAS EXCL=PIECES:0", "BIAS", "NUM:0", text="편향은 0개다") == "BIAS EXCL:0"
    assert rewritten("BIAS EXCL=PIECES:0", "BIAS", "NUM:0", text="편향은 0이다") == "BIAS NUM:0"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("WORD DIMS", "nothing is changed"),
        ("+NUM:1 STRIDE", "the last token that is changed must be there once"),
        ("new=WORD", "a token becomes a kind"),
        ("&=WORD NUM", "a token becomes a kind"),
        ("GIVES=WORD? NUM", "the last token that is changed must be there once"),
        ("GIVES=:out NUM", "the last token that is changed must be there once"),
        ("GIVES=WORD NUM +NUM:1", "a token is put in elsewhere"),
        ("GIVES=word", "'GIVES=word' is no element"),
        ("GIVES=WORD:(out", "missing )"),
    ],
)
def test_what_is_no_rule_is_named_with_its_place(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "rules.txt"
    file.write_text(f"# what it is for\nGIVES=OUTPUT DIMS\n\n{line}\n", "utf-8")
    assert_wrong(file, 4, reason, rewrite)


PHRASES = """\
# how far the window moves
N = (\\d{1,3})
STRIDE <N> pixels apart|by <N>
in texts with padd:
PAD <N> more
in texts without dense|fc:
UNITS units
in all texts:
CONV conv
"""


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("3 pixels apart", "STRIDE", "3"),
        ("by-12", "STRIDE", "12"),
        ("3 pixels aparts", "", ""),
        ("2 more", "", ""),
        ("2 more (padding)", "PAD", "2"),
        ("units", "UNITS", ""),
        ("units of a dense layer", "", ""),
        ("conv of a dense layer", "CONV", ""),
    ],
)
def test_a_phrase_holds_in_its_texts(tmp_path: Path, text: str, kind: str, number: str) -> None:
    file = tmp_path / "phrases.txt"
    file.write_text(PHRASES, "utf-8")
    fitting = [(one.kind, found) for one in table(file, Phrases().read) if (found := one.fits(text, 0))]
    assert [(kind, next(filter(None, found.groups()), "")) for kind, found in fitting] == [(kind, number)] * bool(kind)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("STRIDE <M> apart", "no part is named M"),
        ("stride apart", "neither a part"),
        ("STRIDE", "neither a part"),
        ("STRIDE (apart", "missing )"),
    ],
)
def test_what_is_no_phrase_is_named_with_its_place(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "phrases.txt"
    file.write_text(f"{PHRASES}{line}\n", "utf-8")
    assert_wrong(file, 10, reason, Phrases().read)


@pytest.mark.parametrize("name", ["roles/patterns.txt", "text/rewrites.txt"])
def test_every_kind_is_one_that_the_reader_knows(name: str) -> None:
    """A kind that no phrase and no reader gives would never fit: a slip of the pen."""
    sources = [path.read_text("utf-8") for path in QUIZ.rglob("*.py")]
    lexicons = [path.read_text("utf-8") for path in QUIZ.rglob("lexicon_*.txt")]
    known = {word for source in sources for word in re.findall(r'"([A-Z0-9]+)"', source)}
    known |= {word for source in lexicons for word in re.findall(r"^[A-Z0-9]+$", source, re.MULTILINE)}
    worded = (QUIZ / "text" / "worded.txt").read_text("utf-8")
    rewrites = (QUIZ / "text" / "rewrites.txt").read_text("utf-8")
    known |= set(re.findall(r"\b([A-Z0-9]+)=", rewrites))
    known |= {"PIECES", *SETS, *re.findall(r"^([A-Z0-9]+) ", worded, re.MULTILINE)}
    lines = [line for line in (QUIZ / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    used = {kind for line in lines for word in line.split() if word[0] not in "{+" for kind in element(word).kinds}
    assert used - known - {BETWEEN} == set()
