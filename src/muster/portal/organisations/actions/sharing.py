"""A school lets a trust that it does not belong to see its figures, and takes that back."""

from django.db import IntegrityError

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.models import ResultsShared, School, Trust


def share_results(actor: Actor, school: School, trust: Trust) -> ResultsShared:
    """Let the trust's people see the school's figures from now on. One event.

    Raises Refusal where the school belongs to the trust, the trust is another authority's, or sees them already.
    """
    if trust.authority_id != school.authority_id:
        raise Refusal("trust_elsewhere")
    if school.trust_id == trust.pk:
        raise Refusal("trust_is_own", trust=trust.name)
    shared = ResultsShared(authority=school.authority, school=school, trust=trust, shared_by_name=actor.name)
    try:
        with action(actor, school.authority.public_id) as act:
            shared.save(force_insert=True)
            act.record("results.shared", shared, school=school.public_id, trust=trust.public_id)
    except IntegrityError as fault:
        raise Refusal("shared_already", trust=trust.name) from fault
    return shared


def stop_sharing(actor: Actor, shared: ResultsShared) -> None:
    """The trust's people see the school's figures no more from their next request on. One event.

    Raises Changed where somebody has ended it meanwhile.
    """
    with action(actor, shared.authority.public_id) as act:
        ended = {"ended_at": clock.now(), "ended_by_name": actor.name}
        if not ResultsShared.objects.filter(pk=shared.pk, ended_at=None).update(**ended):
            shared.refresh_from_db()
            when = clock.in_words(shared.ended_at) if shared.ended_at else ""
            raise Changed("sharing_ended", who=shared.ended_by_name, when=when)
        act.record("results.shared_no_more", shared, school=shared.school.public_id, trust=shared.trust.public_id)
