"""The care of a collection's data: entered whole by a named person, or the collection stays a draft."""

from datetime import date

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.collecting.actions import open_collection, settle_data_care
from muster.portal.collecting.models import DataCare
from muster.portal.collecting.reads import collection_at, data_care_of
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from tests.portal.cared import CARE
from tests.portal.collecting.made_up import HEAD, IN_MAY, OFFICER, authority, draft, only, schools, whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> object:
    with clock.at(IN_MAY):
        yield


def test_it_is_kept_under_the_name_of_whoever_entered_it() -> None:
    collection = draft(authority())
    settle_data_care(OFFICER, collection, 0, replace(CARE, purposes=" To support schools. "))
    kept = DataCare.objects.get(collection=collection)
    assert (kept.purposes, kept.keep_files, kept.keep_results) == ("To support schools.", 12, 36)
    assert (kept.entered_by_name, kept.entered_at, kept.revision) == (OFFICER.name, IN_MAY, 1)


def test_the_trail_says_which_parts_changed_and_not_how() -> None:
    collection = draft(authority())
    settle_data_care(OFFICER, collection, 0, CARE)
    settle_data_care(HEAD, collection, 1, replace(CARE, keep_mail=9, privacy_notice="Anew."))
    event = Event.objects.order_by("pk").last()
    assert event is not None
    assert event.facts["fields"] == ["keep_mail", "privacy_notice"]
    assert "Anew." not in str(event.facts)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"purposes": "  "}, "care_missing"),
        ({"dpia_reference": ""}, "care_missing"),
        ({"privacy_notice": ""}, "care_missing"),
        ({"keep_files": 0}, "care_period"),
        ({"keep_logs": 121}, "care_period"),
        ({"dpia_date": date(2026, 5, 13)}, "dpia_to_come"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(wrong: dict[str, object], said: str) -> None:
    collection = draft(authority())
    with pytest.raises(Refusal) as refusal:
        settle_data_care(OFFICER, collection, 0, replace(CARE, **wrong))
    assert refusal.value.sentence
    assert (refusal.value.id, DataCare.objects.count()) == (said, 0)


@pytest.mark.parametrize("seen", [0, 2])
def test_the_second_of_two_is_told_who_was_first(seen: int) -> None:
    collection = draft(authority())
    settle_data_care(HEAD, collection, 0, CARE)
    with pytest.raises(Changed) as changed:
        settle_data_care(OFFICER, collection, seen, replace(CARE, keep_mail=1))
    assert HEAD.name in changed.value.sentence
    assert DataCare.objects.get().keep_mail == CARE.keep_mail


def test_a_collection_does_not_open_before() -> None:
    collection = draft(authority())
    with pytest.raises(Refusal) as refusal:
        open_collection(OFFICER, collection, collection.revision)
    assert refusal.value.id == "care_not_settled"


def test_the_authority_reads_its_own_and_a_school_or_a_twin_does_not() -> None:
    ours, twin = authority(), authority("331")
    collection = draft(ours)
    settle_data_care(OFFICER, collection, 0, CARE)
    held = data_care_of(whole(ours), collection)
    assert held is not None
    assert held.dpia_reference == "DPIA 7"
    assert data_care_of(whole(twin), collection) is None
    assert data_care_of(only(schools(ours)[0]), collection) is None


def test_a_collection_is_found_by_its_public_id_within_the_scope() -> None:
    ours, twin = authority(), authority("331")
    collection = draft(ours)
    assert collection_at(whole(ours), collection.public_id) == collection
    assert collection_at(whole(twin), collection.public_id) is None
    assert collection_at(whole(ours), "nothingofours") is None
