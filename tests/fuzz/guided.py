"""The process that libFuzzer takes over: `python -m tests.fuzz.guided READER CORPUS [libFuzzer's options]`."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Any

PACKAGES = ("archcalc.spec", "archcalc.calc", "archcalc.explain", "archcalc.ops", "archcalc.output", "archcalc.quiz")


def _show_what_is_caught() -> None:
    """The quiz refuses what runs into an error of Python: each place where that happens is printed once."""
    from archcalc.errors import ArchcalcError

    module: Any = sys.modules["archcalc.quiz.solve"]
    refuse, seen = module._lost, set()

    def noted(*arguments: Any) -> Any:
        error = sys.exception()
        trace = error.__traceback__ if error else None
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is not None and not isinstance(error, ArchcalcError):
            place = f"{type(error).__name__} in {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
            if place not in seen:
                seen.add(place)
                print(f"CAUGHT {place}", file=sys.stderr, flush=True)
        return refuse(*arguments)

    module._lost = noted


def main() -> None:
    """Instrument archcalc, read the seeds once so that all of it is loaded, and give control to libFuzzer."""
    import atheris

    with atheris.instrument_imports(include=["archcalc"]):
        from .mutate import mutated
        from .targets import TARGETS, call

        for package in PACKAGES:  # also what is imported only when something is wrong
            for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
                importlib.import_module(module.name)
        name = sys.argv[1]
        target = TARGETS[name]
        if name == "question":
            _show_what_is_caught()
        for text in target.seeds():
            target.read(text.encode()[: target.longest])
    words = target.words()

    def change(data: bytes, longest: int, seed: int) -> bytes:
        """Half of the specs are changed as trees, the others byte by byte."""
        if seed % 2:
            return mutated(data, seed, words)[:longest]
        found: bytes = atheris.Mutate(data, longest)
        return found

    options = {"custom_mutator": change} if name == "spec" else {}
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: call(target, data), **options)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
