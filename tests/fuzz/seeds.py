"""Texts that fuzzing begins with, and the words of each little language: what people write."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def spec_seeds() -> list[str]:
    files = [*(ROOT / "specs").glob("*.yaml"), *(ROOT / "docs/examples").glob("*.yaml")]
    files += (Path(__file__).parent / "found").glob("*.yaml")
    examples = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return [*examples, *(path.read_text(encoding="utf-8") for path in sorted(files))]


def spec_words() -> list[str]:
    from archcalc.ops import OPERATIONS
    from archcalc.spec.grammar import BUILT_IN, KNOB_KEYS, MODIFIERS, SECTIONS, STRUCTURE

    fields = {name for operation in OPERATIONS.values() for name in operation.fields}
    keys = {*OPERATIONS, *fields, *SECTIONS, *STRUCTURE, *MODIFIERS, *KNOB_KEYS, "takes"}
    variables = [f"${name}" for name in (*BUILT_IN, "width")]
    signs = ["- ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!", "|", ">", "'", '"', "# ", "---", "...", "\t", "~"]
    return [*(f"{key}: " for key in sorted(keys)), *variables, *signs, "3x8x8", "same", "0x10", "1e3", ".inf", "1_000"]


def expression_seeds() -> list[str]:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "specs").glob("*.yaml")))
    found = re.findall(r":\s+([^{}\n]*\$[^{},\n]*)", texts)
    more = ["make_divisible($in * 1.25, 8)", "4 if $flag and not $in > 8 else max($depths)", "$depths[1] ** 2 // 3"]
    return [*more, "'a' == $block", "1.5e3 / 7 % 2", "[1, 2][0] in [1]", "-2 ** -2", *dict.fromkeys(found)]


EXPRESSION_WORDS = ["make_divisible(", "min(", "max(", "floor(", "ceil(", "round(", "abs(", " if ", " else ", " and "]
EXPRESSION_WORDS += ["$in", "$index", "$width", "$depths", "**", "//", "==", "!=", "<=", " or ", " not ", " in ", "0.7"]
EXPRESSION_WORDS += ["[", "]", "(", ")", ",", "1e300", "9" * 18, "True", "'a'", ".5", "5."]

CALC_SEEDS = [
    "3x32x32 -> conv 64 3x3 s1 p1 -> relu -> maxpool 2 -> flatten -> linear 10",
    "1x28x28 -> conv 6 5x5 same tanh -> avgpool 2 -> batchnorm -> flatten -> linear 84 nobias",
    "8x9 -> conv 4 k3 d2 g2 bn relu → upsample 2 => softmax",
    "4x8x8x8 -> conv_transpose 8 kernel=3 stride=2 output_padding=1 -> groupnorm 2",
    "3x8x8 -> slice channels=0,2 -> pad 1 -> adaptive_avgpool 3x4 -> lrn 5 -> dropout 0.5",
    "conv 64 --kernel 3 --padding same --no-bias",
    "conv --filters 64 --kernel 3x5 --stride 2 --dilation 2",
    "maxpool 3x3 s2 p1 ceil",
    "depthwise 3 multiplier=2",
]
SHAPE_SEEDS = ["3x224x224", "3×224×224", "3,224,224", "16", "1x16x112x112", " 3 x 8 x 8 ", "3X32X32", "0x1", "9" * 18]


def calc_words() -> list[str]:
    from archcalc.calc.words import FLAGS, NORMS
    from archcalc.ops import OPERATIONS

    fields = {f" {name}=" for operation in OPERATIONS.values() for name in operation.fields}
    return [
        *(f" {key} " for key in OPERATIONS),
        *sorted(fields),
        *FLAGS,
        *NORMS,
        " -> ",
        "3x3",
        " s2",
        " p1",
        "--",
        "×",
    ]


def question_seeds() -> list[str]:
    """The course's questions in both languages, and those that the reader's own tests ask."""
    bank = json.loads((ROOT / "archcalc/quiz/questions/course.json").read_text(encoding="utf-8"))
    own = runpy.run_path(str(ROOT / "tests/quiz/own_questions.py"))["QUESTIONS"]
    return [*(question[language] for question in bank for language in ("ko", "en")), *(text for text, *_ in own)]


def question_words() -> list[str]:
    from archcalc.quiz.text.lexicon import entries

    return [phrase.strip(" !") for language in ("en", "ko") for _, phrase in entries(language)]
