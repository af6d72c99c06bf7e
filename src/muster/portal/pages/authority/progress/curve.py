"""The curve of returns by day, beside last year's and the deadline, and the table that says the same."""

from datetime import datetime, timedelta

import msgspec

from muster.charts import Curve, Days, Drawing, curve_chart
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.scope import Scope
from muster.portal.returns.reads.by_day import ByDay, by_day, former_collection

_MOST_DAYS = 120


class Row(msgspec.Struct, frozen=True):
    """One line of the table: the day, how it stands to the deadline, and the returns by then in each year."""

    day: str
    beside: str
    now: str
    former: str


class Shown(msgspec.Struct, frozen=True):
    """The drawing with its table; `former` is last year's title, "" where there was no collection here."""

    drawing: Drawing
    rows: list[Row]
    title: str
    former: str


def curve_of(scope: Scope, collection: Collection) -> Shown | None:
    """How the returns come in; None before the first is confirmed."""
    now = by_day(scope, collection)
    earlier = former_collection(scope, collection)
    former = by_day(scope, earlier) if earlier else None
    if not now.days:
        return None
    today = now.number_of(min(clock.now(), collection.closes_at))
    return Shown(
        drawing=_drawing(now, former, today),
        rows=_rows(now, former, today),
        title=str(collection.year),
        former=str(former.collection.year) if former else "",
    )


def _drawing(now: ByDay, former: ByDay | None, today: int) -> Drawing:
    both = [*now.days, *(former.days if former else ())]
    first = max(min(both) - 1, -_MOST_DAYS)
    last = min(max(*both, today, 0), _MOST_DAYS)
    names = tuple((day, _short(now, day)) for day in (first, 0, last))
    curves = [Curve(f"{now.collection.year}: {_of(now)}", "solid", now.steps, min(today, last))]
    if former:
        curves.append(Curve(f"{former.collection.year}: {_of(former)}", "dashed", former.steps, last))
    top = max(now.asked, former.asked if former else 0)
    said = f"{_of(now)} by {_short(now, today)}"
    if former:
        said += f"; on the same day before the deadline of {former.collection.year} it was {former.until(today)}"
    is_of_results = now.collection.kind == Collection.Kind.KS1
    title = "Returns confirmed by day" if is_of_results else "Files received by day"
    return curve_chart(
        "days", title, f"{said}. The table has all days.", Days(first, last, names, (0, "Deadline")), top, tuple(curves)
    )


def _rows(now: ByDay, former: ByDay | None, today: int) -> list[Row]:
    """Every day on which something was confirmed in either year, the deadline, and today; the latest first."""
    days = {*now.days, *(former.days if former else ()), 0, today}
    return [
        Row(
            day=_date(now, day),
            beside=_beside(day),
            now=str(now.until(day)) if day <= today else "",
            former=str(former.until(day)) if former else "",
        )
        for day in sorted(days, reverse=True)
    ]


def _of(one: ByDay) -> str:
    return f"{one.until(max(one.days, default=0))} of {one.asked}"


def _beside(day: int) -> str:
    if not day:
        return "The deadline"
    number = abs(day)
    return f"{number} {'day' if number == 1 else 'days'} {'before' if day < 0 else 'after'}"


def _moment(one: ByDay, day: int) -> datetime:
    return one.collection.deadline.astimezone(LONDON) + timedelta(days=day)


def _short(one: ByDay, day: int) -> str:
    there = _moment(one, day)
    return f"{there.day} {there:%b}"


def _date(one: ByDay, day: int) -> str:
    there = _moment(one, day)
    return f"{there:%A} {there.day} {there:%B}"
