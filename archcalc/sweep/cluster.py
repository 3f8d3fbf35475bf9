"""The parts of a sweep on a Dask cluster: its workers compute them, and whoever asked writes them.

A part is a pure function of its number. When a worker dies, the scheduler gives its parts to another; what
arrives twice is the same and is taken once.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module
from typing import Any

from archcalc.errors import EXIT_FAILED, ArchcalcError, Fault, MissingPartError, UsageError
from archcalc.sweep.job import part_bytes

_FEWEST, _PER_THREAD = 16, 4  # parts that are under way, at least and for each thread of the workers
_AGAIN = "what has been written stays; the same command continues"
_WAIT = 10  # seconds until a scheduler that does not answer, or has no workers, is given up


class ClusterError(ArchcalcError):
    """The cluster could not compute a part; what is there stays, and a second run continues."""

    exit_code = EXIT_FAILED


def on_cluster(address: str, text: str, numbers: list[int]) -> Iterator[tuple[int, bytes]]:
    """Parts of the sweep that `text` describes, in the order in which they are done.

    Raises:
        MissingPartError: distributed is not installed.
        UsageError: no scheduler answers at the address.
        ClusterError: a part failed on several workers.
    """
    distributed = _distributed()
    client = _connected(distributed, address)
    try:
        waiting = iter(numbers)
        threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
        under_way = distributed.as_completed(loop=client.loop, raise_errors=False)
        owner: dict[Any, int] = {}
        sweep = sha256(text.encode()).hexdigest()  # in the keys, for a cluster works for several clients

        def submit() -> None:
            number = next(waiting, None)
            if number is not None:
                future = client.submit(part_bytes, text, number, key=f"archcalc-{sweep}-{number}", retries=2)
                owner[future] = number
                under_way.add(future)

        for _ in range(max(_FEWEST, threads * _PER_THREAD)):
            submit()
        for future in under_way:
            number = owner.pop(future)
            yield number, _result(future, number)
            submit()
    finally:
        client.close()


def _result(future: Any, number: int) -> bytes:
    """The part; where its worker died before handing it over, it is waited for again."""
    try:
        data: bytes = future.result()
    except ArchcalcError:
        raise
    except Exception as error:  # whatever ended a process or a connection somewhere else
        reason = str(error) or type(error).__name__
        raise ClusterError(Fault(f"part {number} failed on the cluster: {reason}", hint=_AGAIN)) from error
    return data


def _connected(distributed: Any, address: str) -> Any:
    try:
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start one: dask scheduler, and dask worker tcp://ADDRESS on each machine"
        raise UsageError(Fault(f"no scheduler answers at {address}: {str(error) or 'timed out'}", hint=hint)) from None
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError:
        client.close()
        hint = f"start one on each machine: dask worker {address}"
        raise UsageError(Fault(f"the scheduler at {address} has no workers", hint=hint)) from None
    return client


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise MissingPartError(
            Fault("--scheduler needs Dask, which is not installed", hint="pip install 'archcalc[dask]'")
        ) from None
