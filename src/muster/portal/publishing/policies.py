"""When final reports may be published, called off, reminded of and asked for. `check_x` raises the Refusal."""

from datetime import datetime, timedelta

from muster.portal.collecting.models import Collection
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.portal.publishing.models import AskedLate, Release, Released
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return

_A_MOMENT_AGO = timedelta(minutes=5)
_LeftOut = Released.LeftOut


def check_release_at(at: datetime) -> None:
    """Raises Refusal where that moment has passed."""
    if at < clock.now() - _A_MOMENT_AGO:
        raise Refusal("release_past", at=said(at))


def check_release_call_off(release: Release) -> None:
    """Raises Refusal where it was called off already, or its reports were published."""
    if release.cancelled_at is not None:
        when = clock.in_words(release.cancelled_at)
        raise Refusal("release_called_off", who=release.cancelled_by_name, when=when)
    if not release.is_pending:
        raise Refusal("release_done")


def why_left_out(school_return: Return, *, is_stale: bool) -> str:
    """Why final reports of the return cannot be published now, by a word of `Released.LeftOut`; "" where they can.

    `is_stale` as `Final.is_stale` says.
    """
    if school_return.in_force != InForce.ACCEPTED:
        return _LeftOut.NOT_ACCEPTED
    if is_stale:
        return _LeftOut.OUT_OF_DATE
    return _LeftOut.CLOSED if is_closed(school_return.school) else ""


def check_ask_late(school_return: Return, asked: AskedLate | None) -> None:
    """Raises Refusal where the reports are there or not late yet, nothing is with the authority, or it was asked."""
    collection = school_return.request.collection
    if not is_late(collection):
        raise Refusal("late_not_yet", last_week=f"{collection.last_week.day} {collection.last_week:%B %Y}")
    if school_return.has_reports:
        raise Refusal("late_there")
    if school_return.in_force == InForce.NONE:
        raise Refusal("late_not_sent")
    if asked is not None:
        raise Refusal("late_asked", when=clock.in_words(asked.made_at))


def is_closed(school: School) -> bool:
    """Whether the school has closed."""
    return school.closed is not None and school.closed <= clock.today()


def is_late(collection: Collection) -> bool:
    """Whether schools should have their reports by now: the last week of term has begun."""
    return clock.today() >= collection.last_week
