"""The demonstration's final reports: published to most of the schools that were accepted, and in every state."""

from collections.abc import Sequence

from muster.portal.collecting.models import Collection
from muster.portal.demonstration.office import put_name_right
from muster.portal.demonstration.people import heads_of
from muster.portal.demonstration.tables import Progress
from muster.portal.foundation import work
from muster.portal.foundation.actor import Actor
from muster.portal.publishing.actions.making import do_run
from muster.portal.publishing.actions.releasing import WORK, release
from muster.portal.publishing.actions.runs import AT_A_TIME, begin_run
from muster.portal.publishing.actions.taking import record_taken
from muster.portal.publishing.models import Edition
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return

_JOINS = ("request__collection__authority", "request__authority", "request__school", "school", "confirmed__authority")
_ENOUGH = 4
"""Of so many accepted schools one has its reports still to be made."""


def publish_reports(collection: Collection, officer: Actor, told: Progress) -> None:
    """Make the reports of the accepted schools, publish them to all but the last, and let the heads but one fetch them.

    The first school's are out of date afterwards.
    """
    rows = Return.objects.filter(request__collection=collection, in_force=InForce.ACCEPTED).select_related(*_JOINS)
    accepted = list(rows.order_by("school__urn"))
    made = accepted[:-1] if len(accepted) > _ENOUGH else accepted
    if not made:
        return
    _make(collection, officer, made, told)
    given = made[:-1] or made
    published = release(officer, collection, [one.public_id for one in given])
    work.do(WORK, published.public_id)
    _fetch(given[:-1])
    put_name_right(officer, given[0])


def _make(collection: Collection, officer: Actor, made: Sequence[Return], told: Progress) -> None:
    run = begin_run(officer, collection, [one.request.public_id for one in made])
    for done in range(0, len(made), AT_A_TIME):
        told("Making final reports", done, len(made))
        do_run(run.public_id)
    told("Making final reports", len(made), len(made))


def _fetch(given: Sequence[Return]) -> None:
    heads = heads_of([one.school for one in given])
    rows = Edition.objects.filter(school_return__in=given, kind=Edition.Kind.SUMMARY, provisional=False)
    for edition in rows.select_related("authority", "school_return__school"):
        record_taken(heads[edition.school_return.school_id], edition)
