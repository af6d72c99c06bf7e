"""Checking again."""

from functools import partial

from muster.portal.organisations.models import School
from muster.portal.returns.actions.rechecking import check_again
from tests.everything.example import Call, Example
from tests.portal.collected import collect
from tests.portal.season import Season


def _ready(season: Season) -> Call:
    collected = collect(season)
    collected.send()
    School.objects.filter(pk=collected.school.pk).update(revision=7)
    return partial(check_again, collected.request)


EXAMPLES = {"returns.actions.rechecking.check_again": Example(_ready, ("return.checked_again",))}
