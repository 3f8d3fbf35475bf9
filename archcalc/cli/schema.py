"""`archcalc schema`: the JSON Schema of the spec language."""

from __future__ import annotations

from archcalc.cli.emit import write
from archcalc.cli.options import Output


def run(output: Output = "") -> None:
    """JSON Schema of the spec language, for an editor's YAML plugin."""
    import json

    from archcalc.schema import schema

    write(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", output)
