"""What `--replace` knows: the name of each replacement, its value, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from archcalc.errors import Fault, UsageError, did_you_mean
from archcalc.graph import Graph
from archcalc.naming import matching
from archcalc.ops.conv import ConvTranspose
from archcalc.savings.web import Web
from archcalc.whatif.channels import factor_of, grouped, widened
from archcalc.whatif.kernels import Chosen, factorised, separable, stacked
from archcalc.whatif.plain import plain
from archcalc.whatif.rewrite import Rewritten, Rule, rewrite


class Replacement(NamedTuple):
    """One word of `--replace`: what it does, an example of its value (empty if it has none), why it may do nothing.

    `of_convolutions` replaces those alone, and leaves transposed ones as they are.
    """

    about: str
    example: str
    nothing: str
    rule: Callable[[Web, Chosen, str], Rule]
    needs_value: bool = False
    of_convolutions: bool = False


def _whole(text: str, word: str, low: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text) >= low):
        raise UsageError(Fault(f"'{text[:40]}' is no value for {word}", hint=f"a whole number from {low}, as {word}=4"))
    return int(text)


REPLACEMENTS: dict[str, Replacement] = {
    "separable": Replacement(
        "every dense KxK convolution (K > 1) by a depthwise KxK and a 1x1, the norm and activation behind both",
        "",
        "there is no dense convolution with a kernel above 1 on more than one channel",
        lambda web, chosen, value: separable(web, chosen),
        of_convolutions=True,
    ),
    "stack": Replacement(
        "KxK (odd K > 3) by (K - 1)/2 of 3x3 with the same filters, the stride in the last; stack=5 for 5x5 only",
        "5",
        "there is no square convolution with an odd kernel above 3",
        lambda web, chosen, value: stacked(web, chosen, _whole(value, "stack", 5) if value else None),
        of_convolutions=True,
    ),
    "factorise": Replacement(
        "every dense KxK convolution (K > 1) by a 1xK and a Kx1 with the same filters",
        "",
        "there is no dense convolution with a kernel above 1 along both axes",
        lambda web, chosen, value: factorised(web, chosen),
        of_convolutions=True,
    ),
    "groups": Replacement(
        "groups=G: G groups in every dense convolution whose channels, on both sides, divide by G",
        "4",
        "no dense convolution has channels that divide by it on both sides",
        lambda web, chosen, value: grouped(web, chosen, _whole(value, "groups", 2)),
        needs_value=True,
        of_convolutions=True,
    ),
    "width": Replacement(
        "width=A: all filters times A, rounded to the multiple of 8 (of 4, 2 or 1 where 8 did not divide them) nearest "
        "to it and not more than a tenth below; the last layer keeps its own",
        "0.5",
        "all filters stay as they are",
        lambda web, chosen, value: widened(web, chosen, factor_of(value)),
        needs_value=True,
    ),
    "plain": Replacement(
        "every construction that 'savings' finds by its plain equivalent (global pooling stays)",
        "",
        "there is no economical construction",
        lambda web, chosen, value: plain(web, chosen),
    ),
}


def replace(graph: Graph, text: str, only: Sequence[str] = (), keep: Sequence[str] = ()) -> Rewritten:
    """Apply `separable`, `groups=4`, ... to a graph: to the layers that match `only`, but not to those of `keep`.

    Raises:
        UsageError: an unknown replacement or value, one that changes nothing, or a layer no longer fits.
    """
    word, equals, value = text.strip().partition("=")
    replacement = REPLACEMENTS.get(word)
    if replacement is None:
        hint = did_you_mean(word, REPLACEMENTS, "replacements")
        raise UsageError(Fault(f"there is no replacement '{word[:40]}'", hint=hint))
    if (equals and not replacement.example) or (replacement.needs_value and not value):
        message = f"{word} takes no value" if equals and not replacement.example else f"{word} needs a value"
        example = f"{word}={replacement.example}" if replacement.example else word
        raise UsageError(Fault(message, hint=f"write --replace {example}"))
    paths = [node.path for node in graph.nodes]
    chosen = (matching(only, paths) if only else set(paths)) - matching(keep, paths)
    result = rewrite(graph, replacement.rule(Web(graph), chosen.__contains__, value), text.strip())
    if not result.changed:
        left = " among the layers chosen" if only or keep else ""
        transposed = any(isinstance(node.operation, ConvTranspose) and node.path in chosen for node in graph.nodes)
        hint = "transposed convolutions are left alone" if transposed and replacement.of_convolutions else ""
        raise UsageError(
            Fault(f"{text.strip()} changes nothing in {graph.name}: {replacement.nothing}{left}", hint=hint)
        )
    return result
