"""A question half solved, and whether what it states of its output is what follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from archcalc.formula import same_output
from archcalc.korean import with_particle
from archcalc.quiz.answers import Answer, contradiction, each_unclear, unclear
from archcalc.quiz.layers import Layer
from archcalc.quiz.network import Network, Walked, is_depthwise_chain
from archcalc.quiz.problems.base import answer
from archcalc.quiz.problems.extremes import extreme, wanted_extreme
from archcalc.quiz.problems.mentioned import layers_of_kind
from archcalc.quiz.problems.which import Which, span_of, which
from archcalc.quiz.quantities import Ask, is_repeated
from archcalc.quiz.scene import Scene
from archcalc.quiz.sentences import asking
from archcalc.quiz.working import Steps

LARGEST_STRIDE = 8


_OF_ONE = re.compile(
    r"\b(?:single|one)(?:\sone)?\sof\sthe\s(?:\w+\s)?(?:images|samples|pictures|inputs)\b|"
    r"\b(?:of|for|in)\s(?:one|a\ssingle|each)\s(?:image|sample|picture)\b"
)
"""`for a single one of the four images`."""


class State(NamedTuple):
    """A question half solved: the scene, its network walked through, and the working so far."""

    scene: Scene
    network: Network
    walked: list[Walked]
    steps: Steps
    asks: tuple[Ask, ...] = ()

    @property
    def batch(self) -> int:
        """How many samples are counted: the batch, or one where `per image` is asked."""
        if any(_OF_ONE.search(self.scene.words(one.first, one.last).lower()) for one in asking(self.scene)):
            return 1
        for sentence in asking(self.scene):
            part = self.scene.tokens[sentence.first : sentence.last + 1]
            for one, two in pairwise(part):
                single = one.kind == "EACH" or (one.kind == "WNUM" and one.value == 1) or one.value in ("per", "single")
                if single and two.kind in ("IMAGE", "INPUT", "SAMPLES"):
                    return 1
                counted = two.kind == "EACH" or (two.kind == "WNUM" and two.value == 1)
                if one.kind == "IMAGE" and counted and self.scene.language == "ko":
                    return 1
        return self.scene.batch or 1

    @property
    def convs(self) -> list[Layer]:
        return [one.layer for one in self.walked if one.layer.is_weighted]

    def which(self, ask: Ask) -> Which | None:
        """The layers that a quantity is asked of; None if it is about the network as a whole."""
        return which(self.scene, self.walked, ask, self.asks)

    def said(self, ask: Ask) -> str:
        """The words that belong to what is asked, in lower case."""
        return self.scene.words(*self.span(ask)).lower()

    def span(self, ask: Ask) -> tuple[int, int]:
        return span_of(self.scene, ask, self.asks)

    def repeats(self, ask: Ask) -> bool:
        """Whether the same quantity is asked more than once."""
        return is_repeated(self.asks, ask.kind)

    def label(self, place: int) -> str:
        """`conv2`, `fc1`: what a layer's own answer is called."""
        layer = self.walked[place].layer
        if layer.name:
            return layer.name
        if is_depthwise_chain([one.layer for one in self.walked]):
            return "depthwise" if layer.depthwise or layer.grouping > 1 else "pointwise"
        kind = "fc" if layer.kind == "fc" else "pool" if layer.is_pool else "conv"
        same = layers_of_kind(self.walked, {"fc": "FC", "pool": "POOL"}.get(kind, "CONV"))
        return f"{kind}{same.index(place) + 1}" if place in same else f"layer{place + 1}"


def of_each(state: State, ask: Ask, name: str, count: Callable[[list[Walked]], int]) -> list[Answer]:
    """`parameters of conv1 and conv2`, `각 층의 파라미터 수`: one answer for each layer, the sum if it is asked."""
    most = wanted_extreme(state.scene)
    if most:
        place = extreme(range(len(state.walked)), most, lambda at: count([state.walked[at]]))
        return [answer(f"{name}_{state.label(place)}", count([state.walked[place]]))]
    named = state.which(ask)
    layers = state.walked if named is None else [state.walked[place] for place in named.places]
    if named is None and len(state.asks) == 1 and _says_each(state, ask):
        raise each_unclear()
    if named is None or not (named.each or state.repeats(ask)):
        return [answer(name, count(layers))]
    weighted = [at for at in named.places if state.walked[at].layer.is_weighted]
    if not named.each:
        label = "_".join(state.label(at) for at in named.places)
        return [answer(f"{name}_{label}", count(layers))]
    counts = [count([state.walked[at]]) for at in weighted]
    found = [answer(f"{name}_{state.label(at)}", one) for at, one in zip(weighted, counts, strict=True)]
    return [*found, answer(name, sum(counts))] if named.total else found


def _says_each(state: State, ask: Ask) -> bool:
    """`their parameters each`, `각각의 파라미터 수` of several layers."""
    weighted = [one for one in state.walked if one.layer.is_weighted]
    beside = state.scene.tokens[max(0, ask.place - 1) : ask.place + 2]
    return len(weighted) > 1 and any(token.kind == "EACH" for token in beside)


def network_of(scene: Scene) -> Network:
    """The scene's layers as a network."""
    channels = scene.channels
    if channels is None and scene.input is not None and not scene.full_shape and _takes_gray(scene):
        channels, scene.one_channel = 1, True
    if len(scene.layers) == 1 and _OF_IMAGES.search(scene.body) and not _has_thin_windows(scene):
        scene.layers[0].cout = scene.layers[0].cout or 1
    if scene.layers and scene.layers[0].kind == "fc" and scene.input is None:
        channels = scene.layers[0].cin or scene.numbers.get("vector")
        return Network(tuple(scene.layers), (1,), channels, scene.batch)
    return Network(tuple(scene.layers), scene.input, channels, scene.batch, scene.out_channels)


_OF_IMAGES = re.compile(r"\b(?:sobel|prewitt|scharr|laplacian|gaussian)\b|소벨|프리윗|라플라시안|가우시안", re.I)
"""Filters of image processing, which work on one channel and give one."""


def _has_thin_windows(scene: Scene) -> bool:
    """`3x1 first and 1x3 afterwards`: another design besides."""
    return any(token.kind == "DIMS" and min(token.value) == 1 < max(token.value) for token in scene.tokens)


def _takes_gray(scene: Scene) -> bool:
    """`fully connected to a 20x20 image`, `a Sobel filter`, connections as in LeNet: one value for each pixel."""
    first = scene.layers[0] if scene.layers else None
    return (
        first is not None
        and first.cin is None
        and (
            first.kind == "fc"
            or bool(_OF_IMAGES.search(scene.body))
            or scene.has("CONNECTIONS", "SHARED", "UNSHARED", "SHARERS")
            or (first.is_pool and scene.has("ELEMENTS") and not scene.changes)
        )
    )


def check_output(state: State) -> None:
    """The output that the text states must be the one that follows."""
    scene = state.scene
    _check_sizes(state)
    _check_further_sizes(state)
    if scene.out_channels is not None and state.walked and state.walked[-1].layer.kind != "fc":
        final = state.walked[-1]
        if final.layer.is_conv and final.layer.cout is None:
            final.layer.cout = scene.out_channels
            state.walked[-1] = final._replace(channels=scene.out_channels)
        elif final.channels is not None and final.channels != scene.out_channels:
            raise contradiction(
                f"the output would have {final.channels} channels, not {scene.out_channels}",
                f"출력 채널은 {scene.out_channels}개가 아니라 {final.channels}개입니다",
            )


def _check_further_sizes(state: State) -> None:
    """A second size that is no output: of parameters it changes nothing, of anything else it is not understood."""
    for token, sizes, channels in state.scene.numbers.get("more", []):
        known = [one for one in state.walked if one.out == sizes and channels in (None, one.channels)]
        if not known and not state.scene.numbers.get("sizes_idle"):
            shown = state.scene.body[token.start : token.end]
            raise unclear(shown)


def _check_sizes(state: State) -> None:
    """The stated size of the output; silent padding that keeps the size is what such a size means."""
    scene, walked = state.scene, state.walked
    if scene.out_sizes is None or not walked:
        return
    last = next(
        (one for one in reversed(walked) if one.out is not None and one.layer.kind not in ("fc", "flatten")), None
    )
    only = walked[0].layer
    if last is not None and last.out != scene.out_sizes:
        if len(walked) == 1 and only.is_conv and not only.tells_padding and _fits_same(scene, only):
            only.same = True
            walked[0] = Walked(only, last.sizes, scene.out_sizes, last.channels)
            return
        if len(walked) == 1 and _is_reachable(scene, only):  # how it comes about is not said, and need not be
            walked[0] = Walked(only, last.sizes, scene.out_sizes, last.channels)
            return
        shown, said = "x".join(map(str, last.out or ())), "x".join(map(str, scene.out_sizes))
        raise contradiction(
            f"the output would be {shown}, not {said}", f"출력은 {with_particle(said, '이')} 아니라 {shown}입니다"
        )
    if len(walked) == 1 and walked[0].out is None and only.is_conv:
        walked[0] = walked[0]._replace(out=scene.out_sizes, sizes=walked[0].sizes or scene.out_sizes)


def _is_reachable(scene: Scene, layer: Layer) -> bool:
    """Whether some stride above 1 leads to the stated output of a layer whose stride and padding are not told."""
    if layer.kind != "conv" or layer.stride is not None or layer.tells_padding or scene.input is None:
        return False
    return any(
        scene.out_sizes in (same, valid)
        for stride in range(2, LARGEST_STRIDE + 1)
        for same in [tuple(same_output(size, stride) for size in scene.input)]
        for valid in [tuple((size - k) // stride + 1 for size, k in zip(scene.input, layer.need_kernel(), strict=True))]
    )


def _fits_same(scene: Scene, layer: Layer) -> bool:
    stride = (layer.stride or (1,))[0]
    return bool(scene.input) and scene.out_sizes == tuple(-(-size // stride) for size in scene.input or ())
