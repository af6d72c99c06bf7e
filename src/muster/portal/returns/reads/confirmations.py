"""What a school confirmed: the receipt, its counts, and the changes made on screen that came with it."""

from collections.abc import Iterable
from datetime import date

import msgspec

from muster.framework import load_framework
from muster.measures import Counts, count
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened as opened_identities
from muster.portal.returns.cells import LEAVE_OUT
from muster.portal.returns.claims import counted
from muster.portal.returns.in_force import is_in_force
from muster.portal.returns.models import Confirmation, Correction, Result, Return, Version
from muster.portal.returns.reads.history import confirmations_of
from muster.portal.returns.sealing import opened

SUBJECTS = ("reading", "writing", "maths", "science")


class Change(msgspec.Struct, frozen=True):
    """A pupil's field changed on screen since the file; `who` is None once the pupil was erased.

    `before` is as the file had it, `after` as it is now, whatever stood there in between; `by` made the last change.
    """

    who: IdentityRecord | None
    field: str
    before: str
    after: str
    by: str

    @property
    def is_removal(self) -> bool:
        """Whether the pupil was taken out of the results."""
        return self.field == LEAVE_OUT

    @property
    def was(self) -> str:
        """What stood there, as people write it."""
        return _in_words(self.field, self.before)

    @property
    def now(self) -> str:
        """What stands there, as people write it."""
        return _in_words(self.field, self.after)


def confirmed_before(scope: Scope, school_return: Return, version: Version) -> Confirmation | None:
    """The newest confirmation of an earlier version, with its version, withdrawn or not; None for the first."""
    every = (one for one in confirmations_of(scope, school_return) if one.version_id != version.pk)
    found = next(every, None)
    if found is not None:
        rows = Version.objects.filter(pk=found.version_id).defer("sealed")
        found.version = scope.within(rows, school="school_return__school").get()
    return found


def confirmation_at(scope: Scope, school_return: Return, public_id: str = "") -> Confirmation | None:
    """The return's confirmation with this public id; without one the one in force, else the newest of all."""
    every = confirmations_of(scope, school_return)
    if public_id:
        return next((one for one in every if one.public_id == public_id), None)
    return next((one for one in every if is_in_force(one, school_return)), every[0] if every else None)


def counts_of(scope: Scope, school_return: Return, version: Version) -> Counts:
    """The version's counts by subject: no name is read for them."""
    collection = school_return.request.collection
    return count(load_framework(collection.year), outcomes_of(scope, version), science=collection.science)


def outcomes_of(scope: Scope, version: Version, *, here_alone: bool = False) -> list[dict[str, str]]:
    """Each pupil's outcomes by subject, and nobody's name. A child who is listed twice is one pupil.

    `here_alone` leaves out those who are counted at another school: as it is counted, not as it was signed.
    """
    rows = scope.within(Result.objects.filter(version=version), school="version__school_return__school")
    rows = counted(rows) if here_alone else rows
    pupils = {row["child_id"]: row for row in rows.order_by("place").values("child_id", *SUBJECTS)}
    return [{subject: row[subject] for subject in SUBJECTS} for row in pupils.values()]


def changes_on_screen(scope: Scope, school_return: Return, version: Version) -> list[Change]:
    """What was changed on screen between the file that the version goes back to and the version, by pupil.

    A field that was changed and changed back is left out.
    """
    versions = _back_to_the_file(scope, school_return, version)
    within = scope.within(
        Correction.objects.filter(version__in=[one.pk for one in versions]),
        school="version__school_return__school",
    )
    rows = list(within.select_related("version").order_by("version__number", "pk"))
    if not rows:
        return []
    vault = vault_of(school_return.authority.public_id)
    said = [(row, opened(row, "change", row.sealed, tuple[str, str], vault)) for row in rows]
    names = _names(scope, rows)
    first: dict[tuple[int, str], str] = {}
    last: dict[tuple[int, str], tuple[str, str]] = {}
    for row, (before, after) in said:
        key = (row.child_id, row.field)
        first.setdefault(key, before)
        last[key] = (after, row.by_name)
    return [
        Change(names.get(key[0]), key[1], before, *last[key]) for key, before in first.items() if before != last[key][0]
    ]


def _in_words(field: str, value: str) -> str:
    """A date of birth as people write it; one that is no date, and everything else, as it stands."""
    if field != "dob":
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"


def _back_to_the_file(scope: Scope, school_return: Return, version: Version) -> list[Version]:
    """The version, and those that it was made from on screen."""
    rows = Version.objects.filter(school_return=school_return).defer("sealed")
    known = {one.pk: one for one in scope.within(rows, school="school_return__school")}
    found, at = [], known.get(version.pk)
    while at is not None and at.origin == Version.Origin.SCREEN:
        found.append(at)
        at = known.get(at.base_id) if at.base_id else None
    return found


def _names(scope: Scope, rows: Iterable[Correction]) -> dict[int, IdentityRecord | None]:
    """By child's key, who it was in the version that was corrected: one who was taken out is not in the newest."""
    bases = {row.version.base_id for row in rows}
    children = {row.child_id for row in rows}
    results = scope.within(
        Result.objects.filter(version__in=bases, child__in=children), school="version__school_return__school"
    ).order_by("version__number", "place")
    identities = opened_identities(Identity.objects.filter(results__in=results))
    return {row.child_id: identities[row.identity_id].record for row in results}
