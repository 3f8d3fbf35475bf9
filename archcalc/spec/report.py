"""What is wrong with one file: collected while it is read, so that all of it can be said at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from archcalc.errors import ArchcalcError, Fault, Place, SpecError
from archcalc.spec.model import Value
from archcalc.spec.nodes import Node, ScalarNode
from archcalc.spec.values import read_value, unknown_names

MOST_FAULTS = 50  # a file with more is not a spec with slips
FEW_NAMES = 10  # that a message lists again

Entry = tuple[ScalarNode, Node]
Entries = dict[str, Entry]
Result = TypeVar("Result")


class EnoughFaults(Exception):  # noqa: N818 -- not an error: it ends the reading of a file that is no spec
    """There are so many faults that more would help nobody."""


class Report:
    """The faults of one file; `variables` are the names that its expressions may use where reading is now."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.variables: Collection[str] = ()

    def fault(self, message: str, place: Place, hint: str = "") -> None:
        self.add([Fault(message, place, hint)])

    def add(self, faults: Iterable[Fault]) -> None:
        self.faults.extend(faults)
        if len(self.faults) >= MOST_FAULTS:
            raise EnoughFaults

    def error(self) -> SpecError:
        """All faults in the order of the file; a long list of names stands with the first that has it."""
        said: set[str] = set()
        faults = []
        for fault in sorted(self.faults, key=lambda fault: fault.place[1:3] if fault.place else (0, 0)):
            known, colon, names = fault.hint.partition(": ")
            again = fault.hint in said and names.count(", ") > FEW_NAMES
            faults.append(fault._replace(hint=f"{known}{colon}as above") if again else fault)
            said.add(fault.hint)
        return SpecError(*faults)

    def attempt(self, read: Callable[[Node], Result], node: Node, default: Result) -> Result:
        """What `read` makes of a node; its faults are kept, and `default` stands in."""
        try:
            return read(node)
        except ArchcalcError as error:
            self.add(error.faults)
            return default

    def value(self, node: Node, numeric: bool = True) -> Value | None:
        """A value whose variables are all known; None, and faults, if it is not."""
        value = self.attempt(lambda node: read_value(node, numeric), node, None)
        if value is None or value.is_constant:
            return value
        unknown = unknown_names(value, self.variables)
        self.add(unknown)
        return None if unknown else value

    def refuse(self, entries: Entries, known: Collection[str], what: str) -> Collection[str]:
        """A fault for each key that `what` does not have; returns what such keys are likely to stand for."""
        unknown = [name for name in entries if name not in known]
        if not unknown:
            return ()
        from archcalc.spec.hints import unknown_key

        meant = []
        for name in unknown:
            fault, guess = unknown_key(entries, name, known, what)
            if fault:
                self.add([fault])
            meant.append(guess)
        return meant
