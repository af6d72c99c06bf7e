"""What an officer sets of a collection: its title, dates, settings and guidance."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from muster.framework import Framework, FrameworkError, load_framework
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Practice
from muster.portal.collecting.times import end_of, start_of
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.refusals import Refusal
from muster.records import CollectionSettings

_REPORTS_WEEK = (7, 17)
"""A day of the week by which schools expect their reports, where the authority does not say: the middle of July."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What may be set, and changed, of a collection; `opens_at`, `deadline` and `closes_at` are minutes in UTC.

    `last_week` is the Monday of the week by which schools have their reports. Of `settings` only what the
    collection has no field of its own for is kept: softened rules, thresholds, the roll's day, leavers' statuses.
    """

    title: str
    opens_at: datetime
    deadline: datetime
    closes_at: datetime
    test_period_from: date
    test_period_to: date
    last_week: date
    science: bool = True
    settings: CollectionSettings = CollectionSettings()
    guidance: str = ""
    practice: Practice = Practice()


def framework_of(year: int) -> Framework:
    """The framework of a year; raises Refusal where this version of Muster has none."""
    try:
        return load_framework(year)
    except FrameworkError as fault:
        raise Refusal("year_unknown", year=str(year)) from fault


def subjects_of(collection: Collection) -> dict[str, str]:
    """By key the subjects that the collection asks for, as they are called at the beginning of a line."""
    framework = framework_of(collection.year)
    asked = framework.by_key if collection.science else framework.scaled
    return {key: framework.by_key[key].label.capitalize() for key in asked}


def terms_of_year(year: int) -> Terms:
    """The terms as the year's framework has them, for an officer to begin with; Refusal where there is none.

    Late files are taken until the school year ends, unless the authority says otherwise.
    """
    framework = framework_of(year)
    dates, middle = framework.dates, date(year, *_REPORTS_WEEK)
    return Terms(
        title=framework.title,
        opens_at=start_of(dates.opens),
        deadline=end_of(dates.deadline),
        closes_at=end_of(dates.year_ends),
        test_period_from=dates.test_period_from,
        test_period_to=dates.test_period_to,
        last_week=middle - timedelta(days=middle.weekday()),
    )


def terms_of(collection: Collection) -> Terms:
    """The terms as the collection keeps them."""
    return msgspec.convert({name: getattr(collection, name) for name in Terms.__struct_fields__}, Terms)


def terms_like(earlier: Collection, year: int) -> Terms:
    """Another year's terms, gone about as in an earlier collection: its checks, help and guidance, the year's own days.

    Raises Refusal where the year has no framework.
    """
    return with_settings_of(earlier, terms_of_year(year))


def with_settings_of(earlier: Collection, terms: Terms) -> Terms:
    """Terms with their own title, days and roll, and an earlier collection's checks, practice, help and guidance."""
    before = terms_of(earlier)
    practice = msgspec.structs.replace(before.practice, answers_by=terms.practice.answers_by)
    settings = msgspec.structs.replace(before.settings, roll_date=terms.settings.roll_date)
    kept = {"science": before.science, "guidance": before.guidance, "practice": practice, "settings": settings}
    return msgspec.structs.replace(terms, **kept)


def fields_of(terms: Terms) -> dict[str, Any]:
    """The terms as a collection's fields keep them."""
    kept = msgspec.to_builtins(terms.settings)
    own = {name: kept[name] for name in ("softened", "thresholds", "leaver_statuses", "roll_date")}
    as_they_are = {name: getattr(terms, name) for name in terms.__struct_fields__}
    return as_they_are | {"settings": own, "practice": msgspec.to_builtins(terms.practice)}


def settings_of(collection: Collection) -> CollectionSettings:
    """What a check is told of the collection."""
    kept = msgspec.convert(collection.settings, CollectionSettings)
    return msgspec.structs.replace(
        kept,
        la=collection.authority.la,
        opened=collection.opens_at.astimezone(LONDON).date(),
        test_period_start=collection.test_period_from,
        test_period_end=collection.test_period_to,
        science=collection.science,
    )
