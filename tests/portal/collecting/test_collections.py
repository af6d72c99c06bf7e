"""A collection drafted, changed, opened: what is kept, what is refused, what the trail says."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.actions import change_collection, draft_collection, open_collection
from muster.portal.collecting.models import Collection
from muster.portal.collecting.terms import settings_of, terms_of_year
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.records import CollectionSettings, SchoolThresholds
from tests.portal.cared import cared
from tests.portal.collecting.made_up import HEAD, IN_MAY, OFFICER, authority, day, draft, opened, terms

pytestmark = pytest.mark.django_db


def refused(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    assert refusal.value.sentence
    return refusal.value.id


def test_a_year_begins_with_its_frameworks_dates() -> None:
    found = terms_of_year(2026)
    assert (found.opens_at, found.deadline, found.closes_at) == (
        datetime(2026, 4, 30, 23, 0, tzinfo=UTC),
        datetime(2026, 6, 26, 22, 59, tzinfo=UTC),
        datetime(2026, 8, 31, 22, 59, tzinfo=UTC),
    )
    assert (found.last_week, found.title) == (day("2026-07-13"), "Optional key stage 1 teacher assessment 2026")


def test_a_year_without_a_framework_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        terms_of_year(1999)
    assert refused(refusal) == "year_unknown"


def test_a_draft_keeps_its_terms_and_ruleset() -> None:
    kept = Collection.objects.get(pk=draft(authority(), guidance="Read this.").pk)
    assert (kept.ruleset, kept.guidance, kept.opened_at, kept.kind) == ("ks1-2026.1", "Read this.", None, "ks1")


def test_drafting_is_one_event() -> None:
    place = authority()
    collection = draft(place)
    events = Event.objects.filter(chain=place.public_id, subject=collection.public_id)
    assert [event.verb for event in events] == ["collection.drafted"]


def test_a_check_is_told_what_the_authority_set() -> None:
    softened = CollectionSettings(softened={"S01": "note"}, thresholds=SchoolThresholds(change_points=20))
    collection = draft(authority(), settings=softened, science=False)
    assert settings_of(Collection.objects.get(pk=collection.pk)) == CollectionSettings(
        la="330",
        opened=day("2026-05-01"),
        test_period_start=day("2026-05-01"),
        test_period_end=day("2026-05-31"),
        science=False,
        softened={"S01": "note"},
        thresholds=SchoolThresholds(change_points=20),
    )


def test_a_collection_of_files_alone_needs_no_framework() -> None:
    other = terms(title="Phonics 2030")
    collection = draft_collection(OFFICER, authority(), 2030, other, Collection.Kind.FILE_ONLY)
    assert (collection.ruleset, collection.year) == ("", 2030)


def test_results_are_collected_once_a_year() -> None:
    place = authority()
    draft(place)
    with pytest.raises(Refusal) as refusal:
        draft(place, title="Another title")
    assert refused(refusal) == "collection_twice"


def test_the_twin_collects_the_same_year() -> None:
    assert draft(authority()).title == draft(authority("331")).title


EARLY = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "refusal_id"),
    [
        ({"title": " "}, "title_missing"),
        ({"deadline": EARLY}, "deadline_before_opening"),
        ({"closes_at": datetime(2026, 6, 1, tzinfo=UTC)}, "closes_before_deadline"),
        ({"test_period_to": day("2026-04-30")}, "test_period_backwards"),
        ({"last_week": day("2026-07-14")}, "last_week_no_monday"),
    ],
)
def test_terms_that_cannot_stand_together_are_refused(wrong: dict[str, object], refusal_id: str) -> None:
    with pytest.raises(Refusal) as refusal:
        draft(authority(), **wrong)
    assert refused(refusal) == refusal_id
    assert not Collection.objects.exists()


def test_a_change_is_kept_and_said() -> None:
    collection = draft(authority())
    later = collection.deadline + timedelta(days=3)
    change_collection(OFFICER, collection, 1, terms(deadline=later))
    kept = Collection.objects.get(pk=collection.pk)
    event = Event.objects.get(subject=collection.public_id, verb="collection.changed")
    assert (kept.deadline, kept.revision, event.facts["fields"]) == (later, 2, ["deadline"])


def test_the_second_to_change_is_told_who_was_first() -> None:
    collection = draft(authority())
    with clock.at(IN_MAY):
        change_collection(HEAD, Collection.objects.get(pk=collection.pk), 1, terms(title="First"))
    with pytest.raises(Changed) as changed:
        change_collection(OFFICER, collection, 1, terms(title="Second"))
    assert changed.value.facts == {"who": "Ida Linzqxwood", "when": "12 May 2026 at 10:30am"}
    assert Collection.objects.get(pk=collection.pk).title == "First"


def test_a_change_to_a_title_that_is_taken_is_refused() -> None:
    place = authority()
    draft(place)
    other = draft_collection(OFFICER, place, 2026, terms(title="Phonics"), Collection.Kind.FILE_ONLY)
    with pytest.raises(Refusal) as refusal:
        change_collection(OFFICER, other, 1, terms())
    assert refused(refusal) == "collection_twice"


def test_opening_says_who_and_when() -> None:
    kept = Collection.objects.get(pk=opened(authority()).pk)
    assert (kept.opened_by_name, kept.opened_at) == ("Olu Okazqxfor", datetime(2026, 4, 20, 8, tzinfo=UTC))
    assert Event.objects.filter(subject=kept.public_id, verb="collection.opened").count() == 1


def test_opening_twice_is_refused() -> None:
    collection = opened(authority())
    with pytest.raises(Refusal) as refusal:
        open_collection(OFFICER, collection, collection.revision)
    assert refused(refusal) == "collection_open_already"


def test_opening_after_the_deadline_is_refused() -> None:
    collection = draft(authority())
    with clock.at(datetime(2026, 6, 26, 23, 0, tzinfo=UTC)), pytest.raises(Refusal) as refusal:
        open_collection(OFFICER, collection, 1)
    assert refused(refusal) == "deadline_past"


def test_opening_what_somebody_changed_meanwhile_is_refused() -> None:
    collection = draft(authority())
    change_collection(HEAD, Collection.objects.get(pk=collection.pk), 1, terms(title="Other"))
    with clock.at(IN_MAY), pytest.raises(Changed):
        open_collection(OFFICER, cared(OFFICER, collection), 1)


def test_terms_that_were_kept_are_read_again_as_they_were() -> None:
    collection = draft(authority(), settings=CollectionSettings(softened={"S01": "off"}))
    kept = settings_of(Collection.objects.get(pk=collection.pk))
    assert msgspec.structs.asdict(kept)["softened"] == {"S01": "off"}
