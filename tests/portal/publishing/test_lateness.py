"""From the last week of term on: a report that is late is said to be, and the school may ask where it is, once."""

from datetime import datetime, timedelta

import pytest

from muster.portal.casework.models import Enquiry
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import NOBODY
from muster.portal.outbox.models import Mail
from muster.portal.publishing.actions.asking import ask_for_reports
from muster.portal.publishing.models import AskedLate
from muster.portal.publishing.reads.lateness import Lateness, lateness_of
from muster.portal.returns.reads.returns import return_of
from tests.portal.collected import Collected, acting, collect
from tests.portal.publishing.given import accepted_schools, late, of_school, published
from tests.portal.returned import confirmed
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return accepted_schools(season)[0]


def told(collected: Collected, at: datetime) -> Lateness:
    with clock.at(at):
        scope = of_school(collected.side)
        return lateness_of(scope, return_of(scope, collected.request))


def ask(collected: Collected, at: datetime | None = None) -> Enquiry:
    head = collected.side.head
    with clock.at(at or late(collected.collection)):
        return ask_for_reports(acting(head), collected.school_return(), head)


def test_before_the_last_week_nothing_is_late(collected: Collected) -> None:
    found = told(collected, late(collected.collection) - timedelta(days=1))
    assert (found.is_late, found.nothing_sent) == (False, False)


def test_from_its_monday_on_they_are_late(collected: Collected) -> None:
    assert told(collected, late(collected.collection)).is_late


def test_what_is_confirmed_and_not_accepted_yet_is_late_too(season: Season) -> None:
    collected = collect(season)
    confirmed(collected)
    assert told(collected, late(collected.collection)).is_late


def test_a_school_that_sent_nothing_gets_none(season: Season) -> None:
    found = told(collected := collect(season), late(collected.collection))
    assert (found.is_late, found.nothing_sent) == (False, True)
    collected.send()
    with pytest.raises(Refusal, match="late_not_sent"):
        ask(collected)


def test_published_they_are_not_late(season: Season) -> None:
    collected = published(season)
    assert not told(collected, late(collected.collection)).is_late
    with pytest.raises(Refusal, match="late_there"):
        ask(collected)


def test_the_school_asks_once_and_its_page_says_that_it_has(collected: Collected) -> None:
    Mail.objects.all().delete()
    enquiry = ask(collected)
    assert told(collected, late(collected.collection)).enquiry == enquiry
    assert (enquiry.school, enquiry.person) == (collected.school, collected.side.head)
    assert "enquiry_for_team" in set(Mail.objects.values_list("template", flat=True))
    with pytest.raises(Refusal, match="late_asked"):
        ask(collected)
    assert (AskedLate.objects.count(), Enquiry.objects.count()) == (1, 1)


def test_before_they_are_late_nobody_asks(collected: Collected) -> None:
    with pytest.raises(Refusal, match="late_not_yet"):
        ask(collected, late(collected.collection) - timedelta(days=1))


def test_nobody_else_sees_the_question(collected: Collected) -> None:
    ask(collected)
    with clock.at(late(collected.collection)):
        assert lateness_of(NOBODY, collected.school_return()).enquiry is None
