"""Making a move: the return locked, the revision compared, the facts set, the event recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Max

from muster.portal.audit.action import Action, action
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed
from muster.portal.returns.actions.acting import note_act
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Return, Version
from muster.portal.returns.policies import check_move
from muster.portal.returns.workflow import MOVES, after


class Moving:
    """A move under way: set what belongs to it, then it is written when the block ends."""

    def __init__(self, act: Action, actor: Actor, school_return: Return) -> None:
        self.act = act
        self.actor = actor
        self.school_return = school_return
        self.draft: Draft | None = None
        self.facts: dict[str, str | int] = {}
        self.happened = True
        self.keeps_turn = False

    def nothing_changed(self) -> None:
        """Leave the return as it is: what came is what is there already. The caller records an event of its own."""
        self.happened = False


@contextmanager
def moving(actor: Actor, request: Request, seen: int, name: str) -> Iterator[Moving]:
    """Make the move named in one transaction with its event; `seen` is the return's revision that the person saw.

    Raises Changed where somebody was first, Refusal where the facts do not allow it; nothing is written then.
    """
    with action(actor, request.authority.public_id) as act:
        school_return = locked(request)
        check_seen(school_return, seen)
        check_move(name, school_return)
        under_way = Moving(act, actor, school_return)
        yield under_way
        if under_way.happened:
            _settle(under_way, name)


def locked(request: Request) -> Return:
    """The request's return, locked until the transaction ends; made now where the school has done nothing yet."""
    rows = Return.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "request__collection", "newest", "confirmed"
    )
    found = rows.filter(request=request).first()
    if found is None:
        fresh = Return(authority_id=request.authority_id, request=request, school_id=request.school_id)
        Return.objects.bulk_create([fresh], ignore_conflicts=True)
        found = rows.get(request=request)
    _bring_along(found, request)
    return found


def _bring_along(school_return: Return, request: Request) -> None:
    """What a move never changes is not read again: the school, and the authority."""
    school_return.school = school_return.request.school = request.school
    school_return.authority = school_return.request.authority = request.authority
    school_return.request.collection.authority = request.authority


def check_seen(school_return: Return, seen: int) -> None:
    """Raises Changed, with who was first and when, where the return has moved on since the person saw it."""
    if school_return.revision != seen:
        when = school_return.changed_at or school_return.made_at
        raise Changed("changed", who=school_return.changed_by_name or "Somebody", when=clock.in_words(when))


def touch(school_return: Return, actor: Actor) -> None:
    """The return goes on by one revision, changed by this actor now; saves it."""
    school_return.revision += 1
    school_return.changed_at = clock.now()
    school_return.changed_by_name = actor.name
    school_return.save()


def next_number(school_return: Return) -> int:
    """The number of the return's next version."""
    last = Version.objects.filter(school_return=school_return).aggregate(number=Max("number"))["number"]
    return (last or 0) + 1


def _settle(under_way: Moving, name: str) -> None:
    move, school_return = MOVES[name], under_way.school_return
    facts = after(move, school_return.facts, under_way.draft, keeps_turn=under_way.keeps_turn)
    school_return.draft, school_return.in_force, school_return.turn = facts.draft, facts.in_force, facts.turn
    touch(school_return, under_way.actor)
    if under_way.actor.acting:
        note_act(under_way.actor, school_return, name)
    request = school_return.request
    said: dict[str, Any] = {"collection": request.collection.public_id, "draft": str(facts.draft), **under_way.facts}
    under_way.act.record(move.verb, school_return, school=request.school.public_id, **said)
