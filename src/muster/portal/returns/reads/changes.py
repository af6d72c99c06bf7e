"""Whether anything has changed since somebody looked at a whole collection: asked often, and answered in one query."""

from datetime import datetime

import msgspec
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Scope


class Mark(msgspec.Struct, frozen=True):
    """When somebody looked, and the sum of what they saw: each change makes it larger, also one that came just then."""

    moment: datetime
    total: int


def schools_changed(scope: Scope, collection: Collection, mark: Mark) -> int:
    """How many schools of the collection have moved on since: asked, declined, sent, or anything else. One query.

    Where something moved whose moment is just before, or that says none, it is one.
    """
    since = mark.moment
    moved = Q(school_return__changed_at__gt=since) | Q(sent_at__gt=since) | Q(declined_at__gt=since)
    rows = requests_of(scope).filter(collection=collection).order_by()
    now = rows.aggregate(
        changed=Count("pk", filter=moved), total=Sum(F("revision") + Coalesce("school_return__revision", 1), default=0)
    )
    return max(int(now["changed"]), 1) if now["total"] != mark.total else 0
