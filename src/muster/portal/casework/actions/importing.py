"""Many schools' files brought in together: kept apart first, then looked at, then taken as an officer says."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

import msgspec

from muster.formats.bulk import Part, parts_of
from muster.formats.limits import Limits
from muster.formats.results import unread
from muster.portal.audit.action import action
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.collecting.models import Collection
from muster.portal.collecting.terms import settings_of
from muster.portal.foundation import clock, files
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.once import Plain, digest_of, once
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.returns.checking import checked
from muster.portal.returns.policies import check_sending
from muster.records import CheckContext, Problem

WORK = "imports"
"""The name under which all the files of an import are worked off, one after another."""

_GIGABYTE = 1_000_000_000
_LONGEST_NAME = 255
_Outcome = ImportedFile.Outcome


class Given(msgspec.Struct, frozen=True):
    """One file as an officer hands it over."""

    name: str
    file: BinaryIO


def begin_import(actor: Actor, collection: Collection, given: Sequence[Given], key: str) -> BulkImport:
    """Keep every file of these, and of the archives among them, and have each looked at; none is taken yet.

    `key` is the form's own, so that a double click begins once. Raises Refusal where nothing may be sent now, where
    there is no file, where there are too many, where the one archive cannot be opened, or where the disk is full.
    """
    check_sending(collection)
    with _kept_files(collection) as apart:
        apart.take(given)
        if not apart.rows:
            raise Refusal("import_empty")
        digest = digest_of(*(f"{row.name} {row.sha256}" for row in apart.rows))
        outcome = once(key, actor, digest, lambda: _begun(actor, collection, given, apart.rows))
        if outcome.repeated:
            apart.forget()
    return BulkImport.objects.get(authority=collection.authority, public_id=outcome.value)


def take_files(actor: Actor, batch: BulkImport, seen: int, wanted: Sequence[str]) -> int:
    """Have these files, named by their public ids, taken as their schools' newest versions; how many.

    `seen` is the import's revision that the officer saw. Raises Changed where somebody was first, Refusal where files
    are still looked at, where one can no longer be taken, or two are of one school.
    """
    check_sending(batch.collection)
    with action(actor, batch.authority.public_id) as act:
        now = BulkImport.objects.select_for_update(no_key=True, of=("self",)).get(pk=batch.pk)
        if now.revision != seen:
            raise _changed(batch)
        rows = _wanted(batch, wanted)
        BulkImport.objects.filter(pk=batch.pk).update(revision=seen + 1)
        ImportedFile.objects.filter(pk__in=[row.pk for row in rows]).update(
            wanted_at=clock.now(), wanted_by=actor.public_id, taken_by=actor.name, not_before=clock.now(),
            finished_at=None, attempts=0, reason="", reason_facts={},
        )  # fmt: skip
        nudge(WORK, batch.public_id)
        act.record("import.taking", batch, collection=batch.collection.public_id, files=len(rows))
    return len(rows)


class _Apart:
    """Files taken apart and kept, with a row each that is not kept yet."""

    def __init__(self, collection: Collection, limits: Limits) -> None:
        self.rows: list[ImportedFile] = []
        self._collection = collection
        self._limits = limits
        self._unpacked = 0

    def take(self, given: Sequence[Given]) -> None:
        """Keep what these hold."""
        for one in given:
            for part in parts_of(one.file, one.name, self._limits, self._skip):
                if part.problem is not None and len(given) == 1 and part.is_whole:
                    raise Refusal("import_unreadable", why=_why_unread(part, part.problem, self._collection))
                self._keep(part)

    def forget(self) -> None:
        """Take every file away again."""
        for row in self.rows:
            if row.file:
                files.delete(row.file)

    def _keep(self, part: Part) -> None:
        row = self._row(part.name)
        self._unpacked += len(part.content)
        if self._unpacked > self._limits.unpacked_bytes:
            raise self._too_much()
        if part.problem is not None:
            _refuse(row, "imported_unreadable", why=_why_unread(part, part.problem, self._collection))
            return
        kept = files.put(self._collection.authority.public_id, part.content)
        row.file, row.sha256, row.size = kept.name, kept.sha256, kept.size

    def _skip(self, name: str, why: str) -> None:
        _refuse(self._row(name), "imported_skipped", why=why)

    def _row(self, name: str) -> ImportedFile:
        if len(self.rows) >= self._limits.members:
            raise self._too_much()
        row = ImportedFile(authority=self._collection.authority, number=len(self.rows) + 1, name=name[:_LONGEST_NAME])
        self.rows.append(row)
        return row

    def _too_much(self) -> Refusal:
        unpacked = self._limits.unpacked_bytes // _GIGABYTE
        return Refusal("import_too_much", members=f"{self._limits.members:,}", unpacked=unpacked)


@contextmanager
def _kept_files(collection: Collection) -> Iterator[_Apart]:
    """Files kept for as long as what follows succeeds."""
    apart = _Apart(collection, Limits())
    try:
        yield apart
    except BaseException:
        apart.forget()
        raise


def _begun(actor: Actor, collection: Collection, given: Sequence[Given], rows: Iterable[ImportedFile]) -> Plain:
    members = list(rows)
    name = given[0].name if len(given) == 1 else f"{len(given)} files"
    with action(actor, collection.authority.public_id) as act:
        batch = BulkImport.objects.create(
            authority=collection.authority,
            collection=collection,
            name=name[:_LONGEST_NAME],
            by=actor.public_id,
            by_name=actor.name,
            files=len(members),
        )
        for row in members:
            row.batch = batch
        ImportedFile.objects.bulk_create(members)
        nudge(WORK, batch.public_id)
        act.record("import.begun", batch, collection=collection.public_id, files=len(members))
    return batch.public_id


def _refuse(row: ImportedFile, reason: str, **facts: str) -> None:
    row.outcome, row.reason, row.reason_facts = _Outcome.REFUSED, reason, facts
    row.finished_at = clock.now()


def _changed(batch: BulkImport) -> Changed:
    last = batch.members.exclude(wanted_at=None).order_by("-wanted_at").first()
    when = last.wanted_at if last and last.wanted_at else batch.made_at
    return Changed("changed", who=last.taken_by if last else "Somebody", when=clock.in_words(when))


def _wanted(batch: BulkImport, wanted: Sequence[str]) -> list[ImportedFile]:
    """The rows named, locked. Raises Refusal where they cannot all be taken."""
    if not wanted:
        raise Refusal("import_nothing_ticked")
    members = list(batch.members.select_for_update(no_key=True, of=("self",)).select_related("school"))
    if any(one.is_pending for one in members):
        raise Refusal("import_still_looked_at")
    rows = [one for one in members if one.public_id in set(wanted) and one.can_be_taken]
    if len(rows) != len(set(wanted)):
        raise Refusal("import_file_gone")
    seen: set[int | None] = set()
    for row in rows:
        if row.school_id in seen:
            raise Refusal("import_ticked_twice", school=row.school.name if row.school else "")
        seen.add(row.school_id)
    return rows


def _why_unread(part: Part, problem: Problem, collection: Collection) -> str:
    """What a check says of a file that could not be read at all."""
    context = CheckContext(today=clock.today(), year=collection.year, settings=settings_of(collection))
    answer = checked(unread(part.name, "", len(part.content), problem), context).result
    return " ".join(f"{one.message} {one.advice}" for one in answer.findings[:1])
