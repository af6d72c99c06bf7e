"""Which officer looks after which schools: shared out, several at once."""

from collections.abc import Mapping

from muster.portal.audit.action import Action, action
from muster.portal.casework.models import Assignment
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import DECIDING, Authority, Membership, Person, School


def assign_schools(actor: Actor, authority: Authority, officer: Person | None, seen: Mapping[str, int]) -> int:
    """Give schools to an officer, or to nobody (None): all of them or none. How many have somebody else now.

    `seen` has by each school's public id the revision that the person saw, 0 where nobody has looked after it yet.
    One event a school that changes, and one for all. Raises Changed where somebody was first at one of them, Refusal
    where the person is no officer here any more, or a school is not the authority's.
    """
    if not seen:
        raise Refusal("schools_none")
    with action(actor, authority.public_id) as act:
        _check_officer(authority, officer)
        rows = [row for row in _locked(authority, seen) if row.officer != officer]
        for row in rows:
            _check_seen(row, seen[row.school.public_id])
            _give(act, actor, row, officer)
        Assignment.objects.bulk_update(rows, ["officer", "revision", "changed_at", "changed_by_name"])
        act.record("schools.assigned", officer=officer.public_id if officer else "", schools=len(rows))
    return len(rows)


def _locked(authority: Authority, seen: Mapping[str, int]) -> list[Assignment]:
    """A row a school, made now at revision 0 where there is none, locked until the transaction ends."""
    schools = list(School.objects.filter(authority=authority, public_id__in=seen))
    if len(schools) != len(seen):
        raise Refusal("school_not_there")
    fresh = [Assignment(authority=authority, school=school, revision=0) for school in schools]
    Assignment.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = Assignment.objects.select_for_update(no_key=True, of=("self",)).filter(school__in=schools)
    return list(rows.select_related("school", "officer").order_by("pk"))


def _check_officer(authority: Authority, officer: Person | None) -> None:
    if officer is None:
        return
    held = Membership.objects.filter(person=officer, authority=authority, role__in=DECIDING, ended_at=None)
    if not held.filter(person__is_active=True).exists():
        raise Refusal("officer_gone", name=officer.name)


def _check_seen(row: Assignment, seen: int) -> None:
    if row.revision != seen:
        who = row.changed_by_name or "Somebody"
        raise Changed("school_assigned_meanwhile", school=row.school.name, who=who, when=clock.in_words(row.changed_at))


def _give(act: Action, actor: Actor, row: Assignment, officer: Person | None) -> None:
    before = row.officer.public_id if row.officer else ""
    row.officer, row.revision = officer, row.revision + 1
    row.changed_at, row.changed_by_name = clock.now(), actor.name
    now = officer.public_id if officer else ""
    act.record("school.assigned", row, school=row.school.public_id, officer=now, before=before)
