"""A new head: named by the school and decided by an officer, or named by an officer at once."""

from typing import NoReturn

from muster.portal.audit.action import Action, action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.actions.invitations import tell_joined
from muster.portal.organisations.actions.memberships import lock, make_head
from muster.portal.organisations.actions.notices import tell_person, tell_school, tell_team
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.models import HeadChange, Membership, Person, Role, School
from muster.portal.organisations.own_address import own_address

_State = HeadChange.State
_LONGEST_NAME = 200


def ask_for_head(actor: Actor, school: School, name: str, email: str) -> HeadChange:
    """Name who is to be the school's head; an officer decides, and the data team is told by mail. One event.

    Raises Changed where somebody was named already and waits, and Refusal where the name is missing, the address is
    none or a shared one, or it is the present head's.
    """
    change = _named(actor, school, name, email)
    with action(actor, school.authority.public_id) as act:
        lock(school)
        _check_none_waits(school)
        _check_no_head(school, change.email)
        change.save(force_insert=True)
        act.record("head_change.asked", change, school=school.public_id)
        tell_team(school.authority, "head_asked", {"school": school.name, "asker": actor.name})
    return change


def name_head(actor: Actor, school: School, name: str, email: str, *, seen: str) -> HeadChange:
    """Make somebody the school's head at once, as an officer may; those concerned are told. One event, and the head's.

    `seen` is the public id of the head's membership that the officer saw, "" for no head. Raises Changed where there
    is another head meanwhile or the school's own choice waits to be decided, and Refusal as `ask_for_head` does.
    """
    change = _named(actor, school, name, email)
    with action(actor, school.authority.public_id) as act:
        lock(school)
        _check_none_waits(school)
        _check_same_head(school, seen)
        change.state, change.decided_by_name, change.decided_at = _State.APPROVED, actor.name, clock.now()
        change.save(force_insert=True)
        act.record("head_change.approved", change, school=school.public_id)
        _hand_over(actor, change)
    return change


def approve_head(actor: Actor, change: HeadChange, revision: int) -> None:
    """Make the person who was named the school's head; `revision` is what the officer saw. One event, and the head's.

    The earlier head's sessions end at once; the new one gets a link to their own address. The earlier head and who
    asked are told, and the school's main address. Raises Changed where it was decided meanwhile, and Refusal where
    the person cannot be head.
    """
    with action(actor, change.authority.public_id) as act:
        lock(change.school)
        _decide(act, change, revision, _State.APPROVED)
        earlier = _hand_over(actor, change)
        # The earlier head has a mail of their own about it.
        if change.asked_by is not None and change.asked_by != earlier:
            facts = {"school": change.school.name, "head": change.name}
            tell_person(change.authority, change.asked_by, "head_approved", facts)


def refuse_head(actor: Actor, change: HeadChange, revision: int, reason: str) -> None:
    """Refuse a new head, with a reason that the one who asked is told. One event.

    Raises Changed where it was decided meanwhile, and Refusal where the reason is missing.
    """
    if not reason.strip():
        raise Refusal("reason_missing")
    with action(actor, change.authority.public_id) as act:
        lock(change.school)
        _decide(act, change, revision, _State.REFUSED, reason.strip())
        if change.asked_by is not None:
            facts = {"school": change.school.name, "head": change.name, "reason": change.reason}
            tell_person(change.authority, change.asked_by, "head_refused", facts)


def _named(actor: Actor, school: School, name: str, email: str) -> HeadChange:
    if not name.strip():
        raise Refusal("name_missing")
    return HeadChange(
        authority=school.authority,
        school=school,
        name=name.strip()[:_LONGEST_NAME],
        email=own_address(email),
        asked_by=Person.objects.filter(public_id=actor.public_id).first() if actor.kind is ActorKind.PERSON else None,
        asked_by_name=actor.name,
    )


def _decide(act: Action, change: HeadChange, revision: int, state: HeadChange.State, reason: str = "") -> None:
    """Keep the decision, where nobody decided since the officer looked; raises Changed otherwise."""
    decision = {"state": state, "decided_by_name": act.actor.name, "decided_at": clock.now(), "reason": reason}
    waiting = HeadChange.objects.filter(pk=change.pk, state=_State.ASKED, revision=revision)
    decided = waiting.update(**decision, revision=revision + 1)
    change.refresh_from_db()
    if not decided:
        _refuse_decided(change)
    act.record(f"head_change.{state}", change, school=change.school.public_id)


def _refuse_decided(change: HeadChange) -> NoReturn:
    when = clock.in_words(change.decided_at) if change.decided_at else ""
    raise Changed("head_change_decided", who=change.decided_by_name, decided=str(change.state), when=when)


def _hand_over(actor: Actor, change: HeadChange) -> Person | None:
    """Make the new head, and tell them, the earlier one and the school. The earlier one."""
    school = change.school
    head = _head(school)
    earlier = head.person if head else None
    person = add_person(actor, change.email, change.name, authority=school.authority)
    membership = make_head(actor, school, person)
    tell_joined(actor, person, membership)
    if earlier is not None:
        tell_person(school.authority, earlier, "head_ended", {"school": school.name, "head": person.name})
    tell_school(school, "head_changed", {"school": school.name, "head": person.name})
    return earlier


def _head(school: School) -> Membership | None:
    heads = Membership.objects.filter(school=school, role=Role.HEAD, ended_at__isnull=True)
    return heads.select_related("person").first()


def _check_none_waits(school: School) -> None:
    waiting = HeadChange.objects.filter(school=school, state=_State.ASKED).first()
    if waiting is not None:
        raise Changed("head_change_waiting", who=waiting.asked_by_name, when=clock.in_words(waiting.made_at))


def _check_no_head(school: School, address: str) -> None:
    head = _head(school)
    if head is not None and head.person.email == address:
        raise Refusal("already_head", name=head.person.name)


def _check_same_head(school: School, seen: str) -> None:
    head = _head(school)
    if head is not None and head.public_id != seen:
        when = clock.in_words(head.made_at)
        raise Changed("head_named_meanwhile", who=head.added_by_name or "Somebody", head=head.person.name, when=when)
