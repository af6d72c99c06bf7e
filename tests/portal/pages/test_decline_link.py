"""The link by which a school says, without an account, that it is not taking part."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.collecting.links import decline_token
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.public_ids import new_public_id
from muster.portal.organisations.models import Authority
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.actions.participation import decline, rejoin
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.models import Return
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import CANARY, Season

BUTTON = "We are not taking part this year"
OVER = "This link cannot be used any more"


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def address(collected: Collected) -> str:
    return f"/not-taking-part/{decline_token(collected.request)}/"


def participation() -> str:
    return Request.objects.get().participation


def press(address: str, reason: str = "") -> str:
    """The page that pressing the button leads to."""
    answer = Client().post(address, {"reason": reason}, follow=True)
    return text(answer)


def shown(address: str) -> str:
    return text(Client().get(address))


def test_the_mail_holds_the_link(collected: Collected, address: str) -> None:
    said = text_of(Mail.objects.get(template="request", to_address=collected.school.email))
    assert said is not None
    assert address in said.plain


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_it_says_nothing_for_the_school(address: str, method: str) -> None:
    events = Event.objects.count()
    for _ in range(3):
        assert getattr(Client(), method)(address).status_code == 200
    assert (participation(), Event.objects.count()) == ("asked", events)
    assert BUTTON in shown(address)


def test_the_button_says_that_the_school_is_not_taking_part(collected: Collected, address: str) -> None:
    assert "Beech Lane Infant School is not taking part" in press(address, "A small year group.")
    kept = Request.objects.get()
    assert (kept.participation, kept.reason, kept.declined_by_name) == (
        "declined",
        "A small year group.",
        "Somebody with the link in the e-mail",
    )


def test_the_trail_names_the_link(collected: Collected, address: str) -> None:
    press(address, "Because of Okazqxfor.")
    event = Event.objects.get(verb="request.declined")
    assert (event.actor_kind, event.actor, event.school) == (
        "link",
        collected.request.public_id,
        collected.school.public_id,
    )
    assert CANARY not in str(event.facts)


def test_no_reason_need_be_given(address: str) -> None:
    press(address)
    assert (participation(), Request.objects.get().reason) == ("declined", "")


def test_a_long_reason_is_kept_on_the_page_to_be_shortened(address: str) -> None:
    answer = press(address, "x" * 2001)
    assert "Shorten this to 2,000 characters." in answer
    assert "x" * 2001 in answer
    assert participation() == "asked"


def test_pressing_twice_says_the_same_and_writes_once(address: str) -> None:
    first, again = press(address, "First."), press(address, "Second.")
    assert "is not taking part" in first
    assert "is not taking part" in again
    assert Request.objects.get().reason == "First."
    assert Event.objects.filter(verb="request.declined").count() == 1
    assert Mail.objects.filter(template="not_taking_part").count() == 4


def test_the_schools_people_and_its_main_address_are_told(collected: Collected, address: str) -> None:
    press(address, "Because of Okazqxfor.")
    mails = Mail.objects.filter(template="not_taking_part")
    assert {mail.to_address for mail in mails} == {
        "office@school1.example",
        "head@a.example",
        "sender@a.example",
        "signer@a.example",
    }
    for mail in mails:
        said = text_of(mail)
        assert said is not None
        assert "Because of" not in said.plain


def test_after_the_collection_closed_it_is_over(collected: Collected, address: str) -> None:
    with clock.at(clock.now() + timedelta(days=61)):
        assert Client().get(address).status_code == 410
        assert "The collection has closed" in press(address)
    assert participation() == "asked"


def test_after_the_deadline_it_still_works(address: str) -> None:
    with clock.at(clock.now() + timedelta(days=21)):
        press(address)
    assert participation() == "declined"


def test_before_the_collection_opens_it_works(collected: Collected, address: str) -> None:
    Collection.objects.update(opens_at=clock.now() + timedelta(days=3))
    press(address)
    assert participation() == "declined"


def test_who_signed_in_and_rejoined_is_not_overruled_by_the_old_mail(collected: Collected, address: str) -> None:
    press(address)
    head = acting(collected.side.head)
    rejoin(head, collected.request, Return.objects.get().revision)
    assert OVER in shown(address)
    assert OVER in press(address)
    assert participation() == "asked"


def test_a_reminder_sent_after_rejoining_holds_a_link_that_works(collected: Collected) -> None:
    head = acting(collected.side.head)
    decline(head, collected.request, 1)
    rejoin(head, collected.request, 2)
    press(f"/not-taking-part/{decline_token(Request.objects.get())}/")
    assert participation() == "declined"


@pytest.mark.parametrize("in_force", [InForce.CONFIRMED, InForce.ACCEPTED])
def test_confirmed_results_are_not_undone_by_a_link(collected: Collected, address: str, in_force: InForce) -> None:
    collected.send()
    newest = collected.school_return().newest
    Return.objects.update(in_force=in_force, confirmed=newest, newest=None, draft=Draft.NONE)
    answer = Client().get(address)
    assert (answer.status_code, OVER in text(answer)) == (410, True)
    assert OVER in press(address)
    assert participation() == "asked"


def test_it_tells_nothing_of_what_was_sent(collected: Collected, address: str) -> None:
    collected.send()
    answer = shown(address)
    assert BUTTON in answer
    for word in (CANARY, "6 pupils", "3302001_KS1", collected.side.head.name, "wait"):
        assert word not in answer


def test_what_was_sent_unconfirmed_stays(collected: Collected, address: str) -> None:
    collected.send()
    press(address)
    found = collected.school_return()
    assert (found.draft, found.newest is not None) == (Draft.READY, True)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_is_not_found(collected: Collected, method: str) -> None:
    public_id = collected.request.public_id
    right = decline_token(collected.request)
    forged = [
        public_id,
        right[:-2] + ("aa" if right[-2:] != "aa" else "bb"),
        Signer(salt="muster.enquiry").sign_object([public_id, 1]),
        Signer(salt="muster.decline").sign_object([new_public_id(), 1]),
    ]
    assert [getattr(Client(), method)(f"/not-taking-part/{one}/").status_code for one in forged] == [404] * 4
    assert participation() == "asked"


def test_a_link_is_for_one_school_alone(season: Season) -> None:
    ours, twins = collect(season), collect(season.twin)
    press(f"/not-taking-part/{decline_token(ours.request)}/")
    assert Request.objects.get(pk=twins.request.pk).participation == "asked"


@pytest.mark.parametrize("who", ["head", "other_head", "officer", "twin_head", "stranger"])
def test_whoever_is_signed_in_holds_it_like_anybody_else(
    collected: Collected, season: Season, client_of: ClientOf, address: str, who: str
) -> None:
    client_of(getattr(season, who)).post(address, {"reason": ""})
    assert participation() == "declined"
    assert Event.objects.get(verb="request.declined").actor_kind == "link"


def test_a_page_from_elsewhere_cannot_press_the_button(address: str) -> None:
    assert Client(enforce_csrf_checks=True).post(address, {"reason": ""}).status_code == 403
    assert participation() == "asked"


def test_it_is_neither_kept_nor_found_by_search(address: str) -> None:
    answer = Client().get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in text(answer)


def test_the_page_says_whose_collection_it_is(collected: Collected, address: str) -> None:
    Authority.objects.filter(pk=collected.side.authority.pk).update(team_email="ask@a.example")
    for said in ("Northshire", "ask@a.example", "Optional key stage 1 teacher assessment 2026"):
        assert said in shown(address)


def test_how_many_questions_the_page_puts_to_the_database(address: str, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(6):  # type: ignore[operator] # pytest-django's own
        Client().get(address)
