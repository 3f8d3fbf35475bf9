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
    from archcalc.cli.app import app
    from archcalc.errors import ArchcalcError

    try:
        app()
    except ArchcalcError as error:
        sys.stdout.flush()
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _close_quietly()


def _close_quietly() -> None:
    """Whoever read our output has had enough (`archcalc list | head`): leave without a word."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
