"""Networks as arguments: what is read, what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archcalc.analysis import analyze
from archcalc.cli.arch import analysis_of, named
from archcalc.errors import UsageError
from archcalc.zoo import load

EXAMPLE = "\n  for example mobilenet_v1:width=0.5@160, my.yaml:variant:width=0.5 or googlenet:training"

FAMILY = """
input: 3x8x8
knobs: {width: 4, sizes: [1, 2], word: a}
variants: {small: {width: 2}, training: {width: 8}}
layers:
  conv: {conv: $width, kernel: 3}
  head: {auxiliary: [flatten, {linear: 2}]}
  out: flatten
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resnet50", ("resnet50", {}, None, False, "resnet50")),
        ("resnet50@160", ("resnet50", {}, (160,), False, "resnet50@160")),
        ("resnet50@3x160x96", ("resnet50", {}, (3, 160, 96), False, "resnet50@3x160x96")),
        ("googlenet:training", ("googlenet", {}, None, True, "googlenet:training")),
        ("a:width=0.5,training@9", ("a", {"width": 0.5}, (9,), True, "a:width=0.5,training@9")),
        ("a:width=0.5:training", ("a", {"width": 0.5}, None, True, "a:width=0.5,training")),
        ("a:depths=[1,2],b=c:d=true", ("a", {"depths": [1, 2], "b": "c", "d": True}, None, False, None)),
        ("x/my.yaml", ("x/my.yaml", {}, None, False, "my")),
        ("x/my.yaml:small:w=1@9", ("x/my.yaml:small", {"w": 1}, (9,), False, "small:w=1@9")),
        ("x@y:z/my.yml:small@9", ("x@y:z/my.yml:small", {}, (9,), False, "small@9")),
        ("-:small", ("-:small", {}, None, False, "small")),
        ("-:training", ("-", {}, None, True, "-:training")),
    ],
)
def test_reading(text: str, expected: tuple[object, ...]) -> None:
    chosen = named(text)
    assert (chosen.name, chosen.knobs, chosen.sizes, chosen.training) == expected[:4]
    assert expected[4] in (None, chosen.label)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"error: '' names no architecture{EXAMPLE}"),
        (":width=1", f"error: ':width=1' names no architecture{EXAMPLE}"),
        ("a:", f"error: a:: an option is missing after ':' or ','{EXAMPLE}"),
        ("a:b=1,", f"error: a:b=1,: an option is missing after ':' or ','{EXAMPLE}"),
        ("a@", f"error: a@: there is no input after the @{EXAMPLE}"),
        ("a@9:b=1", f"error: a@9:b=1: the input comes last, once{EXAMPLE}"),
        ("a@9@8", f"error: a@9@8: the input comes last, once{EXAMPLE}"),
        ("a@b", "error: a@b: 'b' is not a shape; write channels first, for example 3x224x224"),
        ("a:small", f"error: a:small: 'small' is neither knob=value nor 'training'{EXAMPLE}"),
        ("a:=1", f"error: a:=1: '=1' is neither knob=value nor 'training'{EXAMPLE}"),
        ("a:b=1,b=2", "error: a:b=1,b=2: knob 'b' is set twice"),
        ("a:b=[1", "error: a:b=[1: b=[1: this '[' is never closed"),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        named(text)
    assert str(error.value) == message


def test_a_variant_called_training_is_ambiguous(spec_file: Callable[..., str]) -> None:
    path = spec_file(FAMILY)
    with pytest.raises(UsageError) as error:
        named(f"{path}:training")
    assert str(error.value).splitlines() == [
        f"error: {path}:training could be the variant 'training' or the heads for training",
        f"  write {path}:VARIANT:training for the heads of a variant, or give the variant another name",
    ]
    assert analysis_of(f"{path}:training:training").network.name == "training"
    assert analysis_of(f"{path}:small:training").totals.layers == 4


def test_own_knobs_and_input_come_before_those_for_all() -> None:
    ours = analysis_of("mobilenet_v1:width=0.5@160", 2, "flops", {"width": 0.25, "classes": 10}, (3, 96, 96))
    theirs = analyze(load("mobilenet_v1", width=0.5, classes=10), (3, 160, 160), 2, convention="flops")
    assert ours.totals == theirs.totals
    assert analysis_of("mobilenet_v1", knobs={"width": 0.25}, input=(3, 96, 96)).input == (3, 96, 96)


def test_inputs_of_other_ranks(spec_file: Callable[..., str]) -> None:
    path = spec_file("input: 3x8x8x8\nlayers: {c: {conv: 2, kernel: 1}}")
    assert analysis_of(f"{path}@4").input == (3, 4, 4, 4)
    assert analysis_of(f"{path}@4x5x6").input == (3, 4, 5, 6)
    assert analysis_of(f"{path}@1x4x5x6").input == (1, 4, 5, 6)
    with pytest.raises(UsageError, match=r"net@4x5: 4x5 is no input of a network that takes 3x8x8x8"):
        analysis_of(f"{path}@4x5")
    vector = spec_file("input: 7\nlayers: {c: {linear: 2}}", "vector.yaml")
    assert analysis_of(f"{vector}@9").input == (9,)


def test_one_number_does_not_say_frames_and_pixels(spec_file: Callable[..., str]) -> None:
    path = spec_file("input: 3x16x112x112\nlayers: {c: {conv: 2, kernel: 1}}")
    with pytest.raises(UsageError) as caught:
        analysis_of(f"{path}@56")
    fault = caught.value.faults[0]
    assert fault.message == "net@56: 56 is no input of a network that takes 3x16x112x112"
    assert fault.hint == "give all sizes, or those of the axes without the channels: 16x112x112"
    assert analysis_of(f"{path}@16x56x56").input == (3, 16, 56, 56)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("resnet50:training", "error: resnet50:training: resnet50 has no heads that exist only in training"),
        ("vgg16:clases=2", "error: vgg16:clases=2: there is no knob 'clases'\n  did you mean 'classes'?"),
        ("resnet5", "error: there is no architecture 'resnet5'\n  there is resnet50, resnet50_v1, resnet56"),
    ],
)
def test_what_the_zoo_refuses(text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        analysis_of(text)
    assert str(error.value) == message
