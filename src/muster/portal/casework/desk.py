"""What whoever works off the files of an import has at hand: the schools asked, and the next file, read meanwhile."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property

from django.db import connections

from muster.formats.filename import school_from_name
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.casework.whose import Named, school_named
from muster.portal.collecting.models import Request
from muster.portal.collecting.terms import settings_of
from muster.portal.foundation import clock, files, reader
from muster.portal.organisations.models import School
from muster.portal.returns.checking import Beside, beside_each
from muster.records import CheckContext, ResultsFile

_TOGETHER = 10
"""What is held for the schools of so many files is read together: few enough to be as new as a check wants it."""


class Desk:
    """The import (with collection and authority), and what its files have in common.

    With `ahead`, rows of the import in the order in which they are worked off, the next one's file is read while the
    one in hand is checked, and what is held for the schools of some of them is read together. Use it with `with`.
    """

    def __init__(self, batch: BulkImport, ahead: Iterable[ImportedFile] = ()) -> None:
        self.batch = batch
        self._waiting = list(ahead)
        self._thread = ThreadPoolExecutor(1, "read ahead") if self._waiting else None
        self._reading: dict[str, Future[ResultsFile]] = {}
        self._held: dict[int, Beside] = {}

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)

    @cached_property
    def context(self) -> CheckContext:
        """What every file is read for."""
        collection = self.batch.collection
        return CheckContext(today=clock.today(), year=collection.year, settings=settings_of(collection))

    def read(self, row: ImportedFile) -> ResultsFile:
        """The row's file as records, read in a process of its own; an archive in it is not opened again."""
        begun = self._reading.pop(row.public_id, None)
        self._begin_next(row)
        return self._read(row, self._content(row)) if begun is None else begun.result()

    def request_to(self, school: int | None) -> Request | None:
        """What the collection asks of the school with this key; None where it was not asked."""
        return self._requests.get(school) if school is not None else None

    def beside(self, request: Request) -> Beside:
        """What a file of the request's school is checked beside, as it was at most a few files ago."""
        if request.pk not in self._held:
            following = [self._expected(row) for row in self._waiting[:_TOGETHER]]
            wanted = {one.pk: one for one in (request, *following) if one is not None}
            self._held = beside_each(list(wanted.values()))
        return self._held[request.pk]

    def school(self, named: Named) -> School | None:
        """The authority's school that a file names; None where it has none."""
        return self._by_number.get(named.number) or school_named(named, self.batch.authority)

    def _expected(self, row: ImportedFile) -> Request | None:
        """What is asked of the school that a file was matched to, or that its name speaks of; None for another."""
        if row.school_id is not None:
            return self._requests.get(row.school_id)
        named = school_from_name(row.name)
        school = self._by_number.get(f"{named.la or self.batch.authority.la}{named.estab}")
        return self._requests.get(school.pk) if school is not None else None

    def _begin_next(self, row: ImportedFile) -> None:
        """Have the file after this one read, one at a time."""
        while self._waiting and self._waiting.pop(0).pk != row.pk:
            continue
        if self._waiting and self._thread is not None:
            following = self._waiting[0]
            with suppress(files.FileMissing):  # said in that file's own turn
                content = self._content(following)
                self._reading[following.public_id] = self._thread.submit(self._read_ahead, following, content)

    def _content(self, row: ImportedFile) -> bytes:
        return files.get(self.batch.authority.public_id, row.file)

    def _read(self, row: ImportedFile, content: bytes) -> ResultsFile:
        return reader.read(content, row.name, self.context, archives=False)

    def _read_ahead(self, row: ImportedFile, content: bytes) -> ResultsFile:
        """The same in the thread, which leaves no connection of its own behind."""
        try:
            return self._read(row, content)
        finally:
            connections.close_all()

    @cached_property
    def _requests(self) -> dict[int, Request]:
        found = {}
        for one in Request.objects.filter(collection=self.batch.collection).select_related("school"):
            one.collection = self.batch.collection
            one.authority = one.school.authority = self.batch.authority
            found[one.school_id] = one
        return found

    @cached_property
    def _by_number(self) -> dict[str, School]:
        return {one.school.number: one.school for one in self._requests.values()}
