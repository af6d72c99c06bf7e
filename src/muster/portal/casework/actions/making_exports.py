"""Exports made by the worker: from the beginning each time, whoever died over it before."""

import io
import zipfile
from datetime import timedelta
from typing import IO, Any, cast

import msgspec

from muster.portal.audit.action import action
from muster.portal.casework.exports.archive import PASSES, write_archive
from muster.portal.casework.exports.checks import schools_brought, write_checks
from muster.portal.casework.exports.columns import Table, as_csv, as_workbook
from muster.portal.casework.exports.ctfs import Before, SchoolCtf, school_ctf
from muster.portal.casework.exports.findings import findings_table
from muster.portal.casework.exports.parts import Parts, keeping_parts
from muster.portal.casework.exports.pupils import pupils_table
from muster.portal.casework.models import Export, ExportedVersion, ExportPart
from muster.portal.foundation import clock, leases
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.reads.standing import Which, standing_of

WORK = "exports"
"""The name under which exports are worked off."""

KEPT = timedelta(days=7)
"""How long a file can be downloaded; then it is erased, and asked for again where it is needed."""

_SAID_EVERY = 5
"""After so many schools the progress is written down."""


class _Made(msgspec.Struct, frozen=True):
    """What came of it: schools and pupils in the file, and of CTFs what each school's is."""

    schools: int
    pupils: int
    ctfs: tuple[SchoolCtf, ...] = ()


class Progress:
    """Counts the schools that are done, and writes it down now and then for people to see.

    A school is done once it was gone through as often as the file needs: `passes` times.
    """

    def __init__(self, export: Export, schools: int, passes: int = 1) -> None:
        self._rows = Export.objects.filter(pk=export.pk, finished_at=None)
        self._passes = passes
        self._done = 0
        self._rows.update(schools=schools, done=0)

    def __call__(self) -> None:
        """One more."""
        self._done += 1
        if self._done % (_SAID_EVERY * self._passes) == 0:
            self._rows.update(done=self._done // self._passes)


def make_export(export: Export) -> None:
    """Make an export that was taken by lease, keep it closed, and say so, all or nothing.

    Where the lease was lost meanwhile nothing is kept: whoever has it now makes it anew.
    """
    with keeping_parts(export.authority.public_id) as parts:
        made = _made(export, parts)
        parts.end()
        _keep(export, parts, made)


def _made(export: Export, parts: Parts) -> _Made:
    scope = Scope(Level.AUTHORITY, export.authority.public_id)
    standing = standing_of(scope, export.collection, Which.ACCEPTED if export.accepted_only else Which.ALL)
    progress = Progress(export, len(standing), PASSES if export.kind == Export.Kind.ARCHIVE else 1)
    match export.kind:
        case Export.Kind.RESULTS:
            table = pupils_table(scope, export.collection, standing, progress)
        case Export.Kind.FINDINGS:
            table = findings_table(scope, export.collection, standing, progress)
        case Export.Kind.CTFS:
            return _ctfs(export, scope, parts, progress)
        case Export.Kind.CHECKS:
            brought = schools_brought(scope, export.batch) if export.batch else None
            of = [one for one in standing if brought is None or one.request.school_id in brought]
            checks = write_checks(scope, of, cast("IO[bytes]", parts), progress)
            return _Made(checks.schools, checks.findings)
        case _:
            archived = write_archive(scope, export.collection, cast("IO[bytes]", parts), progress)
            return _Made(archived.schools, archived.pupils)
    parts.write(_bytes(export, table))
    return _Made(len(standing), len(table.rows))


def _bytes(export: Export, table: Table) -> bytes:
    return as_csv(table) if export.form == Export.Form.CSV else as_workbook([table])


def _ctfs(export: Export, scope: Scope, parts: Parts, progress: Progress) -> _Made:
    """A zip of the schools' files; no file where nothing is to be taken away."""
    now = clock.now()
    earlier = ExportedVersion.objects.filter(export__collection=export.collection).order_by("serial", "pk")
    before = Before(list(earlier.select_related("export")))
    wanted = []
    for one in standing_of(scope, export.collection, Which.ACCEPTED):
        ctf = school_ctf(scope, export.collection, one, before, now)
        if ctf.is_new or not export.changed_only:
            wanted.append(ctf)
        progress()
    if wanted:
        parts.write(_zipped(export, wanted))
    return _Made(len(wanted), sum(len(one.pupils) for one in wanted), tuple(wanted))


def _zipped(export: Export, ctfs: list[SchoolCtf]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in ctfs:
            there = one.since.astimezone(clock.LONDON)
            day = (there.year, there.month, there.day, there.hour, there.minute, there.second)
            entry = zipfile.ZipInfo(one.name(export.collection), day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, one.bytes(export.collection))
    return made.getvalue()


def _keep(export: Export, parts: Parts, made: _Made) -> None:
    with action(SYSTEM, export.authority.public_id) as act:
        leases.finish(export)
        ExportPart.objects.bulk_create(
            ExportPart(authority=export.authority, export=export, number=number, file=one.name, size=one.size)
            for number, one in enumerate(parts.kept, start=1)
        )
        ExportedVersion.objects.bulk_create([_version(export, one) for one in made.ctfs])
        said: dict[str, Any] = {"schools": made.schools, "pupils": made.pupils, "size": parts.size}
        more = {"done": made.schools, "sha256": parts.sha256, "erase_at": clock.now() + KEPT}
        Export.objects.filter(pk=export.pk).update(**said, **more)
        act.record("export.made", export, kind=export.kind, form=export.form, **said)


def _version(export: Export, ctf: SchoolCtf) -> ExportedVersion:
    version, school_return = ctf.standing.version, ctf.standing.school_return
    return ExportedVersion(
        authority=export.authority,
        export=export,
        school_return=school_return,
        version=version,
        serial=ctf.serial,
        content=ctf.content,
        since=ctf.since,
        pupils=len(ctf.pupils),
    )
