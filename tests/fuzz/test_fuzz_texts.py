"""No text breaks a reader: kept texts of the long runs, mutated specs, and what was once found."""

from __future__ import annotations

import time

import pytest

from archcalc.errors import SpecError, UsageError

from .inputs import load
from .judge import spec_text
from .mutate import mutated
from .networks import network
from .targets import LONGEST_MESSAGE, TARGETS, SlowError, Target, call


@pytest.mark.parametrize("name", TARGETS)
def test_kept_texts_are_read_or_refused(name: str):
    texts = load(name)
    assert len(texts) >= 5 and len(set(texts)) == len(texts)
    for data in texts:
        call(TARGETS[name], data)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_read(name: str):
    """What a fuzzer begins with is what people write."""
    for text in TARGETS[name].seeds()[:30]:
        call(TARGETS[name], text.encode())


def test_mutated_specs_are_read_or_refused():
    words = TARGETS["spec"].words()
    for seed in range(400):
        data = spec_text(network(seed)).encode()
        call(TARGETS["spec"], mutated(data, seed, words))


BLOCK = "input: 1x6\nblocks: {b: {layers: [relu]}}\nlayers: [{block: %s}]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BLOCK % "[b]", "there is no block '['b']'"),
        (BLOCK % "3", "there is no block '3'"),
    ],
)
def test_what_was_found_is_refused(text: str, message: str):
    from archcalc.zoo import read_source

    with pytest.raises(SpecError) as caught:
        read_source("found.yaml", text)
    assert caught.value.faults[0].message == message


def never_ends(data: bytes) -> None:
    while True:
        pass


def is_slow(data: bytes) -> None:
    began = time.process_time()
    while time.process_time() - began < 1.2:
        pass


def is_broken(data: bytes) -> None:
    raise KeyError(data)


def is_wordy(data: bytes) -> None:
    from .targets import _refusing

    with _refusing():
        raise UsageError(*["a" * 900] * (LONGEST_MESSAGE // 900))


@pytest.mark.parametrize(
    ("read", "error"),
    [(never_ends, SlowError), (is_slow, SlowError), (is_broken, KeyError), (is_wordy, AssertionError)],
)
def test_what_breaks_the_bounds_is_noticed(read, error: type[Exception]):
    with pytest.raises(error):
        call(Target(read, list, list, 10), b"x", patience=1.5)
