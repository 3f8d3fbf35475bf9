"""A PyTorch module written as a class, brought to the list of its layers in the order in which `forward` calls them.

self.c1 = nn.Conv2d(3, 8, 3)          nn.Conv2d(3, 8, 3)
self.pool = nn.MaxPool2d(2)      ->   nn.MaxPool2d(2)
...                                   nn.Linear(128, 10)
x = self.pool(F.relu(self.c1(x)))
"""

from __future__ import annotations

import re

_DEFINITION = re.compile(r"self\.(\w+)\s*=\s*(nn\.\w+\([^\n]*\))")
_CLASS = re.compile(r"class\s+\w+\s*\([^)\n]*\)\s*:[^\n]*\n")
_FORWARD = re.compile(r"def\s+forward\s*\(([^)\n]*)\)[^:\n]*:([^\n]*)\n?")
_USE = re.compile(r"self\.(\w+)\(|(?:F|torch)\.(max_pool2d|avg_pool2d|flatten)\(|\.(?:flatten|view|reshape)\(")
_SHAPE = re.compile(r"#[^\n]*?((?:[NB]|batch)\s*[x×,]\s*\d+(?:\s*[x×,]\s*\d+){2})", re.IGNORECASE)
_CODE_LINE = re.compile(r"^(?:\s+\S.*|)$")


def unfolded(text: str) -> str:
    """The text with such a class replaced by its layers; other text as it is."""
    head, forward = _CLASS.search(text), _FORWARD.search(text)
    if not head or not forward:
        return text
    definitions = dict(_DEFINITION.findall(text[head.start() : forward.start()]))
    end = _end_of_block(text, forward.end())
    calls = _in_order(text[forward.end() : end], definitions)
    if not definitions or calls is None:
        return text
    shape = _SHAPE.search(text[head.start() : end])
    lines = ([_shape_of(shape.group(1))] if shape else []) + calls
    return text[: head.start()] + "\n".join(lines) + "\n" + text[end:]


def _end_of_block(text: str, start: int) -> int:
    """Where the indented lines end."""
    end = start
    for line in text[start:].splitlines(keepends=True):
        if not _CODE_LINE.match(line.rstrip("\n")):
            break
        end += len(line)
    return end


def _in_order(body: str, definitions: dict[str, str]) -> list[str] | None:
    """The layers in the order in which their calls are finished: inner calls first, line by line."""
    ended: list[tuple[int, str]] = []
    for found in _USE.finditer(body):
        close = _closing(body, found.end())
        name, function = found.group(1), found.group(2)
        if name is not None and name not in definitions:
            return None
        if name is not None:
            ended.append((close, definitions[name]))
        elif function in ("max_pool2d", "avg_pool2d"):
            size = re.search(r",\s*(?:kernel_size\s*=\s*)?(\d+)\s*$", body[found.end() : close])
            if not size:
                return None
            kind = "MaxPool2d" if function == "max_pool2d" else "AvgPool2d"
            ended.append((close, f"nn.{kind}({size.group(1)})"))
        else:
            ended.append((close, "nn.Flatten()"))
    return [call for _, call in sorted(ended)]


def _closing(body: str, start: int) -> int:
    """The place of the bracket that closes a call whose arguments begin at `start`."""
    depth = 1
    for place in range(start, len(body)):
        depth += (body[place] == "(") - (body[place] == ")")
        if not depth:
            return place
    return len(body)


def _shape_of(comment: str) -> str:
    """`N x 3 x 48 x 48` without the batch, as an input."""
    return "input " + "x".join(re.findall(r"\d+", comment))
