"""What only one side refuses, with the reason. docs/reliability.md shows this table; a test compares the two."""

from __future__ import annotations

NOT_RUN = "a fault in a layer that is not run (its `when` is false, its block unused, its `repeat` 0) is a fault"

ARCHCALC = {
    "it must be at least 1, not 0": "torch makes a layer without outputs, whose maps have no elements",
    "more than half the window": "torch limits only padding that is equal at both ends; beyond half a window sees none",
    "are not within the": "torch takes a slice of no channels for a tensor without elements",
    "takes away all": "torch returns a map of size 0, with no elements",
    "linear takes a vector": "torch's Linear works on the last axis of a map, which is its width and not its channels",
    "rbf takes a vector": "torch spreads the differences over the last axes of a map",
    "of subsample: one number": "torch has no such layer; ours takes the number of axes from the kernel it is given",
    "] has 1": "torch takes a list of one number for every axis of a window",
    "shuffle takes": "torch shuffles the elements of a vector",
    "multiply do not fit": "torch aligns shapes of different ranks at their last axis, not at the channels",
}
"""A part of archcalc's message, and why it refuses what torch runs."""

TORCH = {
    ("avgpool", "input image (T:"): "torch's three-dimensional mean forgets the padding when it checks the size",
    ("instancenorm", "Expected more than 1 spatial element"): "torch refuses a single position even in eval mode",
    ("groupnorm", "Expected more than 1 value"): "torch refuses a single value per group even in eval mode",
}
"""An operation and a part of torch's message, and why archcalc accepts what torch refuses."""


def of_archcalc(message: str) -> str:
    """Why archcalc alone refuses; empty if that is not known."""
    return next((reason for part, reason in ARCHCALC.items() if part in message), "")


def of_torch(key: str, message: str) -> str:
    """Why torch alone refuses an operation; empty if that is not known."""
    return next((reason for (operation, part), reason in TORCH.items() if operation == key and part in message), "")
