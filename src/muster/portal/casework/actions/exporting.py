"""Exports: asked for, taken away, erased."""

from functools import partial

import msgspec
from django.db import IntegrityError, transaction

from muster.portal.audit.action import Action, action
from muster.portal.casework.actions.making_exports import WORK
from muster.portal.casework.models import BulkImport, Export, ExportPart
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, files
from muster.portal.foundation.actor import SYSTEM, Actor
from muster.portal.foundation.nudge import nudge
from muster.portal.foundation.refusals import Refusal

FORMS = {
    Export.Kind.RESULTS: (Export.Form.XLSX, Export.Form.CSV),
    Export.Kind.FINDINGS: (Export.Form.XLSX, Export.Form.CSV),
    Export.Kind.CTFS: (Export.Form.ZIP,),
    Export.Kind.CHECKS: (Export.Form.ZIP,),
    Export.Kind.ARCHIVE: (Export.Form.ZIP,),
}
"""The kinds of file that each can be had as."""

OF_FILES = frozenset({Export.Kind.ARCHIVE})
"""What a collection of files alone has to take away."""

_AT_ONCE = 100


class Wanted(msgspec.Struct, frozen=True):
    """What somebody asks for. CTFs are always of accepted schools; `changed_only` is for them alone.

    `batch` is the public id of files brought in, for checks of their schools alone.
    """

    kind: Export.Kind
    form: Export.Form
    accepted_only: bool = False
    changed_only: bool = False
    batch: str = ""


def ask_for_export(actor: Actor, collection: Collection, wanted: Wanted) -> Export:
    """Have an export made; it is under way once this returns. The same asked for twice is made once.

    Raises Refusal where another of the kind is under way, or the collection has nothing of it.
    """
    is_of_files = collection.kind == Collection.Kind.FILE_ONLY
    if wanted.form not in FORMS[wanted.kind] or (is_of_files and wanted.kind not in OF_FILES):
        raise Refusal("export_not_offered")
    if wanted.batch and (wanted.kind != Export.Kind.CHECKS or _batch(collection, wanted) is None):
        raise Refusal("export_not_offered")
    try:
        return _asked(actor, collection, wanted)
    except IntegrityError:
        return _under_way(actor, collection, wanted)


def record_taken(actor: Actor, export: Export) -> None:
    """Record that the actor downloads the file, before it is given out. Raises Refusal where it is not there."""
    with action(actor, export.authority.public_id) as act:
        now = Export.objects.select_for_update(no_key=True, of=("self",)).get(pk=export.pk)
        if not now.is_there:
            raise Refusal("export_gone")
        if now.taken_at is None:
            Export.objects.filter(pk=now.pk).update(taken_at=clock.now())
        act.record("export.taken", export, kind=export.kind, form=export.form, pupils=now.pupils, schools=now.schools)


def erase_export(actor: Actor, export: Export) -> None:
    """Delete an export's file for good; its row stays, and says what was in it. Raises Refusal where it is gone."""
    with action(actor, export.authority.public_id) as act:
        if not Export.objects.filter(pk=export.pk, erased_at=None).exclude(finished_at=None).exists():
            raise Refusal("export_gone")
        _erase(act, export)


def erase_old() -> int:
    """Erase the exports whose days are over; how many."""
    rows = Export.objects.filter(erased_at=None, erase_at__lte=clock.now()).select_related("authority")
    old = list(rows.order_by("erase_at")[:_AT_ONCE])
    for export in old:
        erase_export(SYSTEM, export)
    return len(old)


def _asked(actor: Actor, collection: Collection, wanted: Wanted) -> Export:
    with action(actor, collection.authority.public_id) as act:
        export = Export(
            authority=collection.authority, collection=collection, kind=wanted.kind, form=wanted.form,
            accepted_only=wanted.accepted_only or wanted.kind == Export.Kind.CTFS, changed_only=wanted.changed_only,
            by=actor.public_id, by_name=actor.name, batch=_batch(collection, wanted),
        )  # fmt: skip
        with transaction.atomic():
            export.save(force_insert=True)
        narrowed = [name for name in ("accepted_only", "changed_only", "batch") if getattr(export, name)]
        act.record("export.asked", export, kind=export.kind, form=export.form, narrowed=narrowed)
        nudge(WORK, export.public_id)
    return export


def _batch(collection: Collection, wanted: Wanted) -> BulkImport | None:
    return collection.imports.filter(public_id=wanted.batch).first() if wanted.batch else None


def _under_way(actor: Actor, collection: Collection, wanted: Wanted) -> Export:
    """The one that is being made, where it is what this person asked for."""
    rows = Export.objects.filter(collection=collection, kind=wanted.kind, finished_at=None, stopped_at=None)
    found = rows.select_related("authority", "collection").first()
    if found is None:  # made in this very moment
        return _asked(actor, collection, wanted)
    is_theirs = found.by == actor.public_id and found.form == wanted.form and found.changed_only == wanted.changed_only
    is_alike = found.accepted_only == (wanted.accepted_only or wanted.kind == Export.Kind.CTFS)
    is_alike &= found.batch == _batch(collection, wanted)
    if is_theirs and is_alike:
        return found
    raise Refusal("export_under_way", who=found.by_name, when=clock.in_words(found.made_at))


def _erase(act: Action, export: Export) -> None:
    parts = ExportPart.objects.filter(export=export)
    for name in list(parts.values_list("file", flat=True)):
        transaction.on_commit(partial(files.delete, name))
    parts.delete()
    Export.objects.filter(pk=export.pk).update(erased_at=clock.now())
    act.record("export.erased", export, kind=export.kind, form=export.form)
