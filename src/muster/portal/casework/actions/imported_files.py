"""One file of an import: looked at and matched to its school, or, once an officer wants it, taken as its newest."""

from datetime import datetime
from functools import partial

import msgspec
from django.db import transaction

from muster.formats.filename import last_part
from muster.portal.audit.action import action
from muster.portal.casework.desk import Desk
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.casework.whose import named_in
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock, files, leases
from muster.portal.foundation.actor import SYSTEM, Actor, ActorKind
from muster.portal.foundation.files import FileReference
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import School
from muster.portal.returns.actions.putting_in import put_in
from muster.portal.returns.actions.sending import MOST_PUPILS
from muster.portal.returns.checking import Beside, Checked, checked
from muster.portal.returns.models import Return, Version
from muster.portal.returns.policies import check_put_in
from muster.records import Header, ResultsFile, Severity

_Outcome = ImportedFile.Outcome
_KEEPS_FILE = (_Outcome.PROPOSED, _Outcome.OLDER)


class Looked(msgspec.Struct, kw_only=True):
    """What looking at a file told."""

    outcome: ImportedFile.Outcome = _Outcome.PROPOSED
    school: School | None = None
    header_at: datetime | None = None
    errors: int = 0
    queries: int = 0
    pupils: int = 0
    reason: str = ""
    reason_facts: dict[str, str] = {}
    seen: int = 1


def do_file(desk: Desk, row: ImportedFile) -> None:
    """Do what is to be done on a file of the desk's import next, under the lease that it was taken by."""
    row.batch, row.authority = desk.batch, desk.batch.authority
    try:
        if row.wanted_at is None:
            look_at(SYSTEM, row, desk)
        else:
            take(Actor(ActorKind.PERSON, row.wanted_by, row.taken_by), row, desk)
    except Refusal as refusal:
        if refusal.id != "readers_busy":
            raise
        leases.put_off(row, clock.now() + leases.FIRST_WAIT, refusal)


def look_at(actor: Actor, row: ImportedFile, desk: Desk) -> None:
    """Read, match and check a file, and propose it where it is its school's newest; nothing is taken. One event.

    The row is held by a lease, which ends with it.
    """
    told = _looked(row, desk)
    with action(actor, row.authority.public_id) as act:
        # Files of one school that are looked at side by side wait for each other.
        BulkImport.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.batch_id)
        _finish(row, told)
        if told.school is not None and told.outcome in _KEEPS_FILE:
            _propose(row, told.school)
        school = told.school.public_id if told.school else ""
        act.record("import.looked_at", row, school=school, outcome=str(told.outcome), why=told.reason)


def take(actor: Actor, row: ImportedFile, desk: Desk) -> None:
    """Take a file that the officer wants as its school's newest version; or say why not, and take nothing.

    The row is held by a lease, which ends with it. All is in one transaction: a worker that is killed has done
    nothing, and another does it.
    """
    request = desk.request_to(row.school_id)
    held = desk.beside(request) if request is not None else None
    answer = checked(desk.read(row), held.context) if held is not None else None
    try:
        with action(actor, row.authority.public_id) as act:
            if request is None or answer is None or held is None:
                raise Refusal("imported_not_asked", school=row.school.name if row.school else "")
            version = _taken(actor, row, request, answer, held)
            leases.finish(row, outcome=_Outcome.TAKEN, version=version.public_id, file="")
            act.record("import.file_taken", row, school=request.school.public_id, version=version.public_id)
    except Refusal as refusal:
        _leave(actor, row, request, refusal)


def _taken(actor: Actor, row: ImportedFile, request: Request, answer: Checked, held: Beside) -> Version:
    _check(request, answer)
    kept = FileReference(row.file, row.sha256, row.size)
    return put_in(actor, request, row.seen, last_part(row.name), kept, answer, held)


def _leave(actor: Actor, row: ImportedFile, request: Request | None, refusal: Refusal) -> None:
    """Say why a file that an officer wanted was not taken; it can be wanted again where only the return moved on."""
    told = Looked(school=row.school, header_at=row.header_at, errors=row.errors, queries=row.queries, pupils=row.pupils)
    same = _same(row, request) if request is not None else None
    if same is not None:
        _say_the_same(told, same)
    elif isinstance(refusal, Changed):
        told.outcome, told.reason = _Outcome.OLDER, "imported_meanwhile"
        told.reason_facts = _plain(refusal)
    else:
        _refuse(told, refusal)
    kept = Return.objects.filter(request=request).first()
    told.seen = kept.revision if kept else 1
    with action(actor, row.authority.public_id) as act:
        _finish(row, told)
        school = row.school.public_id if row.school else ""
        act.record("import.file_not_taken", row, school=school, why=told.reason)


def _looked(row: ImportedFile, desk: Desk) -> Looked:
    file = desk.read(row)
    told = Looked(header_at=_made_at(file.header))
    if file.unread is not None:
        _refuse(told, Refusal("imported_unreadable", why=_why_stopped(checked(file, desk.context))))
        return told
    named = named_in(file, row.authority)
    told.school = desk.school(named)
    if told.school is None:
        told.outcome, told.reason = _Outcome.UNKNOWN_SCHOOL, "imported_unknown_school"
        told.reason_facts = {"number": named.said}
        if not named.said:
            told.reason = "imported_no_school"
        return told
    request = desk.request_to(told.school.pk)
    if request is None:
        _refuse(told, Refusal("imported_not_asked", school=told.school.name))
    else:
        _look_beside(row, request, desk, file, told)
    return told


def _look_beside(row: ImportedFile, request: Request, desk: Desk, file: ResultsFile, told: Looked) -> None:
    """Tell what is so of a file whose school was asked: beside its roll, and what it has sent."""
    kept = Return.objects.filter(request=request).select_related("newest", "confirmed").first()
    told.seen = kept.revision if kept else 1
    same = _same(row, request) if kept else None
    if same is not None:
        _say_the_same(told, same)
        return
    answer = checked(file, desk.beside(request).context)
    told.pupils = len(answer.view.pupils)
    told.errors = _count(answer, Severity.ERROR)
    told.queries = _count(answer, Severity.QUERY)
    try:
        _check(request, answer)
        if kept is not None:
            check_put_in(kept)
    except Refusal as refusal:
        _refuse(told, refusal)
        return
    if kept is not None and _is_behind(told.header_at, kept):
        told.outcome, told.reason = _Outcome.OLDER, "imported_before"


def _check(request: Request, answer: Checked) -> None:
    """Raises Refusal where this file cannot be this school's results, or the school sends none."""
    if request.participation == Request.Participation.DECLINED:
        raise Refusal("imported_declined", school=request.school.name)
    if answer.is_stopped:
        raise Refusal("imported_unreadable", why=_why_stopped(answer))
    pupils = len(answer.view.pupils)
    if pupils > MOST_PUPILS:
        raise Refusal("pupils_too_many", pupils=f"{pupils:,}", most=f"{MOST_PUPILS:,}")


def _propose(row: ImportedFile, school: School) -> None:
    """Of the import's files of this school propose the latest by its header, where the school has not sent since."""
    rows = list(ImportedFile.objects.filter(batch=row.batch_id, school=school, outcome__in=_KEEPS_FILE))
    best = max(rows, key=_lateness)
    for one in rows:
        outcome, reason = _Outcome.OLDER, one.reason
        if one.reason != "imported_before":
            reason = "imported_twice" if one.sha256 == best.sha256 else "imported_older"
            if one == best:
                outcome, reason = _Outcome.PROPOSED, ""
        if (outcome, reason) != (one.outcome, one.reason):
            ImportedFile.objects.filter(pk=one.pk).update(outcome=outcome, reason=reason)


def _lateness(row: ImportedFile) -> tuple[float, int]:
    return row.header_at.timestamp() if row.header_at else 0.0, row.number


def _is_behind(header_at: datetime | None, kept: Return) -> bool:
    """Whether what the school has is, or may be, newer than a file made at this moment."""
    newest = kept.version
    if newest is None:
        return False
    brought = ImportedFile.objects.filter(version=newest.public_id).first() if newest.for_school else None
    since = (brought.header_at if brought else None) or newest.made_at
    return header_at is None or header_at <= since


def _same(row: ImportedFile, request: Request) -> Version | None:
    """The version that holds this very file, in whatever way it came."""
    versions = Version.objects.filter(school_return__request=request, sha256=row.sha256)
    return versions.defer("sealed").order_by("-number").first()


def _say_the_same(told: Looked, version: Version) -> None:
    told.outcome, told.reason = _Outcome.THE_SAME, "imported_the_same"
    told.reason_facts = {"when": clock.in_words(version.made_at)}


def _refuse(told: Looked, refusal: Refusal) -> None:
    told.outcome, told.reason, told.reason_facts = _Outcome.REFUSED, refusal.id, _plain(refusal)


def _plain(refusal: Refusal) -> dict[str, str]:
    return {name: str(fact) for name, fact in refusal.facts.items()}


def _why_stopped(answer: Checked) -> str:
    """What is said of a file that is no return at all: its first error."""
    errors = [one for one in answer.result.findings if one.severity is Severity.ERROR]
    return " ".join(f"{one.message} {one.advice}" for one in errors[:1])


def _count(answer: Checked, severity: Severity) -> int:
    """How many findings there are of the severity, as the school's own page counts those it lists."""
    return sum(one.severity is severity for one in answer.result.findings)


def _made_at(header: Header) -> datetime | None:
    """When a file says that it was made: a time without a zone, as computers here write it, is London's."""
    return header.created.replace(tzinfo=clock.LONDON) if header.created else None


def _finish(row: ImportedFile, told: Looked) -> None:
    """Write what was told, and end the lease; the file itself goes where nobody can take it any more."""
    fields = {name: getattr(told, name) for name in told.__struct_fields__}
    if told.outcome not in _KEEPS_FILE:
        fields["file"] = ""
        transaction.on_commit(partial(files.delete, row.file))
    leases.finish(row, **fields, wanted_at=None)
