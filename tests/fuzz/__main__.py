"""`python -m tests.fuzz networks|commands|texts [--seed N] [--count N]`: a long run, in one process."""

from __future__ import annotations

import argparse
import random


def main() -> int:
    """Run one kind of fuzzing; the exit code is 1 if it found something."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("what", choices=("networks", "commands", "texts"))
    parser.add_argument("--seed", type=int, default=None, help="first seed; a random one by default")
    parser.add_argument("--count", type=int, default=10_000, help="networks, or texts for each reader")
    parser.add_argument("--minutes", type=float, default=1e9, help="networks, commands: stop after so long")
    parser.add_argument("--keep", action="store_true", help="keep what reached something new in tests/fuzz/texts/")
    parser.add_argument("--go-on", action="store_true", help="networks, commands: do not stop at the first fault")
    parser.add_argument("--target", default=None, help="one reader of texts instead of all")
    arguments = parser.parse_args()
    seed = random.randrange(10**9) if arguments.seed is None else arguments.seed
    if arguments.what == "networks":
        import torch

        from .run_networks import run

        torch.set_num_threads(1)
        return run(seed, arguments.count, arguments.minutes, arguments.go_on)
    if arguments.what == "commands":
        from .run_commands import run as run_commands

        return run_commands(seed, arguments.count, arguments.minutes, arguments.go_on)
    from .run_texts import run_all

    return run_all(seed, arguments.count, arguments.target, arguments.keep)


if __name__ == "__main__":
    raise SystemExit(main())
