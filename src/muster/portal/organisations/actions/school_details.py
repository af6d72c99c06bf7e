"""One school at a time, by hand: added, its details changed, its number or URN changed."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from muster.formats.reference import SchoolRow
from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.schools import add_schools, name_after_urns
from muster.portal.organisations.actions.trusts import add_trusts
from muster.portal.organisations.meanwhile import changed_meanwhile
from muster.portal.organisations.models import Authority, School
from muster.portal.organisations.school_rows import checked, predecessors_after

DETAILS = ("name", "phase", "type", "trust", "mis", "email", "areas", "opened", "closed")
"""What is changed by hand without the school becoming another."""


def add_school(actor: Actor, authority: Authority, row: SchoolRow) -> School:
    """Add one school, as a list of schools does. Raises Refusal where its number or URN is a school's already."""
    with action(actor, authority.public_id):
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        _check_free(authority, row.la, row.estab, row.urn)
        return add_schools(actor, authority, [row]).added[0]


def change_details(actor: Actor, school: School, seen: int, given: Mapping[str, Any]) -> bool:
    """Change details of a school (those in DETAILS; the trust by its name); whether anything was. One event.

    `seen` is the revision that the person saw. Raises Changed where somebody was first, Refusal for a detail that
    cannot be.
    """
    before = {name: getattr(school, name) for name in DETAILS} | {"trust": school.trust.name if school.trust else ""}
    values: dict[str, Any] = {name: given[name] for name in DETAILS if name in given and given[name] != before[name]}
    if not values:
        return False
    with action(actor, school.authority.public_id) as act:
        act.record("school.changed", school, school=school.public_id, fields=list(values))
        if "trust" in values:
            values["trust"] = add_trusts(actor, school.authority, [values["trust"]]).get(values["trust"])
        compare_and_set(school, seen, values)
    return True


def renumber(actor: Actor, school: School, seen: int, row: SchoolRow) -> School:
    """Give a school another number, URN or name: it has become an academy, say. The school as it is then. One event.

    All that is kept of it goes along: accounts (its URN signs the head in), requests, results, roll, former years. Its
    old number stays among its predecessors, so that files which bear it are still the school's. Raises Changed where
    somebody was first, and Refusal where number or URN are another school's.
    """
    with action(actor, school.authority.public_id) as act:
        Authority.objects.select_for_update(no_key=True).get(pk=school.authority_id)
        _check_free(school.authority, row.la, row.estab, row.urn, but=school)
        number = f"{row.la}{row.estab}"
        facts = {"number_before": school.number, "urn_before": school.urn, "number": number, "urn": row.urn}
        act.record("school.renumbered", school, school=school.public_id, **facts)
        name = row.name.strip() or school.name
        values: dict[str, Any] = {"la": row.la, "estab": row.estab, "urn": row.urn, "name": name}
        if row.trust.strip():
            values["trust"] = add_trusts(actor, school.authority, [row.trust])[row.trust.strip()]
        compare_and_set(school, seen, values | {"predecessors": predecessors_after(school, number)})
        name_after_urns(school.authority, [school])
    return school


def compare_and_set(school: School, seen: int, values: Mapping[str, Any]) -> None:
    """Within the caller's action: set these fields where the revision is still `seen`; the school is as then.

    Raises Changed where it has gone on, Refusal where a value cannot be kept.
    """
    if not School.objects.filter(pk=school.pk, revision=seen).exists():
        raise changed_meanwhile(school.authority.public_id, school)
    for name, value in values.items():
        setattr(school, name, value)
    checked(school)
    if not School.objects.filter(pk=school.pk, revision=seen).update(**values, revision=seen + 1):
        raise changed_meanwhile(school.authority.public_id, school)
    school.revision = seen + 1


def _check_free(authority: Authority, la: str, estab: str, urn: str, but: School | None = None) -> None:
    others = School.objects.filter(Q(la=la, estab=estab) | Q(urn=urn), authority=authority)
    found = (others.exclude(pk=but.pk) if but else others).first()
    if found is not None:
        raise Refusal("school_known", school=found.name, number=found.number, urn=found.urn)
