"""A text read into a scene: tokens, their roles, and the whole put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from archcalc.quiz.answers import not_understood
from archcalc.quiz.assembly.assemble import assemble
from archcalc.quiz.options import Option, cut_options
from archcalc.quiz.roles.dimensions import axes_of
from archcalc.quiz.roles.patterns import find_roles
from archcalc.quiz.scene import Scene
from archcalc.quiz.text.asides import without_contrasts, without_likenings, without_margins, without_remarks
from archcalc.quiz.text.biasasked import with_bias_asked
from archcalc.quiz.text.edits import Edit, without_edits
from archcalc.quiz.text.evenvectors import with_even_vectors
from archcalc.quiz.text.forward import called_in_order, unfolded
from archcalc.quiz.text.impliedsizes import with_new_sizes, with_thin_kernels, without_equal_strides
from archcalc.quiz.text.inorder import counts_in_a_row, entering_by_name, written_in_turn
from archcalc.quiz.text.prepare import prepared
from archcalc.quiz.text.reducedchannels import with_new_channels
from archcalc.quiz.text.token import Token
from archcalc.quiz.text.tokens import tokenize
from archcalc.quiz.text.writtenout import channels_with_kernels, stages_written_out, written_out

MOST_TOKENS = 1200
"""No question of the longest length that is read comes near it."""


_REWRITTEN: tuple[Callable[[str], str], ...] = (
    without_likenings,
    without_margins,
    stages_written_out,
    with_new_sizes,
    with_new_channels,
    with_even_vectors,
    without_equal_strides,
    written_out,
    unfolded,
    channels_with_kernels,
    with_bias_asked,
    with_thin_kernels,
    written_in_turn,
    counts_in_a_row,
    entering_by_name,
    called_in_order,
    without_remarks,
    without_contrasts,
)
"""What is said briefly written out, and what is no part of the question left out, in this order."""


def read_scene(text: str, changes: Mapping[int, str] | None = None) -> Scene:
    """Read a question; `changes` gives numbers, by their place in the text, other roles than they have at first.

    Raises:
        Refused: what it says cannot be true together.
    """
    scene = begun(text, changes)
    assemble(scene)
    return scene


def begun(text: str, changes: Mapping[int, str] | None = None) -> Scene:
    """A scene with its tokens and the roles that words give them, not put together yet.

    Raises:
        Refused: there are too many tokens.
    """
    body, options, tokens, edits = _taken_apart(text)
    scene = Scene(text, body, list(options), list(tokens), changes, edits)
    scene.axes = axes_of(scene.tokens)
    scene.found = find_roles(scene.tokens, scene.body)
    return scene


@lru_cache(maxsize=1)
def _taken_apart(text: str) -> tuple[str, tuple[Option, ...], tuple[Token, ...], tuple[Edit, ...]]:
    """The text without options, the options, the tokens and the edits; kept, as it may be read more than once."""
    for rewritten in _REWRITTEN:
        text = rewritten(text)
    whole, edits = without_edits(text)
    body, options = cut_options(whole)
    tokens = tokenize(body)
    if len(tokens) > MOST_TOKENS:
        raise not_understood("a text with so many numbers and signs", "수와 기호가 너무 많은 글")
    tokens = prepared(tokens, body)
    return body, tuple(options), tuple(tokens), edits
