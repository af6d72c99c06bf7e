"""Changes typed on screen: kept in the worksheet, then checked and kept as one new version."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from muster.framework import Framework
from muster.portal.audit.action import action
from muster.portal.collecting.models import Request
from muster.portal.collecting.states import is_late
from muster.portal.collecting.terms import framework_of
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.returns.actions.moving import Moving, locked, moving, next_number
from muster.portal.returns.actions.storing import draft_after, keep_version
from muster.portal.returns.cells import LEAVE_OUT, is_field, tidied, value_of, with_value
from muster.portal.returns.checking import beside, checked
from muster.portal.returns.listing import Listed, Listing, listed
from muster.portal.returns.models import Cell, Correction, Return, Version, Worksheet
from muster.portal.returns.policies import check_move
from muster.portal.returns.sealing import close, opened
from muster.records import PupilRecord, ResultsFile


class CellWish(msgspec.Struct, frozen=True):
    """A pupil's field as somebody wants it: child's public id, which of its entries; None takes the typed back."""

    child: str
    nth: int
    field: str
    value: str | None


class Change(msgspec.Struct, frozen=True):
    """What a cell changes of a version."""

    cell: Cell
    listing: Listing
    before: str
    after: str


def write_cells(actor: Actor, request: Request, seen_worksheet: int, cells: Sequence[CellWish]) -> None:
    """Keep what was typed, unchecked. `seen_worksheet` is the worksheet's revision that the person saw.

    Raises Changed where somebody was first; Refusal where the return may not be corrected now, a value is none, or a
    pupil is not in the newest version. Nothing is written then.
    """
    with action(actor, request.authority.public_id) as act:
        school_return = locked(request)
        check_move("correct", school_return)
        sheet = _locked_sheet(school_return)
        _check_seen(sheet, school_return, seen_worksheet)
        _write(actor, sheet, school_return, cells)
        _touch(sheet)
        collection, school = request.collection.public_id, request.school.public_id
        act.record("worksheet.written", sheet, school=school, collection=collection, cells=len(cells))


def check_and_keep(actor: Actor, request: Request, seen: int) -> Version:
    """Make one version of everything typed, checked like any file; gives it. Nothing typed is left afterwards.

    What is typed of pupils who are not in the newest version changes nothing. Raises Changed where the return has
    moved on since the revision `seen`, Refusal where nothing would change or no pupil would be left.
    """
    held = beside(request)
    with moving(actor, request, seen, "correct") as move:
        base, sheet = _base(move.school_return), _locked_sheet(move.school_return)
        there, vault = listed(base), vault_of(base.authority.public_id)
        changes = _changes(sheet, there, vault)
        if not changes:
            raise Refusal("nothing_typed")
        answer = checked(_changed(there, changes), held.context)
        if answer.is_stopped:
            raise Refusal("no_pupils_left")
        version = keep_version(actor, _version(move, base), answer, held)
        _keep_corrections(version, there, changes, vault)
        sheet.cells.all().delete()
        _touch(sheet)
        move.draft = draft_after(answer.result)
        move.facts = {"version": version.number, "pupils": version.pupils, "changes": len(changes)}
    return version


def _locked_sheet(school_return: Return) -> Worksheet:
    rows = Worksheet.objects.select_for_update(no_key=True).filter(school_return=school_return)
    found = rows.first()
    if found is None:
        fresh = Worksheet(authority_id=school_return.authority_id, school_return=school_return)
        Worksheet.objects.bulk_create([fresh], ignore_conflicts=True)
        found = rows.get()
    return found


def _check_seen(sheet: Worksheet, school_return: Return, seen: int) -> None:
    if sheet.revision == seen:
        return
    last = sheet.cells.order_by("-at").first()
    who, when = school_return.changed_by_name, school_return.changed_at
    if last is not None and (when is None or last.at > when):
        who, when = last.by_name, last.at
    raise Changed("changed", who=who or "Somebody", when=clock.in_words(when or sheet.made_at))


def _touch(sheet: Worksheet) -> None:
    sheet.revision += 1
    sheet.save(update_fields=["revision"])


def _write(actor: Actor, sheet: Worksheet, school_return: Return, wishes: Sequence[CellWish]) -> None:
    there, vault = listed(_base(school_return)), vault_of(school_return.authority.public_id)
    framework = framework_of(school_return.request.collection.year)
    rows = sheet.cells.select_related("child")
    kept = {(cell.child.public_id, cell.nth, cell.field): cell for cell in rows}
    for wish in wishes:
        cell = kept.pop((wish.child, wish.nth, wish.field), None)
        if wish.value is None:
            if cell is not None:
                cell.delete()
            continue
        cell = cell or _fresh(sheet, there, wish, framework)
        value = tidied(wish.field, wish.value, framework, clock.today())
        cell.sealed = close(cell, "value", value, vault)
        cell.by_name, cell.at = actor.name, clock.now()
        cell.save()
        kept[wish.child, wish.nth, wish.field] = cell


def _fresh(sheet: Worksheet, there: Listed, wish: CellWish, framework: Framework) -> Cell:
    child = there.children.get((wish.child, wish.nth))
    if child is None or not is_field(wish.field, framework):
        raise Refusal("pupil_not_there")
    return Cell(authority_id=sheet.authority_id, worksheet=sheet, child_id=child, nth=wish.nth, field=wish.field)


def _base(school_return: Return) -> Version:
    if school_return.version is None:
        raise Refusal("nothing_sent")
    return school_return.version


def _changes(sheet: Worksheet, there: Listed, vault: Vault) -> list[Change]:
    """What the cells change, in the order of the file; of a pupil who is taken out nothing but that."""
    found = []
    for cell in sheet.cells.select_related("child").order_by("pk"):
        listing = (cell.child.public_id, cell.nth)
        if listing not in there.places:
            continue
        before, after = value_of(there.record(listing), cell.field), opened(cell, "value", cell.sealed, str, vault)
        if before != after:
            found.append(Change(cell, listing, before, after))
    out = {one.listing for one in found if one.cell.field == LEAVE_OUT}
    kept = [one for one in found if one.cell.field == LEAVE_OUT or one.listing not in out]
    return sorted(kept, key=lambda one: there.places[one.listing])


def _changed(there: Listed, changes: Sequence[Change]) -> ResultsFile:
    pupils: list[PupilRecord | None] = list(there.file.pupils)
    for change in changes:
        place = there.places[change.listing]
        record = pupils[place]
        if record is not None:
            out = change.cell.field == LEAVE_OUT
            pupils[place] = None if out else with_value(record, change.cell.field, change.after)
    return replace(there.file, pupils=tuple(one for one in pupils if one is not None))


def _version(move: Moving, base: Version) -> Version:
    school_return = move.school_return
    return Version(
        authority_id=school_return.authority_id,
        school_return=school_return,
        number=next_number(school_return),
        origin=Version.Origin.SCREEN,
        base=base,
        made_by=move.actor.public_id,
        made_by_name=move.actor.name,
        late=is_late(school_return.request.collection),
        for_school=bool(move.actor.acting),
    )


def _keep_corrections(version: Version, there: Listed, changes: Sequence[Change], vault: Vault) -> None:
    """A row a change; its place is the pupil's in the version that was corrected."""
    rows = []
    for change in changes:
        row = Correction(authority_id=version.authority_id, version=version, child_id=there.children[change.listing])
        row.place, row.field, row.by_name = there.places[change.listing], change.cell.field, change.cell.by_name
        row.sealed = close(row, "change", (change.before, change.after), vault)
        rows.append(row)
    Correction.objects.bulk_create(rows)
