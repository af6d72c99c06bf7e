"""What anybody may know of an authority's collections, signed in or not: their dates and guidance."""

from datetime import date, datetime

import msgspec

from muster.portal.collecting.models import Collection
from muster.portal.collecting.states import State, is_late, state_of
from muster.portal.collecting.times import ONE_MINUTE, said
from muster.portal.foundation import clock
from muster.portal.organisations.models import Authority


class OpenDates(msgspec.Struct, frozen=True, kw_only=True):
    """One collection that schools were or will be asked for; the texts are in the time where schools are.

    `deadline` is in UTC, `is_late` whether it has passed; `last_week` the Monday of the week of the reports.
    """

    title: str
    state: State
    deadline: datetime
    is_late: bool
    opens: str
    due: str
    closes: str
    test_period_from: date
    test_period_to: date
    last_week: date
    guidance: str


def open_dates(authority: Authority) -> tuple[OpenDates, ...]:
    """The authority's collections that are open or announced, the nearest deadline first; no draft, none closed."""
    rows = Collection.objects.filter(authority=authority, opened_at__isnull=False, closes_at__gt=_a_minute_ago())
    return tuple(_dates(row) for row in rows.order_by("deadline", "pk"))


def _a_minute_ago() -> datetime:
    """The minute that is named as the end is still open."""
    return clock.now() - ONE_MINUTE


def _dates(row: Collection) -> OpenDates:
    return OpenDates(
        title=row.title,
        state=state_of(row),
        deadline=row.deadline,
        is_late=is_late(row),
        opens=said(row.opens_at),
        due=said(row.deadline),
        closes=said(row.closes_at),
        test_period_from=row.test_period_from,
        test_period_to=row.test_period_to,
        last_week=row.last_week,
        guidance=row.guidance,
    )
