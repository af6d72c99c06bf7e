"""Questions with what followed their answers."""

from collections.abc import Iterable, Mapping

from muster.portal.returns.reads.questions import Asked


def threads_of(asked: Iterable[Asked]) -> list[tuple[Asked, ...]]:
    """The same questions with what follows each behind it: threads that wait first, then the newest first."""
    every = list(asked)
    after = {one.follows: one for one in every if one.follows}
    threads = [_thread(one, after) for one in every if not one.follows]
    return sorted(threads, key=lambda thread: not thread[-1].is_open)


def _thread(first: Asked, after: Mapping[str, Asked]) -> tuple[Asked, ...]:
    thread = [first]
    while (following := after.get(thread[-1].public_id)) is not None:
        thread.append(following)
    return tuple(thread)
