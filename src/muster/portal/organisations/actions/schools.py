"""Schools: the authority's list of them, loaded again whenever it changes."""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from muster.formats.reference import SchoolRow
from muster.portal.audit.action import Action, action
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.actions.trusts import add_trusts
from muster.portal.organisations.models import Authority, School, SignInName
from muster.portal.organisations.school_rows import FIELDS, Match, check, checked, match, values_of


class Absorbed(msgspec.Struct, frozen=True):
    """A school, and the one that the rows say it was merged into."""

    school: School
    into: School


class SchoolsAdded(msgspec.Struct, frozen=True):
    """What a load did: the schools that it made, those that it changed, and how many it found as they were.

    `without_name` are schools whose URN another authority's school signs in with: their people use their addresses.
    `absorbed` are schools that another replaced beside its own: they are still as they were, and to be merged.
    """

    added: tuple[School, ...]
    changed: tuple[School, ...]
    unchanged: int
    without_name: tuple[School, ...]
    absorbed: tuple[Absorbed, ...] = ()


def add_schools(
    actor: Actor, authority: Authority, rows: Sequence[SchoolRow], *, fields: Collection[str] = FIELDS
) -> SchoolsAdded:
    """Bring the authority's schools to what the rows say; each gets its URN as a name to sign in with.

    A row is the school of the same number, else of the same URN, else the one it replaces; a school that no row
    names stays as it is, and so do the details that are none of `fields`. A new number leaves the old one among the
    school's predecessors. A new URN moves the school's sign-in name, and whom it points at stays. One event a
    school added or changed, and one with the counts. Raises Refusal, and writes nothing, where a row is wrong.
    """
    check(rows)
    with action(actor, authority.public_id) as act:
        # Two loads of one authority wait for each other; nothing else takes this lock.
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        trusts = add_trusts(actor, authority, [row.trust for row in rows])
        known = list(School.objects.filter(authority=authority))
        pairs = [(found, values_of(found, trusts, fields)) for found in match(known, rows)]
        added = _added(act, authority, [values for found, values in pairs if found.school is None])
        changed = _changed(act, pairs)
        without = name_after_urns(authority, [*added, *changed])
        counts = len(added), len(changed), len(pairs) - len(added) - len(changed)
        act.record("schools.loaded", added=counts[0], changed=counts[1], unchanged=counts[2])
    return SchoolsAdded(tuple(added), tuple(changed), counts[2], tuple(without), tuple(_absorbed(pairs, added)))


def _absorbed(pairs: list[tuple[Match, dict[str, object]]], added: list[School]) -> Iterator[Absorbed]:
    new = {school.urn: school for school in added}
    for found, _ in pairs:
        into = found.school or new[found.row.urn]
        yield from (Absorbed(school, into) for school in found.absorbs)


def _added(act: Action, authority: Authority, given: list[dict[str, object]]) -> list[School]:
    schools = School.objects.bulk_create([checked(School(authority=authority, **values)) for values in given])
    for school in schools:
        act.record("school.added", school, school=school.public_id, number=school.number, urn=school.urn)
    return schools


def _changed(act: Action, pairs: list[tuple[Match, dict[str, object]]]) -> list[School]:
    changed = []
    for found, values in pairs:
        school = found.school
        fields = [] if school is None else [name for name in FIELDS if getattr(school, name) != values[name]]
        if school is None or not fields:
            continue
        act.record("school.changed", school, school=school.public_id, fields=fields, **_numbers(school, values))
        for name in fields:
            setattr(school, name, values[name])
        school.revision += 1
        changed.append(checked(school))
    School.objects.bulk_update(changed, [*FIELDS, "revision"], batch_size=100)
    return changed


def _numbers(school: School, values: dict[str, object]) -> dict[str, str]:
    """The numbers before and after, for the trail; other details are not kept there."""
    before = {"number": school.number, "urn": school.urn}
    after = {"number": f"{values['la']}{values['estab']}", "urn": str(values["urn"])}
    return {f"{key}_before": before[key] for key in before if before[key] != after[key]} | after


def name_after_urns(authority: Authority, schools: list[School]) -> list[School]:
    """Within the caller's action: each school's URN becomes its name to sign in with, where it is no other's.

    Returns the schools whose URN is another authority's school's name.
    """
    names = {name.school_id: name for name in SignInName.objects.filter(school__in=schools)}
    taken = _taken([school.urn for school in schools], names)
    free = [school for school in schools if school.urn not in taken]
    moved = [names[school.pk] for school in free if school.pk in names and names[school.pk].name != school.urn]
    urns = {school.pk: school.urn for school in free}
    for name in moved:
        name.name = urns[name.school_id]
    SignInName.objects.bulk_update(moved, ["name"])
    new = [school for school in free if school.pk not in names]
    SignInName.objects.bulk_create([SignInName(authority=authority, school=one, name=one.urn) for one in new])
    return [school for school in schools if school.urn in taken]


def _taken(urns: list[str], own: dict[int, SignInName]) -> set[str]:
    others = SignInName.objects.filter(name__in=urns).exclude(pk__in=[name.pk for name in own.values()])
    return set(others.values_list("name", flat=True))
