"""Several press at the same moment, and several workers are nudged: there is one summary."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from muster.portal.audit.models import Event
from muster.portal.foundation import work
from muster.portal.publishing.actions.summaries import WORK, ask_for_summary
from muster.portal.publishing.models import CollectionBuild
from tests.portal.at_once import at_once
from tests.portal.collected import acting, collect
from tests.portal.publishing.several import Kind, summaries
from tests.portal.returned import accepted
from tests.portal.season import make_season

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_every_database]
TIMES = 4


def test_there_is_one() -> None:
    season = make_season()
    collected = collect(season)
    accepted(collected)
    actor = acting(season.officer)
    asked = at_once(*[lambda: ask_for_summary(actor, collected.collection).public_id] * TIMES)
    assert len(set(asked)) == CollectionBuild.objects.count() == Event.objects.filter(verb="summary.asked").count() == 1
    with ThreadPoolExecutor(TIMES) as pool:
        list(pool.map(_made, [str(asked[0])] * TIMES))
    assert [(one.kind, one.number) for one in summaries(collected.collection)] == [
        (Kind.AUTHORITY, 1), (Kind.PUBLICATION, 1),
    ]  # fmt: skip


def _made(public_id: str) -> None:
    try:
        work.do(WORK, public_id)
    finally:
        connection.close()
