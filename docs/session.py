"""The Python of a document, run from top to bottom like a notebook."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from typing import Any

CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


class Session:
    """What a document's blocks share: one namespace, in order."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}

    def part(self, body: str) -> str:
        """A generated part that begins with its own code: the code as it stands, and what it shows now."""
        code = CODE.search(body)
        if code is None:
            raise ValueError(f"a python part without code: {body[:60]!r}")
        shown = self.run(code[1])
        return f"\n```python\n{code[1]}```\n\n" + (f"```text\n{shown}```\n\n" if shown else "")

    def run(self, code: str) -> str:
        """What a block prints, and the value of its last line if that is an expression."""
        tree = ast.parse(code)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(tree, "document", "exec"), self.names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), "document", "eval"), self.names)
                if value is not None:
                    print(value if isinstance(value, str) else repr(value))
        return printed.getvalue()
