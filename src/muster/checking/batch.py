"""Many files: checked side by side, answered in order, and compared across schools."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing

import msgspec

from muster.checking.checker import BatchPlan, Checked, Checker
from muster.checking.claim_store import ClaimStore
from muster.checking.claims import Claims
from muster.checking.scratch import scratch_folder
from muster.checking.side_by_side import side_by_side
from muster.formats.folder import Source
from muster.records import CheckResult
from muster.rules import with_other_schools

Told = Callable[[int], None]

# Starting a process costs as much as checking this many files.
_WORTH_A_PROCESS = 24
_FILES_AT_A_TIME = 8
_encode = msgspec.msgpack.Encoder().encode
_decode_claims = msgspec.msgpack.Decoder(Claims).decode


class Packed(msgspec.Struct, frozen=True):
    """A checked file as it travels between processes."""

    answer: bytes
    school: str | None
    claims: bytes


def check_many(
    sources: Iterable[Source], plan: BatchPlan, *, processes: int = 1, told: Told | None = None
) -> Iterator[CheckResult]:
    """Check files, in their order, with the rules between schools where there are several.

    At most a few files are in memory at once, and of all of them together only keys; the answers wait in a temporary
    file until the last file has been read, because any file may change what is said of another. `told` hears how
    many files are done. Raises OSError when a file cannot be opened.
    """
    listed = list(sources)
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        store = ClaimStore(folder / "claims.sqlite")
        stack.callback(store.close)
        packed = stack.enter_context(closing(_checked(listed, plan, processes)))
        for done, item in enumerate(packed, start=1):
            store.add(item.answer, item.school, _decode_claims(item.claims))
            if told is not None:
                told(done)
        softened = plan.context.settings.softened
        for crossing in store.crossings():
            yield with_other_schools(crossing.answer, crossing.shared, crossing.elsewhere, softened)


def check_one(source: Source, plan: BatchPlan) -> CheckResult:
    """Check a single file, which no other return can say anything of."""
    checker = Checker(plan)
    try:
        return checker.check(source).answer
    finally:
        checker.close()


def _checked(sources: list[Source], plan: BatchPlan, processes: int) -> Generator[Packed, None, None]:
    """The files, checked: side by side where that pays, and where the machine lets processes be started."""
    done = 0
    if processes > 1 and len(sources) >= _WORTH_A_PROCESS:
        with_plan = (_encode(plan),)
        for packed in side_by_side(_check, sources, processes, _FILES_AT_A_TIME, start=_start, starts_with=with_plan):
            done += 1
            yield packed
    yield from _checked_here(sources[done:], plan)


def _checked_here(sources: list[Source], plan: BatchPlan) -> Iterator[Packed]:
    checker = Checker(plan)
    try:
        for source in sources:
            yield _pack(checker.check(source))
    finally:
        checker.close()


def _pack(checked: Checked) -> Packed:
    return Packed(_encode(checked.answer), checked.school, _encode(checked.claims))


class _Process:
    """What a process of the batch keeps from one file to the next."""

    checker: Checker | None = None


def _start(plan: bytes) -> None:
    _Process.checker = Checker(msgspec.msgpack.decode(plan, type=BatchPlan))


def _check(source: Source) -> Packed:
    if _Process.checker is None:
        raise RuntimeError("The process was not started by the batch.")
    return _pack(_Process.checker.check(source))
