"""A school that was merged into another, with everything that the portal holds of it."""

from datetime import date

from muster.portal.audit.action import Action, action
from muster.portal.collecting.actions import decline
from muster.portal.collecting.models import Collection, Request, Waiver
from muster.portal.duplicates.actions.merging import hand_decisions_over
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.actions.mergers import close_into
from muster.portal.organisations.models import School
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Confirmation, Return
from muster.portal.rolls.actions import move_roll


def merge_schools(actor: Actor, gone: School, into: School, seen: int, on: date) -> None:
    """Merge a school into another, as of a day: its people, the pupils expected, and what is asked of it, all or none.

    In collections that are not closed the other school answers for both: it takes the request over where it was not
    asked itself and nothing was confirmed; else the merged school's request ends as not taking part, unless its
    results are in force. What was confirmed stays with the school that signed it; else pupils in two places whom the
    merged school was to submit are the other's. Former years stay its own, and are added up where the other's are
    read. Raises Changed and Refusal as `close_into` does.
    """
    with action(actor, gone.authority.public_id) as act:
        close_into(actor, gone, into, seen, on)
        running = list(Collection.objects.filter(authority=gone.authority_id, closes_at__gt=clock.now()))
        move_roll(actor, gone, into, running)
        for request in Request.objects.filter(school=gone, collection__in=running).select_related("collection"):
            _settle(act, request, gone, into)


def _settle(act: Action, request: Request, gone: School, into: School) -> None:
    asked_too = Request.objects.filter(collection=request.collection, school=into).exists()
    signed = Confirmation.objects.filter(school_return__request=request).exists()
    if not asked_too and not signed:
        _hand_over(act, request, into)
    elif Return.objects.filter(request=request).exclude(in_force=InForce.NONE).exists():
        return
    elif request.participation == Request.Participation.ASKED:
        request.authority = gone.authority
        decline(act.actor, request, request.revision, f"Merged into {into.name}.")
    hand_decisions_over(act, request.collection, gone, into)


def _hand_over(act: Action, request: Request, into: School) -> None:
    """The other school's request from now on; whatever was sent is checked again beside the two schools' roll."""
    Request.objects.filter(pk=request.pk).update(school=into, revision=request.revision + 1)
    Return.objects.filter(request=request).update(school=into, checked_with={})
    Waiver.objects.filter(collection=request.collection, school_id=request.school_id).update(school=into)
    facts = {"collection": request.collection.public_id, "merged": request.school.public_id}
    act.record("request.handed_over", request, school=into.public_id, **facts)
