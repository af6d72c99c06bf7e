"""Accepted results as Common Transfer Files: clean, minimal, as a national import system takes them."""

from datetime import date, datetime

import msgspec

from muster.formats.ctf_writer import write_ctf
from muster.formats.filename import import_name
from muster.framework import load_framework
from muster.portal.casework.models import ExportedVersion
from muster.portal.collecting.models import Collection
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.crypto import SearchKind, vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.returns.reads.standing import Standing, StandingPupil, pupils_of
from muster.records import Header, OutcomeRow, PupilRecord

MOST_SERIAL = 999


class SchoolCtf(msgspec.Struct, frozen=True, kw_only=True):
    """One school's file: its serial and since when it has it, a key that is equal for equal content, its pupils.

    `is_new` says that what was last downloaded of the school was something else, or nothing.
    """

    standing: Standing
    pupils: tuple[PupilRecord, ...]
    content: str
    serial: int
    since: datetime
    is_new: bool

    def name(self, collection: Collection) -> str:
        """What the file is called."""
        school = self.standing.request.school
        return import_name(school.la, school.estab, collection.authority.la, self.serial)

    def bytes(self, collection: Collection) -> bytes:
        """The file; the same for the same content."""
        header = _header(collection, self.standing, self.since)
        return write_ctf(header, self.pupils, load_framework(collection.year))


class Before:
    """What earlier exports of CTFs had of each school, by the return's key: the newest, and the newest downloaded."""

    def __init__(self, rows: list[ExportedVersion]) -> None:
        self.newest = {row.school_return_id: row for row in rows}
        self.taken = {row.school_return_id: row for row in rows if row.export.taken_at is not None}


def school_ctf(scope: Scope, collection: Collection, standing: Standing, before: Before, now: datetime) -> SchoolCtf:
    """The school's file as it is now; erased pupils, and those counted at another school, are not in it.

    Content that the newest export had keeps its serial and its time; other content has the next.
    """
    counted = (one for one in pupils_of(scope, standing) if one.who is not None and not one.is_struck)
    pupils = tuple(_record(one, collection) for one in counted)
    content = _key(collection, standing, pupils)
    key = standing.school_return.pk if standing.school_return else 0
    newest, taken = before.newest.get(key), before.taken.get(key)
    same = newest is not None and newest.content == content
    serial = newest.serial + (not same) if newest else 1
    since = newest.since if newest and same else now
    is_new = taken is None or taken.content != content
    return SchoolCtf(
        standing=standing,
        pupils=pupils,
        content=content,
        serial=min(serial, MOST_SERIAL),
        since=since,
        is_new=is_new,
    )


def _key(collection: Collection, standing: Standing, pupils: tuple[PupilRecord, ...]) -> str:
    written = write_ctf(_header(collection, standing, None), pupils, load_framework(collection.year))
    return vault_of(collection.authority.public_id).fingerprint(SearchKind.CONTENT, written)


def _record(pupil: StandingPupil, collection: Collection) -> PupilRecord:
    """What an import needs of a pupil: who it is, the year, the outcomes that were accepted."""
    who = pupil.who
    assert who is not None  # noqa: S101 - the caller has left the erased out
    framework = load_framework(collection.year)
    codes = {key: str(getattr(pupil.row, key)) for key in framework.by_key}
    days: dict[str, date | None] = {key: getattr(pupil.row, f"{key}_date") for key in framework.by_key}
    return PupilRecord(
        line=0,
        upn=who.upn,
        surname=who.surname,
        forename=who.forename,
        dob=who.dob,
        dob_text=who.dob.isoformat() if who.dob else pupil.record.dob_text,
        sex=who.sex,
        nc_year=pupil.record.nc_year,
        outcomes=tuple(
            OutcomeRow(key, code, 0, day.isoformat() if (day := days[key]) else "")
            for key, code in codes.items()
            if code
        ),
    )


def _header(collection: Collection, standing: Standing, made: datetime | None) -> Header:
    school = standing.request.school
    return Header(
        created=made.astimezone(LONDON).replace(tzinfo=None) if made else None,
        source_la=school.la,
        source_estab=school.estab,
        source_urn=school.urn,
        source_name=school.name,
        dest_la=collection.authority.la,
    )
