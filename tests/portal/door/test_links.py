import pytest
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.links import make_link, send_first_access
from muster.portal.organisations.models import Link, Person
from muster.portal.outbox.models import Mail
from tests.portal.door.steps import (
    NEW,
    Answer,
    give,
    is_in,
    later,
    newest_link,
    newest_mail,
    sign_in,
    verbs_of,
    without_tokens,
)
from tests.portal.season import PASSWORD, Season


@pytest.fixture
def new(season: Season) -> Person:
    """Somebody who has never been in."""
    season.head.set_unusable_password()
    season.head.save()
    return season.head


def ask(client: Client, name: str, page: str = "/forgotten-password/") -> Answer:
    return Answer(client.post(page, {"username": name}))


def choose(client: Client, password: str = NEW) -> Answer:
    return Answer(client.post("/new-password/", {"username": "their@own.example", "password": password}))


def test_a_forgotten_password_by_urn_goes_to_the_heads_own_address(season: Season, client: Client) -> None:
    assert ask(client, season.school.urn).to == "/forgotten-password/sent/"
    assert [mail.to_address for mail in Mail.objects.all()] == [season.head.email]


def test_a_forgotten_password_by_address(season: Season, client: Client) -> None:
    ask(client, season.reader.email)
    assert [mail.to_address for mail in Mail.objects.all()] == [season.reader.email]


def test_the_answer_never_tells_whether_there_is_an_account(season: Season) -> None:
    answers = [ask(Client(), name) for name in (season.school.urn, "nobody@nowhere.example", "999999")]
    assert {(one.status, one.to, one.text) for one in answers} == {(302, "/forgotten-password/sent/", "")}


def test_unknown_names_and_closed_accounts_get_no_mail(season: Season, client: Client) -> None:
    season.reader.is_active = False
    season.reader.save()
    ask(client, "nobody@nowhere.example")
    ask(client, season.reader.email)
    assert not Mail.objects.exists()


def test_a_head_whose_address_is_the_schools_gets_no_link(season: Season, client: Client) -> None:
    season.head.email = season.school.email.upper()
    season.head.save()
    assert ask(client, season.school.urn).to == "/forgotten-password/sent/"
    assert not Mail.objects.exists()
    assert verbs_of(season.head) == ["link.withheld"]
    assert "/cannot-get-in/" in Answer(client.get("/forgotten-password/sent/")).text


def test_an_officer_is_told_why_a_head_gets_no_first_link(season: Season) -> None:
    season.head.email = season.school.email
    season.head.save()
    with pytest.raises(Refusal, match="mailbox_shared"):
        send_first_access(SYSTEM, season.head)


def test_a_new_password_signs_in_by_the_link_alone(season: Season, client: Client) -> None:
    ask(client, season.school.urn)
    assert Answer(client.get(newest_link("new_password"))).to == "/new-password/"
    assert choose(client).to == "/home/"
    assert is_in(client)
    assert sign_in(Client(), season.school.urn, NEW).to == "/home/"


def test_first_access(season: Season, client: Client, new: Person) -> None:
    send_first_access(SYSTEM, new)
    client.get(newest_link("first_access"))
    assert new.name in Answer(client.get("/new-password/")).text
    choose(client)
    new.refresh_from_db()
    assert new.first_in is not None
    assert verbs_of(new) == ["link.made", "person.password_set", "person.signed_in"]


def test_somebody_without_a_password_gets_a_first_link_when_they_ask(
    season: Season, client: Client, new: Person
) -> None:
    ask(client, season.school.urn, "/first-access/")
    assert Mail.objects.get().template == "first_access"


def test_opening_a_link_spends_nothing(season: Season, new: Person) -> None:
    send_first_access(SYSTEM, new)
    for _ in range(3):
        scanner = Client()
        scanner.head(newest_link("first_access"))
        scanner.get(newest_link("first_access"), follow=True)
    assert Link.objects.get().spent_at is None
    client = Client()
    client.get(newest_link("first_access"))
    assert choose(client).to == "/home/"


def test_the_token_leaves_the_address_at_once(season: Season, client: Client, new: Person) -> None:
    send_first_access(SYSTEM, new)
    link = newest_link("first_access")
    page = Answer(client.get(link, follow=True))
    assert link.partition("=")[2] not in page.text
    assert link.partition("=")[2] not in str(dict(client.session))


def test_only_the_tokens_hash_is_kept(season: Season, new: Person) -> None:
    address = make_link(SYSTEM, new, Link.Purpose.FIRST_ACCESS)
    assert address.partition("=")[2] not in Link.objects.get().token_hash


def test_a_link_works_once(season: Season, new: Person) -> None:
    send_first_access(SYSTEM, new)
    first, second = Client(), Client()
    for client in (first, second):
        client.get(newest_link("first_access"))
    assert choose(first).to == "/home/"
    assert choose(second, "another-otter-lantern").to == "/first-access/"
    assert not is_in(second)
    assert give(Client(), season.school.urn, "another-otter-lantern").status == 200


def test_a_spent_link_says_so_and_offers_a_new_one_in_one_press(season: Season, new: Person) -> None:
    send_first_access(SYSTEM, new)
    used, late = Client(), Client()
    used.get(newest_link("first_access"))
    choose(used)
    page = Answer(late.get(newest_link("first_access"), follow=True))
    assert (page.status, "used already" in page.text) == (410, True)
    assert Answer(late.post("/first-access/")).to == "/forgotten-password/sent/"
    assert Mail.objects.filter(template="new_password", to_address=new.email).count() == 1


@pytest.mark.parametrize(("template", "minutes"), [("first_access", 14 * 24 * 60), ("new_password", 60)])
def test_a_link_has_its_time(season: Season, template: str, minutes: int) -> None:
    if template == "first_access":
        send_first_access(SYSTEM, season.head)
    else:
        ask(Client(), season.school.urn)
    link = newest_link(template)
    with clock.at(later(minutes=minutes - 1)):
        assert Answer(Client().get(link, follow=True)).status == 200
    with clock.at(later(minutes=minutes + 1)):
        assert "too old" in Answer(Client().get(link, follow=True)).text


def test_a_link_over_while_the_page_is_open_is_not_taken(season: Season, client: Client) -> None:
    ask(client, season.school.urn)
    client.get(newest_link("new_password"))
    with clock.at(later(minutes=61)):
        assert choose(client).to == "/first-access/"


def test_asking_again_does_not_close_the_link_that_is_there(season: Season, client: Client) -> None:
    ask(Client(), season.school.urn)
    link = newest_link("new_password")
    ask(Client(), season.school.urn)
    client.get(link)
    assert choose(client).to == "/home/"


def test_a_spent_link_closes_the_others(season: Season) -> None:
    ask(Client(), season.school.urn)
    old = newest_link("new_password")
    ask(Client(), season.school.urn)
    client = Client()
    client.get(newest_link("new_password"))
    choose(client)
    assert "Another link was used" in Answer(Client().get(old, follow=True)).text


def test_one_person_is_not_mailed_without_end(season: Season) -> None:
    for _ in range(6):
        assert ask(Client(), season.school.urn).to == "/forgotten-password/sent/"
    assert Mail.objects.count() == 3


def test_a_network_asks_only_so_often(season: Season) -> None:
    answers = [ask(Client(), f"nobody{number}@nowhere.example").status for number in range(12)]
    assert 429 in answers


def test_a_link_of_nobodys_says_what_to_do(season: Season, client: Client) -> None:
    page = Answer(client.get("/link/?key=made-up"))
    assert (page.status, "/first-access/" in page.text) == (404, True)
    assert Answer(client.get("/link/")).status == 404


def test_a_new_password_needs_a_link(season: Season, client: Client) -> None:
    assert choose(client).to == "/first-access/"


def test_a_closed_account_gets_in_by_no_link(season: Season, client: Client, new: Person) -> None:
    send_first_access(SYSTEM, new)
    client.get(newest_link("first_access"))
    Person.objects.filter(pk=new.pk).update(is_active=False)
    assert choose(client).to == "/first-access/"
    client.post("/first-access/")
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("password", "says"),
    [("short-one", "12 characters"), ("x" * 129, "128 characters"), ("password1234", "common"),
     ("Password-2026!", "common"), ("aaaaaaaaaaaaaa", "common"), ("Alex Headzqxfor", "like your name")],
)  # fmt: skip
def test_a_bad_password_is_refused_and_the_link_not_spent(season: Season, password: str, says: str) -> None:
    client = Client()
    ask(client, season.school.urn)
    client.get(newest_link("new_password"))
    assert says in choose(client, password).text
    assert choose(client).to == "/home/"


@pytest.mark.parametrize(
    "password", ["correcthorsebattery", "три слова без смысла", "x7" * 6 + "qwvz", "a b c d e f g h i j k l"]
)
def test_a_good_password_needs_no_kinds_of_signs(season: Season, password: str) -> None:
    client = Client()
    ask(client, season.school.urn)
    client.get(newest_link("new_password"))
    assert choose(client, password).to == "/home/"
    assert sign_in(Client(), season.school.urn, password).to == "/home/"


def test_a_new_password_ends_every_other_session_and_says_so_by_mail(season: Season, client: Client) -> None:
    sign_in(client, season.school.urn)
    other = Client()
    ask(other, season.school.urn)
    other.get(newest_link("new_password"))
    choose(other)
    assert not is_in(client)
    assert "was changed" in newest_mail("password_changed")


def test_the_first_password_says_nothing_by_mail(season: Season, client: Client, new: Person) -> None:
    send_first_access(SYSTEM, new)
    client.get(newest_link("first_access"))
    choose(client)
    assert not Mail.objects.filter(template="password_changed").exists()


def test_no_mail_names_a_child_or_holds_a_password(season: Season, client: Client) -> None:
    ask(client, season.school.urn)
    assert PASSWORD not in newest_mail("new_password")


def test_pressing_the_button_twice_ends_at_home(season: Season, client: Client, new: Person) -> None:
    send_first_access(SYSTEM, new)
    client.get(newest_link("first_access"))
    choose(client)
    assert Answer(client.get("/first-access/")).to == "/home/"


def test_the_pages_of_the_door_are_kept_by_no_cache(season: Season, client: Client) -> None:
    assert "no-store" in client.get("/sign-in/").headers["Cache-Control"]
    assert "no-store" in client.get("/link/?key=x").headers["Cache-Control"]


def test_the_pages_for_a_known_and_an_unknown_name_are_alike(season: Season) -> None:
    pages = set()
    for name in (season.school.urn, "nobody@nowhere.example"):
        client = Client()
        ask(client, name)
        pages.add(without_tokens(Answer(client.get("/forgotten-password/sent/")).text))
    assert len(pages) == 1
