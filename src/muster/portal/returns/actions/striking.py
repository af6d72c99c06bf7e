"""A pupil no longer counted at a school, or counted there again: an overlay, not a change of what was sent."""

from collections.abc import Iterable

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.pupils.models import Child
from muster.portal.returns.models import Return, StruckClaim


def strike(actor: Actor, school_return: Return, children: Iterable[Child], case: str) -> None:
    """Count these children no longer at the return's school; `case` is the public id of what was decided.

    Who is struck already stays so.
    """
    rows = [
        StruckClaim(authority_id=school_return.authority_id, school_return=school_return, child=child, case=case)
        for child in children
        if not StruckClaim.objects.filter(school_return=school_return, child=child, lifted_at=None).exists()
    ]
    for row in rows:
        row.by_name = actor.name
    with action(actor, school_return.request.authority.public_id) as act:
        StruckClaim.objects.bulk_create(rows)
        school = school_return.request.school.public_id
        act.record("claim.struck", school_return, school=school, case=case, pupils=len(rows))


def lift(actor: Actor, school_return: Return, case: str) -> None:
    """Count again, at the return's school, whom this case struck there."""
    rows = StruckClaim.objects.filter(school_return=school_return, case=case, lifted_at=None)
    with action(actor, school_return.request.authority.public_id) as act:
        number = rows.update(lifted_at=clock.now(), lifted_by_name=actor.name)
        school = school_return.request.school.public_id
        act.record("claim.lifted", school_return, school=school, case=case, pupils=number)
