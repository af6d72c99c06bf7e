"""From the paths that were typed to the files that are checked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from muster.cli.console import tell
from muster.cli.trouble import why_not
from muster.formats.folder import Source, walk
from muster.formats.limits import Limits


class Gathered:
    """The files that the paths stand for, in order.

    `one_upload` tells that it is a single file as a school sends it (a zip of one too), and not a batch. `skipped`
    counts what was passed over, `trouble` tells that a path could not be read: both have been said already.
    """

    def __init__(self, paths: Sequence[Path], *, by_school: bool) -> None:
        self._by_school = by_school
        self.skipped = 0
        self.trouble = False
        self.sources: list[Source] = []
        for path in paths:
            self._take(path)
        self.one_upload = len(paths) == 1 and not paths[0].is_dir() and self._is_upload()

    def _take(self, path: Path) -> None:
        try:
            self.sources += [source for source in self._found(path) if self._opens(source)]
        except OSError as fault:
            self._cannot(fault, path)

    def _found(self, path: Path) -> Iterator[Source]:
        """The files of one path. What a school uploads is one file, whatever is in it."""
        if path.is_dir():
            yield from walk(path, Limits(), self._skip)
            return
        if self._by_school:
            yield Source(str(path), str(path))
            return
        members = list(walk(path, Limits(), self._skip))
        yield from [Source(str(path), str(path))] if _is_zip_of_one(members) else members

    def _opens(self, source: Source) -> bool:
        path = Path(source.path)
        try:
            path.open("rb").close()
        except OSError as fault:
            self._cannot(fault, path)
            return False
        return True

    def _is_upload(self) -> bool:
        return len(self.sources) == 1 and not self.sources[0].members

    def _skip(self, name: str, why: str) -> None:
        self.skipped += 1
        tell(f"Skipped {name}: {why}.")

    def _cannot(self, fault: OSError, path: Path) -> None:
        self.trouble = True
        tell(why_not(fault, Path(fault.filename) if fault.filename else path))


def _is_zip_of_one(members: list[Source]) -> bool:
    """Whether this is a school's own archive, which is read (and refused) as its upload; also one of no results."""
    return not members or (len(members) == 1 and len(members[0].members) == 1)
