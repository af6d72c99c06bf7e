"""A school that was merged into another: its row closes, its people go along, its head waits to be approved."""

from datetime import date

from muster.portal.audit.action import Action, action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.notices import tell_person
from muster.portal.organisations.actions.school_details import compare_and_set
from muster.portal.organisations.models import (
    SIGNING,
    Authority,
    HeadChange,
    Membership,
    Person,
    Role,
    School,
    SignInName,
)
from muster.portal.organisations.school_rows import predecessors_after

_State = HeadChange.State


def close_into(actor: Actor, gone: School, into: School, seen: int, on: date) -> None:
    """Merge a school into another: files that bear its number are the other's from now on, its people are there.

    Those who could confirm or send may send there, others may read; whoever is there already stays as they are. Where
    the other school has no head, the one who was head waits to be approved as such. The old URN signs nobody in. One
    event, and those of the people. Raises Changed where the school was changed since `seen`, and Refusal where one is
    another authority's, was merged before, or the two are one, and for a day that is still to come.
    """
    _check(gone, into, on)
    with action(actor, gone.authority.public_id) as act:
        Authority.objects.select_for_update(no_key=True).get(pk=gone.authority_id)
        head = _head_of(gone)
        closed = gone.closed or on
        compare_and_set(gone, seen, {"merged_into": into, "closed": closed})
        School.objects.filter(merged_into=gone).update(merged_into=into)
        earlier = predecessors_after(into, into.number, [*gone.predecessors, gone.number])
        compare_and_set(into, into.revision, {"predecessors": earlier})
        SignInName.objects.filter(school=gone).update(person=None)
        people = _move_people(act, gone, into)
        _settle_head(act, gone, into, head)
        act.record("school.merged", gone, school=gone.public_id, number=gone.number, into=into.public_id, people=people)
        act.record("school.took_in", into, school=into.public_id, merged=gone.public_id, number=gone.number)


def _check(gone: School, into: School, on: date) -> None:
    if on > clock.today():
        raise Refusal("merger_to_come")
    if gone.authority_id != into.authority_id:
        raise Refusal("school_elsewhere")
    if gone.pk == into.pk:
        raise Refusal("school_merges_itself")
    for school in (gone, into):
        if school.merged_into is not None:
            raise Refusal("school_merged_already", school=school.name, into=school.merged_into.name)


def _head_of(school: School) -> Person | None:
    heads = Membership.objects.filter(school=school, role=Role.HEAD, ended_at__isnull=True).select_related("person")
    found = heads.first()
    return found.person if found else None


def _move_people(act: Action, gone: School, into: School) -> int:
    rows = Membership.objects.filter(school=gone, ended_at__isnull=True).select_related("person").order_by("pk")
    there = set(Membership.objects.filter(school=into, ended_at__isnull=True).values_list("person_id", flat=True))
    moved = 0
    for one in list(rows):
        one.ended_at, one.ended_by_name = clock.now(), act.actor.name
        one.save(update_fields=["ended_at", "ended_by_name"])
        facts = {"person": one.person.public_id, "role": one.role}
        act.record("membership.ended", one, school=gone.public_id, **facts)
        if one.person_id not in there:
            there.add(one.person_id)
            _begin(act, one.person, Role.SENDER if one.role in {*SIGNING, Role.SENDER} else Role.READER, into)
            moved += 1
    return moved


def _begin(act: Action, person: Person, role: Role, school: School) -> None:
    begun = Membership.objects.create(
        authority=school.authority, person=person, role=role, school=school, added_by_name=act.actor.name
    )
    act.record("membership.begun", begun, school=school.public_id, person=person.public_id, role=role)
    said = {"place": school.name, "role": begun.get_role_display(), "inviter": act.actor.name}
    tell_person(school.authority, person, "joined", {**said, "is_new": False})


def _settle_head(act: Action, gone: School, into: School, head: Person | None) -> None:
    """A head who waited at the school waits no more; the one that it had waits at the other, where that has none."""
    waiting = HeadChange.objects.filter(school=gone, state=_State.ASKED).first()
    if waiting is not None:
        waiting.state, waiting.decided_by_name, waiting.decided_at = _State.REFUSED, act.actor.name, clock.now()
        waiting.reason, waiting.revision = f"The school was merged into {into.name}.", waiting.revision + 1
        waiting.save()
        act.record("head_change.refused", waiting, school=gone.public_id)
    taken = _head_of(into) is not None or HeadChange.objects.filter(school=into, state=_State.ASKED).exists()
    if head is not None and not taken:
        change = HeadChange.objects.create(
            authority=into.authority, school=into, name=head.name, email=head.email, asked_by_name=act.actor.name
        )
        act.record("head_change.asked", change, school=into.public_id)
