"""Layers of code in the order in which they are called, whatever the order in which they are written.

self.c1 = nn.Conv2d(3, 8, 3)          nn.Conv2d(3, 8, 3)
self.pool = nn.MaxPool2d(2)      ->   nn.MaxPool2d(2)
...                                   nn.Linear(128, 10)
x = self.pool(F.relu(self.c1(x)))
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

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


_CALL = r"(?:nn|layers)\.\w+\((?:[^()\n]|\([^()\n]*\))*\)"
_PARTING = r"\s*[,;](?:\s*and\b)?\s*(?=(?:self\.)?\w+\s*=)|[ \t]*\n"
_ASSIGNED = re.compile(rf"(?:self\.)?([A-Za-z]\w*)\s*=\s*({_CALL})(?:{_PARTING})?")
_JOINT = r"\s*(?:→|->|=>|➜|,?\s+then\s|,|>|-(?=\s))\s*"
_NAME = r"(?:self\.)?[A-Za-z][A-Za-z0-9_]*"
_CHAIN = re.compile(rf"(?<![A-Za-z0-9_.(]){_NAME}(?:{_JOINT}{_NAME})+(?![A-Za-z0-9_(=])")
_IDLE = frozenset({"relu", "gelu", "sigmoid", "tanh", "softmax", "dropout", "flatten", "x", "input", "output", "act"})


class Chain(NamedTuple):
    """Where the names stand in the text, the names of layers among them in order, and what is known of none."""

    start: int
    end: int
    names: tuple[str, ...]
    unknown: bool


def definitions_of(text: str) -> dict[str, str]:
    """The layers that are defined by a name of their own.

    >>> definitions_of("c1 = nn.Conv2d(3, 8, 3), p = nn.MaxPool2d(2)")
    {'c1': 'nn.Conv2d(3, 8, 3)', 'p': 'nn.MaxPool2d(2)'}
    """
    return dict(_ASSIGNED.findall(text)) if "=" in text else {}


def chain_of(text: str) -> Chain | None:
    """The names of defined layers in an order other than that of their definitions; None if there is no such chain."""
    named = definitions_of(text)
    if len(named) < 2:
        return None
    for found in _CHAIN.finditer(text):
        parts = [part.removeprefix("self.") for part in re.findall(_NAME, re.sub(r"\bthen\b", "→", found.group()))]
        names = tuple(part for part in parts if part in named)
        if len(names) > 2 and names != tuple(named):
            unknown = any(part not in named and part.lower() not in _IDLE for part in parts)
            return Chain(found.start(), found.end(), names, unknown)
    return None


def called_in_order(text: str) -> str:
    """The text with the layers in the order in which they are used; other text as it is."""
    chain, named = chain_of(text), definitions_of(text)
    if chain is None or chain.unknown or set(chain.names) != set(named):
        return text
    return in_use(text[: chain.start] + text[chain.end :], named, chain.names)


def in_use(text: str, named: Mapping[str, str], names: Sequence[str]) -> str:
    """The text with its definitions replaced by the layers as they are used; one used twice loses its name."""
    lines = [f"{name} = {named[name]}" if names.count(name) == 1 else named[name] for name in names]
    first = next(_ASSIGNED.finditer(text)).start()
    rest = _ASSIGNED.sub("", text[first:])
    return f"{text[:first]}\n" + "\n".join(lines) + f"\n{rest}"


_AGAIN = (
    r"(?:두|세|네|여러)\s번(?!째)|재사용|반복|공유|twice|again|"
    r"is (?:re)?used (?:twice|\w+ times|after)|(?:three|four|several) times"
)


def is_reused(text: str) -> bool:
    """Whether a defined layer is used several times, or in an order of its own, in what was not brought to a list.

    >>> is_reused("c = nn.Conv2d(3, 3, 3), p = nn.MaxPool2d(2); y = p(c(p(c(x))))")
    True
    """
    chain, named = chain_of(text), definitions_of(text)
    calls = [len(re.findall(rf"(?<![\w.])(?:self\.)?{name}\(\s*[\w.]*[a-z]", text)) for name in named]
    again = any(re.search(rf"(?<![\w.]){name}\S{{0,2}}\s(?:{_AGAIN})", text) for name in named)
    return chain is not None or again or max(calls, default=0) > 1


_PLACED = re.compile(
    r"(?:conv|합성곱|컨볼루션)[^.?!\n=()]{0,20}(?:뒤|다음|때마다|마다|이후)[^.?!\n=()]{0,12}(?:pool|풀링)(?![\w\s]*[=(])|"
    r"(?:pool|풀링)[^.?!\n=()]{0,20}(?:conv|합성곱|컨볼루션)[^.?!\n=()]{0,12}(?:뒤|다음|마다|앞)|"
    r"pool[^.?!\n=()]{0,30}(?:after|behind|follows|before)\s[^.?!\n=()]{0,15}conv|"
    r"(?:after|behind)\s[^.?!\n=()]{0,12}conv[^.?!\n=()]{0,20}pool|"
    r"conv[^.?!\n=()]{0,20}followed by[^.?!\n=()]{0,12}pool"
)


def is_placed_in_words(text: str) -> bool:
    """Whether words say where a pooling of the code belongs: `pool is applied after conv1 only`.

    >>> is_placed_in_words("c1 = nn.Conv2d(1, 6, 5), pool = nn.MaxPool2d(2). pool comes after conv c1.")
    True
    """
    named = definitions_of(text)
    pools = [name for name, call in named.items() if "Pool" in call]
    return len(pools) == 1 and len(named) > 1 and bool(_PLACED.search(text.lower()))
