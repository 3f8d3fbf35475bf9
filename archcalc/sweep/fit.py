"""The largest setting within a budget, found by looking at every setting of the grid.

Costs need not grow with a knob: channels are rounded, blocks come and go. So nothing is bisected; the sweep
computes the whole grid, which is exact and takes no longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from archcalc.errors import Fault, UsageError
from archcalc.spec.model import Spec
from archcalc.sweep.axes import Axis
from archcalc.sweep.choose import Wish, front, ordered, within
from archcalc.sweep.plan import BATCH, INPUT, RESOLUTION, Plan
from archcalc.sweep.run import Columns
from archcalc.zoo import knobs_of

_SMALLEST_SIDE, _LARGEST_SIDE, _SIDE_STEP = 8, 1024, 8
_LARGEST_BATCH = 1024
_TIMES = 4  # a default grid goes up to that many times the default
_STEPS = 100  # of a knob that is a fraction, per default


class Setting(NamedTuple):
    """Values of the swept knobs and what they cost; `reason` where they make no network."""

    knobs: dict[str, Any]
    figures: dict[str, int]
    reason: str | None

    def over(self, budget: Mapping[str, int]) -> dict[str, int]:
        """By how much each limit is exceeded, if it is."""
        if self.reason is not None:
            return {}
        return {name: self.figures[name] - most for name, most in budget.items() if self.figures[name] > most}


class Fit(NamedTuple):
    """What was found.

    `largest` are the settings that fit and that no other fitting one tops in every knob, those that use the
    budget most first; none where nothing fits. `beyond` is, for each knob of the first of them, the next
    larger setting, which does not fit; a knob at the end of its grid has none. `gap` is a smaller setting that
    does not fit although the largest does. `smallest` has, for each limit, the setting that costs least.
    """

    plan: Plan
    budget: dict[str, int]
    largest: list[Setting]
    beyond: dict[str, Setting]
    gap: Setting | None
    smallest: dict[str, Setting]
    reason: str


def default_axis(name: str, spec: Spec, variant: str | None) -> Axis:
    """A grid for a knob of which only the name is given: its choices, or up to four times its default.

    Raises:
        UsageError: its values have no order, or it has no default to go by.
    """
    knobs = knobs_of(spec, variant)
    if name not in knobs:
        sides = range(_SMALLEST_SIDE, _LARGEST_SIDE + 1, _SIDE_STEP)
        return Axis(name, tuple(range(1, _LARGEST_BATCH + 1) if name == BATCH else sides if name == RESOLUTION else ()))
    default, known = knobs[name], spec.knobs.get(name)
    if known and known.choices:
        return Axis(name, known.choices)
    hint = f"say which values: --over {name}=..."
    if isinstance(default, bool) or not isinstance(default, (int, float)) or default <= 0:
        raise UsageError(Fault(f"knob '{name}' has no default that is a positive number", hint=hint))
    if isinstance(default, int):
        return Axis(name, tuple(range(1, _TIMES * default + 1)))
    step = Fraction(repr(default)) / _STEPS
    return Axis(name, tuple(float(step * index) for index in range(1, _TIMES * _STEPS + 1)))


def rising(axis: Axis) -> Axis:
    """The axis with its values in order, of which "the largest" can be said.

    Raises:
        UsageError: they have none, as words and shapes.
    """
    numbers = [value for value in axis.values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if axis.name == INPUT or len(numbers) < len(axis.values):
        hint = "for inputs use resolution" if axis.name == INPUT else "fit it once for each: --set"
        raise UsageError(Fault(f"the values of {axis.name} have no largest one", hint=hint))
    return Axis(axis.name, tuple(sorted(numbers)))


def fit(plan: Plan, columns: Columns, budget: dict[str, int]) -> Fit:
    """The largest settings of a sweep whose axes rise; `columns` hold its whole grid, in order."""
    fits = within(columns, budget)
    wishes = [Wish(axis.name, largest=True) for axis in plan.axes]
    inside = columns.chosen(fits)
    top = [_setting(inside, index) for index in front(inside, wishes)]
    top.sort(key=lambda setting: (_used(setting, budget), *setting.knobs.values()), reverse=True)
    beyond, gap = ({}, None) if not top else (_beyond(plan, columns, top[0], fits), _gap(plan, columns, top[0], fits))
    smallest = {} if top else {name: _least(columns, name) for name in budget if columns.valid.any()}
    reasons = [reason for reason in columns.reasons.tolist() if reason is not None]
    return Fit(plan, budget, top, beyond, gap, smallest, reasons[0] if reasons else "")


def _setting(columns: Columns, index: int) -> Setting:
    knobs = {name: column[index : index + 1].tolist()[0] for name, column in columns.knobs.items()}
    figures = {name: int(column[index]) for name, column in columns.figures.items()}
    return Setting(knobs, figures, columns.reasons[index])


def _used(setting: Setting, budget: Mapping[str, int]) -> Fraction:
    """The share of the tightest limit that is used."""
    return max(Fraction(setting.figures[name], most) if most else Fraction(0) for name, most in budget.items())


def _beyond(plan: Plan, columns: Columns, setting: Setting, fits: Any) -> dict[str, Setting]:
    """For each knob the next larger value, the others as they are."""
    place = _place(plan, setting)
    found = {}
    for number, axis in enumerate(plan.axes):
        if place[number] + 1 < len(axis.values):
            further = [index + (other == number) for other, index in enumerate(place)]
            at = int(np.ravel_multi_index(further, plan.lengths))
            assert not fits[at], "a larger setting fits"
            found[axis.name] = _setting(columns, at)
    return found


def _gap(plan: Plan, columns: Columns, setting: Setting, fits: Any) -> Setting | None:
    """The smallest network below the setting that does not fit, if costs do not simply grow."""
    below = fits.reshape(plan.lengths)[tuple(slice(index + 1) for index in _place(plan, setting))]
    valid = columns.valid.reshape(plan.lengths)[tuple(slice(length) for length in below.shape)]
    missing = np.argwhere(valid & ~below)
    return _setting(columns, int(np.ravel_multi_index(missing[0], plan.lengths))) if len(missing) else None


def _place(plan: Plan, setting: Setting) -> list[int]:
    return [axis.values.index(setting.knobs[axis.name]) for axis in plan.axes]


def _least(columns: Columns, name: str) -> Setting:
    return _setting(columns, int(ordered(columns, [Wish(name, largest=False)])[0]))


def axes_of(texts: Sequence[str], spec: Spec, variant: str | None, parse: Any) -> list[Axis]:
    """`width` stands for its default grid, `width=...` for the values it names."""
    return [rising(parse(text) if "=" in text else default_axis(text.strip(), spec, variant)) for text in texts]
