"""The page's script: formulas, refusals and texts as JavaScript, before the files of `static/` that use them."""

from __future__ import annotations

import json
import re
from typing import Any

from archcalc.calculator.kinds import FIELDS, KINDS
from archcalc.calculator.recording import recorded_layers
from archcalc.calculator.refusals import REFUSALS, Refusal
from archcalc.calculator.words import words
from archcalc.formula import Expression, to_text
from archcalc.formula.javascript import HELPERS, letter_names, to_javascript, to_javascript_text

FILES = ("calculate.js", "drawing.js", "results.js", "way.js", "main.js")


def script(lang: str) -> str:
    """The whole script as one function. It leaves a single name: `convcalc`, with what `calculate.js` offers."""
    tables = {
        "WORDS": _json(words(lang)),
        "FIELDS": _json({letter: field._asdict() for letter, field in FIELDS.items()}),
        "KINDS": _json({name: _kind(name) for name in KINDS}),
        **_formulas(),
        "REFUSALS": _object({name: _list(_refusal(r, lang) for r in some) for name, some in REFUSALS.items()}),
    }
    constants = "".join(f"const {name} = {source};\n\n" for name, source in tables.items())
    body = "\n".join([HELPERS, constants + static(FILES[0]), *map(static, FILES[1:])])
    return f'const convcalc = (() => {{\n"use strict";\n{body}\nreturn {{ calculate, command }};\n}})();\n'


def static(name: str) -> str:
    """A file of `static/`."""
    from importlib.resources import files

    return (files("archcalc.calculator") / "static" / name).read_text(encoding="utf-8")


def _formulas() -> dict[str, str]:
    """Each formula once, by the number it has in `FORMULAS`; the layers name them by that."""
    numbers: dict[str, int] = {}
    sources: list[str] = []
    layers = {}
    for name, derivations in recorded_layers().items():
        steps = []
        for derivation in derivations:
            closed = to_text(derivation.expression)
            if closed not in numbers:
                numbers[closed] = len(sources)
                sources.append(_formula(derivation.expression, closed))
            steps.append([derivation.quantity, derivation.symbol, numbers[closed]])
        layers[name] = _json(steps)
    return {"FORMULAS": _list(sources), "LAYERS": _object(layers)}


def _formula(expression: Expression, closed: str) -> str:
    letters = _letters(expression)
    return (
        f"{{\n    closed: {_json(closed)},\n    value: ({letters}) => {to_javascript(expression)},\n"
        f"    worked: ({letters}) => {to_javascript_text(expression)},\n  }}"
    )


def _refusal(refusal: Refusal, lang: str) -> str:
    """A refusal as an object of two functions: how far a setting is off, and the sentence that says so."""
    text = re.sub(r"\{(\w+)\}", lambda match: _shown(match[1], refusal.shown), _said(refusal, lang))
    names = dict.fromkeys(letter_names(refusal.excess))
    names |= dict.fromkeys(re.findall(r"\{(\w+)\}", _said(refusal, lang)))
    letters = ", ".join(name for name in names if name not in refusal.shown)
    return f"{{ excess: ({{ {letters} }}) => {to_javascript(refusal.excess)}, say: ({{ {letters} }}) => `{text}` }}"


def _said(refusal: Refusal, lang: str) -> str:
    return refusal.korean if lang == "ko" else refusal.english


def _shown(name: str, workings: dict[str, int]) -> str:
    """A letter, or a working with what it comes to, inside a template literal."""
    if name not in workings:
        return f"${{{name}}}"
    working = to_javascript_text(workings[name]).strip("`")
    return f"{working} = ${{written({to_javascript(workings[name])})}}"


def _kind(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    beside = kind.beside._asdict() if kind.beside else None
    return kind._asdict() | {"parts": [part._asdict() for part in kind.parts], "beside": beside}


def _letters(expression: Expression) -> str:
    return f"{{ {', '.join(letter_names(expression))} }}"


def _list(sources: Any) -> str:
    return "[\n" + "".join(f"  {source},\n" for source in sources) + "]"


def _object(sources: dict[str, str]) -> str:
    return "{\n" + "".join(f"  {_json(name)}: {source},\n" for name, source in sources.items()) + "}"


def _json(value: Any) -> str:
    """Data as JavaScript that may stand inside a `<script>`."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
