"""Small faults in a source file: each mutant is one node of its syntax tree replaced by another.

Documentation is left alone (docstrings, texts with spaces, annotations), and so is `strict=True`.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

SWAPPED: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
RENAMED = {"min": "max", "minimum": "maximum", "any": "all", "floor": "ceil", "start": "end"}
RENAMED |= {new: old for old, new in RENAMED.items()}


class Mutant(NamedTuple):
    """Node number `place` of the file, in the order of `ast.walk`, replaced by its variant number `variant`."""

    place: int
    variant: int
    line: int
    function: str
    """Qualified name of the innermost function or method; empty for what runs at import."""
    text: str
    """What stands in place of what; with a number from the second on that says the same in one function."""


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(source)
    functions = _functions(tree)
    skipped = {id(inner) for node in ast.walk(tree) for part in _left_alone(node) for inner in ast.walk(part)}
    found = []
    line = 0
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        line = getattr(node, "lineno", line)
        for variant, new in enumerate(_variants(node)):
            if ast.dump(new) == ast.dump(node):  # two arguments that are the same have changed places
                continue
            text = " ".join(_told(node, new).split())
            found.append(Mutant(place, variant, line, functions.get(id(node), ""), text))
    return _numbered(sorted(found, key=lambda mutant: mutant.line))


def _numbered(found: list[Mutant]) -> list[Mutant]:
    """Mutants that say the same told apart: `1 -> 0`, `1 -> 0 (2)`."""
    seen: Counter[tuple[str, str]] = Counter()
    numbered = []
    for mutant in found:
        seen[mutant.function, mutant.text] += 1
        number = seen[mutant.function, mutant.text]
        numbered.append(mutant._replace(text=f"{mutant.text} ({number})") if number > 1 else mutant)
    return numbered


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The syntax tree with one mutant in it."""
    tree = ast.parse(source)
    old = list(ast.walk(tree))[mutant.place]
    new = list(_variants(old))[mutant.variant]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return ast.copy_location(new, node) if node is old else self.generic_visit(node)

    return ast.fix_missing_locations(Replace().visit(tree))


def _told(old: ast.AST, new: ast.AST) -> str:
    if isinstance(old, ast.ClassDef) and isinstance(new, ast.ClassDef):
        gone = next(statement for statement in old.body if statement not in new.body)
        return f"{old.name} without {ast.unparse(gone).partition(chr(10))[0]}"
    return f"{ast.unparse(old)} -> {ast.unparse(new)}"


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a node's place. Variants share parts with the node: they are made to be used once."""
    match node:
        case ast.BinOp(left, op, right):
            for other in SWAPPED.get(type(op), ()):
                yield ast.BinOp(left, other(), right)
            if isinstance(op, ast.Sub | ast.FloorDiv | ast.Mod):
                yield ast.BinOp(right, op, left)
            if isinstance(op, ast.FloorDiv):  # rounded up
                yield ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), left), op, right))
        case ast.AugAssign(target, op, value):
            for other in SWAPPED.get(type(op), ()):
                yield ast.AugAssign(target, other(), value)
            yield ast.Pass()
        case ast.BoolOp(op, values):
            yield from (ast.BoolOp(other(), values) for other in SWAPPED[type(op)])
            yield from values if len(values) == 2 else (_without(node, "values", i) for i in range(len(values)))
        case ast.Compare(left, [op], right):
            yield from (ast.Compare(left, [other()], right) for other in SWAPPED[type(op)])
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield from (ast.Constant(value + step) for step in (1, -1) if value + step >= 0)
        case ast.Constant(str(value)) if value and " " not in value:
            yield ast.Constant(value + "_")
        case ast.Name(id, ast.Load()) if id in RENAMED:
            yield ast.Name(RENAMED[id], ast.Load())
        case ast.Call():
            yield from _calls(node)
        case ast.Tuple(elts, ast.Load()) if len(elts) > 1:
            yield from (_swapped(node, "elts", place) for place in range(len(elts) - 1))
        case ast.Dict(keys, values) if len(keys) > 1:
            for place in range(len(keys)):
                yield ast.Dict(keys[:place] + keys[place + 1 :], values[:place] + values[place + 1 :])
        case ast.Expr(ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.ClassDef(body=body):
            for place, statement in enumerate(body):
                if (
                    isinstance(statement, ast.Assign | ast.FunctionDef)
                    and len(body) > 1
                    and not _is_for_others(statement)
                ):
                    yield _without(node, "body", place)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """Neighbouring arguments exchanged, named ones left out, rounding changed."""
    plain = [not isinstance(argument, ast.Starred) for argument in node.args]
    for place in range(len(node.args) - 1):
        if plain[place] and plain[place + 1]:
            yield _swapped(node, "args", place)
    for place, keyword in enumerate(node.keywords):
        if keyword.arg != "strict":
            yield _without(node, "keywords", place)
    if isinstance(node.func, ast.Name) and node.func.id == "ceil_div" and all(plain):
        yield ast.BinOp(node.args[0], ast.FloorDiv(), node.args[1])
    if isinstance(node.func, ast.Name) and node.func.id == "ceil":
        yield node.args[0]


def _without(node: ast.AST, field: str, place: int) -> ast.AST:
    new = copy.copy(node)
    parts = getattr(node, field)
    setattr(new, field, parts[:place] + parts[place + 1 :])
    return new


def _swapped(node: ast.AST, field: str, place: int) -> ast.AST:
    new = copy.copy(node)
    parts = list(getattr(node, field))
    parts[place], parts[place + 1] = parts[place + 1], parts[place]
    setattr(new, field, parts)
    return new


def _is_for_others(node: ast.AST) -> bool:
    """Whether it speaks to type checkers and importers, or saves memory, and changes nothing that is computed."""
    match node:
        case ast.Assign([ast.Name("__all__" | "__slots__" | "TYPE_CHECKING")]) | ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case ast.Call(ast.Name("dataclass_transform")):
            return True
    return False


def _left_alone(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(ast.Constant()) | ast.keyword("strict") | ast.Assert():
            yield node
        case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.AST() as annotation):
            yield annotation
        case ast.FunctionDef(returns=ast.AST() as returns):
            yield returns
        case ast.Subscript(ast.Name("tuple" | "list" | "dict")):  # a type
            yield node
        case ast.Assign() | ast.If() | ast.Call() if _is_for_others(node):
            yield node
        case ast.JoinedStr(values):
            yield from (value for value in values if isinstance(value, ast.Constant))


def _functions(tree: ast.Module) -> dict[int, str]:
    """Node -> the function or method that runs it; nested functions belong to the one around them."""
    owners: dict[int, str] = {}
    for scope in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]:
        for function in (node for node in scope.body if isinstance(node, ast.FunctionDef)):
            name = f"{scope.name}.{function.name}" if isinstance(scope, ast.ClassDef) else function.name
            owners |= {id(node): name for statement in function.body for node in ast.walk(statement)}
    return owners
