"""The command line: one module per command, loaded only when its command runs."""

from __future__ import annotations

import atexit
import gc
import sys


def main() -> None:
    """Entry point of the `archcalc` script: run a command, dress what went wrong, set the exit code."""
    # A command lives for a tenth of a second and makes no cycles to speak of: collecting them, and looking
    # through everything once more at the end, would be a tenth of its time.
    gc.disable()
    atexit.register(gc.freeze)
    from archcalc.cli.boundary import dressed, prepare_streams

    with dressed():
        prepare_streams()
        from archcalc.cli.plain import run_plain

        if run_plain(sys.argv[1:]):
            sys.exit(0)
        from archcalc.cli.app import app

        app()
