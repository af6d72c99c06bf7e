"""An officer sets a collection up and opens it: drafts, days, checks, help for schools, the care of the data."""

from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from msgspec.structs import replace

from muster.portal.collecting.actions import change_collection
from muster.portal.collecting.models import Collection, DataCare
from muster.portal.collecting.practice import Benchmarks, practice_of
from muster.portal.collecting.terms import settings_of, terms_of
from muster.portal.foundation import clock
from muster.records import CollectionSettings
from tests.portal.answers import text
from tests.portal.cared import CARE, cared
from tests.portal.collected import acting
from tests.portal.collecting.made_up import IN_MAY, draft
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

PAGES = ("", "guidance/preview/")
WRITING = ("like/", "dates/", "checks/", "practice/", "practice/sims/", "guidance/", "data/", "open/")
DAYS = {
    "title": "Key stage 1 in 2026",
    "opens_day": "5/5/2026",
    "opens_time": "8:00",
    "deadline_day": "2026-06-19",
    "deadline_time": "11:59pm",
    "closes_day": "31/07/2026",
    "closes_time": "17.00",
    "test_period_from": "4/5/2026",
    "test_period_to": "31/5/2026",
    "last_week": "13/7/2026",
}
DATA = {name: str(getattr(CARE, name)) for name in CARE.__struct_fields__}


@pytest.fixture(autouse=True)
def in_may() -> object:
    with clock.at(IN_MAY):
        yield


@pytest.fixture
def collection(season: Season) -> Collection:
    return draft(season.authority)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collection: Collection, page: str = "") -> str:
    return f"/authority/collections/{collection.public_id}/{page}"


def typed(client: Client, collection: Collection, page: str) -> dict[str, Any]:
    """What the page's form holds, as a browser would send it back."""
    form = client.get(at(collection, page)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def send(client: Client, collection: Collection, page: str, **changes: object) -> HttpResponseBase:
    given = typed(client, collection, page) | changes
    return client.post(at(collection, page), {name: value for name, value in given.items() if value is not None})


def again(collection: Collection) -> Collection:
    return Collection.objects.select_related("authority").get(pk=collection.pk)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["officer", "adviser"])
def test_officers_and_advisers_read(
    season: Season, client_of: ClientOf, collection: Collection, who: str, page: str
) -> None:
    client = client_of(getattr(season, who))
    assert client.get(at(collection, page)).status_code == 200
    assert client.get("/authority/collections/").status_code == 200


@pytest.mark.parametrize("page", WRITING)
def test_an_adviser_changes_nothing(season: Season, client_of: ClientOf, collection: Collection, page: str) -> None:
    assert client_of(season.adviser).post(at(collection, page)).status_code == 403
    assert "Set it up" not in text(client_of(season.adviser).get(at(collection)))


@pytest.mark.parametrize("page", [*PAGES, *WRITING])
def test_another_authoritys_officer_finds_nothing(
    season: Season, client_of: ClientOf, collection: Collection, page: str
) -> None:
    assert client_of(season.twin_officer).post(at(collection, page)).status_code in (404, 405)
    assert client_of(season.twin_officer).get(at(collection, page)).status_code in (404, 405)


@pytest.mark.parametrize("page", [*PAGES, *WRITING])
def test_a_school_has_no_such_page_and_nobody_signs_in_first(
    season: Season, client_of: ClientOf, collection: Collection, page: str
) -> None:
    assert client_of(season.head).get(at(collection, page)).status_code == 403
    assert client_of(None).get(at(collection, page)).headers["Location"].startswith("/sign-in/")


def test_results_begin_with_the_years_own_days(officer: Client) -> None:
    answer = officer.post("/authority/collections/new/", {"kind": "ks1", "year": "2026"})
    made = Collection.objects.get()
    assert answer.headers["Location"] == at(made)
    assert (made.year, made.opened_at, made.deadline.date().isoformat()) == (2026, None, "2026-06-26")


def test_a_collection_is_begun_like_an_earlier_one(officer: Client, season: Season, collection: Collection) -> None:
    before = terms_of(collection)
    changed = CollectionSettings(softened={"R10": "off"})
    change_collection(acting(season.officer), collection, 1, replace(before, settings=changed, guidance="Send early."))
    officer.post("/authority/collections/new/", {"kind": "ks1", "year": "2027", "like": collection.public_id})
    made = Collection.objects.get(year=2027)
    assert (made.guidance, settings_of(made).softened) == ("Send early.", {"R10": "off"})
    assert made.deadline.year == 2027


def test_a_collection_of_files_takes_nothing_over_from_one_of_results(
    officer: Client, season: Season, collection: Collection
) -> None:
    change_collection(acting(season.officer), collection, 1, replace(terms_of(collection), guidance="Send early."))
    given = {"kind": "file_only", "year": "2026", "title": "Phonics 2026", "like": collection.public_id}
    officer.post("/authority/collections/new/", given)
    assert Collection.objects.get(title="Phonics 2026").guidance == ""


def test_the_newest_collection_is_offered_to_be_copied_first(officer: Client, collection: Collection) -> None:
    offered = officer.get("/authority/collections/new/").context["form"]["like"]
    assert offered.value() == collection.public_id


def test_a_draft_that_was_begun_without_takes_settings_over_and_keeps_its_days(
    officer: Client, season: Season, collection: Collection
) -> None:
    changed = CollectionSettings(softened={"R10": "off"})
    change_collection(
        acting(season.officer), collection, 1, replace(terms_of(collection), settings=changed, guidance="Send early.")
    )
    officer.post("/authority/collections/new/", {"kind": "ks1", "year": "2027", "like": ""})
    made = Collection.objects.get(year=2027)
    before = terms_of(made)
    assert "Copy the settings" in text(officer.get(at(made)))
    answer = send(officer, made, "like/", like=collection.public_id)
    assert (answer.status_code, answer["Location"]) == (302, at(made))
    after = terms_of(again(made))
    assert (after.guidance, settings_of(again(made)).softened) == ("Send early.", {"R10": "off"})
    assert (after.title, after.deadline, after.opens_at) == (before.title, before.deadline, before.opens_at)


def test_an_open_collection_takes_no_settings_over(officer: Client, season: Season, collection: Collection) -> None:
    officer.post("/authority/collections/new/", {"kind": "ks1", "year": "2027", "like": ""})
    Collection.objects.filter(pk=collection.pk).update(opened_at=clock.now())
    assert officer.get(at(collection, "like/")).status_code == 404


def test_what_was_settled_of_the_data_is_filled_in_only_when_asked_for_and_without_the_impact_assessment(
    officer: Client, season: Season, collection: Collection
) -> None:
    cared(acting(season.officer), collection)
    officer.post("/authority/collections/new/", {"kind": "ks1", "year": "2027", "like": ""})
    made = Collection.objects.get(year=2027)
    plain = officer.get(at(made, "data/"))
    assert f"Fill in what was settled for {collection.title}" in text(plain)
    assert not plain.context["form"]["privacy_notice"].value()
    filled = officer.get(at(made, "data/?before=yes")).context["form"]
    assert (filled["privacy_notice"].value(), filled["keep_mail"].value()) == (CARE.privacy_notice, CARE.keep_mail)
    assert (filled["dpia_reference"].value(), filled["dpia_date"].value()) == (None, None)
    assert not DataCare.objects.filter(collection=made).exists()


def test_each_missing_period_is_told_by_its_own_name(officer: Client, collection: Collection) -> None:
    page = text(officer.post(at(collection, "data/"), DATA | {"revision": "0", "keep_mail": "", "keep_logs": "200"}))
    assert "Enter the months for which the text of e-mails is kept, as a whole number from 1 to 120." in page
    assert "Enter the months for which it is kept who looked at pupils’ data, as a whole number from 1 to 120." in page


def test_what_is_kept_is_said_to_be_kept(officer: Client, collection: Collection) -> None:
    send(officer, collection, "practice/", open_check="on")
    assert "What you entered is kept." in text(officer.get(at(collection)))


def test_a_file_alone_must_be_called_something(officer: Client) -> None:
    answer = officer.post("/authority/collections/new/", {"kind": "file_only", "year": "2026"})
    assert "Error:" in text(answer)
    officer.post("/authority/collections/new/", {"kind": "file_only", "year": "2026", "title": "Phonics 2026"})
    made = Collection.objects.get()
    assert (made.kind, made.title, made.ruleset) == ("file_only", "Phonics 2026", "")


def test_a_second_collection_of_the_year_is_refused_in_words(officer: Client, collection: Collection) -> None:
    answer = officer.post("/authority/collections/new/", {"kind": "ks1", "year": "2026"})
    assert (answer.status_code, Collection.objects.count()) == (200, 1)
    assert "There is a problem" in text(answer)


def test_days_are_typed_as_people_write_them_and_kept_in_utc(officer: Client, collection: Collection) -> None:
    answer = officer.post(at(collection, "dates/"), DAYS | {"revision": "1"})
    assert answer.headers["Location"] == at(collection)
    kept = again(collection)
    assert f"{kept.opens_at:%d %H:%M}" == "05 07:00"
    assert f"{kept.deadline:%d %H:%M}" == "19 22:59"
    assert f"{kept.closes_at:%d %H:%M}" == "31 16:00"
    assert (kept.title, kept.science, str(kept.last_week)) == ("Key stage 1 in 2026", False, "2026-07-13")


def test_the_form_shows_the_days_again_as_they_were_typed(officer: Client, collection: Collection) -> None:
    officer.post(at(collection, "dates/"), DAYS | {"revision": "1"})
    shown = text(officer.get(at(collection, "dates/")))
    for said in ('value="5/5/2026"', 'value="08:00"', 'value="19/6/2026"', 'value="23:59"'):
        assert said in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"deadline_day": "31/6/2026"}, "Enter a real date for “Day of the deadline”"),
        ({"deadline_time": "25:00"}, "Enter a real time for “Last minute that is in time”"),
        ({"deadline_day": "1/5/2026"}, "deadline"),
        ({"last_week": "14/7/2026"}, "Monday"),
        ({"title": ""}, "Enter the name."),
        ({"opens_day": "29/3/2026", "opens_time": "1:30"}, "1:30am"),
    ],
)
def test_what_cannot_be_is_said_and_kept_on_the_page(
    officer: Client, collection: Collection, wrong: dict[str, str], said: str
) -> None:
    answer = officer.post(at(collection, "dates/"), DAYS | {"revision": "1"} | wrong)
    assert (answer.status_code, again(collection).revision) == (200, 1)
    assert said in text(answer).split("There is a problem")[1]


@pytest.mark.parametrize("page", ["dates/", "checks/", "practice/", "practice/sims/", "guidance/"])
def test_the_second_of_two_officers_is_told_who_was_first(
    officer: Client, season: Season, collection: Collection, page: str
) -> None:
    form = typed(officer, collection, page)
    change_collection(acting(season.adviser), collection, 1, replace(terms_of(collection), guidance="First."))
    answer = officer.post(at(collection, page), form)
    assert season.adviser.name in text(answer)
    assert again(collection).guidance == "First."
    assert 'value="2"' in text(answer)


def test_a_query_is_made_a_note_or_left_out(officer: Client, collection: Collection) -> None:
    send(officer, collection, "checks/", R10="off", C01="note", change_points="20")
    kept = settings_of(again(collection))
    assert kept.softened == {"R10": "off", "C01": "note"}
    assert kept.thresholds.change_points == 20


def test_an_error_cannot_be_softened(officer: Client, collection: Collection) -> None:
    send(officer, collection, "checks/", R03="off")
    assert settings_of(again(collection)).softened == {}


@pytest.mark.parametrize("wrong", ["-1", "101", "many", ""])
def test_a_threshold_is_a_whole_number_within_its_bounds(officer: Client, collection: Collection, wrong: str) -> None:
    answer = send(officer, collection, "checks/", change_points=wrong)
    assert (answer.status_code, again(collection).revision) == (200, 1)


def test_how_schools_take_part_is_chosen(officer: Client, collection: Collection) -> None:
    send(officer, collection, "practice/", answers_first="on", answers_by="3/7/2026", benchmarks="schools")
    kept = practice_of(again(collection))
    assert (kept.answers_first, str(kept.answers_by), kept.benchmarks) == (True, "2026-07-03", Benchmarks.SCHOOLS)
    assert (kept.sender_may_confirm, kept.open_check) == (False, False)


def test_a_systems_help_is_added_and_taken_away(officer: Client, collection: Collection) -> None:
    send(officer, collection, "practice/sims/", text="Ask us first.", document="KB1", telephone="01632 960123")
    assert practice_of(again(collection)).systems["sims"].text == "Ask us first."
    send(officer, collection, "practice/sims/", text="", document="", telephone="")
    assert practice_of(again(collection)).systems == {}


def test_an_unknown_system_is_not_found(officer: Client, collection: Collection) -> None:
    assert officer.get(at(collection, "practice/nothing/")).status_code == 404


def test_the_preview_holds_the_own_words_and_days(officer: Client, collection: Collection) -> None:
    send(officer, collection, "guidance/", guidance="Send early.\n\nThank you.")
    shown = text(officer.get(at(collection, "guidance/preview/")))
    assert "<p>Send early.</p>" in shown
    assert "26 June 2026" in shown
    assert "This is how schools read it once the collection is open" in shown


def test_a_file_alone_has_no_checks(officer: Client) -> None:
    officer.post("/authority/collections/new/", {"kind": "file_only", "year": "2026", "title": "Phonics 2026"})
    made = Collection.objects.get()
    for page in ("checks/", "practice/", "practice/sims/"):
        assert officer.get(at(made, page)).status_code == 404
    assert "Checks" not in text(officer.get(at(made)))


def test_nothing_of_the_datas_care_is_filled_in(officer: Client, collection: Collection) -> None:
    assert typed(officer, collection, "data/") == {"revision": 0}


def test_the_datas_care_is_kept_with_the_name(officer: Client, season: Season, collection: Collection) -> None:
    answer = officer.post(at(collection, "data/"), DATA | {"revision": "0"})
    assert answer.headers["Location"] == at(collection)
    assert DataCare.objects.get().entered_by_name == season.officer.name
    assert f"Settled by {season.officer.name}" in text(officer.get(at(collection)))


@pytest.mark.parametrize("left_out", sorted(DATA))
def test_each_part_of_the_datas_care_is_asked_for(officer: Client, collection: Collection, left_out: str) -> None:
    answer = officer.post(at(collection, "data/"), {n: v for n, v in DATA.items() if n != left_out} | {"revision": "0"})
    assert (answer.status_code, DataCare.objects.count()) == (200, 0)
    assert f'id="id_{left_out}-error"' in text(answer) or f'href="#id_{left_out}"' in text(answer)


def test_two_who_settle_the_datas_care_at_once(officer: Client, season: Season, collection: Collection) -> None:
    cared(acting(season.adviser), collection)
    answer = officer.post(at(collection, "data/"), DATA | {"revision": "0", "purposes": "Other purposes."})
    assert season.adviser.name in text(answer)
    assert "Other purposes." in text(answer)
    assert DataCare.objects.get().purposes == CARE.purposes


def test_it_does_not_open_before_and_opens_after(officer: Client, season: Season, collection: Collection) -> None:
    answer = officer.post(at(collection, "open/"), {"revision": "1"})
    assert "Nobody has settled yet what the data is for" in text(answer)
    cared(acting(season.officer), collection)
    answer = officer.post(at(collection, "open/"), {"revision": "1"}, follow=True)
    assert again(collection).opened_by_name == season.officer.name
    assert "is open. Now ask the schools." in text(answer)
    assert "Open the collection" not in text(answer)


def test_opening_twice_opens_once(officer: Client, season: Season, collection: Collection) -> None:
    cared(acting(season.officer), collection)
    officer.post(at(collection, "open/"), {"revision": "1"})
    answer = officer.post(at(collection, "open/"), {"revision": "1"})
    assert answer.status_code in (200, 302)
    assert again(collection).revision == 2


def test_guidance_that_is_too_long_is_refused_whole_and_stays_typed(officer: Client, collection: Collection) -> None:
    given = typed(officer, collection, "guidance/") | {"guidance": "x" * 10_001}
    page = text(officer.post(at(collection, "guidance/"), given))
    assert "Shorten “What you tell schools first” to 10,000 characters." in page
    assert "x" * 10_001 in page
    assert "maxlength" not in page
