"""What a confirmation signs, made from a version's rows; and whether it still holds.

A pupil's leaf is made with the salt of the identity. Erasing a pupil takes the salt away, so that the leaf can be made
no more: it stays among the signed bytes, and one of those that nothing else accounts for is taken as each erased
pupil's. What such a pupil's outcomes were can then no longer be proved, which is what erasing is for; every other
pupil's still can, and a pupil added or changed still shows.
"""

from collections import Counter
from datetime import date

from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Confirmation, Result, Version
from muster.records.canonical import (
    Differences,
    NotCanonical,
    SignedPupil,
    Statement,
    differences,
    leaf_of,
    leaves_of,
    read_signed,
)

CONFIRMED = "return.confirmed"
SUBJECTS = ("reading", "writing", "maths", "science")
_DATES = {**{subject: f"{subject}_date" for subject in SUBJECTS}, "entry": "entry_date", "leaving": "leaving_date"}


def leaves_of_version(version: Version) -> tuple[str, ...]:
    """The leaves of the version's pupils. Raises NotCanonical where a child is listed twice, or one was erased."""
    return leaves_of(tuple(_signed_pupil(row) for row in _rows(version)))


def signed_pupils(scope: Scope, version: Version) -> list[SignedPupil]:
    """What each leaf of the version is made of, to be kept where its signature is to be verified without Muster.

    Pupils who were erased are left out: their salt has gone, and so have their leaves' proofs.
    """
    within = scope.within(Version.objects.filter(pk=version.pk), school="school_return__school").defer("sealed")
    rows = [row for found in within for row in _rows(found)]
    return [_signed_pupil(row) for row in rows if row.identity.erased_at is None]


def differences_of(scope: Scope, confirmation: Confirmation) -> Differences:
    """In what the tables differ today from what was signed, by the digest that the audit trail kept.

    An outcome changed, or a pupil added or taken away, shows; so do a signer or a time altered beside the signature.
    Without its event, or for bytes that were altered, it is `damaged`. Raises LookupError out of the scope.
    """
    row = scope.within(Confirmation.objects.filter(pk=confirmation.pk), school="school_return__school").select_related(
        "version", "school_return__request__collection", "school_return__school", "authority"
    )
    found = row.first()
    if found is None:
        raise LookupError("The confirmation is out of the scope.")
    signed, digest = bytes(found.signed), _recorded_digest(found)
    try:
        then = read_signed(signed)
    except NotCanonical:
        return Differences(damaged=True)
    return differences(signed, digest, _as_it_is_now(found, then))


def _as_it_is_now(confirmation: Confirmation, then: Statement) -> Statement:
    school_return = confirmation.school_return
    return replace(
        then,
        collection=school_return.request.collection.public_id,
        school=school_return.school.public_id,
        ruleset=confirmation.version.ruleset,
        person=confirmation.by,
        person_name=confirmation.by_name,
        confirmed_at=confirmation.at,
        leaves=_leaves_now(confirmation.version, then.leaves),
    )


def _leaves_now(version: Version, signed: tuple[str, ...]) -> tuple[str, ...]:
    """The leaves as the rows make them, with a signed one for each pupil who was erased since."""
    rows = _rows(version)
    known = [leaf_of(_signed_pupil(row)) for row in rows if row.identity.erased_at is None]
    unaccounted = sorted((Counter(signed) - Counter(known)).elements())
    return (*known, *unaccounted[: len(rows) - len(known)])


def _recorded_digest(confirmation: Confirmation) -> str:
    """The digest in the trail; "" where no event tells of this confirmation."""
    rows = Event.objects.filter(
        chain=confirmation.authority.public_id, subject=confirmation.school_return.public_id, verb=CONFIRMED
    )
    receipts = {str(one.facts.get("receipt")): str(one.facts.get("digest")) for one in rows}
    return receipts.get(confirmation.receipt, "")


def _rows(version: Version) -> list[Result]:
    return list(Result.objects.filter(version=version).select_related("identity", "child").order_by("place"))


def _signed_pupil(row: Result) -> SignedPupil:
    outcomes = {subject: code for subject in SUBJECTS if (code := str(getattr(row, subject)))}
    return SignedPupil(salt=bytes(row.identity.salt), child=row.child.public_id, outcomes=outcomes, dates=_dates(row))


def _dates(row: Result) -> dict[str, date]:
    return {name: day for name, column in _DATES.items() if (day := getattr(row, column)) is not None}
