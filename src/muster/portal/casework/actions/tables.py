"""Tables: taken in, their columns chosen, read and previewed, loaded as a whole, or thrown away."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, NoReturn

import msgspec
from django.db import transaction

from muster.portal.audit.action import Action, action
from muster.portal.casework.tables.found import Found
from muster.portal.casework.tables.kinds import KINDS
from muster.portal.casework.tables.prepared import Loaded, Prepared
from muster.portal.casework.tables.preparing import opened, prepare
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, files, leases
from muster.portal.foundation.actor import SYSTEM, Actor
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import Authority
from muster.portal.rolls.models import ColumnMapping, TableKind, TableUpload

WORK = "tables"
"""The work of reading tables."""

KEPT = timedelta(days=1)
"""How long a table that nobody loads is kept."""

_LONGEST_NAME = 255


class OfRoll(msgspec.Struct, frozen=True):
    """What a roll is: whose, and of which day. With `only_named` it leaves schools that it has no pupils of alone."""

    collection: Collection
    taken_on: date | None
    only_named: bool = False


def take_table(
    actor: Actor, authority: Authority, kind: TableKind, name: str, content: bytes, roll: OfRoll | None = None
) -> TableUpload:
    """Keep a table, closed, until its columns are chosen; a roll with what it is. One event.

    Raises Refusal where the file is no table, is empty, or the day of a roll is missing or to come.
    """
    if kind == TableKind.ROLL:
        _check_roll(roll)
    table = opened(kind, content)
    headings = [heading[:100] for heading in table.headings]
    with files.keeping(authority.public_id, content) as kept, action(actor, authority.public_id) as act:
        upload = TableUpload.objects.create(
            authority=authority,
            kind=kind,
            collection=roll.collection if roll else None,
            name=name[:_LONGEST_NAME],
            file=kept.name,
            sha256=kept.sha256,
            size=kept.size,
            taken_on=roll.taken_on if roll else None,
            only_named=roll is not None and roll.only_named,
            by_name=actor.name,
            preview={"headings": headings, "row": table.row, "rows": len(table.rows)},
        )
        act.record("table.taken", upload, kind=str(kind), rows=len(table.rows), sha256=kept.sha256)
    return upload


def choose_columns(actor: Actor, upload: TableUpload, seen: int, columns: Mapping[str, int]) -> None:
    """Say which of the table's columns are which of ours; it is read next, and the next table of the kind is read so.

    `columns` gives positions from 0. One event. Raises Changed where somebody was first, Refusal where a column that
    is needed was left out, or one is chosen twice.
    """
    table, headings = KINDS[upload.kind], upload.preview["headings"]
    missing = table.missing(columns)
    if missing:
        raise Refusal("columns_missing", columns="; ".join(missing))
    if len(set(columns.values())) < len(columns) or not set(columns.values()) <= set(range(len(headings))):
        raise Refusal("column_twice")
    with action(actor, upload.authority.public_id) as act:
        _go_on(upload, seen, _to_be_read(upload, columns))
        said = {name: headings[place] for name, place in columns.items()}
        mapping, made = ColumnMapping.objects.get_or_create(
            authority=upload.authority, kind=upload.kind, defaults={"columns": said, "by_name": actor.name}
        )
        if not made and mapping.columns != said:
            mapping.columns, mapping.by_name, mapping.revision = said, actor.name, mapping.revision + 1
            mapping.save()
        act.record("table.columns_chosen", upload, kind=upload.kind, columns=sorted(columns))
        nudge(WORK, upload.public_id)


def read_upload(upload: TableUpload) -> None:
    """Read a table and keep what loading it would change; the load is tried, and undone. One event. Under its lease."""
    preview = dict(upload.preview) | _preview(upload)
    with action(SYSTEM, upload.authority.public_id) as act:
        leases.finish(upload)
        TableUpload.objects.filter(pk=upload.pk).update(preview=preview, revision=upload.revision + 1)
        act.record("table.read", upload, kind=upload.kind, faults=preview["faults_count"])


def load_table(actor: Actor, upload: TableUpload, seen: int) -> Loaded:
    """Load the table, as its preview says, all or nothing; its file goes. One event, and those of what is loaded.

    Raises Changed where somebody was first; Refusal where it has faults, was not read yet, or would change something
    else than its preview said: then it is read once more.
    """
    now = _as_it_is(upload)
    _check_loadable(now, seen)
    prepared = prepare(now)
    with action(actor, now.authority.public_id) as act:
        _go_on(now, seen, {"loaded_at": clock.now(), "loaded_by_name": actor.name, "file": ""})
        loaded = prepared.load(actor)
        if prepared.found.faults_count or loaded.counts != now.preview["counts"]:
            raise Refusal("table_changed_meanwhile")
        act.record(
            "table.loaded",
            now,
            kind=now.kind,
            sha256=now.sha256,
            counts=[f"{count} {name}" for name, count in loaded.counts.items()],
        )
        transaction.on_commit(partial(files.delete, now.file))
    return loaded


def read_again(actor: Actor, upload: TableUpload) -> None:
    """Have a table read once more that is not loaded: what it would be loaded over has changed. One event."""
    with action(actor, upload.authority.public_id) as act:
        now = _as_it_is(upload)
        _go_on(now, now.revision, _to_be_read(now, now.columns))
        act.record("table.to_be_read", now, kind=now.kind)
        nudge(WORK, now.public_id)


def discard_table(actor: Actor, upload: TableUpload, seen: int) -> None:
    """Throw a table away that is not to be loaded, its file too. One event. Raises Changed where somebody was first."""
    with action(actor, upload.authority.public_id) as act:
        now = _as_it_is(upload)
        if now.revision != seen or now.loaded_at is not None:
            _refuse_changed(now)
        _discard(act, now)


def discard_left() -> int:
    """Throw away what nobody has loaded within a day; how many tables that were. One event each."""
    left = TableUpload.objects.filter(loaded_at=None, made_at__lt=clock.now() - KEPT).select_related("authority")
    for upload in left:
        with action(SYSTEM, upload.authority.public_id) as act:
            _discard(act, upload)
    return len(left)


def _discard(act: Action, upload: TableUpload) -> None:
    act.record("table.discarded", upload, kind=upload.kind, sha256=upload.sha256)
    TableUpload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(partial(files.delete, upload.file))


def _check_roll(roll: OfRoll | None) -> None:
    if roll is None:
        raise Refusal("table_without_collection")
    if roll.taken_on is None:
        raise Refusal("roll_day_missing")
    if roll.taken_on > clock.today():
        raise Refusal("roll_day_to_come")


def _to_be_read(upload: TableUpload, columns: Mapping[str, int]) -> dict[str, Any]:
    kept = {name: upload.preview[name] for name in ("headings", "row", "rows")}
    return leases.anew() | {"columns": dict(columns), "preview": kept, "last_fault": ""}


def _preview(upload: TableUpload) -> dict[str, Any]:
    try:
        prepared = prepare(upload)
        loaded = None if prepared.found.faults_count else prepared.due or _tried(prepared)
    except Refusal as refusal:
        return _said(Found(), None) | {"refused": [refusal.id, dict(refusal.facts)], "faults_count": 1}
    return _said(prepared.found, loaded)


def _said(found: Found, loaded: Loaded | None) -> dict[str, Any]:
    return {
        "faults": [[one.row, one.column, one.id, one.facts] for one in found.faults],
        "faults_count": found.faults_count,
        "notes": [[one.row, one.column, one.id, one.facts] for one in found.notes],
        "notes_count": found.notes_count,
        "left_out": dict(found.left_out),
        "counts": loaded.counts if loaded else {},
        "changes": [[one.school, one.what] for one in loaded.changes] if loaded else [],
        "nothing": loaded is not None and loaded.is_nothing,
    }


class _Undone(Exception):
    """Ends a load that was only tried."""


def _tried(prepared: Prepared) -> Loaded:
    """What a load would come to: it is done, and undone."""
    loaded: list[Loaded] = []
    try:
        with transaction.atomic():
            loaded.append(prepared.load(SYSTEM))
            raise _Undone
    except _Undone:
        return loaded[0]


def _check_loadable(upload: TableUpload, seen: int) -> None:
    if upload.revision != seen or upload.loaded_at is not None:
        _refuse_changed(upload)
    if upload.finished_at is None:
        raise Refusal("table_not_read")
    if upload.preview["faults_count"]:
        raise Refusal("table_has_faults")


def _as_it_is(upload: TableUpload) -> TableUpload:
    found = TableUpload.objects.select_related("authority", "collection__authority").filter(pk=upload.pk).first()
    if found is None:
        raise Refusal("table_gone")
    return found


def _go_on(upload: TableUpload, seen: int, values: Mapping[str, Any]) -> None:
    rows = TableUpload.objects.filter(pk=upload.pk, revision=seen, loaded_at=None)
    if not rows.update(**values, revision=seen + 1):
        _refuse_changed(_as_it_is(upload))


def _refuse_changed(upload: TableUpload) -> NoReturn:
    if upload.loaded_at is not None:
        raise Changed("table_loaded", who=upload.loaded_by_name, when=clock.in_words(upload.loaded_at))
    raise Changed("table_moved_on", who=upload.by_name, when=clock.in_words(upload.made_at))
