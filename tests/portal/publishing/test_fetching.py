"""Who has fetched the published reports, and a reminder to those who have not: once a day at most."""

from datetime import timedelta

import pytest

from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from muster.portal.publishing.actions.reminding import remind_unfetched
from muster.portal.publishing.actions.taking import record_taken
from muster.portal.publishing.models import Download
from tests.portal.collected import Collected, acting
from tests.portal.publishing.given import accepted_schools, finals, line, publish, published, run
from tests.portal.publishing.test_runs import changed_roll
from tests.portal.season import Season

pytestmark = pytest.mark.usefixtures("quick_pdfs")

DAY = timedelta(days=1)


@pytest.fixture
def collected(season: Season) -> Collected:
    """Published; nobody has fetched anything."""
    found = published(season)
    Mail.objects.all().delete()
    return found


def take(collected: Collected, person: Person) -> None:
    record_taken(acting(person), finals(collected)[-1])


def mails() -> int:
    return Mail.objects.filter(template="report_waiting").count()


def test_who_of_the_school_fetched_first_is_told(collected: Collected) -> None:
    assert line(collected).fetched is None
    take(collected, collected.side.head)
    take(collected, collected.side.signer)
    fetched = line(collected).fetched
    assert fetched is not None
    assert fetched.by == collected.side.head.name
    assert Download.objects.count() == 2


def test_an_officer_who_looks_has_not_fetched_it_for_the_school(collected: Collected) -> None:
    take(collected, collected.side.officer)
    assert line(collected).fetched is None
    assert Download.objects.get().of_school is False


def test_those_who_have_not_fetched_are_reminded_once_a_day(season: Season) -> None:
    first, second = accepted_schools(season, season.other_school)
    run(first)
    publish(first)
    take(first, season.head)
    told = remind_unfetched(acting(season.officer), first.collection)
    assert [one.school for one in told.requests] == [second.school]
    assert set(Mail.objects.filter(template="report_waiting").values_list("school", flat=True)) == {
        second.school.public_id
    }
    with pytest.raises(Refusal, match="unfetched_nobody"):
        remind_unfetched(acting(season.manager), first.collection)
    assert line(second).reminded_at is not None
    with clock.at(clock.now() + DAY):
        assert len(remind_unfetched(acting(season.officer), first.collection).requests) == 1


def test_only_schools_chosen_are_reminded(season: Season) -> None:
    first, second = accepted_schools(season, season.other_school)
    run(first)
    publish(first)
    told = remind_unfetched(acting(season.officer), first.collection, [second.school_return().public_id])
    assert [one.school for one in told.requests] == [second.school]


def test_before_they_are_published_nobody_is_reminded(season: Season) -> None:
    (collected,) = accepted_schools(season)
    run(collected)
    with pytest.raises(Refusal, match="unfetched_nobody"):
        remind_unfetched(acting(season.officer), collected.collection)


def test_a_new_edition_is_to_be_fetched_anew(collected: Collected) -> None:
    take(collected, collected.side.head)
    changed_roll(collected)
    run(collected)
    publish(collected)
    assert line(collected).fetched is None
    remind_unfetched(acting(collected.side.officer), collected.collection)
    assert mails() > 0
