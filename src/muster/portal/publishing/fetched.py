"""Who of each school fetched its published reports, and which schools were reminded. For reads and actions."""

from datetime import datetime

import msgspec
from django.db.models import Max

from muster.portal.collecting.models import Collection
from muster.portal.publishing.models import Download, FetchReminder


class Fetched(msgspec.Struct, frozen=True):
    """Who of a school first fetched any of its reports, and when."""

    by: str
    at: datetime


def fetched_in(collection: Collection) -> dict[tuple[int, int], Fetched]:
    """By a return's key and the number of its final reports who first fetched one. One query."""
    rows = Download.objects.filter(
        edition__school_return__request__collection=collection, edition__provisional=False, of_school=True
    )
    wanted = rows.order_by("-made_at", "-pk").values_list(
        "edition__school_return_id", "edition__number", "by_name", "made_at"
    )
    return {(key, number): Fetched(by, at) for key, number, by, at in wanted}


def reminded_in(collection: Collection) -> dict[int, datetime]:
    """By a return's key when its school was last reminded to fetch its reports. One query."""
    rows = FetchReminder.objects.filter(school_return__request__collection=collection).order_by()
    return dict(rows.values_list("school_return_id").annotate(Max("made_at")))
