"""What a school is asked, and told, of a pupil whom another school has also sent."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.asking import ask, withdraw_ask
from muster.portal.duplicates.actions.deciding import Decision, decide, not_same
from muster.portal.duplicates.actions.showing import show_to_schools
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.foundation import clock
from muster.portal.organisations.models import Person
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.acting import begin_acting
from muster.portal.returns.models import Acting
from muster.portal.rolls.models import ExpectedPupil
from tests.portal.answers import text
from tests.portal.collected import Collected, acting
from tests.portal.duplicates.two_places import TwoPlaces, sent_case, settled_dates
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

ADA = "Ada Pupilzqxada"
QUESTION = "When did she come to you?"
NOTHING = "There is nothing to say or to do about pupils whom another school has also sent."
CARD = 'class="govuk-summary-card"'
PUPILS_ARE_SEEN = ("head", "signer", "sender", "reader", "officer", "pupil_adviser")


def main(page: str) -> str:
    """What the page itself has, its tags too."""
    return " ".join(page.split("<main", 1)[1].split("</main>", 1)[0].split())


def at(school: Collected, part: str = "also-sent/") -> str:
    return f"/schools/{school.school.public_id}/requests/{school.request.public_id}/{part}"


def asked(season: Season, question: str = QUESTION, due_on: date | None = None) -> tuple[TwoPlaces, Case, Ask]:
    """The first school is asked."""
    places, case = sent_case(season)
    return places, *ask_again(season, places, case, question, due_on)


def asked_of_who_did_not_send(season: Season) -> tuple[TwoPlaces, Ask]:
    """The same, where the school expects the pupil and has not sent them."""
    places, case = sent_case(season, Case.Kind.ELSEWHERE)
    places.send(first=False)
    return places, ask_again(season, places, case)[1]


def ask_again(
    season: Season, places: TwoPlaces, case: Case, question: str = QUESTION, due_on: date | None = None
) -> tuple[Case, Ask]:
    side = places.view(case).claims[0].side.public_id
    case = ask(acting(season.officer), case, case.revision, [side], question, due_on)
    return case, Ask.objects.get()


def said(row: Ask | Side, **changes: str) -> dict[str, str]:
    """What is typed about it."""
    side, revision = (row.side, row.revision) if isinstance(row, Ask) else (row, 0)
    given = {
        "entry": "1/9/2022",
        "leaving": "20/5/2026",
        "registration": "main",
        "view": "ours",
        "text": "She is here.",
    }
    fields = {**given, "revision": str(revision), **changes}
    return {"side": side.public_id, **{f"{side.public_id}-{name}": value for name, value in fields.items()}}


def of(client_of: ClientOf, person: Person | None, school: Collected) -> str:
    return main(text(client_of(person).get(at(school))))


def send(browser: Client, school: Collected, fields: dict[str, str]) -> str:
    return main(text(browser.post(at(school, "also-sent/answer/"), fields, follow=True)))


def test_a_school_is_asked_about_its_own_pupil(season: Season, client_of: ClientOf) -> None:
    day = clock.today() + timedelta(days=5)
    places, _, _ = asked(season, due_on=day)
    page = of(client_of, season.head, places.first)
    assert "Another school has also sent this pupil." in page
    for shown in (
        ADA,
        QUESTION,
        season.officer.name,
        f"Please answer by {day:%A} {day.day} {day:%B %Y}",
        "Send the answer",
    ):
        assert shown in page


def test_nothing_of_the_other_school_is_shown(season: Season, client_of: ClientOf) -> None:
    places, case, _ = asked(season)
    ask(acting(season.officer), case, case.revision, [places.view(case).claims[1].side.public_id])
    for (school, head), (other, _) in zip(places.schools, reversed(places.schools), strict=True):
        page = of(client_of, head, school)
        assert CARD in page
        for hidden in (other.school.name, other.school.urn, other.school.public_id):
            assert hidden not in page


def test_an_answer_is_kept_and_shown(season: Season, client_of: ClientOf) -> None:
    places, _, row = asked(season)
    page = send(client_of(season.sender), places.first, said(row))
    assert "Your answer has reached the data team" in page
    assert "On your roll from 1 September 2022 to 20 May 2026. Registered with us." in page
    assert "She is here." in page
    now = Ask.objects.get()
    assert (now.entry_date, now.leaving_date, now.view) == (date(2022, 9, 1), date(2026, 5, 20), "ours")
    assert now.answered_by_name == season.sender.name


@pytest.mark.parametrize(
    ("changes", "says", "field"),
    [
        ({"view": ""}, "Say whether you think that your school submits this pupil", "view"),
        ({"entry": "yesterday"}, "Enter a real date for “First day on your roll”", "entry"),
        ({"leaving": "1/8/2022"}, "The last day is before the first.", "leaving"),
        ({"leaving": "1/8/2030"}, "A day is after this summer.", "leaving"),
        ({"registration": "some"}, "Select a valid choice", "registration"),
        ({"text": "x" * 4_001}, "Write at most 4,000 characters.", "text"),
    ],
)
def test_an_answer_that_cannot_be_is_said_at_its_field_and_kept(
    season: Season, client_of: ClientOf, changes: dict[str, str], says: str, field: str
) -> None:
    places, _, row = asked(season)
    page = send(client_of(season.head), places.first, said(row, **changes))
    assert says in page
    assert f'href="#id_{row.side.public_id}-{field}' in page
    assert 'value="1/9/2022"' in page or field == "entry"
    assert Ask.objects.get().answered_at is None


def test_whoever_comes_second_is_told_who_was_first(season: Season, client_of: ClientOf) -> None:
    places, _, row = asked(season)
    send(client_of(season.sender), places.first, said(row))
    page = send(client_of(season.head), places.first, said(row, text="Another answer."))
    assert f"{season.sender.name} changed this on" in page
    assert Ask.objects.get().answered_by_name == season.sender.name


def test_what_is_no_longer_asked_says_so(season: Season, client_of: ClientOf) -> None:
    places, row = asked_of_who_did_not_send(season)
    withdraw_ask(acting(season.officer), row, row.revision)
    page = send(client_of(season.head), places.first, said(row))
    assert "You are no longer asked about this pupil: there is nothing to answer." in page


def test_a_school_says_nothing_about_another_schools_side(season: Season, client_of: ClientOf) -> None:
    places, _, row = asked(season)
    page = send(client_of(season.other_head), places.second, said(row))
    assert "You are no longer asked about this pupil" in page
    assert Ask.objects.get().answered_at is None


def test_a_school_says_it_before_it_is_asked(season: Season, client_of: ClientOf) -> None:
    places, case = sent_case(season)
    side = Side.objects.get(case=case, request=places.second.request)
    page = of(client_of, season.other_head, places.second)
    assert "You can say now when the pupil was on your roll" in page
    page = send(client_of(season.other_head), places.second, said(side, view="not_ours"))
    assert "Your answer has reached the data team" in page
    row = Ask.objects.get()
    assert (row.side, row.view, row.asked_by_name) == (side, "not_ours", "")
    assert Event.objects.filter(verb="case.answered").count() == 1


def test_what_is_said_unasked_is_said_once(season: Season, client_of: ClientOf) -> None:
    places, case = sent_case(season)
    side = Side.objects.get(case=case, request=places.first.request)
    browser = client_of(season.head)
    send(client_of(season.sender), places.first, said(side))
    send(browser, places.first, said(side, view="not_ours"))
    assert Ask.objects.get().view == "ours"


def test_who_was_sent_just_now_is_told_of_before_a_case_is_found(season: Season, client_of: ClientOf) -> None:
    places, case = sent_case(season)
    Side.objects.filter(case=case).delete()
    case.delete()
    page = of(client_of, season.head, places.first)
    assert f"Another school has also sent {ADA}" in page
    assert "In a minute you can say here when this pupil was on your roll." in page


@pytest.mark.parametrize(("first", "submits"), [(True, True), (False, False)])
def test_after_the_decision_it_says_what_to_do_and_why(
    season: Season, client_of: ClientOf, first: bool, submits: bool
) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    school, head = places.schools[0 if first else 1]
    page = of(client_of, head, school)
    assert ("Your school submits this pupil." if submits else "Your school does not submit this pupil.") in page
    assert "the school with more days in it submits." in page
    assert ("What to do: submit the pupil." if submits else "then leave the pupil out.") in page
    assert ("counts at another school" in page) is not submits
    assert "Send the answer" not in page


def test_what_was_agreed_otherwise_gives_no_rule(season: Season, client_of: ClientOf) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.other_school.public_id, "Both heads agree."))
    page = of(client_of, season.head, places.first)
    assert "has settled it so" in page
    assert "Both heads agree." not in page


def test_whoever_is_not_the_same_child_is_shown_no_more(season: Season, client_of: ClientOf) -> None:
    places, case, _ = asked(season)
    case.refresh_from_db()
    not_same(acting(season.officer), case, case.revision, "Twins.")
    assert NOTHING in of(client_of, season.head, places.first)


def test_what_an_officer_shows_is_shown_for_that_pupil(season: Season, client_of: ClientOf) -> None:
    places, case, _ = asked(season)
    case.refresh_from_db()
    show_to_schools(acting(season.officer), case, case.revision)
    page = of(client_of, season.head, places.first)
    assert places.second.school.name in page
    assert "Reading: " in page


def test_of_a_protected_pupil_nothing_is_shown_anywhere(season: Season, client_of: ClientOf) -> None:
    places, case, row = asked(season)
    case.refresh_from_db()
    case = show_to_schools(acting(season.officer), case, case.revision)
    child = Child.objects.get(pk=row.side.child_id)
    protect(acting(season.officer), child, child.revision)
    for school, head in places.schools:
        assert NOTHING in of(client_of, head, school)
        assert "Pupils another school has also sent" not in main(text(client_of(head).get(at(school, ""))))
        assert "nother school" not in main(text(client_of(head).get(at(school, "check/"))))
    page = send(client_of(season.head), places.first, said(row))
    assert "protected" not in page.lower()
    assert Ask.objects.get().answered_at is None


def test_a_pupil_whom_the_school_did_not_send_is_asked_about_too(season: Season, client_of: ClientOf) -> None:
    places, _ = asked_of_who_did_not_send(season)
    page = of(client_of, season.head, places.first)
    assert "Another school has sent this pupil, and you have not." in page
    assert ADA in page


@pytest.mark.parametrize("who", PUPILS_ARE_SEEN)
def test_who_sees_pupils_sees_the_page(season: Season, client_of: ClientOf, who: str) -> None:
    places, _, _ = asked(season)
    page = of(client_of, getattr(season, who), places.first)
    assert ADA in page
    assert ("Send the answer" in page) is (who in ("head", "signer", "sender"))
    assert places.second.school.name not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("adviser", 403), *((one, 404) for one in ("other_head", "trust_lead", "stranger", "twin_head", "operator"))],
)
def test_to_others_there_is_no_such_page(season: Season, client_of: ClientOf, who: str, status: int) -> None:
    places, _, row = asked(season)
    browser = client_of(getattr(season, who))
    assert browser.get(at(places.first)).status_code == status
    assert browser.post(at(places.first, "also-sent/answer/"), said(row)).status_code == status
    assert Ask.objects.get().answered_at is None


def test_nobody_is_asked_to_sign_in(season: Season, client_of: ClientOf) -> None:
    places, _, _ = asked(season)
    assert client_of(None).get(at(places.first)).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("who", ["reader", "officer", "pupil_adviser"])
def test_who_may_look_alone_answers_nothing(season: Season, client_of: ClientOf, who: str) -> None:
    places, _, row = asked(season)
    assert client_of(getattr(season, who)).post(at(places.first, "also-sent/answer/"), said(row)).status_code == 403
    assert Ask.objects.get().answered_at is None


def test_an_officer_who_acts_for_the_school_does_not_answer_for_it(season: Season, client_of: ClientOf) -> None:
    places, _, row = asked(season)
    begin_acting(acting(season.officer), places.first.request, Acting.How.TELEPHONE, "The head rang.")
    browser = client_of(season.officer)
    assert "Send the answer" not in main(text(browser.get(at(places.first))))
    assert browser.post(at(places.first, "also-sent/answer/"), said(row)).status_code == 403


def test_a_look_is_kept_in_the_trail(season: Season, client_of: ClientOf) -> None:
    places, _, _ = asked(season)
    of(client_of, season.head, places.first)
    event = Event.objects.filter(verb="results.seen").latest("pk")
    assert (event.facts["shown"], event.school) == (1, season.school.public_id)


@pytest.mark.parametrize(
    ("answered", "status"), [(False, "1 pupil to tell us about"), (True, "1 pupil")], ids=["waiting", "said"]
)
def test_the_task_list_leads_there_with_the_number(
    season: Season, client_of: ClientOf, answered: bool, status: str
) -> None:
    places, _, row = asked(season)
    if answered:
        send(client_of(season.head), places.first, said(row))
    page = main(text(client_of(season.head).get(at(places.first, ""))))
    line = page.split("Pupils another school has also sent")[1].split("</li>")[0]
    assert status in line
    assert ("to tell us about" in line) is not answered
    assert f'href="{at(places.first)}"' in page


def test_the_task_list_of_who_sees_no_pupils_leads_nowhere(season: Season, client_of: ClientOf) -> None:
    places, _, _ = asked(season)
    page = main(text(client_of(season.adviser).get(at(places.first, ""))))
    assert "Pupils another school has also sent" in page
    assert f'href="{at(places.first)}"' not in page


def test_the_page_asks_the_database_little(
    season: Season, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    places, _, _ = asked(season)
    browser = client_of(season.head)
    with django_assert_max_num_queries(42):
        browser.get(at(places.first))


def test_once_closed_nothing_can_be_said(season: Season, client_of: ClientOf) -> None:
    places, _, row = asked(season)
    past = [clock.now() - timedelta(hours=hours) for hours in (3, 2, 1)]
    Collection.objects.update(opens_at=past[0], deadline=past[1], closes_at=past[2])
    page = of(client_of, season.head, places.first)
    assert "Send the answer" not in page
    send(client_of(season.head), places.first, said(row))
    assert Ask.objects.get().answered_at is None


def test_without_any_such_pupil_the_page_says_so(season: Season, client_of: ClientOf) -> None:
    places, case = sent_case(season)
    Side.objects.filter(case=case).delete()
    case.delete()
    places.send(second=False)
    ExpectedPupil.objects.filter(school=season.other_school).delete()
    assert NOTHING in of(client_of, season.head, places.first)
