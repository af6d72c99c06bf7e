"""The authority accepts what schools confirmed: one return, or all those that are clear."""

from collections.abc import Mapping, Sequence

import msgspec
from django.db.models import QuerySet

from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.reads.memberships import deciders_of
from muster.portal.returns.acting import had_a_part
from muster.portal.returns.actions.messages import tell_of_accepting_alone
from muster.portal.returns.actions.moving import Moving, moving
from muster.portal.returns.actions.reviewing import take_answers, take_explanations
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Confirmation, Question, Return
from muster.portal.returns.reads.findings import asking_of_returns
from muster.portal.returns.reads.left import left_of, reviews_of
from muster.portal.returns.reads.progress import progress_of
from muster.portal.returns.unread import latest_reviews, open_questions, unread_answers, unread_explanations

ENOUGH = 3
"""An authority with so many officers always has a second one."""


class Accepting(msgspec.Struct, frozen=True, kw_only=True):
    """How an officer accepts: why alone, where no second person is there; whether over what the school has left."""

    alone_because: str = ""
    over_open: bool = False


class AcceptedMany(msgspec.Struct, frozen=True):
    """The requests whose returns were accepted now, those that were already, and those left, each with why."""

    accepted: tuple[Request, ...]
    already: tuple[Request, ...]
    left: tuple[tuple[Request, str], ...]


def accept(actor: Actor, request: Request, seen: int, how: Accepting | None = None) -> Return:
    """Accept what the school confirmed. What it would change from now on, an officer opens again first.

    The explanations and answers that nobody took yet are taken as they are with it. Raises Changed where somebody was
    first; Refusal where nothing is confirmed, newer results are unconfirmed, something is left at the school and `how`
    does not say that it may be, or this person made or confirmed the version: then somebody else accepts, or, where
    there are fewer than three officers, the same one with a reason, of which the school is told.
    """
    return _accept(actor, request, seen, how or Accepting())


def accept_clear(actor: Actor, collection: Collection, chosen: Mapping[str, int]) -> AcceptedMany:
    """Accept the clear returns among these requests, given by public id with the revision that the officer saw.

    Each in a transaction of its own: what has changed meanwhile is left and says why; what was accepted already stays.
    """
    accepted: list[Request] = []
    already: list[Request] = []
    left: list[tuple[Request, str]] = []
    for line in progress_of(_scope(collection), collection):
        request = line.request
        if request.public_id not in chosen:
            continue
        if line.in_force is InForce.ACCEPTED:
            already.append(request)
        elif not line.is_clear:
            left.append((request, Refusal("no_longer_clear").sentence))
        elif (why := _why_not(actor, request, chosen[request.public_id])) is not None:
            left.append((request, why))
        else:
            accepted.append(request)
    return AcceptedMany(tuple(accepted), tuple(already), tuple(left))


def _why_not(actor: Actor, request: Request, seen: int) -> str | None:
    """Accept it; why that was refused, None where it was not."""
    try:
        _accept(actor, request, seen, Accepting(), is_clear=True)
    except Changed as changed:
        return Refusal("moved_on", **changed.facts).sentence
    except Refusal as refusal:
        return refusal.sentence
    return None


def _accept(actor: Actor, request: Request, seen: int, how: Accepting, *, is_clear: bool = False) -> Return:
    """`is_clear` where the caller has just read, at the same revision, that nothing is left."""
    with moving(actor, request, seen, "accept") as move:
        confirmation = _in_force(move.school_return)
        alone = _is_own(actor, confirmation)
        if alone:
            _check_alone(request, how)
        taken, left = (0, 0) if is_clear else _settle(move, how)
        confirmation.accepted_at, confirmation.accepted_by_name = clock.now(), actor.name
        confirmation.alone_because = how.alone_because.strip() if alone else ""
        confirmation.save(update_fields=["accepted_at", "accepted_by_name", "alone_because"])
        if alone:
            tell_of_accepting_alone(move.school_return, actor.name)
        move.facts = {"version": confirmation.version.number, "receipt": confirmation.receipt, "taken": taken}
        move.facts |= {"left": left, "alone": alone}
    return move.school_return


def _is_own(actor: Actor, confirmation: Confirmation) -> bool:
    """Whether the actor confirmed it, made the version or one that it goes back to, or acted for the school in one."""
    person = actor.public_id
    return bool(person) and (person == confirmation.by or had_a_part(person, confirmation.version))


def _check_alone(request: Request, how: Accepting) -> None:
    """Raises Refusal where somebody else of the data team accepts it, or no reason is given that nobody does."""
    if deciders_of(Scope(Level.AUTHORITY, request.authority.public_id)) >= ENOUGH:
        raise Refusal("accepts_own")
    if not how.alone_because.strip():
        raise Refusal("accepts_alone")


def _settle(move: Moving, how: Accepting) -> tuple[int, int]:
    """Take what was not taken yet, and close what is not asked any more; how much was taken, how much was left."""
    school_return, actor = move.school_return, move.actor
    scope = Scope(Level.AUTHORITY, school_return.authority.public_id)
    left = left_of(scope, school_return)
    if left.at_school and not how.over_open:
        raise Refusal("left_open", what=left.at_school_words)
    if left.to_read:
        found = asking_of_returns(scope, [school_return])[school_return.pk]
        reviews = latest_reviews(reviews_of(scope, [school_return]))
        take_explanations(actor, unread_explanations(found, reviews))
        take_answers(actor, school_return, _public_ids(unread_answers(_asked(school_return))))
    open_questions(_asked(school_return)).update(settled_at=clock.now(), settled_by_name=actor.name)
    return left.to_read, left.at_school


def _asked(school_return: Return) -> QuerySet[Question]:
    return Question.objects.filter(school_return=school_return)


def _public_ids(rows: QuerySet[Question]) -> Sequence[str]:
    return list(rows.values_list("public_id", flat=True))


def _in_force(school_return: Return) -> Confirmation:
    return (
        Confirmation.objects.select_related("version")
        .filter(school_return=school_return, version=school_return.confirmed, withdrawn_at__isnull=True)
        .latest("at")
    )


def _scope(collection: Collection) -> Scope:
    return Scope(Level.AUTHORITY, collection.authority.public_id)
