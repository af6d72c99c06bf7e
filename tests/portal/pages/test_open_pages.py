"""The pages that are open to all."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import Storage, default_storage
from django.db import OperationalError, connection
from django.test import Client
from msgspec.structs import replace

from muster.framework import load_framework
from muster.portal.collecting.actions import open_collection, settle_data_care
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.organisations.models import Authority
from muster.portal.pages.public.guidance import codes_of
from muster.portal.pages.public.rules import LEVELS
from muster.rules import rules_of
from tests.portal.answers import text
from tests.portal.cared import CARE
from tests.portal.collecting.made_up import IN_MAY, OFFICER, authority, draft, opened
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

ADDRESSES = ("/", "/guidance/", "/rules/", "/accessibility/", "/privacy/")
LATER = datetime(2026, 10, 1, 12, tzinfo=UTC)
BEFORE = datetime(2026, 4, 25, 12, tzinfo=UTC)


def page(address: str, at: datetime = IN_MAY) -> str:
    with clock.at(at):
        answer = Client().get(address)
    assert answer.status_code == 200
    return text(answer)


@pytest.fixture
def place(db: None) -> Authority:
    return authority()


@pytest.mark.parametrize("who", [None, "head", "other_head", "officer", "operator", "stranger"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_may_read_them(season: Season, client_of: ClientOf, who: str | None, address: str) -> None:
    answer = client_of(getattr(season, who) if who else None).get(address)
    assert (answer.status_code, text(answer).count("<h1")) == (200, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_they_can_be_read_before_there_is_an_authority(address: str) -> None:
    assert "Your local authority" in page(address) or address == "/rules/"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_authoritys_name_and_team_stand_on_them(place: Authority, address: str) -> None:
    for said in (place.name, place.team_email, place.team_telephone):
        assert said in page(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_they_change_nothing_and_take_no_form(place: Authority, address: str) -> None:
    assert "<form" not in page(address)


def test_somebody_signed_in_is_led_to_the_own_page(season: Season, client_of: ClientOf) -> None:
    assert "Go to your page" in text(client_of(season.head).get("/"))


@pytest.mark.parametrize("address", ["/", "/guidance/"])
def test_an_open_collection_s_dates_are_told(place: Authority, address: str) -> None:
    opened(place)
    assert "11:59pm on Friday 26 June 2026" in page(address)


def test_a_collection_to_come_says_from_when(place: Authority) -> None:
    opened(place)
    assert "You can send results from 12:00am on Friday 1 May 2026" in page("/", BEFORE)


def test_a_collection_that_closed_says_so(place: Authority) -> None:
    opened(place)
    assert "This collection closed at 11:59pm on Monday 31 August 2026" in page("/", LATER)


def test_a_draft_is_nobodys_to_see(place: Authority) -> None:
    draft(place, title="A draft that is not announced")
    assert "A draft that is not announced" not in page("/") + page("/guidance/")


def test_another_authority_s_collection_does_not_show(season: Season, client_of: ClientOf) -> None:
    collection = opened(season.twin.authority)
    Collection.objects.filter(pk=collection.pk).update(title="The twin's own")
    with clock.at(IN_MAY):
        assert "The twin&#x27;s own" in text(client_of(season.twin_officer).get("/"))
        assert "The twin&#x27;s own" not in text(client_of(season.officer).get("/"))


def test_the_collection_of_a_file_only_is_not_spoken_of(place: Authority) -> None:
    Collection.objects.filter(pk=opened(place).pk).update(kind=Collection.Kind.FILE_ONLY)
    assert "No collection has been announced yet" in page("/")


def test_of_two_collections_the_open_one_is_spoken_of(place: Authority) -> None:
    last = opened(place)
    Collection.objects.filter(pk=last.pk).update(year=2027, title="Next", opens_at=IN_MAY + timedelta(days=9))
    opened(place, title="This")
    assert "<strong>This</strong>" in page("/")


def test_the_authority_s_own_guidance_stands_first_and_is_text_only(place: Authority) -> None:
    opened(place, guidance="Ring us.\n\n<script>alert(1)</script>")
    shown = page("/guidance/")
    assert "<p>Ring us.</p>" in shown
    assert "<script>alert" not in shown


def test_every_code_is_in_the_guidance(place: Authority) -> None:
    shown = page("/guidance/")
    for code in codes_of(load_framework(2026)):
        assert f">{code.code}</th>" in shown
        assert code.meaning in shown


def test_the_codes_say_which_subjects_they_are_for() -> None:
    codes = {code.code: (code.on_scale, code.in_science) for code in codes_of(load_framework(2026))}
    assert (codes["GDS"], codes["EXS"], codes["HNM"], codes["A"], codes["EM"]) == (
        (True, False),
        (True, True),
        (False, True),
        (True, True),
        (True, False),
    )


def test_science_is_not_spoken_of_where_it_is_not_asked_for(place: Authority) -> None:
    opened(place, science=False)
    assert "HNM" not in page("/guidance/").partition("</table>")[0]
    assert "science" not in page("/")


@pytest.mark.parametrize(
    "fact",
    [
        "greater number|more days",
        "which tests the pupil has taken",
        "where the pupil was during it",
        "was taught at home",
        "PK4",
        "moderation",
        "main address",
        "SIMS",
        "Cloud School",
        "last week of the summer term|in the week of",
    ],
)
def test_what_the_council_s_guidance_says_is_said(place: Authority, fact: str) -> None:
    shown = page("/guidance/")
    assert any(wording in shown for wording in fact.split("|"))


def test_every_rule_is_shown_with_its_sentence_and_advice(place: Authority) -> None:
    shown = page("/rules/")
    assert [rule.id for rule in rules_of(2026) if f'id="{rule.id}"' not in shown] == []
    for words in ("Must be put right", "Please explain", "For your information"):
        assert shown.count(words) > 1


@pytest.mark.parametrize("level", LEVELS)
def test_the_rules_of_one_level_are_shown_alone(place: Authority, level: str) -> None:
    shown = page(f"/rules/?level={level}")
    expected = [rule.id for rule in rules_of(2026) if rule.level == level]
    assert [rule.id for rule in rules_of(2026) if f'id="{rule.id}"' in shown] == expected
    assert f"{len(expected)} check" in shown


@pytest.mark.parametrize("level", ["nonsense", "%3Cscript%3E", ""])
def test_an_unknown_level_shows_every_rule(place: Authority, level: str) -> None:
    assert f"{len(rules_of(2026))} checks" in page(f"/rules/?level={level}")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("word", ["establishment", "ruleset", "finding"])
def test_words_that_schools_do_not_use_are_not_used(place: Authority, address: str, word: str) -> None:
    opened(place)
    assert word not in page(address).lower()


def test_the_privacy_page_names_every_cookie_and_the_law(place: Authority) -> None:
    shown = page("/privacy/")
    for said in (
        ">muster<",
        ">muster-form<",
        "6(1)(e)",
        "9(2)(g)",
        "section 13A",
        "Only cookies that this service cannot",
    ):
        assert said in shown


def test_the_authority_s_own_notice_and_periods_stand_on_the_privacy_page(place: Authority) -> None:
    collection = draft(place)
    notice = replace(CARE, privacy_notice="Six years.\n\n<b>Ask.</b>", keep_mail=7)
    settle_data_care(OFFICER, collection, 0, notice)
    assert "Six years." not in page("/privacy/")
    with clock.at(BEFORE):
        open_collection(OFFICER, collection, collection.revision)
    assert "<p>Six years.</p>" in page("/privacy/")
    assert "the text of e-mails: 7" in page("/privacy/")
    assert "<b>Ask" not in page("/privacy/")


@pytest.mark.django_db
def test_health_is_well_when_database_and_files_answer() -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok", "files": "ok"})


def test_health_says_that_the_database_is_away(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("at 10.0.0.7 with a password")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", away)
        answer = Client().get("/health/")
    told = {"status": "unavailable", "database": "unavailable", "files": "ok"}
    assert (answer.status_code, answer.json()) == (503, told)


def test_health_says_that_the_files_are_away(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: Storage, name: str) -> bool:
        raise PermissionError("/a/folder")

    monkeypatch.setattr(type(default_storage), "exists", away, raising=False)
    answer = Client().get("/health/")
    told = {"status": "unavailable", "database": "ok", "files": "unavailable"}
    assert (answer.status_code, answer.json()) == (503, told)


def test_search_engines_are_asked_to_stay_out() -> None:
    assert text(Client().get("/robots.txt")) == "User-agent: *\nDisallow: /\n"
