"""Layers that are defined first and then used in an order of their own, told as a chain of their names.

conv1 = nn.Conv2d(3, 8, 3)
pool = nn.MaxPool2d(2)                                conv1 = nn.Conv2d(3, 8, 3)
conv2 = nn.Conv2d(8, 16, 3)                     ->    nn.MaxPool2d(2)
forward: conv1 → relu → pool → conv2 → pool           conv2 = nn.Conv2d(8, 16, 3)
                                                      nn.MaxPool2d(2)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_CALL = r"(?:nn|layers)\.\w+\((?:[^()\n]|\([^()\n]*\))*\)"
_PARTING = r"\s*[,;](?:\s*and\b)?\s*(?=(?:self\.)?\w+\s*=)|[ \t]*\n"
_DEFINITION = re.compile(rf"(?:self\.)?([A-Za-z]\w*)\s*=\s*({_CALL})(?:{_PARTING})?")
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
    return dict(_DEFINITION.findall(text)) if "=" in text else {}


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
    first = next(_DEFINITION.finditer(text)).start()
    rest = _DEFINITION.sub("", text[first:])
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
