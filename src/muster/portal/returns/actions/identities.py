"""A UPN, name or date of birth put right beside what the school signed, which stays as it was signed."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec
from django.conf import settings

from muster.formats.upn import tidy_upn
from muster.portal.audit.action import action
from muster.portal.collecting.addressees import addressees
from muster.portal.collecting.models import Request
from muster.portal.collecting.terms import framework_of
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.once import digest_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.letterhead import letterhead
from muster.portal.outbox.actions import send
from muster.portal.outbox.rendering import Fact
from muster.portal.pupils.actions import identify
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.returns.actions.moving import check_seen, locked, touch
from muster.portal.returns.cells import tidied
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import IdentityCorrection, Result, Return
from muster.portal.returns.reads.identities import identities_of
from muster.portal.returns.sealing import close

CORRECTABLE = ("upn", "surname", "forename", "dob")
"""What is put right: never an outcome, which is the head's to sign."""
_SHORT = 32


class _Pupil(NamedTuple):
    """A pupil of the results in force, who it is by now, and who the others are."""

    row: Result
    before: Identity
    record: IdentityRecord
    others: tuple[tuple[str, str], ...]
    """Child's key and UPN of everybody else in the return."""


def correct_identity(
    actor: Actor, request: Request, seen: int, result: str, wished: Mapping[str, str], reason: str
) -> IdentityCorrection:
    """Put right who a pupil of the results in force is: kept beside them, and told to the school by mail, once a day.

    `result` is the pupil's public id there, `wished` gives fields of CORRECTABLE as typed; a later correction takes an
    earlier one back. The signature stands, and outcomes are never touched. `seen` is the return's revision that the
    officer saw. Raises Changed where somebody was first, Refusal where nothing is confirmed, the pupil is not in it, no
    reason is given, nothing would change, a value cannot be one, or the UPN is another pupil's of the return.
    """
    if not reason.strip():
        raise Refusal("identity_unexplained")
    with action(actor, request.authority.public_id) as act:
        school_return = locked(request)
        check_seen(school_return, seen)
        pupil = _pupil(school_return, result)
        record = with_wishes(pupil.record, wished, request.collection.year)
        fields = [name for name in CORRECTABLE if getattr(record, name) != getattr(pupil.record, name)]
        if not fields:
            raise Refusal("identity_same")
        after = _after(actor, pupil, record)
        row = IdentityCorrection(authority_id=pupil.row.authority_id, result=pupil.row, before=pupil.before)
        row.after, row.fields, row.by_name = after, fields, actor.name
        row.sealed = close(row, "reason", reason.strip(), vault_of(request.authority.public_id))
        row.save(force_insert=True)
        touch(school_return, actor)
        _tell(actor, request)
        collection, school = request.collection.public_id, request.school.public_id
        act.record("return.identity_corrected", row, school=school, collection=collection, fields=fields)
    return row


def with_wishes(record: IdentityRecord, wished: Mapping[str, str], year: int) -> IdentityRecord:
    """Who the pupil is with what was typed, tidied; raises Refusal, in words, for a value that cannot be one."""
    framework, today = framework_of(year), clock.today()
    values = {name: tidied(name, wished[name], framework, today) for name in CORRECTABLE if name in wished}
    born = {"dob": date.fromisoformat(values["dob"])} if "dob" in values else {}
    return msgspec.structs.replace(record, **{**values, **born})


def _pupil(school_return: Return, public_id: str) -> _Pupil:
    if school_return.in_force == InForce.NONE or school_return.confirmed is None:
        raise Refusal("identity_unconfirmed")
    rows = list(Result.objects.filter(version=school_return.confirmed).select_related("identity", "child", "authority"))
    scope = Scope(Level.AUTHORITY, school_return.authority.public_id)
    who = identities_of(scope, rows)
    found = next((row for row in rows if row.public_id == public_id), None)
    record = who[found.pk].record if found else None
    if found is None or record is None:
        raise Refusal("pupil_not_listed")
    others = ((who[row.pk].child, _upn(who[row.pk].record)) for row in rows if row.pk != found.pk)
    return _Pupil(found, Identity.objects.get(public_id=who[found.pk].public_id), record, tuple(others))


def _after(actor: Actor, pupil: _Pupil, record: IdentityRecord) -> Identity:
    """The identity as it is put right: of the child that its UPN or name tells, else of the pupil's own."""
    if any(record.upn and upn == tidy_upn(record.upn) for _, upn in pupil.others):
        raise Refusal("identity_upn_taken")
    (after,) = identify(actor, pupil.row.authority, [record], otherwise={0: pupil.row.child})
    if any(child == after.child.public_id for child, _ in pupil.others):
        raise Refusal("identity_upn_taken")
    return after


def _upn(record: IdentityRecord | None) -> str:
    return tidy_upn(record.upn) if record else ""


def _tell(actor: Actor, request: Request) -> None:
    page = f"{settings.PORTAL_ADDRESS}/schools/{request.school.public_id}/requests/{request.public_id}/"
    facts: dict[str, Fact] = {
        "title": request.collection.title,
        "school": request.school.name,
        "who": actor.name,
        "link": f"{page}identities/",
        **letterhead(request.authority),
    }
    for to in addressees([request.school])[request.school_id]:
        once = f"identity_corrected:{request.public_id}:{clock.today():%Y%m%d}:{digest_of(to.address)[:_SHORT]}"
        send("identity_corrected", to, facts, authority=request.authority.public_id, once=once)
