"""The same work on many things, by several processes."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def side_by_side(
    work: Callable[[_Given], _Made],
    given: Sequence[_Given],
    processes: int,
    at_a_time: int,
    *,
    start: Callable[..., None] | None = None,
    starts_with: tuple[object, ...] = (),
) -> Iterator[_Made]:
    """What the work makes of each, in order; ends early where no process could be started, or one was killed.

    The work and `start`, which each process begins with, are functions of a module; what goes in and out is pickled.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _start, (start, starts_with)) as pool:
        try:
            with interrupts_held():
                made = pool.map(work, given, chunksize=at_a_time)
        except OSError:
            return
        try:
            yield from made
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Ctrl-C waits for the end; the processes started here inherit that it does, and leave it to this one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(start: Callable[..., None] | None, starts_with: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a new process does not inherit it
    if start is not None:
        start(*starts_with)
