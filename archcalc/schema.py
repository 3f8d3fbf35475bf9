"""JSON Schema of the spec language, for editors and validators.

Generated from the operations' own fields, so it cannot fall behind them. It is a little wider than the reader:
a block's name and arguments are known only inside a file, so any key is accepted beside them.
"""

from __future__ import annotations

from typing import Any

from archcalc.ops import OPERATIONS, Operation
from archcalc.spec.grammar import BESIDE, FIGURE_TEXTS, JOINS, KNOB_KEYS, PAPER_KEYS, SECTIONS

Schema = dict[str, Any]

EXPRESSION: Schema = {"type": "string", "description": "an expression, such as $width * 2"}
ITEM: Schema = {"$ref": "#/$defs/item"}
VALUE: Schema = {"$ref": "#/$defs/value"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Schema:
    """The schema of a spec file."""
    sections = {name: {**_SECTION_SCHEMAS[name], "description": text} for name, text in SECTIONS.items()}
    return {
        "$schema": DIALECT,
        "title": "archcalc spec",
        "type": "object",
        "properties": sections,
        "required": ["input"],
        "anyOf": [{"required": ["layers"]}, {"required": ["variants"]}],
        "additionalProperties": False,
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, Schema]:
    operations = {key: _operation(operation) for key, operation in OPERATIONS.items()}
    heads = {key: {"description": _summary(operation)} for key, operation in OPERATIONS.items()}
    rules = [{"if": {"required": [key]}, "then": {"$ref": f"#/$defs/{key}"}} for key in OPERATIONS]
    item: Schema = {
        "anyOf": [
            {"type": "string", "description": "an operation, a block, or the name of an earlier layer"},
            {"type": "array", "items": ITEM, "description": "items one after the other"},
            {
                "type": "object",
                "minProperties": 1,
                "properties": {**heads, **_MODIFIERS, **_STRUCTURE},
                "allOf": rules,
            },
        ]
    }
    value: Schema = {
        "anyOf": [{"type": ["number", "string", "boolean", "null"]}, {"type": "array", "items": VALUE}],
        "description": "a number, a word, a list, or an expression",
    }
    return {"item": item, "value": value, "layers": _LAYERS, **operations}


def _operation(operation: type[Operation]) -> Schema:
    if operation.key in JOINS:
        branches: Schema = {"type": ["array", "object"], "items": ITEM, "additionalProperties": ITEM}
        return _closed({operation.key: {"anyOf": [branches, {"type": "null"}]}}, ("norm", "activation", "split"))
    fields = _fields(operation)
    main = operation.fields.get(operation.main or "")
    # Besides the main field's value: nothing, or a mapping of all fields, or an item that this key names.
    forms = [*(_forms(main.schema) if main else ()), {"type": ["object", "null"]}]
    return _closed(
        {operation.key: {"anyOf": forms, "description": _summary(operation)}, **fields},
        ("norm", "activation"),
    )


def _closed(properties: dict[str, Schema], beside: tuple[str, ...]) -> Schema:
    """An object with these properties and what may stand beside them, and nothing else."""
    allowed = {name: _MODIFIERS[name] for name in ("repeat", "first", "from", "when", "if", *beside)}
    return {"type": "object", "properties": {**properties, **allowed}, "additionalProperties": False}


def _fields(operation: type[Operation]) -> dict[str, Schema]:
    return {name: {"anyOf": _forms(field.schema), "description": field.doc} for name, field in operation.fields.items()}


def _beside(what: str) -> list[Schema]:
    """A word for what stands beside an operation, an expression for it, or the word with its fields."""
    words: dict[str, Schema] = {}
    for word, key in BESIDE[what].items():
        operation = OPERATIONS[key]
        closed = {"type": "object", "properties": _fields(operation), "additionalProperties": False}
        main = operation.fields.get(operation.main or "")
        words[word] = {"anyOf": [*(_forms(main.schema) if main else ()), closed, {"type": "null"}]}
    one: Schema = {"type": "object", "properties": words, "minProperties": 1, "maxProperties": 1}
    return [{"enum": [*words, "none"]}, EXPRESSION, {**one, "additionalProperties": False}]


def _forms(schema: Schema) -> list[Schema]:
    """What a spec may write for a field: its values, or an expression; in a list, item by item."""
    return [schema, EXPRESSION, {"type": "array", "items": VALUE}]


def _summary(operation: type[Operation]) -> str:
    return (operation.__doc__ or "").partition("\n")[0]


_LAYERS: Schema = {
    "anyOf": [
        {"type": "object", "additionalProperties": {"anyOf": [ITEM, {"type": "null"}]}, "minProperties": 1},
        {"type": "array", "items": ITEM, "minItems": 1},
    ]
}
_MODIFIERS: dict[str, Schema] = {
    "repeat": {"anyOf": [{"type": "integer", "minimum": 0}, EXPRESSION], "description": "how many times"},
    "first": {"type": "object", "description": "what is different in the first iteration"},
    "from": {
        "type": ["string", "array"],
        "items": {"type": "string"},
        "description": "layers it takes its input from",
    },
    "when": {
        "anyOf": [{"type": "boolean"}, EXPRESSION],
        "description": "a condition; else the input passes through",
    },
    "if": {
        "anyOf": [{"type": "boolean"}, EXPRESSION],
        "description": "a condition of a branch; else its join is without it",
    },
    "norm": {
        "anyOf": _beside("norm"),
        "description": "normalisation after it; the bias then defaults to off",
    },
    "activation": {
        "anyOf": _beside("activation"),
        "description": "activation after it",
    },
    "split": {"anyOf": [VALUE], "description": "each branch gets its own part of the channels"},
}
_STRUCTURE: dict[str, Schema] = {
    "block": {"type": "string", "description": "a block of this file, by name or $variable"},
    "layers": {"$ref": "#/$defs/layers"},
    "auxiliary": {
        "anyOf": [ITEM, {"$ref": "#/$defs/layers"}],
        "description": "a head that exists only in training",
    },
}
_TEXT: Schema = {"type": ["string", "number"]}
_SHAPE: Schema = {"type": ["string", "array"], "items": {"type": "integer", "minimum": 1}}
_FIGURES: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            **dict.fromkeys(FIGURE_TEXTS, _TEXT),
            "at": {
                "type": "object",
                "properties": {"input": _SHAPE},
                "description": "knobs, and the input, for which the figure holds",
            },
        },
        "required": ["quantity", "value", "table"],
        "additionalProperties": False,
    },
}
_SECTION_SCHEMAS: dict[str, Schema] = {
    "architecture": _TEXT,
    "family": _TEXT,
    "about": _TEXT,
    "paper": {
        "type": "object",
        "properties": dict.fromkeys(PAPER_KEYS, _TEXT),
        "additionalProperties": False,
    },
    "input": _SHAPE,
    "knobs": {
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {"type": ["number", "string", "boolean", "array", "null"]},
                {
                    "type": "object",
                    "properties": {name: {} for name in KNOB_KEYS},
                    "additionalProperties": False,
                },
            ]
        },
    },
    "variants": {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"input": _SHAPE, "layers": {"$ref": "#/$defs/layers"}, "published": _FIGURES},
        },
    },
    "defaults": {"type": "object", "additionalProperties": {"type": "object"}},
    "blocks": {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"takes": {"type": ["object", "array"]}, "layers": {"$ref": "#/$defs/layers"}},
            "required": ["layers"],
            "additionalProperties": False,
        },
    },
    "layers": {"$ref": "#/$defs/layers"},
    "outputs": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    "published": _FIGURES,
}
