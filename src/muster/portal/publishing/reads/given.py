"""Since when a school has had which of its final reports."""

from datetime import datetime

from muster.portal.foundation.scope import Scope
from muster.portal.publishing.models import Released
from muster.portal.returns.models import Return


def given_at(scope: Scope, school_return: Return) -> dict[int, datetime]:
    """By the number of final reports when they were published; those that were not are left out."""
    rows = scope.within(Released.objects.filter(school_return=school_return), school="school_return__school")
    return {one.number: one.published_at for one in rows if one.published_at is not None}
