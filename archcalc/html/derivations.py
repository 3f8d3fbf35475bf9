"""The working of every number, as compact data: lines that several layers have in common are there once."""

from __future__ import annotations

import json
from typing import Any

from archcalc.analysis import Analysis
from archcalc.explain import explain_layers
from archcalc.explain.render import text_lines


def derivations(analysis: Analysis, lang: str) -> dict[str, Any]:
    """`lines` are texts as `archcalc explain` prints them, `layers` for each layer the numbers of its lines."""
    places: dict[str, int] = {}
    layers = []
    for layer in explain_layers(analysis):
        _, *texts = text_lines(layer, lang)  # the title is in the table
        layers.append([places.setdefault(text, len(places)) for text in texts])
    return {"lines": list(places), "layers": layers}


def script_data(data: Any) -> str:
    """JSON that can stand inside a script element, whatever texts it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
