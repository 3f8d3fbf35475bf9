"""A question as the checks see it: how it was read, what is asked, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from archcalc.quiz.answers import Answer
from archcalc.quiz.quantities import Ask
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asked_words


@dataclass(frozen=True)
class Question:
    """The scene, the asks in the order of the text, and the answers; none as long as it is not solved."""

    scene: Scene
    asks: list[Ask]
    answers: tuple[Answer, ...] = ()

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Kinds of what is asked."""
        return frozenset(ask.kind for ask in self.asks)

    @cached_property
    def names(self) -> list[str]:
        """Names of the answers."""
        return [one.name for one in self.answers]

    @cached_property
    def text(self) -> str:
        """The question without its options, in lower case."""
        return self.scene.body.lower()

    @cached_property
    def asked(self) -> list[str]:
        """The text of each sentence that asks, in lower case."""
        return asked_words(self.scene)

    @cached_property
    def covered(self) -> set[int]:
        """Places of the tokens that the matches of patterns cover."""
        return self.scene.covered()

    @property
    def has_values(self) -> bool:
        """Whether entries of a map are given, with which numbers are worked out."""
        return self.scene.has("MATRIX", "VECTOR")

    @property
    def is_single(self) -> bool:
        """Whether there is one layer, which is not repeated."""
        return len(self.scene.layers) == 1 and self.scene.layers[0].repeat == 1
