"""What the authority put right of who the pupils of a return are."""

from datetime import date, datetime

import msgspec
from django.db.models import QuerySet

from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened as opened_identities
from muster.portal.returns.models import Confirmation, IdentityCorrection, Return
from muster.portal.returns.sealing import opened

LABELS = {"upn": "UPN", "surname": "Surname", "forename": "Forename", "dob": "Date of birth"}


class Corrected(msgspec.Struct, frozen=True):
    """One correction: the pupil's name as it is by it ("" once erased), what was put right, by whom, when and why.

    `changes` has for each field its label, what stood there, and what stands there.
    """

    name: str
    changes: tuple[tuple[str, str, str], ...]
    by_name: str
    at: datetime
    reason: str


def corrections_of(scope: Scope, school_return: Return) -> list[Corrected]:
    """Every correction, the latest first."""
    rows = list(_rows(scope, school_return).order_by("-pk"))
    keys = {key for row in rows for key in (row.before_id, row.after_id)}
    who = opened_identities(Identity.objects.filter(pk__in=keys))
    vault = vault_of(school_return.request.authority.public_id)
    return [
        _corrected(
            row, who[row.before_id].record, who[row.after_id].record, opened(row, "reason", row.sealed, str, vault)
        )
        for row in rows
    ]


def corrections_number(scope: Scope, confirmation: Confirmation) -> int:
    """How many corrections there are of what was confirmed."""
    rows = IdentityCorrection.objects.filter(result__version=confirmation.version_id)
    return scope.within(rows, school="result__version__school_return__school").count()


def _rows(scope: Scope, school_return: Return) -> QuerySet[IdentityCorrection]:
    rows = IdentityCorrection.objects.filter(result__version__school_return=school_return.pk)
    return scope.within(rows, school="result__version__school_return__school")


def _corrected(
    row: IdentityCorrection, before: IdentityRecord | None, after: IdentityRecord | None, reason: str
) -> Corrected:
    """The correction as people read it; of a pupil who was erased nothing but that it was made."""
    changes: tuple[tuple[str, str, str], ...] = ()
    if before is not None and after is not None:
        changes = tuple((LABELS[name], _said(before, name), _said(after, name)) for name in row.fields)
    name = after.name if after else ""
    return Corrected(name, changes, row.by_name, row.made_at, reason if changes else "")


def _said(record: IdentityRecord, name: str) -> str:
    value = getattr(record, name)
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value or "")
